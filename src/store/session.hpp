#pragma once

#include <string>
#include <string_view>

#include "store/sql.hpp"

namespace heed::store {

/// By how the target is written: postgres://... and postgresql://..., or else a file.
[[nodiscard]] Engine engine_of(std::string_view target);

/// Connects and tunes. Throws soci::soci_error; its text may hold the target, so it is for the
/// caller to decide what of it is shown.
void open_session(soci::session& session, Engine engine, const std::string& target);

}  // namespace heed::store
