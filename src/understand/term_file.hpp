#pragma once

#include <string_view>
#include <vector>

#include "understand/terms.hpp"

namespace heed::understand {

inline constexpr std::size_t term_file_bytes_max = 16 * 1024 * 1024;

/// Reads terms as people write them down, one a line:
///
///     # a comment begins with # and a blank
///     acme -recipe -"tree house"       the words behind - cancel the term in the same post
///     "acme mobile" lang:de,fr         several words; quotes may be left out
///     #acmefail
///     @acme.example
///
/// Empty lines are fine. Errors name the line (`Error::field`: "line 3") and the term.
[[nodiscard]] Result<std::vector<Term>> read_terms(std::string_view file);

}  // namespace heed::understand
