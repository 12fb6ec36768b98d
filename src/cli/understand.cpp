#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/filter.hpp"
#include "understand/language.hpp"

namespace heed::cli {

namespace {

struct UnderstandWishes {
    std::string models;
    bool fast = false;
    std::size_t jobs = 1;
};

int understand(const UnderstandWishes& wishes) {
    Filter filter;
    filter.field = "judgement";
    filter.jobs = wishes.jobs;
    filter.work = [](std::span<FilterLine*> lines) {
        for (auto* line : lines)
            line->value =
                fmt::format(R"({{"language":"{}"}})", understand::language_of(line->text).tag);
    };
    return run_filter(filter);
}

}  // namespace

void add_understand(CLI::App& app, Invocation& invocation) {
    auto* command = app.add_subcommand("understand", "Says of each post what it is");
    command->footer(
        "Examples:\n  heed understand < posts.jsonl > judged.jsonl\n"
        "  zcat posts.jsonl.gz | heed understand --fast --jobs 2 | jq .judgement.intent.label\n\n"
        "One JSON object a line, with a text; adds the field judgement and keeps the others.\n"
        "Ends with 1 when a line was bad.");
    const auto w = std::make_shared<UnderstandWishes>();
    command->add_option("--models", w->models, "The folder of the models (otherwise beside heed)")
        ->type_name("DIR");
    command->add_flag("--fast", w->fast, "Only the fast layer: hundreds of times the posts");
    command->add_option("--jobs", w->jobs, "How many cores it may use (default 1)")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    on_run(*command, invocation, [w] { return understand(*w); });
}

}  // namespace heed::cli
