#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "channels/street/town.hpp"

namespace heed::channels::street {

struct IncidentBegun {
    Incident incident;
    Time at;
};

struct PostRemoved {
    std::string remote_id;
    Time at;
};

using Record = std::variant<Reply, IncidentBegun, PostRemoved>;

/// The network's own database: a file of one JSON object a line, first the settings that shape the
/// world, then everything that came to it from outside. A record is on the disk before `append`
/// returns. A last line without its end was never acknowledged and is cut off.
class Journal {
public:
    struct Opened;

    /// Opens or begins the file. `conflict` when it belongs to a world with other settings.
    [[nodiscard]] static Result<Opened> open(const std::string& path,
                                             const StreetSettings& settings, Time start);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    [[nodiscard]] Status append(const Record& record);

private:
    explicit Journal(int file) : file_(file) {}
    [[nodiscard]] Status append_line(std::string line);

    int file_;
};

struct Journal::Opened {
    std::unique_ptr<Journal> journal;
    Time start;  ///< the world's, which may be long ago
    std::vector<Record> records;
};

}  // namespace heed::channels::street
