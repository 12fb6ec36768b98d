#pragma once

#include <string_view>
#include <vector>

#include "app/judging.hpp"

namespace heed::test {

/// Judges by words that a test can read: "broken" is a complaint, "furious" makes it an angry one,
/// "please" asks, "thanks" praises. What it learned wins when the text is the same; what was not
/// about us is known again when only the last word is another.
class WordJudging final : public app::Judging {
public:
    std::vector<Judgement> at_once(const std::vector<std::string_view>& texts) const override {
        return judge(texts, fast_layer);
    }
    std::vector<Judgement> in_depth(const std::vector<std::string_view>& texts) const override {
        return judge(texts, "encoder");
    }
    void learn(PostId post, std::string_view text, const Correction& said) override {
        Correction takes_back;
        takes_back.about_us = true;
        if (said == takes_back) return forget(post);
        learned_.push_back({post, std::string(text), said});
    }
    void forget(PostId post) override {
        std::erase_if(learned_, [&](const Lesson& lesson) { return lesson.post == post; });
    }
    void use_topics(const std::vector<std::pair<std::string, std::string>>& words) override {
        topics_ = words;
    }
    app::JudgingState state() const override {
        return {true, true, "Words judge.", static_cast<long long>(learned_.size())};
    }

private:
    std::vector<Judgement> judge(const std::vector<std::string_view>& texts,
                                 std::string_view layer) const {
        std::vector<Judgement> judgements;
        for (const auto text : texts)
            judgements.push_back(judge(text, layer));
        return judgements;
    }

    Judgement judge(std::string_view text, std::string_view layer) const {
        const auto has = [&](std::string_view word) { return text.find(word) != text.npos; };
        Judgement j;
        j.layer = layer;
        j.model = "words";
        j.language = "en";
        j.intent_confidence = 0.9;
        if (has("thanks")) j.intent = Intent::praise;
        if (has("please")) j.intent = Intent::request;
        if (has("broken")) {
            j.intent = Intent::complaint;
            j.severity = 2;
            j.sentiment = Sentiment::negative;
            j.because = {{text.find("broken"), text.find("broken") + 6}};
        }
        if (has("furious")) j.anger = 0.9;
        j.needs_answer = j.intent == Intent::complaint || j.intent == Intent::request;
        for (const auto& [topic, words] : topics_) {
            if (has(words)) j.topics.push_back({topic, 1});
        }
        for (const auto& [post, known, said] : learned_) {
            if (said.about_us == false && alike(known, text)) j.like_unrelated = 0.97;
            if (said.about_us != false && known == text) j = corrected(std::move(j), said);
        }
        return j;
    }

    static bool alike(std::string_view a, std::string_view b) {
        return a.substr(0, a.rfind(' ')) == b.substr(0, b.rfind(' '));
    }

    struct Lesson {
        PostId post;
        std::string text;
        Correction said;
    };

    std::vector<Lesson> learned_;
    std::vector<std::pair<std::string, std::string>> topics_;
};

}  // namespace heed::test
