#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <unordered_map>

#include "api/http.hpp"

namespace heed::api {

/// A file inside the program.
struct Asset {
    std::string_view path;  ///< "/assets/index-3f2a.js"
    std::string_view hash;
    std::string_view bytes;
    std::string_view gzip;  ///< empty where compressing does not pay
};

/// The user interface; empty when it was not built before the program.
[[nodiscard]] std::span<const Asset> ui_files();

/// Serves the user interface. An address that is none of its files is one of its pages when a
/// browser navigates to it.
class Assets {
public:
    /// With a `folder` the files are read from disk at every request instead, for development.
    explicit Assets(std::span<const Asset> files, std::filesystem::path folder = {});

    /// Thread safe.
    [[nodiscard]] Response handle(const Request& request) const;

private:
    [[nodiscard]] Response embedded(const Request& request) const;
    [[nodiscard]] Response from_disk(const Request& request) const;

    std::unordered_map<std::string_view, const Asset*> files_;
    std::filesystem::path folder_;
};

}  // namespace heed::api
