#include "api/percent.hpp"

#include <algorithm>

#include "api/json.hpp"

namespace heed::api {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool climbs(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (out.find('\0') != std::string::npos || !json::is_utf8(out)) return std::nullopt;
    return out;
}

std::optional<std::string> decode_path(std::string_view raw) {
    if (!raw.starts_with('/')) return std::nullopt;
    auto path = percent_decode(raw, Plus::is_plus);
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (!path || climbs(*path) || std::ranges::any_of(*path, control)) return std::nullopt;
    return path;
}

std::string path_for_log(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const auto segment = path.substr(0, path.find('/', 1));
        path.remove_prefix(segment.size());
        const bool file = segment.find('.') != std::string_view::npos;
        const bool secret = segment.size() > 1 + logged_segment_max && !file;
        out += secret ? "/..." : segment;
    }
    return out;
}

}  // namespace heed::api
