#pragma once

#include <string>
#include <string_view>

namespace heed {

/// The text as valid UTF-8 without NUL: every broken byte and every NUL becomes U+FFFD. What both
/// databases can keep and every browser can show.
[[nodiscard]] std::string clean_utf8(std::string_view text);

/// At most `bytes_max` bytes of valid UTF-8, cut between code points.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes_max);

/// The beginning of a text in one line: white space runs become one blank, at most
/// `code_points_max` code points, "…" at the end when something was left out.
[[nodiscard]] std::string preview_of(std::string_view text, std::size_t code_points_max);

/// Without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// `text` in ASCII lower case; other characters stay.
[[nodiscard]] std::string lower_ascii(std::string_view text);

}  // namespace heed
