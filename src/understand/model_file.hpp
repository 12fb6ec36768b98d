#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace heed::understand {

using Shape = std::vector<std::size_t>;

/// A file of named tensors in the safetensors layout, mapped into memory. What it says of itself is
/// checked when it is opened: no tensor can lie outside the file.
class ModelFile {
public:
    static constexpr std::size_t header_bytes_max = 1024 * 1024;
    static constexpr std::size_t tensors_max = 4096;

    /// `unavailable` when it cannot be read, `invalid` with what is wrong where.
    [[nodiscard]] static Result<ModelFile> open(const std::filesystem::path& path);

    /// What the file says about the model: its "heed" metadata, empty when there is none.
    [[nodiscard]] const std::string& metadata() const { return metadata_; }
    [[nodiscard]] bool has(const std::string& name) const { return tensors_.contains(name); }

    // A tensor of exactly this type and shape; otherwise `invalid`, naming the tensor. They hold
    // as long as the file. Floats are finite.
    [[nodiscard]] Result<std::span<const float>> floats(const std::string& name,
                                                        const Shape& shape) const;
    [[nodiscard]] Result<std::span<const std::int8_t>> int8s(const std::string& name,
                                                             const Shape& shape) const;
    [[nodiscard]] Result<std::string_view> u8s(const std::string& name, const Shape& shape) const;
    /// Of any length.
    [[nodiscard]] Result<std::string_view> text(const std::string& name) const;

private:
    enum class Type { f32, i8, u8 };
    struct Tensor {
        Type type = Type::u8;
        Shape shape;
        std::string_view bytes;
    };
    struct Reading;

    [[nodiscard]] Result<const Tensor*> find(const std::string& name, Type type) const;
    [[nodiscard]] Result<std::string_view> bytes_of(const std::string& name, Type type,
                                                    const Shape& shape) const;
    [[nodiscard]] Status read(std::string_view all);

    std::string path_;
    std::shared_ptr<const void> mapping_;
    std::string metadata_;
    std::map<std::string, Tensor> tensors_;
};

/// The bytes of a file, mapped; `bytes` hold as long as `keep`.
struct MappedFile {
    std::shared_ptr<const void> keep;
    std::string_view bytes;
};

[[nodiscard]] Result<MappedFile> map_file(const std::filesystem::path& path);

}  // namespace heed::understand
