#pragma once

#include <string>
#include <vector>

#include "domain/coach/coach.hpp"

namespace heed::app {

/// A twin may be part of a longer draft: a text to paste with a sentence around it.
inline constexpr double twin_part_min = 0.85;

/// Fills in what follows from the words alone: languages, personal data, numbers of the case.
/// `countries` are where the desk's customers live; empty: anywhere.
void complete(DraftFacts& facts, const std::vector<std::string>& countries);

}  // namespace heed::app
