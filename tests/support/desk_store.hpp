#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "store/reader.hpp"

namespace heed::test {

/// A folder of its own that goes with the test.
class TempFolder {
public:
    TempFolder() {
        static std::atomic<int> count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("heed test " + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// The engines that this run can test: SQLite always, PostgreSQL when a server was given. Where
/// one is required its absence is a failing target, not a silent gap.
inline std::vector<std::string> engines() {
    std::vector<std::string> list{"sqlite"};
    if (std::getenv("HEED_TEST_POSTGRES") != nullptr ||
        std::getenv("HEED_REQUIRE_POSTGRES") != nullptr) {
        list.emplace_back("postgres");
    }
    return list;
}

/// An empty database of its own on one engine.
class FreshDatabase {
public:
    explicit FreshDatabase(const std::string& engine);
    ~FreshDatabase();
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;

    [[nodiscard]] const std::string& target() const { return target_; }

private:
    TempFolder folder_;
    std::string target_;
    std::string admin_url_;
    std::string name_;
};

}  // namespace heed::test
