#include <fmt/format.h>
#include <gtest/gtest.h>

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

/// With the shipped models, as the desk does. Where each step is watched, three sets are enough.
TEST_P(Heard, KeepsItsFloors) {
    ASSERT_NE(judge, nullptr);
    expect_floors(GetParam(), judge.get());
}

INSTANTIATE_TEST_SUITE_P(Corpus, Heard,
                         testing::Values(
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
                             Floors{"a-", 0.86, 0.03, 0.015}, Floors{"c-", 0.94, 0.04, 0.015},
                             Floors{"d-", 0.88, 0.04, 0.02}, Floors{"f-", 0.64, 0.05, 0.02},
                             Floors{"g-", 0.85, 0.04, 0.02}, Floors{"h-", 0.76, 0.10, 0.06},
                             Floors{"v-", 0.70, 0.07, 0.04}, Floors{"w-", 0.81, 0.12, 0.09},
                             Floors{"y-", 0.69, 0.12, 0.09},
#endif
                             Floors{"b-", 0.87, 0.08, 0.05}, Floors{"e-", 0.68, 0.07, 0.04},
                             Floors{"u-", 0.76, 0.10, 0.04}),
                         [](const auto& made) { return made.param.half.substr(0, 1); });

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
