#include "understand/model_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

namespace heed::understand {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t length_bytes = 8;
constexpr std::size_t dimensions_max = 4;

/// The product, or nothing when it does not fit.
std::optional<std::size_t> count_of(const Shape& shape) {
    std::size_t count = 1;
    for (const auto size : shape) {
        if (size == 0 || count > std::numeric_limits<std::uint32_t>::max() / size) return {};
        count *= size;
    }
    return count;
}

std::optional<std::vector<std::size_t>> numbers_of(const element& from) {
    simdjson::dom::array array;
    if (from.get(array) != simdjson::SUCCESS || array.size() > dimensions_max) return {};
    std::vector<std::size_t> numbers;
    for (const auto each : array) {
        std::uint64_t number = 0;
        if (each.get(number) != simdjson::SUCCESS) return {};
        numbers.push_back(number);
    }
    return numbers;
}

std::string shown(std::string_view name) {
    constexpr std::size_t shown_max = 60;
    std::string safe(name.substr(0, shown_max));
    std::replace_if(
        safe.begin(), safe.end(), [](unsigned char c) { return c < 0x20 || c > 0x7E; }, '?');
    return safe;
}

std::size_t header_length(std::string_view all) {
    std::uint64_t length = 0;
    for (std::size_t i = length_bytes; i-- > 0;)
        length = length << 8 | static_cast<unsigned char>(all[i]);
    return length;
}

}  // namespace

/// One tensor's entry in the header, on its way to becoming a Tensor.
struct ModelFile::Reading {
    std::string_view data;  ///< everything behind the header

    static std::optional<Type> type_of(std::string_view name) {
        if (name == "F32") return Type::f32;
        if (name == "I8") return Type::i8;
        if (name == "U8") return Type::u8;
        return {};
    }

    [[nodiscard]] Result<Tensor> tensor(const std::string& name, const element& entry) const {
        const auto wrong = [&](std::string_view what) {
            return fail(ErrorCode::invalid, fmt::format("tensor \"{}\" {}", shown(name), what));
        };
        std::string_view type_name;
        if (entry["dtype"].get(type_name) != simdjson::SUCCESS) return wrong("has no dtype");
        const auto type = type_of(type_name);
        if (!type)
            return wrong(fmt::format("has dtype {}, expected F32, I8 or U8", shown(type_name)));
        element part;
        Tensor tensor{*type, {}, {}};
        if (entry["shape"].get(part) != simdjson::SUCCESS) return wrong("has no shape");
        const auto shape = numbers_of(part);
        const auto count = shape ? count_of(*shape) : std::nullopt;
        if (!count) return wrong("has no shape of one to four positive sizes");
        tensor.shape = *shape;
        if (entry["data_offsets"].get(part) != simdjson::SUCCESS) return wrong("has no place");
        const auto place = numbers_of(part);
        if (!place || place->size() != 2) return wrong("has no place with begin and end");
        const auto [begin, end] = std::pair((*place)[0], (*place)[1]);
        if (begin > end || end > data.size()) return wrong("lies outside the file");
        const std::size_t width = *type == Type::f32 ? sizeof(float) : 1;
        if (end - begin != *count * width) return wrong("is as long as its shape does not say");
        tensor.bytes = data.substr(begin, end - begin);
        if (reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % width != 0)
            return wrong("does not begin at a multiple of 4 bytes");
        return tensor;
    }
};

Result<ModelFile> ModelFile::open(const std::filesystem::path& path) {
    const auto mapped = map_file(path);
    if (!mapped) return fail(mapped.error());
    ModelFile file;
    file.path_ = path.string();
    file.mapping_ = mapped->keep;
    if (const auto read = file.read(mapped->bytes); !read) {
        return fail(ErrorCode::invalid,
                    fmt::format("{} is damaged: {}", file.path_, read.error().message));
    }
    return file;
}

Status ModelFile::read(std::string_view all) {
    const auto wrong = [](std::string message) {
        return fail(ErrorCode::invalid, std::move(message));
    };
    if (all.size() < length_bytes) return wrong("it has no header");
    const auto length = header_length(all);
    if (length > header_bytes_max || length > all.size() - length_bytes)
        return wrong(fmt::format("its header would be {} bytes long", length));
    simdjson::dom::parser parser;
    object header;
    if (parser.parse(all.data() + length_bytes, length).get(header) != simdjson::SUCCESS)
        return wrong("its header is no JSON object");
    const Reading reading{all.substr(length_bytes + length)};
    for (const auto& [key, value] : header) {
        if (key == "__metadata__") {
            std::string_view metadata;
            if (value["heed"].get(metadata) == simdjson::SUCCESS) metadata_ = metadata;
            continue;
        }
        if (tensors_.size() == tensors_max) return wrong("it has too many tensors");
        auto tensor = reading.tensor(std::string(key), value);
        if (!tensor) return fail(tensor.error());
        if (!tensors_.emplace(key, std::move(*tensor)).second)
            return wrong(fmt::format("tensor \"{}\" appears twice", shown(key)));
    }
    return {};
}

Result<const ModelFile::Tensor*> ModelFile::find(const std::string& name, Type type) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end())
        return fail(ErrorCode::invalid, fmt::format("{}: tensor \"{}\" is missing", path_, name));
    if (found->second.type != type) {
        constexpr std::string_view names[] = {"F32", "I8", "U8"};
        return fail(ErrorCode::invalid, fmt::format("{}: tensor \"{}\" is not {}", path_, name,
                                                    names[static_cast<std::size_t>(type)]));
    }
    return &found->second;
}

Result<std::string_view> ModelFile::bytes_of(const std::string& name, Type type,
                                             const Shape& shape) const {
    const auto tensor = find(name, type);
    if (!tensor) return fail(tensor.error());
    if ((*tensor)->shape != shape) {
        return fail(ErrorCode::invalid,
                    fmt::format("{}: tensor \"{}\" has the shape {}, expected {}", path_, name,
                                fmt::join((*tensor)->shape, "x"), fmt::join(shape, "x")));
    }
    return (*tensor)->bytes;
}

Result<std::span<const float>> ModelFile::floats(const std::string& name,
                                                 const Shape& shape) const {
    const auto bytes = bytes_of(name, Type::f32, shape);
    if (!bytes) return fail(bytes.error());
    const std::span values(reinterpret_cast<const float*>(bytes->data()),
                           bytes->size() / sizeof(float));
    if (!std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); }))
        return fail(ErrorCode::invalid,
                    fmt::format("{}: tensor \"{}\" holds what is no number", path_, name));
    return values;
}

Result<std::span<const std::int8_t>> ModelFile::int8s(const std::string& name,
                                                      const Shape& shape) const {
    const auto bytes = bytes_of(name, Type::i8, shape);
    if (!bytes) return fail(bytes.error());
    return std::span(reinterpret_cast<const std::int8_t*>(bytes->data()), bytes->size());
}

Result<std::string_view> ModelFile::u8s(const std::string& name, const Shape& shape) const {
    return bytes_of(name, Type::u8, shape);
}

Result<std::string_view> ModelFile::text(const std::string& name) const {
    const auto tensor = find(name, Type::u8);
    if (!tensor) return fail(tensor.error());
    return (*tensor)->bytes;
}

}  // namespace heed::understand
