#include <random>
#include <thread>

#include "support/hostile_texts.hpp"
#include "understand/hashtags.hpp"
#include "understand_terms/found.hpp"

namespace heed::understand {
namespace {

constexpr std::size_t megabyte = 1024 * 1024;

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string text;
    while (text.size() + piece.size() <= bytes)
        text += piece;
    return text;
}

TermSet some_terms() {
    return compiled({{"acme", TermKind::word, {"recall"}},
                     {"acme mobile", TermKind::phrase},
                     {"#acmefail", TermKind::hashtag},
                     {"@acme.example", TermKind::handle},
                     {"Acme 3000", TermKind::product},
                     {"café"},
                     {"рак"},
                     {"顺丰"}});
}

/// Nothing is asserted of the time, but a quadratic step would not end within the test's.
TEST(HostileText, OfAMegabyteIsTaken) {
    const auto set = some_terms();
    TermSet::Scratch scratch;
    struct {
        const char* name;
        std::string text;
        std::size_t found;
    } const cases[] = {
        {"the term again and again", repeated("acme ", megabyte), spans_per_term_max},
        {"the term inside of a word", repeated("acme", megabyte), 0},
        {"behind a tag's sign", "#" + repeated("acme", megabyte), 0},
        {"signs between", repeated("x#xacme", megabyte), 0},
        {"one letter", std::string(megabyte, 'a'), 0},
        {"blanks", "acme" + std::string(megabyte - 20, ' ') + "mobile", 2},
        {"marks", "acme" + repeated("\u0301", megabyte - 10), 1},
        {"invisible characters", repeated("\u200B", megabyte), 0},
        {"Thai marks", "acm\u0E34" + repeated("\u0E34", megabyte - 10), 0},
        {"look-alikes", repeated("рак ", megabyte - 10), spans_per_term_max},
        {"accents", repeated("café ", megabyte), spans_per_term_max},
        {"the longest replacement", repeated("\uFDFA", megabyte), 0},
        {"broken bytes", std::string(megabyte, '\xFF'), 0},
        {"beginnings of characters", repeated("\xE2\x80", megabyte), 0},
        {"NULs", std::string(megabyte, '\0'), 0},
        {"signs", std::string(megabyte, '#'), 0},
    };
    for (const auto& [name, text, found] : cases)
        EXPECT_EQ(set.match(text, scratch).size(), found) << name;
}

TEST(HostileText, IsBounded) {
    const auto set = some_terms();
    TermSet::Scratch scratch;
    const std::string filler(match_text_bytes_max, 'x');
    EXPECT_EQ(set.match("acme " + filler, scratch).size(), 1U);
    EXPECT_EQ(set.match(filler + " acme", scratch).size(), 0U);
    std::vector<Term> many;
    std::string text;
    for (std::size_t i = 0; i < matches_max + 10; ++i) {
        many.push_back({"term" + std::to_string(i)});
        text += many.back().text + ' ';
    }
    EXPECT_EQ(compiled(std::move(many)).match(text, scratch).size(), matches_max);
}

TEST(HostileText, HidesNothingBetweenTheLetters) {
    const auto set = some_terms();
    for (const auto* between : {"\u200B", "\u200C\u200D", "\u00AD", "\u2060", "\uFEFF", "\u0336",
                                "\u202E\u202C", "\u034F", "\uFE0F", "\U000E0020"}) {
        std::string text;
        for (const char c : std::string_view("acme"))
            text += std::string(1, c) + between;
        EXPECT_EQ(set.match(text, *std::make_unique<TermSet::Scratch>()).size(), 1U);
    }
}

/// Whatever somebody does with a name, it is found where a person would read it, and nowhere else.
TEST(HostileText, NamesUsWhereAPersonWouldReadIt) {
    const auto set = compiled({{"acme"}});
    for (const auto& [trick, text, named, content, angry] : test::hostile_texts())
        EXPECT_EQ(pieces(set, text).size(), named) << trick << ": " << text.substr(0, 100);
}

TEST(HostileText, OfAnyBytesKeepsSpansInside) {
    const auto set = some_terms();
    TermSet::Scratch scratch;
    std::mt19937 random(3);
    const std::vector<std::string> pieces{"acme",     "Acme",   "#",    "@",
                                          "mobile",   " ",      "\xFF", "\xE2",
                                          "\u0301",   "😡",      "рак",  "顺丰",
                                          "café",     "-",      "3000", "_",
                                          ".example", "\u200B", "Fail", std::string(1, '\0')};
    std::size_t found = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto left = random() % 12; left > 0; --left)
            text += pieces[random() % pieces.size()];
        TextSpan last;
        for (const auto& match : set.match(text, scratch)) {
            ++found;
            ASSERT_LT(match.span.start, match.span.end);
            ASSERT_LE(match.span.end, count_code_points(text));
            ASSERT_LE(last.start, match.span.start);
            last = match.span;
        }
    }
    EXPECT_GT(found, 1000U);
}

TEST(TermSet, IsSharedByThreads) {
    const auto set = some_terms();
    constexpr int threads = 4;
    std::vector<std::size_t> found(threads);
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i) {
            workers.emplace_back([&found, i, set] {
                TermSet::Scratch scratch;
                for (int n = 0; n < 2'000; ++n)
                    found[static_cast<std::size_t>(i)] +=
                        set.match("My Ａcme mobile, #AcmeFail café", scratch).size();
            });
        }
    }
    for (const auto count : found)
        EXPECT_EQ(count, 2'000U * 5);
}

TEST(TermSet, TakesTenThousandTerms) {
    std::vector<Term> terms;
    for (int i = 0; i < 10'000; ++i)
        terms.push_back(
            {"brand" + std::to_string(i) + "x", TermKind::word, {"no" + std::to_string(i)}});
    const auto set = compiled(std::move(terms));
    EXPECT_EQ(pieces(set, "brand0x brand9999x brand10000x BRAND77X no77"),
              (std::vector<std::string>{"brand0x", "brand9999x"}));
}

}  // namespace
}  // namespace heed::understand
