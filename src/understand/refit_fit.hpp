#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "understand/refit.hpp"

/// The arithmetic of `refit_head`: logistic regression beside a head that is there.
namespace heed::understand {

/// Lessons as rows of numbers of about length one.
struct FitTable {
    std::size_t width = 0;
    std::size_t labels = 0;
    std::vector<float> middle;
    std::vector<float> spread;
    std::vector<float> rows;    ///< [lessons x width]
    std::vector<float> scores;  ///< [lessons x labels] as the head reads them
    std::vector<float> wanted;  ///< [lessons x labels], shares of one
    std::vector<std::size_t> right;
    std::vector<bool> said;
    std::vector<std::size_t> before;  ///< what the head says by itself
    std::vector<std::size_t> moving;  ///< the labels whose scores may change

    [[nodiscard]] std::size_t size() const { return right.size(); }
    [[nodiscard]] const float* row(std::size_t i) const { return rows.data() + i * width; }
};

/// What a person said is wanted wholly. Where nobody minded, what is wanted is all that the head
/// says by itself, the doubt included: so nothing moves but for what people said. Nor do the scores
/// of labels that people hardly ever put in the place of others: between those the head decides as
/// before.
[[nodiscard]] FitTable make_fit_table(const Head& head, std::span<const RefitLesson> lessons);

/// What is learned beside the head.
struct Fit {
    std::vector<float> weights;  ///< [moving labels x width]
    std::vector<float> bias;
};

/// How strongly it holds on to what the head said before.
struct FitWishes {
    float pull = 1;      ///< towards no change of any weight
    float emphasis = 1;  ///< how much one that nobody minded counts, beside one that a person said
};

/// Learns from the lessons named by place.
[[nodiscard]] Fit fit(const FitTable& table, FitWishes wishes,
                      std::span<const std::size_t> lessons);

/// Certainties of one lesson, by label; with nothing fitted those of the head by itself.
void answer(const FitTable& table, const Fit& fitted, std::size_t lesson, std::vector<float>& p);

/// In the terms of the scores and vectors as they come.
[[nodiscard]] HeadRefit unfolded(const Head& head, const FitTable& table, const Fit& fitted);

}  // namespace heed::understand
