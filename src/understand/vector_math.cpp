#include "understand/vector_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

// Sanitizers cannot follow the choice of a clone, which happens before they are set up.
#if defined(__x86_64__) && !defined(HEED_SANITIZED)
#define HEED_FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HEED_FOR_EACH_PROCESSOR
#endif

namespace heed::understand {

namespace {

#if defined(__GNUC__)
#define HEED_INLINE __attribute__((always_inline)) inline
#else
#define HEED_INLINE inline
#endif

/// e^x to seven digits, without a branch, so that a loop of it becomes wide instructions.
HEED_INLINE float quick_exp(float x) {
    constexpr float lowest = -87.0F;
    constexpr float highest = 87.0F;
    x = x < lowest ? lowest : x;
    x = x > highest ? highest : x;
    // x = n ln 2 + r
    const auto whole = static_cast<std::int32_t>(x * 1.44269504F + (x < 0 ? -0.5F : 0.5F));
    const auto n = static_cast<float>(whole);
    const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    return p * std::bit_cast<float>((whole + 127) << 23);
}

/// Abramowitz and Stegun's formula 7.1.26; off by at most 1.5e-7.
HEED_INLINE float quick_erf(float x) {
    const float a = x < 0 ? -x : x;
    const float t = 1.0F / (1.0F + 0.3275911F * a);
    float p = 1.061405429F;
    p = p * t - 1.453152027F;
    p = p * t + 1.421413741F;
    p = p * t - 0.284496736F;
    p = p * t + 0.254829592F;
    const float y = 1.0F - p * t * quick_exp(-a * a);
    return x < 0 ? -y : y;
}

}  // namespace

HEED_FOR_EACH_PROCESSOR float quantise_row(const float* row, std::size_t size, int zero,
                                           std::uint8_t* out) {
    float greatest = 1e-12F;
    for (std::size_t i = 0; i < size; ++i) {
        const float a = row[i] < 0 ? -row[i] : row[i];
        greatest = a > greatest ? a : greatest;
    }
    const float most = static_cast<float>(zero - 1);
    const float factor = most / greatest;
    // Positive, so that cutting the fraction off rounds to the nearest.
    const float shift = static_cast<float>(zero) + 0.5F;
    for (std::size_t i = 0; i < size; ++i)
        out[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(row[i] * factor + shift));
    return greatest / most;
}

HEED_FOR_EACH_PROCESSOR void dequantise_row(const std::int32_t* sums, std::size_t size,
                                            float row_scale, const Dequantise& by, float* out) {
    const float* scale = by.scale;
    const float* bias = by.bias;
    const std::int32_t* offset = by.offset;
    for (std::size_t i = 0; i < size; ++i)
        out[i] = static_cast<float>(sums[i] - offset[i]) * (row_scale * scale[i]) + bias[i];
}

HEED_FOR_EACH_PROCESSOR void add_bias(float* row, const float* bias, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        row[i] += bias[i];
}

HEED_FOR_EACH_PROCESSOR void gelu(float* row, std::size_t size) {
    constexpr float root_half = 0.70710678118F;
    for (std::size_t i = 0; i < size; ++i)
        row[i] = row[i] * 0.5F * (1.0F + quick_erf(row[i] * root_half));
}

HEED_FOR_EACH_PROCESSOR void add_and_normalise(float* row, const float* other, const float* weight,
                                               const float* bias, std::size_t size, float epsilon) {
    float sum = 0;
    if (other != nullptr) {
        for (std::size_t i = 0; i < size; ++i)
            row[i] += other[i];
    }
    for (std::size_t i = 0; i < size; ++i)
        sum += row[i];
    const float mean = sum / static_cast<float>(size);
    float squares = 0;
    for (std::size_t i = 0; i < size; ++i)
        squares += (row[i] - mean) * (row[i] - mean);
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(size) + epsilon);
    for (std::size_t i = 0; i < size; ++i)
        row[i] = (row[i] - mean) * scale * weight[i] + bias[i];
}

namespace {

/// Sixteen floats anywhere in memory, in one register where the processor has such ones. Sums in
/// them stay in registers while a loop adds to them; the compiler does not see to that by itself.
using Wide = float __attribute__((vector_size(64), aligned(4), may_alias));
constexpr std::size_t tile = 32;

std::size_t padded(std::size_t size) {
    return (size + tile - 1) / tile * tile;
}

HEED_INLINE void softmax(float* scores, std::size_t size) {
    float greatest = scores[0];
    for (std::size_t i = 1; i < size; ++i)
        greatest = scores[i] > greatest ? scores[i] : greatest;
    float sum = 0;
    for (std::size_t i = 0; i < size; ++i) {
        scores[i] = quick_exp(scores[i] - greatest);
        sum += scores[i];
    }
    const float share = 1.0F / sum;
    for (std::size_t i = 0; i < size; ++i)
        scores[i] *= share;
}

/// So many tokens look at the others together: what they look at is read once for all of them, and
/// their sums just fit into the registers of either kind of processor.
constexpr std::size_t together = 3;

/// Rows of floats, so many apart.
struct Rows {
    const float* first;
    std::size_t stride;
};

struct OutRows {
    float* first;
    std::size_t stride;
};

/// out[n][tile] = the sum over rows of factors[n][row] * rows[row][tile], for each of `Count`.
template <std::size_t Count>
HEED_INLINE void weigh_tile(Rows factors, Rows rows, std::size_t count, OutRows out) {
    Wide low[Count] = {};
    Wide high[Count] = {};
    for (std::size_t row = 0; row < count; ++row) {
        const auto* wide = reinterpret_cast<const Wide*>(rows.first + row * rows.stride);
        for (std::size_t n = 0; n < Count; ++n) {
            const float factor = factors.first[n * factors.stride + row];
            low[n] += factor * wide[0];
            high[n] += factor * wide[1];
        }
    }
    for (std::size_t n = 0; n < Count; ++n) {
        auto* to = reinterpret_cast<Wide*>(out.first + n * out.stride);
        to[0] = low[n];
        to[1] = high[n];
    }
}

/// The same for any width.
template <std::size_t Count>
HEED_INLINE void weigh(Rows factors, Rows rows, std::size_t count, std::size_t width, OutRows out) {
    std::size_t begin = 0;
    for (; begin + tile <= width; begin += tile)
        weigh_tile<Count>(factors, {rows.first + begin, rows.stride}, count,
                          {out.first + begin, out.stride});
    for (std::size_t i = begin; i < width; ++i) {
        for (std::size_t n = 0; n < Count; ++n) {
            float sum = 0;
            for (std::size_t row = 0; row < count; ++row)
                sum += factors.first[n * factors.stride + row] * rows.first[row * rows.stride + i];
            out.first[n * out.stride + i] = sum;
        }
    }
}

/// What `Count` tokens from `first` on see of all tokens.
template <std::size_t Count>
HEED_INLINE void look(const Attention& a, std::size_t first, std::size_t room, const float* keys,
                      float* scores, float* queries) {
    const float share = 1.0F / std::sqrt(static_cast<float>(a.width));
    for (std::size_t n = 0; n < Count; ++n)
        for (std::size_t d = 0; d < a.width; ++d)
            queries[n * a.width + d] = a.queries[(first + n) * a.stride + d] * share;
    weigh<Count>({queries, a.width}, {keys, room}, a.width, room, {scores, room});
    for (std::size_t n = 0; n < Count; ++n)
        softmax(scores + n * room, a.tokens);
    weigh<Count>({scores, room}, {a.values, a.stride}, a.tokens, a.width,
                 {a.out + first * a.out_stride, a.out_stride});
}

}  // namespace

std::size_t attention_scratch(std::size_t tokens, std::size_t width) {
    return padded(tokens) * (width + together) + together * width;
}

HEED_FOR_EACH_PROCESSOR void attend(const Attention& a) {
    const auto room = padded(a.tokens);
    float* const keys = a.scratch;  // turned around, so that one loop goes over all tokens
    float* const scores = keys + room * a.width;
    float* const queries = scores + together * room;
    for (std::size_t d = 0; d < a.width; ++d)
        std::fill(keys + d * room + a.tokens, keys + (d + 1) * room, 0.0F);
    for (std::size_t i = 0; i < a.tokens; ++i) {
        for (std::size_t d = 0; d < a.width; ++d)
            keys[d * room + i] = a.keys[i * a.stride + d];
    }
    std::size_t i = 0;
    for (; i + together <= a.tokens; i += together)
        look<together>(a, i, room, keys, scores, queries);
    for (; i < a.tokens; ++i)
        look<1>(a, i, room, keys, scores, queries);
}

HEED_FOR_EACH_PROCESSOR float dot(const float* a, const float* b, std::size_t size) {
    float sum = 0;
    for (std::size_t i = 0; i < size; ++i)
        sum += a[i] * b[i];
    return sum;
}

HEED_FOR_EACH_PROCESSOR void add_scaled(float* into, const float* row, float factor,
                                        std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        into[i] += row[i] * factor;
}

}  // namespace heed::understand
