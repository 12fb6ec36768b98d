#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::cli {

/// The word that somebody who typed `typed` most likely meant; empty when none is close.
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed,
                                                 const std::vector<std::string>& known);

/// `; did you mean "x"?`, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       const std::vector<std::string>& known);

}  // namespace heed::cli
