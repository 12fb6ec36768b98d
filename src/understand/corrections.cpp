#include "understand/corrections.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

/// Of length 1; empty when it has no direction.
std::vector<float> direction_of(std::span<const float> vector) {
    const float length = std::sqrt(dot(vector.data(), vector.data(), vector.size()));
    if (!(length > 1e-12F) || !std::isfinite(length)) return {};
    std::vector<float> direction(vector.begin(), vector.end());
    for (auto& each : direction)
        each /= length;
    return direction;
}

}  // namespace

void Corrections::add(std::int64_t id, std::vector<float> vector, WordMarks words,
                      Correction said) {
    auto direction = direction_of(vector);
    if (direction.empty()) return;
    const std::unique_lock lock(mutex_);
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& entry) { return entry.id == id; });
    if (known != entries_.end()) {
        said = joined(std::move(known->said), said);
        entries_.erase(known);
    }
    if (!entries_.empty() && entries_.front().vector.size() != direction.size()) return;
    if (entries_.size() == kept_max) entries_.pop_front();
    entries_.push_back({id, std::move(direction), std::move(words), std::move(said)});
}

void Corrections::remove(std::int64_t id) {
    const std::unique_lock lock(mutex_);
    std::erase_if(entries_, [&](const Entry& entry) { return entry.id == id; });
}

std::size_t Corrections::size() const {
    const std::shared_lock lock(mutex_);
    return entries_.size();
}

std::optional<Corrections::Near> Corrections::nearest(std::span<const float> vector,
                                                      const WordMarks& words,
                                                      double similarity_min) const {
    const std::shared_lock lock(mutex_);
    if (entries_.empty()) return {};
    const auto direction = direction_of(vector);
    const Entry* best = nullptr;
    double similarity = similarity_min;
    for (const auto& entry : entries_) {
        if (entry.vector.size() != direction.size() ||
            words.shared_at_most(entry.words) < shared_words_min)
            continue;
        const double found = dot(entry.vector.data(), direction.data(), direction.size());
        // Of equals the newest: people may have changed their mind.
        if (found < similarity || words.shared(entry.words) < shared_words_min) continue;
        best = &entry;
        similarity = found;
    }
    if (best == nullptr) return {};
    return Near{best->id, similarity, best->said};
}

}  // namespace heed::understand
