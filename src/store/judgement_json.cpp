#include "store/judgement_json.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

#include "store/sql.hpp"

namespace heed::store {

namespace {

/// Hands each element of a JSON array over; nothing when the text is none.
template <class Fn>
void each_element(std::string_view text, Fn fn) {
    if (text.empty() || text == "[]") return;
    simdjson::dom::parser parser;
    simdjson::dom::array array;
    if (parser.parse(text.data(), text.size()).get(array) != simdjson::SUCCESS) return;
    for (const auto element : array)
        fn(element);
}

long long number(simdjson::dom::object object, const char* name, long long otherwise) {
    int64_t value = 0;
    return object[name].get(value) == simdjson::SUCCESS ? value : otherwise;
}

std::string text_of(simdjson::dom::object object, const char* name) {
    std::string_view value;
    return object[name].get(value) == simdjson::SUCCESS ? std::string(value) : std::string{};
}

bool flag(simdjson::dom::object object, const char* name) {
    return number(object, name, 0) != 0;
}

Matter matter_of(simdjson::dom::object object) {
    Matter matter;
    matter.judged = flag(object, "judged");
    matter.intent = intent(text_of(object, "intent")).value_or(Intent::other);
    matter.severity = static_cast<int>(number(object, "severity", 0));
    matter.anger = from_thousandths(number(object, "anger", 0));
    matter.fear = from_thousandths(number(object, "fear", 0));
    matter.sadness = from_thousandths(number(object, "sadness", 0));
    matter.irony = from_thousandths(number(object, "irony", 0));
    matter.needs_answer = flag(object, "needs_answer");
    matter.unsure = flag(object, "unsure");
    matter.language = text_of(object, "language");
    if (matter.language.empty()) matter.language = "und";
    simdjson::dom::array topics;
    if (object["topics"].get(topics) != simdjson::SUCCESS) return matter;
    for (const auto topic : topics) {
        std::string_view id;
        if (topic.get(id) == simdjson::SUCCESS) matter.topics.emplace_back(id);
    }
    return matter;
}

}  // namespace

long long to_thousandths(double share) {
    return std::llround(share * 1000);
}

double from_thousandths(long long thousandths) {
    return static_cast<double>(thousandths) / 1000;
}

std::string spans_to_json(const std::vector<TextSpan>& spans) {
    if (spans.empty()) return "[]";
    Rows rows;
    for (const auto& span : spans)
        rows.add(span.start, span.end);
    return rows.take();
}

std::vector<TextSpan> spans_from_json(std::string_view text) {
    std::vector<TextSpan> spans;
    each_element(text, [&](simdjson::dom::element row) {
        uint64_t start = 0;
        uint64_t end = 0;
        if (row.at(0).get(start) == simdjson::SUCCESS && row.at(1).get(end) == simdjson::SUCCESS) {
            spans.push_back({start, end});
        }
    });
    return spans;
}

std::string opinions_to_json(const std::vector<TopicOpinion>& topics) {
    if (topics.empty()) return "[]";
    Rows rows;
    for (const auto& opinion : topics)
        rows.add(opinion.topic, to_thousandths(opinion.confidence));
    return rows.take();
}

std::vector<TopicOpinion> opinions_from_json(std::string_view text) {
    std::vector<TopicOpinion> topics;
    each_element(text, [&](simdjson::dom::element row) {
        std::string_view topic;
        int64_t confidence = 0;
        if (row.at(0).get(topic) == simdjson::SUCCESS &&
            row.at(1).get(confidence) == simdjson::SUCCESS) {
            topics.push_back({std::string(topic), from_thousandths(confidence)});
        }
    });
    return topics;
}

std::vector<std::string> texts_from_json(std::string_view text) {
    std::vector<std::string> texts;
    each_element(text, [&](simdjson::dom::element element) {
        std::string_view value;
        if (element.get(value) == simdjson::SUCCESS) texts.emplace_back(value);
    });
    return texts;
}

std::string facts_to_json(const PriorityFacts& facts) {
    if (facts == PriorityFacts{}) return {};
    const auto& m = facts.matter;
    std::string text = fmt::format(
        R"({{"judged":{:d},"intent":"{}","severity":{},"anger":{},"fear":{},"sadness":{},"irony":{},)"
        R"("needs_answer":{:d},"unsure":{:d},"followers":{},"tries":{},"value":"{}","vulnerable":{:d},)"
        R"("influential":{:d},"broken":{},"language":)",
        m.judged, name_of(m.intent), m.severity, to_thousandths(m.anger), to_thousandths(m.fear),
        to_thousandths(m.sadness), to_thousandths(m.irony), m.needs_answer, m.unsure,
        facts.followers, facts.earlier_tries, name_of(facts.marks.value), facts.marks.vulnerable,
        facts.marks.influential, facts.broken_promises);
    append_json_text(text, m.language);
    text += ",\"topics\":" + json_array(m.topics) + "}";
    return text;
}

PriorityFacts facts_from_json(std::string_view text) {
    PriorityFacts facts;
    if (text.empty()) return facts;
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    if (parser.parse(text.data(), text.size()).get(object) != simdjson::SUCCESS) return facts;
    facts.matter = matter_of(object);
    facts.followers = number(object, "followers", -1);
    facts.earlier_tries = static_cast<int>(number(object, "tries", 0));
    facts.marks.value = customer_value(text_of(object, "value")).value_or(CustomerValue::ordinary);
    facts.marks.vulnerable = flag(object, "vulnerable");
    facts.marks.influential = flag(object, "influential");
    facts.broken_promises = static_cast<int>(number(object, "broken", 0));
    return facts;
}

}  // namespace heed::store
