// The segments of a JPEG (ITU T.81, B.1).
#include "api/clean_image.hpp"
#include "api/clean_image_formats.hpp"

namespace heed::api {

namespace {

using namespace std::string_literals;

constexpr std::uint32_t marker_scan = 0xDA;
constexpr std::uint32_t marker_end = 0xD9;
constexpr std::uint32_t marker_comment = 0xFE;
constexpr std::size_t jfif_bytes = 14;  ///< without a preview

bool stands_alone(std::uint32_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

bool is_application_part(std::uint32_t marker) {
    return (marker >= 0xE0 && marker <= 0xEF) || (marker >= 0xF0 && marker <= 0xFD);
}

class JpegCleaner {
public:
    explicit JpegCleaner(std::string_view bytes) : bytes_(bytes) {}

    std::string clean() {
        while (take_part()) {
        }
        if (orientation_ == 1) return start_ + kept_;
        const auto exif = "Exif\0\0"s + tiff_of(orientation_);
        const auto length = exif.size() + 2;
        return start_ + "\xFF\xE1" + static_cast<char>(length >> 8) +
               static_cast<char>(length & 0xFF) + exif + kept_;
    }

private:
    /// One marker with what belongs to it; false at the end, or where nothing can be made of it.
    bool take_part() {
        while (has_bytes(bytes_, at_, 2) && byte_of(bytes_, at_) == 0xFF &&
               byte_of(bytes_, at_ + 1) == 0xFF)
            ++at_;
        if (!has_bytes(bytes_, at_, 2) || byte_of(bytes_, at_) != 0xFF) return false;
        const auto marker = byte_of(bytes_, at_ + 1);
        if (marker == marker_end || stands_alone(marker)) {
            kept_ += bytes_.substr(at_, 2);
            at_ += 2;
            return marker != marker_end;
        }
        if (!has_bytes(bytes_, at_, 4)) return false;
        const std::size_t length = byte_of(bytes_, at_ + 2) << 8 | byte_of(bytes_, at_ + 3);
        if (length < 2 || !has_bytes(bytes_, at_ + 2, length)) return false;
        take_segment(marker, bytes_.substr(at_, length + 2));
        at_ += length + 2;
        if (marker == marker_scan) take_scan();
        return true;
    }

    void take_segment(std::uint32_t marker, std::string_view segment) {
        if (marker == marker_comment) return;
        if (is_application_part(marker)) return take_application_part(marker, segment);
        kept_ += segment;
    }

    /// Of what programs add, that alone which the colours need.
    void take_application_part(std::uint32_t marker, std::string_view segment) {
        const auto content = segment.substr(4);
        if (marker == 0xE0 && content.starts_with("JFIF\0"s) && content.size() >= jfif_bytes) {
            start_ = "\xFF\xD8\xFF\xE0\0\x10"s + std::string(content.substr(0, 12)) + "\0\0"s;
        } else if (marker == 0xE1 && content.starts_with("Exif\0\0"s)) {
            orientation_ = orientation_of(content.substr(6));
        } else if ((marker == 0xE2 && content.starts_with("ICC_PROFILE\0"s)) ||
                   (marker == 0xEE && content.starts_with("Adobe"))) {
            kept_ += segment;
        }
    }

    /// The coded pixels, up to a marker that is neither a restart nor a plain 0xFF.
    void take_scan() {
        const auto start = at_;
        while (has_bytes(bytes_, at_, 2)) {
            const auto next = byte_of(bytes_, at_ + 1);
            const bool is_data =
                byte_of(bytes_, at_) != 0xFF || next == 0 || (next >= 0xD0 && next <= 0xD7);
            if (!is_data) break;
            ++at_;
        }
        if (at_ + 1 == bytes_.size()) at_ = bytes_.size();  // cut off: its last byte
        kept_ += bytes_.substr(start, at_ - start);
    }

    std::string_view bytes_;
    std::size_t at_ = 2;
    std::string start_ = "\xFF\xD8";
    std::string kept_;
    int orientation_ = 1;
};

}  // namespace

std::string clean_jpeg(std::string_view bytes) {
    return JpegCleaner(bytes).clean();
}

}  // namespace heed::api
