// The blocks of a GIF (GIF89a).
#include <array>

#include "api/clean_image_formats.hpp"

namespace heed::api {

namespace {

constexpr std::size_t header_bytes = 13;
constexpr std::size_t descriptor_bytes = 10;

std::size_t table_bytes(std::uint32_t flags) {
    return (flags & 0x80U) != 0 ? std::size_t{3} << ((flags & 7U) + 1) : 0;
}

/// Behind a row of sub-blocks and the empty one that ends it; 0 when there is no end.
std::size_t behind_blocks(std::string_view bytes, std::size_t at) {
    while (has_bytes(bytes, at, 1)) {
        const std::size_t size = byte_of(bytes, at);
        at += 1 + size;
        if (size == 0) return at;
    }
    return 0;
}

/// What programs add is dropped but for the number of repetitions and the colours.
bool is_kept_application(std::string_view block) {
    static constexpr std::array<std::string_view, 3> kept{"NETSCAPE2.0", "ANIMEXTS1.0",
                                                          "ICCRGBG1012"};
    for (const auto name : kept)
        if (block.size() > 14 && block.substr(3, 11) == name) return true;
    return false;
}

class GifCleaner {
public:
    explicit GifCleaner(std::string_view bytes) : bytes_(bytes) {}

    std::string clean() {
        if (!has_bytes(bytes_, 0, header_bytes)) return {};
        at_ = header_bytes + table_bytes(byte_of(bytes_, 10));
        kept_ = bytes_.substr(0, at_);
        while (has_bytes(bytes_, at_, 1)) {
            const auto kind = byte_of(bytes_, at_);
            if (kind == 0x3B) {
                kept_ += ';';
                break;
            }
            if (!(kind == 0x21 ? take_extension() : kind == 0x2C && take_picture())) break;
        }
        return std::move(kept_);
    }

private:
    bool take_extension() {
        if (!has_bytes(bytes_, at_, 3)) return false;
        const auto label = byte_of(bytes_, at_ + 1);
        const auto end = behind_blocks(bytes_, at_ + 2);
        if (end == 0) return false;
        const auto block = bytes_.substr(at_, end - at_);
        at_ = end;
        // How the next picture is shown; of no use before a text that is dropped.
        if (label == 0xF9) pending_ = block;
        if (label == 0x01) pending_ = {};
        if (label == 0xFF && is_kept_application(block)) kept_ += block;
        return true;
    }

    bool take_picture() {
        if (!has_bytes(bytes_, at_, descriptor_bytes)) return false;
        const auto data = at_ + descriptor_bytes + table_bytes(byte_of(bytes_, at_ + 9)) + 1;
        const auto end = behind_blocks(bytes_, data);
        kept_ += pending_;
        pending_ = {};
        kept_ += bytes_.substr(at_, end == 0 ? std::string_view::npos : end - at_);
        at_ = end;
        return end != 0;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::string kept_;
    std::string_view pending_;
};

}  // namespace

std::string clean_gif(std::string_view bytes) {
    return GifCleaner(bytes).clean();
}

}  // namespace heed::api
