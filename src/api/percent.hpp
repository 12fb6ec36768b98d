#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::api {

enum class Plus { is_plus, is_space };

/// Undoes percent-encoding. Empty for a broken escape, and when what comes out holds a NUL or is
/// not UTF-8: no reader behind can make sense of those.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// A path as handlers may trust it: absolute, decoded, without control characters and without
/// segments that climb ("." and "..").
[[nodiscard]] std::optional<std::string> decode_path(std::string_view raw);

/// A segment this long may be a token that opens something.
inline constexpr std::size_t logged_segment_max = 31;

/// A path as a log may show it: long segments that are no file's name become "...".
[[nodiscard]] std::string path_for_log(std::string_view path);

}  // namespace heed::api
