#include "domain/guard/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace heed {

namespace {

constexpr std::array<std::string_view, 3> action_names = {"free", "second_person", "block"};

/// Of two rules that fit, the one with more of these decides.
int exactness(const GuardRule& rule) {
    return (rule.role ? 2 : 0) + (rule.channel ? 1 : 0);
}

bool fits(const GuardRule& rule, Role role, ChannelId channel) {
    return (!rule.role || *rule.role == role) && (!rule.channel || rule.channel == channel);
}

GuardAction action_for(const GuardRule& rule, const Advice& advice) {
    if (advice.rule.starts_with(second_person_rule)) return GuardAction::second_person;
    return rule.of(advice.grade);
}

}  // namespace

std::string_view name_of(GuardAction action) {
    return action_names[static_cast<std::size_t>(action)];
}

GuardAction guard_action(std::string_view name) {
    const auto found = std::find(action_names.begin(), action_names.end(), name);
    return found == action_names.end() ? GuardAction::block
                                       : static_cast<GuardAction>(found - action_names.begin());
}

GuardAction GuardRule::of(Grade grade) const {
    switch (grade) {
        case Grade::stop:
            return stop;
        case Grade::ask:
            return ask;
        case Grade::hint:
            return hint;
    }
    return stop;
}

GuardPolicy GuardPolicy::preset() {
    GuardRule trainee;
    trainee.role = Role::trainee;
    trainee.all_wait = true;
    trainee.may_override = false;
    return {{trainee, GuardRule{}}};
}

GuardRule GuardPolicy::rule_for(Role role, ChannelId channel) const {
    const GuardRule* best = nullptr;
    for (const auto& rule : rules) {
        if (!fits(rule, role, channel)) continue;
        if (best == nullptr || exactness(rule) > exactness(*best)) best = &rule;
    }
    return best == nullptr ? GuardRule{} : *best;
}

Status check(const GuardPolicy& policy) {
    if (policy.rules.size() > guard_rules_max) {
        return fail(ErrorCode::too_large,
                    fmt::format("A guard has at most {} rules.", guard_rules_max), "$.rules");
    }
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        const auto& rule = policy.rules[i];
        if (rule.role == Role::viewer) {
            return fail(ErrorCode::invalid, "is of viewers, who send nothing",
                        fmt::format("$.rules[{}].role", i));
        }
        for (std::size_t k = 0; k < i; ++k) {
            const auto& other = policy.rules[k];
            if (other.role == rule.role && other.channel == rule.channel) {
                return fail(ErrorCode::invalid, "is the second rule of these people there",
                            fmt::format("$.rules[{}]", i));
            }
        }
    }
    return {};
}

GuardVerdict judge(const GuardRule& rule, const std::vector<Advice>& advice) {
    GuardVerdict verdict;
    verdict.all_wait = rule.all_wait;
    auto gravest = rule.all_wait ? GuardAction::second_person : GuardAction::free;
    for (std::size_t i = 0; i < advice.size(); ++i) {
        const auto action = action_for(rule, advice[i]);
        if (action == GuardAction::second_person) verdict.second_person = true;
        if (action == GuardAction::free || action < gravest) continue;
        if (action > gravest) verdict.decided.clear();
        gravest = action;
        verdict.decided.push_back(i);
    }
    if (gravest == GuardAction::second_person) verdict.state = GuardState::needs_approval;
    if (gravest == GuardAction::block) {
        verdict.state = GuardState::blocked;
        verdict.may_override = rule.may_override;
    }
    return verdict;
}

std::string sentence(const GuardVerdict& verdict, std::string_view language) {
    const bool german = language == "de";
    switch (verdict.state) {
        case GuardState::free:
            return {};
        case GuardState::needs_approval:
            if (verdict.decided.empty()) {
                return german ? "Diese Antworten liest zuerst eine Kollegin oder ein Kollege."
                              : "A colleague reads these replies first.";
            }
            return german ? "Das soll zuerst eine Kollegin oder ein Kollege sehen."
                          : "A colleague should see this first.";
        case GuardState::blocked:
            return german ? "So sollte das nicht hinausgehen: siehe die Hinweise."
                          : "This should not leave as it is: see the remarks.";
    }
    return {};
}

}  // namespace heed
