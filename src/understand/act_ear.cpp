#include "understand/act_ear.hpp"

#include "understand/acts.hpp"
#include "understand/judge.hpp"

namespace heed::understand {

namespace {

/// No text holds this: what separates a question from its draft.
constexpr char separator = '\0';

std::string key_of(const DraftPart& part) {
    std::string key(part.question);
    key += separator;
    key += part.text;
    return key;
}

}  // namespace

std::vector<HeardActs> ActEar::hear(const Encoder& encoder, std::span<const DraftPart> parts) {
    std::vector<HeardActs> all(parts.size());
    std::vector<SaidText> fresh;
    std::vector<std::size_t> places;
    {
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (const auto known = heard_.find(key_of(parts[i])); known != heard_.end()) {
                all[i] = known->second;
                continue;
            }
            fresh.push_back({prepare(parts[i].text), prepare(parts[i].question)});
            places.push_back(i);
        }
    }
    if (fresh.empty()) return all;
    const auto scores = encoder.branch(*branch_, fresh);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < places.size(); ++i) {
        all[places[i]] = branch_->thresholds.heard(scores[i]);
        remember(key_of(parts[places[i]]), all[places[i]]);
    }
    return all;
}

/// Whoever writes now wrote lately: it does no harm to begin anew.
void ActEar::remember(std::string part, const HeardActs& heard) {
    if (heard_.size() >= heard_parts_max) heard_.clear();
    heard_.emplace(std::move(part), heard);
}

}  // namespace heed::understand
