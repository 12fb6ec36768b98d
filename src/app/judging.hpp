#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "domain/coach/acts.hpp"
#include "domain/coach/keeps.hpp"
#include "domain/judgement/correction.hpp"

/// The port to what judges posts.
namespace heed::app {

struct JudgingState {
    bool fast = false;
    bool encoder = false;
    std::string words;      ///< for a person: what judges, what is missing and what to do about it
    long long learned = 0;  ///< corrections that are used
};

/// Thread-safe. A judgement whose layer is empty means that nothing could judge the post.
class Judging {
public:
    virtual ~Judging() = default;

    /// Fast enough for every post that arrives: microseconds each. One for each text, in order.
    [[nodiscard]] virtual std::vector<Judgement> at_once(
        const std::vector<std::string_view>& texts) const = 0;
    /// As well as this desk can: milliseconds each, with the words that decided.
    [[nodiscard]] virtual std::vector<Judgement> in_depth(
        const std::vector<std::string_view>& texts) const = 0;
    /// What parts of a draft do; empty where nothing can hear it.
    [[nodiscard]] virtual std::vector<HeardActs> hear(std::span<const DraftPart>) const {
        return {};
    }
    /// Whether drafts keep to what is known; empty where nothing can hear it.
    [[nodiscard]] virtual std::vector<Heard> hear_known(std::span<const KnownPart>) const {
        return {};
    }
    /// Judges what is like this post as the person said, from now on.
    virtual void learn(PostId post, std::string_view text, const Correction& said) = 0;
    /// What was learned of a post goes with it. Never waits for a model.
    virtual void forget(PostId post) = 0;
    /// The topics' own words; replaces those given before.
    virtual void use_topics(const std::vector<std::pair<std::string, std::string>>& words) = 0;
    [[nodiscard]] virtual JudgingState state() const = 0;
};

/// A desk without models: everything is left to people.
class NoJudging final : public Judging {
public:
    std::vector<Judgement> at_once(const std::vector<std::string_view>& texts) const override {
        return std::vector<Judgement>(texts.size());
    }
    std::vector<Judgement> in_depth(const std::vector<std::string_view>& texts) const override {
        return std::vector<Judgement>(texts.size());
    }
    void learn(PostId, std::string_view, const Correction&) override {}
    void forget(PostId) override {}
    void use_topics(const std::vector<std::pair<std::string, std::string>>&) override {}
    JudgingState state() const override {
        return {false, false, "This desk has no models: posts are not judged.", 0};
    }
};

}  // namespace heed::app
