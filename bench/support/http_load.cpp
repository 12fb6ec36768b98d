#include "support/http_load.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

namespace heed::bench {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

long long number_after(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    return at == std::string_view::npos ? 0 : std::atoll(text.data() + at + name.size());
}

/// One connection: a request that goes out, an answer that comes in.
struct Line {
    int socket = -1;
    const std::string* request = nullptr;
    std::size_t sent = 0;
    std::string answer;
    SteadyTime begun;

    void begin(const std::string& next) {
        request = &next;
        sent = 0;
        answer.clear();
        begun = std::chrono::steady_clock::now();
        push();
    }

    void push() {
        while (sent < request->size()) {
            const auto wrote =
                ::send(socket, request->data() + sent, request->size() - sent, MSG_NOSIGNAL);
            if (wrote < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
            if (wrote < 0) throw std::runtime_error("the desk hung up");
            sent += static_cast<std::size_t>(wrote);
        }
    }

    /// True when a whole answer is there.
    bool pull() {
        std::array<char, 16'384> bytes;
        for (;;) {
            const auto got = ::recv(socket, bytes.data(), bytes.size(), 0);
            if (got == 0 && answer.empty()) {
                throw std::runtime_error("the server closed a connection");
            }
            if (got == 0) break;
            if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
            if (got < 0) throw std::runtime_error("a connection broke");
            answer.append(bytes.data(), static_cast<std::size_t>(got));
        }
        const auto head = answer.find("\r\n\r\n");
        if (head == std::string::npos) return false;
        const auto length = number_after(answer, "Content-Length: ");
        return answer.size() >= head + 4 + static_cast<std::size_t>(length);
    }

    [[nodiscard]] int status() const { return std::atoi(answer.c_str() + 9); }
};

class Sender {
public:
    Sender(std::uint16_t port, const std::vector<std::string>& requests, std::size_t connections)
        : requests_(requests), poll_(::epoll_create1(EPOLL_CLOEXEC)) {
        lines_.resize(std::min(connections, requests.size()));
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            lines_[i].socket = connect_to(port);
            epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {.u64 = i}};
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, lines_[i].socket, &event);
        }
    }
    ~Sender() {
        for (const auto& line : lines_)
            ::close(line.socket);
        ::close(poll_);
    }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    Load run() {
        const auto begun = std::chrono::steady_clock::now();
        for (auto& line : lines_)
            line.begin(requests_[next_++]);
        std::array<epoll_event, 64> events;
        while (load_.millis.size() < requests_.size()) {
            const int count = ::epoll_wait(poll_, events.data(), events.size(), 60'000);
            if (count <= 0) throw std::runtime_error("the desk has been silent for a minute");
            for (int i = 0; i < count; ++i)
                move(lines_[events[static_cast<std::size_t>(i)].data.u64]);
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        load_.seconds = took.count();
        return std::move(load_);
    }

private:
    void move(Line& line) {
        if (line.request == nullptr) return;
        line.push();
        if (!line.pull()) return;
        note(line);
        line.request = nullptr;
        if (next_ < requests_.size()) line.begin(requests_[next_++]);
    }

    void note(const Line& line) {
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - line.begun;
        load_.millis.push_back(took.count());
        load_.received += number_after(line.answer, "\"received\":");
        if (line.status() == 200) return;
        if (load_.failed++ == 0) load_.first_failure = line.answer;
    }

    const std::vector<std::string>& requests_;
    int poll_;
    std::vector<Line> lines_;
    std::size_t next_ = 0;
    Load load_;
};

}  // namespace

int connect_to(std::uint16_t port) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(made);
        throw std::runtime_error(fmt::format("nobody listens on port {}", port));
    }
    const int on = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(made, F_SETFL, ::fcntl(made, F_GETFL) | O_NONBLOCK);
    return made;
}

std::string get_request(const std::string& path, const std::string& token) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\r\n",
                       path, token);
}

std::string post_request(const std::string& path, const std::string& token, std::string_view body,
                         std::string_view type) {
    return fmt::format(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
        "Content-Type: {}\r\nContent-Length: {}\r\n\r\n{}",
        path, token, type, body.size(), body);
}

Answer ask(std::uint16_t port, const std::string& request) {
    Line line;
    line.socket = connect_to(port);
    line.begin(request);
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {.u64 = 0}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, line.socket, &event);
    for (bool whole = false; !whole;) {
        if (::epoll_wait(poll, &event, 1, 60'000) <= 0) break;
        line.push();
        whole = line.pull();
    }
    ::close(poll);
    ::close(line.socket);
    if (line.answer.empty()) return {};
    return {line.status(), line.answer.substr(line.answer.find("\r\n\r\n") + 4)};
}

Load send_all(std::uint16_t port, const std::vector<std::string>& requests,
              std::size_t connections) {
    return Sender(port, requests, connections).run();
}

}  // namespace heed::bench
