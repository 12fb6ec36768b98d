#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

#include "domain/judgement/correction.hpp"

namespace heed::understand {

/// Posts that people corrected, by their place among all texts: a new post that says nearly the
/// same is judged as they said. Thread safe.
class Corrections {
public:
    /// The oldest go when there are more.
    static constexpr std::size_t kept_max = 5000;

    struct Near {
        std::int64_t id = 0;
        double similarity = 0;  ///< the cosine of the angle between both
        Correction said;
    };

    /// One of the same id is joined with what was said before. A vector without direction, or of
    /// another width than those before it, is not kept.
    void add(std::int64_t id, std::vector<float> vector, Correction said);
    void remove(std::int64_t id);
    [[nodiscard]] std::size_t size() const;

    /// The nearest, if it is at least so similar.
    [[nodiscard]] std::optional<Near> nearest(std::span<const float> vector,
                                              double similarity_min) const;

private:
    struct Entry {
        std::int64_t id;
        std::vector<float> vector;  ///< of length 1
        Correction said;
    };

    mutable std::shared_mutex mutex_;
    std::deque<Entry> entries_;  ///< oldest first
};

}  // namespace heed::understand
