#pragma once

#include "app/answer_records.hpp"
#include "store/columns.hpp"

/// Promises, remarks, remedies and playbooks as rows; see columns.hpp. `More` are the columns
/// behind those of the record, handed to `fn` after it.
namespace heed::store {

template <class... More, class Fn>
void read_promises(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                   Fn fn) {
    db.each<Integer, Integer, Integer, Integer, String, String, Integer, Integer, String, Integer,
            Integer, String, Integer, Integer, Integer, Integer, Integer, More...>(
        query, binds,
        [&](Integer id, Integer conversation, Integer customer, Integer reply, String& topic,
            String& what, Integer owner, Integer due_at, String& state, Integer made_by,
            Integer made_at, String& evidence, Integer closed_by, Integer closed_at,
            Integer made_good_at, Integer remind_at, Integer version, More&... more) {
            fn(Promise{PromiseId{id}, ConversationId{conversation}, CustomerId{customer},
                       ReplyId{reply}, topic, what, UserId{owner}, from_millis(due_at),
                       promise_state(state), UserId{made_by}, from_millis(made_at), evidence,
                       UserId{closed_by}, from_millis(closed_at), from_millis(made_good_at),
                       from_millis(remind_at), version},
               more...);
        });
}

template <class... More, class Fn>
void read_remarks(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                  Fn fn) {
    db.each<Integer, Integer, Integer, Integer, Integer, String, String, String, String, String,
            String, More...>(
        query, binds,
        [&](Integer id, Integer at, Integer user, Integer conversation, Integer reply, String& kind,
            String& rule, String& grade_name, String& outcome, String& reason, String& mark,
            More&... more) {
            std::optional<bool> right;
            if (!mark.empty()) right = mark == "right";
            fn(app::RemarkRecord{app::RemarkId{id}, from_millis(at), UserId{user},
                                 ConversationId{conversation}, ReplyId{reply},
                                 advice_kind(kind).value_or(AdviceKind::tone), rule,
                                 grade(grade_name).value_or(Grade::hint),
                                 app::remark_outcome(outcome), reason, right},
               more...);
        });
}

template <class... More, class Fn>
void read_playbooks(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                    Fn fn) {
    db.each<Integer, Integer, Integer, String, String, String, String, String, String, String,
            Integer, Integer, More...>(
        query, binds,
        [&](Integer id, Integer version, Integer retired, String& topics, String& title,
            String& goal, String& tone, String& facts, String& authority, String& examples,
            Integer at, Integer by, More&... more) {
            fn(app::PlaybookRecord{app::PlaybookId{id}, version, retired != 0,
                                   texts_from_json(topics), title, goal, tone,
                                   texts_from_json(facts), texts_from_json(authority),
                                   texts_from_json(examples), from_millis(at), UserId{by}},
               more...);
        });
}

std::optional<app::RemedyRecord> find_remedy(Connection& db, ConversationId id);
std::optional<app::OutgoingStop> find_outgoing_stop(Connection& db);
GuardPolicy find_guard(Connection& db);

}  // namespace heed::store
