#include "understand/personal/phone_plans.hpp"

#include <algorithm>
#include <array>

namespace heed::understand::personal {

namespace {

// What each country's regulator publishes, as far as it tells a number from other digits.
constexpr std::array<PhonePlan, 17> plans{{
    {"US", "1", "", 10, 10, "2 3 4 5 6 7 8 9", "", "800 833 844 855 866 877 888 900"},
    {"GB", "44", "0", 9, 10, "1 2 3 5 7 8 9", "71 72 73 74 75 77 78 79", "3 5 800 808 84 87 9 116"},
    {"DE", "49", "0", 6, 11, "2 3 4 5 6 7 8 9 1", "15 16 17",
     "800 180 181 182 137 138 900 700 115 116"},
    {"FR", "33", "0", 9, 9, "1 2 3 4 5 6 7 8 9", "6 7", "8"},
    {"ES", "34", "", 9, 9, "6 7 8 9", "6 71 72 73 74", "800 803 806 807 900 901 902 905"},
    {"IT", "39", "", 6, 11, "0 3 8 1", "3", "800 803 840 848 892 89 199 1"},
    {"PT", "351", "", 9, 9, "2 9 3 8 7 6", "91 92 93 96", "800 808 707 760 761 6"},
    {"NL", "31", "0", 9, 9, "1 2 3 4 5 6 7 8 9", "6", "800 900 906 909 88 14 85"},
    {"BE", "32", "0", 8, 9, "1 2 3 4 5 6 7 8 9", "46 47 48 49 45", "800 90 70 78"},
    {"AT", "43", "0", 6, 12, "1 2 3 4 5 6 7 8 9", "65 66 67 68 69",
     "800 810 820 821 828 900 901 930 5"},
    {"CH", "41", "0", 9, 9, "2 3 4 5 6 7 8 9", "74 75 76 77 78 79", "800 84 900 901 906 58"},
    {"IE", "353", "0", 7, 9, "1 2 4 5 6 7 8 9", "83 85 86 87 89", "1800 1850 1890 818 700 76"},
    {"PL", "48", "", 9, 9, "1 2 3 4 5 6 7 8 9", "45 50 51 53 57 60 66 69 72 73 78 79 88",
     "800 801 700 703 708"},
    {"SE", "46", "0", 7, 10, "1 2 3 4 5 6 7 8 9", "70 72 73 76 79", "20 77 900 939"},
    {"DK", "45", "", 8, 8, "2 3 4 5 6 7 8 9", "", "80 90"},
    {"NO", "47", "", 8, 8, "2 3 4 5 6 7 8 9", "", "800 810 815 82"},
    {"LU", "352", "", 6, 9, "2 3 4 5 6 7 8 9", "621 628 661 668 671 678 691 698",
     "800 900 901 905"},
}};

constexpr std::string_view one_digit = "1 7";
constexpr std::string_view two_digits =
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 "
    "65 "
    "66 81 82 84 86 90 91 92 93 94 95 98";
constexpr std::string_view three_digits =
    "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99";

}  // namespace

std::span<const PhonePlan> phone_plans() {
    return plans;
}

const PhonePlan* plan_of_code(std::string_view digits) {
    const auto length = country_code_length(digits);
    const auto found = std::find_if(plans.begin(), plans.end(), [&](const PhonePlan& plan) {
        return plan.code == digits.substr(0, length);
    });
    return found == plans.end() ? nullptr : &*found;
}

std::size_t country_code_length(std::string_view digits) {
    if (begins_with_one_of(digits, one_digit)) return 1;
    if (begins_with_one_of(digits, two_digits)) return 2;
    return begins_with_one_of(digits, three_digits) ? 3 : 0;
}

std::string without_trunk(std::string digits) {
    const auto code = country_code_length(digits);
    const bool keeps_zero = digits.starts_with("39");  // Italy dials it from everywhere
    if (code > 0 && digits.size() > code && digits[code] == '0' && !keeps_zero)
        digits.erase(code, 1);
    return digits;
}

bool begins_with_one_of(std::string_view digits, std::string_view beginnings) {
    for (std::size_t at = 0; at < beginnings.size();) {
        const auto end = std::min(beginnings.find(' ', at), beginnings.size());
        if (digits.starts_with(beginnings.substr(at, end - at))) return true;
        at = end + 1;
    }
    return false;
}

namespace {

/// Neither the area nor the exchange begins with 0 or 1, nor is one of them like 911.
bool is_north_american(std::string_view national) {
    const auto fits = [](std::string_view three) {
        return three[0] >= '2' && !(three[1] == '1' && three[2] == '1');
    };
    return fits(national.substr(0, 3)) && fits(national.substr(3, 3)) && national[1] != '9';
}

}  // namespace

bool is_national_number(const PhonePlan& plan, std::string_view national) {
    if (national.size() < plan.length_min || national.size() > plan.length_max) return false;
    if (!begins_with_one_of(national, plan.beginnings)) return false;
    return plan.code != "1" || is_north_american(national);
}

}  // namespace heed::understand::personal
