#include "domain/conversation/conversation.hpp"

#include <algorithm>

namespace heed {

namespace {

Event make(const Conversation& conversation, EventKind kind, UserId actor, Time at) {
    Event event;
    event.kind = kind;
    event.at = at;
    event.conversation = conversation.id;
    event.actor = actor;
    return event;
}

void wait_from(std::optional<Time>& since, Time written_at) {
    since = since ? std::min(*since, written_at) : written_at;
}

void nobody_waits(Conversation& c) {
    c.waiting_since.reset();
    c.later_waiting_since.reset();
    c.unanswered = c.later_unanswered = 0;
    for (auto& post : c.customer_posts)
        post.waits = post.later = false;
}

/// Only what came later still waits.
void answered_so_far(Conversation& c, ReplyId by) {
    c.waiting_since = c.later_waiting_since;
    c.unanswered = c.later_unanswered;
    for (auto& post : c.customer_posts) {
        if (!post.waits || post.later) continue;
        post.waits = false;
        post.answered_by = by;
    }
}

/// What a reply would have answered waits again. Another reply that is still on its way does not
/// end this wait when it arrives.
void waits_again(Conversation& c, ReplyId reply, Time since) {
    wait_from(c.waiting_since, since);
    c.unanswered = std::max(c.unanswered, 1);
    for (auto& post : c.customer_posts) {
        const bool elsewhere = post.answered_by && post.answered_by != reply;
        if (post.written_at < since || elsewhere) continue;
        post.waits = true;
        post.later = post.later || c.replies_pending > 0;
    }
    if (c.replies_pending == 0) return;
    wait_from(c.later_waiting_since, since);
    c.later_unanswered = std::max(c.later_unanswered, 1);
}

void apply_own_post(Conversation& c, const Event& event, Time newest_before) {
    if (c.replies_pending > 0) {
        // It may be the reply itself, seen before its delivery was noted: that one answers only
        // what stood before it was written.
        answered_so_far(c, {});
    } else if (event.written_at >= newest_before) {
        nobody_waits(c);
    } else if (c.waiting_since) {
        // It comes late, and something newer is here: perhaps what the customer said to it.
        c.waiting_since = std::max(*c.waiting_since, event.written_at);
    }
}

void apply_post(Conversation& c, const Event& event) {
    const auto newest_before = c.last_post_at;
    c.last_post_at = std::max(c.last_post_at, event.written_at);
    if (event.side == Side::us) apply_own_post(c, event, newest_before);
    if (event.side != Side::customer) return;
    wait_from(c.waiting_since, event.written_at);
    ++c.unanswered;
    wait_from(c.later_waiting_since, event.written_at);
    ++c.later_unanswered;
    c.customer_posts.push_back({event.post, event.written_at, true, true, {}});
}

/// One of several that waited is gone: the wait begins with the oldest that is left.
void one_less(const std::vector<CustomerPost>& posts, bool CustomerPost::*counted,
              std::optional<Time>& since, int& unanswered) {
    std::optional<Time> oldest;
    for (const auto& post : posts)
        if (post.*counted) wait_from(oldest, post.written_at);
    unanswered = oldest ? std::max(1, unanswered - 1) : 0;
    since = oldest ? std::max(oldest, since) : std::nullopt;
}

/// A post that nobody can read any more needs no answer. One that was answered already, or came so
/// late that nothing is known of it, changes nothing.
void apply_deletion(Conversation& c, const Event& event) {
    if (!deletes_what_waits(c, event)) return;
    const auto found = std::find_if(c.customer_posts.begin(), c.customer_posts.end(),
                                    [&](const auto& post) { return post.id == event.post; });
    if (found == c.customer_posts.end()) return;
    const auto post = *found;
    c.customer_posts.erase(found);
    if (!post.waits) return;
    one_less(c.customer_posts, &CustomerPost::waits, c.waiting_since, c.unanswered);
    if (!post.later) return;
    one_less(c.customer_posts, &CustomerPost::later, c.later_waiting_since, c.later_unanswered);
}

void apply_reply(Conversation& c, const Event& event) {
    switch (event.kind) {
        case EventKind::reply_queued:
            ++c.replies_pending;
            c.later_waiting_since.reset();
            c.later_unanswered = 0;
            for (auto& post : c.customer_posts)
                post.later = false;
            c.reply_state = ReplyState::waiting;
            break;
        case EventKind::reply_retried:
            ++c.replies_pending;
            c.reply_state = ReplyState::waiting;
            break;
        case EventKind::reply_held:
            c.reply_state = ReplyState::held;
            break;
        case EventKind::reply_approved:
            c.reply_state = ReplyState::waiting;
            break;
        case EventKind::reply_returned:
        case EventKind::reply_cancelled:
            // One that had failed was not on its way any more ("dismissed").
            if (event.kind == EventKind::reply_returned || event.detail != "failed") {
                c.replies_pending = std::max(0, c.replies_pending - 1);
            }
            c.reply_state = ReplyState::none;
            if (event.written_at != Time{}) waits_again(c, event.reply, event.written_at);
            break;
        case EventKind::reply_sending:
            c.reply_state = ReplyState::sending;
            break;
        case EventKind::reply_sent:
            c.replies_pending = std::max(0, c.replies_pending - 1);
            answered_so_far(c, event.reply);
            c.reply_state = ReplyState::sent;
            c.last_post_at = std::max(c.last_post_at, event.written_at);
            break;
        case EventKind::reply_failed:
            c.replies_pending = std::max(0, c.replies_pending - 1);
            [[fallthrough]];
        case EventKind::reply_vanished:
            c.reply_state = ReplyState::failed;
            waits_again(c, event.reply, event.written_at);
            break;
        default:
            c.reply_state = ReplyState::seen;
            break;
    }
}

}  // namespace

void apply(Conversation& c, const Event& event) {
    ++c.version;
    switch (event.kind) {
        case EventKind::conversation_opened:
            c.id = event.conversation;
            c.opened_at = event.written_at;
            break;
        case EventKind::post_received:
            apply_post(c, event);
            break;
        case EventKind::post_deleted:
            apply_deletion(c, event);
            break;
        case EventKind::claimed:
        case EventKind::assigned:
            c.owner = event.person;
            break;
        case EventKind::released:
            c.owner = {};
            break;
        case EventKind::reply_queued:
        case EventKind::reply_cancelled:
        case EventKind::reply_sending:
        case EventKind::reply_sent:
        case EventKind::reply_seen:
        case EventKind::reply_failed:
        case EventKind::reply_vanished:
        case EventKind::reply_retried:
        case EventKind::reply_held:
        case EventKind::reply_approved:
        case EventKind::reply_returned:
            apply_reply(c, event);
            break;
        case EventKind::resolved:
            c.state = ConversationState::resolved;
            c.resolved_reason = event.detail;
            // A named reason other than an answer ends the wait: it was decided to say nothing.
            if (event.detail != name_of(ResolveReason::answered)) nobody_waits(c);
            break;
        case EventKind::reopened:
            c.state = ConversationState::open;
            c.resolved_reason.clear();
            break;
        default:
            break;
    }
}

std::string_view name_of(ResolveReason reason) {
    switch (reason) {
        case ResolveReason::answered:
            return "answered";
        case ResolveReason::no_answer_needed:
            return "no_answer_needed";
        case ResolveReason::spam:
            return "spam";
        case ResolveReason::duplicate:
            return "duplicate";
        case ResolveReason::answered_elsewhere:
            return "answered_elsewhere";
        case ResolveReason::not_about_us:
            return "not_about_us";
    }
    return "answered";
}

bool deletes_what_waits(const Conversation& c, const Event& event) {
    return event.kind == EventKind::post_deleted && event.side == Side::customer &&
           c.waiting_since && c.version <= history_events_max;
}

bool needs_reply(const Conversation& c) {
    return c.state == ConversationState::open && c.waiting_since && c.replies_pending == 0;
}

Result<Events> claim(const Conversation& c, UserId actor, Time at, bool take_over) {
    if (c.owner == actor) return Events{};
    if (c.owner && !take_over) return fail(ErrorCode::conflict, "A colleague holds this one.");
    auto event = make(c, EventKind::claimed, actor, at);
    event.person = actor;
    return Events{event};
}

Result<Events> assign(const Conversation& c, UserId actor, UserId to, Time at) {
    if (to == actor) return claim(c, actor, at, true);
    if (c.owner == to) return Events{};
    auto event = make(c, EventKind::assigned, actor, at);
    event.person = to;
    return Events{event};
}

Result<Events> release(const Conversation& c, UserId actor, Time at) {
    if (!c.owner) return Events{};
    auto event = make(c, EventKind::released, actor, at);
    event.person = c.owner;
    return Events{event};
}

Result<Events> resolve(const Conversation& c, UserId actor, std::optional<ResolveReason> reason,
                       Time at) {
    if (c.state == ConversationState::resolved) return Events{};
    const auto why = reason.value_or(ResolveReason::answered);
    const bool left_waiting = c.replies_pending > 0 ? c.later_unanswered > 0 : needs_reply(c);
    if (left_waiting && why == ResolveReason::answered) {
        return fail(ErrorCode::invalid,
                    "The customer waits for an answer: answer, or say why none is given "
                    "(no_answer_needed, spam, duplicate, answered_elsewhere or not_about_us).",
                    "$.reason");
    }
    auto event = make(c, EventKind::resolved, actor, at);
    event.detail = name_of(why);
    return Events{event};
}

Result<Events> reopen(const Conversation& c, UserId actor, std::string_view why, Time at) {
    if (c.state == ConversationState::open) return Events{};
    auto event = make(c, EventKind::reopened, actor, at);
    event.detail = why;
    return Events{event};
}

Result<Events> queue_reply(const Conversation& c, UserId actor, ReplyId reply, RoomId room,
                           Time at) {
    Events events;
    if (c.state == ConversationState::resolved) {
        auto reopened = make(c, EventKind::reopened, actor, at);
        reopened.detail = "a reply was written";
        events.push_back(reopened);
    }
    if (c.owner != actor) {
        auto claimed = make(c, EventKind::claimed, actor, at);
        claimed.person = actor;
        events.push_back(claimed);
    }
    auto queued = make(c, EventKind::reply_queued, actor, at);
    queued.reply = reply;
    queued.room = room;
    queued.written_at =
        (c.replies_pending > 0 ? c.later_waiting_since : c.waiting_since).value_or(Time{});
    events.push_back(queued);
    return events;
}

}  // namespace heed
