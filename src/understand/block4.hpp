#pragma once

#include <cstddef>
#include <string_view>

namespace heed::understand {

/// Weights in 4 bits: each block of 32 is a scale in half precision and 16 bytes, weight j in the
/// low half of byte j and weight j + 16 in its high half, 8 meaning nought
/// (docs/model-format.md, "Blocks").
inline constexpr std::size_t block4_weights = 32;
inline constexpr std::size_t block4_bytes = 2 + block4_weights / 2;

/// `blocks` holds whole blocks; `out` has room for 32 floats of each.
void unpack_blocks(std::string_view blocks, float* out);

}  // namespace heed::understand
