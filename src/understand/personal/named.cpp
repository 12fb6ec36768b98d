// What only the words beside it make personal.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "understand/personal/checksums.hpp"
#include "understand/personal/detectors.hpp"

namespace heed::understand::personal {

namespace {

constexpr std::size_t name_to_value_max = 30;  ///< bytes between a name and what it names
constexpr std::size_t value_bytes_max = 80;
constexpr int birth_year_min = 1900;
constexpr int birth_year_max = 2030;

struct Named {
    Piece value;
    std::string_view form;
};

/// Digits and letters as one value: "C01X00T47", "12-34-56". Ends at a blank, or goes over single
/// blanks between groups with digits where `over_blanks`.
Piece value_at(const SeenText& seen, std::size_t place, bool over_blanks) {
    Piece value{place, place};
    const auto inside = [&](std::size_t i) {
        const char c = seen.at(i);
        if (is_alnum_byte(c)) return true;
        const bool joins = c == '-' || c == '/' || c == '.' || (over_blanks && c == ' ');
        return joins && is_alnum_byte(seen.at(i + 1)) && is_alnum_byte(seen.before(i)) &&
               (c != ' ' || is_digit_byte(seen.at(i + 1)));
    };
    while (value.size() < value_bytes_max && inside(value.end))
        ++value.end;
    return value;
}

std::size_t digits_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit_byte));
}

/// The first word with a digit in it behind a name, near enough and in the same sentence.
std::optional<std::size_t> value_behind(const SeenText& seen, std::size_t name) {
    const auto from = seen.words()[name].piece.end;
    for (auto i = name + 1; i < seen.words().size(); ++i) {
        const auto& piece = seen.words()[i].piece;
        if (piece.start > from + name_to_value_max) return std::nullopt;
        if (seen.of({from, piece.start}).find_first_of("!?\n") != std::string_view::npos) {
            return std::nullopt;
        }
        if (digits_in(seen.of(piece)) > 0) return piece.start;
    }
    return std::nullopt;
}

/// A number that a word names and nothing else proves.
struct NamedForm {
    PersonalDataKind kind;
    std::string_view form;
    std::string_view names;
    std::size_t characters_min;
    std::size_t characters_max;
    std::size_t digits_min;
    bool over_blanks;
};

constexpr std::array<NamedForm, 7> forms{{
    {PersonalDataKind::national_id, "passport",
     "passport passeport reisepass reisepassnummer pasaporte passaporto passaporte paspoort "
     "paspoortnummer paszport paszportu",
     6, 12, 5, true},
    {PersonalDataKind::national_id, "identity_card",
     "personalausweis personalausweisnummer ausweisnummer identiteitskaart dowodu identita cni", 7,
     14, 5, true},
    {PersonalDataKind::national_id, "driving_licence",
     "licence license fuhrerschein fuhrerscheinnummer fuehrerschein rijbewijs patente", 7, 18, 5,
     true},
    {PersonalDataKind::bank_account, "gb_sort_code", "sort sortcode", 6, 8, 6, true},
    {PersonalDataKind::bank_account, "us_routing", "routing aba", 9, 9, 9, false},
    {PersonalDataKind::bank_account, "bank_account",
     "kontonummer kontonr kto bankverbindung bankkonto rekeningnummer bankrekening", 6, 12, 6,
     true},
    {PersonalDataKind::bank_account, "bank_code", "blz bankleitzahl", 8, 10, 8, true},
}};

const WordSet& names_of(std::size_t form) {
    static const auto sets = [] {
        std::vector<WordSet> made;
        for (const auto& each : forms)
            made.emplace_back(each.names);
        return made;
    }();
    return sets[form];
}

void look_for_value(const Sight& sight, std::size_t word, const NamedForm& form,
                    Findings& findings) {
    const auto place = value_behind(sight.seen, word);
    if (!place) return;
    const auto value = value_at(sight.seen, *place, form.over_blanks);
    const auto text = sight.seen.of(value);
    const auto characters =
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_alnum_byte));
    if (characters < form.characters_min || characters > form.characters_max) return;
    if (digits_in(text) < form.digits_min) return;
    findings.push_back({form.kind, value, Certainty::certain, form.form});
}

/// "XDA123456": capitals and then digits, as most states number their identity cards.
bool is_card_shape(const SeenText& seen, Piece value) {
    auto digits = value.start;
    while (digits < value.end && seen.is_capital(digits))
        ++digits;
    const auto letters = digits - value.start;
    const auto text = seen.of({digits, value.end});
    return letters >= 2 && letters <= 3 && text.size() >= 6 && text.size() <= 7 &&
           digits_in(text) == text.size();
}

/// A company numbers its things with ids, too: the shape must be a state's, and no word may name
/// something else.
void find_identity_cards(const Sight& sight, Findings& findings) {
    static const WordSet names(
        "id identity identification ausweis* identite identidad documento identita dni legitymac* "
        "tozsamosci identiteit* cni");
    static const WordSet others(
        "order orders booking reservation ticket case ref reference invoice tracking parcel user "
        "account customer client transaction session device app product item payment member "
        "bestell* auftrag* buchung* kunden* rechnung* sendung* commande* pedido* ordine* "
        "encomenda* bestel* klant* cliente");
    const auto& seen = sight.seen;
    for (std::size_t i = 0; i < seen.words().size(); ++i) {
        const auto piece = seen.words()[i].piece;
        if (!is_card_shape(seen, piece)) continue;
        if (!is_named_before(seen, piece.start, names, 4)) continue;
        if (is_named_before(seen, piece.start, others, 5)) continue;
        findings.push_back(
            {PersonalDataKind::national_id, piece, Certainty::likely, "identity_card"});
    }
}

/// A company's customers have accounts, too: that it is a bank's must be said.
void find_accounts(const Sight& sight, Findings& findings) {
    static const WordSet accounts("account acct compte cuenta conto conta rekening konta rachunku");
    static const WordSet banks(
        "bank bancaire bancaria bancario bancari sort routing iban bankowego");
    static constexpr NamedForm form{
        PersonalDataKind::bank_account, "bank_account", {}, 6, 24, 6, true};
    const auto& seen = sight.seen;
    for (std::size_t i = 0; i < seen.words().size(); ++i) {
        if (!accounts.contains(seen.word(i))) continue;
        const auto place = seen.words()[i].piece.start;
        if (!is_named_before(seen, place, banks, 6) && !is_named_behind(seen, place, banks, 6))
            continue;
        look_for_value(sight, i, form, findings);
    }
}

const WordSet& months() {
    static const WordSet words(
        "jan* feb* mar* apr* may mai maj mag* mei mayo maio jun* jul* aug* sep* oct* okt* nov* "
        "dec* "
        "dez* dic* marz* janv* fev* avr* juin juil* aout ene* abr* ago* set* out* gen* giu* lug* "
        "ott* "
        "mrt maart stycz* lut* kwie* czerw* lip* sierp* wrze* pazdz* listop* grud*");
    return words;
}

/// "12.03.1985", "1985-03-12", "12 march 1985", "march 12, 1985": three parts side by side, one of
/// them a month, the year in full or in two digits.
std::optional<Piece> date_at(const SeenText& seen, std::size_t word) {
    if (word + 2 >= seen.words().size()) return std::nullopt;
    int years = 0;
    int days = 0;
    int names = 0;
    for (auto i = word; i < word + 3; ++i) {
        const auto text = seen.word(i);
        if (i > word && seen.words()[i].piece.start - seen.words()[i - 1].piece.end > 4) return {};
        const auto digits = digits_in(text);
        if (digits == text.size() && digits == 4) {
            const int year = std::atoi(std::string(text).c_str());
            if (year >= birth_year_min && year <= birth_year_max) ++years;
        } else if (digits >= 1 && digits <= 2) {
            ++days;
        } else if (months().contains(text)) {
            ++names;
        }
    }
    const bool whole = (years == 1 && days == 2) || (years == 1 && days == 1 && names == 1) ||
                       (days == 3) || (days == 2 && names == 1);
    if (!whole) return std::nullopt;
    return Piece{seen.words()[word].piece.start, seen.words()[word + 2].piece.end};
}

/// "12 de marzo de 1985" has words between.
std::optional<Piece> long_date_at(const SeenText& seen, std::size_t word) {
    if (word + 4 >= seen.words().size() || seen.word(word + 1) != "de") return std::nullopt;
    if (!months().contains(seen.word(word + 2)) || digits_in(seen.word(word + 4)) != 4) return {};
    return Piece{seen.words()[word].piece.start, seen.words()[word + 4].piece.end};
}

const WordSet& birth_words() {
    static const WordSet words(
        "born birth birthdate birthday dob geboren geburtsdatum geburtstag geb naissance ne nee "
        "nacimiento nacido nacida cumpleanos nato nata nascita nascimento nascido nascida "
        "aniversario geboortedatum geboorte verjaardag urodzenia urodzony urodzona ur");
    return words;
}

constexpr std::array secret_words{
    std::string_view("password"), std::string_view("passwort"),   std::string_view("passcode"),
    std::string_view("kennwort"), std::string_view("contrasena"), std::string_view("wachtwoord"),
    std::string_view("senha"),    std::string_view("haslo"),      std::string_view("passe"),
    std::string_view("pwd"),
};

const WordSet& pin_words() {
    static const WordSet words(
        "pin cvv cvc cvv2 cvc2 csc otp prufziffer kartenprufnummer sicherheitscode tan mtan "
        "cryptogramme pincode");
    return words;
}

std::size_t behind_blanks(const SeenText& seen, std::size_t place) {
    while (seen.at(place) == ' ')
        ++place;
    return place;
}

/// A colon, an equals sign or a verb: "password: x", "passwort lautet x".
std::optional<std::size_t> value_after_verb(const SeenText& seen, std::size_t name) {
    static const WordSet verbs("is was ist lautet war est es e sera to auf jest are");
    const auto end = behind_blanks(seen, seen.words()[name].piece.end);
    if (seen.at(end) == ':' || seen.at(end) == '=') return behind_blanks(seen, end + 1);
    if (name + 1 < seen.words().size() && seen.words()[name + 1].piece.start == end &&
        verbs.contains(seen.word(name + 1))) {
        auto value = behind_blanks(seen, seen.words()[name + 1].piece.end);
        if (seen.at(value) == ':') value = behind_blanks(seen, value + 1);
        return value;
    }
    return std::nullopt;
}

/// "password is wrong" tells nothing; a password that is one has more than small letters.
bool looks_secret(const SeenText& seen, Piece value) {
    if (value.size() < 6 || value.size() > 64) return false;
    const auto text = seen.of(value);
    return digits_in(text) > 0 && text.find("://") == std::string_view::npos;
}

Piece token_at(const SeenText& seen, std::size_t place) {
    Piece token{place, place};
    while (token.end < seen.size() && token.size() < value_bytes_max && seen.at(token.end) != ' ' &&
           seen.at(token.end) != '\n')
        ++token.end;
    while (token.size() > 0 &&
           std::string_view(".,;!?\"')").find(seen.at(token.end - 1)) != std::string_view::npos)
        --token.end;
    return token;
}

void look_for_pin(const Sight& sight, std::size_t word, Findings& findings) {
    const auto& seen = sight.seen;
    auto place = value_after_verb(seen, word);
    if (!place) place = behind_blanks(seen, seen.words()[word].piece.end);
    const auto token = token_at(seen, *place);
    const auto text = seen.of(token);
    if (text.size() < 3 || text.size() > 8 || digits_in(text) != text.size()) return;
    findings.push_back({PersonalDataKind::credential, token, Certainty::certain, "pin"});
}

}  // namespace

void find_named_ids(const Sight& sight, Findings& findings) {
    for (std::size_t i = 0; i < sight.seen.words().size(); ++i)
        for (std::size_t form = 0; form < forms.size(); ++form)
            if (forms[form].kind == PersonalDataKind::national_id &&
                names_of(form).contains(sight.seen.word(i)))
                look_for_value(sight, i, forms[form], findings);
    find_identity_cards(sight, findings);
}

void find_bank_accounts(const Sight& sight, Findings& findings) {
    for (std::size_t i = 0; i < sight.seen.words().size(); ++i)
        for (std::size_t form = 0; form < forms.size(); ++form)
            if (forms[form].kind == PersonalDataKind::bank_account &&
                names_of(form).contains(sight.seen.word(i)))
                look_for_value(sight, i, forms[form], findings);
    find_accounts(sight, findings);
}

void find_birth_dates(const Sight& sight, Findings& findings) {
    const auto& seen = sight.seen;
    for (std::size_t i = 0; i < seen.words().size(); ++i) {
        if (!birth_words().contains(seen.word(i))) continue;
        const auto from = seen.words()[i].piece.end;
        for (auto word = i + 1; word < seen.words().size(); ++word) {
            if (seen.words()[word].piece.start > from + name_to_value_max) break;
            auto date = date_at(seen, word);
            if (!date) date = long_date_at(seen, word);
            if (!date) continue;
            findings.push_back({PersonalDataKind::birth_date, *date, Certainty::certain, {}});
            break;
        }
    }
}

void find_credentials(const Sight& sight, Findings& findings) {
    const auto& seen = sight.seen;
    for (std::size_t i = 0; i < seen.words().size(); ++i) {
        const auto word = seen.word(i);
        if (pin_words().contains(word)) look_for_pin(sight, i, findings);
        if (std::find(secret_words.begin(), secret_words.end(), word) == secret_words.end())
            continue;
        const auto place = value_after_verb(seen, i);
        if (!place) continue;
        const auto token = token_at(seen, *place);
        if (!looks_secret(seen, token)) continue;
        findings.push_back({PersonalDataKind::credential, token, Certainty::certain, "password"});
    }
}

}  // namespace heed::understand::personal
