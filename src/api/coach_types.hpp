#pragma once

#include "api/judgement_types.hpp"
#include "api/person_types.hpp"

/// What the coach says of a draft, and what the guard makes of it, as they travel.
namespace heed::api {

enum class AdviceKind {
    canned,
    name,
    signature,
    apology,
    feeling,
    tone,
    length,
    question,
    next_step,
    remedy,
    personal_data,
    case_detail,
    other_customer,
    private_way,
    promise,
    fact,
    contradiction,
    network_length,
    stranger,
    link,
    alt_text,
    language,
    attachment
};
BOOST_DESCRIBE_ENUM(AdviceKind, canned, name, signature, apology, feeling, tone, length, question,
                    next_step, remedy, personal_data, case_detail, other_customer, private_way,
                    promise, fact, contradiction, network_length, stranger, link, alt_text,
                    language, attachment)

enum class Grade { stop, ask, hint };
BOOST_DESCRIBE_ENUM(Grade, stop, ask, hint)

/// An earlier reply that the draft resembles, or an example of a playbook.
struct Twin {
    Text to, text;  ///< whom it was said to, or the playbook's title; what
    double similarity = 0;
    bool same_thread = false;  ///< the audience can see both
    bool example = false;      ///< of a playbook
};
BOOST_DESCRIBE_STRUCT(Twin, (), (to, text, similarity, same_thread, example))

/// What a draft promises, for recording it.
struct PromiseFound {
    Text what;
    Maybe<Text> due_at;
    /// Where the draft names a day or an hour, they are the writer's own: their program knows the
    /// time zone.
    Maybe<int> weekday;  ///< 1 Monday to 7 Sunday
    Maybe<int> in_days;  ///< 0 today, 1 tomorrow
    Maybe<int> minute;   ///< of that day, 0 to 1439
};
BOOST_DESCRIBE_STRUCT(PromiseFound, (), (what, due_at, weekday, in_days, minute))

/// One remark on a draft. Spans are in code points of the draft.
struct Advice {
    AdviceKind kind = AdviceKind::tone;
    Grade grade = Grade::hint;
    std::vector<Span> spans;
    Text rule;    ///< "personal_data.card"
    Text reason;  ///< a sentence
    Text do_;     ///< what to do, a sentence
    Maybe<Twin> twin;
    Maybe<PromiseFound> promise;
};
BOOST_DESCRIBE_STRUCT(Advice, (), (kind, grade, spans, rule, reason, do_, twin, promise))

/// free: it would leave; needs_approval: it would wait for a colleague; blocked: it would be
/// refused; stopped: it would be taken and wait until the desk speaks again.
enum class VerdictState { free, needs_approval, blocked, stopped };
BOOST_DESCRIBE_ENUM(VerdictState, free, needs_approval, blocked, stopped)

struct Verdict {
    VerdictState state = VerdictState::free;
    Text why;                   ///< a sentence, empty when free
    bool may_override = false;  ///< the caller may send it all the same, with a reason
    /// Places of the remarks that decided, in the list that comes with it. None where it is free,
    /// or where every reply of these people waits.
    std::vector<long long> decided;
    bool second_person = false;  ///< sent with a reason it still waits for a colleague
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (state, why, may_override, decided, second_person))

enum class Words { en, de };
BOOST_DESCRIBE_ENUM(Words, en, de)

/// A draft to be read.
struct AskAdvice {
    Text room_id, text;
    Maybe<Text> in_reply_to;
    Maybe<Texts> media_ids;
    Words words = Words::en;  ///< the language of the remarks' sentences
};
BOOST_DESCRIBE_STRUCT(AskAdvice, (), (room_id, text, in_reply_to, media_ids, words))

struct DraftAdvice {
    std::vector<Advice> advice;  ///< the gravest first
    Verdict verdict;
    bool known_language = true;  ///< false: only what needs no words of a language was looked at
    Text language;               ///< of the draft, BCP 47, "und" when it cannot be told
};
BOOST_DESCRIBE_STRUCT(DraftAdvice, (), (advice, verdict, known_language, language))

/// What a company tells the coach of itself.
struct CoachSettings {
    Texts own_contacts;  ///< its public numbers, addresses, pages: nobody's secret
    Texts countries;     ///< where its customers live ("DE"); empty: anywhere
    Text rules;          ///< its own rules, in the format of docs/coach.md
};
BOOST_DESCRIBE_STRUCT(CoachSettings, (), (own_contacts, countries, rules))

// --- the guard -------------------------------------------------------------------------------

enum class GuardAction { free, second_person, block };
BOOST_DESCRIBE_ENUM(GuardAction, free, second_person, block)

/// What happens to the replies of a role on a channel. The most exact rule decides: one for the
/// role and the channel, then for the role, then for the channel, then for everybody.
struct GuardRule {
    Maybe<Role> role;        ///< null: every role
    Maybe<Text> channel_id;  ///< null: every channel
    GuardAction stop = GuardAction::block, ask = GuardAction::free, hint = GuardAction::free;
    bool all_wait = false;     ///< every reply waits for a second person
    bool may_override = true;  ///< these people may send what is blocked, with a reason
};
BOOST_DESCRIBE_STRUCT(GuardRule, (), (role, channel_id, stop, ask, hint, all_wait, may_override))

struct Guard {
    std::vector<GuardRule> rules;
    long long version = 0;  ///< also the ETag
};
BOOST_DESCRIBE_STRUCT(Guard, (), (rules, version))

/// The big switch. While it stands, replies are taken and wait.
struct OutgoingState {
    bool stopped = false;
    Text reason;
    Maybe<Text> at;         ///< since when
    Maybe<Person> by;       ///< who stopped it
    long long waiting = 0;  ///< replies that are on their way or wait for the switch
};
BOOST_DESCRIBE_STRUCT(OutgoingState, (), (stopped, reason, at, by, waiting))

struct OutgoingChange {
    Maybe<bool> stopped;
    Maybe<Text> reason;  ///< required to stop
};
BOOST_DESCRIBE_STRUCT(OutgoingChange, (), (stopped, reason))

enum class Decision { approve, return_ };
BOOST_DESCRIBE_ENUM(Decision, approve, return_)  // "return" on the wire

/// By somebody else than the writer. `note` is required to return a reply, and to approve one
/// that is blocked.
struct ApprovalDecision {
    Maybe<Decision> decision;
    Maybe<Text> note;
};
BOOST_DESCRIBE_STRUCT(ApprovalDecision, (), (decision, note))

// --- what the coach said, over time ----------------------------------------------------------

/// How often the coach said something, and what became of it.
struct CoachingRow {
    AdviceKind kind = AdviceKind::tone;
    Text rule;
    Grade grade = Grade::hint;
    long long said = 0;              ///< of drafts, once each
    long long mended = 0;            ///< it was gone when the reply was sent
    long long overridden = 0;        ///< it blocked, and a person sent the reply all the same
    long long right = 0, wrong = 0;  ///< of those overridden, as people said afterwards
};
BOOST_DESCRIBE_STRUCT(CoachingRow, (), (kind, rule, grade, said, mended, overridden, right, wrong))

/// A block that a person overrode.
struct OverriddenRemark {
    Text id, at, conversation_id;
    Person person;
    Text customer;  ///< the handle
    AdviceKind kind = AdviceKind::tone;
    Text rule;
    Grade grade = Grade::stop;
    Text reason;
    Maybe<bool> right;  ///< whether the coach had been right, as people said afterwards
};
BOOST_DESCRIBE_STRUCT(OverriddenRemark, (),
                      (id, at, conversation_id, person, customer, kind, rule, grade, reason, right))

struct Coaching {
    int days = 0;
    long long drafts = 0;                     ///< replies that were sent or tried
    std::vector<CoachingRow> rules;           ///< the most frequent first
    std::vector<OverriddenRemark> overrides;  ///< newest first, at most 100
};
BOOST_DESCRIBE_STRUCT(Coaching, (), (days, drafts, rules, overrides))

struct OverrideOpinion {
    Maybe<bool> right;  ///< null takes it back
};
BOOST_DESCRIBE_STRUCT(OverrideOpinion, (), (right))

}  // namespace heed::api
