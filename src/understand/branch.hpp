#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "understand/encoder_weights.hpp"

namespace heed::understand {

/// Layers of their own behind one of the encoder's, and what is asked of them
/// (docs/model-format.md, "Branches").
struct Branch {
    ModelFile file;  ///< the spans below lie in it
    std::string version;
    std::size_t after = 0;             ///< how many of the encoder's own layers come before
    std::size_t tokens_max = 0;        ///< of one text
    std::span<const float> positions;  ///< [tokens_max x hidden]; empty: the encoder's own
    std::vector<EncoderLayer> layers;
    HeadWeights head;
};

/// From which score on something is heard how certainly.
struct Thresholds {
    float perhaps = 0;  ///< like `likely` where the file does not say
    float likely = 0;
    float sure = 0;
};

/// What a score means, by row of the head.
struct BranchLabel {
    std::string name;
    Thresholds from;
};

inline constexpr std::size_t branch_layers_max = 12;
inline constexpr std::size_t branch_labels_max = 64;
inline constexpr std::size_t branch_rank_max = 128;

/// A branch and its labels. `unavailable` when there is no such file; `invalid` with what is wrong
/// in it, also when it was made for another encoder.
struct LabelledBranch {
    Branch branch;
    std::vector<BranchLabel> labels;
};
[[nodiscard]] Result<LabelledBranch> read_branch(const std::filesystem::path& path,
                                                 const EncoderShape& shape,
                                                 const std::string& encoder_version);

}  // namespace heed::understand
