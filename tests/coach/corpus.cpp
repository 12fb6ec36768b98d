#include "coach/corpus.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <stdexcept>

namespace heed::coach_corpus {

namespace {

using simdjson::dom::element;

std::vector<std::string> strings(const element& from) {
    std::vector<std::string> found;
    for (const auto value : from.get_array())
        found.emplace_back(std::string_view(value));
    return found;
}

Case case_of(const std::string& text) {
    simdjson::dom::parser parser;
    const element root = parser.parse(text);
    Case one;
    one.id = std::string(std::string_view(root["id"]));
    one.kind = std::string(std::string_view(root["kind"]));
    one.must = std::string(std::string_view(root["must"]));
    one.expect = strings(root["expect"]);
    one.allowed = strings(root["allowed"]);
    auto line = cli::read_coach_line(simdjson::minify(root["input"]), 1);
    if (!line) throw std::runtime_error(one.id + ": " + line.error().message);
    one.line = std::move(*line);
    return one;
}

std::set<std::string> kinds_of(const std::vector<Advice>& advice) {
    std::set<std::string> kinds;
    for (const auto& one : advice)
        kinds.emplace(name_of(one.kind));
    return kinds;
}

bool has_grade(const std::vector<Advice>& advice, Grade worst) {
    return std::any_of(advice.begin(), advice.end(),
                       [worst](const Advice& one) { return one.grade <= worst; });
}

void count_kinds(const Case& one, const std::set<std::string>& said,
                 std::vector<KindFigures>& kinds) {
    const auto in = [](const std::vector<std::string>& list, const std::string& kind) {
        return std::find(list.begin(), list.end(), kind) != list.end();
    };
    for (auto& figures : kinds) {
        const bool expected = in(one.expect, figures.kind);
        const bool remarked = said.contains(figures.kind);
        figures.recall.whole += expected ? 1 : 0;
        figures.recall.part += expected && remarked ? 1 : 0;
        figures.precision.whole += remarked ? 1 : 0;
        figures.precision.part += remarked && (expected || in(one.allowed, figures.kind)) ? 1 : 0;
    }
}

}  // namespace

std::vector<Case> read_corpus(const std::string& prefix) {
    std::set<std::filesystem::path> files;
    for (const auto& file :
         std::filesystem::directory_iterator(HEED_SOURCE_DIR "/tests/coach/corpus"))
        if (file.path().extension() == ".jsonl" &&
            file.path().filename().string().starts_with(prefix))
            files.insert(file.path());
    std::vector<Case> cases;
    for (const auto& file : files) {
        std::ifstream stream(file);
        for (std::string text; std::getline(stream, text);)
            if (!text.empty()) cases.push_back(case_of(text));
    }
    return cases;
}

std::vector<Advice> coached(const Case& one, const understand::Judge* judge) {
    auto facts = one.line.facts;
    app::read_texts(facts);
    facts.twins = app::twins_among(facts, one.line.replies);
    if (judge != nullptr) {
        app::judge_open_posts(facts, [judge](std::span<const std::string_view> texts) {
            return judge->judge_many(texts);
        });
        const app::Ear ear{
            [judge](std::span<const DraftPart> parts) { return judge->hear(parts); },
            [judge](std::span<const KnownPart> parts) { return judge->hear_known(parts); }};
        facts.heard = app::hear_draft(facts, ear);
    }
    return advise(facts, CoachRules::built_in());
}

Interval bootstrap(const std::vector<bool>& outcomes) {
    constexpr std::size_t draws = 2000;
    if (outcomes.empty()) return {};
    std::mt19937 random(42);
    std::vector<double> shares;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        std::size_t yes = 0;
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            yes += outcomes[random() % outcomes.size()] ? 1 : 0;
        shares.push_back(static_cast<double>(yes) / static_cast<double>(outcomes.size()));
    }
    std::sort(shares.begin(), shares.end());
    return {shares[draws / 40], shares[draws - 1 - draws / 40]};
}

Share share_of(const std::vector<bool>& outcomes) {
    return {static_cast<int>(std::count(outcomes.begin(), outcomes.end(), true)),
            static_cast<int>(outcomes.size())};
}

Figures measure(const std::vector<Case>& cases, const understand::Judge* judge) {
    Figures figures;
    for (std::size_t i = 0; i < advice_kinds; ++i)
        figures.kinds.push_back({std::string(name_of(static_cast<AdviceKind>(i))), {}, {}});
    for (const auto& one : cases) {
        const auto advice = coached(one, judge);
        if (one.must == "stop") figures.stopped.push_back(has_grade(advice, Grade::stop));
        if (one.good()) {
            figures.false_alarms.push_back(has_grade(advice, Grade::ask));
            figures.wrong_blocks.push_back(has_grade(advice, Grade::stop));
        }
        count_kinds(one, kinds_of(advice), figures.kinds);
    }
    return figures;
}

std::string table_of(const Figures& figures) {
    const auto line = [](std::string_view what, const std::vector<bool>& outcomes) {
        const auto share = share_of(outcomes);
        const auto [low, high] = bootstrap(outcomes);
        return fmt::format("{}: {} of {} = {:.1f} % (95 %: {:.1f} to {:.1f})\n", what, share.part,
                           share.whole, 100 * share.value(), 100 * low, 100 * high);
    };
    auto text = line("stopped of what must be stopped", figures.stopped) +
                line("good replies with a stop or an ask", figures.false_alarms) +
                line("good replies with a stop", figures.wrong_blocks) +
                "\n| kind | recall | precision |\n| --- | --- | --- |\n";
    for (const auto& kind : figures.kinds)
        text += fmt::format("| {} | {}/{} | {}/{} |\n", kind.kind, kind.recall.part,
                            kind.recall.whole, kind.precision.part, kind.precision.whole);
    return text;
}

}  // namespace heed::coach_corpus
