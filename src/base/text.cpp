#include "base/text.hpp"

#include <unicode/utf8.h>

#include <cstdint>

namespace heed {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/// The next code point, negative when the bytes are broken; moves `at` behind it.
int next_code_point(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    auto position = static_cast<std::int64_t>(at);
    UChar32 code_point = 0;
    U8_NEXT(bytes, position, length, code_point);
    at = static_cast<std::size_t>(position);
    return code_point;
}

}  // namespace

std::string clean_utf8(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (next_code_point(text, at) > 0) {
            clean.append(text.substr(begin, at - begin));
        } else {
            clean.append(replacement);
        }
    }
    return clean;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

std::string preview_of(std::string_view text, std::size_t code_points_max) {
    std::string preview;
    std::size_t count = 0;
    text = trim(text);
    for (std::size_t at = 0; at < text.size();) {
        if (count == code_points_max) return preview.append(ellipsis);
        if (is_space(text[at])) {
            while (at < text.size() && is_space(text[at]))
                ++at;
            preview.push_back(' ');
        } else {
            const std::size_t begin = at;
            next_code_point(text, at);
            preview.append(text.substr(begin, at - begin));
        }
        ++count;
    }
    return preview;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

}  // namespace heed
