#include "app/guard.hpp"

#include <charconv>

#include "app/answer_book.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

constexpr std::size_t stop_reason_bytes_max = 500;
constexpr std::size_t changes_bytes_max = 4'000;

Event event_of(const Env& env, EventKind kind, std::string detail = {}) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.actor = env.actor;
    event.detail = std::move(detail);
    return event;
}

}  // namespace

long long guard_version(Transaction& transaction) {
    const auto text = transaction.setting(std::string(guard_version_setting)).value_or("0");
    long long version = 0;
    std::from_chars(text.data(), text.data() + text.size(), version);
    return version;
}

Status set_guard(Transaction& transaction, const Env& env, const GuardPolicy& policy,
                 std::optional<long long> seen) {
    if (auto right = check(policy); !right) return right;
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        if (policy.rules[i].channel && !transaction.channel(policy.rules[i].channel)) {
            return fail(ErrorCode::invalid, "names no channel of this desk",
                        "$.rules[" + std::to_string(i) + "].channel_id");
        }
    }
    const auto version = guard_version(transaction);
    if (seen && *seen != version) {
        return fail(ErrorCode::conflict, "Somebody changed the guard meanwhile. Look again first.",
                    "If-Match");
    }
    std::string what{cut_utf8(changes(transaction.answers().guard(), policy), changes_bytes_max)};
    transaction.answers().save(policy);
    transaction.save_setting(std::string(guard_version_setting), std::to_string(version + 1));
    transaction.append({event_of(env, EventKind::guard_changed, std::move(what))});
    return {};
}

Status stop_outgoing(Transaction& transaction, const Env& env, const std::string& reason) {
    if (transaction.answers().outgoing_stop()) return {};
    auto why = clean_utf8(trim(reason));
    if (why.empty()) return fail(ErrorCode::invalid, "is missing: say why", "$.reason");
    if (why.size() > stop_reason_bytes_max) {
        return fail(ErrorCode::invalid, "is longer than 500 bytes", "$.reason");
    }
    transaction.answers().save(
        OutgoingStop{env.ids.next<StopId>(env.now), env.now, env.actor, why, {}, {}});
    transaction.append({event_of(env, EventKind::outgoing_stopped, std::move(why))});
    return {};
}

Status resume_outgoing(Transaction& transaction, const Env& env, Millis undo_window) {
    auto stop = transaction.answers().outgoing_stop();
    if (!stop) return {};
    const auto user = transaction.user(env.actor);
    if (!user || !at_least(user->role, Role::lead)) {
        return fail(ErrorCode::forbidden, "This needs the role lead.");
    }
    stop->resumed_at = env.now;
    stop->resumed_by = env.actor;
    transaction.answers().save(*stop);
    transaction.answers().delay_waiting(env.now + undo_window);
    transaction.append({event_of(env, EventKind::outgoing_resumed)});
    return {};
}

}  // namespace heed::app
