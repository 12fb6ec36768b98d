#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/coach/acts.hpp"
#include "understand/encoder_weights.hpp"

namespace heed::understand {

/// From when on which act is heard.
struct ActThresholds {
    struct From {
        float likely = 0;
        float sure = 0;
    };

    std::vector<SpeechAct> acts;  ///< by row of the head
    std::vector<From> from;       ///< likewise

    [[nodiscard]] HeardActs heard(std::span<const float> scores) const;
};

/// A branch of the encoder that hears what sentences of a draft do: one more layer behind one of
/// the encoder's own, and what is asked of it (docs/model-format.md, "acts.safetensors").
struct ActBranch {
    ModelFile file;  ///< the spans below lie in it
    std::string version;
    std::size_t after = 0;  ///< how many of the encoder's own layers come before
    EncoderLayer layer;
    HeadWeights head;
    ActThresholds thresholds;
};

/// `unavailable` when there is no such file; `invalid` with what is wrong in it, also when it was
/// made for another encoder.
[[nodiscard]] Result<ActBranch> read_acts(const std::filesystem::path& path,
                                          const EncoderShape& shape,
                                          const std::string& encoder_version);

}  // namespace heed::understand
