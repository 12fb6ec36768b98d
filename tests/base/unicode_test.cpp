#include "base/unicode.hpp"

#include <gtest/gtest.h>

namespace heed {
namespace {

struct Case {
    const char* name;
    std::string_view text;
    std::size_t bytes;
    std::size_t code_points;
    std::size_t graphemes;
    bool valid = true;
};

constexpr Case cases[] = {
    {"empty", "", 0, 0, 0},
    {"ascii", "help", 4, 4, 4},
    {"line end", "a\r\nb", 4, 4, 3},
    {"umlaut composed", "\u00FC", 2, 1, 1},
    {"umlaut of two code points", "u\u0308", 3, 2, 1},
    {"cjk", "\u9001\u6599\u7121\u6599", 12, 4, 4},
    {"family", "\U0001F468\u200D\U0001F469\u200D\U0001F467", 18, 5, 1},
    {"flags", "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 16, 4, 2},
    {"thumb with skin", "\U0001F44D\U0001F3FD", 8, 2, 1},
    {"hindi conjunct", "\u0915\u094D\u0937", 9, 3, 1},
    {"thai", "\u0E01\u0E33", 6, 2, 1},
    {"lone continuation", "a\x80z", 3, 3, 3, false},
    {"overlong", "\xC0\xAF", 2, 2, 2, false},
    {"cut in the middle", "\xE2\x82", 2, 1, 1, false},
    {"surrogate", "\xED\xA0\x80", 3, 3, 3, false},
    {"beyond unicode", "\xF5\x80\x80\x80", 4, 4, 4, false},
};

TEST(Unicode, CountsWhatPeopleAndNetworksCount) {
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        EXPECT_EQ(c.text.size(), c.bytes);
        EXPECT_EQ(count_code_points(c.text), c.code_points);
        EXPECT_EQ(count_graphemes(c.text), c.graphemes);
        EXPECT_EQ(is_valid_utf8(c.text), c.valid);
    }
}

TEST(Unicode, TruncatesBetweenWhatPeopleSee) {
    const std::string_view text = "ab\U0001F468\u200D\U0001F469\u200D\U0001F467z";
    EXPECT_EQ(truncate_graphemes(text, 0), "");
    EXPECT_EQ(truncate_graphemes(text, 2), "ab");
    EXPECT_EQ(truncate_graphemes(text, 3), text.substr(0, 20));
    EXPECT_EQ(truncate_graphemes(text, 4), text);
    EXPECT_EQ(truncate_graphemes(text, 99), text);
}

}  // namespace
}  // namespace heed
