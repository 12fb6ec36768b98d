#pragma once

#include <string>
#include <vector>

namespace heed::test {

/// What is wrong with a desk's data, in words; empty when all is well: every rule of
/// store/queries/check.sql holds, and every conversation is what its events say.
[[nodiscard]] std::vector<std::string> faults_in(const std::string& target);

}  // namespace heed::test
