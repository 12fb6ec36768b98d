#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "understand/heads.hpp"

namespace heed::understand {

/// The same as in the file, before it becomes a Heads.
struct HeadsFile {
    std::string version;
    std::vector<Head> heads;
    DoubtRule doubt;
    double same_matter = 0.95;
    std::vector<std::string> languages;
};

[[nodiscard]] Result<HeadsFile> read_heads(std::string_view json);

}  // namespace heed::understand
