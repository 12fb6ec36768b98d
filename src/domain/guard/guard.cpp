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

std::string_view yes_or_no(bool value) {
    return value ? "yes" : "no";
}

struct Said {
    std::string_view field, value;
};

std::array<Said, 5> said_by(const GuardRule& rule) {
    return {Said{"stop", name_of(rule.stop)}, Said{"ask", name_of(rule.ask)},
            Said{"hint", name_of(rule.hint)}, Said{"all_wait", yes_or_no(rule.all_wait)},
            Said{"may_override", yes_or_no(rule.may_override)}};
}

std::string who_and_where(const GuardRule& rule) {
    std::string words{rule.role ? name_of(*rule.role) : "everybody"};
    if (rule.channel) words += " " + to_string(rule.channel);
    return words;
}

std::string whole(const GuardRule& rule) {
    std::string words;
    for (const auto& one : said_by(rule))
        words += fmt::format("{}{} {}", words.empty() ? "" : ", ", one.field, one.value);
    return words;
}

std::string difference(const GuardRule& from, const GuardRule& to) {
    const auto before = said_by(from);
    const auto after = said_by(to);
    std::string words;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (before[i].value == after[i].value) continue;
        words += fmt::format("{}{} {} -> {}", words.empty() ? "" : ", ", after[i].field,
                             before[i].value, after[i].value);
    }
    return words;
}

const GuardRule* same_place(const GuardPolicy& policy, const GuardRule& rule) {
    for (const auto& one : policy.rules) {
        if (one.role == rule.role && one.channel == rule.channel) return &one;
    }
    return nullptr;
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

std::string changes(const GuardPolicy& from, const GuardPolicy& to) {
    std::string lines;
    const auto add = [&](const GuardRule& rule, const std::string& what) {
        if (what.empty()) return;
        lines += (lines.empty() ? "" : "\n") + who_and_where(rule) + ": " + what;
    };
    for (const auto& rule : to.rules) {
        const auto* before = same_place(from, rule);
        add(rule, before != nullptr ? difference(*before, rule) : "added, " + whole(rule));
    }
    for (const auto& rule : from.rules) {
        if (same_place(to, rule) == nullptr) add(rule, "removed");
    }
    return lines;
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
