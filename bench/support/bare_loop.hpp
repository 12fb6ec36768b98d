#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/recording.hpp"

namespace heed::bench {

/// The least that can be done: recorded statements over the engine's own C interface, each
/// prepared once, in the recorded transactions, every row of an answer fetched.
class BareLoop {
public:
    virtual ~BareLoop() = default;
    virtual void run(const Recorded& transaction) = 0;
    /// A query's first two columns; for looking at what was stored.
    virtual std::vector<std::pair<std::string, std::string>> pairs(const std::string& query) = 0;

    /// On a database that has Heed's tables.
    [[nodiscard]] static std::unique_ptr<BareLoop> open(const std::string& target);
};

}  // namespace heed::bench
