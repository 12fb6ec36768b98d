#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "understand/block4.hpp"
#include "understand/encoder_weights.hpp"
#include "understand/model_file.hpp"

namespace heed::understand {

/// Reads tensors until the first one is wrong; what follows is empty, and the error stays.
class Tensors {
public:
    explicit Tensors(const ModelFile& file) : file_(file) {}

    std::span<const float> floats(const std::string& name, const Shape& shape) {
        return keep(file_.floats(name, shape));
    }
    std::span<const std::int8_t> int8s(const std::string& name, const Shape& shape) {
        return keep(file_.int8s(name, shape));
    }
    /// Rows of blocks of 4 bits; `columns` must fill whole blocks.
    std::string_view blocks(const std::string& name, std::size_t rows, std::size_t columns) {
        if (columns % block4_weights != 0)
            refuse("tensor \"" + name + ".blocks\" would not end with a block");
        return keep(file_.u8s(name + ".blocks", {rows, columns / block4_weights * block4_bytes}));
    }
    Norm norm(const std::string& name, std::size_t size) {
        return {floats(name + ".weight", {size}), floats(name + ".bias", {size})};
    }

    void refuse(std::string message) {
        if (!error_) error_ = Error{ErrorCode::invalid, std::move(message)};
    }
    [[nodiscard]] bool ok() const { return !error_; }
    [[nodiscard]] const Error& error() const { return *error_; }
    [[nodiscard]] bool in_blocks(const std::string& name) const {
        return file_.has(name + ".blocks");
    }
    [[nodiscard]] bool int8(const std::string& name) const { return file_.has(name + ".scale"); }

private:
    template <class Span>
    Span keep(Result<Span> read) {
        if (read && ok()) return *read;
        if (ok()) error_ = std::move(read.error());
        return {};
    }

    const ModelFile& file_;
    std::optional<Error> error_;
};

/// `layer.N.*` of a file; nothing, and the error in `from`, when a tensor of it is wrong. With a
/// rank its matrices stand in blocks of 4 bits, each with a correction of that rank.
[[nodiscard]] std::optional<EncoderLayer> read_layer(Tensors& from, std::size_t number,
                                                     const EncoderShape& shape,
                                                     std::size_t rank = 0);

}  // namespace heed::understand
