#include "app/reply_events.hpp"

#include "app/conversations.hpp"

namespace heed::app {

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

Status happen_to(Transaction& transaction, const ReplyRecord& reply, Events events) {
    auto conversation = transaction.conversation(reply.conversation);
    if (!conversation) return fail(ErrorCode::internal, "a reply without a conversation");
    save_with(transaction, *conversation, std::move(events));
    return {};
}

void reopen_if_resolved(Transaction& transaction, const Env& env, const ReplyRecord& reply,
                        std::string_view why) {
    auto conversation = transaction.conversation(reply.conversation);
    if (!conversation) return;
    if (auto events = reopen(conversation->state, env.actor, why, env.now)) {
        save_with(transaction, *conversation, std::move(*events));
    }
}

}  // namespace heed::app
