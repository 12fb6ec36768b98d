#pragma once

#include "app/listening.hpp"
#include "store/database.hpp"

namespace heed::store {

/// How `Listening` reads its terms from a database, which must outlive it.
[[nodiscard]] app::Listening::Ports listening_ports(const Database& database);

}  // namespace heed::store
