#include "app/replies.hpp"

#include <algorithm>

#include "app/conversations.hpp"
#include "app/remedies.hpp"
#include "app/reply_events.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

/// Whether an event means that a writer should look again before answering.
bool changes_the_thread(const Event& event, UserId writer) {
    switch (event.kind) {
        case EventKind::post_received:
        case EventKind::post_edited:
        case EventKind::post_deleted:
            return true;
        case EventKind::reply_queued:
            return event.actor != writer;
        default:
            return false;
    }
}

Status check_seen(Transaction& transaction, const Env& env, const NewReply& input) {
    if (!input.seen_version) return {};
    const auto since = transaction.events_since(input.conversation, *input.seen_version);
    const bool changed = std::any_of(since.begin(), since.end(), [&](const Event& event) {
        return changes_the_thread(event, env.actor);
    });
    if (!changed) return {};
    return fail(ErrorCode::conflict, "The conversation changed while you wrote. Look again first.",
                "If-Match");
}

Status check_text(const NewReply& input) {
    if (trim(input.text).empty() && input.media.empty()) {
        return fail(ErrorCode::invalid, "is empty; write something or add a picture", "$.text");
    }
    if (input.text.size() > reply_text_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 20000 bytes", "$.text");
    }
    if (input.media.size() > reply_media_max) {
        return fail(ErrorCode::invalid, "holds more than 10 pictures", "$.media_ids");
    }
    return {};
}

/// A reply into a channel that nobody serves would wait for ever.
Status check_connected(Transaction& transaction, ChannelId id) {
    const auto channel = transaction.channel(id);
    if (channel && channel->disconnected_at == Time{}) return {};
    return fail(ErrorCode::conflict, "The channel is disconnected. Connect it again first.");
}

Result<PostRecord> answered_post(Transaction& transaction, const NewReply& input) {
    auto post = input.in_reply_to ? transaction.post(input.in_reply_to)
                                  : transaction.last_customer_post(input.room);
    if (!post || post->conversation != input.conversation) {
        return fail(ErrorCode::invalid, "names no post of this conversation", "$.in_reply_to");
    }
    if (post->deleted_at != Time{}) {
        return fail(ErrorCode::conflict, "The customer took this post back; it cannot be answered.",
                    "$.in_reply_to");
    }
    return *post;
}

/// Colleagues take back each other's replies; a trainee only the own ones.
Status check_taker(Transaction& transaction, const Env& env, const ReplyRecord& reply) {
    if (reply.user == env.actor) return {};
    const auto user = transaction.user(env.actor);
    if (!user || at_least(user->role, Role::agent)) return {};
    return fail(ErrorCode::forbidden, "A trainee takes back only the own replies.");
}

}  // namespace

Result<ReplyRecord> queue_reply(Transaction& transaction, const Env& env, const NewReply& input,
                                Millis undo_window) {
    auto conversation = transaction.conversation(input.conversation);
    if (!conversation) return fail(ErrorCode::not_found, "There is no such conversation.");
    if (auto checked = check_text(input); !checked) return fail(checked.error());
    const auto room = transaction.room(input.room);
    if (!room || room->conversation != input.conversation) {
        return fail(ErrorCode::invalid, "names no room of this conversation", "$.room_id");
    }
    if (auto open = check_connected(transaction, room->channel); !open) return fail(open.error());
    if (auto seen = check_seen(transaction, env, input); !seen) return fail(seen.error());
    const auto post = answered_post(transaction, input);
    if (!post) return fail(post.error());
    for (const auto id : input.media) {
        if (!transaction.media(id)) {
            return fail(ErrorCode::invalid, "names a picture that was never uploaded",
                        "$.media_ids");
        }
    }

    ReplyRecord reply;
    reply.id = env.ids.next<ReplyId>(env.now);
    reply.conversation = input.conversation;
    reply.room = room->id;
    reply.channel = room->channel;
    reply.user = env.actor;
    reply.recipient = post->identity;
    reply.in_reply_to = post->id;
    reply.text = clean_utf8(input.text);
    reply.media = input.media;
    reply.created_at = env.now;
    reply.leaves_at = reply.next_attempt_at = env.now + undo_window;
    reply.held_because = input.held_because;
    reply.override_reason = input.override_reason;
    reply.ask_note = input.ask_note;
    const bool held = !reply.held_because.empty();
    reply.then_resolve = held && input.then_resolve;
    if (held) reply.state = ReplyState::held;

    auto queued = heed::queue_reply(conversation->state, env.actor, reply.id, room->id, env.now);
    if (!queued) return fail(queued.error());
    for (auto& event : *queued)
        event.channel = room->channel;
    if (held) {
        queued->push_back(reply_event(env, reply, EventKind::reply_held));
        queued->back().detail = reply.held_because;
    }
    transaction.save(reply);
    save_with(transaction, *conversation, std::move(*queued));
    if (input.then_resolve && !held) {
        auto resolved = resolve(conversation->state, env.actor, std::nullopt, env.now);
        if (!resolved) return fail(resolved.error());
        save_with(transaction, *conversation, std::move(*resolved));
    }
    transaction.erase_draft(input.conversation, env.actor);
    return reply;
}

Result<DraftRecord> take_back(Transaction& transaction, const Env& env, ReplyId id) {
    auto reply = transaction.reply(id);
    if (!reply) return fail(ErrorCode::not_found, "There is no such reply.");
    if (auto right = check_taker(transaction, env, *reply); !right) return fail(right.error());
    const bool failed = reply->state == ReplyState::failed;
    const bool here = reply->state == ReplyState::waiting || reply->state == ReplyState::held;
    if (!failed && (!here || reply->attempts > 0)) {
        return fail(ErrorCode::conflict,
                    "It has left, or may have left, and cannot be taken back.");
    }
    reply->state = ReplyState::cancelled;
    transaction.save(*reply);
    auto event = reply_event(env, *reply, EventKind::reply_cancelled);
    if (failed) {
        event.detail = "failed";  // who waited for it waits already
    } else {
        event.written_at = transaction.wait_answered_only_by(*reply).value_or(Time{});
    }
    if (auto done = happen_to(transaction, *reply, {event}); !done) return fail(done.error());
    reopen_if_resolved(transaction, env, *reply, "the reply was taken back");
    forget_remedy_asked(transaction, *reply);

    const auto draft = as_draft(transaction, env, *reply);
    transaction.save(draft);
    return draft;
}

DraftRecord as_draft(Transaction& transaction, const Env& env, const ReplyRecord& reply) {
    DraftRecord draft{reply.conversation, reply.user,  reply.room, reply.in_reply_to,
                      reply.text,         reply.media, env.now};
    // What was begun meanwhile is not thrown away.
    if (const auto begun = transaction.draft(reply.conversation, reply.user)) {
        if (!trim(begun->text).empty()) draft.text += "\n\n" + begun->text;
    }
    return draft;
}

Result<ReplyRecord> retry(Transaction& transaction, const Env& env, ReplyId id) {
    auto reply = transaction.reply(id);
    if (!reply) return fail(ErrorCode::not_found, "There is no such reply.");
    if (reply->state != ReplyState::failed) {
        return fail(ErrorCode::conflict, "Only a reply that failed can be sent again.");
    }
    if (auto open = check_connected(transaction, reply->channel); !open) return fail(open.error());
    reply->state = ReplyState::waiting;
    reply->attempts = 0;
    reply->next_attempt_at = reply->leaves_at = env.now;
    reply->error.clear();
    transaction.save(*reply);
    auto done =
        happen_to(transaction, *reply, {reply_event(env, *reply, EventKind::reply_retried)});
    if (!done) return fail(done.error());
    return *reply;
}

}  // namespace heed::app
