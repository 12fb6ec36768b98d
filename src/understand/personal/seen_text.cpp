#include "understand/personal/seen_text.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/unicode.hpp"
#include "understand/fold.hpp"

namespace heed::understand::personal {

namespace {

bool is_dash(char32_t c) {
    return u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION || c == U'\u2212';
}

/// Most texts are ASCII, where nothing has to be asked.
char ascii_byte(char32_t c) {
    if (c >= U'A' && c <= U'Z') return static_cast<char>(c + 32);
    if (c == U'\n' || c == U'\r') return '\n';
    if (c < 0x20 || c == 0x7f) return ' ';
    return static_cast<char>(c);
}

}  // namespace

SeenText::SeenText(std::string_view source) {
    text_.reserve(source.size());
    origins_.reserve(source.size());
    capitals_.reserve(source.size());
    std::uint32_t place = 0;
    for (std::size_t at = 0; at < source.size(); ++place)
        add(next_code_point(source, at), place);
    find_words();
}

void SeenText::add_byte(char byte, std::uint32_t place, bool capital) {
    text_ += byte;
    origins_.push_back(place);
    capitals_.push_back(capital ? 1 : 0);
}

void SeenText::add(char32_t c, std::uint32_t place) {
    if (c < 0x80) return add_byte(ascii_byte(c), place, c >= U'A' && c <= U'Z');
    const auto code = static_cast<UChar32>(c);
    if (const int digit = u_charDigitValue(code); digit >= 0) {
        return add_byte(static_cast<char>('0' + digit), place, false);
    }
    if (is_space(c)) return add_byte(c == U'\u2028' || c == U'\u2029' ? '\n' : ' ', place, false);
    if (is_dash(c)) return add_byte('-', place, false);
    if (c == U'\u20E3') return;  // the frame around a keycap digit
    const auto& table = FoldTable::instance();
    const auto entry = table.entry(c);
    if (entry == FoldTable::drop) return;
    const auto folded = entry >= FoldTable::first_text ? table.text(entry) : std::string_view();
    const bool is_ascii =
        !folded.empty() && std::all_of(folded.begin(), folded.end(), [](char b) { return b > 0; });
    if (!is_ascii) {
        return add_byte(u_isalpha(code) != 0 ? foreign_letter : foreign, place,
                        u_isupper(code) != 0);
    }
    for (const char byte : folded)
        add_byte(byte, place, u_isupper(code) != 0);
}

TextSpan SeenText::source_of(Piece piece) const {
    if (piece.size() == 0) return {};
    return {origins_[piece.start], std::size_t{origins_[piece.end - 1]} + 1};
}

void SeenText::find_words() {
    for (std::size_t i = 0; i < size();) {
        if (!is_alnum_byte(text_[i])) {
            ++i;
            continue;
        }
        Word word{{i, i}, is_capital(i)};
        while (is_alnum_byte(at(i)) || (at(i) == '\'' && is_letter_byte(at(i + 1))))
            ++i;
        word.piece.end = i;
        words_.push_back(word);
    }
}

std::size_t SeenText::word_at(std::size_t place) const {
    const auto found =
        std::lower_bound(words_.begin(), words_.end(), place,
                         [](const Word& word, std::size_t p) { return word.piece.start < p; });
    return static_cast<std::size_t>(found - words_.begin());
}

WordSet::WordSet(std::string_view words) {
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find(' ', at), words.size());
        const auto word = words.substr(at, end - at);
        if (word.ends_with('*')) {
            beginnings_.push_back(word.substr(0, word.size() - 1));
        } else if (!word.empty()) {
            whole_.insert(word);
        }
        at = end + 1;
    }
}

bool WordSet::contains(std::string_view word) const {
    return whole_.contains(word) ||
           std::any_of(beginnings_.begin(), beginnings_.end(),
                       [&](std::string_view begin) { return word.starts_with(begin); });
}

namespace {

/// A sentence ends here; the point of a short word ("tel. 030") ends none.
bool ends_sentence(const SeenText& seen, std::size_t left, std::size_t right) {
    const Piece gap{seen.words()[left].piece.end, seen.words()[right].piece.start};
    const auto text = seen.of(gap);
    if (text.find_first_of("!?") != std::string_view::npos) return true;
    return text.starts_with(". ") && seen.words()[left].piece.size() > 5;
}

}  // namespace

bool is_named_before(const SeenText& seen, std::size_t place, const WordSet& names,
                     std::size_t count_max) {
    const auto first = seen.word_at(place);
    for (std::size_t i = 1; i <= count_max && i <= first; ++i) {
        const auto index = first - i;
        if (first < seen.words().size() && ends_sentence(seen, index, index + 1)) return false;
        if (names.contains(seen.word(index))) return true;
    }
    return false;
}

bool is_named_behind(const SeenText& seen, std::size_t place, const WordSet& names,
                     std::size_t count_max) {
    const auto first = seen.word_at(place);
    for (std::size_t i = first; i < seen.words().size() && i < first + count_max; ++i) {
        if (i > 0 && ends_sentence(seen, i - 1, i)) return false;
        if (names.contains(seen.word(i))) return true;
    }
    return false;
}

}  // namespace heed::understand::personal
