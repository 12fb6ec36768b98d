#pragma once

#include <string>
#include <vector>

namespace heed::test {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

/// Runs the built program without any HEED_ variable of ours, in an empty folder.
[[nodiscard]] Outcome run_heed(const std::vector<std::string>& words, const std::string& input = {},
                               const std::vector<std::string>& variables = {});

}  // namespace heed::test
