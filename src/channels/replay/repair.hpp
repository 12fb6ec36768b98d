#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::channels {

/// Where the first byte lies that is not UTF-8 (overlong forms and surrogates included).
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Replaces every NUL character by U+FFFD, because no database column and no C interface downstream
/// bears one.
[[nodiscard]] std::string without_nul(std::string_view text);

/// Replaces the escape of half a surrogate pair ("\ud83d" alone) by "\ufffd" in JSON text. Tools
/// that cut text in UTF-16 write such halves; the rest of the post is worth keeping.
[[nodiscard]] std::string without_lone_surrogates(std::string_view json);

/// At most `bytes_max` bytes of `text`, ending at a character; a cut is marked with an ellipsis.
[[nodiscard]] std::string cut_at_character(std::string_view text, std::size_t bytes_max);

}  // namespace heed::channels
