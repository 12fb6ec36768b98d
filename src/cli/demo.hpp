#pragma once

#include <memory>

#include "base/id.hpp"
#include "channels/street/world.hpp"
#include "cli/desk.hpp"
#include "store/database.hpp"

namespace heed::cli {

/// What makes the demo's street this one and no other.
[[nodiscard]] channels::street::StreetSettings street_settings(const DeskOptions& options);

/// Opens the demo's street.
[[nodiscard]] Result<std::shared_ptr<channels::street::World>> open_street(
    const DeskOptions& options, const Clock& clock);

/// The fictional company, its team and its channels, in an empty desk; nothing in one that has
/// people already.
[[nodiscard]] Status furnish_demo(store::Database& database, IdSource& ids, const Clock& clock);

}  // namespace heed::cli
