// How long the inbox takes to answer as history grows, while posts keep coming in at a steady pace.
// Usage: bench_inbox_reads [ENGINE [POSTS...]]

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <thread>

#include "support/desk.hpp"
#include "support/figures.hpp"
#include "support/http_load.hpp"
#include "support/posts.hpp"

namespace heed::bench {

namespace {

constexpr int reads = 200;
constexpr std::size_t intake_pace = 50;  ///< posts a second beside the reads

std::vector<std::string> intake_requests(const Furniture& furniture, const Posts& posts,
                                         std::size_t each) {
    const auto path = fmt::format("/api/v1/channels/{}/posts", to_string(furniture.channel));
    std::vector<std::string> list;
    std::string body;
    for (std::size_t i = 0; i < posts.lines.size(); ++i) {
        body += posts.lines[i] + '\n';
        if ((i + 1) % each != 0 && i + 1 != posts.lines.size()) continue;
        list.push_back(post_request(path, furniture.token, body));
        body.clear();
    }
    return list;
}

std::string first_id(const std::string& page) {
    static constexpr std::string_view name = "\"id\":\"";
    const auto at = page.find(name);
    if (at == std::string::npos) throw std::runtime_error("no conversation in " + page);
    return page.substr(at + name.size(), 13);
}

/// Hands over a post every now and then for as long as it lives.
class Trickle {
public:
    Trickle(std::uint16_t port, std::vector<std::string> requests)
        : thread_([port, requests = std::move(requests)](std::stop_token stop) {
              for (std::size_t i = 0; i < requests.size() && !stop.stop_requested(); ++i) {
                  (void)ask(port, requests[i]);
                  std::this_thread::sleep_for(std::chrono::milliseconds(1000 / intake_pace));
              }
          }) {}

private:
    std::jthread thread_;
};

void run_size(const std::string& engine, std::size_t size) {
    const Folder folder(HEED_BENCH_FOLDER);
    const FreshDatabase fresh(engine, folder, "inbox");
    Furniture furniture;
    {
        IdSource ids{1};
        auto database = store::Database::open({fresh.target(), 1});
        if (!database) throw std::runtime_error(database.error().message);
        furniture = furnish(**database, ids);
    }
    const Server server(serve_command(fresh.target(), folder));
    {
        const auto load =
            send_all(server.port(), intake_requests(furniture, make_posts(size, size / 4), 500), 8);
        if (load.failed > 0) throw std::runtime_error(load.first_failure);
    }
    const Trickle trickle(server.port(),
                          intake_requests(furniture, make_posts(20'000, 5'000, 2), 1));
    const auto page = ask(server.port(), get_request("/api/v1/conversations", furniture.token));
    const auto one = first_id(page.body);
    const std::pair<std::string, std::string> questions[] = {
        {"who waits (needs_reply)", "/api/v1/conversations?view=needs_reply"},
        {"newest first", "/api/v1/conversations?view=all&order=newest"},
        {"counts of the views", "/api/v1/views"},
        {"one conversation", "/api/v1/conversations/" + one},
        {"search, a rare word", "/api/v1/conversations?q=" + Posts::mark(0)},
        {"search, a common word", "/api/v1/conversations?q=refund"},
        {"search, three words", "/api/v1/conversations?q=courier+never+arrived"},
    };
    for (const auto& [name, path] : questions) {
        const std::vector<std::string> requests(reads, get_request(path, furniture.token));
        const auto load = send_all(server.port(), requests, 1);
        if (load.failed > 0) throw std::runtime_error(load.first_failure);
        print_row({engine, figure(static_cast<double>(size)), name, figure(median(load.millis)),
                   figure(quantile(load.millis, 0.95)), figure(quantile(load.millis, 1))});
    }
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    using namespace heed::bench;
    const std::string engine = argc > 1 ? argv[1] : "sqlite";
    std::vector<std::size_t> sizes;
    for (int i = 2; i < argc; ++i)
        sizes.push_back(static_cast<std::size_t>(std::atoll(argv[i])));
    if (sizes.empty()) sizes = {100'000, 1'000'000};
    try {
        print_head({"engine", "posts", "question", "p50, ms", "p95, ms", "slowest, ms"});
        for (const auto size : sizes)
            run_size(engine, size);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
