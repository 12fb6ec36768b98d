#pragma once

#include <cstddef>
#include <string_view>

namespace heed::understand {

/// A letter, a digit, or a mark on one.
[[nodiscard]] bool is_word_character(char32_t code_point);
[[nodiscard]] bool is_combining_mark(char32_t code_point);

/// The code point that ends at `at`, which must not be 0; U+FFFD for broken bytes.
[[nodiscard]] char32_t code_point_before(std::string_view text, std::size_t at);

/// Whether a whole word may begin at `start`, or end at `end`, in valid UTF-8. Words are as people
/// who look for a name mean them: "Acme's" and "acme.com" hold the whole word "acme" (Unicode's
/// own rules would not cut there), "acme2" and "acmes" do not. Scripts that put no blank between
/// words (Chinese, Japanese, Thai, ...) are not held to one, a change of script ends a word as
/// in "ソニーの", and what Korean hangs on a word's end leaves it whole.
[[nodiscard]] bool word_may_begin(std::string_view text, std::size_t start);
[[nodiscard]] bool word_may_end(std::string_view text, std::size_t end);

}  // namespace heed::understand
