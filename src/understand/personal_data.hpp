#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/personal_data.hpp"

namespace heed::understand {

/// Of one text; what lies behind is not looked at. Far beyond what any network takes.
inline constexpr std::size_t personal_data_bytes_max = 64 * 1024;
inline constexpr std::size_t personal_data_found_max = 200;

/// What this desk knows.
struct PersonalDataOptions {
    /// Where its customers live (ISO 3166, "DE"): numbers without a country's code are read in
    /// these countries' forms. Empty: in all that we know, which costs a little precision.
    std::vector<std::string> countries = {};
    /// The company's own public contact data, which is nobody's secret: mail addresses or whole
    /// domains ("@acme.example"), phone numbers, IBANs, postal addresses. Blanks, punctuation and
    /// case do not matter, nor does whether a phone number has its country's code.
    std::vector<std::string> own = {};
};

/// All personal data in a text, by place, none overlapping another. Sees through what people do
/// to get past a filter, or by accident: digits apart, full width, invisible characters, "at" and
/// "dot" in words. Takes any bytes; the time grows with the length alone. Safe to call from any
/// thread. `language` (BCP 47, may be empty) settles what is written alike in several countries.
[[nodiscard]] std::vector<PersonalDatum> find_personal_data(
    std::string_view text, std::string_view language = {}, const PersonalDataOptions& options = {});

/// A number by which a company knows a case: "my order 4711-0815", "Buchung X4K9TQ".
struct CaseNumber {
    std::string number;  ///< normal_number() of it
    TextSpan span;       ///< where it stands, without the word that named it
};

/// What a text names as an order, booking, ticket, invoice, customer or tracking number (the seven
/// languages of the coach, and Polish). Meant for learning from what a customer wrote; whether a
/// draft repeats one is found with `find_number`.
[[nodiscard]] std::vector<CaseNumber> find_case_numbers(std::string_view text);

/// Letters and digits alone, capitals, full width made ordinary: "ab-12 34" is "AB1234".
[[nodiscard]] std::string normal_number(std::string_view text);

/// Where a text holds a number that we know (in its normal form), however it is broken up:
/// "AB 12-34" holds "AB1234", "AB12345" does not. Numbers below four characters are not looked for.
[[nodiscard]] std::vector<TextSpan> find_number(std::string_view text, std::string_view number);

}  // namespace heed::understand
