#pragma once

#include <string_view>

#include "understand/personal/seen_text.hpp"

/// What the words around a phone number say about it.
namespace heed::understand::personal {

/// Words that say that digits ring somewhere.
[[nodiscard]] const WordSet& phone_words();

/// "Call us on", "our hotline": a number that a company gives out is nobody's secret.
[[nodiscard]] bool is_offices(const SeenText& seen, std::size_t place);

}  // namespace heed::understand::personal
