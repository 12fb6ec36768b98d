#include "api/image_info.hpp"

namespace heed::api {

namespace {

int byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}
int big16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
int little16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8;
}
int little24(std::string_view bytes, std::size_t at) {
    return little16(bytes, at) | byte_at(bytes, at + 2) << 16;
}

std::optional<ImageInfo> png(std::string_view bytes) {
    if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
    return ImageInfo{"image/png", big16(bytes, 16) << 16 | big16(bytes, 18),
                     big16(bytes, 20) << 16 | big16(bytes, 22)};
}

std::optional<ImageInfo> gif(std::string_view bytes) {
    if (bytes.size() < 10) return std::nullopt;
    return ImageInfo{"image/gif", little16(bytes, 6), little16(bytes, 8)};
}

/// Walks the segments to the frame header, which holds the size (ITU T.81, B.2.2).
std::optional<ImageInfo> jpeg(std::string_view bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size()) {
        if (byte_at(bytes, at) != 0xFF) return std::nullopt;
        const int marker = byte_at(bytes, at + 1);
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) return ImageInfo{"image/jpeg", big16(bytes, at + 7), big16(bytes, at + 5)};
        at += 2 + static_cast<std::size_t>(big16(bytes, at + 2));
    }
    return std::nullopt;
}

/// The three forms of the first chunk (RFC 9649, section 2).
std::optional<ImageInfo> webp(std::string_view bytes) {
    if (bytes.size() < 30) return std::nullopt;
    const auto chunk = bytes.substr(12, 4);
    if (chunk == "VP8X") {
        return ImageInfo{"image/webp", little24(bytes, 24) + 1, little24(bytes, 27) + 1};
    }
    if (chunk == "VP8 ") {
        return ImageInfo{"image/webp", little16(bytes, 26) & 0x3FFF, little16(bytes, 28) & 0x3FFF};
    }
    if (chunk == "VP8L") {
        const int low = little24(bytes, 21);
        const int width = (low & 0x3FFF) + 1;
        const int height = ((low >> 14 | byte_at(bytes, 24) << 10) & 0x3FFF) + 1;
        return ImageInfo{"image/webp", width, height};
    }
    return std::nullopt;
}

}  // namespace

std::optional<ImageInfo> read_image_info(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return png(bytes);
    if (bytes.starts_with("\xFF\xD8\xFF")) return jpeg(bytes);
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return gif(bytes);
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") {
        return webp(bytes);
    }
    return std::nullopt;
}

}  // namespace heed::api
