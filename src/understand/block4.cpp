#include "understand/block4.hpp"

#include <bit>
#include <cstdint>

namespace heed::understand {

namespace {

std::uint32_t byte_of(char one) {
    return static_cast<unsigned char>(one);
}

/// IEEE 754 half precision. Neither infinity nor what is no number is a scale: they read as nought.
float half_at(const char* at) {
    constexpr std::uint32_t all_ones = 0x1F;
    constexpr std::uint32_t bias_difference = 127 - 15;
    constexpr float smallest =
        1.0F / 16'777'216;  // 2^-24, the step of the numbers without exponent
    const auto bits = byte_of(at[0]) | byte_of(at[1]) << 8U;
    const auto exponent = bits >> 10U & all_ones;
    const auto fraction = bits & 0x3FFU;
    const bool negative = (bits & 0x8000U) != 0;
    if (exponent == all_ones) return 0;
    const auto value =
        exponent == 0 ? static_cast<float>(fraction) * smallest
                      : std::bit_cast<float>((exponent + bias_difference) << 23U | fraction << 13U);
    return negative ? -value : value;
}

}  // namespace

void unpack_blocks(std::string_view blocks, float* out) {
    constexpr auto half = block4_weights / 2;
    constexpr int nought = 8;
    for (std::size_t at = 0; at + block4_bytes <= blocks.size(); at += block4_bytes) {
        const auto scale = half_at(blocks.data() + at);
        for (std::size_t j = 0; j < half; ++j) {
            const auto both = byte_of(blocks[at + 2 + j]);
            out[j] = static_cast<float>(static_cast<int>(both & 15U) - nought) * scale;
            out[j + half] = static_cast<float>(static_cast<int>(both >> 4U) - nought) * scale;
        }
        out += block4_weights;
    }
}

}  // namespace heed::understand
