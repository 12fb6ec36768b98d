#include "app/answer_records.hpp"

#include <algorithm>
#include <array>

namespace heed::app {

namespace {
constexpr std::array<std::string_view, 4> outcome_names = {"mended", "stood", "blocked",
                                                           "overridden"};
constexpr std::array<std::string_view, 3> decision_names = {"granted", "partly", "refused"};
}  // namespace

std::string_view name_of(RemarkOutcome outcome) {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

RemarkOutcome remark_outcome(std::string_view name) {
    const auto found = std::find(outcome_names.begin(), outcome_names.end(), name);
    return found == outcome_names.end() ? RemarkOutcome::stood
                                        : static_cast<RemarkOutcome>(found - outcome_names.begin());
}

std::string_view name_of(RemedyDecision decision) {
    return decision_names[static_cast<std::size_t>(decision)];
}

std::optional<RemedyDecision> remedy_decision(std::string_view name) {
    const auto found = std::find(decision_names.begin(), decision_names.end(), name);
    if (found == decision_names.end()) return std::nullopt;
    return static_cast<RemedyDecision>(found - decision_names.begin());
}

}  // namespace heed::app
