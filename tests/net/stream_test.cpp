#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "net/raw_client.hpp"
#include "net/server.hpp"

namespace heed::net {
namespace {

using api::Request;
using api::Response;
using std::chrono::milliseconds;

/// What the streams of one test share: a numbered line for everybody, and counts.
class Hub {
public:
    void publish(const std::string& line) {
        std::vector<std::function<void()>> wakes;
        {
            const std::lock_guard lock{mutex_};
            lines_ += line;
            wakes = wakes_;
        }
        for (const auto& wake : wakes)
            wake();
    }

    void join(std::function<void()> wake) {
        const std::lock_guard lock{mutex_};
        wakes_.push_back(std::move(wake));
        changed_.notify_all();
    }

    void leave() {
        const std::lock_guard lock{mutex_};
        ++left_;
        changed_.notify_all();
    }

    std::string lines_from(std::size_t at) {
        const std::lock_guard lock{mutex_};
        ++pulls;
        handed_out = lines_.size();
        return lines_.substr(at);
    }

    bool wait_for_joined(std::size_t count) {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, std::chrono::seconds{20},
                                 [&] { return wakes_.size() >= count; });
    }

    bool wait_for_left(std::size_t count) {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return left_ >= count; });
    }

    void wake_all() {
        std::vector<std::function<void()>> wakes;
        {
            const std::lock_guard lock{mutex_};
            wakes = wakes_;
        }
        for (const auto& wake : wakes)
            wake();
    }

    std::atomic<int> pulls = 0;
    std::atomic<std::size_t> handed_out = 0;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string lines_;
    std::vector<std::function<void()>> wakes_;
    std::size_t left_ = 0;
};

class HubStream final : public api::Stream {
public:
    explicit HubStream(Hub& hub) : hub_{hub} {}
    ~HubStream() override { hub_.leave(); }
    void start(std::function<void()> wake) override { hub_.join(std::move(wake)); }
    std::shared_ptr<const std::string> pull() override {
        auto lines = hub_.lines_from(sent_);
        sent_ += lines.size();
        return std::make_shared<const std::string>(std::move(lines));
    }

private:
    Hub& hub_;
    std::size_t sent_ = 0;
};

ServerOptions quiet() {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.workers = 2;
    options.access_log = false;
    return options;
}

std::unique_ptr<Server> started(ServerOptions options, Hub& hub) {
    auto server = Server::start(std::move(options), [&hub](const Request&) {
        Response response;
        response.stream = std::make_unique<HubStream>(hub);
        return response;
    });
    EXPECT_TRUE(server) << server.error().message;
    return std::move(*server);
}

constexpr std::string_view listen_request = "GET /events HTTP/1.1\r\nHost: d\r\n\r\n";

TEST(Stream, starts_with_the_headers_of_an_event_stream) {
    Hub hub;
    const auto server = started(quiet(), hub);
    RawClient client{server->port()};
    client.send(listen_request);
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.at("content-type"), "text/event-stream");
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
    EXPECT_EQ(answer.headers.at("x-accel-buffering"), "no");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
    hub.publish("data: 1\n\n");
    EXPECT_EQ(client.read_until("\n\n"), "data: 1\n\n");
}

TEST(Stream, reaches_200_listeners) {
    Hub hub;
    const auto server = started(quiet(), hub);
    std::vector<RawClient> clients;
    for (int i = 0; i < 220; ++i)
        clients.emplace_back(server->port()).send(listen_request);
    for (auto& client : clients)
        ASSERT_EQ(client.read_answer().status, 200);
    ASSERT_TRUE(hub.wait_for_joined(220));
    for (int i = 0; i < 20; ++i) {
        const auto line = "data: " + std::to_string(i) + "\n\n";
        hub.publish(line);
        for (auto& client : clients)
            ASSERT_EQ(client.read_until("\n\n"), line);
    }
    clients.clear();
    EXPECT_TRUE(hub.wait_for_left(220));
}

TEST(Stream, makes_one_pull_of_many_wakes) {
    Hub hub;
    auto options = quiet();
    options.stream_gap = milliseconds{200};
    const auto server = started(options, hub);
    RawClient client{server->port()};
    client.send(listen_request);
    ASSERT_TRUE(hub.wait_for_joined(1));
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 5000; ++n)
                hub.wake_all();
        });
    }
    threads.clear();
    hub.publish("data: last\n\n");
    client.read_answer();
    EXPECT_EQ(client.read_until("\n\n"), "data: last\n\n");
    EXPECT_LT(hub.pulls, 200) << "20,001 wakes were not coalesced";
}

TEST(Stream, ends_when_the_client_is_gone) {
    Hub hub;
    const auto server = started(quiet(), hub);
    {
        RawClient client{server->port()};
        client.send(listen_request);
        ASSERT_EQ(client.read_answer().status, 200);
    }
    EXPECT_TRUE(hub.wait_for_left(1));
    hub.wake_all();  // what kept `wake` may still call it
}

TEST(Stream, pulls_only_when_the_earlier_chunk_has_left) {
    Hub hub;
    auto options = quiet();
    options.stream_gap = milliseconds{0};
    const auto server = started(options, hub);
    RawClient client{server->port()};
    client.send(listen_request);
    ASSERT_EQ(client.read_answer().status, 200);
    ASSERT_TRUE(hub.wait_for_joined(1));
    // More than any socket buffer holds, so that the write cannot end before somebody reads.
    hub.publish(std::string(32'000'000, 'x') + "\n\n");
    while (hub.handed_out == 0)
        std::this_thread::sleep_for(milliseconds{1});
    const int pulls = hub.pulls;
    for (int i = 0; i < 1000; ++i)
        hub.wake_all();
    hub.publish("end\n\n");
    EXPECT_LE(hub.pulls, pulls + 1);
    EXPECT_EQ(client.read_until("\n\n").size(), 32'000'002U);
    EXPECT_EQ(client.read_until("\n\n"), "end\n\n");
}

TEST(Stream, sends_a_heartbeat_when_nothing_happens) {
    Hub hub;
    auto options = quiet();
    options.heartbeat = milliseconds{30};
    options.stream_tick = milliseconds{10};
    const auto server = started(options, hub);
    RawClient client{server->port()};
    client.send(listen_request);
    client.read_answer();
    EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
    EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
}

TEST(Stream, refuses_more_streams_than_the_bound) {
    Hub hub;
    auto options = quiet();
    options.streams_max = 1;
    const auto server = started(options, hub);
    RawClient first{server->port()};
    first.send(listen_request);
    ASSERT_EQ(first.read_answer().status, 200);
    RawClient second{server->port()};
    EXPECT_EQ(second.ask(listen_request).status, 503);
}

TEST(Stream, gives_head_no_stream) {
    Hub hub;
    const auto server = started(quiet(), hub);
    RawClient client{server->port()};
    client.send("HEAD /events HTTP/1.1\r\nHost: d\r\n\r\n");
    EXPECT_EQ(client.read_answer(false).status, 200);
    EXPECT_TRUE(hub.wait_for_left(1));
}

TEST(Stream, ends_when_the_server_stops) {
    Hub hub;
    auto server = started(quiet(), hub);
    std::vector<RawClient> clients;
    for (int i = 0; i < 20; ++i)
        clients.emplace_back(server->port()).send(listen_request);
    for (auto& client : clients)
        ASSERT_EQ(client.read_answer().status, 200);
    ASSERT_TRUE(hub.wait_for_joined(20));
    std::jthread noise{[&](const std::stop_token& stop) {
        while (!stop.stop_requested())
            hub.wake_all();
    }};
    server->stop();
    server.reset();
    noise.request_stop();
    for (auto& client : clients)
        EXPECT_TRUE(client.closed_by_peer());
    EXPECT_TRUE(hub.wait_for_left(20));
}

class ThrowingStream final : public api::Stream {
public:
    void start(std::function<void()> wake) override { wake(); }
    std::shared_ptr<const std::string> pull() override { throw std::runtime_error{"broken"}; }
};

TEST(Stream, ends_when_it_throws) {
    auto server = Server::start(quiet(), [](const Request&) {
        Response response;
        response.stream = std::make_unique<ThrowingStream>();
        return response;
    });
    ASSERT_TRUE(server);
    RawClient client{(*server)->port()};
    client.send(listen_request);
    client.read_answer();
    EXPECT_TRUE(client.closed_by_peer());
}

}  // namespace
}  // namespace heed::net
