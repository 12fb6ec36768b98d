// Time to ready and memory when idle, beside a bare server of the same library and a well-known
// one. Usage: bench_footprint [RUNS [IDLE_SECONDS]]

#include <fmt/format.h>

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

struct Footprint {
    double ready_seconds = 0;
    Memory memory;
};

Footprint measure(const std::vector<std::string>& command, const std::string& path, int idle) {
    Footprint footprint;
    const auto begun = std::chrono::steady_clock::now();
    const Server server(command);
    const auto answer = ask(server.port(), get_request(path, ""));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (answer.status != 200) throw std::runtime_error(command[0] + ": " + answer.body);
    footprint.ready_seconds = took.count();
    std::this_thread::sleep_for(std::chrono::seconds(idle));
    footprint.memory = memory_of(server.process());
    return footprint;
}

struct Subject {
    std::string name;
    std::vector<std::string> command;
    std::string path;
    std::vector<double> ready;
    std::vector<double> resident;
    std::vector<double> proportional;
};

/// A data file with so many conversations, each of another customer.
void fill(const std::string& target, const Folder& folder, std::size_t conversations) {
    Furniture furniture;
    {
        IdSource ids{1};
        auto database = store::Database::open({target, 1});
        if (!database) throw std::runtime_error(database.error().message);
        furniture = furnish(**database, ids);
    }
    if (conversations == 0) return;
    const auto posts = make_posts(conversations, conversations * 100);
    std::vector<std::string> requests;
    const auto path = fmt::format("/api/v1/channels/{}/posts", to_string(furniture.channel));
    std::string body;
    for (std::size_t i = 0; i < conversations; ++i) {
        body += posts.lines[i] + '\n';
        if ((i + 1) % 500 != 0 && i + 1 != conversations) continue;
        requests.push_back(post_request(path, furniture.token, body));
        body.clear();
    }
    const Server server(serve_command(target, folder));
    const auto load = send_all(server.port(), requests, 8);
    if (load.failed > 0) throw std::runtime_error(load.first_failure);
    fmt::print(
        "After 100,000 posts were taken in, and before it was restarted: {} MB resident.\n\n",
        figure(memory_of(server.process()).resident_mb));
}

}  // namespace

void run(int runs, int idle) {
    const Folder folder(HEED_BENCH_FOLDER);
    fill(folder.file("empty.db"), folder, 0);
    fill(folder.file("full.db"), folder, 100'000);
    std::vector<Subject> subjects{
        {"Heed, no conversations",
         serve_command(folder.file("empty.db"), folder),
         "/api/v1/setup",
         {},
         {},
         {}},
        {"Heed, 100,000 conversations",
         serve_command(folder.file("full.db"), folder),
         "/api/v1/setup",
         {},
         {},
         {}},
        {"bare Beast server", {HEED_BENCH_FOLDER "/bench_hello"}, "/", {}, {}, {}},
        {"python3 -m http.server",
         {"python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"},
         "/",
         {},
         {},
         {}},
    };
    for (int i = 0; i < runs; ++i) {
        for (auto& subject : subjects) {
            const auto seen = measure(subject.command, subject.path, idle);
            subject.ready.push_back(seen.ready_seconds);
            subject.resident.push_back(seen.memory.resident_mb);
            subject.proportional.push_back(seen.memory.proportional_mb);
        }
    }
    print_head({"", "ready, s", "slowest, s", "resident, MB", "proportional, MB", "ready / python3",
                "resident / python3"});
    const auto& yardstick = subjects.back();
    for (const auto& subject : subjects) {
        print_row({subject.name, fmt::format("{:.3f}", median(subject.ready)),
                   fmt::format("{:.3f}", quantile(subject.ready, 1)),
                   figure(median(subject.resident)), figure(median(subject.proportional)),
                   figure(median(subject.ready) / median(yardstick.ready)),
                   figure(median(subject.resident) / median(yardstick.resident))});
    }
}

}  // namespace heed::bench

int main(int argc, char** argv) {
    try {
        heed::bench::run(argc > 1 ? std::atoi(argv[1]) : 7, argc > 2 ? std::atoi(argv[2]) : 30);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
