#include "understand/tensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace heed::understand {

namespace {

/// Each row of 8 bits gets the scale that its largest weight needs.
constexpr float int8_most = 127;

/// Several matrices with the same inputs, stacked to one.
class Stack {
public:
    void add(Tensors& from, const std::string& name, std::size_t outs, std::size_t ins,
             std::size_t rank) {
        if (rank > 0) {
            append(bias_, from.floats(name + ".bias", {outs}));
            add_corrected(from, name, outs, ins, rank);
            return;
        }
        const bool int8 = from.int8(name);
        if (names_++ > 0 && int8 != int8_)
            from.refuse(fmt::format("tensor \"{}.weight\" is not like those beside it", name));
        int8_ = int8;
        append(bias_, from.floats(name + ".bias", {outs}));
        if (int8) {
            append(int8s_, from.int8s(name + ".weight", {outs, ins}));
            append(scales_, from.floats(name + ".scale", {outs}));
        } else {
            append(floats_, from.floats(name + ".weight", {outs, ins}));
        }
    }
    [[nodiscard]] Matrix matrix() const {
        return int8_ ? Matrix::of_int8(int8s_, scales_, bias_) : Matrix::of_floats(floats_, bias_);
    }

private:
    /// Rows in blocks of 4 bits, and a narrow correction of them: `up` times `down`.
    void add_corrected(Tensors& from, const std::string& name, std::size_t outs, std::size_t ins,
                       std::size_t rank) {
        int8_ = true;
        const auto blocks = from.blocks(name, outs, ins);
        const auto down = from.int8s(name + ".down", {rank, ins});
        const auto down_scales = from.floats(name + ".down.scale", {rank});
        const auto up = from.int8s(name + ".up", {outs, rank});
        const auto up_scales = from.floats(name + ".up.scale", {outs});
        if (!from.ok()) return;
        const auto row_bytes = blocks.size() / outs;
        std::vector<float> row(ins);
        for (std::size_t out = 0; out < outs; ++out) {
            unpack_blocks(blocks.substr(out * row_bytes, row_bytes), row.data());
            for (std::size_t i = 0; i < rank; ++i) {
                const auto share =
                    static_cast<float>(up[out * rank + i]) * up_scales[out] * down_scales[i];
                for (std::size_t in = 0; in < ins; ++in)
                    row[in] += share * static_cast<float>(down[i * ins + in]);
            }
            if (!add_int8(row))
                from.refuse(fmt::format("tensor \"{}\" has a correction without bounds", name));
        }
    }

    /// False where a weight is no number.
    bool add_int8(const std::vector<float>& row) {
        float largest = 0;
        for (const auto weight : row) {
            if (!std::isfinite(weight)) return false;
            largest = std::max(largest, std::abs(weight));
        }
        const auto scale = largest > 0 ? largest / int8_most : 1.0F;
        scales_.push_back(scale);
        for (const auto weight : row)
            int8s_.push_back(static_cast<std::int8_t>(std::lround(weight / scale)));
        return true;
    }

    template <class T>
    static void append(std::vector<T>& to, std::span<const T> more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    int names_ = 0;
    bool int8_ = false;
    std::vector<std::int8_t> int8s_;
    std::vector<float> scales_;
    std::vector<float> floats_;
    std::vector<float> bias_;
};

struct Part {
    std::string name;
    std::size_t outs;
};

std::optional<Matrix> read_matrix(Tensors& from, std::span<const Part> parts, std::size_t ins,
                                  std::size_t rank) {
    Stack stack;
    for (const auto& part : parts)
        stack.add(from, part.name, part.outs, ins, rank);
    if (!from.ok()) return {};
    return stack.matrix();
}

}  // namespace

std::optional<EncoderLayer> read_layer(Tensors& from, std::size_t number, const EncoderShape& shape,
                                       std::size_t rank) {
    const auto name = [&](const char* part) { return fmt::format("layer.{}.{}", number, part); };
    const auto hidden = shape.hidden;
    const std::array<Part, 3> attention{{{name("attention.query"), hidden},
                                         {name("attention.key"), hidden},
                                         {name("attention.value"), hidden}}};
    const Part output{name("attention.output"), hidden};
    const Part in{name("ffn.in"), shape.ffn};
    const Part out{name("ffn.out"), hidden};
    auto first = read_matrix(from, attention, hidden, rank);
    auto second = read_matrix(from, {&output, 1}, hidden, rank);
    auto third = read_matrix(from, {&in, 1}, hidden, rank);
    auto fourth = read_matrix(from, {&out, 1}, shape.ffn, rank);
    const auto attention_norm = from.norm(name("attention.norm"), hidden);
    const auto ffn_norm = from.norm(name("ffn.norm"), hidden);
    if (!from.ok()) return {};
    return EncoderLayer{std::move(*first), std::move(*second), attention_norm,
                        std::move(*third), std::move(*fourth), ffn_norm};
}

}  // namespace heed::understand
