#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "understand/fast_model.hpp"
#include "understand/heads.hpp"
#include "understand/model_text.hpp"

namespace heed::understand {

/// What the fast layer makes of a text.
struct FastOpinion {
    std::vector<float> scores;   ///< by label over all heads
    std::vector<FastSums> sums;  ///< by file
};

/// The fast layer: fast.json and the fastText files that it names. Thread safe.
class FastLayer {
public:
    static constexpr std::size_t files_max = 16;
    static constexpr std::size_t file_bytes_max = 256 * 1024 * 1024;

    /// `unavailable` when there is no fast.json, `invalid` when something in the folder is not what
    /// fast.json says.
    [[nodiscard]] static Result<FastLayer> open(const std::filesystem::path& folder);

    [[nodiscard]] const Heads& heads() const { return heads_; }
    [[nodiscard]] FastOpinion score(std::span<const FastWord> words) const;
    /// Scores of the labels from `first` on, as if one word were not there.
    void score_without(const FastOpinion& opinion, std::size_t word, std::size_t first,
                       std::span<float> scores) const;
    /// The text's place among all texts.
    [[nodiscard]] static std::vector<float> vector_of(const FastOpinion& opinion);

private:
    explicit FastLayer(Heads heads) : heads_(std::move(heads)) {}

    Heads heads_;
    std::vector<FastModel> models_;
};

}  // namespace heed::understand
