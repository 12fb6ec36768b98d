#pragma once

#include <string>
#include <vector>

namespace heed::bench {

/// What a program used from its start to its end.
struct Spent {
    double seconds = 0;            ///< by the clock
    double processor_seconds = 0;  ///< of all its threads
    double resident_mb = 0;        ///< at the most
};

/// Runs a program to its end with a file as its input and its output in another. Throws when it
/// cannot be run or fails.
[[nodiscard]] Spent run_program(const std::vector<std::string>& command, const std::string& input,
                                const std::string& output);

/// Seconds of processor time that this thread has used so far.
[[nodiscard]] double thread_seconds();

}  // namespace heed::bench
