#pragma once

#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "base/time.hpp"

/// What a customer sends from a contact page, read and checked. No page is made here.
namespace heed::api {

/// Above what ten thousand characters of any script need, percent-encoded: a message that is too
/// long comes back to its writer with a word about it, instead of being lost.
inline constexpr std::size_t contact_body_bytes_max = 256 * 1024;
inline constexpr std::size_t contact_fields_max = 20;
inline constexpr std::size_t contact_name_max = 100;        ///< code points
inline constexpr std::size_t contact_message_max = 10'000;  ///< code points
inline constexpr std::size_t contact_email_bytes_max = 254;
inline constexpr Millis contact_form_age_min{2000};  ///< nobody writes faster
inline constexpr Millis contact_form_age_max = std::chrono::hours{24};

struct ContactInput {
    std::string name;
    std::string email;
    std::string message;
    std::string trap;   ///< a field that people do not see
    std::string token;  ///< of the form, as it was handed out
};

/// Reads application/x-www-form-urlencoded. Fields that nobody asked for are left out; name and
/// e-mail become one clean line, the message keeps its lines.
[[nodiscard]] ContactInput read_contact_input(std::string_view body);

enum class FieldState { fine, missing, bad, too_long };
enum class TokenState { good, too_fast, expired };

struct ContactProblems {
    FieldState name = FieldState::fine;
    FieldState email = FieldState::fine;
    FieldState message = FieldState::fine;
    bool trapped = false;
    TokenState token = TokenState::good;

    [[nodiscard]] bool any() const;
};

[[nodiscard]] FieldState check_name(std::string_view name);
[[nodiscard]] FieldState check_email(std::string_view email);
[[nodiscard]] FieldState check_message(std::string_view message);

/// Forms are signed when they are handed out, so that one can be told from an invented one without
/// remembering it. `place` is what the form is good for.
[[nodiscard]] std::string make_form_token(const SecretKey& key, std::string_view place, Time now);
/// A forged token, or one of another place, is as good as an expired one: a new one is handed out.
[[nodiscard]] TokenState check_form_token(const SecretKey& key, std::string_view place,
                                          std::string_view token, Time now);

}  // namespace heed::api
