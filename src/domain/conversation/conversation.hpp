#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/event.hpp"

namespace heed {

enum class ConversationState { open, resolved };

/// A conversation of more events than this is not folded again from the first: there a deletion
/// leaves the wait as it is, which errs on the side of an answer too many.
inline constexpr long long history_events_max = 5000;

/// One post of the customer, as the wait sees it.
struct CustomerPost {
    PostId id;
    Time written_at;
    bool waits = true;
    bool later = true;    ///< came after the last reply was written
    ReplyId answered_by;  ///< none: by an own post, or it was decided to say nothing
};

/// One matter with one customer, as far as decisions need it. Everything here follows from the
/// events alone: `heed check` folds them again and compares.
struct Conversation {
    ConversationId id;
    ConversationState state = ConversationState::open;
    UserId owner;
    Time opened_at;

    /// When the customer wrote the oldest post that we have not answered; empty: nobody waits.
    std::optional<Time> waiting_since;
    int unanswered = 0;  ///< the customer's posts since our last answer

    /// What came after the last reply was written: it answers only what stood before it, so these
    /// will be left when it has arrived.
    std::optional<Time> later_waiting_since;
    int later_unanswered = 0;
    int replies_pending = 0;                    ///< held, waiting or sending
    ReplyState reply_state = ReplyState::none;  ///< of the reply that last moved

    Time last_post_at;
    std::string resolved_reason;
    long long version = 0;  ///< how many events made it

    /// What a deletion has to know: which posts wait. It is not stored, so only a conversation that
    /// was folded from its first event has it whole.
    std::vector<CustomerPost> customer_posts;
};

/// Folds one event into the state. Events of other conversations must not be given, and a
/// `deletes_what_waits` only to a conversation that was folded from its first event.
void apply(Conversation& conversation, const Event& event);

/// Whether the event can end a wait that only the whole history knows.
[[nodiscard]] bool deletes_what_waits(const Conversation& conversation, const Event& event);

/// Why a conversation is closed. `answered` is right only when nobody waits.
enum class ResolveReason {
    answered,
    no_answer_needed,
    spam,
    duplicate,
    answered_elsewhere,
    not_about_us,
};

[[nodiscard]] std::string_view name_of(ResolveReason reason);

/// Whether the customer waits and no reply is on its way.
[[nodiscard]] bool needs_reply(const Conversation& conversation);

// The verbs. Each looks at the state and says what happens, or why it cannot. None changes the
// state: the caller applies the events. `at` is now.

/// A person takes it. `conflict` when a colleague holds it, unless `take_over`.
[[nodiscard]] Result<Events> claim(const Conversation& conversation, UserId actor, Time at,
                                   bool take_over);
/// A person hands it to a colleague.
[[nodiscard]] Result<Events> assign(const Conversation& conversation, UserId actor, UserId to,
                                    Time at);
/// Nobody's any more. Nothing happens when it was nobody's.
[[nodiscard]] Result<Events> release(const Conversation& conversation, UserId actor, Time at);
/// Closes it. While the customer waits a reason other than `answered` is required (`invalid`,
/// field $.reason), unless a reply is on its way.
[[nodiscard]] Result<Events> resolve(const Conversation& conversation, UserId actor,
                                     std::optional<ResolveReason> reason, Time at);
/// Opens it again. Nothing happens when it is open.
[[nodiscard]] Result<Events> reopen(const Conversation& conversation, UserId actor,
                                    std::string_view why, Time at);
/// A reply is written. Whoever answers owns the conversation from then on; a resolved one opens.
[[nodiscard]] Result<Events> queue_reply(const Conversation& conversation, UserId actor,
                                         ReplyId reply, RoomId room, Time at);

}  // namespace heed
