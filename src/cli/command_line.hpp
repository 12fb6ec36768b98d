#pragma once

namespace heed::cli {

/// The whole program behind main(): reads the command line, does it, gives the exit code.
[[nodiscard]] int run(int count, const char* const* words);

}  // namespace heed::cli
