#include "store/answer_book.hpp"

#include "store/answer_rows.hpp"

namespace heed::store {

using namespace app;

std::optional<RemedyRecord> find_remedy(Connection& db, ConversationId id) {
    std::optional<RemedyRecord> found;
    db.each<Integer, Integer, String, String, String, Integer, Integer, Integer, Integer, Integer>(
        "remedies.find", {{"conversation", id.value}},
        [&](Integer asked_at, Integer asked_by, String& wish, String& decision, String& reason,
            Integer decided_at, Integer decided_by, Integer followed_at, Integer followed_by,
            Integer version) {
            found = RemedyRecord{id,
                                 from_millis(asked_at),
                                 UserId{asked_by},
                                 wish,
                                 remedy_decision(decision),
                                 reason,
                                 from_millis(decided_at),
                                 UserId{decided_by},
                                 from_millis(followed_at),
                                 UserId{followed_by},
                                 version};
        });
    return found;
}

std::optional<OutgoingStop> find_outgoing_stop(Connection& db) {
    std::optional<OutgoingStop> found;
    db.each<Integer, Integer, Integer, String, Integer, Integer>(
        "outgoing.standing", {},
        [&](Integer id, Integer stopped_at, Integer stopped_by, String& reason, Integer resumed_at,
            Integer resumed_by) {
            found = OutgoingStop{StopId{id}, from_millis(stopped_at), UserId{stopped_by},
                                 reason,     from_millis(resumed_at), UserId{resumed_by}};
        });
    return found;
}

GuardPolicy find_guard(Connection& db) {
    GuardPolicy policy;
    db.each<String, Integer, String, String, String, Integer, Integer>(
        "guard.rules", {},
        [&](String& who, Integer channel, String& stop, String& ask, String& hint, Integer all_wait,
            Integer may_override) {
            policy.rules.push_back({role(who), ChannelId{channel}, guard_action(stop),
                                    guard_action(ask), guard_action(hint), all_wait != 0,
                                    may_override != 0});
        });
    return policy.rules.empty() ? GuardPolicy::preset() : policy;
}

GuardPolicy SqlAnswerBook::guard() {
    return find_guard(db_);
}

void SqlAnswerBook::save(const GuardPolicy& policy) {
    db_.run("guard.clear", {});
    int position = 0;
    for (const auto& rule : policy.rules) {
        db_.run("guard.add", {{"position", ++position},
                              {"role", rule.role ? heed::name_of(*rule.role) : ""},
                              {"channel", rule.channel.value},
                              {"stop", heed::name_of(rule.stop)},
                              {"ask", heed::name_of(rule.ask)},
                              {"hint", heed::name_of(rule.hint)},
                              {"all_wait", static_cast<int>(rule.all_wait)},
                              {"may_override", static_cast<int>(rule.may_override)}});
    }
}

std::optional<OutgoingStop> SqlAnswerBook::outgoing_stop() {
    return find_outgoing_stop(db_);
}

void SqlAnswerBook::save(const OutgoingStop& stop) {
    db_.run("outgoing.save", {{"id", stop.id.value},
                              {"stopped_at", to_millis(stop.stopped_at)},
                              {"stopped_by", stop.stopped_by.value},
                              {"reason", stop.reason},
                              {"resumed_at", to_millis(stop.resumed_at)},
                              {"resumed_by", stop.resumed_by.value}});
}

void SqlAnswerBook::delay_waiting(Time until) {
    db_.run("outgoing.delay_waiting", {{"until", to_millis(until)}});
}

void SqlAnswerBook::add(const RemarkRecord& record) {
    db_.run("remarks.add", {{"id", record.id.value},
                            {"at", to_millis(record.at)},
                            {"user", record.user.value},
                            {"conversation", record.conversation.value},
                            {"reply", record.reply.value},
                            {"kind", heed::name_of(record.kind)},
                            {"rule", record.rule},
                            {"grade", heed::name_of(record.grade)},
                            {"outcome", name_of(record.outcome)},
                            {"reason", record.reason}});
}

std::optional<RemarkRecord> SqlAnswerBook::remark(RemarkId id) {
    return one<RemarkRecord>([&](auto fn) {
        read_remarks(db_, "remarks.find", {{"id", id.value}}, fn);
    });
}

void SqlAnswerBook::mark_remark(RemarkId id, std::optional<bool> right) {
    const std::string_view mark = !right ? "" : *right ? "right" : "wrong";
    db_.run("remarks.mark", {{"id", id.value}, {"mark", mark}});
}

std::optional<Promise> SqlAnswerBook::promise(PromiseId id) {
    return one<Promise>([&](auto fn) {
        read_promises(db_, "promises.find", {{"id", id.value}}, fn);
    });
}

void SqlAnswerBook::save(const Promise& promise) {
    db_.run("promises.save", {{"id", promise.id.value},
                              {"conversation", promise.conversation.value},
                              {"customer", promise.customer.value},
                              {"reply", promise.reply.value},
                              {"topic", promise.topic},
                              {"what", promise.what},
                              {"owner", promise.owner.value},
                              {"due_at", to_millis(promise.due_at)},
                              {"state", heed::name_of(promise.state)},
                              {"made_by", promise.made_by.value},
                              {"made_at", to_millis(promise.made_at)},
                              {"evidence", promise.evidence},
                              {"closed_by", promise.closed_by.value},
                              {"closed_at", to_millis(promise.closed_at)},
                              {"made_good_at", to_millis(promise.made_good_at)},
                              {"remind_at", to_millis(promise.remind_at)},
                              {"version", promise.version}});
}

std::vector<Promise> SqlAnswerBook::overdue(Time now, int limit) {
    std::vector<Promise> list;
    read_promises(db_, "promises.overdue", {{"now", to_millis(now)}, {"most", limit}},
                  [&](Promise promise) { list.push_back(std::move(promise)); });
    return list;
}

std::vector<Promise> SqlAnswerBook::to_remind(Time now, int limit) {
    std::vector<Promise> list;
    read_promises(db_, "promises.to_remind", {{"now", to_millis(now)}, {"most", limit}},
                  [&](Promise promise) { list.push_back(std::move(promise)); });
    return list;
}

int SqlAnswerBook::count_broken(CustomerId customer) {
    Integer count = 0;
    db_.each<Integer>("promises.count_broken", {{"customer", customer.value}},
                      [&](Integer n) { count = n; });
    return static_cast<int>(count);
}

std::optional<RemedyRecord> SqlAnswerBook::remedy(ConversationId id) {
    return find_remedy(db_, id);
}

void SqlAnswerBook::save(const RemedyRecord& record) {
    db_.run("remedies.save", {{"conversation", record.conversation.value},
                              {"asked_at", to_millis(record.asked_at)},
                              {"asked_by", record.asked_by.value},
                              {"wish", record.wish},
                              {"decision", record.decision ? name_of(*record.decision) : ""},
                              {"reason", record.reason},
                              {"decided_at", to_millis(record.decided_at)},
                              {"decided_by", record.decided_by.value},
                              {"followed_at", to_millis(record.followed_at)},
                              {"followed_by", record.followed_by.value},
                              {"version", record.version}});
}

std::optional<PlaybookRecord> SqlAnswerBook::playbook(PlaybookId id) {
    return one<PlaybookRecord>([&](auto fn) {
        read_playbooks(db_, "playbooks.find", {{"id", id.value}}, fn);
    });
}

long long SqlAnswerBook::count_playbooks() {
    Integer count = 0;
    db_.each<Integer>("playbooks.count", {}, [&](Integer n) { count = n; });
    return count;
}

void SqlAnswerBook::save(const PlaybookRecord& record) {
    db_.run("playbooks.save", {{"id", record.id.value},
                               {"version", record.version},
                               {"retired", static_cast<int>(record.retired)}});
    db_.run("playbooks.add_version", {{"id", record.id.value},
                                      {"version", record.version},
                                      {"topics", json_array(record.topics)},
                                      {"title", record.title},
                                      {"goal", record.goal},
                                      {"tone", record.tone},
                                      {"facts", json_array(record.facts)},
                                      {"authority", json_array(record.authority)},
                                      {"examples", json_array(record.examples)},
                                      {"at", to_millis(record.at)},
                                      {"by", record.by.value}});
}

void SqlAnswerBook::confirm(PlaybookId id, long long version, UserId user, Time at) {
    db_.run("playbooks.confirm",
            {{"id", id.value}, {"version", version}, {"user", user.value}, {"at", to_millis(at)}});
}

void SqlAnswerBook::note_shown(const std::string& hash, ConversationId conversation) {
    db_.run("media_uses.add", {{"hash", hash}, {"conversation", conversation.value}});
}

}  // namespace heed::store
