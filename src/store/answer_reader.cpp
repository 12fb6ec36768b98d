#include "store/answer_reader.hpp"

#include <algorithm>
#include <limits>

#include "store/answer_rows.hpp"

namespace heed::store {

using namespace app;

namespace {

template <class Tag>
std::string ids_json(const std::vector<Id<Tag>>& ids) {
    std::vector<long long> numbers;
    for (const auto id : ids)
        numbers.push_back(id.value);
    return json_array(numbers);
}

std::vector<PromiseView> promise_views(Connection& db, std::string_view query,
                                       std::initializer_list<Bind> binds) {
    std::vector<PromiseView> list;
    read_promises<String, String, String, String>(
        db, query, binds,
        [&](Promise promise, String& owner, String& made_by, String& closed_by, String& handle) {
            list.push_back({std::move(promise), owner, made_by, closed_by, handle});
        });
    return list;
}

/// Behind everything.
constexpr Key newest_key{std::numeric_limits<long long>::max(),
                         std::numeric_limits<long long>::max()};

/// Empty for both and none: the ones that stand are all that is filtered by it.
std::string name_of(std::optional<PromiseGroup> group) {
    if (group == PromiseGroup::open) return "open";
    return group == PromiseGroup::broken ? "broken" : "";
}

std::vector<RemarkView> remark_views(Connection& db, std::string_view query,
                                     std::initializer_list<Bind> binds) {
    std::vector<RemarkView> list;
    read_remarks<String, String>(db, query, binds,
                                 [&](RemarkRecord record, String& user, String& handle) {
                                     list.push_back({std::move(record), user, handle});
                                 });
    return list;
}

std::vector<PlaybookView> playbook_views(Connection& db, std::string_view query,
                                         std::initializer_list<Bind> binds) {
    std::vector<PlaybookView> list;
    read_playbooks<String, Integer, Integer>(
        db, query, binds,
        [&](PlaybookRecord record, String& by, Integer confirmed, Integer missing) {
            list.push_back({std::move(record), by, confirmed, missing});
        });
    return list;
}

std::vector<SaidReply> said_replies(Connection& db, std::string_view query,
                                    std::initializer_list<Bind> binds) {
    std::vector<SaidReply> list;
    db.each<Integer, String, String, String, String, Integer, Integer>(
        query, binds,
        [&](Integer id, String& name, String& handle, String& agent, String& text,
            Integer conversation, Integer gone) {
            list.push_back({ReplyId{id}, name.empty() ? handle : name, agent, text,
                            ConversationId{conversation}, gone != 0});
        });
    return list;
}

template <class View>
std::optional<View> first_of(std::vector<View> list) {
    if (list.empty()) return std::nullopt;
    return std::move(list.front());
}

}  // namespace

GuardPolicy AnswerReader::guard() {
    return find_guard(db_);
}

std::optional<OutgoingStop> AnswerReader::outgoing_stop() {
    return find_outgoing_stop(db_);
}

long long AnswerReader::count_outgoing() {
    Integer count = 0;
    db_.each<Integer>("outgoing.waiting", {}, [&](Integer n) { count = n; });
    return count;
}

AnswerCounts AnswerReader::counts(UserId user, Time soon) {
    AnswerCounts counts;
    db_.each<Integer, Integer, Integer, Integer>(
        "answers.counts", {{"user", user.value}, {"soon", to_millis(soon)}},
        [&](Integer held, Integer due, Integer broken, Integer to_read) {
            counts = {held, due, broken, to_read};
        });
    return counts;
}

namespace {

std::vector<ReplyView> reply_views(Connection& db, std::string_view query,
                                   std::initializer_list<Bind> binds) {
    std::vector<ReplyView> list;
    read_replies<String, String, String>(
        db, query, binds, [&](ReplyRecord reply, String& agent, String& to, String& decided_by) {
            list.push_back({std::move(reply), agent, to, decided_by});
        });
    return list;
}

}  // namespace

std::vector<ReplyView> AnswerReader::held(ReplyId after, int limit) {
    return reply_views(db_, "approvals.held", {{"after", after.value}, {"most", limit}});
}

std::vector<ReplyView> AnswerReader::approved_posts(ConversationId id, int limit) {
    return reply_views(db_, "approvals.of_posts", {{"conversation", id.value}, {"most", limit}});
}

std::vector<PromiseView> AnswerReader::promises(ConversationId id) {
    return promise_views(db_, "promises.of_conversation", {{"conversation", id.value}});
}

std::vector<PromiseView> AnswerReader::promises(const PromiseQuery& query) {
    const bool closed = query.group == PromiseGroup::closed;
    const auto after = query.after.value_or(closed ? newest_key : Key{});
    const auto state = query.state ? heed::name_of(*query.state) : "";
    if (closed) {
        return promise_views(db_, "promises.closed",
                             {{"state", state},
                              {"owner", query.owner.value},
                              {"topic", query.topic},
                              {"before_at", after.at},
                              {"before_id", after.id},
                              {"most", query.limit}});
    }
    return promise_views(db_, "promises.list",
                         {{"state", state},
                          {"standing", name_of(query.group)},
                          {"owner", query.owner.value},
                          {"topic", query.topic},
                          {"after_at", after.at},
                          {"after_id", after.id},
                          {"most", query.limit}});
}

std::optional<PromiseView> AnswerReader::promise(PromiseId id) {
    return first_of(promise_views(db_, "promises.find_view", {{"id", id.value}}));
}

std::vector<PromiseSum> AnswerReader::promises_by_owner(Time since) {
    std::vector<PromiseSum> list;
    db_.each<Integer, String, Integer, Integer, Integer, Integer>(
        "promises.by_owner", {{"since", to_millis(since)}},
        [&](Integer owner, String& name, Integer open, Integer kept, Integer broken,
            Integer made_good) {
            list.push_back({UserId{owner}, name, open, kept, broken, made_good});
        });
    return list;
}

std::vector<PromiseSum> AnswerReader::promises_by_topic(Time since) {
    std::vector<PromiseSum> list;
    db_.each<String, Integer, Integer, Integer, Integer>(
        "promises.by_topic", {{"since", to_millis(since)}},
        [&](String& topic, Integer open, Integer kept, Integer broken, Integer made_good) {
            list.push_back({{}, topic, open, kept, broken, made_good});
        });
    return list;
}

std::optional<RemedyRecord> AnswerReader::remedy(ConversationId id) {
    return find_remedy(db_, id);
}

std::vector<PlaybookView> AnswerReader::playbooks(UserId user) {
    return playbook_views(db_, "playbooks.list", {{"user", user.value}});
}

std::vector<PlaybookView> AnswerReader::fitting(UserId user,
                                                const std::vector<std::string>& topics) {
    std::vector<std::pair<std::size_t, PlaybookView>> ranked;
    std::vector<PlaybookView> general;
    for (auto& view : playbooks(user)) {
        if (view.record.retired) continue;
        const auto& own = view.record.topics;
        const auto place = std::find_first_of(topics.begin(), topics.end(), own.begin(), own.end());
        if (own.empty()) {
            general.push_back(std::move(view));
        } else if (place != topics.end()) {
            ranked.emplace_back(place - topics.begin(), std::move(view));
        }
    }
    if (ranked.empty()) return general;
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<PlaybookView> list;
    for (auto& [place, view] : ranked)
        list.push_back(std::move(view));
    return list;
}

std::optional<PlaybookView> AnswerReader::playbook(PlaybookId id, UserId user) {
    return first_of(
        playbook_views(db_, "playbooks.find_view", {{"id", id.value}, {"user", user.value}}));
}

std::vector<PlaybookView> AnswerReader::playbook_versions(PlaybookId id) {
    std::vector<PlaybookView> list;
    read_playbooks<String>(db_, "playbooks.versions", {{"id", id.value}},
                           [&](PlaybookRecord record, String& by) {
                               list.push_back({std::move(record), by, 0, 0});
                           });
    return list;
}

std::vector<UnreadView> AnswerReader::unread() {
    std::vector<UnreadView> list;
    db_.each<Integer, String, Integer, Integer, String>(
        "playbooks.unread", {},
        [&](Integer id, String& title, Integer version, Integer user, String& name) {
            list.push_back({PlaybookId{id}, title, version, UserId{user}, name});
        });
    return list;
}

std::vector<ConfirmationView> AnswerReader::confirmations(PlaybookId id) {
    std::vector<ConfirmationView> list;
    db_.each<Integer, Integer, String, Integer>(
        "playbooks.confirmations", {{"id", id.value}},
        [&](Integer version, Integer user, String& name, Integer at) {
            list.push_back({version, UserId{user}, name, from_millis(at)});
        });
    return list;
}

std::vector<std::pair<UserId, std::string>> AnswerReader::missing_readers(PlaybookId id) {
    std::vector<std::pair<UserId, std::string>> list;
    db_.each<Integer, String>(
        "playbooks.missing", {{"id", id.value}},
        [&](Integer user, String& name) { list.emplace_back(UserId{user}, name); });
    return list;
}

std::vector<std::pair<std::string, long long>> AnswerReader::matters(Time since) {
    std::vector<std::pair<std::string, long long>> list;
    db_.each<String, Integer>("playbooks.matters", {{"since", to_millis(since)}},
                              [&](String& topic, Integer n) { list.emplace_back(topic, n); });
    return list;
}

std::vector<RemarkCount> AnswerReader::remark_counts(Time since) {
    std::vector<RemarkCount> list;
    db_.each<String, String, String, Integer, Integer, Integer, Integer, Integer>(
        "remarks.counts", {{"since", to_millis(since)}},
        [&](String& kind, String& rule, String& grade_name, Integer said, Integer mended,
            Integer overridden, Integer right, Integer wrong) {
            list.push_back({advice_kind(kind).value_or(AdviceKind::tone), rule,
                            grade(grade_name).value_or(Grade::hint), said, mended, overridden,
                            right, wrong});
        });
    return list;
}

long long AnswerReader::count_drafts(Time since) {
    Integer count = 0;
    db_.each<Integer>("remarks.drafts", {{"since", to_millis(since)}},
                      [&](Integer n) { count = n; });
    return count;
}

std::vector<RemarkView> AnswerReader::overridden(Time since) {
    return remark_views(db_, "remarks.overridden", {{"since", to_millis(since)}});
}

std::optional<RemarkView> AnswerReader::remark(RemarkId id) {
    return first_of(remark_views(db_, "remarks.find_view", {{"id", id.value}}));
}

bool AnswerReader::shown_elsewhere(const std::string& hash, ConversationId without) {
    Integer count = 0;
    db_.each<Integer>("media_uses.elsewhere", {{"hash", hash}, {"conversation", without.value}},
                      [&](Integer n) { count = n; });
    return count > 0;
}

std::vector<SaidReply> AnswerReader::said_after(ReplyId after, int limit) {
    return said_replies(db_, "said.after", {{"after", after.value}, {"most", limit}});
}

std::vector<SaidReply> AnswerReader::said(const std::vector<ReplyId>& ids) {
    if (ids.empty()) return {};
    return said_replies(db_, "said.find", {{"ids", ids_json(ids)}});
}

ReplyId AnswerReader::oldest_of_newest(long long count) {
    Integer oldest = 1;
    db_.each<Integer>("said.newest", {{"most", count}}, [&](Integer id) { oldest = id; });
    return ReplyId{oldest};
}

std::vector<ReplyId> AnswerReader::replies_of_posts(const std::vector<PostId>& ids) {
    std::vector<ReplyId> list;
    if (ids.empty()) return list;
    db_.each<Integer>("said.of_posts", {{"ids", ids_json(ids)}},
                      [&](Integer id) { list.push_back(ReplyId{id}); });
    return list;
}

namespace {

/// Of each the name and the handle, where there are any.
std::vector<std::string> people(Connection& db, std::string_view query,
                                std::initializer_list<Bind> binds) {
    std::vector<std::string> names;
    db.each<String, String>(query, binds, [&](String& name, String& handle) {
        if (!name.empty()) names.push_back(name);
        if (!handle.empty()) names.push_back("@" + handle);
    });
    return names;
}

}  // namespace

std::vector<std::string> AnswerReader::own_customers(UserId writer, CustomerId without, int limit) {
    return people(db_, "coach.own_customers",
                  {{"user", writer.value}, {"customer", without.value}, {"most", limit}});
}

std::vector<std::string> AnswerReader::other_customers(CustomerId without, int limit) {
    return people(db_, "coach.other_customers", {{"customer", without.value}, {"most", limit}});
}

std::vector<Told> AnswerReader::told(CustomerId customer, int limit) {
    std::vector<Told> all;
    db_.each<String, String>("coach.told", {{"customer", customer.value}, {"most", limit}},
                             [&](String& text, String& room) {
                                 all.push_back({std::move(text), room != "public"});
                             });
    return all;
}

std::vector<Told> AnswerReader::noted(CustomerId customer, int limit) {
    std::vector<Told> all;
    db_.each<String>("coach.noted", {{"customer", customer.value}, {"most", limit}},
                     [&](String& text) {
                         all.push_back({std::move(text), true});
                     });
    return all;
}

std::vector<std::string> AnswerReader::colleagues() {
    std::vector<std::string> names;
    db_.each<String>("coach.colleagues", {}, [&](String& name) { names.push_back(name); });
    return names;
}

}  // namespace heed::store
