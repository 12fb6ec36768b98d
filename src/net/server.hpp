#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "api/http.hpp"
#include "base/result.hpp"

namespace heed::net {

struct ServerOptions {
    using Seconds = std::chrono::seconds;
    using Millis = std::chrono::milliseconds;

    std::string listen = "127.0.0.1:8080";  ///< HOST:PORT, [IPV6]:PORT; port 0: any free one
    std::size_t workers = 64;               ///< threads that run the handler, at most
    std::size_t queue_max = 512;            ///< requests that wait for a worker; more get a 503
    std::size_t connections_max = 4096;     ///< more wait unaccepted in the kernel
    std::size_t streams_max = 2048;         ///< more get a 503

    std::size_t body_bytes_max = api::request_body_bytes_max;
    std::size_t body_bytes_total_max = 256 * 1024 * 1024;  ///< of all requests at any time

    Millis header_timeout = Seconds{10};
    Millis idle_timeout = Seconds{75};
    Millis body_timeout = Seconds{60};
    Millis write_timeout = Seconds{60};  ///< for every 256 KiB
    Millis stop_timeout = Seconds{5};

    Millis stream_gap = Millis{10};   ///< between two pulls of one stream
    Millis stream_tick = Seconds{5};  ///< a stream is pulled this often even if nothing woke it
    Millis heartbeat = Seconds{15};   ///< a comment goes out when a stream was silent for so long

    /// Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
    std::vector<std::string> trusted_proxies;
    bool access_log = true;
};

/// Speaks HTTP/1.1 on one thread and runs the handler on a fixed number of others.
class Server {
public:
    /// Listens when it returns. Fails with `invalid` for an address that is none, `conflict` when
    /// it is in use, `forbidden` when it may not be used.
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(ServerOptions options,
                                                               api::Handler handler);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    /// "http://127.0.0.1:8080".
    [[nodiscard]] std::string url() const;

    /// Takes no new requests, lets those at work finish for `stop_timeout`, closes streams. Waits
    /// longer only for a handler that does not return. May be called twice, from any thread that
    /// is not one of the server's own.
    void stop();

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace heed::net
