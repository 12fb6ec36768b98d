#include "understand/hashtags.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/unicode.hpp"
#include "understand/fold.hpp"
#include "understand/word_break.hpp"

namespace heed::understand {

namespace {

/// What people hang on a brand's name in tags, sorted.
constexpr std::array<std::string_view, 83> companions{
    "app",        "arnaque",  "ayuda",     "best",   "betrug",  "boycott", "boykott",
    "breach",     "broken",   "caido",     "cancel", "care",    "cares",   "complaint",
    "complaints", "customer", "customers", "deals",  "delay",   "delayed", "delays",
    "down",       "estafa",   "fail",      "failed", "fails",   "failure", "fan",
    "fans",       "fix",      "fraud",     "gate",   "hack",    "hacked",  "hate",
    "hates",      "help",     "helps",     "hilfe",  "issue",   "issues",  "kaputt",
    "leak",       "lies",     "lol",       "love",   "never",   "news",    "no",
    "nomore",     "official", "online",    "outage", "panne",   "please",  "problem",
    "problems",   "recall",   "refund",    "ripoff", "robbery", "sale",    "scam",
    "scams",      "service",  "stoerung",  "stop",   "store",   "storung", "strike",
    "suck",       "sucks",    "support",   "sux",    "team",    "thanks",  "theft",
    "uk",         "us",       "usa",       "user",   "users",   "worst",
};
static_assert(std::is_sorted(companions.begin(), companions.end()));

bool belongs_to_tag(char32_t c) {
    return c == U'_' || is_word_character(c);
}

std::size_t length_before(std::string_view text, std::size_t at) {
    std::size_t length = 1;
    while (length < at && (static_cast<unsigned char>(text[at - length]) & 0xC0) == 0x80)
        ++length;
    return length;
}

enum class Shape { small, capital, digit, other };

Shape shape_of(char32_t c) {
    if (u_isdigit(static_cast<UChar32>(c)) != 0) return Shape::digit;
    if (u_isupper(static_cast<UChar32>(c)) != 0) return Shape::capital;
    return c == U'_' ? Shape::other : Shape::small;
}

/// Whether whoever wrote the tag began a new word at `at`.
bool is_cut(std::string_view text, ByteSpan tag, std::size_t at) {
    if (at <= tag.start || at >= tag.end) return true;
    std::size_t behind = at;
    const auto next_character = next_code_point(text, behind);
    if (is_combining_mark(next_character)) return false;
    const auto before = shape_of(code_point_before(text, at));
    const auto after = shape_of(next_character);
    if (before == Shape::other || after == Shape::other) return true;
    if ((before == Shape::digit) != (after == Shape::digit)) return true;
    if (after != Shape::capital) return false;
    if (before == Shape::small) return true;
    // "USAToday": the last of several capitals begins the next word.
    return behind < tag.end && shape_of(next_code_point(text, behind)) == Shape::small;
}

std::size_t cut_before(std::string_view text, ByteSpan tag, std::size_t at) {
    while (!is_cut(text, tag, at))
        at -= length_before(text, at);
    return at;
}

std::size_t cut_behind(std::string_view text, ByteSpan tag, std::size_t at) {
    while (!is_cut(text, tag, at))
        static_cast<void>(next_code_point(text, at));
    return at;
}

bool is_known(std::string_view rest, const std::unordered_set<std::string>& words) {
    if (rest.empty()) return true;
    const auto folded = fold_text(rest, Accents::strip);
    return std::binary_search(companions.begin(), companions.end(), folded) ||
           words.contains(folded);
}

}  // namespace

std::optional<ByteSpan> tag_around(std::string_view text, ByteSpan piece) {
    ByteSpan tag = piece;
    for (std::size_t i = 0;; ++i) {
        if (tag.start == 0 || i == tag_code_points_max) return std::nullopt;
        const auto c = code_point_before(text, tag.start);
        if (c == U'#' || c == U'＃') break;
        if (!belongs_to_tag(c)) return std::nullopt;
        tag.start -= length_before(text, tag.start);
    }
    for (std::size_t i = 0, next = tag.end; next < text.size(); tag.end = next, ++i) {
        if (!belongs_to_tag(next_code_point(text, next))) break;
        if (i == tag_code_points_max) return std::nullopt;
    }
    return tag;
}

bool stands_in_tag(std::string_view text, ByteSpan tag, ByteSpan piece,
                   const std::unordered_set<std::string>& words) {
    const bool begins = is_cut(text, tag, piece.start);
    const bool ends = is_cut(text, tag, piece.end);
    if (begins && ends) return true;
    if (!begins && !ends) return false;
    const auto start = cut_before(text, tag, piece.start);
    const auto end = cut_behind(text, tag, piece.end);
    const auto rest =
        begins ? text.substr(piece.end, end - piece.end) : text.substr(start, piece.start - start);
    return count_code_points(text.substr(piece.start, piece.end - piece.start)) >=
               tag_word_code_points_min ||
           is_known(rest, words);
}

}  // namespace heed::understand
