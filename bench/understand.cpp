// How fast posts are judged, beside peers in the same run, in turns. Usage:
// bench_understand MODELS VADER [RUNS], VADER being a folder with node_modules/vader-sentiment. The
// posts are what people say in the street, in their nine languages. Three runs take four minutes.

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/intake.hpp"
#include "app/model_judging.hpp"
#include "support/desk.hpp"
#include "support/figures.hpp"
#include "support/float_model.hpp"
#include "support/process.hpp"
#include "understand/encoder.hpp"
#include "understand/judge.hpp"
#include "understand/model_text.hpp"

namespace heed::bench {

namespace {

namespace fs = std::filesystem;
using understand::Judge;
using understand::Layer;

/// What follows the first colon of each line of the street's texts.
std::vector<std::string> street_posts() {
    constexpr std::size_t shortest = 24;
    std::vector<std::string> posts;
    for (const auto& entry :
         fs::directory_iterator(HEED_BENCH_SOURCE "/src/channels/street/corpus")) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            const auto colon = line.find(": ");
            const bool names = line.starts_with("given") || line.starts_with("family");
            if (colon == std::string::npos || line.starts_with('#') || names) continue;
            if (line.size() - colon >= shortest) posts.push_back(line.substr(colon + 2));
        }
    }
    if (posts.empty()) throw std::runtime_error("there are no posts of the street");
    return posts;
}

std::vector<std::string> repeated(const std::vector<std::string>& posts, std::size_t count) {
    std::vector<std::string> many;
    for (std::size_t i = 0; i < count; ++i)
        many.push_back(posts[i % posts.size()]);
    return many;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// Something that judges posts: how many a second, run by run; of processor time unless said.
struct Subject {
    std::string name;
    std::function<double()> posts_a_second;
    std::vector<double> figures;
};

void compare(const std::string& title, std::vector<Subject>& subjects, int runs) {
    for (int run = 0; run < runs; ++run) {
        for (auto& subject : subjects)
            subject.figures.push_back(subject.posts_a_second());
    }
    fmt::print("\n{}\n\n", title);
    print_head({"what", "posts a second", "from", "to", "times the last line"});
    const double last = median(subjects.back().figures);
    for (const auto& subject : subjects) {
        print_row({subject.name, figure(median(subject.figures)),
                   figure(quantile(subject.figures, 0)), figure(quantile(subject.figures, 1)),
                   figure(median(subject.figures) / last)});
    }
}

/// A whole program over a file, less what it needs for an empty one.
std::function<double()> program(const std::vector<std::string>& command, const std::string& input,
                                std::size_t posts, const Folder& folder) {
    const auto empty = folder.file("empty");
    std::ofstream{empty};
    const auto out = folder.file("out");
    return [=] {
        const double begin = run_program(command, empty, out).processor_seconds;
        const double all = run_program(command, input, out).processor_seconds;
        return static_cast<double>(posts) / (all - begin);
    };
}

std::function<double()> in_process(const Judge& judge, const std::vector<std::string>& posts,
                                   Layer layer) {
    return [&judge, &posts, layer] {
        constexpr std::size_t at_once = 32;
        const std::vector<std::string_view> all(posts.begin(), posts.end());
        const double begin = thread_seconds();
        for (std::size_t i = 0; i < all.size(); i += at_once) {
            const auto batch = std::span(all).subspan(i, std::min(at_once, all.size() - i));
            (void)judge.judge_many(batch, layer);
        }
        return static_cast<double>(all.size()) / (thread_seconds() - begin);
    };
}

std::unique_ptr<Judge> open(const fs::path& models, std::size_t tries, bool encoder = true) {
    auto judge = Judge::open({.models = models, .use_encoder = encoder, .tries = tries});
    if (!judge) throw std::runtime_error(judge.error().message);
    return std::move(*judge);
}

void bench_fast(const fs::path& models, const std::string& vader, const Folder& folder, int runs) {
    constexpr std::size_t count = 20'000;
    const auto posts = repeated(street_posts(), count);
    const auto lines = folder.file("posts.jsonl");
    const auto words = folder.file("posts.txt");
    {
        std::ofstream json(lines);
        std::ofstream plain(words);
        for (const auto& post : posts) {
            json << "{\"text\":" << quoted(post) << "}\n";
            for (const auto& word : understand::fast_words(understand::prepare(post)))
                plain << word.text << ' ';
            plain << '\n';
        }
    }
    const auto judge = open(models, 0, false);
    std::vector<Subject> subjects{
        {"fast layer: language, judgement, reasons", in_process(*judge, posts, Layer::fast), {}},
        {"heed understand --fast, a whole program with JSON",
         program({HEED_PROGRAM, "understand", "--fast", "--models", models.string()}, lines, count,
                 folder),
         {}},
        {"node: vader-sentiment, a whole program with JSON",
         program({"node", HEED_BENCH_SOURCE "/bench/understand_vader.mjs", vader}, lines, count,
                 folder),
         {}},
        {"fasttext predict-prob, all labels, text cut already",
         program({"fasttext", "predict-prob", (models / "fast.ftz").string(), "-", "-1"}, words,
                 count, folder),
         {}}};
    compare("#### Fast layer, by the processor time of one core", subjects, runs);
}

void bench_encoder(const fs::path& models, const Folder& folder, int runs) {
    const auto posts = repeated(street_posts(), 200);
    const auto float_folder = fs::path(folder.file("float"));
    fs::create_directory(float_folder);
    write_float_model(models / "encoder.safetensors", float_folder / "encoder.safetensors");
    for (const auto& entry : fs::directory_iterator(models)) {
        if (entry.path().filename().string().starts_with("fast"))
            fs::copy(entry.path(), float_folder);
    }
    const auto plain = open(models, 0);
    const auto explained = open(models, understand::JudgeOptions{}.tries);
    const auto floats = open(float_folder, 0);
    std::vector<Subject> subjects{
        {"encoder, 8 bits", in_process(*plain, posts, Layer::best), {}},
        {"encoder, 8 bits, with reasons", in_process(*explained, posts, Layer::best), {}},
        {"encoder, the same weights in floats", in_process(*floats, posts, Layer::best), {}}};
    compare("#### Encoder, by the processor time of one core", subjects, runs);
    std::size_t same = 0;
    for (const auto& post : posts)
        same += plain->judge(post).intent == floats->judge(post).intent ? 1U : 0U;
    fmt::print("\nOf {} posts {} have the same intent in 8 bits and in floats.\n", posts.size(),
               same);
}

/// From the hand of a channel to the disk: terms aside, all that the intake does.
double taken_in(const std::vector<std::string>& posts, const app::Judging& judging,
                const Folder& folder, std::size_t at_once) {
    static int number = 0;
    const FreshDatabase fresh("sqlite", folder, fmt::format("intake{}", ++number));
    auto database = store::Database::open({fresh.target()});
    if (!database) throw std::runtime_error(database.error().message);
    IdSource ids(1);
    const SystemClock clock;
    const auto furniture = furnish(**database, ids);
    app::IntakeQueue intake(**database, ids, clock, judging);
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < posts.size(); at += at_once) {
        std::vector<app::Incoming> batch;
        for (std::size_t i = at; i < std::min(posts.size(), at + at_once); ++i) {
            app::IncomingPost post;
            post.remote_id = fmt::format("post {}", i);
            post.author.remote_id = post.author.handle = fmt::format("author {}", i / 2);
            post.written_at = clock.now();
            post.text = posts[i];
            batch.emplace_back(std::move(post));
        }
        const auto taken = intake.receive(furniture.channel, std::move(batch));
        if (!taken) throw std::runtime_error(taken.error().message);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(posts.size()) / took.count();
}

/// Posts as they come in, each judged by the fast layer and on disk when the channel is told so.
void bench_intake(const fs::path& models, const Folder& folder, int runs) {
    const auto posts = repeated(street_posts(), 10'000);
    const auto single = repeated(street_posts(), 500);
    const app::ModelJudging judging(open(models, 0, false), nullptr);
    const app::NoJudging nobody;
    const auto subject = [&](const char* name, const std::vector<std::string>& some,
                             const app::Judging& by, std::size_t at_once) {
        return Subject{name, [&, at_once] { return taken_in(some, by, folder, at_once); }, {}};
    };
    std::vector<Subject> subjects{subject("judged and stored, 500 at once", posts, judging, 500),
                                  subject("judged and stored, one by one", single, judging, 1),
                                  subject("stored only, one by one", single, nobody, 1),
                                  subject("stored only, 500 at once", posts, nobody, 500)};
    compare("#### Post in to judged and stored (SQLite; by the clock, not by the processor)",
            subjects, runs);
}

void print_memory(const fs::path& models, const Folder& folder) {
    const auto line = folder.file("one.jsonl");
    std::ofstream(line) << "{\"text\":\"Where is my parcel?\"}\n";
    const auto nothing = folder.file("nothing");
    fs::create_directory(nothing);
    const auto resident = [&](const std::vector<std::string>& options) {
        std::vector<std::string> command{HEED_PROGRAM, "understand"};
        command.insert(command.end(), options.begin(), options.end());
        return run_program(command, line, folder.file("out")).resident_mb;
    };
    const double bare = resident({"--models", nothing});
    const double fast = resident({"--fast", "--models", models.string()});
    const double both = resident({"--models", models.string()});
    fmt::print("#### Memory and size\n\n");
    print_head({"what", "MB"});
    print_row({"resident, no models", figure(bare)});
    print_row({"more with the fast layer", figure(fast - bare)});
    print_row({"more again with the encoder", figure(both - fast)});
    double bytes = 0;
    for (const auto& entry : fs::directory_iterator(models)) {
        if (entry.path().extension() != ".md") bytes += static_cast<double>(entry.file_size());
    }
    print_row({"model files", figure(bytes / 1e6)});
}

}  // namespace

void run(const fs::path& models, const std::string& vader, int runs) {
    const Folder folder(HEED_BENCH_FOLDER);
    // First, because a child's peak counts what its parent held when it was begun.
    print_memory(models, folder);
    bench_fast(models, vader, folder, runs);
    bench_encoder(models, folder, runs);
    bench_intake(models, folder, runs);
}

}  // namespace heed::bench

int main(int count, char** words) {
    if (count < 3) {
        fmt::print(stderr, "usage: bench_understand MODELS VADER [RUNS]\n");
        return 2;
    }
    try {
        heed::bench::run(words[1], words[2], count > 3 ? std::atoi(words[3]) : 3);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_understand: {}\n", error.what());
        return 1;
    }
    return 0;
}
