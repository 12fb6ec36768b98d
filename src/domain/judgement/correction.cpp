#include "domain/judgement/correction.hpp"

#include <algorithm>

namespace heed {

namespace {

std::vector<TopicOpinion> certain(const std::vector<std::string>& topics) {
    std::vector<TopicOpinion> opinions;
    for (const auto& topic : topics) {
        if (opinions.size() < topics_max) opinions.push_back({topic, 1.0});
    }
    return opinions;
}

template <class Value>
void answer(std::optional<Value>& question, const std::optional<Value>& later) {
    if (later) question = later;
}

}  // namespace

Correction joined(Correction earlier, const Correction& later) {
    answer(earlier.intent, later.intent);
    answer(earlier.sentiment, later.sentiment);
    answer(earlier.severity, later.severity);
    answer(earlier.topics, later.topics);
    answer(earlier.needs_answer, later.needs_answer);
    answer(earlier.about_us, later.about_us);
    return earlier;
}

Correction differing(Correction said, const Judgement& was) {
    if (said.sentiment == was.sentiment) said.sentiment.reset();
    if (said.needs_answer == was.needs_answer) said.needs_answer.reset();
    return said;
}

Judgement corrected(Judgement judgement, const Correction& correction) {
    if (correction.intent) {
        judgement.intent = *correction.intent;
        judgement.intent_confidence = 1;
        if (judgement.intent != Intent::complaint) judgement.severity = 0;
    }
    if (correction.sentiment) {
        judgement.sentiment = *correction.sentiment;
        judgement.sentiment_confidence = 1;
    }
    if (correction.severity) judgement.severity = std::clamp(*correction.severity, 0, severity_max);
    if (correction.topics) judgement.topics = certain(*correction.topics);
    if (correction.needs_answer) {
        judgement.needs_answer = *correction.needs_answer;
        judgement.needs_answer_confidence = 1;
    }
    judgement.unsure = false;
    judgement.layer = corrected_layer;
    return judgement;
}

}  // namespace heed
