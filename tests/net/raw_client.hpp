#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace heed::net {

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

/// A browser that does exactly what it is told, also what no browser would do.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{20, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    RawClient(RawClient&& other) noexcept
        : socket_{std::exchange(other.socket_, -1)},
          connected_{other.connected_},
          buffer_{std::move(other.buffer_)} {}
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient() {
        if (socket_ >= 0) ::close(socket_);
    }

    [[nodiscard]] bool connected() const { return connected_; }

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Everything up to and including `end`; empty when the other end closed before.
    std::string read_until(std::string_view end) {
        for (;;) {
            const auto at = buffer_.find(end);
            if (at != std::string::npos) return take(at + end.size());
            if (!receive()) return {};
        }
    }

    /// Status 0 when the other end closed instead of answering.
    Answer read_answer(bool has_body = true) {
        Answer answer;
        const auto head = read_until("\r\n\r\n");
        if (head.empty()) return answer;
        answer.status = std::stoi(head.substr(9, 3));
        read_headers(head, answer);
        const auto length = answer.headers.find("content-length");
        if (!has_body || length == answer.headers.end()) return answer;
        const auto size = static_cast<std::size_t>(std::stoul(length->second));
        while (buffer_.size() < size && receive()) {
        }
        answer.body = take(std::min(size, buffer_.size()));
        return answer;
    }

    Answer ask(std::string_view request) {
        send(request);
        return read_answer();
    }

    /// True when the other end closes; what comes before is dropped.
    bool closed_by_peer() {
        while (receive())
            buffer_.clear();
        return closed_;
    }

    void close_sending() { ::shutdown(socket_, SHUT_WR); }

private:
    static void read_headers(const std::string& head, Answer& answer) {
        std::size_t at = head.find("\r\n") + 2;
        while (at + 2 < head.size()) {
            const auto end = head.find("\r\n", at);
            const auto colon = head.find(": ", at);
            auto name = head.substr(at, colon - at);
            for (auto& c : name)
                c = static_cast<char>(std::tolower(c));
            answer.headers[name] = head.substr(colon + 2, end - colon - 2);
            at = end + 2;
        }
    }

    std::string take(std::size_t bytes) {
        auto out = buffer_.substr(0, bytes);
        buffer_.erase(0, bytes);
        return out;
    }

    bool receive() {
        char chunk[16384];
        const auto got = ::recv(socket_, chunk, sizeof chunk, 0);
        closed_ = got == 0 || (got < 0 && errno == ECONNRESET);
        if (got <= 0) return false;
        buffer_.append(chunk, static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    bool connected_ = false;
    bool closed_ = false;
    std::string buffer_;
};

}  // namespace heed::net
