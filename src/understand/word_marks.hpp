#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "understand/model_text.hpp"

namespace heed::understand {

/// The words of a text, to tell how many two texts share. Vectors of models tell kinds of posts
/// apart, and to them all questions to one bank are nearly the same; words tell what each is about.
class WordMarks {
public:
    WordMarks() = default;
    /// Each word once; long ones count more, because they are rarer. Handles and links are none.
    explicit WordMarks(std::span<const FastWord> words);

    /// From 0 to 1, all words the same. Two texts without words are alike.
    [[nodiscard]] double shared(const WordMarks& other) const;
    /// Quickly, and never below `shared`.
    [[nodiscard]] double shared_at_most(const WordMarks& other) const;

private:
    struct Mark {
        std::uint64_t word = 0;
        float weight = 0;
    };
    [[nodiscard]] double as_share(float weight, const WordMarks& other) const;

    std::vector<Mark> marks_;  ///< by word
    std::uint64_t bits_ = 0;   ///< one for each word, which others may have as well
    float weight_ = 0;         ///< of all
};

}  // namespace heed::understand
