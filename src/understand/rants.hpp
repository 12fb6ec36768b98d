#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "understand/model_text.hpp"

namespace heed::understand {

/// The words by which people break with a company without naming a matter ("worst company ever",
/// "never again", "shame on you"), in the seven languages of the complaints, by place among
/// `words`. Alone they prove nothing: "never again will I cook rice" breaks with nobody.
[[nodiscard]] std::vector<std::size_t> breaking_words(std::span<const FastWord> words);

/// The words that name something that went wrong and that nothing in the post puts right ("three
/// hours of delay", "lost my bag"), in the same languages. Nobody gives thanks for that: praise of
/// it may be meant the other way round.
[[nodiscard]] std::vector<std::size_t> unthanked_words(std::span<const FastWord> words);

}  // namespace heed::understand
