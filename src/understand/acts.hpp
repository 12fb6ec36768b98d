#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/coach/acts.hpp"
#include "domain/coach/keeps.hpp"
#include "understand/branch.hpp"

namespace heed::understand {

/// From when on which act is heard.
struct ActThresholds {
    std::vector<SpeechAct> acts;   ///< by row of the head
    std::vector<Thresholds> from;  ///< likewise

    [[nodiscard]] HeardActs heard(std::span<const float> scores) const;
};

/// A branch of the encoder that hears what sentences of a draft do.
struct ActBranch {
    Branch branch;
    ActThresholds thresholds;
};

/// A branch of the encoder that hears whether a draft keeps to what is known.
struct KeepsBranch {
    Branch branch;
    BranchLabel breaks;

    [[nodiscard]] Heard heard(std::span<const float> scores) const;
};

/// `unavailable` when there is no such file; `invalid` with what is wrong in it, also when it was
/// made for another encoder.
[[nodiscard]] Result<ActBranch> read_acts(const std::filesystem::path& path,
                                          const EncoderShape& shape,
                                          const std::string& encoder_version);
[[nodiscard]] Result<KeepsBranch> read_keeps(const std::filesystem::path& path,
                                             const EncoderShape& shape,
                                             const std::string& encoder_version);

}  // namespace heed::understand
