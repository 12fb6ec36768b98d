#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "understand/normalise.hpp"

namespace heed::understand {

inline constexpr std::size_t tag_code_points_max = 140;
/// A term of so many letters may have anything before or behind it in a tag of small letters:
/// "#vodafoneversagt". A shorter one needs a neighbour that we know, or "#carnival" would be a car.
inline constexpr std::size_t tag_word_code_points_min = 7;

/// The letters, digits and underscores of the hashtag that `piece` lies in, without its '#'.
[[nodiscard]] std::optional<ByteSpan> tag_around(std::string_view text, ByteSpan piece);

/// Whether the words `piece` stand for themselves in the tag around them. People mark words by
/// capitals, digits and underscores (#AcmeMobileSucks); where they did not (#acmesucks), what is
/// left before or behind must be a word that we know: another term, or one that goes with brands.
[[nodiscard]] bool stands_in_tag(std::string_view text, ByteSpan tag, ByteSpan piece,
                                 const std::unordered_set<std::string>& words);

}  // namespace heed::understand
