// The chunks of a WebP (RFC 9649, section 2).
#include <algorithm>
#include <array>

#include "api/clean_image.hpp"
#include "api/clean_image_formats.hpp"

namespace heed::api {

namespace {

using namespace std::string_literals;

constexpr std::size_t riff_bytes = 12;
constexpr std::size_t head_bytes = 8;
constexpr std::size_t frame_head_bytes = 16;  ///< of an animation's frame, before its own chunks
constexpr unsigned char flag_exif = 0x08;
constexpr unsigned char flag_xmp = 0x04;
constexpr std::array<std::string_view, 6> kept_chunks{"VP8X", "VP8 ", "VP8L",
                                                      "ALPH", "ICCP", "ANIM"};

std::uint32_t little32(std::string_view bytes, std::size_t at) {
    return byte_of(bytes, at) | byte_of(bytes, at + 1) << 8 | byte_of(bytes, at + 2) << 16 |
           byte_of(bytes, at + 3) << 24;
}

std::string chunk_of(std::string_view name, std::string_view content) {
    const auto size = static_cast<std::uint32_t>(content.size());
    std::string chunk(name);
    for (unsigned shift = 0; shift < 32; shift += 8)
        chunk += static_cast<char>(size >> shift & 0xFFU);
    chunk += content;
    if (size % 2 == 1) chunk += '\0';
    return chunk;
}

/// Calls `take(name, content)` for each chunk that is whole.
template <class Take>
void for_each_chunk(std::string_view bytes, Take take) {
    for (std::size_t at = 0; has_bytes(bytes, at, head_bytes);) {
        const std::size_t size = little32(bytes, at + 4);
        if (!has_bytes(bytes, at + head_bytes, size)) return;
        take(bytes.substr(at, 4), bytes.substr(at + head_bytes, size));
        at += head_bytes + size + size % 2;
    }
}

std::string clean_frame(std::string_view content) {
    std::string kept(content.substr(0, frame_head_bytes));
    if (content.size() <= frame_head_bytes) return kept;
    for_each_chunk(content.substr(frame_head_bytes), [&](auto name, auto inner) {
        if (name == "ALPH" || name == "VP8 " || name == "VP8L") kept += chunk_of(name, inner);
    });
    return kept;
}

/// Some write the six bytes that only JPEG needs.
std::string_view tiff_in(std::string_view exif) {
    return exif.starts_with("Exif\0\0"s) ? exif.substr(6) : exif;
}

}  // namespace

std::string clean_webp(std::string_view bytes) {
    if (!has_bytes(bytes, 0, riff_bytes)) return {};
    std::string kept;
    int orientation = 1;
    for_each_chunk(bytes.substr(riff_bytes), [&](std::string_view name, std::string_view content) {
        if (name == "EXIF") orientation = orientation_of(tiff_in(content));
        if (name == "ANMF") kept += chunk_of(name, clean_frame(content));
        if (std::find(kept_chunks.begin(), kept_chunks.end(), name) != kept_chunks.end())
            kept += chunk_of(name, content);
    });
    // The extended form says in its first byte what else there is.
    if (kept.starts_with("VP8X") && kept.size() > head_bytes) {
        auto flags = static_cast<unsigned char>(kept[head_bytes]);
        flags = static_cast<unsigned char>(flags & ~(flag_exif | flag_xmp));
        if (orientation != 1) flags |= flag_exif;
        kept[head_bytes] = static_cast<char>(flags);
        if (orientation != 1) kept += chunk_of("EXIF", tiff_of(orientation));
    }
    const auto whole = chunk_of("RIFF", "WEBP" + kept);
    return whole;
}

}  // namespace heed::api
