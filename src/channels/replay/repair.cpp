#include "channels/replay/repair.hpp"

#include <simdjson.h>

namespace heed::channels {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t escape_length = 6;  // a backslash, u, four hex digits

/// The code unit of an escape at `at`, if one is there.
std::optional<unsigned> code_unit(std::string_view json, std::size_t at) {
    if (at + escape_length > json.size() || json[at] != '\\' || json[at + 1] != 'u')
        return std::nullopt;
    unsigned unit = 0;
    for (const char c : json.substr(at + 2, 4)) {
        unit *= 16;
        if (c >= '0' && c <= '9') {
            unit += static_cast<unsigned>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            unit += static_cast<unsigned>(c - 'a') + 10;
        } else if (c >= 'A' && c <= 'F') {
            unit += static_cast<unsigned>(c - 'A') + 10;
        } else {
            return std::nullopt;
        }
    }
    return unit;
}

bool is_high(unsigned unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(unsigned unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

std::size_t character_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    if (simdjson::validate_utf8(text.data(), text.size())) return std::nullopt;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto length = character_length(static_cast<unsigned char>(text[at]));
        if (length == 0 || at + length > text.size()) return at;
        if (!simdjson::validate_utf8(text.data() + at, length)) return at;
        at += length;
    }
    return at;
}

std::string without_nul(std::string_view text) {
    if (text.find('\0') == std::string_view::npos) return std::string{text};
    std::string clean;
    clean.reserve(text.size() + replacement.size());
    for (const char c : text) {
        if (c == '\0') {
            clean += replacement;
        } else {
            clean += c;
        }
    }
    return clean;
}

std::string without_lone_surrogates(std::string_view json) {
    std::string clean;
    clean.reserve(json.size());
    std::size_t at = 0;
    while (at < json.size()) {
        if (json[at] != '\\') {
            clean += json[at++];
            continue;
        }
        const auto unit = code_unit(json, at);
        if (!unit) {  // some other escape: both characters, so that "\\\\u" is not misread
            clean += json.substr(at, 2);
            at += 2;
            continue;
        }
        const auto next = code_unit(json, at + escape_length);
        if (is_high(*unit) && next && is_low(*next)) {
            clean += json.substr(at, 2 * escape_length);
            at += 2 * escape_length;
            continue;
        }
        const bool lone = is_high(*unit) || is_low(*unit);
        clean += lone ? std::string_view{"\\ufffd"} : json.substr(at, escape_length);
        at += escape_length;
    }
    return clean;
}

std::string cut_at_character(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return std::string{text};
    constexpr std::string_view ellipsis = "\xE2\x80\xA6";
    std::size_t end = bytes_max - ellipsis.size();
    while (end > 0 && is_continuation(text[end]))
        --end;
    return std::string{text.substr(0, end)} + std::string{ellipsis};
}

}  // namespace heed::channels
