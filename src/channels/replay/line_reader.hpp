#pragma once

#include <fstream>
#include <string>

#include "base/result.hpp"

namespace heed::channels {

/// A place in a recorded stream: where the next line begins, and its number counted from 1.
struct LinePlace {
    std::streamoff offset = 0;
    std::size_t number = 1;

    [[nodiscard]] std::string text() const;
    /// An empty text is the beginning.
    [[nodiscard]] static Result<LinePlace> parse(const std::string& text);
};

/// Reads lines with a bound: of a longer line only recorded_line_bytes_max + 1 bytes are kept, so
/// that the parser refuses it by its length and a hostile file cannot fill the memory.
class LineReader {
public:
    [[nodiscard]] static Result<LineReader> open(const std::string& path, LinePlace from);

    /// False at the end of the file. A last line without its line end counts.
    [[nodiscard]] bool next(std::string& line);
    /// Where the line after the one read last begins.
    [[nodiscard]] LinePlace place() const { return place_; }

private:
    LineReader(std::ifstream file, LinePlace from) : file_(std::move(file)), place_(from) {}

    std::ifstream file_;
    LinePlace place_;
};

}  // namespace heed::channels
