#pragma once

#include <functional>
#include <memory>
#include <unordered_set>

#include "net/asio_fwd.hpp"
#include "net/server.hpp"
#include "net/worker_pool.hpp"

namespace heed::net {

/// Somebody at the other end of a socket. Lives on the I/O thread.
class Peer {
public:
    virtual ~Peer() = default;
    /// Ends as soon as what is at work is finished.
    virtual void finish() = 0;
    /// Ends now.
    virtual void close() = 0;
};

/// What all connections share. Everything but `io` and `pool` belongs to the I/O thread.
struct Core {
    Core(boost::asio::io_context& context, ServerOptions given, api::Handler made)
        : io{context},
          options{std::move(given)},
          handler{std::move(made)},
          pool{options.workers, options.queue_max} {}

    void add(std::shared_ptr<Peer> peer) { peers.insert(std::move(peer)); }
    void remove(const std::shared_ptr<Peer>& peer) {
        if (peers.erase(peer) > 0 && on_removed) on_removed();
    }

    boost::asio::io_context& io;
    const ServerOptions options;
    const api::Handler handler;
    std::unordered_set<std::shared_ptr<Peer>> peers;
    std::function<void()> on_removed;
    std::size_t streams = 0;
    std::size_t body_bytes = 0;  ///< promised to requests whose bodies are read or at work
    bool stopping = false;
    WorkerPool pool;
};

}  // namespace heed::net
