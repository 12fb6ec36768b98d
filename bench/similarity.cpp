// How long it takes to find the replies that say the same among many; beside comparing with each of
// them, whose results must be the same.
// Usage: bench_similarity [REPLIES [QUESTIONS [FILE]]], FILE with one real reply a line.

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <stdexcept>

#include "support/figures.hpp"
#include "tests/support/replies.hpp"
#include "understand/similarity.hpp"

namespace heed::bench {

namespace {

using understand::Near;
using understand::Shingles;

constexpr double minimum = 0.5;
constexpr std::size_t most = 1'000'000;

double read_ms(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// By the clock, and what of it the processor was ours: the machine is shared.
struct Moment {
    double wall = read_ms(CLOCK_MONOTONIC);
    double processor = read_ms(CLOCK_THREAD_CPUTIME_ID);
};

/// Real ones from a file, each used once; the rest made up.
std::vector<std::string> replies_from(std::size_t count, const char* file) {
    std::vector<std::string> replies;
    if (file != nullptr) {
        std::ifstream lines(file);
        for (std::string line; replies.size() < count && std::getline(lines, line);)
            replies.push_back(line);
        return replies;
    }
    tests::ReplyWriter writer(1);
    while (replies.size() < count)
        replies.push_back(writer.next());
    return replies;
}

struct Taken {
    std::vector<double> wall, processor;

    void add(const Moment& from, const Moment& to) {
        wall.push_back(to.wall - from.wall);
        processor.push_back(to.processor - from.processor);
    }
};

struct Times {
    Taken shingles, nearest, brute_force;
    std::size_t found = 0;
    std::size_t different = 0;
};

std::vector<Near> compare_with_each(const std::vector<Shingles>& all, const Shingles& asked) {
    std::vector<Near> near;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double similar = understand::similarity(asked, all[i]);
        if (similar >= minimum)
            near.push_back({std::to_string(i), similar, understand::containment(asked, all[i])});
    }
    std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
        if (a.similarity != b.similarity) return a.similarity > b.similarity;
        if (a.containment != b.containment) return a.containment > b.containment;
        return a.id < b.id;
    });
    return near;
}

void ask(const understand::SimilarityIndex& index, const std::vector<Shingles>& all,
         const std::string& draft, Times& times) {
    const Moment start;
    const auto asked = understand::shingles_of(draft);
    const Moment made;
    const auto near = index.nearest(asked, minimum, most);
    const Moment found;
    const auto expected = compare_with_each(all, asked);
    const Moment end;
    times.shingles.add(start, made);
    times.nearest.add(made, found);
    times.brute_force.add(found, end);
    times.found += expected.size();
    if (near != expected) ++times.different;
}

void print_times(const std::string& name, const Taken& taken) {
    print_row({name, figure(quantile(taken.processor, 0.5)),
               figure(quantile(taken.processor, 0.99)), figure(quantile(taken.wall, 0.5)),
               figure(quantile(taken.wall, 0.99))});
}

void run(std::size_t count, std::size_t questions, const char* file) {
    const auto replies = replies_from(count, file);
    if (replies.empty()) throw std::runtime_error("no replies");
    understand::SimilarityIndex index;
    std::vector<Shingles> all;
    const Moment start;
    for (std::size_t i = 0; i < replies.size(); ++i)
        index.add(std::to_string(i), replies[i]);
    const double filled = Moment().processor - start.processor;
    std::size_t bytes = 0;
    for (const auto& reply : replies) {
        all.push_back(understand::shingles_of(reply));
        bytes += all.back().size() * sizeof(Shingles::value_type);
    }
    Times times;
    tests::ReplyWriter writer(2);
    for (std::size_t i = 0; i < questions; ++i)
        ask(index, all, i % 2 == 0 ? writer.next() : replies[i * 7919 % replies.size()], times);
    fmt::print(
        "{} replies, {:.1f} shingles each, added in {:.2f} s; {} questions, {} answers, {} of "
        "them not as by comparing with each\n\n",
        replies.size(), static_cast<double>(bytes) / 4.0 / static_cast<double>(all.size()),
        filled / 1000, questions, times.found, times.different);
    fmt::print("memory: {:.1f} MB; the bare shingles: {:.1f} MB\n\n",
               static_cast<double>(index.memory()) / 1e6, static_cast<double>(bytes) / 1e6);
    print_head({"a question", "processor p50, ms", "p99", "clock p50, ms", "p99"});
    print_times("its shingles", times.shingles);
    print_times("nearest", times.nearest);
    print_times("comparing with each", times.brute_force);
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    try {
        const auto number = [&](int at, std::size_t otherwise) {
            return argc > at ? static_cast<std::size_t>(std::strtoul(argv[at], nullptr, 10))
                             : otherwise;
        };
        heed::bench::run(number(1, 100'000), number(2, 300), argc > 3 ? argv[3] : nullptr);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
    return 0;
}
