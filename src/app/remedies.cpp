#include "app/remedies.hpp"

#include "app/answer_book.hpp"
#include "app/conversations.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

Event event_of(const Env& env, ConversationId id, EventKind kind, std::string_view detail = {}) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.conversation = id;
    event.actor = env.actor;
    event.detail = detail;
    return event;
}

Status check_words(const RemedyChange& change) {
    if (change.wish && change.wish->size() > remedy_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 2000 bytes", "$.wish");
    }
    if (change.reason && change.reason->size() > remedy_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 2000 bytes", "$.reason");
    }
    return {};
}

void ask(RemedyRecord& record, const Env& env, const RemedyChange& change, Events& events) {
    if (change.wish) record.wish = clean_utf8(trim(*change.wish));
    // Who knows the wish has asked, or been told.
    const bool asked = change.asked.value_or(record.asked_at != Time{} || !record.wish.empty());
    if (asked == (record.asked_at != Time{})) return;
    record.asked_at = asked ? env.now : Time{};
    record.asked_by = asked ? env.actor : UserId{};
    if (asked) events.push_back(event_of(env, record.conversation, EventKind::remedy_asked));
}

Status decide(RemedyRecord& record, const Env& env, const RemedyChange& change, Events& events) {
    if (change.reason) record.reason = clean_utf8(trim(*change.reason));
    const auto decision = change.decision ? change.decision : record.decision;
    if (decision && *decision != RemedyDecision::granted && record.reason.empty()) {
        return fail(ErrorCode::invalid, "is missing: the honest one", "$.reason");
    }
    if (!change.decision || change.decision == record.decision) return {};
    record.decision = change.decision;
    record.decided_at = env.now;
    record.decided_by = env.actor;
    record.followed_at = {};
    record.followed_by = {};
    events.push_back(
        event_of(env, record.conversation, EventKind::remedy_decided, name_of(*record.decision)));
    return {};
}

Status follow(RemedyRecord& record, const Env& env, const RemedyChange& change, Events& events) {
    if (!change.followed || *change.followed == (record.followed_at != Time{})) return {};
    if (*change.followed && !record.decision) {
        return fail(ErrorCode::invalid, "cannot be: nothing was decided yet", "$.followed");
    }
    record.followed_at = *change.followed ? env.now : Time{};
    record.followed_by = *change.followed ? env.actor : UserId{};
    if (*change.followed) {
        events.push_back(event_of(env, record.conversation, EventKind::remedy_followed));
    }
    return {};
}

}  // namespace

Result<RemedyRecord> change_remedy(Transaction& transaction, const Env& env, ConversationId id,
                                   const RemedyChange& change, std::optional<long long> seen) {
    auto conversation = transaction.conversation(id);
    if (!conversation) return fail(ErrorCode::not_found, "There is no such conversation.");
    if (auto right = check_words(change); !right) return fail(right.error());
    auto record = transaction.answers().remedy(id).value_or(RemedyRecord{});
    record.conversation = id;
    if (seen && *seen != record.version) {
        return fail(ErrorCode::conflict, "Somebody changed it meanwhile. Look again first.",
                    "If-Match");
    }
    Events events;
    ask(record, env, change, events);
    if (auto done = decide(record, env, change, events); !done) return fail(done.error());
    if (auto done = follow(record, env, change, events); !done) return fail(done.error());
    ++record.version;
    transaction.answers().save(record);
    if (!events.empty()) save_with(transaction, *conversation, std::move(events));
    return record;
}

Status note_remedy_asked(Transaction& transaction, const Env& env, const ReplyRecord& reply) {
    const auto known = transaction.answers().remedy(reply.conversation);
    if (known && (known->asked_at != Time{} || known->decision)) return {};
    RemedyChange change;
    change.asked = true;
    auto asked = change_remedy(transaction, env, reply.conversation, change, std::nullopt);
    if (!asked) return fail(asked.error());
    return {};
}

void forget_remedy_asked(Transaction& transaction, const ReplyRecord& reply) {
    auto record = transaction.answers().remedy(reply.conversation);
    // Both were written down at one moment.
    if (!record || record->asked_by != reply.user || record->asked_at != reply.created_at ||
        !record->wish.empty() || record->decision)
        return;
    record->asked_at = {};
    record->asked_by = {};
    ++record->version;
    transaction.answers().save(*record);
}

}  // namespace heed::app
