#pragma once

#include <string>

#include "base/result.hpp"

/// What is done to a data file from outside, by `heed backup` and `heed restore`.
namespace heed::store {

/// The schema that a data file has. `not_found` when there is no such file, `invalid` when it is
/// no data of Heed's.
[[nodiscard]] Result<long long> schema_of(const std::string& file);

/// A consistent copy, also while a desk writes to `from`. `to` must not exist.
[[nodiscard]] Status copy_data(const std::string& from, const std::string& to);

/// Makes the file whole without its log beside it, so that it may be moved. `conflict` while
/// somebody has it open.
[[nodiscard]] Status close_data(const std::string& file);

}  // namespace heed::store
