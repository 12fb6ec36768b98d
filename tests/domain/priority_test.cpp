#include "domain/priority/priority.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/judgement/correction.hpp"

namespace heed {
namespace {

PriorityFacts complaint(int severity, double anger = 0) {
    PriorityFacts facts;
    facts.matter.judged = true;
    facts.matter.intent = Intent::complaint;
    facts.matter.severity = severity;
    facts.matter.anger = anger;
    facts.matter.needs_answer = true;
    return facts;
}

TEST(Priority, EachFactorCountsAsItsWeightSays) {
    struct Case {
        const char* name;
        PriorityFacts facts;
        PriorityFactorKind kind;
        int minutes;
    };
    const auto with = [](auto change) {
        auto facts = PriorityFacts{};
        change(facts);
        return facts;
    };
    const auto only = [&](Intent intent) {
        return with([&](auto& f) {
            f.matter.judged = true;
            f.matter.intent = intent;
        });
    };
    using Kind = PriorityFactorKind;
    const Case cases[] = {
        {"a nuisance", complaint(1), Kind::severity, 20},
        {"costs something", complaint(2), Kind::severity, 60},
        {"grave", complaint(3), Kind::severity, 120},
        {"very angry", with([](auto& f) { f.matter.anger = 1; }), Kind::anger, 60},
        {"half angry", with([](auto& f) { f.matter.anger = 0.75; }), Kind::anger, 30},
        {"afraid", with([](auto& f) { f.matter.fear = 1; }), Kind::fear, 90},
        {"a thousand followers", with([](auto& f) { f.followers = 10'000; }), Kind::reach, 10},
        {"a million", with([](auto& f) { f.followers = 1'000'000; }), Kind::reach, 30},
        {"a billion is no more", with([](auto& f) { f.followers = 1'000'000'000; }), Kind::reach,
         30},
        {"tried once", with([](auto& f) { f.earlier_tries = 1; }), Kind::earlier_tries, 20},
        {"tried often", with([](auto& f) { f.earlier_tries = 9; }), Kind::earlier_tries, 60},
        {"regular", with([](auto& f) { f.marks.value = CustomerValue::regular; }),
         Kind::customer_value, 15},
        {"high value", with([](auto& f) { f.marks.value = CustomerValue::high; }),
         Kind::customer_value, 30},
        {"vulnerable", with([](auto& f) { f.marks.vulnerable = true; }), Kind::vulnerable, 90},
        {"influential", with([](auto& f) { f.marks.influential = true; }), Kind::influence, 30},
        {"a broken promise", with([](auto& f) { f.broken_promises = 1; }), Kind::broken_promise,
         45},
        {"many of them", with([](auto& f) { f.broken_promises = 9; }), Kind::broken_promise, 90},
        {"asks", only(Intent::question), Kind::request, 10},
        {"praises", only(Intent::praise), Kind::no_answer_needed, -120},
    };
    for (const auto& each : cases) {
        SCOPED_TRACE(each.name);
        const auto priority = prioritise(each.facts, {});
        ASSERT_EQ(priority.factors.size(), 1U);
        EXPECT_EQ(priority.factors[0].kind, each.kind);
        EXPECT_EQ(priority.factors[0].minutes, each.minutes);
        EXPECT_FALSE(priority.factors[0].reason.empty());
        EXPECT_EQ(priority.head_start, each.minutes);
        EXPECT_FALSE(priority.capped);
    }
}

TEST(Priority, WhatSaysNothingGivesNothing) {
    PriorityFacts calm;
    calm.matter.anger = 0.5;
    calm.followers = 999;
    auto unsure = PriorityFacts{};
    unsure.matter.judged = true;
    unsure.matter.unsure = true;  // somebody has to look: it is not put back
    auto severe_praise = PriorityFacts{};
    severe_praise.matter.severity = 3;  // a severity without a complaint is no severity
    for (const auto& facts : {PriorityFacts{}, calm, unsure, severe_praise})
        EXPECT_TRUE(prioritise(facts, {}).factors.empty());
}

TEST(Priority, TheMostDecisiveFactorComesFirstAndTheSumIsBounded) {
    auto facts = complaint(3, 1);
    facts.matter.fear = 1;
    facts.marks.vulnerable = true;
    facts.followers = 50'000'000;
    const auto priority = prioritise(facts, {});
    EXPECT_TRUE(priority.capped);
    EXPECT_EQ(priority.head_start, PriorityWeights{}.head_start_max);
    EXPECT_TRUE(std::is_sorted(priority.factors.begin(), priority.factors.end(),
                               [](const auto& a, const auto& b) { return a.minutes > b.minutes; }));
}

/// The floor: whatever anybody says or is, nobody is overtaken by somebody who wrote more than the
/// bound later; and reach alone moves a place by no more than its own weight.
TEST(Priority, NobodyStarves) {
    std::mt19937 random(7);
    const auto share = [&] { return std::uniform_real_distribution<double>(0, 1)(random); };
    const auto any = [&] {
        PriorityFacts facts;
        facts.matter.judged = share() < 0.9;
        facts.matter.intent = static_cast<Intent>(random() % 5);
        facts.matter.severity = static_cast<int>(random() % 4);
        facts.matter.anger = share();
        facts.matter.fear = share();
        facts.matter.needs_answer = share() < 0.5;
        facts.followers = static_cast<long long>(random()) * 1000;
        facts.earlier_tries = static_cast<int>(random() % 20);
        facts.marks = {static_cast<CustomerValue>(random() % 3), share() < 0.5, share() < 0.5};
        return facts;
    };
    for (int i = 0; i < 2000; ++i) {
        PriorityWeights weights;
        for (auto& minutes : weights.minutes)
            minutes = static_cast<int>(random() % 500) * (minutes < 0 ? -1 : 1);
        weights.head_start_max = static_cast<int>(random() % 600);
        ASSERT_TRUE(check(weights));
        const auto early = prioritise(any(), weights).head_start;
        const auto late = prioritise(any(), weights).head_start;
        // The later one wrote 2 bounds later: a head start of one bound at most, and the earlier
        // one put back by one bound at most.
        EXPECT_LE(-early, 2 * weights.head_start_max - late);

        auto small = any();
        auto large = small;
        small.followers = 1;
        large.followers = 100'000'000;
        EXPECT_LE(prioritise(large, weights).head_start - prioritise(small, weights).head_start,
                  weights.of(PriorityFactorKind::reach));
    }
}

TEST(Priority, WeightsAreCheckedAndKept) {
    PriorityWeights weights;
    weights.set(PriorityFactorKind::reach, 0);
    weights.head_start_max = 77;
    EXPECT_EQ(weights_from_text(to_text(weights)), weights);
    EXPECT_EQ(weights_from_text(""), PriorityWeights{});
    EXPECT_EQ(weights_from_text("reach=zero head_start_max= anger"), PriorityWeights{});
    EXPECT_EQ(weights_from_text("reach=-5"), PriorityWeights{});
    for (const auto& [kind, minutes] : {std::pair{PriorityFactorKind::anger, -1},
                                        {PriorityFactorKind::anger, 1441},
                                        {PriorityFactorKind::no_answer_needed, 1},
                                        {PriorityFactorKind::no_answer_needed, -1441}}) {
        auto wrong = PriorityWeights{};
        wrong.set(kind, minutes);
        const auto said = check(wrong);
        ASSERT_FALSE(said);
        EXPECT_EQ(said.error().field, "$." + std::string(name_of(kind)));
    }
}

TEST(Matter, TakesTheGravestOfEach) {
    Judgement kind_word;
    kind_word.intent = Intent::praise;
    kind_word.language = "en";
    Judgement trouble;
    trouble.intent = Intent::complaint;
    trouble.severity = 2;
    trouble.anger = 0.8;
    trouble.needs_answer = true;
    trouble.topics = {{"delivery", 0.9}, {"staff_service", 0.4}};
    trouble.language = "de";
    Matter matter;
    add(matter, kind_word);
    EXPECT_EQ(matter.intent, Intent::praise);
    add(matter, trouble);
    add(matter, kind_word);
    EXPECT_EQ(matter.intent, Intent::complaint);
    EXPECT_EQ(matter.severity, 2);
    EXPECT_EQ(matter.anger, 0.8);
    EXPECT_TRUE(matter.needs_answer);
    EXPECT_EQ(matter.topics, (std::vector<std::string>{"delivery", "staff_service"}));
    EXPECT_EQ(matter.language, "en");
    for (int i = 0; i < 20; ++i) {
        Judgement more;
        more.topics = {{"topic" + std::to_string(i), 1}};
        add(matter, more);
    }
    EXPECT_EQ(matter.topics.size(), matter_topics_max);
}

TEST(Correcting, ChangesWhatWasSaidAndNothingElse) {
    Judgement was;
    was.intent = Intent::complaint;
    was.severity = 3;
    was.anger = 0.4;
    was.unsure = true;
    was.topics = {{"delivery", 0.5}};
    Correction said;
    EXPECT_TRUE(said.says_nothing());
    said.intent = Intent::question;
    auto is = corrected(was, said);
    EXPECT_EQ(is.intent, Intent::question);
    EXPECT_EQ(is.intent_confidence, 1);
    EXPECT_EQ(is.severity, 0);  // a question has none
    EXPECT_EQ(is.anger, 0.4);
    EXPECT_EQ(is.topics, was.topics);
    EXPECT_FALSE(is.unsure);
    EXPECT_EQ(is.layer, corrected_layer);

    said = {};
    said.topics = std::vector<std::string>(topics_max + 3, "food_hygiene");
    said.severity = 9;
    is = corrected(was, said);
    EXPECT_EQ(is.severity, severity_max);
    EXPECT_EQ(is.topics.size(), topics_max);
    EXPECT_EQ(is.intent, Intent::complaint);
}

}  // namespace
}  // namespace heed
