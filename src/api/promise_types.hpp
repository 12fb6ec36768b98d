#pragma once

#include "api/person_types.hpp"

/// What we told customers we would do, and what would put their matters right, as they travel.
namespace heed::api {

enum class PromiseState { open, kept, broken, released };
BOOST_DESCRIBE_ENUM(PromiseState, open, kept, broken, released)

/// broken: their day passed, and nobody has made them good; open; closed: all the others.
enum class PromiseGroup { broken, open, closed };
BOOST_DESCRIBE_ENUM(PromiseGroup, broken, open, closed)

struct Promise {
    Text id, conversation_id;
    Text customer;  ///< the handle it was made to
    Text what;      ///< in our words
    Person owner;
    Text due_at;
    PromiseState state = PromiseState::open;
    Person recorded_by;
    Text recorded_at;
    Text evidence;  ///< how we know that it was kept, or why it was broken or released
    Maybe<Text> closed_at;
    Maybe<Person> closed_by;   ///< absent: it fell due
    Maybe<Text> made_good_at;  ///< a broken one, kept late
    Maybe<Text> topic, reply_id;
    long long version = 1;  ///< also the ETag
};
BOOST_DESCRIBE_STRUCT(Promise, (),
                      (id, conversation_id, customer, what, owner, due_at, state, recorded_by,
                       recorded_at, evidence, closed_at, closed_by, made_good_at, topic, reply_id,
                       version))

struct NewPromise {
    Text what, due_at;
    Maybe<Text> owner_id;  ///< absent: the caller
    Maybe<Text> reply_id, evidence;
};
BOOST_DESCRIBE_STRUCT(NewPromise, (), (what, due_at, owner_id, reply_id, evidence))

/// What is left out stays. `state` kept of a broken one says that it was made good.
struct PromiseChange {
    Maybe<PromiseState> state;
    Maybe<Text> what, due_at, owner_id, evidence;
};
BOOST_DESCRIBE_STRUCT(PromiseChange, (), (state, what, due_at, owner_id, evidence))

struct PromisePage {
    std::vector<Promise> items;
    Maybe<Text> next;
};
BOOST_DESCRIBE_STRUCT(PromisePage, (), (items, next))

struct PersonPromises {
    Person person;
    long long open = 0, kept = 0, broken = 0, made_good = 0;
};
BOOST_DESCRIBE_STRUCT(PersonPromises, (), (person, open, kept, broken, made_good))

struct TopicPromises {
    Text topic;  ///< empty: none was recognised
    long long open = 0, kept = 0, broken = 0, made_good = 0;
};
BOOST_DESCRIBE_STRUCT(TopicPromises, (), (topic, open, kept, broken, made_good))

/// Of the promises recorded in the last 90 days.
struct PromiseCounts {
    std::vector<PersonPromises> people;
    std::vector<TopicPromises> topics;
};
BOOST_DESCRIBE_STRUCT(PromiseCounts, (), (people, topics))

// --- what would put it right -----------------------------------------------------------------

enum class RemedyDecision { granted, partly, refused };
BOOST_DESCRIBE_ENUM(RemedyDecision, granted, partly, refused)

struct Remedy {
    Maybe<Text> asked_at;
    Maybe<Person> asked_by;
    Text wish;  ///< what the customer says would put it right
    Maybe<RemedyDecision> decision;
    Text reason;  ///< the honest one
    Maybe<Text> decided_at;
    Maybe<Person> decided_by;
    Maybe<Text> followed_at;  ///< it was done
    Maybe<Person> followed_by;
    long long version = 0;  ///< also the ETag
};
BOOST_DESCRIBE_STRUCT(Remedy, (),
                      (asked_at, asked_by, wish, decision, reason, decided_at, decided_by,
                       followed_at, followed_by, version))

/// What is left out stays. Another decision than `granted` needs a reason.
struct RemedyChange {
    Maybe<bool> asked, followed;
    Maybe<Text> wish, reason;
    Maybe<RemedyDecision> decision;
};
BOOST_DESCRIBE_STRUCT(RemedyChange, (), (asked, followed, wish, reason, decision))

}  // namespace heed::api
