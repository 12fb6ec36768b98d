#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

#include "domain/judgement/correction.hpp"
#include "understand/word_marks.hpp"

namespace heed::understand {

/// Posts that people corrected, by their place among all texts and by their words: a new post that
/// says nearly the same is judged as they said. Thread safe.
class Corrections {
public:
    /// The oldest go when there are more.
    static constexpr std::size_t kept_max = 5000;
    /// How many of their words two posts share that say nearly the same (WordMarks::shared). At
    /// a desk for one trade with 119 corrections one in a hundred other posts is taken along; by
    /// the vectors alone it were three of four (docs/understanding.md).
    static constexpr double shared_words_min = 0.7;

    struct Near {
        std::int64_t id = 0;
        double similarity = 0;  ///< the cosine of the angle between both
        Correction said;
    };

    /// One of the same id is joined with what was said before. A vector without direction, or of
    /// another width than those before it, is not kept.
    void add(std::int64_t id, std::vector<float> vector, WordMarks words, Correction said);
    void remove(std::int64_t id);
    [[nodiscard]] std::size_t size() const;

    /// The nearest of those that share enough words, if it is at least so similar.
    [[nodiscard]] std::optional<Near> nearest(std::span<const float> vector, const WordMarks& words,
                                              double similarity_min) const;

private:
    struct Entry {
        std::int64_t id;
        std::vector<float> vector;  ///< of length 1
        WordMarks words;
        Correction said;
    };

    mutable std::shared_mutex mutex_;
    std::deque<Entry> entries_;  ///< oldest first
};

}  // namespace heed::understand
