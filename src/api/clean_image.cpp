#include "api/clean_image.hpp"

#include <array>

#include "api/clean_image_formats.hpp"

namespace heed::api {

namespace {

constexpr std::uint32_t orientation_tag = 274;
constexpr std::uint32_t short_type = 3;
constexpr std::size_t entry_bytes = 12;

/// Numbers of a TIFF, in the order of bytes that it says it has; 0 behind its end.
class Tiff {
public:
    explicit Tiff(std::string_view bytes) : bytes_(bytes), is_little_(bytes.starts_with("II")) {}

    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const {
        if (at > bytes_.size() || bytes_.size() - at < size) return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8 | byte_of(bytes_, at + (is_little_ ? size - 1 - i : i));
        return value;
    }

private:
    std::string_view bytes_;
    bool is_little_;
};

}  // namespace

int orientation_of(std::string_view bytes) {
    if (!bytes.starts_with("II") && !bytes.starts_with("MM")) return 1;
    const Tiff tiff(bytes);
    const std::size_t folder = tiff.number(4, 4);
    const auto entries = tiff.number(folder, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const auto at = folder + 2 + i * entry_bytes;
        if (at >= bytes.size()) break;
        if (tiff.number(at, 2) != orientation_tag || tiff.number(at + 2, 2) != short_type) continue;
        const auto value = tiff.number(at + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

std::string tiff_of(int orientation) {
    using namespace std::string_literals;
    return "MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s + static_cast<char>(orientation) +
           "\0\0\0\0\0\0"s;
}

std::string clean_image(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG")) return clean_png(bytes);
    if (bytes.starts_with("\xFF\xD8")) return clean_jpeg(bytes);
    if (bytes.starts_with("GIF8")) return clean_gif(bytes);
    if (bytes.starts_with("RIFF")) return clean_webp(bytes);
    return {};
}

}  // namespace heed::api
