// The chunks of a PNG (ISO/IEC 15948), also of an animated one.
#include <algorithm>
#include <array>

#include "api/clean_image.hpp"
#include "api/clean_image_formats.hpp"

namespace heed::api {

namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t frame_bytes = 12;  ///< length, name and checksum of a chunk
constexpr std::array<std::string_view, 16> kept_chunks{
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP",
    "sBIT", "sRGB", "cICP", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};

std::uint32_t big32(std::string_view bytes, std::size_t at) {
    return byte_of(bytes, at) << 24 | byte_of(bytes, at + 1) << 16 | byte_of(bytes, at + 2) << 8 |
           byte_of(bytes, at + 3);
}

std::string big32_of(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
            static_cast<char>(value >> 8), static_cast<char>(value)};
}

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

std::string chunk_of(std::string_view name, const std::string& content) {
    const auto named = std::string(name) + content;
    return big32_of(static_cast<std::uint32_t>(content.size())) + named + big32_of(crc_of(named));
}

}  // namespace

std::string clean_png(std::string_view bytes) {
    std::string kept(bytes.substr(0, signature_bytes));
    std::size_t header_end = 0;
    int orientation = 1;
    for (std::size_t at = signature_bytes; has_bytes(bytes, at, frame_bytes);) {
        const std::size_t length = big32(bytes, at);
        if (!has_bytes(bytes, at, frame_bytes + length)) break;
        const auto name = bytes.substr(at + 4, 4);
        if (std::find(kept_chunks.begin(), kept_chunks.end(), name) != kept_chunks.end()) {
            kept += bytes.substr(at, frame_bytes + length);
        } else if (name == "eXIf") {
            orientation = orientation_of(bytes.substr(at + 8, length));
        }
        if (name == "IHDR") header_end = kept.size();
        if (name == "IEND") break;
        at += frame_bytes + length;
    }
    if (orientation != 1 && header_end > 0) {
        kept.insert(header_end, chunk_of("eXIf", tiff_of(orientation)));
    }
    return kept;
}

}  // namespace heed::api
