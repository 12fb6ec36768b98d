#include "domain/guard/guard.hpp"

#include <gtest/gtest.h>

namespace heed {
namespace {

Advice remark(Grade grade, std::string rule = "tone.sarcasm") {
    Advice advice;
    advice.grade = grade;
    advice.rule = std::move(rule);
    return advice;
}

GuardRule rule(std::optional<Role> role, long long channel, GuardAction stop) {
    GuardRule made;
    made.role = role;
    made.channel.value = channel;
    made.stop = stop;
    return made;
}

TEST(Guard, TheMostExactRuleDecides) {
    const GuardPolicy policy{
        {rule({}, 0, GuardAction::block), rule({}, 7, GuardAction::second_person),
         rule(Role::lead, 0, GuardAction::free), rule(Role::agent, 7, GuardAction::free)}};
    struct Case {
        const char* name;
        Role role;
        long long channel;
        GuardAction stop;
    };
    const Case cases[] = {
        {"nobody's own rule", Role::agent, 1, GuardAction::block},
        {"the channel's", Role::owner, 7, GuardAction::second_person},
        {"the role's before the channel's", Role::lead, 7, GuardAction::free},
        {"the role's", Role::lead, 1, GuardAction::free},
        {"both", Role::agent, 7, GuardAction::free},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(policy.rule_for(one.role, ChannelId{one.channel}).stop, one.stop) << one.name;
    }
    EXPECT_EQ(GuardPolicy{}.rule_for(Role::agent, {}).stop, GuardAction::block);
}

TEST(Guard, TheGravestActionDecides) {
    GuardRule second;
    second.ask = GuardAction::second_person;
    GuardRule trainee;
    trainee.all_wait = true;
    trainee.may_override = false;
    struct Case {
        const char* name;
        GuardRule rule;
        std::vector<Advice> advice;
        GuardState state;
        std::size_t decided;
        bool may_override;
        bool second_person = false;
    };
    const std::string naked = std::string(second_person_rule) + ".likely";
    const Case cases[] = {
        {"nothing said", {}, {}, GuardState::free, 0, false},
        {"hints pass", {}, {remark(Grade::hint), remark(Grade::ask)}, GuardState::free, 0, false},
        {"stop blocks",
         {},
         {remark(Grade::hint), remark(Grade::stop)},
         GuardState::blocked,
         1,
         true},
        {"two block", {}, {remark(Grade::stop), remark(Grade::stop)}, GuardState::blocked, 2, true},
        {"ask wants a colleague",
         second,
         {remark(Grade::ask)},
         GuardState::needs_approval,
         1,
         false,
         true},
        {"the block wins",
         second,
         {remark(Grade::ask), remark(Grade::stop)},
         GuardState::blocked,
         1,
         true,
         true},
        {"the block wins whichever comes first",
         second,
         {remark(Grade::stop), remark(Grade::ask)},
         GuardState::blocked,
         1,
         true,
         true},
        {"all wait", trainee, {}, GuardState::needs_approval, 0, false},
        {"a trainee's stop", trainee, {remark(Grade::stop)}, GuardState::blocked, 1, false},
        {"an explicit picture",
         {},
         {remark(Grade::stop, naked)},
         GuardState::needs_approval,
         1,
         false,
         true},
        {"an explicit picture beside what blocks",
         {},
         {remark(Grade::stop, naked), remark(Grade::stop)},
         GuardState::blocked,
         1,
         true,
         true},
        {"what blocks beside an explicit picture",
         {},
         {remark(Grade::stop), remark(Grade::stop, naked)},
         GuardState::blocked,
         1,
         true,
         true},
    };
    for (const auto& one : cases) {
        const auto verdict = judge(one.rule, one.advice);
        EXPECT_EQ(verdict.state, one.state) << one.name;
        EXPECT_EQ(verdict.decided.size(), one.decided) << one.name;
        EXPECT_EQ(verdict.may_override, one.may_override) << one.name;
        EXPECT_EQ(verdict.second_person, one.second_person) << one.name;
        for (const auto* language : {"en", "de"}) {
            EXPECT_EQ(sentence(verdict, language).empty(), one.state == GuardState::free)
                << one.name;
        }
    }
}

TEST(Guard, ANewDeskBlocksWhatMustStopAndHoldsTrainees) {
    const auto policy = GuardPolicy::preset();
    ASSERT_TRUE(check(policy));
    EXPECT_EQ(judge(policy.rule_for(Role::agent, {}), {remark(Grade::stop)}).state,
              GuardState::blocked);
    EXPECT_EQ(judge(policy.rule_for(Role::owner, {}), {remark(Grade::ask)}).state,
              GuardState::free);
    EXPECT_EQ(judge(policy.rule_for(Role::trainee, {}), {}).state, GuardState::needs_approval);
}

TEST(Guard, RefusesRulesThatContradictEachOther) {
    EXPECT_EQ(
        check({{rule(Role::agent, 1, GuardAction::free), rule(Role::agent, 1, GuardAction::block)}})
            .error()
            .field,
        "$.rules[1]");
    EXPECT_EQ(check({{rule(Role::viewer, 0, GuardAction::free)}}).error().field, "$.rules[0].role");
    EXPECT_FALSE(check({std::vector<GuardRule>(guard_rules_max + 1)}));
}

TEST(Guard, SaysWhatWasChanged) {
    auto strict = GuardPolicy::preset();
    strict.rules[0].all_wait = false;
    strict.rules[0].ask = GuardAction::second_person;
    GuardPolicy smaller{{GuardRule{}, rule(Role::agent, 7, GuardAction::second_person)}};
    EXPECT_EQ(changes(strict, strict), "");
    EXPECT_EQ(changes(GuardPolicy::preset(), strict),
              "trainee: ask free -> second_person, all_wait yes -> no");
    EXPECT_EQ(changes(GuardPolicy::preset(), smaller),
              "agent " + to_string(ChannelId{7}) +
                  ": added, stop second_person, ask free, hint free, all_wait no, "
                  "may_override yes\ntrainee: removed");
}

TEST(Guard, ReadsItsNamesBack) {
    for (const auto action : {GuardAction::free, GuardAction::second_person, GuardAction::block}) {
        EXPECT_EQ(guard_action(name_of(action)), action);
    }
    EXPECT_EQ(guard_action("sometimes"), GuardAction::block);
}

}  // namespace
}  // namespace heed
