#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "domain/coach/phrases.hpp"
#include "domain/coach/rules.hpp"

/// No phrase of a rule file is lost without a word.
namespace heed {
namespace {

bool finds(const CoachRules& rules, const std::string& section, const std::string& text) {
    const auto& content = rules.content();
    const auto hits = content.phrases_of("en")->find(coach::words_of(text));
    const auto list = content.list(section);
    return std::any_of(hits.begin(), hits.end(),
                       [list](const coach::Hit& hit) { return hit.list == list; });
}

TEST(CoachRuleFiles, TakePhrasesThatBeginWithASign) {
    const std::pair<std::string, std::string> cases[] = {
        {"# % (off|discount)", "20 % off today"},
        {"# (am|pm)", "at 5 pm then"},
        {"#", "it is 7"},
        {"(# |two )days", "in 3 days"},
        {"€ #", "that is € 50"},
        {"% #", "% 5"},
        {"@ home", "home"},
        {"/ week", "per week"},
    };
    for (const auto& [phrase, text] : cases) {
        const auto rules = CoachRules::built_in().extended_by(
            "rules:\n[tone.ours]\nkind: tone\nlanguage: en\n// a remark for people\n[tone.ours]\n" +
            phrase + "\n");
        const bool fits_nothing = phrase[0] == '@' || phrase[0] == '/';
        EXPECT_EQ(rules.has_value(), !fits_nothing) << phrase;
        if (rules) {
            EXPECT_TRUE(finds(*rules, "tone.ours", text)) << phrase;
        }
    }
}

TEST(CoachRuleFiles, RefuseWhatNothingLooksFor) {
    const auto misspelt =
        CoachRules::built_in().extended_by("language: en\n[tone.insullt]\nyou fool\n");
    ASSERT_FALSE(misspelt);
    EXPECT_NE(misspelt.error().message.find("[tone.insullt]"), std::string::npos);
    EXPECT_TRUE(CoachRules::built_in().extended_by("language: pl\n[tone.insult]\nty ośle\n"));
    EXPECT_FALSE(CoachRules::built_in().extended_by("language: en\n[tone.insult]\nyou - fool\n"));
    EXPECT_FALSE(CoachRules::built_in().extended_by("language: en\n[tone.insult]\nyou *\n"));
}

/// A text made of a phrase: each wildcard stands for the least that it takes.
std::string text_of(std::string phrase) {
    for (auto at = phrase.rfind('('); at != std::string::npos; at = phrase.rfind('(')) {
        const auto end = phrase.find(')', at);
        const auto bar = std::min(phrase.find('|', at), end);
        phrase =
            phrase.substr(0, at) + phrase.substr(at + 1, bar - at - 1) + phrase.substr(end + 1);
    }
    std::string text;
    for (std::size_t at = 0; at < phrase.size();) {
        const auto end = std::min(phrase.find(' ', at), phrase.size());
        auto piece = phrase.substr(at, end - at);
        at = end + 1;
        if (piece == "..." || piece == "~" || piece.empty()) continue;
        if (piece.ends_with('*')) piece.pop_back();
        if (piece.starts_with('*')) piece.replace(0, 1, "x");
        text += (piece == "#" ? "5" : piece == "_" ? "such" : piece) + " ";
    }
    return text;
}

/// Of every line that we ship, the coach's and those of the rules beside the models.
TEST(CoachRuleFiles, FindWhatTheyHold) {
    std::size_t phrases = 0;
    std::vector<std::filesystem::path> files{HEED_SOURCE_DIR "/src/understand/rants.txt"};
    for (const auto& file :
         std::filesystem::directory_iterator(HEED_SOURCE_DIR "/src/domain/coach/rules"))
        files.push_back(file.path());
    for (const auto& file : files) {
        std::ifstream stream(file);
        bool listens = false;
        for (std::string line; std::getline(stream, line);) {
            if (line.starts_with("language:")) listens = true;
            if (line.starts_with("rules:") || line.starts_with("sentences:")) listens = false;
            if (!listens || line.empty() || line[0] == '[' || line.starts_with("language:") ||
                line.starts_with("//"))
                continue;
            coach::PhraseSet one;
            const auto phrase = line[0] == '!' ? line.substr(1) : line;
            ASSERT_TRUE(one.add(0, phrase, false)) << file << ": " << line;
            EXPECT_FALSE(one.find(coach::words_of(text_of(phrase))).empty())
                << file << ": " << line;
            ++phrases;
        }
    }
    EXPECT_GT(phrases, 3000U);
}

}  // namespace
}  // namespace heed
