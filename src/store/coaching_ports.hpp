#pragma once

#include "app/coaching.hpp"
#include "store/database.hpp"

namespace heed::store {

/// How `Coaching` reads a database, which must outlive it.
[[nodiscard]] app::Coaching::Ports coaching_ports(const Database& database);

}  // namespace heed::store
