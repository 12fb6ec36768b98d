#pragma once

#include <span>
#include <string_view>

namespace heed::api {

/// Everything the contact pages say, in one language. `{}` stands for a number or a name.
struct ContactWords {
    std::string_view code;       ///< "de"
    std::string_view direction;  ///< "ltr", "rtl"

    std::string_view name, email, email_hint, message, message_hint, send;
    std::string_view privacy, privacy_link;

    std::string_view error, problems;
    std::string_view name_missing, name_long, email_missing, email_bad;
    std::string_view message_missing, message_long;  ///< {} found, {} allowed
    std::string_view trap, too_fast, expired;
    std::string_view too_many;  ///< {} seconds
    std::string_view unavailable;

    std::string_view status;
    std::string_view arrived, late;
    std::string_view taken, answered;  ///< {} the agent's first name
    std::string_view solved;
    std::string_view within_hour;
    std::string_view within_minutes, within_hours;  ///< {} a number above one
    std::string_view keep, own_tab, again;
    std::string_view messages, you, taken_back;
    std::string_view more, more_hint, send_more;

    std::string_view not_found, no_form, no_status, trouble;
};

[[nodiscard]] std::span<const ContactWords> contact_languages();

/// The page's language: as asked for in the address, else the browser's first choice that we have,
/// else the form's own, else English. Regions are ignored ("de-AT" is "de").
[[nodiscard]] const ContactWords& contact_words(std::string_view asked,
                                                std::string_view accept_language,
                                                std::string_view otherwise);

}  // namespace heed::api
