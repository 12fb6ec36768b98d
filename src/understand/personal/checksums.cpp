#include "understand/personal/checksums.hpp"

#include <algorithm>
#include <array>

#include "understand/personal/seen_text.hpp"

namespace heed::understand::personal {

namespace {

int value(char digit) {
    return digit - '0';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit_byte);
}

bool all_letters(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

int number(std::string_view digits) {
    int sum = 0;
    for (const char c : digits)
        sum = sum * 10 + value(c);
    return sum;
}

template <std::size_t N>
int weighted(std::string_view digits, const std::array<int, N>& weights) {
    int sum = 0;
    for (std::size_t i = 0; i < N; ++i)
        sum += weights[i] * value(digits[i]);
    return sum;
}

int remainder(std::string_view digits, int divisor) {
    int rest = 0;
    for (const char c : digits)
        rest = (rest * 10 + value(c)) % divisor;
    return rest;
}

bool is_day(int day, int month) {
    return month >= 1 && month <= 12 && day >= 1 && day <= (month == 2 ? 29 : 31);
}

}  // namespace

bool is_us_ssn(std::string_view d) {
    return d.size() == 9 && all_digits(d) && d[0] != '9' && d.substr(0, 3) != "000" &&
           d.substr(0, 3) != "666" && d.substr(3, 2) != "00" && d.substr(5) != "0000" &&
           d != "123456789" && d.find_first_not_of(d[0]) != std::string_view::npos;
}

bool is_us_itin(std::string_view d) {
    if (d.size() != 9 || !all_digits(d) || d[0] != '9') return false;
    const int group = number(d.substr(3, 2));
    return group >= 50 && group != 66 && group != 67 && group != 68 && group != 69 && group != 89 &&
           group != 93;
}

bool is_us_routing(std::string_view d) {
    if (d.size() != 9 || !all_digits(d)) return false;
    const int district = number(d.substr(0, 2));
    const bool known = district <= 12 || (district >= 21 && district <= 32) ||
                       (district >= 61 && district <= 72) || district == 80;
    return known && weighted(d, std::array{3, 7, 1, 3, 7, 1, 3, 7, 1}) % 10 == 0;
}

bool is_gb_nino(std::string_view id) {
    if (id.size() != 9 || !all_letters(id.substr(0, 2)) || !all_digits(id.substr(2, 6))) {
        return false;
    }
    static constexpr std::string_view never_first = "dfiquv";
    static constexpr std::string_view never_second = "dfioquv";
    static constexpr std::array<std::string_view, 7> never{"bg", "gb", "kn", "nk",
                                                           "nt", "tn", "zz"};
    return never_first.find(id[0]) == std::string_view::npos &&
           never_second.find(id[1]) == std::string_view::npos &&
           std::find(never.begin(), never.end(), id.substr(0, 2)) == never.end() && id[8] >= 'a' &&
           id[8] <= 'd';
}

bool is_gb_nhs(std::string_view d) {
    if (d.size() != 10 || !all_digits(d)) return false;
    const int check = 11 - weighted(d, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;
    return check != 10 && check % 11 == value(d[9]);
}

bool is_de_tax_id(std::string_view d) {
    if (d.size() != 11 || !all_digits(d) || d[0] == '0') return false;
    std::array<int, 10> seen{};
    for (const char c : d.substr(0, 10))
        ++seen[static_cast<std::size_t>(value(c))];
    const auto with = [&](int times) { return std::count(seen.begin(), seen.end(), times); };
    const bool one_pair = with(2) == 1 && with(1) == 8;
    const bool one_triple = with(3) == 1 && with(1) == 7;
    if (!one_pair && !one_triple) return false;
    int product = 10;
    for (const char c : d.substr(0, 10)) {
        const int sum = (value(c) + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == value(d[10]);
}

bool is_de_pension(std::string_view id) {
    if (id.size() != 12 || !all_digits(id.substr(0, 8)) || !all_letters(id.substr(8, 1)) ||
        !all_digits(id.substr(9))) {
        return false;
    }
    if (!is_day(number(id.substr(2, 2)) % 50, number(id.substr(4, 2)))) return false;
    const int letter = id[8] - 'a' + 1;
    std::string digits(id.substr(0, 8));
    digits += {static_cast<char>('0' + letter / 10), static_cast<char>('0' + letter % 10)};
    digits += id.substr(9, 2);
    static constexpr std::array weights{2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const int product = weights[i] * value(digits[i]);
        sum += product / 10 + product % 10;
    }
    return sum % 10 == value(id[11]);
}

/// Corsica's departments count as 19 and 18.
bool is_fr_nir(std::string_view id) {
    if (id.size() != 15) return false;
    std::string digits(id);
    if (digits[5] == '2' && (digits[6] == 'a' || digits[6] == 'b')) {
        digits.replace(5, 2, digits[6] == 'a' ? "19" : "18");
    }
    if (!all_digits(digits) || std::string_view("123478").find(digits[0]) == std::string_view::npos)
        return false;
    const int month = number(std::string_view(digits).substr(3, 2));
    if (month == 0 || (month > 12 && month < 20)) return false;
    const auto key = number(std::string_view(digits).substr(13));
    return 97 - remainder(std::string_view(digits).substr(0, 13), 97) == key;
}

bool is_es_dni(std::string_view id) {
    static constexpr std::string_view letters = "trwagmyfpdxbnjzsqvhlcke";
    return id.size() == 9 && all_digits(id.substr(0, 8)) &&
           letters[static_cast<std::size_t>(number(id.substr(0, 8)) % 23)] == id[8];
}

bool is_es_nie(std::string_view id) {
    if (id.size() != 9 || id[0] < 'x' || id[0] > 'z') return false;
    std::string dni(id);
    dni[0] = static_cast<char>('0' + (id[0] - 'x'));
    return is_es_dni(dni);
}

namespace {

/// A clash of two people is settled by writing a digit as a letter.
bool is_fiscal_digit(char c) {
    return is_digit_byte(c) || std::string_view("lmnpqrstuv").find(c) != std::string_view::npos;
}

int fiscal_odd(char c) {
    static constexpr std::array odd{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                    20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    return odd[static_cast<std::size_t>(is_digit_byte(c) ? value(c) : c - 'a')];
}

bool has_fiscal_shape(std::string_view id) {
    static constexpr std::string_view shape = "aaaaaa00a00a000a";
    static constexpr std::string_view months = "abcdehlmprst";
    if (id.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool fits = shape[i] == 'a' ? id[i] >= 'a' && id[i] <= 'z' : is_fiscal_digit(id[i]);
        if (!fits) return false;
    }
    return months.find(id[8]) != std::string_view::npos;
}

}  // namespace

bool is_it_fiscal_code(std::string_view id) {
    if (!has_fiscal_shape(id)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 15; ++i)
        sum += i % 2 == 0 ? fiscal_odd(id[i]) : is_digit_byte(id[i]) ? value(id[i]) : id[i] - 'a';
    return 'a' + sum % 26 == id[15];
}

/// Of a natural person: they begin with 1, 2, 3, or 45.
bool is_pt_nif(std::string_view d) {
    if (d.size() != 9 || !all_digits(d)) return false;
    if (!(d[0] >= '1' && d[0] <= '3') && d.substr(0, 2) != "45") return false;
    const int rest = weighted(d, std::array{9, 8, 7, 6, 5, 4, 3, 2}) % 11;
    return (rest < 2 ? 0 : 11 - rest) == value(d[8]);
}

bool is_nl_bsn(std::string_view d) {
    if (d.size() != 9 || !all_digits(d) || d.find_first_not_of('0') == std::string_view::npos) {
        return false;
    }
    return (weighted(d, std::array{9, 8, 7, 6, 5, 4, 3, 2}) - value(d[8])) % 11 == 0;
}

/// Month and day may be raised for people who are not in the register; who was born from 2000 on
/// has a 2 before the number when the check is made.
bool is_be_number(std::string_view d) {
    if (d.size() != 11 || !all_digits(d)) return false;
    const int month = number(d.substr(2, 2)) % 20;
    if (month > 12 || number(d.substr(4, 2)) > 31) return false;
    const auto fits = [&](const std::string& base) {
        return 97 - remainder(base, 97) == number(d.substr(9));
    };
    const std::string base(d.substr(0, 9));
    return fits(base) || fits("2" + base);
}

bool is_at_svnr(std::string_view d) {
    if (d.size() != 10 || !all_digits(d) || d[0] == '0') return false;
    const int month = number(d.substr(6, 2));
    if (number(d.substr(4, 2)) > 31 || month < 1 || month > 15) return false;
    return weighted(d, std::array{3, 7, 9, 0, 5, 8, 4, 2, 1, 6}) % 11 == value(d[3]);
}

bool is_ch_ahv(std::string_view d) {
    if (d.size() != 13 || !all_digits(d) || !d.starts_with("756")) return false;
    return weighted(d, std::array{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1}) % 10 == 0;
}

bool is_ie_pps(std::string_view id) {
    if (id.size() != 8 && id.size() != 9) return false;
    if (!all_digits(id.substr(0, 7)) || !all_letters(id.substr(7))) return false;
    int sum = weighted(id, std::array{8, 7, 6, 5, 4, 3, 2});
    if (id.size() == 9) {
        if (std::string_view("abhwtx").find(id[8]) == std::string_view::npos) return false;
        if (id[8] != 'w' && id[8] != 't' && id[8] != 'x') sum += 9 * (id[8] - 'a' + 1);
    }
    static constexpr std::string_view letters = "wabcdefghijklmnopqrstuv";
    return letters[static_cast<std::size_t>(sum % 23)] == id[7];
}

/// Eleven equal digits pass the sums and are nobody's.
bool is_br_cpf(std::string_view d) {
    if (d.size() != 11 || !all_digits(d)) return false;
    if (d.find_first_not_of(d[0]) == std::string_view::npos) return false;
    const int first = weighted(d, std::array{10, 9, 8, 7, 6, 5, 4, 3, 2}) * 10 % 11 % 10;
    const int second = weighted(d, std::array{11, 10, 9, 8, 7, 6, 5, 4, 3, 2}) * 10 % 11 % 10;
    return first == value(d[9]) && second == value(d[10]);
}

/// The month tells the century: 80 for the 1800s, 20, 40 and 60 for those after 1999.
bool is_pl_pesel(std::string_view d) {
    if (d.size() != 11 || !all_digits(d)) return false;
    if (!is_day(number(d.substr(4, 2)), number(d.substr(2, 2)) % 20)) return false;
    const int sum = weighted(d, std::array{1, 3, 7, 9, 1, 3, 7, 9, 1, 3});
    return (10 - sum % 10) % 10 == value(d[10]);
}

}  // namespace heed::understand::personal
