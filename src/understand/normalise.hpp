#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::understand {

/// A piece of a text in bytes, half open.
struct ByteSpan {
    std::size_t start = 0;
    std::size_t end = 0;
};

/// A text in the form in which terms are looked for (fold.hpp), with the way back. Made to be used
/// again and again: it keeps its memory. Takes any bytes; an ill-formed sequence reads as "?".
/// One thread.
class NormalisedText {
public:
    /// `source` must outlive the use of this object.
    void assign(std::string_view source);

    [[nodiscard]] std::string_view source() const { return source_; }
    [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }
    /// Nothing but ASCII, so nothing in it can look like something else.
    [[nodiscard]] bool is_ascii() const { return is_ascii_; }

    /// Where a piece of `text()`, which must not be empty, stands in the source. The way back is
    /// only made for a text that is asked: most texts match nothing.
    [[nodiscard]] ByteSpan source_of(ByteSpan piece);

private:
    void make_way_back();

    std::string_view source_;
    std::string text_;  ///< longer than `size_`, so that growing clears nothing
    std::size_t size_ = 0;
    bool is_ascii_ = true;
    bool has_way_back_ = false;
    std::vector<std::uint32_t> origins_;  ///< for each byte of text(), where its source begins
};

}  // namespace heed::understand
