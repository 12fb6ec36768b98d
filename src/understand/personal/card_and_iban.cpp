#include <array>

#include "understand/personal/checksums.hpp"
#include "understand/personal/seen_text.hpp"

namespace heed::understand::personal {

namespace {

/// Numbers that begin between `first` and `last` (as many digits as they have) and have one of the
/// lengths.
struct CardRange {
    std::string_view first;
    std::string_view last;
    std::size_t length_min;
    std::size_t length_max;
    std::string_view brand;
};

/// The narrower ranges come first.
constexpr std::array<CardRange, 22> ranges{{
    {"4", "4", 13, 13, "visa"},
    {"4", "4", 16, 16, "visa"},
    {"4", "4", 19, 19, "visa"},
    {"51", "55", 16, 16, "mastercard"},
    {"2221", "2720", 16, 16, "mastercard"},
    {"34", "34", 15, 15, "amex"},
    {"37", "37", 15, 15, "amex"},
    {"300", "305", 14, 16, "diners"},
    {"36", "36", 14, 16, "diners"},
    {"38", "39", 14, 16, "diners"},
    {"6011", "6011", 16, 19, "discover"},
    {"644", "659", 16, 19, "discover"},
    {"3528", "3589", 16, 19, "jcb"},
    {"62", "62", 16, 19, "unionpay"},
    {"2200", "2204", 16, 19, "mir"},
    {"5018", "5018", 12, 19, "maestro"},
    {"5020", "5038", 12, 19, "maestro"},
    {"5612", "5893", 12, 19, "maestro"},
    {"6304", "6304", 12, 19, "maestro"},
    {"6759", "6763", 12, 19, "maestro"},
    {"6390", "6390", 16, 19, "maestro"},
    {"508", "508", 16, 16, "rupay"},
}};

bool is_in(std::string_view digits, const CardRange& range) {
    if (digits.size() < range.length_min || digits.size() > range.length_max) return false;
    const auto begin = digits.substr(0, range.first.size());
    return begin >= range.first && begin <= range.last;
}

struct IbanCountry {
    std::string_view code;
    std::size_t length;
};

constexpr std::array<IbanCountry, 78> iban_countries{{
    {"ad", 24}, {"ae", 23}, {"al", 28}, {"at", 20}, {"az", 28}, {"ba", 20}, {"be", 16}, {"bg", 22},
    {"bh", 22}, {"br", 29}, {"by", 28}, {"ch", 21}, {"cr", 22}, {"cy", 28}, {"cz", 24}, {"de", 22},
    {"dk", 18}, {"do", 28}, {"ee", 20}, {"eg", 29}, {"es", 24}, {"fi", 18}, {"fo", 18}, {"fr", 27},
    {"gb", 22}, {"ge", 22}, {"gi", 23}, {"gl", 18}, {"gr", 27}, {"gt", 28}, {"hr", 21}, {"hu", 28},
    {"ie", 22}, {"il", 23}, {"iq", 23}, {"is", 26}, {"it", 27}, {"jo", 30}, {"kw", 30}, {"kz", 20},
    {"lb", 28}, {"lc", 32}, {"li", 21}, {"lt", 20}, {"lu", 20}, {"lv", 21}, {"ly", 25}, {"mc", 27},
    {"md", 24}, {"me", 22}, {"mk", 19}, {"mr", 27}, {"mt", 31}, {"mu", 30}, {"nl", 18}, {"no", 15},
    {"pk", 24}, {"pl", 28}, {"ps", 29}, {"pt", 25}, {"qa", 29}, {"ro", 24}, {"rs", 22}, {"ru", 33},
    {"sa", 24}, {"sc", 31}, {"sd", 18}, {"se", 24}, {"si", 19}, {"sk", 24}, {"sm", 27}, {"st", 25},
    {"sv", 28}, {"tl", 23}, {"tn", 24}, {"tr", 26}, {"ua", 29}, {"xk", 20},
}};

/// What a character of an IBAN adds to a remainder of 97: letters are two digits, 10 to 35.
int add_to_remainder(int rest, char c) {
    if (is_digit_byte(c)) return (rest * 10 + (c - '0')) % 97;
    return (rest * 100 + (c - 'a' + 10)) % 97;
}

}  // namespace

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
        const int digit = digits[i] - '0';
        const int twice = 2 * digit;
        sum += !doubled ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
}

std::string_view card_brand_by_prefix(std::string_view digits) {
    for (const auto& range : ranges)
        if (is_in(digits, range)) return range.brand;
    return {};
}

std::string_view card_brand(std::string_view digits) {
    const auto brand = card_brand_by_prefix(digits);
    return !brand.empty() && passes_luhn(digits) ? brand : std::string_view();
}

std::size_t iban_length(std::string_view country) {
    for (const auto& known : iban_countries)
        if (known.code == country) return known.length;
    return 0;
}

bool is_iban(std::string_view iban) {
    if (iban.size() < 15 || iban.size() != iban_length(iban.substr(0, 2))) return false;
    int rest = 0;
    for (const char c : iban.substr(4))
        rest = add_to_remainder(rest, c);
    for (const char c : iban.substr(0, 4))
        rest = add_to_remainder(rest, c);
    return rest == 1;
}

}  // namespace heed::understand::personal
