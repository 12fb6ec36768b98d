#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/coach/acts.hpp"
#include "domain/coach/keeps.hpp"
#include "domain/judgement/correction.hpp"
#include "domain/judgement/judgement.hpp"

namespace heed::understand {

struct JudgeOptions {
    /// The folder of the models; empty: where they come with the program.
    std::filesystem::path models = {};
    /// False: only the fast layer, hundreds of times as many posts.
    bool use_encoder = true;
    /// How often a post is judged again at most without one of its words, to find those that
    /// decided. Each costs about as much as judging it. Only the encoder needs it; 0: it gives no
    /// reasons.
    std::size_t tries = 8;
    /// What the people of a desk taught the encoder (refit.hpp, as it is kept); empty: nothing.
    std::string refit = {};
};

inline constexpr std::size_t judge_tries_max = 32;
/// How many parts of drafts a Judge remembers: a draft is read again at every pause of its writer.
inline constexpr std::size_t heard_parts_max = 4096;
inline constexpr std::size_t heard_key_bytes_max = 8192;

enum class Layer {
    best,  ///< the encoder where there is one
    fast,
};

/// A text as the encoder has it: its place among all texts, and the scores of all labels.
struct Untaught {
    std::vector<float> vector;
    std::vector<float> scores;
};

class Heads;

/// Says what posts are. Loads its models once; thread safe; computes on the calling thread. Takes
/// any bytes, and judges the first 2,000 code points of them.
///
/// Without models everything is `unsure` and only the language is told; `remark` says so.
class Judge {
public:
    /// `unavailable` when the named folder cannot be read, `invalid` when a model in it is damaged.
    [[nodiscard]] static Result<std::unique_ptr<Judge>> open(const JudgeOptions& options);
    ~Judge();
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    [[nodiscard]] Judgement judge(std::string_view text, Layer layer = Layer::best) const;
    /// Several at once are cheaper than one by one.
    [[nodiscard]] std::vector<Judgement> judge_many(std::span<const std::string_view> texts,
                                                    Layer layer = Layer::best) const;

    /// From now on a post that says nearly the same as this one is judged as the person said, or
    /// known to be like one that is not about us. Kept in memory only, as many as
    /// Corrections::kept_max; the newest win.
    void correct(std::int64_t id, std::string_view text, const Correction& said);
    void forget(std::int64_t id);

    /// The text's place among all texts: the cosine between two tells how similar they are. Empty
    /// without models.
    [[nodiscard]] std::vector<float> embed(std::string_view text, Layer layer = Layer::best) const;

    /// What parts of a draft do, one for each; empty without an encoder or without the file of its
    /// branch. Some milliseconds each; what was heard lately costs nothing.
    [[nodiscard]] std::vector<HeardActs> hear(std::span<const DraftPart> parts) const;

    /// Whether drafts keep to what is known, one for each; empty without an encoder or without the
    /// file of that branch. Some milliseconds each; what was heard lately costs nothing.
    [[nodiscard]] std::vector<Heard> hear_known(std::span<const KnownPart> parts) const;

    [[nodiscard]] bool has_encoder() const;
    [[nodiscard]] bool has_fast() const;
    /// What is missing and what that means, for people, or nothing.
    [[nodiscard]] const std::string& remark() const;

    /// What the encoder says of each text before anybody taught it, for teaching it.
    [[nodiscard]] std::vector<Untaught> untaught(std::span<const std::string_view> texts) const;
    /// How the encoder's scores are read; null without one.
    [[nodiscard]] const Heads* heads() const;

private:
    struct Models;
    explicit Judge(std::unique_ptr<Models> models);

    std::unique_ptr<Models> models_;
};

}  // namespace heed::understand
