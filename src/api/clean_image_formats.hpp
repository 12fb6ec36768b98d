#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heed::api {

// One walk a format; clean_image() chooses.
[[nodiscard]] std::string clean_jpeg(std::string_view bytes);
[[nodiscard]] std::string clean_png(std::string_view bytes);
[[nodiscard]] std::string clean_gif(std::string_view bytes);
[[nodiscard]] std::string clean_webp(std::string_view bytes);

[[nodiscard]] inline std::uint32_t byte_of(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// Whether `size` bytes lie behind `at`.
[[nodiscard]] inline bool has_bytes(std::string_view bytes, std::size_t at, std::size_t size) {
    return at <= bytes.size() && bytes.size() - at >= size;
}

}  // namespace heed::api
