#include "understand/personal/checksums.hpp"
#include "understand/personal/detectors.hpp"

namespace heed::understand::personal {

namespace {

constexpr std::size_t card_digits_min = 12;
constexpr std::size_t card_digits_max = 19;
constexpr std::size_t iban_gap_max = 3;

const WordSet& card_words() {
    static const WordSet words(
        "card* credit* debit* visa mastercard amex kreditkart* karte* kartennummer carte* tarjeta* "
        "carta* cartao* creditcard* kaart* karta* karty kart");
    return words;
}

const WordSet& tracking_words() {
    static const WordSet words(
        "tracking imei serial parcel shipment barcode order sendung* sendungsnummer paket* colis "
        "suivi envio seguimiento spedizione encomenda zending* przesylk* isbn ean gtin iccid");
    return words;
}

bool is_card_shape(const Window& window) {
    if (window.is_one_piece() || window.is_spelled()) return true;
    if (window.has_shape({4, 6, 5}) || window.has_shape({4, 6, 4}) || window.has_shape({4, 5, 6})) {
        return true;
    }
    if (window.sizes.back() > 4) return window.has_shape({8, 8}) || window.has_shape({6, 13});
    for (std::size_t i = 0; i + 1 < window.count; ++i)
        if (window.sizes[i] % 4 != 0) return false;
    return true;
}

void look_for_card(const Sight& sight, const Window& window, Findings& findings) {
    const auto size = window.digits.size();
    if (size < card_digits_min || size > card_digits_max) return;
    if (!sight.numbers.stands_alone(window)) return;
    const auto place = window.piece.start;
    const bool named = is_named_before(sight.seen, place, card_words(), 6);
    if (const auto brand = card_brand(window.digits); !brand.empty()) {
        const bool shaped = is_card_shape(window) && !sight.numbers.goes_on(window);
        if (!named && !shaped) return;
        const bool other = is_named_before(sight.seen, place, tracking_words(), 3);
        if (other && !named && window.is_one_piece()) return;
        findings.push_back({PersonalDataKind::card, window.piece, Certainty::certain, brand});
        return;
    }
    // With a slip of the pen it still shows most of a card, where the words say that it is one.
    const auto brand = card_brand_by_prefix(window.digits);
    if (named && !brand.empty() && size >= 15 && is_card_shape(window) &&
        !sight.numbers.goes_on(window)) {
        findings.push_back({PersonalDataKind::card, window.piece, Certainty::likely, brand});
    }
}

/// Letters and digits from `place` on, over blanks and dashes, until there are `length`.
std::pair<std::string, std::size_t> collect(const SeenText& seen, std::size_t place,
                                            std::size_t length) {
    std::string characters;
    std::size_t gap = 0;
    while (characters.size() < length && gap <= iban_gap_max && place < seen.size()) {
        const char c = seen.at(place);
        if (is_digit_byte(c) || (c >= 'a' && c <= 'z')) {
            characters += c;
            gap = 0;
        } else if (c == ' ' || c == '-' || c == '.') {
            ++gap;
        } else {
            break;
        }
        ++place;
    }
    return {std::move(characters), place};
}

std::string_view country_name(std::string_view code) {
    static constexpr std::string_view names =
        "ADAEALATAZBABEBGBHBRBYCHCRCYCZDEDKDOEEEGESFIFOFRGBGEGIGLGRGTHRHUIEILIQISITJOKWKZLBLCLILTLU"
        "LV"
        "LYMCMDMEMKMRMTMUNLNOPKPLPSPTQARORSRUSASCSDSESISKSMSTSVTLTNTRUAXK";
    for (std::size_t i = 0; i < names.size(); i += 2)
        if (names[i] + 32 == code[0] && names[i + 1] + 32 == code[1]) return names.substr(i, 2);
    return {};
}

}  // namespace

void find_cards(const Sight& sight, Findings& findings) {
    for (std::size_t i = 0; i < sight.numbers.groups().size(); ++i)
        sight.numbers.windows_from(
            i, [&](const Window& window) { look_for_card(sight, window, findings); });
}

void find_ibans(const Sight& sight, Findings& findings) {
    static const WordSet words("iban");
    for (const auto& word : sight.seen.words()) {
        const auto place = word.piece.start;
        const auto length = iban_length(collect(sight.seen, place, 2).first);
        if (length == 0) continue;
        const auto [iban, end] = collect(sight.seen, place, length);
        if (iban.size() != length || !is_digit_byte(iban[2]) || !is_digit_byte(iban[3])) continue;
        if (is_alnum_byte(sight.seen.at(end))) continue;
        const bool whole = is_iban(iban);
        if (!whole && !is_named_before(sight.seen, place, words, 4)) continue;
        findings.push_back({PersonalDataKind::iban,
                            {place, end},
                            whole ? Certainty::certain : Certainty::likely,
                            country_name(iban)});
    }
}

}  // namespace heed::understand::personal
