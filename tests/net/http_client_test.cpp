#include "net/http_client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace heed::net {
namespace {

using channels::HttpRequest;

/// Says one prepared answer to every request on loopback and remembers the requests. With an empty
/// answer it listens and never says a word.
class CannedServer {
public:
    explicit CannedServer(std::string answer) : answer_(std::move(answer)) {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        listen(listener_, 16);
        socklen_t size = sizeof address;
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] { serve(); });
    }
    ~CannedServer() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }

    [[nodiscard]] std::string url(const std::string& path = "/") const {
        return fmt::format("http://127.0.0.1:{}{}", port_, path);
    }
    [[nodiscard]] std::string request() {
        const std::lock_guard lock(mutex_);
        return request_;
    }
    [[nodiscard]] int connections() {
        const std::lock_guard lock(mutex_);
        return connections_;
    }

private:
    void serve() {
        while (true) {
            const int connection = accept(listener_, nullptr, nullptr);
            if (connection < 0) return;
            {
                const std::lock_guard lock(mutex_);
                ++connections_;
            }
            while (talk(connection)) {
            }
            close(connection);
        }
    }

    /// One request and its answer; false when the client went away.
    bool talk(int connection) {
        std::string said;
        char part[65536];
        while (said.find("\r\n\r\n") == std::string::npos) {
            const auto size = recv(connection, part, sizeof part, 0);
            if (size <= 0) return false;
            said.append(part, static_cast<std::size_t>(size));
        }
        {
            const std::lock_guard lock(mutex_);
            request_ = said;
        }
        return send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL) >= 0;
    }

    std::string answer_;
    int listener_ = -1;
    int port_ = 0;
    std::mutex mutex_;
    std::string request_;
    int connections_ = 0;
    std::jthread thread_;
};

HttpRequest get(std::string url) {
    HttpRequest request;
    request.url = std::move(url);
    request.timeout_ms = 20'000;
    return request;
}

TEST(HttpClient, BringsStatusHeadersAndBody) {
    CannedServer server(
        "HTTP/1.1 418 Teapot\r\nContent-Length: 5\r\nX-Odd:  spaced \r\nX-ODD: two\r\n\r\nhello");
    CurlHttpClient client;
    const auto answer = client.send(get(server.url("/a?b=c")), {});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 418);
    EXPECT_EQ(answer->body, "hello");
    EXPECT_EQ(answer->header("x-odd"), "spaced");
    EXPECT_EQ(answer->header("nothing"), "");
    EXPECT_TRUE(server.request().starts_with("GET /a?b=c HTTP/1.1\r\n"));
}

TEST(HttpClient, SendsMethodHeadersAndBody) {
    struct Case {
        const char* method;
        const char* body;
        const char* expected;
    };
    const Case cases[] = {
        {"POST", "{}", "Content-Length: 2\r\n"},
        {"POST", "", "Content-Length: 0\r\n"},
        {"PUT", "abc", "Content-Length: 3\r\n"},
        {"DELETE", "", "DELETE / HTTP/1.1\r\n"},
    };
    CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    CurlHttpClient client;
    for (const auto& c : cases) {
        auto request = get(server.url());
        request.method = c.method;
        request.body = c.body;
        request.headers = {{"authorization", "Bearer x"}, {"content-type", "application/json"}};
        ASSERT_TRUE(client.send(request, {})) << c.method;
        const auto said = server.request();
        EXPECT_TRUE(said.starts_with(c.method)) << said;
        EXPECT_NE(said.find(c.expected), std::string::npos) << said;
        EXPECT_NE(said.find("authorization: Bearer x\r\n"), std::string::npos) << said;
        EXPECT_EQ(said.find("Expect:"), std::string::npos) << said;
    }
}

TEST(HttpClient, KeepsItsConnection) {
    CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    CurlHttpClient client;
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(client.send(get(server.url()), {}));
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, RedirectIsAnAnswerUnlessAllowed) {
    CannedServer target("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nthere!");
    CannedServer server(fmt::format(
        "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", target.url()));
    CannedServer trap(
        "HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\n"
        "Content-Length: 0\r\n\r\n");
    CurlHttpClient client;
    EXPECT_EQ(client.send(get(server.url()), {})->status, 302);
    auto request = get(server.url());
    request.redirects_max = 1;
    EXPECT_EQ(client.send(request, {})->body, "there!");
    request.url = trap.url();
    EXPECT_EQ(client.send(request, {}).error().code, ErrorCode::unavailable);
}

TEST(HttpClient, BoundsWhatItTakes) {
    CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
    CannedServer verbose("HTTP/1.1 200 OK\r\nX-Long: " + std::string(70'000, 'x') +
                         "\r\nContent-Length: 0\r\n\r\n");
    CurlHttpClient client;
    auto request = get(server.url());
    request.body_bytes_max = 10;
    EXPECT_TRUE(client.send(request, {}));
    request.body_bytes_max = 9;
    EXPECT_EQ(client.send(request, {}).error().code, ErrorCode::too_large);
    EXPECT_EQ(client.send(get(verbose.url()), {}).error().code, ErrorCode::too_large);
}

TEST(HttpClient, SaysWhatFailedAndNoSecret) {
    std::string closed;
    {
        CannedServer gone("");
        closed = gone.url("/bot-token-s3cret?key=s3cret");
    }
    CannedServer nonsense("SSH-2.0-OpenSSH\r\n\r\n");
    struct Case {
        std::string url;
        ErrorCode code;
    };
    const Case cases[] = {
        {closed, ErrorCode::unavailable},
        {"http://host.invalid/s3cret", ErrorCode::unavailable},
        {nonsense.url("/s3cret"), ErrorCode::unavailable},
        {"file:///etc/s3cret", ErrorCode::invalid},
        {"ftp://127.0.0.1/s3cret", ErrorCode::invalid},
        {"s3cret", ErrorCode::invalid},
        {"http://", ErrorCode::invalid},
        {"", ErrorCode::invalid},
        {"http://127.0.0.1/s3cret\r\nX: y", ErrorCode::invalid},
    };
    CurlHttpClient client;
    for (const auto& c : cases) {
        const auto answer = client.send(get(c.url), {});
        ASSERT_FALSE(answer) << c.url;
        EXPECT_EQ(answer.error().code, c.code) << c.url;
        EXPECT_EQ(answer.error().message.find("s3cret"), std::string::npos)
            << answer.error().message;
    }
}

TEST(HttpClient, HeaderCannotSmuggleAnother) {
    CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    CurlHttpClient client;
    const std::string values[] = {"a\r\nX-Evil: 1", "a\nX-Evil: 1", std::string("a\0b", 3)};
    for (const auto& value : values) {
        auto request = get(server.url());
        request.headers = {{"x-name", value}};
        EXPECT_EQ(client.send(request, {}).error().code, ErrorCode::invalid);
    }
    EXPECT_EQ(server.connections(), 0);
}

TEST(HttpClient, EndsWhenAskedToOrWhenItsTimeIsUp) {
    CannedServer silent("");
    CurlHttpClient client;
    std::stop_source stop;
    std::jthread asker([&] {
        while (silent.request().empty())
            std::this_thread::yield();
        stop.request_stop();
    });
    auto request = get(silent.url());
    request.timeout_ms = 3600 * 1000;
    EXPECT_EQ(client.send(request, stop.get_token()).error().code, ErrorCode::unavailable);
    request.timeout_ms = 50;
    EXPECT_EQ(client.send(request, {}).error().code, ErrorCode::unavailable);
}

TEST(HttpClient, ServesManyThreads) {
    CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
    CurlHttpClient client;
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 10; ++i) {
                    auto request = get(server.url());
                    request.headers = {{"connection", "close"}};
                    const auto answer = client.send(request, {});
                    if (answer && answer->body == "ok") ++good;
                }
            });
    }
    EXPECT_EQ(good, 40);
}

}  // namespace
}  // namespace heed::net
