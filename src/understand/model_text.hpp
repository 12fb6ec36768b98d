#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/judgement/judgement.hpp"

namespace heed::understand {

/// How much of a post is judged; what stands behind it changes nothing.
inline constexpr std::size_t judged_code_points_max = 2000;

/// One character that a model reads, and which code points of the post it came from.
struct ModelChar {
    char32_t code_point = 0;
    std::uint32_t start = 0;
    std::uint32_t end = 0;
};

using ModelText = std::vector<ModelChar>;

/// A post as both layers read it (docs/model-format.md, "heed-1"): links and handles become one
/// word each, invisible characters go, look-alike forms become plain ones, long runs become short.
[[nodiscard]] ModelText prepare(std::string_view post);

[[nodiscard]] std::string to_utf8(const ModelText& text);

/// Adds one code point; a surrogate or a number above the last one becomes U+FFFD.
void append_utf8(std::string& text, char32_t code_point);

/// One word of the fast layer.
struct FastWord {
    std::string text;
    TextSpan origin;
};

/// The words in lower case: runs of letters, marks, digits and "_" with apostrophes inside;
/// "@user"; each other character, and each one of Chinese and Japanese, on its own.
[[nodiscard]] std::vector<FastWord> fast_words(const ModelText& text);

}  // namespace heed::understand
