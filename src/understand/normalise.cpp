#include "understand/normalise.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/unicode.hpp"
#include "understand/fold.hpp"
#include "understand/word_break.hpp"

namespace heed::understand {

namespace {

/// The longest thing that one code point turns into, and room to copy blocks without counting.
constexpr std::size_t slack = 256;
constexpr std::size_t block = 16;

constexpr std::array<char, 128> make_ascii_fold() {
    std::array<char, 128> fold{};
    for (int c = 0; c < 128; ++c) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r') || c == '-' || c == '_';
        char to = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        if (c == '`') to = '\'';
        fold[static_cast<std::size_t>(c)] = blank ? ' ' : to;
    }
    return fold;
}
constexpr auto ascii_fold = make_ascii_fold();

/// The same for a block at once, in a form that both compilers turn into vector instructions.
using Block = unsigned char __attribute__((vector_size(block)));
using Halves = std::uint64_t __attribute__((vector_size(block)));

bool any(Block bits) {
    const auto halves = reinterpret_cast<Halves>(bits);
    return (halves[0] | halves[1]) != 0;
}

Block blanks_in(Block c) {
    return reinterpret_cast<Block>((c == ' ') | ((c >= '\t') & (c <= '\r')) | (c == '-') |
                                   (c == '_'));
}

Block fold_block(Block c, Block blanks) {
    const auto capitals = reinterpret_cast<Block>((c >= 'A') & (c <= 'Z'));
    const auto quotes = reinterpret_cast<Block>(c == '`');
    const Block small = (c | (capitals & 0x20)) ^ (quotes & ('`' ^ '\''));
    return (small & ~blanks) | (blanks & ' ');
}

/// Each byte's neighbour before it; nothing for the first.
Block moved_by_one(Block c) {
    const Block nothing{};
    return __builtin_shufflevector(nothing, c, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                                   28, 29, 30);
}

/// Where the folded text goes, and whether the next blank would be one too many. With `mapped` it
/// also writes down where everything comes from.
template <bool mapped>
class Writer {
public:
    Writer(std::string& text, std::vector<std::uint32_t>& origins)
        : text_(text), origins_(origins) {}

    /// Room for what is left of the source, each byte as one, and for one long replacement.
    void make_room(std::size_t left) {
        const std::size_t needed = size_ + left + slack;
        if (text_.size() < needed) text_.resize(needed + needed / 2);
        if (mapped && origins_.size() < text_.size()) origins_.resize(text_.size());
    }

    void put(char c, std::size_t origin) {
        text_[size_] = c;
        if constexpr (mapped) origins_[size_] = static_cast<std::uint32_t>(origin);
        // A blank after a blank is overwritten by what follows, without asking.
        size_ += static_cast<std::size_t>(!(c == ' ' && after_blank_));
        after_blank_ = c == ' ';
    }

    void put(std::string_view piece, std::size_t origin) {
        char* to = text_.data() + size_;
        for (const char c : piece)
            *to++ = c;
        if constexpr (mapped)
            std::fill_n(origins_.begin() + static_cast<std::ptrdiff_t>(size_), piece.size(),
                        static_cast<std::uint32_t>(origin));
        size_ += piece.size();
        after_blank_ = piece.back() == ' ';
    }

    /// Takes a block at once; false when it is not ASCII or two blanks meet in it.
    bool put_block(const char* from) {
        Block bytes;
        std::memcpy(&bytes, from, block);
        const Block blanks = blanks_in(bytes);
        const bool doubled = any(blanks & moved_by_one(blanks)) || (after_blank_ && blanks[0] != 0);
        if (doubled || any(bytes & 0x80)) return false;
        const Block folded = fold_block(bytes, blanks);
        std::memcpy(text_.data() + size_, &folded, block);
        size_ += block;
        after_blank_ = blanks[block - 1] != 0;
        return true;
    }

    [[nodiscard]] std::size_t size() const { return size_; }

private:
    std::string& text_;
    std::vector<std::uint32_t>& origins_;
    std::size_t size_ = 0;
    bool after_blank_ = true;  ///< so that none stands at the front
};

/// Folds the code point beyond ASCII at `at` and moves behind it.
template <bool mapped>
void fold_wide(const FoldTable& table, std::string_view source, std::size_t& at,
               Writer<mapped>& writer) {
    const std::size_t begin = at;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(source.data());
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, source.size(), code_point);
    if (code_point < 0) return writer.put('?', begin);
    const auto entry = table.entry(static_cast<char32_t>(code_point));
    if (entry == FoldTable::copy) return writer.put(source.substr(begin, at - begin), begin);
    if (entry == FoldTable::drop) return;
    if (entry == FoldTable::blank) return writer.put(' ', begin);
    writer.make_room(source.size() - at);
    writer.put(table.text(entry), begin);
}

/// Gives the folded length; `is_ascii` tells whether there was anything else.
template <bool mapped>
std::size_t fold_all(std::string_view source, std::string& text,
                     std::vector<std::uint32_t>& origins, bool& is_ascii) {
    Writer<mapped> writer(text, origins);
    writer.make_room(source.size());
    const FoldTable* table = nullptr;
    for (std::size_t at = 0; at < source.size();) {
        if (!mapped && source.size() - at >= block && writer.put_block(source.data() + at)) {
            at += block;
            continue;
        }
        for (const auto end = std::min(at + block, source.size()); at < end;) {
            const auto c = static_cast<unsigned char>(source[at]);
            if (c < 0x80) {
                writer.put(ascii_fold[c], at++);
                continue;
            }
            if (table == nullptr) table = &FoldTable::instance();
            fold_wide(*table, source, at, writer);
        }
    }
    is_ascii = table == nullptr;
    return writer.size();
}

}  // namespace

void NormalisedText::assign(std::string_view source) {
    source_ = source;
    has_way_back_ = false;
    size_ = fold_all<false>(source, text_, origins_, is_ascii_);
}

void NormalisedText::make_way_back() {
    if (has_way_back_) return;
    has_way_back_ = true;
    size_ = fold_all<true>(source_, text_, origins_, is_ascii_);
}

ByteSpan NormalisedText::source_of(ByteSpan piece) {
    // ASCII only ever loses blanks.
    if (is_ascii_ && size_ == source_.size()) return piece;
    make_way_back();
    const std::size_t start = origins_[piece.start];
    std::size_t end = origins_[piece.end - 1];
    static_cast<void>(next_code_point(source_, end));
    // Accents that were taken off the last letter belong to it.
    for (std::size_t next = end; next < source_.size(); end = next) {
        if (static_cast<unsigned char>(source_[next]) < 0x80) break;
        if (!is_combining_mark(next_code_point(source_, next))) break;
    }
    return {start, end};
}

}  // namespace heed::understand
