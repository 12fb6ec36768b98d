#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "store/sql.hpp"

namespace heed::store {

/// Brings the schema to the newest of `known` (in order of their numbers): creates it in an empty
/// database, backs up and migrates an older one, refuses a newer one (`conflict`). `file` is the
/// SQLite file, empty for PostgreSQL. A migration that fails leaves nothing behind and throws.
[[nodiscard]] Status migrate(Connection& db, const std::string& file,
                             const std::vector<Migration>& known,
                             const std::function<void(const std::string&)>& say);

}  // namespace heed::store
