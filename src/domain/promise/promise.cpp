#include "domain/promise/promise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace heed {

namespace {

constexpr std::array<std::string_view, 4> state_names = {"open", "kept", "broken", "released"};

void close(Promise& promise, PromiseState state, UserId actor, Time now) {
    promise.state = state;
    promise.closed_by = actor;
    promise.closed_at = now;
    promise.remind_at = {};
}

Result<EventKind> open_again(Promise& promise, Time now) {
    if (promise.due_at <= now) {
        return fail(ErrorCode::conflict, "Its day has passed; give it another date as well.",
                    "$.state");
    }
    promise.state = PromiseState::open;
    promise.closed_by = {};
    promise.closed_at = promise.made_good_at = {};
    promise.remind_at = reminder_of(now, promise.due_at);
    return EventKind::promise_changed;
}

Result<EventKind> move_to(Promise& promise, PromiseState state, UserId actor, Time now) {
    if (state == PromiseState::open) return open_again(promise, now);
    if (promise.state == PromiseState::broken && state == PromiseState::kept) {
        promise.made_good_at = now;
        return EventKind::promise_kept;
    }
    if (promise.state != PromiseState::open) {
        return fail(ErrorCode::conflict, fmt::format("It is {} already.", name_of(promise.state)),
                    "$.state");
    }
    if (state == PromiseState::released && trim(promise.evidence).empty()) {
        return fail(ErrorCode::invalid, "is missing: say why nobody waits for it any more",
                    "$.evidence");
    }
    close(promise, state, actor, now);
    if (state == PromiseState::kept) return EventKind::promise_kept;
    return state == PromiseState::broken ? EventKind::promise_broken : EventKind::promise_released;
}

Status check_words(const Promise& promise) {
    if (trim(promise.what).empty()) {
        return fail(ErrorCode::invalid, "is empty: say what was promised", "$.what");
    }
    if (promise.what.size() > promise_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 1000 bytes", "$.what");
    }
    if (promise.evidence.size() > promise_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 1000 bytes", "$.evidence");
    }
    return {};
}

Status check_due(Time due_at, Time now) {
    if (due_at <= now) return fail(ErrorCode::invalid, "has passed already", "$.due_at");
    if (due_at > now + promise_due_max) {
        return fail(ErrorCode::invalid, "is more than two years away", "$.due_at");
    }
    return {};
}

}  // namespace

std::string_view name_of(PromiseState state) {
    return state_names[static_cast<std::size_t>(state)];
}

PromiseState promise_state(std::string_view name) {
    const auto found = std::find(state_names.begin(), state_names.end(), name);
    return found == state_names.end() ? PromiseState::open
                                      : static_cast<PromiseState>(found - state_names.begin());
}

Time reminder_of(Time made_at, Time due_at) {
    constexpr Millis least = std::chrono::minutes{15};
    constexpr Millis most = std::chrono::days{1};
    return std::max(made_at, due_at - std::clamp<Millis>((due_at - made_at) / 4, least, most));
}

Status check(const Promise& promise, Time now) {
    if (auto words = check_words(promise); !words) return words;
    return check_due(promise.due_at, now);
}

Result<EventKind> change(Promise& promise, const PromiseChange& wanted, UserId actor, Time now) {
    auto changed = promise;
    auto kind = EventKind::promise_changed;
    if (wanted.what) changed.what = clean_utf8(trim(*wanted.what));
    if (wanted.evidence) changed.evidence = clean_utf8(trim(*wanted.evidence));
    if (wanted.owner) changed.owner = *wanted.owner;
    if (wanted.due_at) {
        if (auto due = check_due(*wanted.due_at, now); !due) return fail(due.error());
        changed.due_at = *wanted.due_at;
        if (changed.state == PromiseState::open) {
            changed.remind_at = reminder_of(now, changed.due_at);
        }
    }
    if (auto words = check_words(changed); !words) return fail(words.error());
    if (wanted.state && *wanted.state != changed.state) {
        const auto moved = move_to(changed, *wanted.state, actor, now);
        if (!moved) return moved;
        kind = *moved;
    }
    ++changed.version;
    promise = std::move(changed);
    return kind;
}

void fall_due(Promise& promise, Time now) {
    close(promise, PromiseState::broken, {}, now);
    ++promise.version;
}

bool weighs(const Promise& promise) {
    return promise.state == PromiseState::broken && promise.made_good_at == Time{};
}

}  // namespace heed
