#pragma once

#include <string>

#include "understand/terms.hpp"

namespace heed::understand {

/// Whether the term can be looked for; `place` begins the error's field.
[[nodiscard]] Status check_term(const Term& term, const std::string& place);

}  // namespace heed::understand
