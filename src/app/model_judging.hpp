#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "app/judging.hpp"
#include "understand/judge.hpp"
#include "understand/terms.hpp"

namespace heed::app {

/// Judges by the models of understand/, the topics' own words and what people corrected.
class ModelJudging final : public Judging {
public:
    explicit ModelJudging(std::unique_ptr<understand::Judge> judge);
    ~ModelJudging() override;

    std::vector<Judgement> at_once(const std::vector<std::string_view>& texts) const override;
    std::vector<Judgement> in_depth(const std::vector<std::string_view>& texts) const override;
    void learn(PostId post, std::string_view text, const Correction& said) override;
    void use_topics(const std::vector<std::pair<std::string, std::string>>& words) override;
    JudgingState state() const override;

private:
    struct TopicWords;

    std::vector<Judgement> judge(const std::vector<std::string_view>& texts,
                                 understand::Layer layer) const;
    std::shared_ptr<const TopicWords> topic_words() const;

    std::unique_ptr<understand::Judge> judge_;
    std::atomic<long long> learned_ = 0;
    mutable std::mutex mutex_;
    std::shared_ptr<const TopicWords> topic_words_;  ///< replaced as a whole
};

}  // namespace heed::app
