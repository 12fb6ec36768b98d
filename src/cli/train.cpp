#include <fmt/format.h>

#include "base/time.hpp"
#include "cli/commands.hpp"
#include "cli/data.hpp"
#include "cli/judging.hpp"
#include "cli/whole_file.hpp"
#include "understand/judge.hpp"
#include "understand/refit.hpp"

namespace heed::cli {

namespace {

struct TrainWishes {
    std::string out;
    bool dry_run = false;
    bool forget = false;
};

/// What one head can learn from, and how its right answer is found.
struct Lesson {
    PostId post;
    std::string text;
    std::optional<std::string> intent;
    std::optional<int> severity;
    bool said = false;
};

constexpr std::size_t texts_at_once = 64;

std::optional<int> severity_of(const store::LearnedCorrection& correction,
                               const std::string& intent) {
    if (intent != name_of(Intent::complaint)) return std::nullopt;
    if (correction.said.severity) return correction.said.severity;
    // Of what was no complaint before, nobody has thought how grave it is.
    if (correction.was_intent != intent) return std::nullopt;
    return correction.was_severity;
}

Result<std::vector<Lesson>> lessons_of(store::Reader& reader) {
    std::vector<Lesson> lessons;
    for (const auto& each : reader.learned(static_cast<int>(understand::refit_said_max))) {
        if (each.said.about_us == false) continue;  // what it is interests nobody
        const auto intent =
            each.said.intent ? std::string(name_of(*each.said.intent)) : each.was_intent;
        lessons.push_back({each.post, each.text, intent, severity_of(each, intent), true});
    }
    const auto room = understand::refit_lessons_max - lessons.size();
    for (const auto& each : reader.stood(static_cast<int>(room))) {
        Lesson lesson{each.post, each.text, std::string(name_of(each.intent)), {}, false};
        if (each.intent == Intent::complaint) lesson.severity = each.severity;
        lessons.push_back(std::move(lesson));
    }
    return lessons;
}

std::vector<understand::Untaught> read_all(const understand::Judge& judge,
                                           const std::vector<Lesson>& lessons) {
    std::vector<understand::Untaught> all;
    for (std::size_t at = 0; at < lessons.size(); at += texts_at_once) {
        std::vector<std::string_view> texts;
        for (std::size_t i = at; i < std::min(lessons.size(), at + texts_at_once); ++i)
            texts.emplace_back(lessons[i].text);
        for (auto& each : judge.untaught(texts))
            all.push_back(std::move(each));
    }
    return all;
}

std::optional<std::size_t> label_of(const understand::Head& head, const Lesson& lesson) {
    if (head.name == "severity")
        return lesson.severity ? std::optional(static_cast<std::size_t>(*lesson.severity))
                               : std::nullopt;
    const auto found =
        std::find(head.labels.begin(), head.labels.end(), lesson.intent.value_or(""));
    if (found == head.labels.end()) return std::nullopt;
    return static_cast<std::size_t>(found - head.labels.begin());
}

std::vector<understand::RefitLesson> for_head(const understand::Head& head,
                                              const std::vector<Lesson>& lessons,
                                              const std::vector<understand::Untaught>& read) {
    std::vector<understand::RefitLesson> chosen;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        const auto label = label_of(head, lessons[i]);
        if (!label) continue;
        const auto first = read[i].scores.begin() + static_cast<std::ptrdiff_t>(head.first);
        chosen.push_back(
            {lessons[i].post.value,
             understand::WordMarks(understand::fast_words(understand::prepare(lessons[i].text))),
             read[i].vector,
             {first, first + static_cast<std::ptrdiff_t>(head.labels.size())},
             *label,
             lessons[i].said});
    }
    return chosen;
}

void tell(const std::string& name, const understand::RefitFigures& figures) {
    fmt::print("{}: people spoke about {} posts, {} of them are judged wrongly; {} stood\n", name,
               figures.said, figures.mistakes, figures.stood);
    if (figures.contradicted > 0)
        fmt::print("  of {} posts people said what was said otherwise of nearly the same\n",
                   figures.contradicted);
    if (figures.tried)
        fmt::print(
            "  on posts held out: {} of {} mistakes judged as people said, macro-F1 {:.1f} -> "
            "{:.1f}, logarithmic loss {:.3f} -> {:.3f};\n"
            "  {} of {} that stood stay, {:.1f} % (95 %: {:.1f} to {:.1f})\n",
            figures.followed, figures.mistakes, 100 * figures.f1_before, 100 * figures.f1_after,
            figures.loss_before, figures.loss_after, figures.kept, figures.stood,
            100.0 * static_cast<double>(figures.kept) / static_cast<double>(figures.stood),
            100 * figures.kept_least, 100 * figures.kept_most);
    fmt::print("  {}\n", figures.refused.empty() ? "used" : "not used: " + figures.refused);
}

Status keep(Data& data, const std::string& refit) {
    return data.database().write([&](app::Transaction& transaction) -> Status {
        transaction.save_setting(std::string(refit_setting), refit);
        return {};
    });
}

std::map<std::string, understand::HeadRefit> learn(const understand::Judge& judge,
                                                   const std::vector<Lesson>& lessons) {
    const auto read = read_all(judge, lessons);
    std::map<std::string, understand::HeadRefit> heads;
    for (const char* name : {"intent", "severity"}) {
        const auto* head = judge.heads()->find(name);
        if (head == nullptr) continue;
        understand::HeadRefit learned;
        const auto figures = understand::refit_head(*head, for_head(*head, lessons, read), learned);
        tell(name, figures);
        if (figures.refused.empty()) heads.emplace(name, std::move(learned));
    }
    return heads;
}

Status learn_and_keep(Data& data, const understand::Judge& judge, const TrainWishes& wishes,
                      std::optional<WholeFile> out) {
    const auto lessons = data.database().ask<std::vector<Lesson>>(
        [](store::Reader& reader) { return lessons_of(reader); });
    if (!lessons) return fail(lessons.error());
    auto heads = learn(judge, *lessons);
    if (heads.empty()) {
        fmt::print("nothing was learned; the desk judges as before\n");
        if (!out) return {};
        return fail(ErrorCode::conflict, "nothing was learned that " + wishes.out + " could hold");
    }
    const auto& model = judge.heads()->version();
    const auto version = fmt::format("{}+{}", model, format_rfc3339(data.clock().now()));
    const auto text = understand::Refit(model, version, std::move(heads)).write();
    if (out)
        if (auto done = out->write(text + '\n'); !done) return done;
    if (wishes.dry_run) return {};
    if (auto done = keep(data, text); !done) return done;
    fmt::print("kept as {}; the desk uses it from its next start\n", version);
    return {};
}

Status train(const Config& config, const TrainWishes& wishes) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    if (wishes.forget) {
        if (auto done = keep(**data, ""); !done) return done;
        fmt::print("the desk judges as it was delivered, from its next start\n");
        return {};
    }
    std::optional<WholeFile> out;
    if (!wishes.out.empty()) {
        // Before the minutes that learning may take.
        auto opened = WholeFile::open(wishes.out);
        if (!opened) return fail(opened.error());
        out.emplace(std::move(*opened));
    }
    const auto judge = understand::Judge::open({.models = config.text("models")});
    if (!judge) return fail(judge.error());
    if (!(*judge)->has_encoder())
        return fail(ErrorCode::unavailable,
                    "only a desk with an encoder can be taught: " + (*judge)->remark());
    return learn_and_keep(**data, **judge, wishes, std::move(out));
}

}  // namespace

void add_train(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("train", "Learns from what people corrected");
    command.footer(
        "Examples:\n  heed train --dry-run\n  heed train --data /var/lib/heed/heed.db\n\n"
        "Teaches intent and severity from the corrections that the desk keeps, and from "
        "judgements\n"
        "that nobody minded. What was learned is used only where posts that were held out are\n"
        "judged better with it; it lies in the desk's data and is used from its next start.\n"
        "docs/understanding.md says more.");
    const auto wishes = std::make_shared<TrainWishes>();
    auto out =
        command.add_option("--out", wishes->out, "Write what was learned to this file as well");
    out.type_name("FILE");
    auto dry_run =
        command.add_flag("--dry-run", wishes->dry_run, "The desk keeps nothing of what is learned");
    command.add_flag("--forget", wishes->forget, "Judge as delivered again")
        .excludes(out)
        .excludes(dry_run);
    add_settings(command, invocation, {"data", "database", "models"});
    on_run(command, invocation, [&invocation, wishes] {
        return run_on_data(invocation,
                           [&](const Config& config) { return train(config, *wishes); });
    });
}

}  // namespace heed::cli
