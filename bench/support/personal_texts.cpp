#include "support/personal_texts.hpp"

#include <array>

#include "base/unicode.hpp"
#include "understand/personal/checksums.hpp"

namespace heed::bench {

namespace {

namespace checks = understand::personal;

/// In patterns: '#' any digit, '%' one from 1 to 9, '^' a capital.
/// "{name}" and the like are taken from the lists below.
struct Country {
    std::string code, language;
    std::vector<std::string> phones, addresses, ids;
    bool (*is_id)(std::string_view);
    std::string iban;  ///< behind the two check digits
    std::vector<std::string> phone_sentences, id_sentences, address_sentences, sentences;
};

const std::vector<Country>& countries() {
    static const std::vector<Country> list{
        {"US",
         "en",
         {"(415) %##-####", "212-%##-####", "617.%##.####", "+1 312 %## ####", "+1206%######"},
         {"%## {en} Street, {town}, CA 9####", "%# {en} Ave, {town}, NY 1####",
          "%### {en} Lane, {town}, TX 7####-####"},
         {"###-##-####", "### ## ####"},
         checks::is_us_ssn,
         "",
         {"Please call Ana on * today.", "My cell is *.", "Reach me at * after six"},
         {"SSN *", "Her social security number is *."},
         {"Send it to *.", "I live at *, please hurry"},
         {}},
        {"GB",
         "en",
         {"07%## ######", "+44 7%## ######", "020 7### ####", "0161 ### ####",
          "+44 (0)20 7### ####"},
         {"%# {en} Road, {town}, LS# %DA", "% {en} Close, {town} SW1A %AA",
          "Flat %, %# {en} Street, {town} M%% #BN"},
         {"AB ## ## ## C", "CE######D", "JG ## ## ## A"},
         checks::is_gb_nino,
         "NWBK##############",
         {"You can ring *.", "mobile: *", "Text me on * please"},
         {"NI number *", "My national insurance number is *."},
         {"Deliver to *", "The address is *."},
         {}},
        {"IE",
         "en",
         {"08% ### ####", "+353 87 ### ####", "01 ### ####"},
         {"%# {en} Street, {town}, D0% F#P#", "% {en} Park, {town}, T%# K#X#"},
         {"#######^", "#######^A"},
         checks::is_ie_pps,
         "AIBK##############",
         {"Call me on *.", "my number is *"},
         {"PPS number *", "my PPSN is *."},
         {"Post it to *", "I moved to *."},
         {}},
        {"DE",
         "de",
         {"0171 #######", "0157/########", "+49 30 ########", "030 ########", "+49 (0)89 ######"},
         {"{de}straße %#, 1#### Berlin", "{de}weg %, 8#### München",
          "Lange {de}gasse %#a, 5#### Köln"},
         {"%##########", "%# ### ### ###"},
         checks::is_de_tax_id,
         "##################",
         {"Rufen Sie mich unter * an.", "Tel. *", "Meine Handynummer ist *."},
         {"Steuer-ID: *", "Meine Steuernummer lautet *."},
         {"Bitte an * schicken.", "Ich wohne in der *."},
         {}},
        {"AT",
         "de",
         {"0664 #######", "+43 660 #######", "01 %######", "0699/########"},
         {"{de}gasse %#, 10%0 Wien", "{de}straße %, 50%0 Salzburg"},
         {"%### %%0%##", "%###%%0%##"},
         checks::is_at_svnr,
         "################",
         {"Mobil: *", "Bitte um Rückruf unter *."},
         {"SVNR *", "Sozialversicherungsnummer *"},
         {"Lieferung an *", "Adresse: *."},
         {}},
        {"CH",
         "de",
         {"079 ### ## ##", "+41 78 ### ## ##", "044 %## ## ##"},
         {"{de}strasse %#, 80%# Zürich", "{de}weg %, 30%# Bern"},
         {"756.####.####.##", "756##########"},
         checks::is_ch_ahv,
         "#################",
         {"Natel *", "Sie erreichen mich unter *."},
         {"AHV-Nummer *", "AHV: *"},
         {"Adresse: *", "Schicken Sie es an *."},
         {}},
        {"FR",
         "fr",
         {"06 ## ## ## ##", "07.##.##.##.##", "+33 6 ## ## ## ##", "01 %# ## ## ##", "06########"},
         {"%# rue {fr}, 750%# Paris", "% bis avenue {fr}, 6900% Lyon",
          "%# boulevard {fr} 1300% Marseille"},
         {"1 ## 0% 75 ### ### ##", "2##1275######%#"},
         checks::is_fr_nir,
         "#######################",
         {"Appelez-moi au *.", "Mon portable : *"},
         {"Numéro de sécurité sociale : *", "NIR *"},
         {"J'habite *.", "Livrez au * svp"},
         {}},
        {"BE",
         "nl",
         {"0470 ## ## ##", "+32 475 ## ## ##", "02 %## ## ##"},
         {"{nl}straat %#, 1%%0 Brussel", "{nl}laan %, 2%#0 Antwerpen",
          "Rue {fr} %#, 1%%0 Bruxelles"},
         {"##.0%.1#-###.##", "##0%1######"},
         checks::is_be_number,
         "############",
         {"Bel me op *.", "gsm: *"},
         {"Rijksregisternummer *", "mijn rijksregisternummer is *."},
         {"Ik woon in de *.", "Adres: *"},
         {}},
        {"NL",
         "nl",
         {"06-########", "06 ########", "+31 6 ########", "020-%######"},
         {"{nl}straat %#, 10%# AB Amsterdam", "{nl}gracht %##, 35%# CV Utrecht",
          "{nl}plein %, 301% AK Rotterdam"},
         {"#########"},
         checks::is_nl_bsn,
         "ABNA##########",
         {"Mijn nummer is *.", "Bel * even"},
         {"Mijn BSN is *.", "burgerservicenummer *"},
         {"Stuur het naar *.", "Ik woon op *"},
         {}},
        {"ES",
         "es",
         {"6## ### ###", "6## ## ## ##", "+34 6## ### ###", "91 %## ## ##"},
         {"Calle {es} %#, 280%# Madrid", "C/ {es}, %, 0800% Barcelona",
          "Avenida de {es} %##, 4100% Sevilla"},
         {"########^", "X#######^", "##.###.###-^"},
         checks::is_es_dni,
         "####################",
         {"Llámame al *.", "Mi móvil es *"},
         {"DNI *", "Mi DNI es *."},
         {"Vivo en *.", "Dirección: *"},
         {}},
        {"IT",
         "it",
         {"347 #######", "+39 333 ### ####", "06 %### ####", "320 ### ####"},
         {"Via {it} %#, 0018% Roma", "Corso {it} %, 2012% Milano", "Piazza {it} %, 5012% Firenze"},
         {"{fiscal}"},
         checks::is_it_fiscal_code,
         "X######################",
         {"Chiamami al *.", "Il mio cellulare: *"},
         {"Codice fiscale *", "CF: *"},
         {"Abito in *.", "Indirizzo: *"},
         {}},
        {"PT",
         "pt",
         {"91# ### ###", "+351 93# ### ###", "96#######", "21# ### ###"},
         {"Rua {pt} %#, 1%00-0%# Lisboa", "Avenida {pt}, %, 4%00-1%# Porto"},
         {"2########", "2## ### ###"},
         checks::is_pt_nif,
         "#####################",
         {"Ligue-me para o *.", "O meu telemóvel é *"},
         {"NIF *", "O meu NIF é *."},
         {"Moro na *.", "Morada: *"},
         {}},
    };
    return list;
}

using Words = std::vector<std::string>;

const Words& words_of(const std::string& list) {
    static const Words english{"Maple",    "Evergreen", "Church",  "St James",
                               "Victoria", "Mill",      "Oak Hill"};
    static const Words german{"Linden", "Haupt", "Schiller", "Garten", "Kirch", "Goethe", "Wald"};
    static const Words french{"de la Paix", "Victor Hugo", "des Lilas", "Jean Jaurès", "du Moulin"};
    static const Words dutch{"Kerk", "Dorps", "Molen", "Beatrix", "Wilhelmina", "Singel"};
    static const Words spanish{"Mayor", "Gran Vía", "Cervantes", "la Constitución", "Goya"};
    static const Words italian{"Roma", "Garibaldi", "Dante Alighieri", "della Repubblica", "Verdi"};
    static const Words portuguese{"Augusta", "das Flores", "da Liberdade", "Almeida Garrett"};
    static const Words towns{"Springfield", "Leeds", "Cork", "Oakland", "York", "Salem"};
    if (list == "de") return german;
    if (list == "fr") return french;
    if (list == "nl") return dutch;
    if (list == "es") return spanish;
    if (list == "it") return italian;
    if (list == "pt") return portuguese;
    return list == "town" ? towns : english;
}

class Writer {
public:
    explicit Writer(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }

    const std::string& pick(const Words& words) { return words[below(words.size())]; }

    std::string filled(const std::string& pattern) {
        std::string text;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            const char c = pattern[i];
            if (c == '{') {
                const auto end = pattern.find('}', i);
                text += named(pattern.substr(i + 1, end - i - 1));
                i = end;
            } else {
                text += character(c);
            }
        }
        return text;
    }

    /// Tries until the number can exist.
    std::string valid(const std::string& pattern, bool (*is_one)(std::string_view)) {
        for (int tries = 0; tries < 2'000'000; ++tries) {
            auto text = filled(pattern);
            if (is_one(normal(text))) return text;
        }
        return {};
    }

    static std::string normal(const std::string& text) {
        std::string kept;
        for (const char c : text)
            if (std::isalnum(static_cast<unsigned char>(c)) != 0)
                kept += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return kept;
    }

private:
    char character(char c) {
        if (c == '#') return static_cast<char>('0' + below(10));
        if (c == '%') return static_cast<char>('2' + below(8));
        if (c == '^') return static_cast<char>('A' + below(26));
        return c;
    }

    std::string named(const std::string& list) {
        if (list != "fiscal") return pick(words_of(list));
        return filled("RSSM^A##T") + filled("1#A###^");
    }

    std::mt19937 random_;
};

TextSpan span_of(const std::string& text, std::size_t byte, const std::string& datum) {
    const auto start = count_code_points(std::string_view(text).substr(0, byte));
    return {start, start + count_code_points(datum)};
}

/// The sentence with the datum in place of its star.
LabelledText labelled(const Country& country, const std::string& sentence, const std::string& datum,
                      PersonalDataKind kind, const std::string& what, bool is_personal = true) {
    const auto star = sentence.find('*');
    LabelledText made{sentence, country.code, country.language, is_personal, kind, {}, what};
    made.text.replace(star, 1, datum);
    made.span = span_of(made.text, star, datum);
    return made;
}

const Words mails{
    "{first}.{last}@gmail.com",       "{first}##@example.org", "{first}_{last}@mail.example.co.uk",
    "{first} (at) example (dot) com", "{first}.{last}@web.de", "{first} at example dot net"};

std::string mail(Writer& writer) {
    static const Words first{"ana", "jan", "chloe", "tom", "ines", "marek"};
    static const Words last{"lopez", "murphy", "weber", "rossi", "silva"};
    auto text = writer.filled("") + writer.pick(mails);
    for (const auto& [name, words] : {std::pair{"{first}", &first}, std::pair{"{last}", &last}})
        if (const auto at = text.find(name); at != std::string::npos)
            text.replace(at, std::string_view(name).size(), writer.pick(*words));
    return writer.filled(text);
}

std::string card(Writer& writer) {
    static const Words patterns{"4### #### #### ####", "4###############", "5%##-####-####-####",
                                "37## ###### #####", "5### #### #### ####"};
    return writer.valid(writer.pick(patterns), [](std::string_view digits) {
        return !checks::card_brand(digits).empty();
    });
}

std::string iban(Writer& writer, const Country& country) {
    auto text = writer.valid(country.code + "##" + country.iban, checks::is_iban);
    if (writer.below(2) == 0) return text;
    for (std::size_t i = 4; i < text.size(); i += 5)
        text.insert(i, 1, ' ');
    return text;
}

const Words card_sentences{"My card is *.", "It was charged to *", "*, exp 04/27"};
const Words iban_sentences{"IBAN: *", "Please refund to *.", "* is the account"};
const Words mail_sentences{"You can write to *.", "mail: *", "*, thanks!"};

std::string id_of(Writer& writer, const Country& country) {
    const auto& pattern = writer.pick(country.ids);
    return writer.valid(pattern, pattern.front() == 'X' ? checks::is_es_nie : country.is_id);
}

void add_personal(Writer& writer, const Country& country, std::vector<LabelledText>& texts) {
    using Kind = PersonalDataKind;
    const auto add = [&](const Words& sentences, const std::string& datum, Kind kind) {
        if (!datum.empty())
            texts.push_back(labelled(country, writer.pick(sentences), datum, kind, {}));
    };
    add(mail_sentences, mail(writer), Kind::mail);
    add(country.phone_sentences, writer.filled(writer.pick(country.phones)), Kind::phone);
    // The same with nothing beside it that says what it is.
    add({"*"}, writer.filled(writer.pick(country.phones)), Kind::phone);
    add(card_sentences, card(writer), Kind::card);
    if (!country.iban.empty()) add(iban_sentences, iban(writer, country), Kind::iban);
    add(country.address_sentences, writer.filled(writer.pick(country.addresses)),
        Kind::postal_address);
    add(country.id_sentences, id_of(writer, country), Kind::national_id);
}

struct Harmless {
    std::string what, sentence, pattern;
};

const std::vector<Harmless>& harmless() {
    static const std::vector<Harmless> list{
        {"flight", "Flight * was late.", "BA%###"},
        {"flight", "Your flight * leaves at noon.", "LH %##"},
        {"model", "The * has that, too.", "WH-1000XM#"},
        {"model", "Is it the Galaxy *?", "S%# Ultra 256"},
        {"price", "It costs * in all.", "%.###,## EUR"},
        {"price", "We refunded *.", "$%,###.##"},
        {"price", "You paid * for it", "£%##.##"},
        {"date", "We open on *.", "1#.0%.20%#"},
        {"date", "Departure *", "20%#-0%-1#"},
        {"time", "Between * every day", "0%:## - 1%:##"},
        {"order", "Your order * is on its way.", "%#########"},
        {"order", "order number *", "0%########"},
        {"order", "Booking * is confirmed", "^^%^^%"},
        {"tracking", "Tracking *", "00%#################"},
        {"tracking", "parcel * left us", "1Z###^^#########%"},
        {"free number", "Call us on *.", "1-800-%##-####"},
        {"free number", "Our hotline is *", "0800 ### ####"},
        {"hashtag", "Look for * tonight", "#Team20%#"},
        {"link", "See * please", "https://acme.example/help/%########"},
        {"role mail", "Write to *.", "support@acme.example"},
        {"role mail", "Ask *!", "info@acme.co.uk"},
        {"handle", "Follow *", "@ana@example.social"},
        {"version", "Update to *", "1%.%.#.##"},
        {"address of a computer", "The server is *", "192.168.1%#.1##"},
        {"isbn", "ISBN *", "978-3-16-%#####-#"},
        {"amount", "There are * of them", "%## ### ###"},
        {"percent", "* of all", "%#.## %"},
        {"place", "See you at *.", "Gate %#, Terminal %"},
        {"seat", "You sit in *", "Wagen %#, Platz %#"},
        {"points", "You have * points", "%#.###"},
        {"room", "Room *", "%##, floor %"},
        {"year", "It was built in *", "19##"},
    };
    return list;
}

}  // namespace

std::vector<LabelledText> personal_texts(unsigned seed, std::size_t per_form) {
    Writer writer(seed);
    std::vector<LabelledText> texts;
    for (const auto& country : countries())
        for (std::size_t i = 0; i < per_form; ++i)
            add_personal(writer, country, texts);
    return texts;
}

std::vector<LabelledText> harmless_texts(unsigned seed, std::size_t per_form) {
    Writer writer(seed);
    std::vector<LabelledText> texts;
    for (const auto& country : countries())
        for (const auto& each : harmless())
            for (std::size_t i = 0; i < per_form; ++i)
                texts.push_back(labelled(country, each.sentence, writer.filled(each.pattern),
                                         PersonalDataKind::mail, each.what, false));
    return texts;
}

}  // namespace heed::bench
