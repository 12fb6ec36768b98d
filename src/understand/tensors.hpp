#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
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
    Norm norm(const std::string& name, std::size_t size) {
        return {floats(name + ".weight", {size}), floats(name + ".bias", {size})};
    }

    void refuse(std::string message) {
        if (!error_) error_ = Error{ErrorCode::invalid, std::move(message)};
    }
    [[nodiscard]] bool ok() const { return !error_; }
    [[nodiscard]] const Error& error() const { return *error_; }
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

/// `layer.N.*` of a file; nothing, and the error in `from`, when a tensor of it is wrong.
[[nodiscard]] std::optional<EncoderLayer> read_layer(Tensors& from, std::size_t number,
                                                     const EncoderShape& shape);

}  // namespace heed::understand
