#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace heed::understand {

/// Rows on their way through the matrices, and what the products need meanwhile. One a thread.
struct MatrixScratch {
    std::vector<std::uint8_t> activations;
    std::vector<float> row_scales;
    std::vector<std::int32_t> sums;
    std::vector<std::uint8_t> library;
};

/// A matrix of the model, packed as the processor likes it: in 8 bits with one scale a row of it,
/// or in floats. Multiplying is thread safe.
class Matrix {
public:
    /// `weights` are [outs x ins]. They are copied.
    static Matrix of_int8(std::span<const std::int8_t> weights, std::span<const float> scales,
                          std::span<const float> bias);
    static Matrix of_floats(std::span<const float> weights, std::span<const float> bias);
    Matrix(Matrix&&) noexcept;
    Matrix& operator=(Matrix&&) noexcept;
    ~Matrix();

    [[nodiscard]] std::size_t ins() const { return ins_; }
    [[nodiscard]] std::size_t outs() const { return bias_.size(); }

    /// out[rows x outs] = in[rows x ins] * the matrix + bias. Both must have room for
    /// `padded_rows(rows)` rows; what stands in the rows too many does not matter.
    void multiply(const float* in, std::size_t rows, float* out, MatrixScratch& scratch) const;

    [[nodiscard]] static std::size_t padded_rows(std::size_t rows);
    /// The implementation that the library chose, for tests and benchmarks.
    [[nodiscard]] std::string implementation() const;

private:
    struct Packed;

    Matrix(std::size_t ins, std::span<const float> bias);
    void multiply_int8(const float* in, std::size_t rows, float* out, MatrixScratch& scratch) const;

    std::size_t ins_ = 0;
    std::vector<float> bias_;
    std::vector<float> scales_;          ///< empty for floats
    std::vector<std::int32_t> offsets_;  ///< what the activations' zero adds to each sum
    std::unique_ptr<Packed> packed_;
};

/// Lets the library compute on the calling thread only.
void use_one_core();

}  // namespace heed::understand
