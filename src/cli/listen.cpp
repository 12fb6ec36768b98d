#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <mutex>
#include <vector>

#include "cli/commands.hpp"
#include "cli/filter.hpp"
#include "understand/term_file.hpp"

namespace heed::cli {

namespace {

using understand::TermMatch;
using understand::TermSet;

struct ListenWishes {
    std::string terms;
    bool positions = false;
    std::size_t jobs = 1;
};

Result<TermSet> terms_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(understand::term_file_bytes_max + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A folder opens, but nothing can be read from it.
    if (!stream.eof() && stream.gcount() == 0)
        return fail(ErrorCode::unavailable, fmt::format("{} cannot be read", file));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    auto terms = understand::read_terms(text);
    if (!terms) return fail(terms.error().code, fmt::format("{}: {}", file, terms.error().message));
    if (terms->empty()) return fail(ErrorCode::invalid, fmt::format("{} holds no term", file));
    return TermSet::compile(std::move(*terms));
}

/// What the threads of a filter need, kept from batch to batch.
class Scratches {
public:
    [[nodiscard]] TermSet::Scratch borrow() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return {};
        auto scratch = std::move(free_.back());
        free_.pop_back();
        return scratch;
    }
    void give_back(TermSet::Scratch scratch) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(scratch));
    }

private:
    std::mutex mutex_;
    std::vector<TermSet::Scratch> free_;
};

std::string names_json(const TermSet& set, std::span<const TermMatch> matches) {
    std::vector<std::string_view> names;
    for (const auto& match : matches) {
        const std::string_view name = set.terms()[match.term].text;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    std::string json;
    for (const auto name : names)
        json += (json.empty() ? "[" : ",") + quoted_json(name);
    return json + "]";
}

std::string positions_json(const TermSet& set, std::span<const TermMatch> matches) {
    std::string json;
    for (const auto& match : matches) {
        json += fmt::format(R"({}{{"term":{},"start":{},"end":{}}})", json.empty() ? "[" : ",",
                            quoted_json(set.terms()[match.term].text), match.span.start,
                            match.span.end);
    }
    return json + "]";
}

int listen(const ListenWishes& wishes) {
    const auto set = terms_of(wishes.terms);
    if (!set) return config_failed(set.error());
    Scratches scratches;
    Filter filter;
    filter.field = "terms";
    filter.jobs = wishes.jobs;
    filter.work = [&](std::span<FilterLine*> lines) {
        auto scratch = scratches.borrow();
        for (auto* line : lines) {
            const auto matches = set->match(line->text, scratch, line->language);
            line->passes = !matches.empty();
            if (!line->passes) continue;
            line->value =
                wishes.positions ? positions_json(*set, matches) : names_json(*set, matches);
        }
        scratches.give_back(std::move(scratch));
    };
    return run_filter(filter);
}

}  // namespace

void add_listen(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("listen", "Passes on the posts that hold one of your terms");
    command.footer(
        "Examples:\n  heed listen --terms terms.txt < posts.jsonl > ours.jsonl\n"
        "  heed listen --terms terms.txt --positions --jobs 2 < posts.jsonl\n\n"
        "One term a line: acme, \"acme mobile\", #acmefail, @acme.example. On the same line,\n"
        "-word or -\"two words\" cancels it in a post that holds them, and lang:de,fr asks for\n"
        "these languages. One JSON object a line, with a text, comes in; those that match go out\n"
        "with the field terms. Ends with 1 when a line was bad.");
    const auto w = std::make_shared<ListenWishes>();
    command.add_option("--terms", w->terms, "The file with your terms")
        .required()
        .type_name("FILE");
    command.add_flag("--positions", w->positions,
                     "Says of each term where it stands, in characters (code points)");
    command.add_option("--jobs", w->jobs, "How many cores it may use (default 1)")
        .between(1, 256)
        .type_name("N");
    on_run(command, invocation, [w] { return listen(*w); });
}

}  // namespace heed::cli
