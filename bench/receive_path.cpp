// Durable posts a second through the whole receive path, beside a bare loop that runs the very
// statements of that run, with the same values in the same transactions, over the engine's own C
// interface. Usage: bench_receive_path [ENGINE [RUNS [SCALE [CONNECTIONSxPOSTS]]]]

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <unordered_map>

#include "app/receive_posts.hpp"
#include "channels/replay/recorded_post.hpp"
#include "support/bare_loop.hpp"
#include "support/desk.hpp"
#include "support/figures.hpp"
#include "support/http_load.hpp"
#include "support/posts.hpp"

namespace heed::bench {

namespace {

struct Setting {
    std::size_t connections;
    std::size_t posts_a_request;
    std::size_t posts;
};

constexpr Setting settings[] = {
    {16, 1, 6'000},    {256, 1, 20'000},   {16, 20, 40'000},  {256, 20, 60'000},
    {16, 100, 60'000}, {256, 100, 60'000}, {16, 500, 60'000},
};

struct Round {
    double heed = 0;  ///< posts a second
    double bare = 0;
    double heed_processor = 0;  ///< microseconds a post, of our process alone
    double bare_processor = 0;
    double millis = 0;       ///< an answer took, median
    double transaction = 0;  ///< posts in one, mean
};

/// The posts of each transaction, in order: all that were stored with one time of receipt.
std::vector<std::vector<std::string>> transactions(BareLoop& database) {
    std::vector<std::vector<std::string>> groups;
    std::string last;
    for (auto& [remote_id, at] :
         database.pairs("SELECT remote_id, received_at FROM posts ORDER BY id")) {
        if (at != last) groups.emplace_back();
        last = at;
        groups.back().push_back(std::move(remote_id));
    }
    return groups;
}

class Bench {
public:
    Bench(std::string engine, Setting setting)
        : engine_(std::move(engine)),
          setting_(setting),
          posts_(make_posts(setting.posts, setting.posts / 4)),
          folder_(HEED_BENCH_FOLDER) {
        for (std::size_t i = 0; i < posts_.lines.size(); ++i) {
            auto post = channels::parse_recorded_post(posts_.lines[i], 1);
            if (!post) throw std::runtime_error(post.error().message);
            by_id_.emplace(post->remote_id, *post);
        }
    }

    Round run() {
        Round round;
        const FreshDatabase fresh(engine_, folder_, "heed");
        run_heed(fresh.target(), round);
        const auto groups = transactions(*BareLoop::open(fresh.target()));
        round.transaction =
            static_cast<double>(setting_.posts) / static_cast<double>(groups.size());
        run_bare(groups, round);
        return round;
    }

private:
    [[nodiscard]] std::vector<std::string> requests(const Furniture& furniture) const {
        std::vector<std::string> list;
        const auto path = fmt::format("/api/v1/channels/{}/posts", to_string(furniture.channel));
        std::string body;
        for (std::size_t i = 0; i < posts_.lines.size(); ++i) {
            body += posts_.lines[i] + '\n';
            if ((i + 1) % setting_.posts_a_request != 0 && i + 1 != posts_.lines.size()) continue;
            list.push_back(post_request(path, furniture.token, body));
            body.clear();
        }
        return list;
    }

    void run_heed(const std::string& target, Round& round) {
        Furniture furniture;
        {
            IdSource ids{1};
            auto database = store::Database::open({target, 1});
            if (!database) throw std::runtime_error(database.error().message);
            furniture = furnish(**database, ids);
        }
        const Server server(serve_command(target, folder_));
        const auto used = processor_seconds(server.process());
        const auto load = send_all(server.port(), requests(furniture), setting_.connections);
        round.heed_processor = (processor_seconds(server.process()) - used) * 1e6 /
                               static_cast<double>(setting_.posts);
        if (load.failed > 0) throw std::runtime_error(load.first_failure);
        check(server.port(), furniture, load.received);
        round.heed = static_cast<double>(setting_.posts) / load.seconds;
        round.millis = median(load.millis);
    }

    /// Every post is there, and a search finds those that it should.
    void check(std::uint16_t port, const Furniture& furniture, long long received) const {
        if (received != static_cast<long long>(setting_.posts)) {
            throw std::runtime_error(fmt::format("{} posts were answered for", received));
        }
        for (std::size_t i = 0; i < setting_.posts; i += setting_.posts / 20) {
            const auto at = i / Posts::marked_each * Posts::marked_each;
            const auto found = ask(
                port, get_request("/api/v1/conversations?q=" + Posts::mark(at), furniture.token));
            if (found.status != 200 || found.body.find("\"items\":[{") == std::string::npos) {
                throw std::runtime_error("a search did not find post " + Posts::mark(at) + ": " +
                                         found.body);
            }
        }
    }

    /// What Heed's transactions of that run consist of, found out beside the clock.
    std::vector<Recorded> record(const std::vector<std::vector<std::string>>& groups) {
        Recorder recorder;
        const FreshDatabase scratch("sqlite", folder_, "recorded");
        auto database = store::Database::open({scratch.target(), 1});
        if (!database) throw std::runtime_error(database.error().message);
        IdSource ids{1};
        const SystemClock clock;
        const auto furniture = furnish(**database, ids);
        for (const auto& group : groups) {
            std::vector<app::Incoming> items;
            for (const auto& remote_id : group)
                items.emplace_back(by_id_.at(remote_id));
            const auto done = (*database)->write([&](app::Transaction& t) -> Status {
                const auto channel = t.channel(furniture.channel);
                (void)app::receive_posts(t, {clock.now(), ids}, *channel, items);
                return {};
            });
            if (!done) throw std::runtime_error(done.error().message);
        }
        return recorder.take();
    }

    void run_bare(const std::vector<std::vector<std::string>>& groups, Round& round) {
        const auto recorded = record(groups);
        const FreshDatabase fresh(engine_, folder_, "bare");
        if (!store::Database::open({fresh.target(), 1})) throw std::runtime_error("no database");
        const auto loop = BareLoop::open(fresh.target());
        const auto furnishing = recorded.size() - groups.size();
        for (std::size_t i = 0; i < furnishing; ++i)
            loop->run(recorded[i]);
        const auto used = processor_seconds(::getpid());
        const auto begun = std::chrono::steady_clock::now();
        for (std::size_t i = furnishing; i < recorded.size(); ++i)
            loop->run(recorded[i]);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        round.bare_processor =
            (processor_seconds(::getpid()) - used) * 1e6 / static_cast<double>(setting_.posts);
        const auto stored = loop->pairs("SELECT count(*), count(DISTINCT remote_id) FROM posts");
        if (stored.at(0).first != std::to_string(setting_.posts)) {
            throw std::runtime_error("the bare loop stored " + stored[0].first);
        }
        round.bare = static_cast<double>(setting_.posts) / took.count();
    }

    std::string engine_;
    Setting setting_;
    Posts posts_;
    Folder folder_;
    std::unordered_map<std::string, app::IncomingPost> by_id_;
};

void run_setting(const std::string& engine, const Setting& setting, int runs) {
    Bench bench(engine, setting);
    std::vector<double> heed;
    std::vector<double> bare;
    std::vector<double> ratio;
    std::vector<double> millis;
    std::vector<double> transaction;
    std::vector<double> heed_processor;
    std::vector<double> bare_processor;
    for (int i = 0; i < runs; ++i) {
        const auto round = bench.run();
        heed.push_back(round.heed);
        bare.push_back(round.bare);
        ratio.push_back(round.heed / round.bare);
        millis.push_back(round.millis);
        transaction.push_back(round.transaction);
        heed_processor.push_back(round.heed_processor);
        bare_processor.push_back(round.bare_processor);
    }
    print_row({engine, std::to_string(setting.connections), std::to_string(setting.posts_a_request),
               figure(median(heed)), figure(median(bare)), figure(median(ratio)),
               figure(quantile(ratio, 0)) + " to " + figure(quantile(ratio, 1)),
               figure(median(transaction)), figure(median(millis)),
               figure(median(heed_processor)) + " / " + figure(median(bare_processor))});
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    using namespace heed::bench;
    const std::string engine = argc > 1 ? argv[1] : "sqlite";
    const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
    const double scale = argc > 3 ? std::atof(argv[3]) : 1;
    const std::string only = argc > 4 ? argv[4] : "";
    try {
        print_head({"engine", "connections", "posts a request", "Heed, posts/s",
                    "bare loop, posts/s", "ratio", "from to", "posts a transaction", "answer, ms",
                    "CPU, us a post"});
        for (auto setting : settings) {
            const auto name = fmt::format("{}x{}", setting.connections, setting.posts_a_request);
            if (!only.empty() && only != name) continue;
            setting.posts = static_cast<std::size_t>(static_cast<double>(setting.posts) * scale);
            run_setting(engine, setting, runs);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
