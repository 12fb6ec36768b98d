#include <fmt/format.h>

#include <atomic>
#include <fstream>

#include "cli/coach_line.hpp"
#include "cli/commands.hpp"
#include "cli/filter.hpp"
#include "understand/judge.hpp"

namespace heed::cli {

namespace {

struct CoachWishes {
    std::string models;
    std::string rules;
    std::string words = "en";
    bool without_models = false;
    std::size_t jobs = 1;
};

/// Too few to wait for each other.
constexpr std::size_t drafts_at_once = 8;

Result<std::string> text_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(rules_bytes_max + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A folder opens, but nothing can be read from it.
    if (!stream.eof() && stream.gcount() == 0)
        return fail(ErrorCode::unavailable, fmt::format("{} cannot be read", file));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

Result<CoachRules> rules_of(const CoachWishes& wishes) {
    if (wishes.rules.empty()) return CoachRules::built_in();
    const auto text = text_of(wishes.rules);
    if (!text) return fail(text.error());
    auto rules = CoachRules::built_in().extended_by(*text);
    if (!rules)
        return fail(rules.error().code, fmt::format("{}: {}", wishes.rules, rules.error().message));
    return rules;
}

class Coaching {
public:
    Coaching(const CoachWishes& wishes, const CoachRules& rules, const understand::Judge* judge)
        : wishes_{wishes}, rules_{rules}, judge_{judge} {}

    void work(FilterLine& line) {
        auto read = read_coach_line(line.object, line.number);
        if (!read) {
            line.trouble = read.error();
            return;
        }
        auto& facts = read->facts;
        app::read_texts(facts);
        facts.twins = app::twins_among(facts, read->replies);
        if (judge_ != nullptr) {
            app::judge_open_posts(facts, [this](std::span<const std::string_view> texts) {
                return judge_->judge_many(texts);
            });
            const app::Ear ear{
                [this](std::span<const DraftPart> parts) { return judge_->hear(parts); },
                [this](std::span<const KnownPart> parts) { return judge_->hear_known(parts); }};
            facts.heard = app::hear_draft(facts, ear);
        }
        const auto advice = advise(facts, rules_, wishes_.words);
        stops_ += !advice.empty() && advice.front().grade == Grade::stop ? 1 : 0;
        line.value = advice_json(advice);
    }

    [[nodiscard]] std::string remark() const { return fmt::format("stopped {}", stops_.load()); }

private:
    const CoachWishes& wishes_;
    const CoachRules& rules_;
    const understand::Judge* judge_;
    std::atomic<long long> stops_ = 0;
};

/// Without models the words alone decide how a post sounds.
Result<std::unique_ptr<understand::Judge>> judge_of(const CoachWishes& wishes) {
    if (wishes.without_models) return nullptr;
    auto judge = understand::Judge::open({.models = wishes.models, .tries = 0});
    if (!judge) return judge;
    if (!(*judge)->has_fast() && !(*judge)->has_encoder()) return nullptr;
    return judge;
}

int coach(const CoachWishes& wishes) {
    const auto rules = rules_of(wishes);
    if (!rules) return config_failed(rules.error());
    const auto judge = judge_of(wishes);
    if (!judge) return fail_with(judge.error());
    Coaching coaching(wishes, *rules, judge->get());
    Filter filter;
    filter.field = "advice";
    filter.jobs = wishes.jobs;
    filter.piece_lines_max = drafts_at_once;
    filter.needs_text = false;
    filter.work = [&coaching](std::span<FilterLine*> lines) {
        for (auto* line : lines)
            coaching.work(*line);
    };
    filter.remark = [&coaching] { return coaching.remark(); };
    return run_filter(filter);
}

}  // namespace

void add_coach(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("coach", "Says of each draft what the world should not see");
    command.footer(
        "Examples:\n  heed coach < drafts.jsonl | jq -c '.advice[] | {kind, grade, reason}'\n"
        "  heed coach --rules our-words.txt --words de < drafts.jsonl\n\n"
        "One JSON object a line, with a conversation and a draft; adds the field advice and keeps\n"
        "the others (docs/coach.md). Ends with 1 when a line was bad.");
    const auto w = std::make_shared<CoachWishes>();
    command.add_option("--rules", w->rules, "Words and sentences of your own, added to ours")
        .type_name("FILE");
    command.add_option("--words", w->words, "The language of the remarks: en or de (default en)")
        .type_name("LANGUAGE");
    command.add_option("--models", w->models, "The folder of the models (otherwise beside heed)")
        .type_name("DIR");
    command.add_flag("--without-models", w->without_models, "Hears by words alone");
    command.add_option("--jobs", w->jobs, "How many cores it may use (default 1)")
        .between(1, 256)
        .type_name("N");
    on_run(command, invocation, [w] { return coach(*w); });
}

}  // namespace heed::cli
