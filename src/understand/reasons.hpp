#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "understand/model_text.hpp"

namespace heed::understand {

/// How much less certain a judgement is without one word: the difference in log odds.
[[nodiscard]] double certainty_lost(double with, double without);

/// The words that decided, most first: those whose loss counts and is not much less than the
/// greatest. `lost` is by word; nothing lost, nothing said.
[[nodiscard]] std::vector<std::size_t> deciding_words(std::span<const double> lost);

/// Words as parts of the post, by place, neighbours joined.
[[nodiscard]] std::vector<TextSpan> spans_of(std::span<const FastWord> words,
                                             std::vector<std::size_t> chosen);

/// The text as if one word were not there.
[[nodiscard]] ModelText without(const ModelText& text, const FastWord& word);

/// The places of the greatest values, greatest first.
[[nodiscard]] std::vector<std::size_t> greatest(std::span<const double> values, std::size_t count);

}  // namespace heed::understand
