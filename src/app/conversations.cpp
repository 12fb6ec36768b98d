#include "app/conversations.hpp"

#include "base/text.hpp"

namespace heed::app {

namespace {

template <class Decide>
Result<ConversationRecord> change(Transaction& transaction, ConversationId id, Decide decide) {
    auto record = transaction.conversation(id);
    if (!record) return fail(ErrorCode::not_found, "There is no such conversation.");
    Result<Events> events = decide(record->state);
    if (!events) return fail(events.error());
    if (!events->empty()) save_with(transaction, *record, std::move(*events));
    return *record;
}

}  // namespace

void save_with(Transaction& transaction, ConversationRecord& record, Events events) {
    for (const auto& event : events)
        apply(record.state, event);
    transaction.append(std::move(events));
    transaction.save(record);
}

Result<ConversationRecord> set_owner(Transaction& transaction, const Env& env, ConversationId id,
                                     UserId to, bool take_over) {
    const auto user = transaction.user(to);
    if (!user || user->disabled_at != Time{} || user->role == Role::viewer) {
        return fail(ErrorCode::invalid, "names nobody who can answer customers", "$.user_id");
    }
    return change(transaction, id, [&](const Conversation& c) {
        return to == env.actor ? claim(c, env.actor, env.now, take_over)
                               : assign(c, env.actor, to, env.now);
    });
}

Result<ConversationRecord> release_owner(Transaction& transaction, const Env& env,
                                         ConversationId id) {
    return change(transaction, id,
                  [&](const Conversation& c) { return release(c, env.actor, env.now); });
}

Result<ConversationRecord> resolve_conversation(Transaction& transaction, const Env& env,
                                                ConversationId id,
                                                std::optional<ResolveReason> reason) {
    return change(transaction, id,
                  [&](const Conversation& c) { return resolve(c, env.actor, reason, env.now); });
}

Result<ConversationRecord> reopen_conversation(Transaction& transaction, const Env& env,
                                               ConversationId id) {
    return change(transaction, id,
                  [&](const Conversation& c) { return reopen(c, env.actor, "by hand", env.now); });
}

Result<NoteRecord> add_note(Transaction& transaction, const Env& env, ConversationId id,
                            const std::string& text) {
    auto record = transaction.conversation(id);
    if (!record) return fail(ErrorCode::not_found, "There is no such conversation.");
    if (trim(text).empty()) return fail(ErrorCode::invalid, "is empty", "$.text");
    if (text.size() > note_text_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 10000 bytes", "$.text");
    }
    NoteRecord note{env.ids.next<NoteId>(env.now), id, env.actor, clean_utf8(text), env.now};
    transaction.add(note);
    Event event;
    event.at = env.now;
    event.kind = EventKind::note_added;
    event.conversation = id;
    event.actor = env.actor;
    save_with(transaction, *record, {event});
    return note;
}

Result<DraftRecord> save_draft(Transaction& transaction, const Env& env, DraftRecord draft) {
    if (!transaction.conversation(draft.conversation)) {
        return fail(ErrorCode::not_found, "There is no such conversation.");
    }
    const auto room = transaction.room(draft.room);
    if (!room || room->conversation != draft.conversation) {
        return fail(ErrorCode::invalid, "names no room of this conversation", "$.room_id");
    }
    if (draft.text.size() > draft_text_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 20000 bytes", "$.text");
    }
    if (draft.in_reply_to) {
        const auto post = transaction.post(draft.in_reply_to);
        if (!post || post->conversation != draft.conversation) {
            return fail(ErrorCode::invalid, "names no post of this conversation", "$.in_reply_to");
        }
    }
    draft.user = env.actor;
    draft.text = clean_utf8(draft.text);
    draft.updated_at = env.now;
    if (const auto earlier = transaction.draft(draft.conversation, env.actor)) {
        draft.returned_by = earlier->returned_by;
        draft.returned_note = earlier->returned_note;
        draft.returned_at = earlier->returned_at;
    }
    transaction.save(draft);
    return draft;
}

}  // namespace heed::app
