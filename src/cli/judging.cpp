#include "cli/judging.hpp"

#include "app/judgements.hpp"
#include "app/model_judging.hpp"
#include "store/reader.hpp"
#include "understand/models_folder.hpp"

namespace heed::cli {

namespace {

/// How many corrections are learned again at a start, the newest; each costs what judging does.
constexpr int learned_max = 2000;

/// What the people of this desk said before.
Status remember(app::Judging& judging, store::Database& database) {
    struct Known {
        std::vector<store::LearnedCorrection> learned;
        std::vector<app::TopicRecord> topics;
    };
    const auto known = database.ask<Known>([](store::Reader& reader) -> Result<Known> {
        return Known{reader.learned(learned_max), reader.topics()};
    });
    if (!known) return fail(known.error());
    judging.use_topics(app::words_of(known->topics));
    // Oldest first: where two are alike the newest wins.
    for (auto it = known->learned.rbegin(); it != known->learned.rend(); ++it)
        judging.learn(it->post, it->text, it->said);
    return {};
}

Result<std::string> what_was_taught(store::Database& database) {
    return database.ask<std::string>([](store::Reader& reader) -> Result<std::string> {
        return reader.setting(std::string(refit_setting)).value_or("");
    });
}

}  // namespace

Result<std::unique_ptr<app::Judging>> open_judging(const std::string& models,
                                                   store::Database& database) {
    understand::JudgeOptions options;
    options.models = models;
    options.use_encoder = false;
    auto fast = understand::Judge::open(options);
    if (!fast) return fail(fast.error());
    const auto taught = what_was_taught(database);
    if (!taught) return fail(taught.error());
    options.use_encoder = true;
    options.refit = *taught;
    app::ModelJudging::OpenBest open_best = [options] { return understand::Judge::open(options); };
    if (!understand::has_encoder_file(models)) open_best = nullptr;
    auto judging = std::make_unique<app::ModelJudging>(std::move(*fast), std::move(open_best));
    if (auto done = remember(*judging, database); !done) return fail(done.error());
    return judging;
}

}  // namespace heed::cli
