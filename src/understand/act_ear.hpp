#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/coach/acts.hpp"
#include "understand/encoder.hpp"

namespace heed::understand {

/// Hears what parts of drafts do, and remembers them for a while. Thread safe.
class ActEar {
public:
    explicit ActEar(std::shared_ptr<const ActBranch> branch) : branch_(std::move(branch)) {}

    [[nodiscard]] std::vector<HeardActs> hear(const Encoder& encoder,
                                              std::span<const DraftPart> parts);

private:
    void remember(std::string part, const HeardActs& heard);

    const std::shared_ptr<const ActBranch> branch_;
    std::mutex mutex_;
    std::unordered_map<std::string, HeardActs> heard_;
};

}  // namespace heed::understand
