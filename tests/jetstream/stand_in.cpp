#include "jetstream/stand_in.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace heed::test {

namespace {

class PlainWire final : public Wire {
public:
    explicit PlainWire(int socket) : socket_(socket) {}
    bool send(std::string_view bytes) override {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    std::string receive() override {
        char bytes[4096];
        const auto size = ::recv(socket_, bytes, sizeof bytes, 0);
        return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
    }

private:
    int socket_;
};

/// OpenSSL bears one thread at a time on a connection: nobody listens while we speak.
class SecureWire final : public Wire {
public:
    SecureWire(SSL_CTX* tls, int socket) : ssl_(SSL_new(tls)) {
        SSL_set_fd(ssl_, socket);
        open_ = SSL_accept(ssl_) == 1;
    }
    ~SecureWire() override { SSL_free(ssl_); }
    bool send(std::string_view bytes) override {
        return open_ && SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0;
    }
    std::string receive() override {
        char bytes[4096];
        const int size = open_ ? SSL_read(ssl_, bytes, sizeof bytes) : 0;
        return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
    }

private:
    SSL* ssl_;
    bool open_ = false;
};

std::string value_of(const std::string& head, const std::string& name, const std::string& end) {
    const auto at = head.find(name);
    if (at == std::string::npos) return {};
    const auto begin = at + name.size();
    return head.substr(begin, head.find_first_of(end, begin) - begin);
}

std::string accept_key(const std::string& key) {
    const auto text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char hash[SHA_DIGEST_LENGTH];
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
    unsigned char encoded[32];
    const int size = EVP_EncodeBlock(encoded, hash, SHA_DIGEST_LENGTH);
    return {reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size)};
}

}  // namespace

std::string frame(std::string_view payload, int opcode, bool final) {
    std::string bytes(1, static_cast<char>((final ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        bytes += static_cast<char>(payload.size());
    } else if (payload.size() < 65536) {
        bytes += {126, static_cast<char>(payload.size() >> 8), static_cast<char>(payload.size())};
    } else {
        bytes += 127;
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(payload.size() >> shift);
    }
    return bytes.append(payload);
}

StandIn::StandIn(const std::string& certificate, const std::string& key)
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (!certificate.empty()) {
        tls_ = SSL_CTX_new(TLS_server_method());
        if (SSL_CTX_use_certificate_chain_file(tls_, certificate.c_str()) != 1 ||
            SSL_CTX_use_PrivateKey_file(tls_, key.c_str(), SSL_FILETYPE_PEM) != 1)
            throw std::runtime_error("no certificate");
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no port");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

StandIn::~StandIn() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ::shutdown(listener_, SHUT_RDWR);
    cut();
    acceptor_.join();
    for (auto& thread : threads_)
        thread.join();
    ::close(listener_);
    SSL_CTX_free(tls_);
}

std::string StandIn::url(std::string_view host) const {
    return std::string(tls_ != nullptr ? "wss://" : "ws://") + std::string(host) + ":" +
           std::to_string(port_) + "/subscribe";
}

void StandIn::say(long long time_us, std::string event) {
    const std::lock_guard lock(mutex_);
    events_.push_back({time_us, std::move(event)});
    changed_.notify_all();
}

void StandIn::set(Manners manners) {
    const std::lock_guard lock(mutex_);
    manners_ = std::move(manners);
}

void StandIn::forget_before(long long time_us) {
    const std::lock_guard lock(mutex_);
    while (forgotten_ < events_.size() && events_[forgotten_].time_us < time_us)
        ++forgotten_;
}

void StandIn::cut() {
    const std::lock_guard lock(mutex_);
    for (const int socket : open_)
        ::shutdown(socket, SHUT_RDWR);
    changed_.notify_all();
}

std::vector<std::string> StandIn::targets() const {
    const std::lock_guard lock(mutex_);
    return targets_;
}

int StandIn::frames_received(int opcode) const {
    const std::lock_guard lock(mutex_);
    return frames_[opcode];
}

void StandIn::accept_all() {
    for (;;) {
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (stopping_ || socket < 0) {
            if (socket >= 0) ::close(socket);
            return;
        }
        open_.push_back(socket);
        threads_.emplace_back([this, socket] {
            serve(socket);
            const std::lock_guard end(mutex_);
            open_.erase(std::find(open_.begin(), open_.end(), socket));
            ::close(socket);
        });
    }
}

std::unique_ptr<Wire> StandIn::wire_of(int socket) const {
    if (tls_ != nullptr) return std::make_unique<SecureWire>(tls_, socket);
    return std::make_unique<PlainWire>(socket);
}

void StandIn::serve(int socket) {
    const auto wire = wire_of(socket);
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos) {
        const auto bytes = wire->receive();
        if (bytes.empty()) return;
        head += bytes;
    }
    Manners manners;
    const auto target = value_of(head, "GET ", " ");
    {
        const std::lock_guard lock(mutex_);
        manners = manners_;
        targets_.push_back(target);
    }
    if (manners.mute) {
        while (!wire->receive().empty()) {
        }
        return;
    }
    if (manners.refuse_with != 0) {
        wire->send("HTTP/1.1 " + std::to_string(manners.refuse_with) + " No\r\n" +
                   manners.more_headers + "Content-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    wire->send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: " +
        accept_key(value_of(head, "Sec-WebSocket-Key: ", "\r")) + "\r\n\r\n");
    const auto cursor = value_of(target, "cursor=", "& ");
    std::thread listener;
    if (tls_ == nullptr) listener = std::thread([&] { hear(*wire); });
    speak(*wire, cursor.empty() ? 0 : std::stoll(cursor));
    ::shutdown(socket, SHUT_RDWR);
    if (listener.joinable()) listener.join();
}

void StandIn::speak(Wire& wire, long long cursor) {
    std::unique_lock lock(mutex_);
    auto next = forgotten_;
    if (cursor == 0) next = events_.size();
    while (next < events_.size() && events_[next].time_us < cursor)
        ++next;
    for (int said = 0;; ++said) {
        // That a socket was cut shows when something is sent.
        changed_.wait(lock, [&] { return stopping_ || next < events_.size(); });
        if (stopping_) return;
        const auto manners = manners_;
        if (manners.cut_after > 0 && said == manners.cut_after) return;
        const auto text = events_[next++].text;
        lock.unlock();
        const bool sent = send_event(wire, text, manners);
        lock.lock();
        if (!sent) return;
    }
}

bool StandIn::send_event(Wire& wire, const std::string& text, const Manners& manners) {
    if (!manners.before_each.empty() && !wire.send(manners.before_each)) return false;
    if (!manners.in_pieces) return wire.send(frame(text));
    const auto half = text.size() / 2;
    const auto bytes = frame(text.substr(0, half), 1, false) + frame("are you there", 9) +
                       frame(text.substr(half), 0, true);
    return std::all_of(bytes.begin(), bytes.end(),
                       [&](char c) { return wire.send(std::string_view(&c, 1)); });
}

void StandIn::hear(Wire& wire) {
    for (auto bytes = wire.receive(); !bytes.empty(); bytes = wire.receive()) {
        const std::lock_guard lock(mutex_);
        // Clients say little and short: each piece is one frame.
        ++frames_[static_cast<unsigned char>(bytes[0]) & 0x0F];
    }
}

}  // namespace heed::test
