#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/words.hpp"

namespace heed {

/// What can happen. The names are stored and sent as they stand here; none is ever renamed.
enum class EventKind {
    conversation_opened,
    post_received,
    post_edited,
    post_deleted,
    room_opened,
    claimed,
    released,
    assigned,
    note_added,
    reply_queued,
    reply_cancelled,
    reply_sending,
    reply_sent,
    reply_seen,
    reply_failed,
    reply_vanished,  ///< the network took it, but nobody can see it
    reply_retried,
    resolved,
    reopened,
    profile_changed,
    channel_connected,
    channel_state_changed,
    channel_disconnected,
    user_added,
    user_changed,
    post_judged,          ///< the better model thinks otherwise than the first
    judgement_corrected,  ///< a person said what a post really is
    customer_marked,
    weights_changed,
    topics_changed,
    term_added,
    term_changed,
    term_removed,
    brought_in,   ///< a post that did not address us entered the inbox
    quiet_added,  ///< an account is not approached unasked any more
    quiet_removed,
    reply_held,  ///< waits for a second person
    reply_approved,
    reply_returned,     ///< given back to its writer, with a note
    advice_overridden,  ///< a person sent what the guard blocks; detail: the rules and the reason
    guard_changed,
    outgoing_stopped,  ///< nothing leaves until it is resumed
    outgoing_resumed,
    promise_made,
    promise_changed,
    promise_due,  ///< soon; a reminder for its owner
    promise_kept,
    promise_broken,
    promise_released,
    remedy_asked,  ///< what would put it right?
    remedy_decided,
    remedy_followed,
    playbook_saved,
    playbook_confirmed,
    remark_marked,  ///< whether the coach had been right
};

[[nodiscard]] std::string_view name_of(EventKind kind);
[[nodiscard]] std::optional<EventKind> event_kind(std::string_view name);

/// One numbered fact. Flat on purpose: every kind uses a few of the fields, the rest are empty.
struct Event {
    long long seq = 0;  ///< given by the store, gapless, in order of commit
    Time at;            ///< when the desk learned of it
    EventKind kind = EventKind::conversation_opened;
    ConversationId conversation;
    PostId post;
    ReplyId reply;
    ChannelId channel;
    RoomId room;
    UserId actor;                ///< who did it; none: the network, the customer or the desk itself
    UserId person;               ///< whom of us it concerns: the new owner, the changed user
    Side side = Side::customer;  ///< whose post it was
    /// Of the post concerned, by the network's word. Of a reply: since when those wait whom only it
    /// answers, when that matters.
    Time written_at;
    std::string detail;  ///< reason, state or kind, in the words of the domain
};

using Events = std::vector<Event>;

}  // namespace heed
