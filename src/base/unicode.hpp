#pragma once

#include <cstddef>
#include <string_view>

namespace heed {

/// Text from outside is bytes until proven UTF-8. The counting functions below take any bytes and
/// count every ill-formed sequence as one character, as `clean_utf8` would show it.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// User-perceived characters (extended grapheme clusters): a family emoji is one.
[[nodiscard]] std::size_t count_graphemes(std::string_view text);

/// The longest beginning with at most so many user-perceived characters.
[[nodiscard]] std::string_view truncate_graphemes(std::string_view text, std::size_t graphemes_max);

/// Reads the code point at `at` and moves `at` behind it; U+FFFD for an ill-formed sequence.
/// `at` must lie before the end.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

[[nodiscard]] bool is_space(char32_t code_point);
[[nodiscard]] bool is_punctuation(char32_t code_point);
[[nodiscard]] bool is_digit(char32_t code_point);
[[nodiscard]] bool is_letter(char32_t code_point);
[[nodiscard]] bool is_capital(char32_t code_point);

/// A letter in lower case and without its accents: 'é' and 'E' are 'e'; others stay as they are.
[[nodiscard]] char32_t base_letter(char32_t code_point);

}  // namespace heed
