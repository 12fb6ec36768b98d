#pragma once

#include <string_view>
#include <vector>

#include "app/judging.hpp"

namespace heed::test {

/// Judges by words that a test can read: "broken" is a complaint, "furious" makes it an angry one,
/// "please" asks, "thanks" praises. What it learned wins when the text is the same.
class WordJudging final : public app::Judging {
public:
    std::vector<Judgement> at_once(const std::vector<std::string_view>& texts) const override {
        return judge(texts, fast_layer);
    }
    std::vector<Judgement> in_depth(const std::vector<std::string_view>& texts) const override {
        return judge(texts, "encoder");
    }
    void learn(PostId, std::string_view text, const Correction& said) override {
        learned_.emplace_back(text, said);
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
        for (const auto& [known, said] : learned_) {
            if (known == text) j = corrected(std::move(j), said);
        }
        return j;
    }

    std::vector<std::pair<std::string, Correction>> learned_;
    std::vector<std::pair<std::string, std::string>> topics_;
};

}  // namespace heed::test
