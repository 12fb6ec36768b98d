#include "understand/model_text.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>

#include "base/unicode.hpp"

namespace heed::understand {
namespace {

using namespace std::string_view_literals;

const std::string table = HEED_SOURCE_DIR "/tests/understand/data/prepared.jsonl";

std::string joined_words(const ModelText& text) {
    std::string joined;
    for (const auto& word : fast_words(text))
        joined += "|" + word.text;
    return joined;
}

// The table comes from the program that trains the models: both must read the same.
TEST(ModelText, IsWhatTheModelsWereTrainedOn) {
    simdjson::dom::parser parser;
    simdjson::dom::document_stream lines;
    ASSERT_FALSE(parser.load_many(table).get(lines));
    int count = 0;
    for (auto line : lines) {
        const std::string text(line["text"].get_string().value());
        const auto prepared = prepare(text);
        EXPECT_EQ(to_utf8(prepared), line["prepared"].get_string().value()) << text;
        std::string words;
        for (auto word : line["words"])
            words += "|" + std::string(word.get_string().value());
        EXPECT_EQ(joined_words(prepared), words) << text;
        ++count;
    }
    EXPECT_GT(count, 100);
}

TEST(ModelText, KnowsWhereEachCharacterCameFrom) {
    const auto words = fast_words(prepare("\u200bHi @ana.example &amp; b\u00e9e! sooooo"));
    ASSERT_EQ(words.size(), 6U);
    const std::vector<TextSpan> expected{{1, 3}, {4, 16}, {17, 22}, {23, 26}, {26, 27}, {28, 34}};
    for (std::size_t i = 0; i < words.size(); ++i)
        EXPECT_EQ(words[i].origin, expected[i]) << words[i].text;
}

TEST(ModelText, TakesAnyBytes) {
    std::string every_byte;
    for (int i = 0; i < 256; ++i)
        every_byte += static_cast<char>(i);
    for (const auto post :
         {"\xff\xfe"sv, "\xed\xa0\x80"sv, "\xf0\x9f"sv, "a\0b"sv, std::string_view(every_byte)}) {
        const auto text = prepare(post);
        EXPECT_TRUE(is_valid_utf8(to_utf8(text)));
        for (const auto& each : text) {
            EXPECT_LT(each.start, each.end);
            EXPECT_LE(each.end, count_code_points(post));
        }
    }
}

TEST(ModelText, ReadsOnlySoMuch) {
    std::string post;
    for (int i = 0; i < 10'000; ++i)
        post += "ab ";
    EXPECT_EQ(prepare(post).back().end, judged_code_points_max);
}

}  // namespace
}  // namespace heed::understand
