#include "net/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "base/log.hpp"
#include "net/raw_client.hpp"

namespace heed::net {
namespace {

using api::Method;
using api::Request;
using api::Response;
using std::chrono::milliseconds;
using std::chrono::seconds;

ServerOptions quiet() {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.workers = 2;
    options.access_log = false;
    return options;
}

std::unique_ptr<Server> started(ServerOptions options, api::Handler handler) {
    auto server = Server::start(std::move(options), std::move(handler));
    EXPECT_TRUE(server) << server.error().message;
    return std::move(*server);
}

/// Says what it understood.
Response echo(const Request& request) {
    Response response;
    response.body = request.path + "|" + request.query + "|" + request.body;
    return response;
}

std::string get(std::string_view target) {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: desk\r\n\r\n";
}

TEST(Server, answers_and_keeps_the_connection) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.ask(get("/a%20b/gr%C3%BC%C3%9Fe?x=%20y"));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "/a b/grüße|x=%20y|");
        EXPECT_EQ(answer.headers.at("connection"), "keep-alive");
        EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
        EXPECT_NE(answer.headers.at("content-security-policy").find("default-src 'self'"),
                  std::string::npos);
    }
}

TEST(Server, closes_when_the_client_wants_it) {
    const auto server = started(quiet(), echo);
    for (const std::string request :
         {"GET / HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"}) {
        RawClient client{server->port()};
        EXPECT_EQ(client.ask(request).headers.at("connection"), "close");
        EXPECT_TRUE(client.closed_by_peer());
    }
}

TEST(Server, answers_pipelined_requests_in_order) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    std::string all;
    for (int i = 0; i < 50; ++i) {
        const auto body = std::string(static_cast<std::size_t>(i), 'x');
        all += "POST /" + std::to_string(i) +
               " HTTP/1.1\r\nHost: d\r\nContent-Length: " + std::to_string(i) + "\r\n\r\n" + body;
    }
    client.send(all);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(client.read_answer().body,
                  "/" + std::to_string(i) + "||" + std::string(static_cast<std::size_t>(i), 'x'));
    }
}

TEST(Server, answers_a_request_that_comes_byte_by_byte) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    const std::string request =
        "POST /a HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"
        "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n";
    for (const char c : request)
        client.send({&c, 1});
    EXPECT_EQ(client.read_answer().body, "/a||abcde");
    EXPECT_EQ(client.ask(get("/b")).body, "/b||");
}

TEST(Server, answers_head_like_get_without_the_body) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    client.send("HEAD /abc HTTP/1.1\r\nHost: d\r\n\r\n" + get("/next"));
    const auto answer = client.read_answer(false);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.at("content-length"), "6");
    EXPECT_EQ(client.read_answer().body, "/next||");
}

TEST(Server, sends_large_bodies_whole) {
    static const std::string large(5'000'000, 'z');
    const auto server = started(quiet(), [](const Request& request) {
        Response response;
        if (request.path == "/static") {
            response.static_body = large;
        } else {
            response.body = large;
        }
        return response;
    });
    RawClient client{server->port()};
    EXPECT_EQ(client.ask(get("/static")).body, large);
    EXPECT_EQ(client.ask(get("/copied")).body, large);
}

TEST(Server, invites_the_body_when_asked_first) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    client.send("PUT /a HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.ask("hi").body, "/a||hi");
}

TEST(Server, refuses_what_is_malformed) {
    auto options = quiet();
    options.body_bytes_max = 1000;
    const auto server = started(options, echo);
    struct Case {
        std::string request;
        int status;
    };
    const std::string host = " HTTP/1.1\r\nHost: d\r\n";
    const std::vector<Case> cases = {
        {"nonsense\r\n\r\n", 400},
        {"GET / HTTP/2.0\r\n\r\n", 505},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET /" + host + "Host: e\r\n\r\n", 400},
        {"GET /" + host + "Bad Header: e\r\n\r\n", 400},
        {"GET /" + host + "X: a\n\r\n", 400},
        {"GET /%zz" + host + "\r\n", 400},
        {"GET /%4" + host + "\r\n", 400},
        {"GET /%00" + host + "\r\n", 400},
        {"GET /a%0Ab" + host + "\r\n", 400},
        {"GET /%ff" + host + "\r\n", 400},
        {"GET /../etc/passwd" + host + "\r\n", 400},
        {"GET /a/%2e%2E/b" + host + "\r\n", 400},
        {"GET /a/..%2fb" + host + "\r\n", 400},
        {"GET /./a" + host + "\r\n", 400},
        {"GET a" + host + "\r\n", 400},
        {"CONNECT d:80" + host + "\r\n", 400},
        {"GET /" + std::string(9000, 'a') + host + "\r\n", 414},
        {"GET /" + host + "X: " + std::string(40'000, 'a') + "\r\n\r\n", 431},
        {"GET /" + host + std::string(40'000, 'a'), 431},
        {"POST /" + host + "Content-Length: 1001\r\n\r\n", 413},
        {"POST /" + host + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
        {"POST /" + host + "Content-Length: -1\r\n\r\n", 400},
        {"POST /" + host + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc", 400},
        {"POST /" + host + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nab", 400},
        {"POST /" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
        {"POST /" + host + "Transfer-Encoding: gzip\r\n\r\n", 501},
        {"POST /" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"POST /" + host + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'a'),
         413},
        {"POST /" + host + "Expect: a miracle\r\nContent-Length: 2\r\n\r\n", 417},
    };
    for (const auto& [request, status] : cases) {
        RawClient client{server->port()};
        auto answer = client.ask(request);
        EXPECT_EQ(answer.status, status) << request.substr(0, 120);
        EXPECT_EQ(answer.headers["content-type"], "application/problem+json")
            << request.substr(0, 120);
        EXPECT_TRUE(client.closed_by_peer()) << request.substr(0, 120);
    }
    RawClient client{server->port()};
    EXPECT_EQ(client.ask(get("/still/here")).body, "/still/here||");
}

TEST(Server, lets_an_uploader_read_why_it_is_refused) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    client.send("POST / HTTP/1.1\r\nHost: d\r\nContent-Length: 20000000\r\n\r\n");
    for (int i = 0; i < 200; ++i)
        client.send(std::string(100'000, 'x'));
    EXPECT_EQ(client.read_answer().status, 413);
}

TEST(Server, understands_absolute_targets) {
    const auto server = started(quiet(), echo);
    RawClient client{server->port()};
    EXPECT_EQ(client.ask(get("http://desk:8080/a?b#c")).body, "/a|b|");
    EXPECT_EQ(client.ask(get("http://desk")).body, "/||");
}

TEST(Server, hands_over_header_method_and_peer) {
    const auto server = started(quiet(), [](const Request& request) {
        Response response;
        response.status = request.method == Method::delete_ ? 200 : 500;
        response.body = std::string{request.header("x-one")} + "," + request.peer + "," +
                        (request.secure ? "secure" : "plain");
        return response;
    });
    RawClient client{server->port()};
    const auto answer = client.ask(
        "DELETE / HTTP/1.1\r\nhost: d\r\nX-ONE:  Two \r\nX-Forwarded-For: 9.9.9.9\r\n"
        "X-Forwarded-Proto: https\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "Two,127.0.0.1,plain");
}

TEST(Server, believes_only_trusted_proxies) {
    auto options = quiet();
    options.trusted_proxies = {"127.0.0.1", "10.0.0.1"};
    const auto server = started(options, [](const Request& request) {
        Response response;
        response.body = request.peer + (request.secure ? ",secure" : ",plain");
        return response;
    });
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n", "9.9.9.9,secure"},
        {"X-Forwarded-For: 6.6.6.6, 9.9.9.9, 10.0.0.1\r\n", "9.9.9.9,plain"},
        {"X-Forwarded-For: 6.6.6.6, nonsense\r\n", "127.0.0.1,plain"},
        {"X-Forwarded-For: 2001:DB8::1\r\n", "2001:db8::1,plain"},
        {"", "127.0.0.1,plain"},
    };
    for (const auto& [headers, expected] : cases) {
        RawClient client{server->port()};
        EXPECT_EQ(client.ask("GET / HTTP/1.1\r\nHost: d\r\n" + headers + "\r\n").body, expected);
    }
}

TEST(Server, never_lets_a_value_write_headers) {
    const auto server = started(quiet(), [](const Request&) {
        Response response;
        response.headers = {{"X-Name", "a\r\nSet-Cookie: b"}, {"X-Fine", "c"}};
        return response;
    });
    RawClient client{server->port()};
    const auto answer = client.ask(get("/"));
    EXPECT_EQ(answer.headers.count("set-cookie"), 0U);
    EXPECT_EQ(answer.headers.count("x-name"), 0U);
    EXPECT_EQ(answer.headers.at("x-fine"), "c");
}

TEST(Server, turns_exceptions_into_incidents) {
    log::set_up(log::Level::off, log::Format::text);
    const auto server = started(quiet(), [](const Request& request) -> Response {
        if (request.path == "/odd") throw 7;
        throw std::runtime_error{"secret detail"};
    });
    RawClient client{server->port()};
    for (const auto* path : {"/", "/odd"}) {
        const auto answer = client.ask(get(path));
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
        EXPECT_EQ(answer.body.find("secret"), std::string::npos);
        EXPECT_NE(answer.body.find("incident"), std::string::npos);
    }
    log::set_up(log::Level::info, log::Format::text);
}

TEST(Server, gives_up_on_slow_clients) {
    auto options = quiet();
    options.header_timeout = milliseconds{80};
    options.idle_timeout = milliseconds{80};
    options.body_timeout = milliseconds{80};
    const auto server = started(options, echo);
    RawClient silent{server->port()};
    EXPECT_TRUE(silent.closed_by_peer());
    RawClient slow_header{server->port()};
    slow_header.send("GET / HTTP/1.1\r\nHost:");
    EXPECT_TRUE(slow_header.closed_by_peer());
    RawClient slow_body{server->port()};
    slow_body.send("POST / HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\n\r\nab");
    EXPECT_TRUE(slow_body.closed_by_peer());
    RawClient idle{server->port()};
    EXPECT_EQ(idle.ask(get("/")).status, 200);
    EXPECT_TRUE(idle.closed_by_peer());
}

/// A handler that waits until the test lets it go on.
struct Gate {
    std::counting_semaphore<1000> entered{0};
    std::counting_semaphore<1000> open{0};

    api::Handler handler() {
        return [this](const Request& request) {
            entered.release();
            open.acquire();
            return echo(request);
        };
    }
};

TEST(Server, refuses_what_the_queue_cannot_hold) {
    Gate gate;
    auto options = quiet();
    options.workers = 1;
    options.queue_max = 2;
    const auto server = started(options, gate.handler());
    std::vector<RawClient> waiting;
    waiting.emplace_back(server->port()).send(get("/0"));
    gate.entered.acquire();
    // One is at work; of the next three two wait and one is turned away.
    for (int i = 1; i < 4; ++i)
        waiting.emplace_back(server->port()).send(get("/n"));
    RawClient late{server->port()};
    const auto answer = late.ask(get("/late"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    gate.open.release(10);
    int served = 0;
    for (auto& client : waiting)
        served += client.read_answer().status == 200 ? 1 : 0;
    EXPECT_EQ(served, 3);
    EXPECT_EQ(late.ask(get("/again")).status, 200);
}

TEST(Server, promises_memory_for_bodies_only_once) {
    auto options = quiet();
    options.body_bytes_total_max = 1000;
    const auto server = started(options, echo);
    const std::string head = "POST / HTTP/1.1\r\nHost: d\r\nContent-Length: 800\r\n";
    RawClient first{server->port()};
    first.send(head + "Expect: 100-continue\r\n\r\n");
    first.read_until("\r\n\r\n");
    RawClient second{server->port()};
    EXPECT_EQ(second.ask(head + "\r\n").status, 503);
    EXPECT_EQ(first.ask(std::string(800, 'a')).status, 200);
    EXPECT_EQ(first.ask(head + "\r\n" + std::string(800, 'b')).status, 200);
}

TEST(Server, accepts_again_when_a_connection_ends) {
    auto options = quiet();
    options.connections_max = 2;
    const auto server = started(options, echo);
    auto first = std::make_unique<RawClient>(server->port());
    RawClient second{server->port()};
    EXPECT_EQ(first->ask(get("/")).status, 200);
    EXPECT_EQ(second.ask(get("/")).status, 200);
    RawClient third{server->port()};
    third.send(get("/third"));
    first.reset();
    EXPECT_EQ(third.read_answer().body, "/third||");
}

TEST(Server, serves_256_connections_at_once) {
    const auto server = started(quiet(), echo);
    std::vector<RawClient> clients;
    for (int i = 0; i < 256; ++i)
        clients.emplace_back(server->port());
    for (int round = 0; round < 4; ++round) {
        for (auto& client : clients)
            client.send(get("/x"));
        for (auto& client : clients)
            ASSERT_EQ(client.read_answer().status, 200);
    }
}

TEST(Server, finishes_what_is_at_work_when_it_stops) {
    Gate gate;
    auto server = started(quiet(), gate.handler());
    RawClient idle{server->port()};
    RawClient busy{server->port()};
    busy.send(get("/busy"));
    gate.entered.acquire();
    auto stopping = std::async(std::launch::async, [&] { server->stop(); });
    EXPECT_TRUE(idle.closed_by_peer());
    gate.open.release();
    const auto answer = busy.read_answer();
    EXPECT_EQ(answer.body, "/busy||");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    stopping.get();
    EXPECT_FALSE(RawClient{server->port()}.connected());
}

TEST(Server, does_not_wait_forever_for_a_client_when_it_stops) {
    auto options = quiet();
    options.stop_timeout = milliseconds{50};
    auto server = started(options, echo);
    RawClient half{server->port()};
    half.send("POST / HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    half.read_until("\r\n\r\n");
    server->stop();
    server->stop();
    EXPECT_TRUE(half.closed_by_peer());
}

TEST(Server, says_why_it_cannot_listen) {
    const auto server = started(quiet(), echo);
    const auto taken = "127.0.0.1:" + std::to_string(server->port());
    const std::vector<std::pair<std::string, ErrorCode>> cases = {
        {taken, ErrorCode::conflict},          {"8080", ErrorCode::invalid},
        {"127.0.0.1:", ErrorCode::invalid},    {"127.0.0.1:70000", ErrorCode::invalid},
        {"127.0.0.1:80x", ErrorCode::invalid}, {"::1:80", ErrorCode::invalid},
        {":80", ErrorCode::invalid},
    };
    for (const auto& [listen, code] : cases) {
        auto options = quiet();
        options.listen = listen;
        const auto failed = Server::start(options, echo);
        ASSERT_FALSE(failed) << listen;
        EXPECT_EQ(failed.error().code, code) << listen;
        EXPECT_NE(failed.error().message.find(listen), std::string::npos) << failed.error().message;
    }
}

TEST(Server, knows_its_url) {
    const auto server = started(quiet(), echo);
    EXPECT_EQ(server->url(), "http://127.0.0.1:" + std::to_string(server->port()));
}

}  // namespace
}  // namespace heed::net
