#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/coach_facts.hpp"
#include "base/result.hpp"
#include "domain/coach/coach.hpp"

namespace heed::cli {

/// One line of `heed coach` (docs/command-line.md).
struct CoachLine {
    DraftFacts facts;
    std::vector<app::EarlierReply> replies;  ///< to others, and ours in this thread
};

/// `object` is one JSON object. `invalid` names line and field.
[[nodiscard]] Result<CoachLine> read_coach_line(std::string_view object, std::size_t number);

/// The remarks as JSON.
[[nodiscard]] std::string advice_json(const std::vector<Advice>& advice);

}  // namespace heed::cli
