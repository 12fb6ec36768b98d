#include "understand/word_break.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/unicode.hpp"

namespace heed::understand {

namespace {

enum class Kind { none, mark, spaced, unspaced, katakana, hangul };

Kind kind_of_letter(char32_t c) {
    constexpr char32_t long_vowel = 0x30FC;  // of no script, and used by Katakana
    if (c == long_vowel) return Kind::katakana;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
        case USCRIPT_KATAKANA:
            return Kind::katakana;
        case USCRIPT_HANGUL:
            return Kind::hangul;
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
        case USCRIPT_TIBETAN:
            return Kind::unspaced;
        default:
            return Kind::spaced;
    }
}

Kind kind_of(char32_t c) {
    if (c < 0x80) {
        const bool word =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return word ? Kind::spaced : Kind::none;
    }
    if (is_combining_mark(c)) return Kind::mark;
    return is_word_character(c) ? kind_of_letter(c) : Kind::none;
}

/// Of the letter before `at`, whatever marks it wears.
Kind kind_before(std::string_view text, std::size_t at) {
    constexpr int marks_max = 16;
    Kind kind = Kind::mark;
    for (int i = 0; i < marks_max && at > 0 && kind == Kind::mark; ++i) {
        kind = kind_of(code_point_before(text, at));
        do
            --at;
        while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    }
    return kind;
}

/// Whether a word may end after `before` when `after` follows.
bool may_part(Kind before, Kind after) {
    if (before == Kind::none || after == Kind::none) return true;
    if (after == Kind::mark) return false;
    return before == Kind::unspaced || after == Kind::unspaced || before != after;
}

}  // namespace

bool is_word_character(char32_t code_point) {
    constexpr std::uint32_t wanted = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) & wanted) != 0;
}

bool is_combining_mark(char32_t code_point) {
    return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) & U_GC_M_MASK) != 0;
}

char32_t code_point_before(std::string_view text, std::size_t at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto end = static_cast<std::int32_t>(at);
    UChar32 code_point = 0;
    U8_PREV_OR_FFFD(bytes, 0, end, code_point);
    return static_cast<char32_t>(code_point);
}

bool word_may_begin(std::string_view text, std::size_t start) {
    if (start == 0) return true;
    std::size_t at = start;
    return may_part(kind_before(text, start), kind_of(next_code_point(text, at)));
}

bool word_may_end(std::string_view text, std::size_t end) {
    if (end == text.size()) return true;
    std::size_t at = end;
    const auto after = kind_of(next_code_point(text, at));
    return may_part(kind_before(text, end), after) || after == Kind::hangul;
}

}  // namespace heed::understand
