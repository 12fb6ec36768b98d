#include <fmt/format.h>
#include <fmt/ranges.h>

#include <atomic>
#include <fstream>
#include <iterator>

#include "cli/commands.hpp"
#include "cli/filter.hpp"
#include "understand/judge.hpp"

namespace heed::cli {

namespace {

struct UnderstandWishes {
    std::string models;
    std::string refit;  ///< a file
    bool fast = false;
    std::size_t jobs = 1;
    std::size_t tries = understand::JudgeOptions{}.tries;
};

/// Enough to keep the encoder busy, few enough to share a batch among cores.
constexpr std::size_t posts_at_once = 32;

std::string joined(std::vector<std::string> parts) {
    return fmt::format("[{}]", fmt::join(parts, ","));
}

std::string topics_json(const Judgement& judgement) {
    std::vector<std::string> parts;
    for (const auto& opinion : judgement.topics)
        parts.push_back(quoted_json(opinion.topic));
    return joined(std::move(parts));
}

std::string because_json(const Judgement& judgement) {
    std::vector<std::string> parts;
    for (const auto& span : judgement.because)
        parts.push_back(fmt::format(R"({{"start":{},"end":{}}})", span.start, span.end));
    return joined(std::move(parts));
}

std::string judgement_json(const Judgement& judgement) {
    return fmt::format(
        R"({{"language":{},"intent":{{"label":"{}","confidence":{:.4f}}},)"
        R"("sentiment":{{"label":"{}","confidence":{:.4f}}},)"
        R"("anger":{:.4f},"fear":{:.4f},"sadness":{:.4f},"irony":{:.4f},"severity":{},)"
        R"("topics":{},"needs_answer":{},"needs_answer_confidence":{:.4f},"unsure":{},)"
        R"("because":{},"layer":{},"model":{}}})",
        quoted_json(judgement.language), name_of(judgement.intent), judgement.intent_confidence,
        name_of(judgement.sentiment), judgement.sentiment_confidence, judgement.anger,
        judgement.fear, judgement.sadness, judgement.irony, judgement.severity,
        topics_json(judgement), judgement.needs_answer, judgement.needs_answer_confidence,
        judgement.unsure, because_json(judgement), quoted_json(judgement.layer),
        quoted_json(judgement.model));
}

Result<std::string> read_refit(const std::string& path) {
    if (path.empty()) return std::string{};
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file || text.empty()) return fail(ErrorCode::unavailable, path + " cannot be read");
    return text;
}

int understand_posts(const UnderstandWishes& wishes) {
    const auto refit = read_refit(wishes.refit);
    if (!refit) return fail_with(refit.error());
    const auto judge = understand::Judge::open({.models = wishes.models,
                                                .use_encoder = !wishes.fast,
                                                .tries = wishes.tries,
                                                .refit = *refit});
    if (!judge) return fail_with(judge.error());
    if (!(*judge)->remark().empty()) print_error((*judge)->remark());
    std::atomic<long long> unsure = 0;
    Filter filter;
    filter.field = "judgement";
    filter.jobs = wishes.jobs;
    filter.piece_lines_max = posts_at_once;
    filter.work = [&](std::span<FilterLine*> lines) {
        std::vector<std::string_view> texts;
        for (const auto* line : lines)
            texts.emplace_back(line->text);
        const auto judgements = (*judge)->judge_many(texts);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            lines[i]->value = judgement_json(judgements[i]);
            unsure += judgements[i].unsure ? 1 : 0;
        }
    };
    filter.remark = [&] { return fmt::format("unsure {}", unsure.load()); };
    return run_filter(filter);
}

}  // namespace

void add_understand(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("understand", "Says of each post what it is");
    command.footer(
        "Examples:\n  heed understand < posts.jsonl > judged.jsonl\n"
        "  zcat posts.jsonl.gz | heed understand --fast --jobs 2 | jq .judgement.intent.label\n\n"
        "One JSON object a line, with a text; adds the field judgement and keeps the others.\n"
        "Ends with 1 when a line was bad.");
    const auto w = std::make_shared<UnderstandWishes>();
    command.add_option("--models", w->models, "The folder of the models (otherwise beside heed)")
        .type_name("DIR");
    command.add_option("--refit", w->refit, "What a desk was taught (heed train --out FILE)")
        .type_name("FILE");
    command.add_flag("--fast", w->fast, "Only the fast layer: hundreds of times the posts");
    command.add_option("--jobs", w->jobs, "How many cores it may use (default 1)")
        .between(1, 256)
        .type_name("N");
    command
        .add_option("--tries", w->tries,
                    "How many words a post may be judged without, to find those that decided "
                    "(default 8; more is slower and surer)")
        .between(std::size_t{0}, understand::judge_tries_max)
        .type_name("N");
    on_run(command, invocation, [w] { return understand_posts(*w); });
}

}  // namespace heed::cli
