#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/incoming.hpp"
#include "base/result.hpp"

namespace heed::channels {

/// Bounds of one line of a recorded stream.
inline constexpr std::size_t recorded_line_bytes_max = 1024 * 1024;
inline constexpr std::size_t recorded_line_depth_max = 32;

/// Reads one line of a recorded stream (docs/replay.md). A byte order mark before it and a carriage
/// return after it are skipped; unknown fields are ignored but stay in `raw`, which is the line
/// itself. Every refusal says which line, which field, what was found and what would be right;
/// `Error::field` is the field's path alone.
///
/// What a network or a tool may plausibly have written is repaired, what only a broken tool writes
/// is refused: an integer id is taken as its digits, a lone surrogate escape and a NUL character
/// become U+FFFD, text above the bound is cut at a character; bytes that are not UTF-8, a key that
/// appears twice, a fraction as an id are errors.
[[nodiscard]] Result<app::IncomingPost> parse_recorded_post(std::string_view line,
                                                            std::size_t line_number);

/// The post as one line of a recorded stream, without the line end. What parse_recorded_post reads
/// from it equals `post`, but for `raw`.
[[nodiscard]] std::string write_recorded_post(const app::IncomingPost& post);

}  // namespace heed::channels
