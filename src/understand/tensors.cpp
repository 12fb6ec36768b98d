#include "understand/tensors.hpp"

#include <fmt/format.h>

#include <array>

namespace heed::understand {

namespace {

/// Several matrices with the same inputs, stacked to one.
class Stack {
public:
    void add(Tensors& from, const std::string& name, std::size_t outs, std::size_t ins) {
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

std::optional<Matrix> read_matrix(Tensors& from, std::span<const Part> parts, std::size_t ins) {
    Stack stack;
    for (const auto& part : parts)
        stack.add(from, part.name, part.outs, ins);
    if (!from.ok()) return {};
    return stack.matrix();
}

}  // namespace

std::optional<EncoderLayer> read_layer(Tensors& from, std::size_t number,
                                       const EncoderShape& shape) {
    const auto name = [&](const char* part) { return fmt::format("layer.{}.{}", number, part); };
    const auto hidden = shape.hidden;
    const std::array<Part, 3> attention{{{name("attention.query"), hidden},
                                         {name("attention.key"), hidden},
                                         {name("attention.value"), hidden}}};
    const Part output{name("attention.output"), hidden};
    const Part in{name("ffn.in"), shape.ffn};
    const Part out{name("ffn.out"), hidden};
    auto first = read_matrix(from, attention, hidden);
    auto second = read_matrix(from, {&output, 1}, hidden);
    auto third = read_matrix(from, {&in, 1}, hidden);
    auto fourth = read_matrix(from, {&out, 1}, shape.ffn);
    const auto attention_norm = from.norm(name("attention.norm"), hidden);
    const auto ffn_norm = from.norm(name("ffn.norm"), hidden);
    if (!from.ok()) return {};
    return EncoderLayer{std::move(*first), std::move(*second), attention_norm,
                        std::move(*third), std::move(*fourth), ffn_norm};
}

}  // namespace heed::understand
