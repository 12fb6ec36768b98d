#include <array>

#include "understand/personal/checksums.hpp"
#include "understand/personal/detectors.hpp"

namespace heed::understand::personal {

namespace {

/// One kind of number that is digits alone.
struct DigitForm {
    std::string_view country;  ///< small letters
    std::string_view form;
    std::size_t length;
    bool (*is_one)(std::string_view digits);
    std::string_view names;               ///< words that say what it is
    bool (*shape)(const Window& window);  ///< where no word does; nullptr: the word is needed
};

bool ssn_shape(const Window& w) {
    return w.has_shape({3, 2, 4}) && w.is_uniform() && w.joints[0] != Joint::slash;
}
bool any_shape(const Window& w) {
    return w.is_one_piece() || w.is_uniform() || w.is_spelled();
}
/// One that begins with 0 is a phone number more often than somebody born before 1910 or a child.
bool pesel_shape(const Window& w) {
    return (w.is_one_piece() || w.is_spelled()) && w.digits.front() != '0';
}
bool cpf_shape(const Window& w) {
    return w.has_shape({3, 3, 3, 2}) && w.joints[0] == Joint::dot;
}
bool svnr_shape(const Window& w) {
    return w.has_shape({4, 6}) || w.has_shape({4, 2, 2, 2});
}
bool nir_shape(const Window& w) {
    return w.is_one_piece() || w.count >= 2;
}
bool be_shape(const Window& w) {
    return w.has_shape({2, 2, 2, 3, 2}) || w.has_shape({6, 3, 2}) || w.is_one_piece() ||
           w.is_spelled();
}
bool ahv_shape(const Window& w) {
    return w.is_one_piece() || w.has_shape({3, 4, 4, 2}) || w.is_spelled();
}

constexpr std::array<DigitForm, 12> digit_forms{{
    {"us", "us_ssn", 9, is_us_ssn, "ssn social socialsecurity", ssn_shape},
    {"us", "us_itin", 9, is_us_itin, "itin taxpayer tin", ssn_shape},
    {"gb", "gb_nhs", 10, is_gb_nhs, "nhs", nullptr},
    {"de", "de_tax_id", 11, is_de_tax_id, "steuer* steuerid idnr identifikationsnummer tin",
     any_shape},
    {"fr", "fr_nir", 15, is_fr_nir, "nir secu securite sociale social insee", nir_shape},
    {"pt", "pt_nif", 9, is_pt_nif, "nif contribuinte fiscal", nullptr},
    {"nl", "nl_bsn", 9, is_nl_bsn, "bsn burgerservicenummer sofinummer sofi", nullptr},
    {"be", "be_number", 11, is_be_number, "rijksregister* national registre niss insz nrn",
     be_shape},
    {"at", "at_svnr", 10, is_at_svnr,
     "svnr sv-nummer sozialversicherung* versicherungsnummer svn sv", svnr_shape},
    {"ch", "ch_ahv", 13, is_ch_ahv, "ahv* avs oasi sozialversicherung*", ahv_shape},
    {"br", "br_cpf", 11, is_br_cpf, "cpf", cpf_shape},
    {"pl", "pl_pesel", 11, is_pl_pesel, "pesel*", pesel_shape},
}};

const WordSet& names_of(std::size_t form) {
    static const auto sets = [] {
        std::vector<WordSet> made;
        for (const auto& each : digit_forms)
            made.emplace_back(each.names);
        return made;
    }();
    return sets[form];
}

const WordSet& no_id_words() {
    static const WordSet words(
        "tracking order orders booking imei serial parcel sendung* sendungsnummer paket* ticket "
        "case "
        "reference ref invoice bestell* rechnung* kundennummer auftrag* commande* colis pedido* "
        "ordine* encomenda* bestel* zending* barcode ean flight upc");
    return words;
}

void look_for_digits(const Sight& sight, const Window& window, std::size_t index,
                     Findings& findings) {
    const auto& form = digit_forms[index];
    if (window.digits.size() != form.length || !sight.cares_for(form.country)) return;
    if (!form.is_one(window.digits)) return;
    const auto place = window.piece.start;
    const bool named = is_named_before(sight.seen, place, names_of(index), 6);
    if (!named && (form.shape == nullptr || !form.shape(window))) return;
    if (!named && sight.numbers.groups()[window.first].plus_before) return;
    if (!named && is_named_before(sight.seen, place, no_id_words(), 3)) return;
    findings.push_back(
        {PersonalDataKind::national_id, window.piece, Certainty::certain, form.form});
}

/// One kind that has letters in it: they are read character by character.
struct MixedForm {
    std::string_view country;
    std::string_view form;
    std::size_t length;
    bool (*is_one)(std::string_view id);
    bool needs_word;
};

constexpr std::array<MixedForm, 8> mixed_forms{{
    {"gb", "gb_nino", 9, is_gb_nino, false},
    {"de", "de_pension", 12, is_de_pension, false},
    {"fr", "fr_nir", 15, is_fr_nir, false},
    {"es", "es_dni", 9, is_es_dni, false},
    {"es", "es_nie", 9, is_es_nie, false},
    {"it", "it_fiscal_code", 16, is_it_fiscal_code, false},
    {"ie", "ie_pps", 9, is_ie_pps, true},
    {"ie", "ie_pps", 8, is_ie_pps, true},
}};

const WordSet& pps_words() {
    static const WordSet words("pps ppsn");
    return words;
}

/// Gaps of one character: blank, dash or dot. Empty when it does not end where a word does.
std::pair<std::string, std::size_t> collect(const SeenText& seen, std::size_t place,
                                            std::size_t length) {
    std::string id;
    for (; id.size() < length && place < seen.size(); ++place) {
        const char c = seen.at(place);
        if (is_digit_byte(c) || (c >= 'a' && c <= 'z')) {
            id += c;
        } else if (std::string_view(" -.").find(c) == std::string_view::npos ||
                   !is_alnum_byte(seen.before(place))) {
            break;
        }
    }
    if (id.size() != length || is_alnum_byte(seen.at(place))) id.clear();
    return {std::move(id), place};
}

/// "is 12 34 56 a" is no number of anybody: letters that stand alone must be capitals.
bool has_capitals(const SeenText& seen, Piece piece) {
    bool joined = true;
    for (std::size_t i = piece.start; i < piece.end; ++i) {
        if (is_letter_byte(seen.at(i)) && !seen.is_capital(i)) return false;
        joined = joined && is_alnum_byte(seen.at(i));
    }
    return true;
}

bool is_joined(const SeenText& seen, Piece piece) {
    const auto text = seen.of(piece);
    return text.find(' ') == std::string_view::npos;
}

void look_for_mixed(const Sight& sight, std::size_t place, Findings& findings) {
    for (const auto& form : mixed_forms) {
        if (!sight.cares_for(form.country)) continue;
        const auto [id, end] = collect(sight.seen, place, form.length);
        if (id.empty() || !form.is_one(id)) continue;
        const Piece piece{place, end};
        if (!has_capitals(sight.seen, piece) && !is_joined(sight.seen, piece)) continue;
        const bool named = is_named_before(sight.seen, place, pps_words(), 5);
        const auto certainty = form.needs_word && !named ? Certainty::likely : Certainty::certain;
        findings.push_back({PersonalDataKind::national_id, piece, certainty, form.form});
        return;
    }
}

}  // namespace

void find_national_ids(const Sight& sight, Findings& findings) {
    for (std::size_t i = 0; i < sight.numbers.groups().size(); ++i) {
        sight.numbers.windows_from(i, [&](const Window& window) {
            if (!sight.numbers.stands_alone(window)) return;
            if (sight.numbers.is_tight_around(window)) return;
            for (std::size_t form = 0; form < digit_forms.size(); ++form)
                look_for_digits(sight, window, form, findings);
        });
    }
    for (const auto& word : sight.seen.words())
        look_for_mixed(sight, word.piece.start, findings);
}

}  // namespace heed::understand::personal
