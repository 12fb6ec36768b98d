#include "understand/personal/phone_context.hpp"

namespace heed::understand::personal {

namespace {

const WordSet& calls() {
    static const WordSet words("call ring buzz bell shout");
    return words;
}

}  // namespace

const WordSet& phone_words() {
    static const WordSet words(
        "phone* telephone* tel mobile* cell* landline whatsapp call calling ring text sms dial fax "
        "telefon* handy* mobil* ruf* anruf* erreich* festnetz rueckruf* ruckruf* rappel* appel* "
        "telefono* telefonica movil* movel llam* chiam* cellulare fisso ligar ligue* liga "
        "telemovel "
        "celular bel bellen gsm telefoonnummer mobiel nummer numer komork* zadzwon telefonu tlf "
        "mob "
        "portable joindre contactez reach");
    return words;
}

bool is_offices(const SeenText& seen, std::size_t place) {
    static const WordSet ours(
        "us our uns unser* nous notre nos nosotros nuestr* ci nostr* noss* ons onze nam nasz*");
    static const WordSet theirs(
        "you your my his her their ihr* dein* mein* dich sie vous votre ton mon tu su usted mi tuo "
        "suo mio lei voce seu sua meu minha je jou jouw uw u mijn ciebie twoj* pan* moj*");
    static const WordSet offices(
        "hotline helpline callcenter callcentre centre center llamenos llamanos llamarnos "
        "contactenos contactanos chiamaci chiamateci contattaci contattateci switchboard "
        "servicenummer servicehotline kundenservice kundentelefon helpdesk klantenservice infoline "
        "infolinia appelez-nous contactez-nous");
    constexpr std::size_t words_looked_at = 9;
    const auto first = seen.word_at(place);
    bool is_ours = false;
    for (std::size_t back = 1; back <= words_looked_at && back <= first; ++back) {
        const auto index = first - back;
        const auto word = seen.word(index);
        if (offices.contains(word)) return true;
        if (is_ours && phone_words().contains(word)) return true;
        if (ours.contains(word)) {
            is_ours = true;
            // "give us a call"
            if (is_named_behind(seen, seen.words()[index].piece.end, calls(), 2)) return true;
        } else if (theirs.contains(word) && !is_ours) {
            return false;
        }
    }
    return false;
}

}  // namespace heed::understand::personal
