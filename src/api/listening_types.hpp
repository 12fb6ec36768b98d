#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "api/types.hpp"

/// What the desk listens for and what it heard, as it travels.
namespace heed::api {

enum class TermKind { word, phrase, hashtag, handle, product };
BOOST_DESCRIBE_ENUM(TermKind, word, phrase, hashtag, handle, product)

/// Why we listen for it. What names only a competitor, or only a crisis, never enters the inbox by
/// itself.
enum class TermPurpose { brand, product, competitor, crisis };
BOOST_DESCRIBE_ENUM(TermPurpose, brand, product, competitor, crisis)

struct Term {
    Text id, text;
    TermKind kind = TermKind::word;
    TermPurpose purpose = TermPurpose::brand;
    Texts exclusions;  ///< a post that holds one of these does not hold the term
    Texts languages;   ///< BCP 47; empty: any
    Text created_at;
};
BOOST_DESCRIBE_STRUCT(Term, (), (id, text, kind, purpose, exclusions, languages, created_at))

struct TermList {
    std::vector<Term> items;
};
BOOST_DESCRIBE_STRUCT(TermList, (), (items))

struct NewTerm {
    Text text;
    Maybe<TermKind> kind;        ///< absent: as the text shows ("#": a hashtag, "@": a handle, ...)
    Maybe<TermPurpose> purpose;  ///< absent: brand
    Maybe<Texts> exclusions, languages;
};
BOOST_DESCRIBE_STRUCT(NewTerm, (), (text, kind, purpose, exclusions, languages))

struct TermChange {
    Maybe<Text> text;
    Maybe<TermKind> kind;
    Maybe<TermPurpose> purpose;
    Maybe<Texts> exclusions, languages;
};
BOOST_DESCRIBE_STRUCT(TermChange, (), (text, kind, purpose, exclusions, languages))

/// A post of the stream.
struct HeardPost {
    Text id, text, language;
    Identity author;
    Text channel_id, network;
    Maybe<Text> url;
    Text written_at;
};
BOOST_DESCRIBE_STRUCT(HeardPost, (),
                      (id, text, language, author, channel_id, network, url, written_at))

/// A term that is tried on the last days before it is saved.
struct TermTrial {
    Text text;
    Maybe<TermKind> kind;
    Maybe<Texts> exclusions, languages;
    Maybe<int> days;  ///< 1 to 90; absent: 7
};
BOOST_DESCRIBE_STRUCT(TermTrial, (), (text, kind, exclusions, languages, days))

struct TrialSample {
    HeardPost post;
    std::vector<Span> spans;
};
BOOST_DESCRIBE_STRUCT(TrialSample, (), (post, spans))

struct TrialResult {
    long long matched = 0;  ///< so many of the posts that the desk keeps would have matched
    long long scanned = 0;  ///< so many were looked at, the newest
    Text since;             ///< the oldest of them was received then
    std::vector<TrialSample> samples;  ///< newest first, at most 20
};
BOOST_DESCRIBE_STRUCT(TrialResult, (), (matched, scanned, since, samples))

enum class HeardDecision { inbox, listening, folded, quiet, not_about_us };
BOOST_DESCRIBE_ENUM(HeardDecision, inbox, listening, folded, quiet, not_about_us)

struct HeardTerm {
    Text id, text;
    TermPurpose purpose = TermPurpose::brand;
    std::vector<Span> spans;
};
BOOST_DESCRIBE_STRUCT(HeardTerm, (), (id, text, purpose, spans))

/// Talk about us that does not address us, and what was decided about it.
struct HeardItem {
    HeardPost post;
    std::vector<HeardTerm> terms;
    Maybe<Judgement> judgement;
    HeardDecision decision = HeardDecision::listening;
    Text reason;
    Maybe<Text> conversation_id;
};
BOOST_DESCRIBE_STRUCT(HeardItem, (), (post, terms, judgement, decision, reason, conversation_id))

enum class StreamHearing { off, connecting, hears, deaf };
BOOST_DESCRIBE_ENUM(StreamHearing, off, connecting, hears, deaf)

/// How it stands with hearing a whole network for our terms.
struct HeardStream {
    StreamHearing hearing = StreamHearing::off;
    Text network;
    Text reason;                ///< what is wanting, what is wrong, or what may be missing
    Maybe<Text> since;          ///< it is so
    Maybe<Text> heard_up_to;    ///< what was written until then was heard
    Maybe<long long> behind_s;  ///< that is so many seconds ago
};
BOOST_DESCRIBE_STRUCT(HeardStream, (), (hearing, network, reason, since, heard_up_to, behind_s))

struct HeardPage {
    std::vector<HeardItem> items;
    Maybe<Text> next;
};
BOOST_DESCRIBE_STRUCT(HeardPage, (), (items, next))

struct VolumePoint {
    Text from;
    long long count = 0;
    long long negative = 0;  ///< in a bad mood
    long long inbox = 0;     ///< entered the inbox
};
BOOST_DESCRIBE_STRUCT(VolumePoint, (), (from, count, negative, inbox))

struct TermVolume {
    Text term_id, text;
    TermPurpose purpose = TermPurpose::brand;
    long long count = 0, negative = 0, inbox = 0;
    double negative_share = 0;        ///< of `count`
    std::vector<VolumePoint> points;  ///< oldest first; spans without posts are left out
};
BOOST_DESCRIBE_STRUCT(TermVolume, (),
                      (term_id, text, purpose, count, negative, inbox, negative_share, points))

struct DecisionCount {
    HeardDecision decision = HeardDecision::listening;
    long long count = 0;
};
BOOST_DESCRIBE_STRUCT(DecisionCount, (), (decision, count))

struct Volume {
    Text since;
    int step_hours = 1;             ///< how much one point covers
    std::vector<TermVolume> terms;  ///< the most talked about first
    std::vector<DecisionCount> decisions;
};
BOOST_DESCRIBE_STRUCT(Volume, (), (since, step_hours, terms, decisions))

/// An account that is not approached unasked.
struct Quiet {
    Text id, network, handle, reason, at;
    Maybe<Text> added_by;  ///< a name
};
BOOST_DESCRIBE_STRUCT(Quiet, (), (id, network, handle, reason, at, added_by))

struct QuietPage {
    std::vector<Quiet> items;
    Maybe<Text> next;
};
BOOST_DESCRIBE_STRUCT(QuietPage, (), (items, next))

struct NewQuiet {
    Maybe<Text> identity_id;      ///< an account that the desk knows, or
    Maybe<Text> network, handle;  ///< any
    Text reason;
};
BOOST_DESCRIBE_STRUCT(NewQuiet, (), (identity_id, network, handle, reason))

}  // namespace heed::api
