#include "api/json.hpp"
#include "api/map.hpp"

namespace heed::api {

namespace {

/// Both sides name their values alike.
template <class To, class From>
To same_name(From value, To otherwise) {
    return enum_from_name<To>(heed::name_of(value)).value_or(otherwise);
}

int& weight(PriorityWeights& weights, FactorKind kind) {
    int* const all[] = {&weights.anger,          &weights.severity,        &weights.fear,
                        &weights.reach,          &weights.earlier_tries,   &weights.customer_value,
                        &weights.vulnerable,     &weights.influence,       &weights.request,
                        &weights.broken_promise, &weights.no_answer_needed};
    return *all[static_cast<std::size_t>(kind)];
}

}  // namespace

Judgement to_wire(const heed::Judgement& judgement) {
    Judgement wire;
    wire.language = judgement.language;
    wire.intent = {same_name(judgement.intent, Intent::other), judgement.intent_confidence};
    wire.sentiment = {same_name(judgement.sentiment, Sentiment::neutral),
                      judgement.sentiment_confidence};
    wire.anger = judgement.anger;
    wire.fear = judgement.fear;
    wire.sadness = judgement.sadness;
    wire.irony = judgement.irony;
    wire.severity = judgement.severity;
    for (const auto& topic : judgement.topics)
        wire.topics.push_back({topic.topic, topic.confidence});
    wire.needs_answer = judgement.needs_answer;
    wire.unsure = judgement.unsure;
    for (const auto& span : judgement.because) {
        wire.because.push_back(
            {static_cast<long long>(span.start), static_cast<long long>(span.end)});
    }
    wire.layer = judgement.layer;
    wire.model = judgement.model;
    return wire;
}

Matter to_wire(const heed::Matter& matter) {
    return {same_name(matter.intent, Intent::other),
            matter.severity,
            matter.anger,
            matter.fear,
            matter.sadness,
            matter.irony,
            matter.needs_answer,
            matter.unsure,
            matter.topics,
            matter.language};
}

Priority to_wire(const heed::Priority& priority) {
    Priority wire{priority.head_start, priority.capped, {}};
    for (const auto& factor : priority.factors) {
        wire.factors.push_back({same_name(factor.kind, FactorKind::anger), factor.minutes,
                                factor.measure, factor.reason});
    }
    return wire;
}

CustomerMarks to_wire(const heed::CustomerMarks& marks) {
    return {same_name(marks.value, CustomerValue::ordinary), marks.vulnerable, marks.influential};
}

heed::CustomerMarks from_wire(const CustomerMarks& marks) {
    return {heed::customer_value(name_of(marks.value)).value_or(heed::CustomerValue::ordinary),
            marks.vulnerable, marks.influential};
}

PriorityWeights to_wire(const heed::PriorityWeights& weights) {
    PriorityWeights wire;
    wire.head_start_max = weights.head_start_max;
    for (const auto kind : json::enum_values<FactorKind>)
        weight(wire, kind) = weights.minutes[static_cast<std::size_t>(kind)];
    return wire;
}

heed::PriorityWeights from_wire(const PriorityWeights& wire) {
    heed::PriorityWeights weights;
    weights.head_start_max = wire.head_start_max;
    auto copy = wire;
    for (const auto kind : json::enum_values<FactorKind>)
        weights.minutes[static_cast<std::size_t>(kind)] = weight(copy, kind);
    return weights;
}

heed::Correction from_wire(const JudgementCorrection& wire) {
    heed::Correction correction;
    if (wire.intent) correction.intent = heed::intent(name_of(*wire.intent));
    if (wire.sentiment) correction.sentiment = heed::sentiment(name_of(*wire.sentiment));
    correction.severity = wire.severity;
    correction.topics = wire.topics;
    correction.needs_answer = wire.needs_answer;
    correction.about_us = wire.about_us;
    return correction;
}

}  // namespace heed::api
