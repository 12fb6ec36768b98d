#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "store/database.hpp"

namespace heed::bench {

/// A folder for data beside the build, on a real disk, that goes with its owner.
class Folder {
public:
    explicit Folder(const std::filesystem::path& parent);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// An empty database: a file in the folder, or a database of its own on the server that
/// BENCH_POSTGRES names.
class FreshDatabase {
public:
    FreshDatabase(const std::string& engine, const Folder& folder, const std::string& name);
    ~FreshDatabase();
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;
    [[nodiscard]] const std::string& target() const { return target_; }

private:
    std::string target_;
    std::string admin_;  ///< empty for a file
    std::string name_;
};

/// What a desk needs before posts can be handed to it.
struct Furniture {
    ChannelId channel;
    std::string token;  ///< may do everything
};
[[nodiscard]] Furniture furnish(store::Database& database, IdSource& ids);

struct Memory {
    double resident_mb = 0;
    double proportional_mb = 0;  ///< shared pages counted in part
};
[[nodiscard]] Memory memory_of(pid_t process);

/// Seconds of processor time that the process has used so far.
[[nodiscard]] double processor_seconds(pid_t process);

/// A program that listens on 127.0.0.1 and prints its address; ended with its owner.
class Server {
public:
    /// Waits until a line of its output holds "http://127.0.0.1:PORT".
    explicit Server(const std::vector<std::string>& command);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] pid_t process() const { return process_; }

private:
    pid_t process_ = 0;
    int output_ = -1;
    std::uint16_t port_ = 0;
};

/// `heed serve` on the data, as anyone runs it but for the log. BENCH_PROGRAM names another
/// build than this one's, to compare with.
[[nodiscard]] std::vector<std::string> serve_command(const std::string& target,
                                                     const Folder& folder);

}  // namespace heed::bench
