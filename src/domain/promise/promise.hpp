#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/result.hpp"
#include "domain/event.hpp"

/// What we told a customer we would do: with an owner and a date, and what became of it.
namespace heed {

using PromiseId = Id<struct PromiseTag>;

enum class PromiseState {
    open,
    kept,
    broken,   ///< it fell due, or somebody said so; it stays broken, though it may be made good
    released  ///< the customer let us off
};
[[nodiscard]] std::string_view name_of(PromiseState state);
/// An unknown name reads as open.
[[nodiscard]] PromiseState promise_state(std::string_view name);

inline constexpr std::size_t promise_bytes_max = 1000;
inline constexpr Millis promise_due_max = std::chrono::days{730};

struct Promise {
    PromiseId id;
    ConversationId conversation;
    CustomerId customer;
    ReplyId reply;      ///< it was made in, if known
    std::string topic;  ///< of the matter; may be empty
    std::string what;   ///< in our words
    UserId owner;
    Time due_at;
    PromiseState state = PromiseState::open;
    UserId made_by;
    Time made_at;
    std::string evidence;
    UserId closed_by;  ///< none: it fell due
    Time closed_at;
    Time made_good_at;
    Time remind_at;  ///< never: no reminder is to come
    long long version = 1;

    friend bool operator==(const Promise&, const Promise&) = default;
};

/// What is left out stays.
struct PromiseChange {
    std::optional<PromiseState> state;
    std::optional<std::string> what, evidence;
    std::optional<Time> due_at;
    std::optional<UserId> owner;
};

/// A quarter of the time before it falls due, at least a quarter of an hour and at most a day
/// before; at once when there is less.
[[nodiscard]] Time reminder_of(Time made_at, Time due_at);

/// `invalid` with the field when it says nothing, too much, or falls due in the past or in years.
[[nodiscard]] Status check(const Promise& promise, Time now);

/// Changes it and says what happened (promise_changed, promise_kept, promise_broken,
/// promise_released). `invalid` for what is missing or wrong, `conflict` where it is too late:
/// what was kept, broken or released stays so, but a broken one can be made good, and one whose day
/// has not come can be opened again.
[[nodiscard]] Result<EventKind> change(Promise& promise, const PromiseChange& change, UserId actor,
                                       Time now);

/// Its day has passed: it is broken.
void fall_due(Promise& promise, Time now);

/// Broken, and not made good.
[[nodiscard]] bool weighs(const Promise& promise);

}  // namespace heed
