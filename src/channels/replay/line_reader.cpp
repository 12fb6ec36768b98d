#include "channels/replay/line_reader.hpp"

#include <fmt/format.h>

#include <charconv>

#include "channels/replay/recorded_post.hpp"

namespace heed::channels {

std::string LinePlace::text() const {
    return fmt::format("{}:{}", offset, number);
}

Result<LinePlace> LinePlace::parse(const std::string& text) {
    LinePlace place;
    if (text.empty()) return place;
    const char* const end = text.data() + text.size();
    const auto offset = std::from_chars(text.data(), end, place.offset);
    if (offset.ec == std::errc{} && offset.ptr != end && *offset.ptr == ':') {
        const auto number = std::from_chars(offset.ptr + 1, end, place.number);
        if (number.ec == std::errc{} && number.ptr == end && place.offset >= 0) return place;
    }
    return fail(ErrorCode::invalid, fmt::format("\"{}\" is no place in a recording", text));
}

Result<LineReader> LineReader::open(const std::string& path, LinePlace from) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return fail(ErrorCode::unavailable, fmt::format("{} cannot be read", path));
    file.seekg(from.offset);
    return LineReader{std::move(file), from};
}

bool LineReader::next(std::string& line) {
    line.clear();
    auto* const bytes = file_.rdbuf();
    int c = bytes->sbumpc();
    if (c == std::char_traits<char>::eof()) return false;
    while (c != std::char_traits<char>::eof()) {
        ++place_.offset;
        if (c == '\n') break;
        if (line.size() <= recorded_line_bytes_max) line += static_cast<char>(c);
        c = bytes->sbumpc();
    }
    ++place_.number;
    return true;
}

}  // namespace heed::channels
