#pragma once

#include <optional>
#include <string_view>

#include "understand/terms.hpp"

namespace heed::understand {

/// What `name_of` says, read back.
[[nodiscard]] std::optional<TermKind> term_kind(std::string_view name);
[[nodiscard]] std::optional<TermPurpose> term_purpose(std::string_view name);

}  // namespace heed::understand
