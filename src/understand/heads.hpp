#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/judgement/judgement.hpp"

namespace heed::understand {

/// One question that a model answers.
struct Head {
    std::string name;
    std::vector<std::string> labels;
    bool one_of =
        true;  ///< the labels share one certainty (softmax); else each has its own (sigmoid)
    std::vector<double> temperature;  ///< by label
    std::vector<double> bias;         ///< by label
    std::vector<double> threshold;    ///< by label: from here on a sigmoid says yes
    std::size_t first = 0;            ///< where its first label stands among all labels
};

/// When a person should look: the doubts of several heads, added up.
struct DoubtRule {
    std::map<std::string, double> weights;  ///< by head
    bool by_entropy =
        false;         ///< how spread a head's certainty is; else what the surest label lacks
    double clash = 0;  ///< added when intent and mood contradict each other
    double most = 1;   ///< more is unsure
};

/// What a model file says about its answers (docs/model-format.md, "Heads"): how raw scores become
/// certainties, and when the sum of doubts is too much. Both layers share it.
class Heads {
public:
    static constexpr std::size_t labels_max = 256;

    /// From the JSON of the file. `invalid` names the entry that is wrong.
    [[nodiscard]] static Result<Heads> read(std::string_view json);

    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] const std::vector<Head>& all() const { return heads_; }
    /// How many labels there are in all heads.
    [[nodiscard]] std::size_t label_count() const { return label_count_; }

    /// Certainties from raw scores, both by label over all heads.
    [[nodiscard]] std::vector<double> certainties(std::span<const float> scores) const;

    /// The opinion behind them. Language, layer and reasons are for others to say.
    [[nodiscard]] Judgement decide(std::span<const double> certainties) const;

    /// Whether it learned from texts of this language; an unknown one is given the benefit.
    [[nodiscard]] bool speaks(std::string_view language) const;

    /// How similar two texts are at least (the cosine of their vectors) that say the same.
    [[nodiscard]] double same_matter() const { return same_matter_; }

    /// The certainty of one label alone, from the scores of its head's labels.
    [[nodiscard]] double certainty(std::size_t label, std::span<const float> head_scores) const;
    /// The head to which a label belongs.
    [[nodiscard]] const Head& head_of(std::size_t label) const;
    /// Null when there is none of this name.
    [[nodiscard]] const Head* find(std::string_view name) const;

    /// The label on which a judgement turns, by place among all labels: the intent, or the
    /// sentiment of what is nothing in particular.
    [[nodiscard]] std::size_t deciding_label(std::span<const double> certainties) const;

private:
    [[nodiscard]] double doubt(const Judgement& judgement,
                               std::span<const double> certainties) const;

    std::string version_;
    std::vector<Head> heads_;
    std::size_t label_count_ = 0;
    DoubtRule doubt_;
    double same_matter_ = 1;
    std::vector<std::string> languages_;
};

}  // namespace heed::understand
