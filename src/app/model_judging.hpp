#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>

#include "app/judging.hpp"
#include "understand/judge.hpp"
#include "understand/terms.hpp"

namespace heed::app {

/// Judges by the models of understand/, the topics' own words and what people corrected. The better
/// model takes tens of megabytes: it is loaded when the first post needs it.
class ModelJudging final : public Judging {
public:
    using OpenBest = std::function<Result<std::unique_ptr<understand::Judge>>()>;

    /// `fast` has the fast layer alone; an empty `open_best`: there is nothing better.
    ModelJudging(std::unique_ptr<understand::Judge> fast, OpenBest open_best);
    ~ModelJudging() override;

    std::vector<Judgement> at_once(const std::vector<std::string_view>& texts) const override;
    std::vector<Judgement> in_depth(const std::vector<std::string_view>& texts) const override;
    std::vector<HeardActs> hear(std::span<const DraftPart> parts) const override;
    std::vector<Heard> hear_known(std::span<const KnownPart> parts) const override;
    void learn(PostId post, std::string_view text, const Correction& said) override;
    void forget(PostId post) override;
    void use_topics(const std::vector<std::pair<std::string, std::string>>& words) override;
    JudgingState state() const override;

private:
    struct TopicWords;

    struct Lesson {
        PostId post;
        std::string text;
        Correction said;
    };

    std::shared_ptr<const TopicWords> topic_words() const;
    /// Null when there is none, or when it could not be loaded.
    understand::Judge* best() const;
    void teach_and_use(std::unique_ptr<understand::Judge> judge) const;
    void add_topics(const std::vector<std::string_view>& texts,
                    std::vector<Judgement>& judgements) const;

    std::unique_ptr<understand::Judge> fast_;
    OpenBest open_best_;

    mutable std::mutex loading_;                       ///< held while the better one is loaded
    mutable std::mutex mutex_;                         ///< of everything below; never held for long
    std::shared_ptr<const TopicWords> topic_words_;    ///< replaced as a whole
    mutable std::unique_ptr<understand::Judge> best_;  ///< once there, it stays
    mutable bool tried_ = false;                       ///< to load the better one
    mutable std::string trouble_;
    mutable std::vector<Lesson> lessons_;  ///< for the better one, when it comes
    std::set<PostId> learned_;
};

}  // namespace heed::app
