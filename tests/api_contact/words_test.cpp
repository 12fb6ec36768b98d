#include "api/contact_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "api/contact_html.hpp"

namespace heed::api {
namespace {

TEST(ContactWords, ChoosesTheLanguage) {
    struct Case {
        const char* asked;
        const char* accepted;
        const char* otherwise;
        const char* chosen;
    };
    constexpr Case cases[] = {
        {"", "", "", "en"},
        {"", "", "de", "de"},
        {"de", "fr", "es", "de"},
        {"de-CH", "", "", "de"},
        {"DE", "", "", "de"},
        {"xx", "fr", "", "fr"},
        {"", "xx,yy;q=0.9", "it", "it"},
        {"", "en;q=0.5,nl;q=0.9,de;q=0.7", "", "nl"},
        {"", "fr-CA, en;q=0.9", "", "fr"},
        {"", "en;q=0,pt;q=0.001", "", "pt"},
        {"", ",,,;;q=,de;q=nonsense,es;q=0.1", "", "es"},
        {"", "*", "he", "he"},
    };
    for (const auto& [asked, accepted, otherwise, chosen] : cases)
        EXPECT_EQ(contact_words(asked, accepted, otherwise).code, chosen)
            << asked << " | " << accepted << " | " << otherwise;
}

TEST(ContactWords, EveryLanguageSaysEverything) {
    const auto count = [](std::string_view text) {
        std::size_t found = 0;
        for (auto at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2))
            ++found;
        return found;
    };
    for (const auto& words : contact_languages()) {
        ContactFrame frame{words, "Title", "", "", "https://example.org/privacy", true, ""};
        ContactFormPage page;
        page.problems = {FieldState::missing, FieldState::missing, FieldState::too_long, true,
                         TokenState::good};
        ContactFormPage old;
        old.problems.token = TokenState::expired;
        page.notice = fill(words.too_many, 20);
        const auto html =
            contact_form_page(frame, page) + contact_form_page(frame, old) +
            contact_status_page(frame, {"/", "now", "next", false, {}, true, {}, {}, ""});
        for (const auto text :
             {words.name,         words.email,    words.email_hint,   words.message,
              words.message_hint, words.send,     words.privacy,      words.privacy_link,
              words.error,        words.problems, words.name_missing, words.email_missing,
              words.trap,         words.expired,  words.status,       words.keep,
              words.own_tab,      words.again,    words.messages,     words.more,
              words.more_hint,    words.send_more}) {
            EXPECT_FALSE(text.empty()) << words.code;
            EXPECT_NE(html.find(escape_html(text)), std::string::npos) << words.code << " " << text;
        }
        for (const auto text : {words.name_long, words.email_bad, words.message_missing,
                                words.too_fast, words.unavailable, words.arrived, words.late,
                                words.solved, words.within_hour, words.you, words.taken_back,
                                words.not_found, words.no_form, words.no_status, words.trouble}) {
            EXPECT_FALSE(text.empty()) << words.code;
            EXPECT_EQ(count(text), 0U) << text;
        }
        EXPECT_EQ(count(words.message_long), 2U) << words.code;
        for (const auto text : {words.too_many, words.taken, words.answered, words.within_minutes,
                                words.within_hours})
            EXPECT_EQ(count(text), 1U) << words.code << " " << text;
        const bool right_to_left = words.code == "ar" || words.code == "he";
        EXPECT_EQ(words.direction, right_to_left ? "rtl" : "ltr");
    }
}

TEST(ContactWords, PromisesInWords) {
    const auto& words = contact_languages()[0];
    EXPECT_EQ(contact_promise(words, 30), "You usually hear from us within 30 minutes.");
    EXPECT_EQ(contact_promise(words, 60), "You usually hear from us within an hour.");
    EXPECT_EQ(contact_promise(words, 90), "You usually hear from us within 2 hours.");
    EXPECT_EQ(contact_promise(words, 240), "You usually hear from us within 4 hours.");
}

}  // namespace
}  // namespace heed::api
