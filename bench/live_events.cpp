// How long after a post was stored each of 200 viewers has its event, beside a server that only
// passes bytes on: as many viewers, as many bytes a post, at the same pace, in the same run.
// Usage: bench_live_events [RUNS [SECONDS]]

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <thread>

#include "support/desk.hpp"
#include "support/figures.hpp"
#include "support/http_load.hpp"

namespace heed::bench {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t viewers_count = 200;
constexpr std::string_view mark = "evt";
constexpr std::size_t mark_digits = 7;

/// Connections that only listen; notes when each saw the mark of each post first.
class Viewers {
public:
    Viewers(std::uint16_t port, const std::string& greeting, std::size_t posts)
        : seen_(viewers_count, std::vector<Steady::time_point>(posts)),
          rest_(viewers_count),
          poll_(::epoll_create1(EPOLL_CLOEXEC)) {
        for (std::size_t i = 0; i < viewers_count; ++i) {
            sockets_.push_back(connect_to(port));
            if (!greeting.empty()) {
                (void)::send(sockets_[i], greeting.data(), greeting.size(), MSG_NOSIGNAL);
            }
            epoll_event event{EPOLLIN, {.u64 = i}};
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, sockets_[i], &event);
        }
        thread_ = std::jthread([this](std::stop_token stop) { watch(stop); });
    }
    ~Viewers() {
        stop();
        for (const int socket : sockets_)
            ::close(socket);
        ::close(poll_);
    }
    Viewers(const Viewers&) = delete;
    Viewers& operator=(const Viewers&) = delete;

    void stop() {
        thread_.request_stop();
        if (thread_.joinable()) thread_.join();
    }
    /// After `stop`.
    [[nodiscard]] const std::vector<std::vector<Steady::time_point>>& seen() const { return seen_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    void watch(std::stop_token stop) {
        std::array<epoll_event, 64> events;
        while (!stop.stop_requested()) {
            const int ready = ::epoll_wait(poll_, events.data(), events.size(), 100);
            for (int i = 0; i < ready; ++i)
                read(events[static_cast<std::size_t>(i)].data.u64);
        }
    }

    void read(std::size_t viewer) {
        std::array<char, 64 * 1024> bytes;
        const auto got = ::recv(sockets_[viewer], bytes.data(), bytes.size(), 0);
        if (got <= 0) return;
        const auto now = Steady::now();
        bytes_ += static_cast<std::size_t>(got);
        auto& rest = rest_[viewer];
        rest.append(bytes.data(), static_cast<std::size_t>(got));
        std::size_t at = 0;
        for (; (at = rest.find(mark, at)) != std::string::npos; at += mark.size()) {
            if (at + mark.size() + mark_digits > rest.size()) break;
            note(viewer, rest.c_str() + at + mark.size(), now);
        }
        rest.erase(0,
                   at == std::string::npos ? rest.size() - std::min(rest.size(), mark.size()) : at);
    }

    void note(std::size_t viewer, const char* digits, Steady::time_point now) {
        const auto post = static_cast<std::size_t>(std::atoll(digits));
        if (post >= seen_[viewer].size() || seen_[viewer][post] != Steady::time_point{}) return;
        seen_[viewer][post] = now;
        ++count_;
    }

    std::vector<int> sockets_;
    std::vector<std::vector<Steady::time_point>> seen_;
    std::vector<std::string> rest_;
    std::atomic<std::size_t> bytes_ = 0;
    std::atomic<std::size_t> count_ = 0;
    int poll_;
    std::jthread thread_;
};

std::string mark_of(std::size_t post) {
    return fmt::format("{}{:0{}}", mark, post, mark_digits);
}

struct Sent {
    Steady::time_point sent;
    Steady::time_point answered;
};

struct Delays {
    std::vector<double> from_sent;      ///< milliseconds
    std::vector<double> from_answered;  ///< 0 where the event was there before the answer
    double bytes_a_post = 0;            ///< at each viewer
};

/// Calls `send(i)` for each post at its time, on a few threads, and waits for the viewers.
template <class Send>
Delays drive(Viewers& viewers, std::size_t posts, double pace, Send send) {
    std::vector<Sent> sent(posts);
    std::atomic<std::size_t> next = 0;
    const auto bytes_before = viewers.bytes();
    const auto begun = Steady::now();
    {
        std::vector<std::jthread> senders;
        for (int t = 0; t < 4; ++t) {
            senders.emplace_back([&] {
                for (std::size_t i = next++; i < posts; i = next++) {
                    std::this_thread::sleep_until(
                        begun + std::chrono::duration_cast<Steady::duration>(
                                    std::chrono::duration<double>(static_cast<double>(i) / pace)));
                    sent[i].sent = Steady::now();
                    send(i);
                    sent[i].answered = Steady::now();
                }
            });
        }
    }
    for (int i = 0; i < 100 && viewers.count() < posts * viewers_count; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    viewers.stop();
    if (viewers.count() != posts * viewers_count) {
        throw std::runtime_error(
            fmt::format("{} of {} events arrived", viewers.count(), posts * viewers_count));
    }
    Delays delays;
    delays.bytes_a_post = static_cast<double>(viewers.bytes() - bytes_before) /
                          static_cast<double>(posts * viewers_count);
    for (const auto& seen : viewers.seen()) {
        for (std::size_t i = 0; i < posts; ++i) {
            using Millis = std::chrono::duration<double, std::milli>;
            delays.from_sent.push_back(Millis(seen[i] - sent[i].sent).count());
            delays.from_answered.push_back(
                std::max(0.0, Millis(seen[i] - sent[i].answered).count()));
        }
    }
    return delays;
}

Delays run_heed(std::size_t posts, double pace, const Folder& folder, const std::string& name) {
    const FreshDatabase fresh("sqlite", folder, name);
    Furniture furniture;
    {
        IdSource ids{1};
        auto database = store::Database::open({fresh.target(), 1});
        if (!database) throw std::runtime_error(database.error().message);
        furniture = furnish(**database, ids);
    }
    const Server server(serve_command(fresh.target(), folder));
    Viewers viewers(server.port(), get_request("/api/v1/events", furniture.token), posts);
    while (viewers.bytes() < viewers_count * 100)  // each has its head
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const auto path = fmt::format("/api/v1/channels/{}/posts", to_string(furniture.channel));
    return drive(viewers, posts, pace, [&](std::size_t i) {
        const auto line = fmt::format(
            R"({{"id":"{0}","time":"2026-05-04T10:00:00Z","author":{{"id":"a{1}","handle":"who{1}",)"
            R"("name":"Somebody {1}"}},"text":"@larkspur {0} my parcel has been at the depot since )"
            R"(Monday and nobody answers the phone, what is going on?"}})",
            mark_of(i), i);
        const auto answer = ask(server.port(), post_request(path, furniture.token, line));
        if (answer.status != 200) throw std::runtime_error(answer.body);
    });
}

Delays run_bare(std::size_t posts, double pace, std::size_t bytes) {
    const Server server({HEED_BENCH_FOLDER "/bench_broadcast"});
    Viewers viewers(server.port(), "", posts);
    const int sender = connect_to(server.port());
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const std::string padding(bytes > 20 ? bytes - mark.size() - mark_digits - 1 : 1, '.');
    auto delays = drive(viewers, posts, pace, [&](std::size_t i) {
        const auto message = mark_of(i) + ' ' + padding;
        (void)::send(sender, message.data(), message.size(), MSG_NOSIGNAL);
    });
    ::close(sender);
    return delays;
}

void run_pace(double pace, int runs, double seconds) {
    const Folder folder(HEED_BENCH_FOLDER);
    const auto posts = static_cast<std::size_t>(pace * seconds);
    std::vector<double> p50, p99, slowest, after_p99, bare_p50, bare_p99, ratio;
    for (int i = 0; i < runs; ++i) {
        const auto heed = run_heed(posts, pace, folder, fmt::format("live{}", i));
        const auto bare = run_bare(posts, pace, static_cast<std::size_t>(heed.bytes_a_post));
        p50.push_back(quantile(heed.from_sent, 0.5));
        p99.push_back(quantile(heed.from_sent, 0.99));
        slowest.push_back(quantile(heed.from_sent, 1));
        after_p99.push_back(quantile(heed.from_answered, 0.99));
        bare_p50.push_back(quantile(bare.from_sent, 0.5));
        bare_p99.push_back(quantile(bare.from_sent, 0.99));
        ratio.push_back(p99.back() / bare_p99.back());
    }
    print_row({fmt::format("{:.0f} posts/s", pace), figure(median(p50)), figure(median(p99)),
               figure(median(slowest)), figure(median(after_p99)), figure(median(bare_p50)),
               figure(median(bare_p99)), figure(median(ratio))});
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    using namespace heed::bench;
    const int runs = argc > 1 ? std::atoi(argv[1]) : 5;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 10;
    try {
        print_head({"200 viewers", "sent to event p50, ms", "p99", "slowest", "answer to event p99",
                    "broadcast p50, ms", "p99", "p99 ratio"});
        for (const double pace : {20.0, 50.0, 100.0})
            run_pace(pace, runs, seconds);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
