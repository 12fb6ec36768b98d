#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "understand/heads.hpp"
#include "understand/word_marks.hpp"

/// What the people of one desk taught the encoder's answers (`heed train`). The network stays as it
/// is; beside a head there is a second one, learned from what they said, and the head's own scores
/// are stretched or flattened.
namespace heed::understand {

/// How the scores of one head change: score * scale + weights * vector + bias.
struct HeadRefit {
    double scale = 1;
    std::vector<float> weights;  ///< [labels x width]
    std::vector<float> bias;     ///< by label
};

class Refit {
public:
    static constexpr std::size_t width_max = 4096;

    Refit() = default;
    /// `model` is the version of the encoder that was taught; no other may be changed by it.
    Refit(std::string model, std::string version, std::map<std::string, HeadRefit> heads)
        : model_(std::move(model)), version_(std::move(version)), heads_(std::move(heads)) {}

    /// As `write` made it. `invalid` names what is wrong.
    [[nodiscard]] static Result<Refit> read(std::string_view json);
    [[nodiscard]] std::string write() const;

    /// `invalid` when it was taught to another model than the one of these heads.
    [[nodiscard]] Status check(const Heads& heads, std::size_t width) const;
    /// Changes the scores of all labels of a text with this vector.
    void apply(const Heads& heads, std::span<const float> vector, std::span<float> scores) const;

    [[nodiscard]] bool empty() const { return heads_.empty(); }
    /// The version that its judgements bear.
    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] const std::map<std::string, HeadRefit>& heads() const { return heads_; }

private:
    std::string model_;
    std::string version_;
    std::map<std::string, HeadRefit> heads_;
};

/// A post with what one head should say of it.
struct RefitLesson {
    std::int64_t post = 0;
    WordMarks words;
    std::vector<float> vector;
    std::vector<float> scores;  ///< of the labels of this head
    std::size_t label = 0;      ///< the right one
    bool said = false;          ///< a person said so; else it was judged so and nobody minded
};

inline constexpr std::size_t refit_lessons_max = 3000;
/// Room for as many posts about which people spoke; the rest is for what stood.
inline constexpr std::size_t refit_said_max = 1500;
/// So many posts must have been judged wrongly before anything is learned from them,
inline constexpr std::size_t refit_mistakes_min = 40;
/// and so many must have stood, to tell what learning would spoil.
inline constexpr std::size_t refit_stood_min = 100;

/// How good a head is on posts that it did not learn from, and that chose nothing about how it
/// learns.
struct RefitFigures {
    std::size_t said = 0;          ///< posts about which a person said something
    std::size_t mistakes = 0;      ///< of these, where the head says something else
    std::size_t contradicted = 0;  ///< of these, that are like one of which other things were said
    std::size_t stood = 0;   ///< posts whose judgement nobody minded, and that the head repeats
    bool tried = false;      ///< what follows was measured
    double loss_before = 0;  ///< mean logarithmic loss of what people said
    double loss_after = 0;
    double f1_before = 0;  ///< macro-F1 of what people said
    double f1_after = 0;
    std::size_t followed = 0;  ///< mistakes that are judged as people said
    std::size_t kept = 0;      ///< of what stood, judged as before
    double kept_least = 0;     ///< of the share that is kept, the lower end of the middle 95 %
    double kept_most = 0;
    std::string refused;  ///< why it is not used; empty: it is
};

/// Learns by logistic regression, held to what the head says by itself wherever nobody minded. Of
/// several strengths that one is taken which follows people best while 98 % of what stood stays;
/// both are looked for, and measured, on posts that were held out (five parts in turn, and within
/// each the same again), those of nearly the same words together. A head that did not get better,
/// or keeps less than 97 % of what stood, is refused.
[[nodiscard]] RefitFigures refit_head(const Head& head, std::span<const RefitLesson> lessons,
                                      HeadRefit& learned);

}  // namespace heed::understand
