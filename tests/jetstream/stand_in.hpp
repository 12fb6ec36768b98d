#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

typedef struct ssl_ctx_st SSL_CTX;  // NOLINT: OpenSSL's own name

namespace heed::test {

/// One end of a connection, as bytes.
class Wire {
public:
    virtual ~Wire() = default;
    virtual bool send(std::string_view bytes) = 0;
    /// At least one byte; empty when the other end is gone.
    virtual std::string receive() = 0;
};

/// A frame of the websocket protocol as servers send it.
[[nodiscard]] std::string frame(std::string_view payload, int opcode = 1, bool final = true);

/// A network's stream in place of the real one: speaks websocket over plain sockets, keeps what was
/// said, plays it from a cursor on and then goes on live, as Jetstream does. Misbehaves on request.
class StandIn {
public:
    struct Manners {
        int refuse_with = 0;  ///< an HTTP status in place of the handshake
        std::string more_headers = {};
        bool mute = false;             ///< takes connections and never answers
        int cut_after = 0;             ///< events a connection; then it breaks without a word
        std::string before_each = {};  ///< frames that go out before every event
        bool in_pieces = false;        ///< every event in several frames, written byte by byte
    };

    /// With a certificate (PEM files) it speaks TLS.
    explicit StandIn(const std::string& certificate = {}, const std::string& key = {});
    ~StandIn();
    StandIn(const StandIn&) = delete;
    StandIn& operator=(const StandIn&) = delete;

    [[nodiscard]] std::string url(std::string_view host = "127.0.0.1") const;

    void say(long long time_us, std::string event);
    void set(Manners manners);
    /// Forgets what was said before.
    void forget_before(long long time_us);
    /// Breaks all connections.
    void cut();

    [[nodiscard]] std::vector<std::string> targets() const;
    /// Frames that came from clients, by opcode.
    [[nodiscard]] int frames_received(int opcode) const;

private:
    struct Event {
        long long time_us = 0;
        std::string text;
    };

    void accept_all();
    void serve(int socket);
    [[nodiscard]] std::unique_ptr<Wire> wire_of(int socket) const;
    void speak(Wire& wire, long long cursor);
    void hear(Wire& wire);
    bool send_event(Wire& wire, const std::string& text, const Manners& manners);

    int listener_ = -1;
    unsigned short port_ = 0;
    SSL_CTX* tls_ = nullptr;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Event> events_;
    std::size_t forgotten_ = 0;
    Manners manners_;
    std::vector<std::string> targets_;
    std::vector<int> open_;
    int frames_[16] = {};
    bool stopping_ = false;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace heed::test
