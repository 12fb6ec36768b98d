#pragma once

#include <string_view>

#include "domain/judgement/judgement.hpp"

namespace heed {

/// What the world must not read about a person. What a desk knows about a case (order numbers,
/// bookings) is not here: only the desk knows which of them belong to whom.
enum class PersonalDataKind {
    mail,            ///< "ana@example.org", "ana (at) example dot org"
    phone,           ///< a number that rings at a person
    card,            ///< a payment card's number
    iban,            ///< an account's number, international
    bank_account,    ///< an account's number named as such, in a country's own form
    postal_address,  ///< a street and a house number, with or without the town
    national_id,     ///< what a state calls a person by: tax, health, insurance, passport
    birth_date,      ///< a date that is named as somebody's day of birth
    credential,      ///< a password, PIN or card security code that is named as such
};
inline constexpr int personal_data_kinds = 9;

/// How it was recognised.
enum class Certainty {
    likely,   ///< It has the shape, and nothing around it says that it is something else.
    certain,  ///< Its checksum holds, or the words beside it say what it is.
};

/// One piece of personal data in a text.
struct PersonalDatum {
    PersonalDataKind kind = PersonalDataKind::mail;
    TextSpan span;
    Certainty certainty = Certainty::certain;
    /// Which form exactly, for rules and statistics: "us_ssn", "visa", "passport", "DE" (the
    /// country of a phone number, IBAN or address); may be empty. Lives as long as the program.
    std::string_view form = {};

    friend bool operator==(const PersonalDatum&, const PersonalDatum&) = default;
};

/// "mail", "postal_address", ...: on the wire, in rules, in statistics.
[[nodiscard]] std::string_view name_of(PersonalDataKind kind);

}  // namespace heed
