// How much personal data is found, and how often something else is taken for it, in sentences made
// up in the forms of twelve countries; each seed makes other sentences.
// Usage: bench_personal_data [SEED [PER_FORM]]          the tables of docs/benchmarks.md
//        bench_personal_data write SEED PER_FORM        the sentences, for
//        bench/personal_data_peers.py bench_personal_data texts FILE [LANGUAGE]      what is found
//        in real texts, one a line

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <map>
#include <stdexcept>

#include "support/figures.hpp"
#include "support/personal_texts.hpp"
#include "understand/personal_data.hpp"

namespace heed::bench {

namespace {

struct Score {
    std::size_t wanted = 0;
    std::size_t found = 0;  ///< of those wanted
    std::size_t right = 0;  ///< of those that were said
    std::size_t wrong = 0;
};

using Scores = std::map<std::string, Score>;

bool covers(const PersonalDatum& datum, const LabelledText& text) {
    const auto start = std::max(datum.span.start, text.span.start);
    const auto end = std::min(datum.span.end, text.span.end);
    const auto wanted = text.span.end - text.span.start;
    return end > start && 2 * (end - start) >= wanted;
}

/// Adds one text to the scores by kind, by country, and of the harmless by what it was.
void score(const LabelledText& text, const std::vector<PersonalDatum>& found, Scores& kinds,
           Scores& countries, Scores& harmless) {
    bool hit = false;
    for (const auto& datum : found) {
        const bool right = text.is_personal && datum.kind == text.kind && covers(datum, text);
        auto& kind = kinds[std::string(name_of(datum.kind))];
        ++(right ? kind.right : kind.wrong);
        hit = hit || right;
    }
    if (!text.is_personal) {
        ++harmless[text.what].wanted;
        harmless[text.what].wrong += found.empty() ? 0 : 1;
        return;
    }
    const auto name = std::string(name_of(text.kind));
    for (auto* each : {&kinds[name], &countries[text.country + " " + name]}) {
        ++each->wanted;
        each->found += hit ? 1 : 0;
    }
}

std::string percent(std::size_t part, std::size_t whole) {
    if (whole == 0) return "-";
    return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

void print(const Scores& kinds, const Scores& countries, const Scores& harmless) {
    print_head({"kind", "texts", "recall", "said", "precision"});
    for (const auto& [name, score] : kinds)
        print_row({name, figure(static_cast<double>(score.wanted)),
                   percent(score.found, score.wanted),
                   figure(static_cast<double>(score.right + score.wrong)),
                   percent(score.right, score.right + score.wrong)});
    fmt::print("\nBelow 98 % in a country: ");
    for (const auto& [name, score] : countries)
        if (100 * score.found < 98 * score.wanted)
            fmt::print("{} {}; ", name, percent(score.found, score.wanted));
    fmt::print("\nTaken for personal data: ");
    for (const auto& [what, score] : harmless)
        if (score.wrong > 0) fmt::print("{} {}; ", what, percent(score.wrong, score.wanted));
    fmt::print("\n");
}

std::vector<LabelledText> all_texts(unsigned seed, std::size_t per_form) {
    auto texts = personal_texts(seed, per_form);
    auto harmless = harmless_texts(seed + 1, std::max<std::size_t>(per_form / 8, 1));
    texts.insert(texts.end(), harmless.begin(), harmless.end());
    return texts;
}

void measure(unsigned seed, std::size_t per_form, bool in_country) {
    Scores kinds;
    Scores countries;
    Scores harmless;
    const auto texts = all_texts(seed, per_form);
    const auto start = std::chrono::steady_clock::now();
    for (const auto& text : texts) {
        understand::PersonalDataOptions options;
        if (in_country) options.countries = {text.country};
        const auto found = understand::find_personal_data(text.text, text.language, options);
        score(text, found, kinds, countries, harmless);
    }
    const std::chrono::duration<double, std::micro> taken =
        std::chrono::steady_clock::now() - start;
    fmt::print("\n{} texts, {:.1f} us each, {}\n\n", texts.size(),
               taken.count() / static_cast<double>(texts.size()),
               in_country ? "the customers' country known" : "all countries at once");
    print(kinds, countries, harmless);
}

/// What is not as it should be, to be looked at.
void print_misses(unsigned seed, std::size_t per_form) {
    for (const auto& text : all_texts(seed, per_form)) {
        const auto found = understand::find_personal_data(text.text, text.language);
        const auto right = std::any_of(found.begin(), found.end(), [&](const PersonalDatum& datum) {
            return datum.kind == text.kind && covers(datum, text);
        });
        if (text.is_personal ? right && found.size() == 1 : found.empty()) continue;
        fmt::print("{} {} {}: {}", text.country, text.is_personal ? name_of(text.kind) : "-",
                   text.what, text.text);
        for (const auto& datum : found)
            fmt::print(" [{} {} {}..{}]", name_of(datum.kind), datum.form, datum.span.start,
                       datum.span.end);
        fmt::print("\n");
    }
}

std::string quoted(std::string_view text) {
    std::string made = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') made += '\\';
        made += c;
    }
    return made + '"';
}

void write(unsigned seed, std::size_t per_form) {
    for (const auto& text : all_texts(seed, per_form))
        fmt::print(R"({{"text":{},"country":"{}","language":"{}","kind":{},"start":{},"end":{}}})"
                   "\n",
                   quoted(text.text), text.country, text.language,
                   text.is_personal ? quoted(name_of(text.kind)) : "null", text.span.start,
                   text.span.end);
}

/// Every hit goes to standard output with its line; the rates go to standard error.
void read_texts(const char* file, std::string_view language) {
    std::ifstream lines(file);
    if (!lines) throw std::runtime_error("cannot read the file");
    std::map<std::string, std::size_t> hits;
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        for (const auto& datum : understand::find_personal_data(line, language)) {
            const auto kind =
                fmt::format("{} ({})", name_of(datum.kind),
                            datum.certainty == Certainty::certain ? "certain" : "likely");
            ++hits[kind];
            fmt::print("{}\t{}\t{}..{}\t{}\n", kind, datum.form, datum.span.start, datum.span.end,
                       line);
        }
    }
    for (const auto& [kind, number] : hits)
        fmt::print(stderr, "{}: {} in {} texts, {:.3f} %\n", kind, number, count,
                   100.0 * static_cast<double>(number) / static_cast<double>(count));
}

void run(const std::vector<std::string_view>& words) {
    const auto number = [&](std::size_t at, unsigned long otherwise) {
        return words.size() > at ? std::strtoul(words[at].data(), nullptr, 10) : otherwise;
    };
    if (words.size() > 1 && words[0] == "texts") {
        return read_texts(words[1].data(), words.size() > 2 ? words[2] : std::string_view("en"));
    }
    if (!words.empty() && words[0] == "write") {
        return write(static_cast<unsigned>(number(1, 1)), number(2, 40));
    }
    if (!words.empty() && words[0] == "misses") {
        return print_misses(static_cast<unsigned>(number(1, 1)), number(2, 40));
    }
    for (const bool in_country : {false, true})
        measure(static_cast<unsigned>(number(0, 1)), number(1, 200), in_country);
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    try {
        heed::bench::run({argv + 1, argv + argc});
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 1;
    }
    return 0;
}
