#pragma once

#include <string>
#include <vector>

namespace heed::bench {

/// One statement as it ran: a named query and the values of its placeholders, as text.
struct Step {
    std::string query;
    std::vector<std::string> values;  ///< in the order of `placeholders`
};

using Recorded = std::vector<Step>;  ///< of one transaction

/// While it lives, every named query that runs on an SQLite connection opened after it is written
/// down. SQLite itself tells, so that nothing in the product is there for it.
class Recorder {
public:
    Recorder();
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// The committed transactions since the last call.
    [[nodiscard]] std::vector<Recorded> take();
};

/// The names behind ':' in a query, each once, in order; casts ("::json") are none.
[[nodiscard]] std::vector<std::string> placeholders(const std::string& query);

}  // namespace heed::bench
