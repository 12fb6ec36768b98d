#pragma once

#include <cstddef>
#include <cstdint>

/// The loops between two matrix products. Each is compiled for several processors, and the one that
/// fits is chosen when the program starts.
namespace heed::understand {

/// One row in 8 bits around `zero`: what stands for x is (q - zero) * the returned scale.
[[nodiscard]] float quantise_row(const float* row, std::size_t size, int zero, std::uint8_t* out);

/// What turns the sums of an integer product back into numbers, by column.
struct Dequantise {
    const float* scale;
    const float* bias;
    const std::int32_t* offset;  ///< what the activations' zero added
};

/// out = (sums - offset) * row_scale * scale + bias.
void dequantise_row(const std::int32_t* sums, std::size_t size, float row_scale,
                    const Dequantise& by, float* out);

void add_bias(float* row, const float* bias, std::size_t size);
/// x * the normal distribution's share below x (with the error function, not its tanh stand-in).
void gelu(float* row, std::size_t size);
/// row = normalised (row + other) * weight + bias; `other` may be null.
void add_and_normalise(float* row, const float* other, const float* weight, const float* bias,
                       std::size_t size, float epsilon);

/// One post's tokens, for one head of attention. `queries`, `keys` and `values` begin at its first
/// token's part of this head, `stride` floats lie between tokens.
struct Attention {
    const float* queries;
    const float* keys;
    const float* values;
    std::size_t stride;
    std::size_t tokens;
    std::size_t width;  ///< of this head
    float* out;         ///< first token's part of this head
    std::size_t out_stride;
    float* scratch;  ///< attention_scratch(tokens, width) floats
};

[[nodiscard]] std::size_t attention_scratch(std::size_t tokens, std::size_t width);
void attend(const Attention& attention);

[[nodiscard]] float dot(const float* a, const float* b, std::size_t size);
/// into = into + row * factor.
void add_scaled(float* into, const float* row, float factor, std::size_t size);

}  // namespace heed::understand
