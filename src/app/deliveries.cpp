#include "app/deliveries.hpp"

#include <algorithm>

#include "app/answer_book.hpp"
#include "app/conversations.hpp"
#include "app/receive_posts.hpp"
#include "app/reply_events.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

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

bool may_pass(ErrorCode code) {
    return code == ErrorCode::unavailable || code == ErrorCode::rate_limited ||
           code == ErrorCode::unauthenticated || code == ErrorCode::internal;
}

}  // namespace

Millis backoff_after(int attempts) {
    const int doublings = std::clamp(attempts, 1, 10);
    return std::min<Millis>(std::chrono::seconds{1LL << doublings}, reply_backoff_max);
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
            happen_to(transaction, *reply, {reply_event(env, *reply, EventKind::reply_sending)});
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
        return happen_to(transaction, *reply, {event});
    }
    reply->state = ReplyState::failed;
    transaction.save(*reply);
    auto event = reply_event(env, *reply, EventKind::reply_failed);
    event.detail = reply->error;
    const auto post = transaction.post(reply->in_reply_to);
    event.written_at = post ? post->written_at : reply->created_at;
    if (auto done = happen_to(transaction, *reply, {event}); !done) return done;
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
        if (auto done = happen_to(transaction, *reply, {event}); !done) return done;
        reopen_if_resolved(transaction, env, *reply, "the reply is not to be seen");
        return {};
    }
    reply->state = ReplyState::seen;
    reply->seen_at = env.now;
    transaction.save(*reply);
    return happen_to(transaction, *reply, {reply_event(env, *reply, EventKind::reply_seen)});
}

}  // namespace heed::app
