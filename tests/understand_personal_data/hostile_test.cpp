// Any bytes at all: spans stay inside, nothing overlaps, the work grows with the length alone.
#include <gtest/gtest.h>

#include <random>

#include "understand_personal_data/found.hpp"

namespace heed::understand {
namespace {

void expect_sound(const std::string& text) {
    std::size_t end = 0;
    const auto length = count_code_points(text);
    for (const auto& datum : find_personal_data(text)) {
        ASSERT_LT(datum.span.start, datum.span.end);
        ASSERT_GE(datum.span.start, end) << "one lies over another";
        ASSERT_LE(datum.span.end, length);
        end = datum.span.end;
    }
    for (const auto& number : find_case_numbers(text)) {
        ASSERT_LE(number.span.end, length);
        ASSERT_FALSE(find_number(text, number.number).empty()) << number.number << " in " << text;
    }
}

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += part;
    return text;
}

TEST(PersonalDataHostile, TakesTextsMadeToBeSlow) {
    for (const std::string_view part : {"1",          "1 ",
                                        "1-",         "1.1-",
                                        "0 0 ",       "+1 ",
                                        "a@",         "@a.",
                                        "a at ",      " at a dot ",
                                        "( ",         "((at) ",
                                        "password:",  "passport 1",
                                        "born 1 1 ",  "DE89 ",
                                        "d e ",       "12 Street ",
                                        "1 rue A ",   "via A ",
                                        "Strasse 1 ", "order #",
                                        "order 1-",   "SW1A ",
                                        "iban ",      "IL 62704 ",
                                        "\xff",       "\xf0\x9f\x98",
                                        "\u200b",     "4111 1111 1111 1111 ",
                                        "12345678Z ", "a.b.c.d@e.f.g.h."})
        expect_sound(repeated(part, personal_data_bytes_max + 100));
}

TEST(PersonalDataHostile, FindsAtMostSoMany) {
    const auto text = repeated("ana@example.org ", personal_data_bytes_max);
    EXPECT_EQ(find_personal_data(text).size(), personal_data_found_max);
}

TEST(PersonalDataHostile, TakesAnyBytes) {
    std::mt19937 random(7);
    static constexpr std::string_view parts[] = {
        "0",    "1",    "4111", "@",      ".",      "example",  " at ", " dot ", "org",  "+49",
        "(",    ")",    "-",    " ",      "\n",     "Street",   "rue",  "Via",   "born", "12",
        "1985", "DE89", "IBAN", "SW1A",   "2AA",    "order",    "#",    "X",     "ß",    "é",
        "\xff", "\xe2", "日",   "\u200b", "\u0661", "passport", "pin",  ":",     "４",   "😀"};
    std::uniform_int_distribution<std::size_t> part(0, std::size(parts) - 1);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += parts[part(random)];
        expect_sound(text);
    }
}

TEST(PersonalDataHostile, FindsInTheMiddleWhatItFindsAlone) {
    for (const std::string_view datum :
         {"ana.lopez@example.org", "+49 171 2345678", "4111 1111 1111 1111",
          "DE89 3704 0044 0532 0130 00", "12345678Z", "RSSMRA85T10A562S"})
        for (const std::string_view before : {"Hi! ", "日本語 ", "😀 ", "Grüße, ", "\xff\xfe "})
            for (const std::string_view behind : {"", ".", " thanks", "\n", " 😀", ")"}) {
                const auto text = std::string(before) + std::string(datum) + std::string(behind);
                const auto found = find_personal_data(text);
                ASSERT_EQ(found.size(), 1U) << text;
                EXPECT_EQ(part_of(text, found[0].span), datum) << text;
            }
}

}  // namespace
}  // namespace heed::understand
