#include "understand/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "understand/act_ear.hpp"
#include "understand/corrections.hpp"
#include "understand/encoder.hpp"
#include "understand/fast_layer.hpp"
#include "understand/language.hpp"
#include "understand/models_folder.hpp"
#include "understand/rants.hpp"
#include "understand/reasons.hpp"
#include "understand/refit.hpp"

namespace heed::understand {

namespace {

/// A post that is being judged, as far as it is read.
struct Reading {
    ModelText text;
    std::vector<FastWord> words;
    std::optional<FastOpinion> fast;
};

/// What one layer thinks of it.
struct Opinion {
    Judgement judgement;
    std::vector<double> certainties;
    std::vector<float> vector;
};

/// How much certainty each word's absence costs, as far as the fast layer can tell.
std::vector<double> losses(const FastLayer& layer, const Reading& reading, std::size_t label,
                           double certainty) {
    const auto& head = layer.heads().head_of(label);
    std::vector<float> scores(head.labels.size());
    std::vector<double> lost;
    for (std::size_t word = 0; word < reading.words.size(); ++word) {
        layer.score_without(*reading.fast, word, head.first, scores);
        lost.push_back(certainty_lost(certainty, layer.heads().certainty(label, scores)));
    }
    return lost;
}

/// What each word adds to one label before the others of its head, as the encoder's last layer has
/// it.
std::vector<double> shares(const Heads& heads, const Encoded& encoded, const Reading& reading,
                           std::size_t label) {
    const auto& head = heads.head_of(label);
    std::vector<double> share(reading.words.size());
    std::size_t word = 0;
    for (std::size_t i = 1; i + 1 < encoded.pieces.size(); ++i) {
        const auto at = reading.text[encoded.pieces[i].at].start;
        while (word + 1 < share.size() && reading.words[word].origin.end <= at)
            ++word;
        const float* scores = encoded.by_piece.data() + i * heads.label_count();
        double others = 0;
        for (std::size_t k = 0; k < head.labels.size(); ++k)
            others += static_cast<double>(scores[head.first + k]);
        if (!share.empty())
            share[word] += static_cast<double>(scores[label]) -
                           others / static_cast<double>(head.labels.size());
    }
    return share;
}

/// Takes from both lists in turn, each once.
std::vector<std::size_t> candidates(std::span<const double> one, std::span<const double> other,
                                    std::size_t count) {
    const auto first = greatest(one, count);
    const auto second = greatest(other, count);
    std::vector<std::size_t> chosen;
    const auto take = [&](std::size_t word) {
        const bool known = std::find(chosen.begin(), chosen.end(), word) != chosen.end();
        if (!known && chosen.size() < count) chosen.push_back(word);
    };
    for (std::size_t i = 0; i < count; ++i) {
        if (i < first.size()) take(first[i]);
        if (i < second.size()) take(second[i]);
    }
    return chosen;
}

constexpr std::size_t tries_at_once = 4;
/// From nine in ten to a half, in log odds.
constexpr double clear_loss = 2.2;

/// How certain the rules below are: of forty posts written to try the first, and thirty that look
/// alike, it is right more often than this.
constexpr double rant_certainty = 0.7;
constexpr double mood_is_open = 0.65;
constexpr double may_be_ironic = 0.5;

void give_reason(const Reading& reading, std::vector<std::size_t> words, Judgement& judgement) {
    judgement.because = spans_of(reading.words, std::move(words));
    if (judgement.because.size() > because_max) judgement.because.resize(because_max);
}

/// Who breaks with a company in anger waits for somebody, though there is no matter to solve.
void hear_anger(const Reading& reading, Judgement& judgement) {
    const bool may_be_talk =
        judgement.intent == Intent::other || judgement.intent == Intent::complaint;
    if (judgement.needs_answer || !may_be_talk) return;
    const bool bad =
        judgement.sentiment == Sentiment::negative || judgement.sentiment_confidence < mood_is_open;
    if (!bad) return;
    auto words = breaking_words(reading.words);
    if (words.empty()) return;
    judgement.needs_answer = true;
    judgement.needs_answer_confidence = rant_certainty;
    give_reason(reading, std::move(words), judgement);
}

/// Thanks for what went wrong are seldom meant: a person should look.
void hear_irony(const Reading& reading, Judgement& judgement) {
    if (judgement.intent != Intent::praise) return;
    auto words = unthanked_words(reading.words);
    if (words.empty()) return;
    judgement.irony = std::max(judgement.irony, may_be_ironic);
    judgement.unsure = true;
    give_reason(reading, std::move(words), judgement);
}

Judgement unjudged() {
    Judgement judgement;
    judgement.unsure = true;
    return judgement;
}

}  // namespace

struct Judge::Models {
    std::optional<FastLayer> fast;
    std::unique_ptr<Encoder> encoder;
    std::unique_ptr<ActEar> ear;          ///< with a branch of the encoder,
    std::unique_ptr<KeepsEar> keeps_ear;  ///< and with another one
    std::size_t tries = 0;
    std::string remark;
    struct Memory {
        Corrections corrections;  ///< what posts are
        Corrections unrelated;    ///< posts that are not about us

        void add(std::int64_t id, const std::vector<float>& vector, const WordMarks& words,
                 Correction said) {
            if (said.about_us && *said.about_us) unrelated.remove(id);
            if (said.about_us && !*said.about_us) unrelated.add(id, vector, words, said);
            said.about_us.reset();
            if (!said.says_nothing()) corrections.add(id, vector, words, std::move(said));
        }
        void remove(std::int64_t id) {
            corrections.remove(id);
            unrelated.remove(id);
        }
    };
    std::optional<Refit> refit;
    Memory fast_memory;
    Memory encoder_memory;

    [[nodiscard]] bool encodes(Layer layer) const { return encoder && layer == Layer::best; }

    [[nodiscard]] Reading read(std::string_view text) const {
        Reading reading;
        reading.text = prepare(text);
        reading.words = fast_words(reading.text);
        if (fast) reading.fast = fast->score(reading.words);
        return reading;
    }

    [[nodiscard]] Opinion fast_opinion(const Reading& reading) const {
        Opinion opinion;
        if (!fast) return {unjudged(), {}, {}};
        opinion.certainties = fast->heads().certainties(reading.fast->scores);
        opinion.judgement = fast->heads().decide(opinion.certainties);
        opinion.judgement.layer = "fast";
        opinion.vector = FastLayer::vector_of(*reading.fast);
        const auto label = fast->heads().deciding_label(opinion.certainties);
        opinion.judgement.because =
            spans_of(reading.words,
                     deciding_words(losses(*fast, reading, label, opinion.certainties[label])));
        return opinion;
    }

    [[nodiscard]] Opinion encoder_opinion(const Reading& reading, const Encoded& encoded) const {
        Opinion opinion;
        opinion.certainties = encoder->heads().certainties(encoded.scores);
        opinion.judgement = encoder->heads().decide(opinion.certainties);
        if (refit) opinion.judgement.model = refit->version();
        opinion.judgement.layer = "encoder";
        opinion.vector = encoded.vector;
        if (tries > 0) explain(reading, encoded, opinion);
        return opinion;
    }

    /// With what the people of this desk taught it.
    [[nodiscard]] std::vector<Encoded> encode(std::span<const ModelText> texts) const {
        auto encoded = encoder->encode(texts);
        if (!refit) return encoded;
        for (auto& each : encoded)
            refit->apply(encoder->heads(), each.vector, each.scores);
        return encoded;
    }

    [[nodiscard]] Status use(const std::string& taught) {
        if (taught.empty() || !encoder) return {};
        auto read = Refit::read(taught);
        if (!read) return fail(read.error());
        const ModelText nothing;
        const auto width = encoder->encode({&nothing, 1}).front().vector.size();
        if (auto fits = read->check(encoder->heads(), width); !fits) return fits;
        if (!read->empty()) refit = std::move(*read);
        return {};
    }

    /// Judges again without each of the words that are likely to have decided.
    void explain(const Reading& reading, const Encoded& encoded, Opinion& opinion) const {
        const auto& heads = encoder->heads();
        const auto label = heads.deciding_label(opinion.certainties);
        const double certainty = opinion.certainties[label];
        const auto share = shares(heads, encoded, reading, label);
        const auto tried = candidates(guesses(reading, opinion.judgement.intent), share, tries);
        std::vector<double> lost(reading.words.size(), 0);
        // The likeliest first; once some words clearly decided, the others would only cost time.
        for (std::size_t begin = 0; begin < tried.size(); begin += tries_at_once) {
            const auto some =
                std::span(tried).subspan(begin, std::min(tries_at_once, tried.size() - begin));
            try_without(reading, some, label, certainty, lost);
            if (*std::max_element(lost.begin(), lost.end()) >= clear_loss) break;
        }
        auto chosen = deciding_words(lost);
        if (chosen.size() > 1 && !count_together(reading, chosen, label, certainty, lost))
            chosen.resize(1);
        opinion.judgement.because = spans_of(reading.words, std::move(chosen));
    }

    /// Whether all of them together count for more than the first alone: words may also stand for
    /// each other, or for the opposite.
    [[nodiscard]] bool count_together(const Reading& reading, std::span<const std::size_t> words,
                                      std::size_t label, double certainty,
                                      std::span<const double> lost) const {
        ModelText rest = reading.text;
        for (const auto word : words)
            rest = without(rest, reading.words[word]);
        return loss_of(encode({&rest, 1}).front(), label, certainty) >= lost[words.front()];
    }

    [[nodiscard]] double loss_of(const Encoded& encoded, std::size_t label,
                                 double certainty) const {
        const auto& head = encoder->heads().head_of(label);
        const std::span scores(encoded.scores.data() + head.first, head.labels.size());
        return certainty_lost(certainty, encoder->heads().certainty(label, scores));
    }

    void try_without(const Reading& reading, std::span<const std::size_t> words, std::size_t label,
                     double certainty, std::vector<double>& lost) const {
        std::vector<ModelText> texts;
        for (const auto word : words)
            texts.push_back(without(reading.text, reading.words[word]));
        const auto again = encode(texts);
        for (std::size_t i = 0; i < words.size(); ++i)
            lost[words[i]] = loss_of(again[i], label, certainty);
    }

    /// The fast layer's idea of what decided; nothing when it thinks otherwise.
    [[nodiscard]] std::vector<double> guesses(const Reading& reading, Intent intent) const {
        if (!fast) return {};
        const auto certainties = fast->heads().certainties(reading.fast->scores);
        if (fast->heads().decide(certainties).intent != intent) return {};
        const auto label = fast->heads().deciding_label(certainties);
        return losses(*fast, reading, label, certainties[label]);
    }

    /// What does not depend on the layer: language, corrections, what nobody can judge.
    [[nodiscard]] Judgement finish(const Reading& reading, Opinion opinion, const Heads* heads,
                                   const Memory& memory) const {
        auto& judgement = opinion.judgement;
        const auto language = language_of(to_utf8(reading.text));
        judgement.language = language.tag;
        if (reading.words.empty()) judgement.unsure = true;
        if (heads == nullptr) return judgement;
        hear_anger(reading, judgement);
        hear_irony(reading, judgement);
        if (language.certain && !heads->speaks(language.tag)) judgement.unsure = true;
        const WordMarks words(reading.words);
        const auto unrelated =
            memory.unrelated.nearest(opinion.vector, words, heads->same_matter());
        if (unrelated) judgement.like_unrelated = unrelated->similarity;
        const auto near = memory.corrections.nearest(opinion.vector, words, heads->same_matter());
        return near ? corrected(std::move(judgement), near->said) : std::move(judgement);
    }
};

namespace {

/// Whether a file stands there at all: one that does but cannot be read is not "missing".
bool stands(const std::filesystem::path& file) {
    std::error_code failed;
    return std::filesystem::exists(file, failed);
}

std::string remark_of(const std::filesystem::path& folder, bool has_fast, bool has_encoder) {
    const auto where = folder.empty() ? std::string("beside the program") : folder.string();
    if (!has_fast && !has_encoder)
        return fmt::format("there are no models {}{}: only the language is told",
                           folder.empty() ? "" : "in ", where);
    if (!has_encoder)
        return fmt::format("there is no encoder.safetensors in {}: the fast layer judges alone",
                           where);
    if (!has_fast)
        return fmt::format("there is no fast.json in {}: the encoder judges alone", where);
    return {};
}

}  // namespace

Result<std::unique_ptr<Judge>> Judge::open(const JudgeOptions& options) {
    auto folder = options.models;
    std::error_code failed;
    if (folder.empty()) {
        folder = models_folder().value_or("");
    } else if (!std::filesystem::is_directory(folder, failed)) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} is no folder with models", folder.string()));
    }
    auto models = std::make_unique<Models>();
    models->tries = std::min(options.tries, judge_tries_max);
    if (!folder.empty() && stands(folder / "fast.json")) {
        auto fast = FastLayer::open(folder);
        if (!fast) return fail(fast.error());
        models->fast = std::move(*fast);
    }
    const auto encoder_file = folder / "encoder.safetensors";
    if (options.use_encoder && !folder.empty() && stands(encoder_file)) {
        auto encoder = Encoder::open(encoder_file);
        if (!encoder) return fail(encoder.error());
        models->encoder = std::move(*encoder);
        if (const auto acts_file = folder / "acts.safetensors"; stands(acts_file)) {
            auto branch =
                read_acts(acts_file, models->encoder->shape(), models->encoder->heads().version());
            if (!branch) return fail(branch.error());
            models->ear = std::make_unique<ActEar>(std::move(*branch));
        }
        if (const auto keeps_file = folder / "keeps.safetensors"; stands(keeps_file)) {
            auto branch = read_keeps(keeps_file, models->encoder->shape(),
                                     models->encoder->heads().version());
            if (!branch) return fail(branch.error());
            models->keeps_ear = std::make_unique<KeepsEar>(std::move(*branch));
        }
    }
    const bool need_no_more = !options.use_encoder && models->fast;
    if (!need_no_more)
        models->remark = remark_of(folder, models->fast.has_value(), models->encoder != nullptr);
    // Of another model, or damaged: the desk judges as it was delivered, and says so.
    if (const auto used = models->use(options.refit); !used) models->remark = used.error().message;
    return std::unique_ptr<Judge>(new Judge(std::move(models)));
}

Judge::Judge(std::unique_ptr<Models> models) : models_(std::move(models)) {}
Judge::~Judge() = default;

Judgement Judge::judge(std::string_view text, Layer layer) const {
    return std::move(judge_many({&text, 1}, layer).front());
}

std::vector<Judgement> Judge::judge_many(std::span<const std::string_view> texts,
                                         Layer layer) const {
    std::vector<Judgement> judgements;
    judgements.reserve(texts.size());
    if (!models_->encodes(layer)) {
        const auto* heads = models_->fast ? &models_->fast->heads() : nullptr;
        for (const auto text : texts) {
            const auto reading = models_->read(text);
            judgements.push_back(models_->finish(reading, models_->fast_opinion(reading), heads,
                                                 models_->fast_memory));
        }
        return judgements;
    }
    std::vector<Reading> readings;
    std::vector<ModelText> prepared;
    for (const auto text : texts) {
        readings.push_back(models_->read(text));
        prepared.push_back(readings.back().text);
    }
    const auto encoded = models_->encode(prepared);
    for (std::size_t i = 0; i < texts.size(); ++i)
        judgements.push_back(models_->finish(readings[i],
                                             models_->encoder_opinion(readings[i], encoded[i]),
                                             &models_->encoder->heads(), models_->encoder_memory));
    return judgements;
}

std::vector<float> Judge::embed(std::string_view text, Layer layer) const {
    const auto reading = models_->read(text);
    if (models_->encodes(layer))
        return std::move(models_->encoder->encode({&reading.text, 1}).front().vector);
    return reading.fast ? FastLayer::vector_of(*reading.fast) : std::vector<float>();
}

std::vector<Untaught> Judge::untaught(std::span<const std::string_view> texts) const {
    if (!models_->encoder) return {};
    std::vector<ModelText> prepared;
    for (const auto text : texts)
        prepared.push_back(prepare(text));
    std::vector<Untaught> all;
    for (auto& encoded : models_->encoder->encode(prepared))
        all.push_back({std::move(encoded.vector), std::move(encoded.scores)});
    return all;
}

std::vector<HeardActs> Judge::hear(std::span<const DraftPart> parts) const {
    if (!models_->ear) return {};
    return models_->ear->hear(*models_->encoder, parts);
}

std::vector<Heard> Judge::hear_known(std::span<const KnownPart> parts) const {
    if (!models_->keeps_ear) return {};
    return models_->keeps_ear->hear(*models_->encoder, parts);
}

const Heads* Judge::heads() const {
    return models_->encoder ? &models_->encoder->heads() : nullptr;
}

void Judge::correct(std::int64_t id, std::string_view text, const Correction& said) {
    Correction takes_back;
    takes_back.about_us = true;
    if (said == takes_back) {
        models_->fast_memory.unrelated.remove(id);
        models_->encoder_memory.unrelated.remove(id);
        return;
    }
    const WordMarks words(fast_words(prepare(text)));
    if (models_->fast) models_->fast_memory.add(id, embed(text, Layer::fast), words, said);
    if (models_->encoder) models_->encoder_memory.add(id, embed(text, Layer::best), words, said);
}

void Judge::forget(std::int64_t id) {
    models_->fast_memory.remove(id);
    models_->encoder_memory.remove(id);
}

bool Judge::has_encoder() const {
    return models_->encoder != nullptr;
}

bool Judge::has_fast() const {
    return models_->fast.has_value();
}

const std::string& Judge::remark() const {
    return models_->remark;
}

}  // namespace heed::understand
