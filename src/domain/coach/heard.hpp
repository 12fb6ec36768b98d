#pragma once

#include <cstdint>

namespace heed {

/// How certainly a model heard something. Perhaps: not enough by itself, but enough to believe
/// words that say so as well.
enum class Heard : std::uint8_t { no, perhaps, likely, sure };

}  // namespace heed
