#include "base/unicode.hpp"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>
#include <limits>
#include <memory>
#include <stdexcept>

namespace heed {

namespace {

struct CloseBreaks {
    void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};
struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

/// Loading the break rules costs far more than using them, and an iterator serves one thread.
UBreakIterator& thread_breaks() {
    thread_local const std::unique_ptr<UBreakIterator, CloseBreaks> breaks = [] {
        UErrorCode status = U_ZERO_ERROR;
        UBreakIterator* opened = ubrk_open(UBRK_CHARACTER, "root", nullptr, 0, &status);
        if (U_FAILURE(status) != 0) throw std::runtime_error("ICU has no grapheme rules");
        return std::unique_ptr<UBreakIterator, CloseBreaks>(opened);
    }();
    return *breaks;
}

/// Walks over at most `graphemes_max` graphemes; gives how many there were and where they end.
struct Walked {
    std::size_t graphemes = 0;
    std::size_t bytes = 0;
};

Walked walk_graphemes(std::string_view text, std::size_t graphemes_max) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, CloseText> opened(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    UBreakIterator& breaks = thread_breaks();
    ubrk_setUText(&breaks, opened.get(), &status);
    if (U_FAILURE(status) != 0) throw std::runtime_error("ICU cannot read the text");
    Walked walked;
    while (walked.graphemes < graphemes_max) {
        const std::int32_t next = ubrk_next(&breaks);
        if (next == UBRK_DONE) break;
        walked.bytes = static_cast<std::size_t>(next);
        ++walked.graphemes;
    }
    return walked;
}

/// Calls `use(begin, end, code_point)` for every code point; -1 for an ill-formed sequence.
template <class Use>
void each_code_point(std::string_view text, Use use) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t length = text.size();
    std::size_t at = 0;
    while (at < length) {
        const std::size_t begin = at;
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, length, code_point);
        use(begin, at, code_point);
    }
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    bool valid = true;
    each_code_point(text, [&](std::size_t, std::size_t, UChar32 c) { valid = valid && c >= 0; });
    return valid;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    each_code_point(text, [&](std::size_t, std::size_t, UChar32) { ++count; });
    return count;
}

std::size_t count_graphemes(std::string_view text) {
    return walk_graphemes(text, std::numeric_limits<std::size_t>::max()).graphemes;
}

std::string_view truncate_graphemes(std::string_view text, std::size_t graphemes_max) {
    return text.substr(0, walk_graphemes(text, graphemes_max).bytes);
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 code_point = 0;
    U8_NEXT_OR_FFFD(bytes, at, text.size(), code_point);
    return static_cast<char32_t>(code_point);
}

bool is_space(char32_t code_point) {
    return u_isUWhiteSpace(static_cast<UChar32>(code_point)) != 0;
}

bool is_punctuation(char32_t code_point) {
    return u_ispunct(static_cast<UChar32>(code_point)) != 0;
}

bool is_digit(char32_t code_point) {
    return u_isdigit(static_cast<UChar32>(code_point)) != 0;
}

bool is_letter(char32_t code_point) {
    return u_isalpha(static_cast<UChar32>(code_point)) != 0;
}

bool is_capital(char32_t code_point) {
    return u_isupper(static_cast<UChar32>(code_point)) != 0;
}

char32_t base_letter(char32_t code_point) {
    if (code_point < 0x80)
        return code_point >= U'A' && code_point <= U'Z' ? code_point + 32 : code_point;
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* const forms = unorm2_getNFDInstance(&status);
    std::array<UChar, 8> parts{};
    const auto size = unorm2_getDecomposition(forms, static_cast<UChar32>(code_point), parts.data(),
                                              static_cast<std::int32_t>(parts.size()), &status);
    UChar32 first = static_cast<UChar32>(code_point);
    if (size > 0 && U_SUCCESS(status) != 0) U16_GET(parts.data(), 0, 0, size, first);
    return static_cast<char32_t>(u_foldCase(first, U_FOLD_CASE_DEFAULT));
}

}  // namespace heed
