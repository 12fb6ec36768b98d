#pragma once

#include <string>
#include <vector>

#include "understand/terms.hpp"

namespace heed::bench {

/// Names of brands that do not exist, a third of them of two words, some as tags and handles. The
/// same number gives the same terms.
[[nodiscard]] std::vector<understand::Term> make_terms(std::size_t count);

/// Posts of some 100 characters as a network's stream has them: half in English, the others in
/// Spanish, Portuguese, Japanese, German, French, Russian, Arabic, Hindi and Korean, with handles,
/// tags, links and emoji. One in fifty names one of `terms`. The same numbers give the same posts.
[[nodiscard]] std::vector<std::string> make_texts(std::size_t count,
                                                  const std::vector<understand::Term>& terms);

/// A line of a recorded stream around the text.
[[nodiscard]] std::string recorded_line(std::size_t number, const std::string& text);

}  // namespace heed::bench
