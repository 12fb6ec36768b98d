#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "understand/heads.hpp"
#include "understand/model_text.hpp"

namespace heed::understand {

/// A text on its way through a fastText model: the sum of what its words are, as a whole and word
/// by word, so that leaving a word out costs nothing.
struct FastSums {
    std::vector<float> whole;    ///< [width]
    std::vector<float> by_word;  ///< [words x width]
    std::vector<int> features;   ///< by word; pairs of neighbours count half for each
    double count = 0;            ///< of features
};

/// One fastText file whose labels are answers of our heads: "__label__intent.complaint".
/// Thread safe once read.
class FastModel {
public:
    /// `invalid` when the bytes are no such model, or hold a label that `heads` does not know.
    [[nodiscard]] static Result<FastModel> read(std::string_view bytes, const Heads& heads);
    FastModel(FastModel&&) noexcept;
    FastModel& operator=(FastModel&&) noexcept;
    ~FastModel();

    [[nodiscard]] FastSums sums(std::span<const FastWord> words) const;
    /// Writes the scores of those labels that this file knows, by place among all labels.
    void score(const FastSums& sums, std::span<float> scores) const;
    /// The same as if one word were not there, for the labels from `first` on.
    void score_without(const FastSums& sums, std::size_t word, std::size_t first,
                       std::span<float> scores) const;
    [[nodiscard]] std::size_t width() const;

private:
    struct Loaded;
    explicit FastModel(std::unique_ptr<Loaded> loaded);

    std::unique_ptr<Loaded> loaded_;
};

}  // namespace heed::understand
