#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::bench {

struct Answer {
    int status = 0;
    std::string body;
};

/// One request over a connection of its own.
[[nodiscard]] Answer ask(std::uint16_t port, const std::string& request);
[[nodiscard]] std::string get_request(const std::string& path, const std::string& token);
[[nodiscard]] std::string post_request(const std::string& path, const std::string& token,
                                       std::string_view body,
                                       std::string_view type = "application/x-ndjson");

struct Load {
    double seconds = 0;
    std::vector<double> millis;  ///< of each request
    long long received = 0;      ///< the sum of "received" in the answers
    std::size_t failed = 0;      ///< answers other than 200
    std::string first_failure;
};

/// Sends the requests over so many kept connections, each the next as soon as its last one was
/// answered. One thread.
[[nodiscard]] Load send_all(std::uint16_t port, const std::vector<std::string>& requests,
                            std::size_t connections);

/// A connected, non-blocking socket; throws when there is none.
[[nodiscard]] int connect_to(std::uint16_t port);

}  // namespace heed::bench
