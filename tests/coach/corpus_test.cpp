#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "coach/corpus.hpp"

/// The blunder corpus: what must be stopped is stopped, and good replies are left alone. The floors
/// lie four cases or so under what was measured: a loss is seen, and the last digits in which
/// processors and compilers differ are not.
namespace heed::coach_corpus {
namespace {

struct Floors {
    std::string half;
    double stopped_min;
    double false_alarms_max;
    double wrong_blocks_max;
};

void expect_floors(const Floors& floors, const understand::Judge* judge) {
    const auto cases = read_corpus(floors.half);
    ASSERT_GE(cases.size(), 100U);
    const auto figures = measure(cases, judge);
    fmt::print("{}\n", table_of(figures));
    EXPECT_GE(share_of(figures.stopped).value(), floors.stopped_min);
    EXPECT_LE(share_of(figures.false_alarms).value(), floors.false_alarms_max);
    EXPECT_LE(share_of(figures.wrong_blocks).value(), floors.wrong_blocks_max);
}

class Half : public testing::TestWithParam<Floors> {};

TEST_P(Half, KeepsItsFloors) {
    expect_floors(GetParam(), nullptr);
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, Half,
    testing::Values(Floors{"a-", 0.88, 0.03, 0.015}, Floors{"b-", 0.84, 0.09, 0.05},
                    Floors{"c-", 0.93, 0.03, 0.015}, Floors{"d-", 0.83, 0.03, 0.015},
                    Floors{"e-", 0.47, 0.13, 0.07}, Floors{"f-", 0.43, 0.03, 0.015},
                    Floors{"g-", 0.62, 0.04, 0.03}, Floors{"h-", 0.52, 0.28, 0.23},
                    Floors{"u-", 0.53, 0.13, 0.07}, Floors{"v-", 0.54, 0.17, 0.14},
                    Floors{"w-", 0.65, 0.19, 0.13}, Floors{"y-", 0.54, 0.21, 0.15}),
    [](const auto& made) { return made.param.half.substr(0, 1); });

class Heard : public testing::TestWithParam<Floors> {
protected:
    static void SetUpTestSuite() {
        auto opened = understand::Judge::open({.models = HEED_SOURCE_DIR "/models", .tries = 0});
        ASSERT_TRUE(opened) << opened.error().message;
        judge = std::move(*opened);
    }
    static void TearDownTestSuite() { judge.reset(); }

    static inline std::unique_ptr<understand::Judge> judge;
};

/// With the shipped models. Where a sanitizer watches each step, three sets are enough.
std::vector<Floors> heard_floors() {
    std::vector<Floors> floors{
        {"b-", 0.87, 0.08, 0.05}, {"e-", 0.68, 0.07, 0.04}, {"u-", 0.76, 0.10, 0.04}};
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const Floors more[] = {{"a-", 0.86, 0.03, 0.015}, {"c-", 0.94, 0.04, 0.015},
                           {"d-", 0.88, 0.04, 0.02},  {"f-", 0.64, 0.05, 0.02},
                           {"g-", 0.85, 0.04, 0.02},  {"h-", 0.76, 0.10, 0.06},
                           {"v-", 0.70, 0.07, 0.04},  {"w-", 0.81, 0.12, 0.09},
                           {"y-", 0.69, 0.12, 0.09},  {"z-", 0.80, 0.11, 0.08}};
    floors.insert(floors.end(), std::begin(more), std::end(more));
#endif
    return floors;
}

/// As the desk does.
TEST_P(Heard, KeepsItsFloors) {
    ASSERT_NE(judge, nullptr);
    expect_floors(GetParam(), judge.get());
}

INSTANTIATE_TEST_SUITE_P(Corpus, Heard, testing::ValuesIn(heard_floors()),
                         [](const auto& made) { return made.param.half.substr(0, 1); });

/// Invented people as networks show them; many call themselves by words of every day.
std::vector<std::pair<std::string, std::string>> people() {
    std::vector<std::pair<std::string, std::string>> all;
    std::ifstream file(HEED_SOURCE_DIR "/tests/coach/people.tsv");
    for (std::string line; std::getline(file, line);) {
        const auto tab = line.find('\t');
        if (tab != std::string::npos) all.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    }
    return all;
}

int named_others(const Case& one, Grade at_least) {
    const auto advice = coached(one);
    return static_cast<int>(std::count_if(advice.begin(), advice.end(), [&](const Advice& said) {
        return said.kind == AdviceKind::other_customer && said.grade <= at_least;
    }));
}

/// A desk knows hundreds of people, and a good reply names none of them.
TEST(Corpus, ThePeopleThatADeskKnowsHinderNoGoodReply) {
    constexpr std::size_t known = 450;
    const auto all = people();
    ASSERT_GT(all.size(), known);
    int good = 0;
    int stopped = 0;
    int asked = 0;
    for (auto one : read_corpus("")) {
        if (!one.good() || !one.line.facts.other_customers.empty()) continue;
        const auto stops = named_others(one, Grade::stop);
        const auto asks = named_others(one, Grade::ask);
        for (std::size_t i = 0; i < known; ++i) {
            const auto& [name, handle] = all[(static_cast<std::size_t>(good) * 7 + i) % all.size()];
            if (!name.empty()) one.line.facts.other_customers.push_back(name);
            one.line.facts.other_customers.push_back("@" + handle);
        }
        ++good;
        stopped += named_others(one, Grade::stop) > stops ? 1 : 0;
        asked += named_others(one, Grade::ask) > asks ? 1 : 0;
    }
    fmt::print("{} good replies beside {} people: {} stopped, {} stopped or asked\n", good, known,
               stopped, asked);
    EXPECT_GT(good, 1000);
    EXPECT_LE(stopped, good / 200);
    EXPECT_LE(asked, good / 50);
}

/// And one that names another of them in full is stopped.
TEST(Corpus, WhoIsNamedInFullIsFound) {
    int named = 0;
    int found = 0;
    for (const auto& [name, handle] : people()) {
        const bool two_words = std::count(name.begin(), name.end(), ' ') == 1;
        const bool plain = std::all_of(name.begin(), name.end(), [](char letter) {
            return letter == ' ' || (letter >= 'a' && letter <= 'z') ||
                   (letter >= 'A' && letter <= 'Z');
        });
        if (!two_words || !plain || name.front() < 'A' || name.front() > 'Z') continue;
        Case one;
        one.line.facts.customer = {"Nora Ek", "nora"};
        one.line.facts.agent = "Tess";
        one.line.facts.draft = "Nora, I sent your parcel to " + name + " by mistake. Tess";
        one.line.facts.other_customers = {name};
        ++named;
        found += named_others(one, Grade::stop) > 0 ? 1 : 0;
    }
    fmt::print("{} of {} people named in full are found\n", found, named);
    EXPECT_GT(named, 100);
    EXPECT_GE(found * 100, named * 95);
}

TEST(Corpus, EachCaseIsWellFormed) {
    std::set<std::string> ids;
    for (const auto& one : read_corpus("")) {
        EXPECT_TRUE(ids.insert(one.id).second) << one.id;
        EXPECT_EQ(one.expect.empty(), one.good()) << one.id;
        for (const auto& kind : one.expect)
            EXPECT_TRUE(advice_kind(kind)) << one.id << " " << kind;
        for (const auto& kind : one.allowed)
            EXPECT_TRUE(advice_kind(kind)) << one.id << " " << kind;
    }
}

}  // namespace
}  // namespace heed::coach_corpus
