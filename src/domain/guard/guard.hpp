#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "domain/coach/coach.hpp"
#include "domain/role.hpp"

/// What the desk does with what the coach says: which remarks keep a reply from leaving, and for
/// whom. The coach gives opinions; only this decides.
namespace heed {

enum class GuardAction { free, second_person, block };
[[nodiscard]] std::string_view name_of(GuardAction action);
/// An unknown name reads as the strictest.
[[nodiscard]] GuardAction guard_action(std::string_view name);

struct GuardRule {
    std::optional<Role> role;  ///< none: every role
    ChannelId channel;         ///< none: every channel
    GuardAction stop = GuardAction::block;
    GuardAction ask = GuardAction::free;
    GuardAction hint = GuardAction::free;
    bool all_wait = false;     ///< every reply waits for a second person
    bool may_override = true;  ///< these people may send what is blocked, with a reason

    [[nodiscard]] GuardAction of(Grade grade) const;
    friend bool operator==(const GuardRule&, const GuardRule&) = default;
};

inline constexpr std::size_t guard_rules_max = 500;

struct GuardPolicy {
    std::vector<GuardRule> rules;

    /// What a new desk begins with: nothing that must stop leaves without a reason, and every reply
    /// of a trainee waits.
    [[nodiscard]] static GuardPolicy preset();
    /// The most exact rule decides: role and channel, role, channel, everybody. Without any rule
    /// that fits, a plain `GuardRule`.
    [[nodiscard]] GuardRule rule_for(Role role, ChannelId channel) const;
};

/// `invalid` for two rules of the same people and channel, for a viewer's, and for too many.
[[nodiscard]] Status check(const GuardPolicy& policy);

/// What is different, for who reads it later: a line for each rule, such as
/// "trainee: ask free -> second_person, all_wait yes -> no". Channels by id, "everybody" without a
/// role; a rule is "added" with all it says, or "removed".
[[nodiscard]] std::string changes(const GuardPolicy& from, const GuardPolicy& to);

enum class GuardState { free, needs_approval, blocked };

struct GuardVerdict {
    GuardState state = GuardState::free;
    std::vector<std::size_t> decided = {};  ///< places of the remarks that decided
    bool may_override = false;              ///< of what is blocked
    bool all_wait = false;                  ///< whatever it says, it waits
    bool second_person = false;             ///< a remark wants one, also where another blocks
};

/// A remark whose rule begins with this wants a second person, whatever the policy says.
inline constexpr std::string_view second_person_rule = "attachment.explicit";

[[nodiscard]] GuardVerdict judge(const GuardRule& rule, const std::vector<Advice>& advice);

/// Why, for a person; empty when it is free. In English or German ("de").
[[nodiscard]] std::string sentence(const GuardVerdict& verdict, std::string_view language);

}  // namespace heed
