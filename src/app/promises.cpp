#include "app/promises.hpp"

#include "app/answer_book.hpp"
#include "app/judgements.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

/// What was promised stays out of the log, which is never erased: the ledger has it.
Event event_of(const Env& env, const Promise& promise, EventKind kind) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.conversation = promise.conversation;
    event.reply = promise.reply;
    event.actor = env.actor;
    event.person = promise.owner;
    event.detail = "due " + format_rfc3339(promise.due_at);
    return event;
}

/// The conversation learns of it; where the customer waits elsewhere, those move as well.
Status happen(Transaction& transaction, const Promise& promise, Event event) {
    auto record = transaction.conversation(promise.conversation);
    if (!record) return fail(ErrorCode::internal, "a promise without a conversation");
    apply(record->state, event);
    const auto in_force = weights(transaction);
    refresh_priority(transaction, *record, in_force);
    transaction.append({std::move(event)});
    transaction.save(*record);
    for (const auto id : transaction.waiting_conversations(promise.customer)) {
        if (id == promise.conversation) continue;
        auto other = transaction.conversation(id);
        if (!other) continue;
        refresh_priority(transaction, *other, in_force);
        transaction.save(*other);
    }
    return {};
}

Status check_owner(Transaction& transaction, UserId owner) {
    const auto user = transaction.user(owner);
    if (user && user->disabled_at == Time{} && user->role != Role::viewer) return {};
    return fail(ErrorCode::invalid, "names nobody who can keep a promise", "$.owner_id");
}

Status check_reply(Transaction& transaction, const NewPromise& input) {
    if (!input.reply) return {};
    const auto reply = transaction.reply(input.reply);
    if (reply && reply->conversation == input.conversation) return {};
    return fail(ErrorCode::invalid, "names no reply of this conversation", "$.reply_id");
}

}  // namespace

Result<Promise> record_promise(Transaction& transaction, const Env& env, const NewPromise& input) {
    const auto conversation = transaction.conversation(input.conversation);
    if (!conversation) return fail(ErrorCode::not_found, "There is no such conversation.");
    Promise promise;
    promise.id = env.ids.next<PromiseId>(env.now);
    promise.conversation = input.conversation;
    promise.customer = conversation->customer;
    promise.reply = input.reply;
    const auto& topics = conversation->facts.matter.topics;
    if (!topics.empty()) promise.topic = topics.front();
    promise.what = clean_utf8(trim(input.what));
    promise.evidence = clean_utf8(trim(input.evidence));
    promise.owner = input.owner ? input.owner : env.actor;
    promise.due_at = input.due_at;
    promise.made_by = env.actor;
    promise.made_at = env.now;
    promise.remind_at = reminder_of(env.now, input.due_at);
    for (const auto& right : {check(promise, env.now), check_owner(transaction, promise.owner),
                              check_reply(transaction, input)}) {
        if (!right) return fail(right.error());
    }
    transaction.answers().save(promise);
    auto done = happen(transaction, promise, event_of(env, promise, EventKind::promise_made));
    if (!done) return fail(done.error());
    return promise;
}

Result<Promise> change_promise(Transaction& transaction, const Env& env, PromiseId id,
                               const PromiseChange& wanted, std::optional<long long> seen) {
    auto promise = transaction.answers().promise(id);
    if (!promise) return fail(ErrorCode::not_found, "There is no such promise.");
    if (seen && *seen != promise->version) {
        return fail(ErrorCode::conflict, "Somebody changed it meanwhile. Look again first.",
                    "If-Match");
    }
    if (wanted.owner) {
        if (auto right = check_owner(transaction, *wanted.owner); !right) {
            return fail(right.error());
        }
    }
    const auto kind = change(*promise, wanted, env.actor, env.now);
    if (!kind) return fail(kind.error());
    transaction.answers().save(*promise);
    if (auto done = happen(transaction, *promise, event_of(env, *promise, *kind)); !done) {
        return fail(done.error());
    }
    return promise.value();
}

int look_after_promises(Transaction& transaction, const Env& env) {
    auto& book = transaction.answers();
    int touched = 0;
    for (auto& promise : book.overdue(env.now, promises_batch_max)) {
        fall_due(promise, env.now);
        book.save(promise);
        const auto event = event_of(env, promise, EventKind::promise_broken);
        if (happen(transaction, promise, event)) ++touched;
    }
    for (auto& promise : book.to_remind(env.now, promises_batch_max)) {
        promise.remind_at = {};
        book.save(promise);
        if (happen(transaction, promise, event_of(env, promise, EventKind::promise_due))) ++touched;
    }
    return touched;
}

void PromiseKeeper::start(Store& store) {
    store_ = &store;
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void PromiseKeeper::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void PromiseKeeper::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        int touched = 0;
        // A database that is away is tried again in a while.
        const auto done = store_->write([&](Transaction& transaction) -> Status {
            touched = look_after_promises(transaction, {clock_.now(), ids_});
            return {};
        });
        if (done && touched >= promises_batch_max) continue;
        std::unique_lock lock(mutex_);
        never_.wait_for(lock, stop, look_every, [] { return false; });
    }
}

}  // namespace heed::app
