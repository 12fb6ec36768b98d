#include "app/replies.hpp"

#include <algorithm>

#include "app/answer_book.hpp"
#include "app/conversations.hpp"
#include "app/receive_posts.hpp"
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

Event reply_event(const Env& env, const ReplyRecord& reply, EventKind kind) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.conversation = reply.conversation;
    event.reply = reply.id;
    event.room = reply.room;
    event.channel = reply.channel;
    event.actor = env.actor;
    event.person = reply.user;
    return event;
}

/// Applies and saves events of one conversation together with its record.
Status happen(Transaction& transaction, ReplyRecord& reply, Events events) {
    auto conversation = transaction.conversation(reply.conversation);
    if (!conversation) return fail(ErrorCode::internal, "a reply without a conversation");
    save_with(transaction, *conversation, std::move(events));
    return {};
}

/// A conversation that counted on a reply that did not get out is open again.
void reopen_if_resolved(Transaction& transaction, const Env& env, const ReplyRecord& reply,
                        std::string_view why) {
    auto conversation = transaction.conversation(reply.conversation);
    if (!conversation) return;
    if (auto events = reopen(conversation->state, env.actor, why, env.now)) {
        save_with(transaction, *conversation, std::move(*events));
    }
}

/// Our account as an identity, made on its first post.
IdentityRecord own_identity(Transaction& transaction, const Env& env,
                            const ChannelRecord& channel) {
    const auto remote_id = channel.account_id.empty() ? to_string(channel.id) : channel.account_id;
    auto facts = transaction.load_intake(channel.id, channel.network, {{}, {remote_id}});
    const auto found = facts.identities.find(remote_id);
    if (found != facts.identities.end()) return found->second;
    IntakeChanges changes;
    changes.customers.push_back({env.ids.next<CustomerId>(env.now), channel.name, env.now});
    Author author;
    author.remote_id = remote_id;
    author.handle = channel.handle;
    author.name = channel.name;
    changes.identities.push_back({env.ids.next<IdentityId>(env.now), changes.customers.back().id,
                                  channel.network, author, env.now});
    transaction.save_intake(changes);
    return changes.identities.back();
}

/// The reply as a post. The listener may have brought it in first; then that one is ours.
PostRecord reply_as_post(Transaction& transaction, const Env& env, const ReplyRecord& reply,
                         const Delivery& delivery) {
    auto post = transaction.post(reply.channel, delivery.remote_id);
    const bool echoed = post.has_value();
    if (!echoed) {
        const auto channel = transaction.channel(reply.channel);
        const auto parent = transaction.post(reply.in_reply_to);
        post.emplace();
        post->id = env.ids.next<PostId>(env.now);
        post->channel = reply.channel;
        post->remote_id = delivery.remote_id;
        post->identity = own_identity(transaction, env, *channel).id;
        post->text = reply.text;
        post->in_reply_to = parent ? parent->remote_id : std::string{};
        post->thread_root = parent ? parent->thread_root : delivery.remote_id;
        post->url = delivery.url;
        post->written_at = post->received_at = env.now;
        for (const auto id : reply.media) {
            const auto media = transaction.media(id);
            if (!media) continue;
            post->media.push_back(
                {"media:" + to_string(id), media->mime, media->alt, media->width, media->height});
        }
    }
    post->conversation = reply.conversation;
    post->room = reply.room;
    post->user = reply.user;
    post->side = Side::us;
    if (echoed) {
        transaction.change_post(*post);
    } else {
        transaction.add(*post);
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

bool may_pass(ErrorCode code) {
    return code == ErrorCode::unavailable || code == ErrorCode::rate_limited ||
           code == ErrorCode::unauthenticated || code == ErrorCode::internal;
}

}  // namespace

Millis backoff_after(int attempts) {
    const int doublings = std::clamp(attempts, 1, 10);
    return std::min<Millis>(std::chrono::seconds{1LL << doublings}, reply_backoff_max);
}

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
    if (auto done = happen(transaction, *reply, {event}); !done) return fail(done.error());
    reopen_if_resolved(transaction, env, *reply, "the reply was taken back");

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
    auto done = happen(transaction, *reply, {reply_event(env, *reply, EventKind::reply_retried)});
    if (!done) return fail(done.error());
    return *reply;
}

Result<Outgoing> begin_delivery(Transaction& transaction, const Env& env, ReplyId id,
                                const std::string& delivery_key) {
    if (transaction.answers().outgoing_stop()) {
        return fail(ErrorCode::conflict, "Everything outgoing is stopped.");
    }
    auto reply = transaction.reply(id);
    const bool due = reply &&
                     (reply->state == ReplyState::waiting || reply->state == ReplyState::sending) &&
                     reply->next_attempt_at <= env.now;
    if (!due) return fail(ErrorCode::conflict, "not due any more");
    const bool first = reply->state == ReplyState::waiting && reply->attempts == 0;
    reply->state = ReplyState::sending;
    // A retry by hand keeps its key, so that it finds what an earlier attempt may have left.
    if (reply->delivery_key.empty()) reply->delivery_key = delivery_key;
    ++reply->attempts;
    reply->next_attempt_at = env.now + reply_attempt_lease;
    transaction.save(*reply);
    if (first) {
        auto done =
            happen(transaction, *reply, {reply_event(env, *reply, EventKind::reply_sending)});
        if (!done) return fail(done.error());
    }

    const auto room = transaction.room(reply->room);
    const auto post = transaction.post(reply->in_reply_to);
    const auto recipient = transaction.identity(reply->recipient);
    if (!room || !post || !recipient) return fail(ErrorCode::internal, "a reply to nowhere");
    Outgoing outgoing{reply->id,
                      reply->delivery_key,
                      reply->created_at,
                      room->kind,
                      reply->text,
                      post->language,
                      {},
                      post->remote_id,
                      post->thread_root,
                      recipient->author};
    for (const auto media_id : reply->media) {
        auto media = transaction.media(media_id);
        if (!media) continue;
        outgoing.images.push_back(
            {media->mime, std::move(media->bytes), media->alt, media->width, media->height});
    }
    return outgoing;
}

Status record_delivery(Transaction& transaction, const Env& env, ReplyId id,
                       const Delivery& delivery) {
    auto reply = transaction.reply(id);
    if (!reply) return fail(ErrorCode::not_found, "There is no such reply.");
    if (reply->state != ReplyState::sending) return {};
    const auto post = reply_as_post(transaction, env, *reply, delivery);
    reply->state = ReplyState::sent;
    reply->remote_id = delivery.remote_id;
    reply->post = post.id;
    reply->sent_at = env.now;
    reply->error.clear();
    transaction.save(*reply);

    auto conversation = transaction.conversation(reply->conversation);
    if (!conversation) return fail(ErrorCode::internal, "a reply without a conversation");
    if (env.now >= conversation->state.last_post_at) {
        conversation->last_post = post.id;
        conversation->preview = preview_of(post.text, preview_code_points_max);
        conversation->preview_by = Side::us;
    }
    auto event = reply_event(env, *reply, EventKind::reply_sent);
    event.post = post.id;
    event.side = Side::us;
    event.written_at = env.now;
    save_with(transaction, *conversation, {event});
    return {};
}

Status record_failure(Transaction& transaction, const Env& env, ReplyId id, const Error& error) {
    auto reply = transaction.reply(id);
    if (!reply) return fail(ErrorCode::not_found, "There is no such reply.");
    if (reply->state != ReplyState::sending) return {};
    reply->error = cut_utf8(clean_utf8(error.message), 1000);
    if (may_pass(error.code) && reply->attempts < reply_attempts_max) {
        const auto pause = std::max<Millis>(backoff_after(reply->attempts),
                                            std::chrono::seconds{error.retry_after_s});
        reply->state = ReplyState::waiting;
        reply->next_attempt_at = env.now + pause;
        transaction.save(*reply);
        auto event = reply_event(env, *reply, EventKind::reply_sending);
        event.detail = reply->error;
        return happen(transaction, *reply, {event});
    }
    reply->state = ReplyState::failed;
    transaction.save(*reply);
    auto event = reply_event(env, *reply, EventKind::reply_failed);
    event.detail = reply->error;
    const auto post = transaction.post(reply->in_reply_to);
    event.written_at = post ? post->written_at : reply->created_at;
    if (auto done = happen(transaction, *reply, {event}); !done) return done;
    reopen_if_resolved(transaction, env, *reply, "the reply did not get out");
    return {};
}

Status record_presence(Transaction& transaction, const Env& env, ReplyId id, bool visible) {
    auto reply = transaction.reply(id);
    if (!reply) return fail(ErrorCode::not_found, "There is no such reply.");
    if (reply->state != ReplyState::sent) return {};
    if (!visible) {
        reply->state = ReplyState::failed;
        reply->error = "The network took it, but it is not there for others to see.";
        transaction.save(*reply);
        auto event = reply_event(env, *reply, EventKind::reply_vanished);
        event.detail = reply->error;
        const auto post = transaction.post(reply->in_reply_to);
        event.written_at = post ? post->written_at : reply->created_at;
        if (auto done = happen(transaction, *reply, {event}); !done) return done;
        reopen_if_resolved(transaction, env, *reply, "the reply is not to be seen");
        return {};
    }
    reply->state = ReplyState::seen;
    reply->seen_at = env.now;
    transaction.save(*reply);
    return happen(transaction, *reply, {reply_event(env, *reply, EventKind::reply_seen)});
}

}  // namespace heed::app
