#include "domain/judgement/matter.hpp"

#include <algorithm>

namespace heed {

namespace {

int weight(Intent intent) {
    switch (intent) {
        case Intent::complaint:
            return 4;
        case Intent::request:
            return 3;
        case Intent::question:
            return 2;
        case Intent::other:
            return 1;
        case Intent::praise:
            return 0;
    }
    return 1;
}

void add_topic(Matter& matter, const std::string& topic) {
    if (matter.topics.size() >= matter_topics_max) return;
    if (std::find(matter.topics.begin(), matter.topics.end(), topic) != matter.topics.end()) return;
    matter.topics.push_back(topic);
}

}  // namespace

bool graver(Intent a, Intent b) {
    return weight(a) > weight(b);
}

void add(Matter& matter, const Judgement& judgement) {
    if (!matter.judged || graver(judgement.intent, matter.intent)) matter.intent = judgement.intent;
    matter.judged = true;
    matter.severity = std::max(matter.severity, judgement.severity);
    matter.anger = std::max(matter.anger, judgement.anger);
    matter.fear = std::max(matter.fear, judgement.fear);
    matter.sadness = std::max(matter.sadness, judgement.sadness);
    matter.irony = std::max(matter.irony, judgement.irony);
    matter.needs_answer = matter.needs_answer || judgement.needs_answer;
    matter.unsure = matter.unsure || judgement.unsure;
    for (const auto& topic : judgement.topics)
        add_topic(matter, topic.topic);
    if (judgement.language != "und") matter.language = judgement.language;
}

}  // namespace heed
