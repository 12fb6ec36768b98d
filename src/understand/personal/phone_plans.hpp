#pragma once

#include <span>
#include <string>
#include <string_view>

namespace heed::understand::personal {

/// How people of one country write their numbers. Beginnings stand apart by blanks and are those of
/// the national number, without the trunk prefix.
struct PhonePlan {
    std::string_view country;  ///< ISO 3166
    std::string_view code;     ///< "49"
    std::string_view trunk;    ///< "0"; empty where there is none
    std::size_t length_min = 0;
    std::size_t length_max = 0;
    std::string_view beginnings;  ///< of numbers that exist
    std::string_view mobile;      ///< of those that ring in a pocket
    std::string_view service;     ///< free, shared-cost and company numbers: nobody's own
};

[[nodiscard]] std::span<const PhonePlan> phone_plans();
[[nodiscard]] const PhonePlan* plan_of_code(std::string_view digits);

/// The length of the country code that `digits` begins with, 0 for none (ITU-T E.164).
[[nodiscard]] std::size_t country_code_length(std::string_view digits);

/// An international number without the 0 behind the country's code, which is for those who call
/// from inside: "+49 (0)30".
[[nodiscard]] std::string without_trunk(std::string digits);

[[nodiscard]] bool begins_with_one_of(std::string_view digits, std::string_view beginnings);

/// Whether a national number (without trunk) can exist.
[[nodiscard]] bool is_national_number(const PhonePlan& plan, std::string_view national);

}  // namespace heed::understand::personal
