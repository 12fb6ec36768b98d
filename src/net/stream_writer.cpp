#include "net/stream_writer.hpp"

#include <array>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <mutex>

#include "base/log.hpp"

namespace heed::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

/// A stream's reader has nothing to say; who talks anyway is cut off here.
constexpr std::size_t unread_bytes_max = 4096;

class StreamWriter;

/// What a stream's `wake` holds. It outlives connection and server, because nobody can know who
/// still keeps a copy of it.
struct Waker {
    std::atomic<bool> pending = false;
    std::mutex mutex;
    asio::io_context* io = nullptr;  ///< null once the connection is closed
    std::weak_ptr<StreamWriter> writer;

    static void wake(const std::shared_ptr<Waker>& self);
};

class StreamWriter final : public Peer, public std::enable_shared_from_this<StreamWriter> {
public:
    StreamWriter(Core& core, tcp::socket socket, std::unique_ptr<api::Stream> stream)
        : core_{core},
          socket_{std::move(socket)},
          gap_{core.io},
          tick_{core.io},
          stream_{std::move(stream)},
          waker_{std::make_shared<Waker>()} {}

    void start(std::string head) {
        core_.streams++;
        core_.add(shared_from_this());
        waker_->io = &core_.io;
        waker_->writer = weak_from_this();
        watch_the_other_end();
        arm_tick();
        write(std::make_shared<const std::string>(std::move(head)));
        guarded([this] { stream_->start([waker = waker_] { Waker::wake(waker); }); });
    }

    void finish() override { close(); }

    void close() override {
        if (closed_) return;
        closed_ = true;
        {
            const std::lock_guard lock{waker_->mutex};
            waker_->io = nullptr;
        }
        stream_.reset();
        gap_.cancel();
        tick_.cancel();
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
        socket_.close(ignored);
        core_.streams--;
        core_.remove(shared_from_this());
    }

    void pull_soon() {
        if (closed_) return;
        if (writing_ || waiting_) return;
        const auto due = last_pull_ + core_.options.stream_gap;
        if (std::chrono::steady_clock::now() >= due) return pull();
        waiting_ = true;
        gap_.expires_at(due);
        gap_.async_wait([self = shared_from_this()](error_code ec) {
            self->waiting_ = false;
            if (!ec && !self->closed_ && !self->writing_) self->pull();
        });
    }

private:
    template <class Action>
    void guarded(Action action) {
        try {
            action();
        } catch (const std::exception& exception) {
            log::error("a live stream failed: {}", exception.what());
            close();
        }
    }

    void pull() {
        last_pull_ = std::chrono::steady_clock::now();
        // Cleared first: what happens during the pull must lead to another one.
        waker_->pending = false;
        if (stream_->over()) return close();
        std::shared_ptr<const std::string> chunk;
        guarded([&] { chunk = stream_->pull(); });
        if (!closed_ && chunk && !chunk->empty()) write(std::move(chunk));
    }

    void write(std::shared_ptr<const std::string> chunk) {
        writing_ = true;
        last_write_ = std::chrono::steady_clock::now();
        const auto buffer = asio::buffer(*chunk);
        asio::async_write(socket_, buffer,
                          [self = shared_from_this(), chunk](error_code ec, std::size_t) {
                              self->on_written(ec);
                          });
    }

    void on_written(error_code ec) {
        if (closed_) return;
        writing_ = false;
        if (ec) return close();
        // A stream may hold back a part of what it has, so it is asked until it has nothing.
        pull_soon();
    }

    void arm_tick() {
        tick_.expires_after(std::min(core_.options.stream_tick, core_.options.heartbeat));
        tick_.async_wait([self = shared_from_this()](error_code ec) {
            if (!ec && !self->closed_) self->on_tick();
        });
    }

    void on_tick() {
        static const auto heartbeat = std::make_shared<const std::string>(":\n\n");
        const auto silent = std::chrono::steady_clock::now() - last_write_;
        if (writing_ && silent > core_.options.write_timeout) return close();
        if (!writing_ && !waiting_) pull();
        if (closed_) return;
        if (!writing_ && silent >= core_.options.heartbeat) write(heartbeat);
        arm_tick();
    }

    void watch_the_other_end() {
        socket_.async_read_some(asio::buffer(unread_),
                                [self = shared_from_this()](error_code ec, std::size_t bytes) {
                                    if (self->closed_) return;
                                    self->unread_bytes_ += bytes;
                                    if (ec || self->unread_bytes_ > unread_bytes_max) {
                                        return self->close();
                                    }
                                    self->watch_the_other_end();
                                });
    }

    Core& core_;
    tcp::socket socket_;
    asio::steady_timer gap_;
    asio::steady_timer tick_;
    std::unique_ptr<api::Stream> stream_;
    std::shared_ptr<Waker> waker_;
    std::array<char, 256> unread_{};
    std::size_t unread_bytes_ = 0;
    SteadyTime last_pull_{};
    SteadyTime last_write_{};
    bool writing_ = false;
    bool waiting_ = false;  ///< for the gap between two pulls
    bool closed_ = false;
};

void Waker::wake(const std::shared_ptr<Waker>& self) {
    if (self->pending.exchange(true)) return;
    const std::lock_guard lock{self->mutex};
    if (self->io == nullptr) return;
    asio::post(*self->io, [self] {
        if (const auto alive = self->writer.lock()) alive->pull_soon();
    });
}

}  // namespace

void serve_stream(Core& core, Socket&& socket, std::string head,
                  std::unique_ptr<api::Stream> stream) {
    std::make_shared<StreamWriter>(core, std::move(socket), std::move(stream))
        ->start(std::move(head));
}

}  // namespace heed::net
