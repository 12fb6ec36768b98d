// How many posts a second, on one core, can be held against thousands of terms, from a line of JSON
// to the terms in it; beside what others would reach for.
// Usage: bench_terms [RUNS [TERMS [FILE]]], FILE with one real post's text a line.

#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>
#include <simdjson.h>
#include <time.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <stdexcept>

#include "base/text.hpp"
#include "support/figures.hpp"
#include "support/multilingual.hpp"
#include "understand/normalise.hpp"

namespace heed::bench {

namespace {

using understand::Term;
using understand::TermSet;

constexpr std::size_t posts_count = 200'000;

/// The stream as it lies in memory after a read; behind each line lie the next ones, so that the
/// parser may look ahead.
struct Stream {
    std::string bytes;
    std::vector<std::string_view> lines;
    double text_bytes = 0;

    explicit Stream(const std::vector<std::string>& texts) {
        std::vector<std::size_t> begins;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            begins.push_back(bytes.size());
            bytes += recorded_line(i, texts[i]) + '\n';
            text_bytes += static_cast<double>(texts[i].size());
        }
        const auto end = bytes.size();
        begins.push_back(end);
        bytes.resize(end + simdjson::SIMDJSON_PADDING);
        for (std::size_t i = 0; i + 1 < begins.size(); ++i)
            lines.push_back(
                std::string_view(bytes).substr(begins[i], begins[i + 1] - begins[i] - 1));
    }
};

class Decoder {
public:
    std::string_view text_of(const Stream& stream, std::string_view line) {
        const auto left =
            static_cast<std::size_t>(stream.bytes.data() + stream.bytes.size() - line.data());
        if (parser_.iterate(line, left).get(document_)) throw std::runtime_error("no JSON");
        std::string_view text;
        if (document_["text"].get(text)) throw std::runtime_error("no text");
        return text;
    }

private:
    simdjson::ondemand::parser parser_;
    simdjson::ondemand::document document_;
};

double seconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Somebody who reads posts and says whether one concerns us.
struct Contender {
    std::string name;
    std::size_t posts = 0;  ///< of the stream; slow ones are given fewer
    std::function<bool(std::string_view text)> concerns_us;
    std::vector<double> wall = {};  ///< posts a second, a run each
    std::vector<double> processor = {};
    std::size_t matched = 0;
};

void run(Contender& contender, const Stream& stream) {
    Decoder decoder;
    contender.matched = 0;
    const auto wall = seconds(CLOCK_MONOTONIC);
    const auto processor = seconds(CLOCK_THREAD_CPUTIME_ID);
    for (std::size_t i = 0; i < contender.posts; ++i)
        contender.matched +=
            contender.concerns_us(decoder.text_of(stream, stream.lines[i])) ? 1U : 0U;
    const auto posts = static_cast<double>(contender.posts);
    contender.processor.push_back(posts / (seconds(CLOCK_THREAD_CPUTIME_ID) - processor));
    contender.wall.push_back(posts / (seconds(CLOCK_MONOTONIC) - wall));
}

bool is_word(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// What one writes in an afternoon: small letters, and each term looked for by itself.
class PlainLoop {
public:
    explicit PlainLoop(const std::vector<Term>& terms) {
        for (const auto& term : terms)
            terms_.push_back(lower_ascii(term.text));
    }

    [[nodiscard]] bool operator()(std::string_view text) const {
        const auto small = lower_ascii(text);
        bool any = false;
        for (const auto& term : terms_) {
            const auto at = small.find(term);
            if (at == std::string::npos) continue;
            const auto end = at + term.size();
            any = any || ((at == 0 || !is_word(small[at - 1]) || !is_word(term[0])) &&
                          (end == small.size() || !is_word(small[end])));
        }
        return any;
    }

private:
    std::vector<std::string> terms_;
};

std::unique_ptr<RE2::Set> regular_expressions(const std::vector<Term>& terms, std::int64_t memory) {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_max_mem(memory);
    auto set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
    for (const auto& term : terms) {
        const auto first = is_word(term.text[0]) ? R"(\b)" : "";
        if (set->Add(first + RE2::QuoteMeta(term.text) + R"(\b)", nullptr) < 0)
            throw std::runtime_error("RE2 refuses " + term.text);
    }
    if (!set->Compile()) throw std::runtime_error("RE2 has no memory");
    return set;
}

void print(const Contender& contender, const Contender& first) {
    const auto ratio = median(first.processor) / median(contender.processor);
    print_row({contender.name, figure(static_cast<double>(contender.posts)),
               figure(median(contender.processor)), figure(median(contender.wall)), figure(ratio),
               fmt::format("{:.2f} %", 100.0 * static_cast<double>(contender.matched) /
                                           static_cast<double>(contender.posts))});
}

std::vector<std::string> read_lines(const std::string& file) {
    std::ifstream stream(file);
    std::vector<std::string> lines;
    for (std::string line; lines.size() < posts_count && std::getline(stream, line);)
        lines.push_back(clean_utf8(line));
    if (lines.empty()) throw std::runtime_error(file + " holds no line");
    const auto once = lines.size();
    while (lines.size() < posts_count)
        lines.push_back(lines[lines.size() - once]);
    return lines;
}

void measure(int runs, std::size_t terms_count, const std::string& file) {
    const auto terms = make_terms(terms_count);
    const Stream stream(file.empty() ? make_texts(posts_count, terms) : read_lines(file));
    const auto begun = std::chrono::steady_clock::now();
    const auto set = TermSet::compile(terms);
    if (!set) throw std::runtime_error(set.error().message);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    TermSet::Scratch scratch;
    understand::NormalisedText normalised;
    const auto expressions = regular_expressions(terms, std::int64_t{32} << 20);
    const auto roomy = regular_expressions(terms, std::int64_t{1} << 30);
    const PlainLoop loop(terms);
    std::vector<int> found;
    std::vector<Contender> contenders{
        {"Heed", posts_count,
         [&](std::string_view text) { return !set->match(text, scratch).empty(); }},
        {"RE2::Set, 32 MiB", posts_count,
         [&](std::string_view text) {
             return expressions->Match({text.data(), text.size()}, &found);
         }},
        {"RE2::Set, 1 GiB", posts_count,
         [&](std::string_view text) {
             return roomy->Match({text.data(), text.size()}, &found);
         }},
        {"a plain loop", 2'000, loop},
        {"only decoding", posts_count, [](std::string_view text) { return text.empty(); }},
        {"decoding and normalising", posts_count,
         [&](std::string_view text) {
             normalised.assign(text);
             return normalised.text().empty();
         }},
    };
    for (int i = 0; i < runs; ++i)
        for (auto& contender : contenders)
            run(contender, stream);
    fmt::print(
        "{} terms compiled in {:.2f} s; a post has {:.0f} bytes of text in {:.0f} of JSON.\n\n",
        terms.size(), took.count(), stream.text_bytes / posts_count,
        static_cast<double>(stream.bytes.size()) / posts_count);
    print_head({"", "posts", "posts/s, processor", "posts/s, clock", "Heed is times", "matched"});
    for (const auto& contender : contenders)
        print(contender, contenders.front());
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    try {
        heed::bench::measure(argc > 1 ? std::atoi(argv[1]) : 5,
                             argc > 2 ? static_cast<std::size_t>(std::atoll(argv[2])) : 10'000,
                             argc > 3 ? argv[3] : "");
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
