#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

/// Files that are there as a whole or not at all, whatever interrupts the command.
namespace heed::cli {

/// Gives a file its name when all of it is on the disk, in the place of one that has the name.
[[nodiscard]] Status put_in_place(const std::string& from, const std::string& to);

/// A file that a command will write in the end. What is written lies beside it as FILE.part until
/// it is whole; what the name meant before stays until then. Pipes and devices are written as they
/// are.
class WholeFile {
public:
    /// Finds out at once whether it can be written. `unavailable` says why not.
    [[nodiscard]] static Result<WholeFile> open(const std::string& path);
    ~WholeFile();
    WholeFile(WholeFile&& other) noexcept;
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;
    WholeFile& operator=(WholeFile&&) = delete;

    /// Once.
    [[nodiscard]] Status write(std::string_view text);

private:
    WholeFile(std::string path, std::string part, int descriptor)
        : path_(std::move(path)), part_(std::move(part)), descriptor_(descriptor) {}

    std::string path_;
    std::string part_;  ///< empty for what is no ordinary file
    int descriptor_;
};

}  // namespace heed::cli
