#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

/// What the desk thinks of posts, and why conversations stand where they stand, as they travel.
namespace heed::api {

enum class Intent { complaint, request, question, praise, other };
BOOST_DESCRIBE_ENUM(Intent, complaint, request, question, praise, other)

enum class Sentiment { negative, neutral, positive };
BOOST_DESCRIBE_ENUM(Sentiment, negative, neutral, positive)

struct IntentOpinion {
    Intent label = Intent::other;
    double confidence = 0;
};
BOOST_DESCRIBE_STRUCT(IntentOpinion, (), (label, confidence))

struct SentimentOpinion {
    Sentiment label = Sentiment::neutral;
    double confidence = 0;
};
BOOST_DESCRIBE_STRUCT(SentimentOpinion, (), (label, confidence))

/// A topic of the desk's taxonomy.
struct TopicOpinion {
    std::string id;
    double confidence = 0;
};
BOOST_DESCRIBE_STRUCT(TopicOpinion, (), (id, confidence))

/// A part of a text, half open, in code points.
struct Span {
    long long start = 0, end = 0;
};
BOOST_DESCRIBE_STRUCT(Span, (), (start, end))

/// An opinion with its confidence and the words that decided.
struct Judgement {
    std::string language;  ///< BCP 47, "und" when it cannot be told
    IntentOpinion intent;
    SentimentOpinion sentiment;
    double anger = 0, fear = 0, sadness = 0;
    double irony = 0;  ///< may be meant the other way round
    int severity = 0;  ///< of a complaint, 0 to 3
    std::vector<TopicOpinion> topics;
    bool needs_answer = false;
    bool unsure = false;        ///< a person should look
    std::vector<Span> because;  ///< the words that decided
    std::string layer;          ///< "fast", "fast_only", "encoder" or "corrected"
    std::string model;
};
BOOST_DESCRIBE_STRUCT(Judgement, (),
                      (language, intent, sentiment, anger, fear, sadness, irony, severity, topics,
                       needs_answer, unsure, because, layer, model))

/// What a person says a post really is. What is left out stays.
struct JudgementCorrection {
    std::optional<Intent> intent;
    std::optional<Sentiment> sentiment;
    std::optional<int> severity;
    std::optional<std::vector<std::string>> topics;
    std::optional<bool> needs_answer;
    std::optional<bool> about_us;
};
BOOST_DESCRIBE_STRUCT(JudgementCorrection, (),
                      (intent, sentiment, severity, topics, needs_answer, about_us))

/// What the posts that wait for an answer say together: the gravest of each.
struct Matter {
    Intent intent = Intent::other;
    int severity = 0;
    double anger = 0, fear = 0, sadness = 0, irony = 0;
    bool needs_answer = false, unsure = false;
    std::vector<std::string> topics;
    std::string language;
};
BOOST_DESCRIBE_STRUCT(Matter, (),
                      (intent, severity, anger, fear, sadness, irony, needs_answer, unsure, topics,
                       language))

enum class FactorKind {
    anger,
    severity,
    fear,
    reach,
    earlier_tries,
    customer_value,
    vulnerable,
    influence,
    request,
    broken_promise,
    no_answer_needed
};
BOOST_DESCRIBE_ENUM(FactorKind, anger, severity, fear, reach, earlier_tries, customer_value,
                    vulnerable, influence, request, broken_promise, no_answer_needed)

struct PriorityFactor {
    FactorKind factor = FactorKind::anger;
    int minutes = 0;     ///< how much longer it counts as having waited
    double measure = 0;  ///< what was measured: 0 to 1, a grade, or a count
    std::string reason;  ///< a sentence
};
BOOST_DESCRIBE_STRUCT(PriorityFactor, (), (factor, minutes, measure, reason))

/// The list is in order of waiting_since less the head start.
struct Priority {
    int head_start = 0;   ///< minutes
    bool capped = false;  ///< the factors add up to more than a head start may be
    std::vector<PriorityFactor> factors;
};
BOOST_DESCRIBE_STRUCT(Priority, (), (head_start, capped, factors))

/// The most that each factor counts, in minutes of waiting.
struct PriorityWeights {
    int anger = 0, severity = 0, fear = 0, reach = 0, earlier_tries = 0, customer_value = 0,
        vulnerable = 0, influence = 0, request = 0, broken_promise = 0, no_answer_needed = 0,
        head_start_max = 0;
};
BOOST_DESCRIBE_STRUCT(PriorityWeights, (),
                      (anger, severity, fear, reach, earlier_tries, customer_value, vulnerable,
                       influence, request, broken_promise, no_answer_needed, head_start_max))

enum class CustomerValue { ordinary, regular, high };
BOOST_DESCRIBE_ENUM(CustomerValue, ordinary, regular, high)

/// What the team knows of a customer that no post says.
struct CustomerMarks {
    CustomerValue value = CustomerValue::ordinary;
    bool vulnerable = false, influential = false;
};
BOOST_DESCRIBE_STRUCT(CustomerMarks, (), (value, vulnerable, influential))

struct Topic {
    std::string id, label;
    std::string words;  ///< one term a line; a post that holds one has the topic
    bool retired = false;
};
BOOST_DESCRIBE_STRUCT(Topic, (), (id, label, words, retired))

struct TopicList {
    std::vector<Topic> items;
};
BOOST_DESCRIBE_STRUCT(TopicList, (), (items))

struct TopicChange {
    std::string label, words;
    bool retired = false;
};
BOOST_DESCRIBE_STRUCT(TopicChange, (), (label, words, retired))

/// How often staff said otherwise, of one kind of post.
struct QualityRow {
    std::string name;  ///< a language, an intent, a topic or a layer
    long long judged = 0, corrected = 0;
    long long unsure = 0;  ///< of those judged
};
BOOST_DESCRIBE_STRUCT(QualityRow, (), (name, judged, corrected, unsure))

struct QualityExample {
    std::string post_id, text, was, is, at;
};
BOOST_DESCRIBE_STRUCT(QualityExample, (), (post_id, text, was, is, at))

struct Quality {
    std::string since;
    QualityRow all;
    std::vector<QualityRow> languages, intents, topics, layers;
    std::vector<QualityExample> latest;  ///< newest first, at most 50
};
BOOST_DESCRIBE_STRUCT(Quality, (), (since, all, languages, intents, topics, layers, latest))

/// What judges posts at this desk.
struct Understanding {
    bool fast = false, encoder = false;
    std::string state;      ///< in words, with what to do where something is missing
    long long learned = 0;  ///< corrections that are used
};
BOOST_DESCRIBE_STRUCT(Understanding, (), (fast, encoder, state, learned))

}  // namespace heed::api
