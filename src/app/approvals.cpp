#include "app/approvals.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/answer_book.hpp"
#include "app/conversations.hpp"
#include "app/remedies.hpp"
#include "app/reply_events.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

Status check_reason(const std::string& reason, const char* field) {
    if (trim(reason).empty()) return fail(ErrorCode::invalid, "is missing", field);
    if (reason.size() > reason_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 2000 bytes", field);
    }
    return {};
}

RemarkRecord remark_of(const Env& env, ConversationId conversation, ReplyId reply,
                       const Advice& advice, RemarkOutcome outcome) {
    RemarkRecord record;
    record.id = env.ids.next<RemarkId>(env.now);
    record.at = env.now;
    record.user = env.actor;
    record.conversation = conversation;
    record.reply = reply;
    record.kind = advice.kind;
    record.rule = advice.rule;
    record.grade = advice.grade;
    record.outcome = outcome;
    return record;
}

/// The rules that blocked, with the person's reason: what an auditor reads.
Event override_event(const Env& env, const ReplyRecord& reply, const std::vector<Advice>& advice,
                     const GuardVerdict& verdict, const std::string& reason) {
    auto event = reply_event(env, reply, EventKind::advice_overridden);
    std::string rules;
    for (const auto place : verdict.decided)
        rules += (rules.empty() ? "" : ", ") + advice[place].rule;
    event.detail = fmt::format("{}: {}", rules, reason);
    return event;
}

bool decided(const GuardVerdict& verdict, std::size_t place) {
    return std::find(verdict.decided.begin(), verdict.decided.end(), place) !=
           verdict.decided.end();
}

void keep_remarks(AnswerBook& book, const Env& env, const ReplyRecord& reply,
                  const ReadReply& input, const GuardVerdict& verdict, bool overridden) {
    for (std::size_t i = 0; i < input.advice.size(); ++i) {
        const bool over = overridden && decided(verdict, i);
        auto record = remark_of(env, reply.conversation, reply.id, input.advice[i],
                                over ? RemarkOutcome::overridden : RemarkOutcome::stood);
        if (over) record.reason = reply.override_reason;
        book.add(record);
    }
    for (const auto& advice : input.mended)
        book.add(remark_of(env, reply.conversation, reply.id, advice, RemarkOutcome::mended));
}

/// Why the reply waits for a second person although nothing blocks it; "" when it need not.
std::string_view held_anyway(const ReadReply& input, const GuardVerdict& verdict) {
    if (verdict.second_person) return held_remark;
    if (verdict.all_wait) return held_all_wait;
    return input.ask_approval ? held_asked : "";
}

/// Refused, or why the reply waits for a second person ("" when it need not).
Result<std::string> why_held(const ReadReply& input, const GuardVerdict& verdict) {
    if (verdict.state != GuardState::blocked) return std::string(held_anyway(input, verdict));
    if (!input.override_reason.empty()) {
        if (!verdict.may_override) {
            return fail(ErrorCode::forbidden,
                        "A colleague has to decide this; send it with ask_approval.",
                        "$.override_reason");
        }
        if (auto right = check_reason(input.override_reason, "$.override_reason"); !right) {
            return fail(right.error());
        }
        // Overriding what blocks does not speak for what a second person has to see.
        return std::string(held_anyway(input, verdict));
    }
    if (input.ask_approval) return std::string(held_asked);
    return fail(ErrorCode::conflict, sentence(verdict, "en"), "$.text");
}

void note_pictures(Transaction& transaction, const ReplyRecord& reply) {
    for (const auto id : reply.media) {
        const auto media = transaction.media(id);
        if (media && !media->hash.empty()) {
            transaction.answers().note_shown(media->hash, reply.conversation);
        }
    }
}

Status check_decider(Transaction& transaction, const Env& env, const ReplyRecord& reply) {
    if (reply.user == env.actor) {
        return fail(ErrorCode::forbidden, "A second person decides this, not the writer.");
    }
    const auto decider = transaction.user(env.actor);
    if (!decider || !at_least(decider->role, Role::agent)) {
        return fail(ErrorCode::forbidden, "This needs the role agent.");
    }
    return {};
}

/// What is blocked needs the approver's reason, and the right to give one.
Status override_held(Transaction& transaction, const Env& env, ReplyRecord& reply,
                     const std::vector<Advice>& advice, const std::string& note, Events& events) {
    if (!reply.override_reason.empty()) return {};  // the writer has given it
    const auto verdict = verdict_on(transaction, env.actor, reply.channel, advice);
    if (verdict.state != GuardState::blocked) return {};
    if (!verdict.may_override) {
        return fail(ErrorCode::forbidden, "Your role may not send what is blocked.");
    }
    if (auto right = check_reason(note, "$.note"); !right) return right;
    reply.override_reason = clean_utf8(trim(note));
    for (const auto place : verdict.decided) {
        auto record =
            remark_of(env, reply.conversation, reply.id, advice[place], RemarkOutcome::overridden);
        record.reason = reply.override_reason;
        transaction.answers().add(record);
    }
    events.push_back(override_event(env, reply, advice, verdict, reply.override_reason));
    return {};
}

Status approve(Transaction& transaction, const Env& env, ReplyRecord& reply, Events events,
               Millis undo_window) {
    reply.state = ReplyState::waiting;
    reply.leaves_at = reply.next_attempt_at = env.now + undo_window;
    transaction.save(reply);
    events.push_back(reply_event(env, reply, EventKind::reply_approved));
    events.back().detail = reply.decision_note;
    if (auto done = happen_to(transaction, reply, std::move(events)); !done) return done;
    if (!reply.then_resolve) return {};
    auto conversation = transaction.conversation(reply.conversation);
    // Something newer may wait by now; then it stays open.
    if (auto events_of_end = resolve(conversation->state, env.actor, std::nullopt, env.now)) {
        save_with(transaction, *conversation, std::move(*events_of_end));
    }
    return {};
}

Status give_back(Transaction& transaction, const Env& env, ReplyRecord& reply) {
    if (auto right = check_reason(reply.decision_note, "$.note"); !right) return right;
    reply.state = ReplyState::returned;
    transaction.save(reply);
    auto event = reply_event(env, reply, EventKind::reply_returned);
    event.detail = reply.decision_note;
    event.written_at = transaction.wait_answered_only_by(reply).value_or(Time{});
    if (auto done = happen_to(transaction, reply, {event}); !done) return done;
    forget_remedy_asked(transaction, reply);
    auto draft = as_draft(transaction, env, reply);
    draft.returned_by = env.actor;
    draft.returned_note = reply.decision_note;
    draft.returned_at = env.now;
    transaction.save(draft);
    return {};
}

}  // namespace

GuardVerdict verdict_on(Transaction& transaction, UserId writer, ChannelId channel,
                        const std::vector<Advice>& advice) {
    const auto user = transaction.user(writer);
    const auto policy = transaction.answers().guard();
    return judge(policy.rule_for(user ? user->role : Role::trainee, channel), advice);
}

Result<ReplyRecord> send_reply(Transaction& transaction, const Env& env, const ReadReply& input,
                               Millis undo_window) {
    const auto room = transaction.room(input.reply.room);
    const auto verdict =
        verdict_on(transaction, env.actor, room ? room->channel : ChannelId{}, input.advice);
    auto held = why_held(input, verdict);
    if (!held) return fail(held.error());
    const bool overridden = verdict.state == GuardState::blocked && !input.override_reason.empty();
    auto reply = input.reply;
    reply.held_because = std::move(*held);
    if (input.ask_note.size() > reason_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 2000 bytes", "$.ask_note");
    }
    if (!reply.held_because.empty()) reply.ask_note = clean_utf8(trim(input.ask_note));
    if (overridden) reply.override_reason = clean_utf8(trim(input.override_reason));
    auto queued = queue_reply(transaction, env, reply, undo_window);
    if (!queued) return queued;
    if (overridden) {
        auto done = happen_to(
            transaction, *queued,
            {override_event(env, *queued, input.advice, verdict, queued->override_reason)});
        if (!done) return fail(done.error());
    }
    if (input.asks_remedy) {
        if (auto noted = note_remedy_asked(transaction, env, *queued); !noted) {
            return fail(noted.error());
        }
    }
    keep_remarks(transaction.answers(), env, *queued, input, verdict, overridden);
    note_pictures(transaction, *queued);
    return queued;
}

void note_blocked(Transaction& transaction, const Env& env, ConversationId conversation,
                  const std::vector<Advice>& advice) {
    const auto record = transaction.conversation(conversation);
    if (!record) return;
    const auto verdict = verdict_on(transaction, env.actor, record->channel, advice);
    for (const auto place : verdict.decided) {
        transaction.answers().add(
            remark_of(env, conversation, {}, advice[place], RemarkOutcome::blocked));
    }
}

Result<ReplyRecord> decide(Transaction& transaction, const Env& env, ReplyId id, Decision decision,
                           const std::string& note, const std::vector<Advice>& advice,
                           Millis undo_window) {
    auto reply = transaction.reply(id);
    if (!reply) return fail(ErrorCode::not_found, "There is no such reply.");
    if (reply->state != ReplyState::held) {
        return fail(ErrorCode::conflict, "It waits for nobody any more.");
    }
    if (auto right = check_decider(transaction, env, *reply); !right) return fail(right.error());
    reply->decided_by = env.actor;
    reply->decided_at = env.now;
    reply->decision_note = clean_utf8(trim(cut_utf8(note, reason_bytes_max)));
    if (decision == Decision::return_) {
        if (auto done = give_back(transaction, env, *reply); !done) return fail(done.error());
        return reply.value();
    }
    Events events;
    auto allowed = override_held(transaction, env, *reply, advice, note, events);
    if (!allowed) return fail(allowed.error());
    if (auto done = approve(transaction, env, *reply, std::move(events), undo_window); !done) {
        return fail(done.error());
    }
    return reply.value();
}

}  // namespace heed::app
