#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/contact_form.hpp"
#include "api/contact_words.hpp"
#include "base/time.hpp"

/// The contact pages as text. Whatever came from outside is escaped here and nowhere else.
namespace heed::api {

[[nodiscard]] std::string escape_html(std::string_view text);

/// What every page of a form knows.
struct ContactFrame {
    const ContactWords& words;
    std::string title;
    std::string intro;
    std::string content_language;  ///< of title and intro, as BCP 47
    std::string privacy_url;
    bool embedded = false;
    std::string query;  ///< "?lang=de&embed=1" or "": kept while people go on
};

struct ContactFormPage {
    std::string action;
    ContactInput input;
    ContactProblems problems;
    std::string notice;  ///< why it was not sent, where no field is at fault
};

struct ContactMessage {
    bool ours = false;
    std::string name;
    std::string text;
    Time at;
    bool taken_back = false;
};

struct ContactStatusPage {
    std::string action;  ///< also the page's own address
    std::string state;   ///< in plain words
    std::string next;    ///< what happens next, may be empty
    bool settled = false;
    std::vector<ContactMessage> messages;  ///< oldest first
    bool open = true;                      ///< takes more messages
    ContactInput input;
    ContactProblems problems;
    std::string notice;
};

[[nodiscard]] std::string contact_form_page(const ContactFrame& frame, const ContactFormPage& page);
[[nodiscard]] std::string contact_status_page(const ContactFrame& frame,
                                              const ContactStatusPage& page);
/// A page that only says something: there is nothing here, it is our fault.
[[nodiscard]] std::string contact_notice_page(const ContactWords& words, std::string_view heading,
                                              std::string_view text);

/// How soon people usually hear from us, in words.
[[nodiscard]] std::string contact_promise(const ContactWords& words, int minutes);
/// One of the words with a `{}` filled in. The value is not escaped.
[[nodiscard]] std::string fill(std::string_view text, std::string_view value);
[[nodiscard]] std::string fill(std::string_view text, long long value);

// Served as files, because a strict policy allows nothing inline (contact_files.cpp).
[[nodiscard]] std::string_view contact_style();
[[nodiscard]] std::string_view contact_script();
[[nodiscard]] std::string_view contact_files_version();
/// Puts the page into a company's own page.
[[nodiscard]] std::string contact_embed_script(std::string_view title);

}  // namespace heed::api
