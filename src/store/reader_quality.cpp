#include "store/judgements.hpp"
#include "store/reader.hpp"

namespace heed::store {

using namespace app;

namespace {

std::optional<bool> flag_of(Integer value) {
    if (value < 0) return std::nullopt;
    return value != 0;
}

Correction make_correction(const String& intent_name, const String& sentiment_name,
                           Integer severity, const String& topics, Integer needs_answer,
                           Integer about_us) {
    Correction said;
    said.intent = intent(intent_name);
    said.sentiment = sentiment(sentiment_name);
    if (severity >= 0) said.severity = static_cast<int>(severity);
    if (!topics.empty()) said.topics = texts_from_json(topics);
    said.needs_answer = flag_of(needs_answer);
    said.about_us = flag_of(about_us);
    return said;
}

}  // namespace

std::unordered_map<PostId, Judgement> Reader::judgements(ConversationId id) {
    std::unordered_map<PostId, Judgement> judgements;
    read_judgements(
        db_, "judgements.of_conversation", {{"conversation", id.value}},
        [&](JudgementRecord record) { judgements[record.post] = std::move(record.judgement); });
    return judgements;
}

PriorityWeights Reader::weights() {
    return weights_from_text(setting("priority_weights").value_or(std::string{}));
}

std::vector<TopicRecord> Reader::topics() {
    return all_topics(db_);
}

QualityFigures Reader::quality(Time since) {
    QualityFigures figures;
    const auto rows = [&](std::string_view query) {
        std::vector<QualityFigures::Row> list;
        db_.each<String, Integer, Integer, Integer>(
            query, {{"since", to_millis(since)}},
            [&](String& name, Integer judged, Integer corrected, Integer unsure) {
                list.push_back({name, judged, corrected, unsure});
            });
        return list;
    };
    figures.languages = rows("quality.languages");
    figures.intents = rows("quality.intents");
    figures.topics = rows("quality.topics");
    figures.layers = rows("quality.layers");
    for (const auto& row : figures.intents) {
        figures.all.judged += row.judged;
        figures.all.corrected += row.corrected;
        figures.all.unsure += row.unsure;
    }
    db_.each<Integer, String, String, String, Integer>(
        "quality.latest", {{"since", to_millis(since)}, {"most", 50}},
        [&](Integer post, String& text, String& was, String& is, Integer at) {
            figures.latest.push_back({PostId{post}, text, was, is, from_millis(at)});
        });
    return figures;
}

std::vector<LearnedCorrection> Reader::learned(int limit) {
    std::vector<LearnedCorrection> list;
    std::unordered_map<PostId, std::size_t> places;
    db_.each<Integer, String, String, String, Integer, String, Integer, Integer, String, Integer>(
        "corrections.learned", {{"most", limit}},
        [&](Integer post, String& text, String& intent_name, String& sentiment_name,
            Integer severity, String& topics, Integer needs_answer, Integer about_us,
            String& was_intent, Integer was_severity) {
            auto said = make_correction(intent_name, sentiment_name, severity, topics, needs_answer,
                                        about_us);
            const auto [known, is_new] = places.try_emplace(PostId{post}, list.size());
            if (is_new) list.push_back({PostId{post}, text, {}, {}, 0});
            auto& lesson = list[known->second];
            lesson.said = joined(std::move(said), lesson.said);
            lesson.was_intent = was_intent;
            lesson.was_severity = static_cast<int>(was_severity);
        });
    return list;
}

std::vector<StoodJudgement> Reader::stood(int limit) {
    std::vector<StoodJudgement> list;
    db_.each<Integer, String, String, Integer>(
        "judgements.stood", {{"most", limit}},
        [&](Integer post, String& text, String& intent_name, Integer severity) {
            list.push_back({PostId{post}, text, intent(intent_name).value_or(Intent::other),
                            static_cast<int>(severity)});
        });
    return list;
}

}  // namespace heed::store
