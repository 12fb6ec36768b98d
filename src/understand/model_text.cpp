#include "understand/model_text.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>

#include "base/unicode.hpp"

namespace heed::understand {

namespace {

struct Entity {
    std::string_view name;
    char32_t code_point;
};

constexpr std::array<Entity, 7> entities{{
    {"&amp;", '&'},
    {"&lt;", '<'},
    {"&gt;", '>'},
    {"&quot;", '"'},
    {"&#39;", '\''},
    {"&apos;", '\''},
    {"&nbsp;", ' '},
}};

bool is_ascii_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
bool is_name_char(char32_t c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_';
}

/// Characters that nobody sees: joiners, marks of direction, variation selectors, tags.
bool is_invisible(char32_t c) {
    if (c < 0xAD) return false;
    return c == 0xAD || c == 0x61C || c == 0x180E || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_blank(char32_t c) {
    if (c < 0x80) return c <= 0x20 || c == 0x7F;
    return c < 0xA0 || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

/// What stands between two boundaries of normalisation: mostly one character, or one with its
/// marks.
struct Segment {
    std::size_t begin = 0;
    std::size_t end = 0;
};

const UNormalizer2* nfkc() {
    UErrorCode failed = U_ZERO_ERROR;
    static const UNormalizer2* const instance = unorm2_getNFKCInstance(&failed);
    return instance;
}

std::size_t segment_end(const ModelText& text, std::size_t begin) {
    auto end = begin + 1;
    while (end < text.size() && text[end].code_point >= 0x300 &&
           unorm2_hasBoundaryBefore(nfkc(), static_cast<UChar32>(text[end].code_point)) == 0)
        ++end;
    return end;
}

std::vector<UChar> normalised(const ModelText& text, Segment segment) {
    std::vector<UChar> from;
    for (auto i = segment.begin; i < segment.end; ++i) {
        std::array<UChar, 2> units{};
        int32_t size = 0;
        U16_APPEND_UNSAFE(units.data(), size, static_cast<UChar32>(text[i].code_point));
        from.insert(from.end(), units.begin(), units.begin() + size);
    }
    constexpr std::size_t growth_max = 18;  // by Unicode's promise
    std::vector<UChar> to(from.size() * growth_max);
    UErrorCode failed = U_ZERO_ERROR;
    const auto size = unorm2_normalize(nfkc(), from.data(), static_cast<int32_t>(from.size()),
                                       to.data(), static_cast<int32_t>(to.size()), &failed);
    to.resize(U_FAILURE(failed) != 0 ? 0 : static_cast<std::size_t>(size));
    return to;
}

void append_normalised(ModelText& out, const ModelText& text, Segment segment) {
    const auto units = normalised(text, segment);
    const auto size = static_cast<int32_t>(units.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U16_NEXT(units.data(), i, size, c);
        out.push_back(
            {static_cast<char32_t>(c), text[segment.begin].start, text[segment.end - 1].end});
    }
}

/// Full width, bold, circled and ligature forms become the letters that they stand for, and a
/// letter with its marks one character (NFKC).
ModelText make_plain(ModelText text) {
    const auto is_plain = [](const ModelChar& c) { return c.code_point < 0xA0; };
    if (std::all_of(text.begin(), text.end(), is_plain)) return text;
    ModelText out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Segment segment{at, segment_end(text, at)};
        const auto c = static_cast<UChar32>(text[at].code_point);
        const bool as_it_is =
            segment.end == at + 1 &&
            (c < 0xA0 || u_getIntPropertyValue(c, UCHAR_NFKC_QUICK_CHECK) != UNORM_NO);
        if (as_it_is) {
            out.push_back(text[at]);
        } else {
            append_normalised(out, text, segment);
        }
        at = segment.end;
    }
    return out;
}

ModelText read(std::string_view post) {
    ModelText text;
    text.reserve(std::min(post.size(), judged_code_points_max));
    std::size_t at = 0;
    for (std::uint32_t place = 0; at < post.size() && place < judged_code_points_max; ++place) {
        const auto entity =
            post[at] != '&' ? entities.end()
                            : std::find_if(entities.begin(), entities.end(), [&](const auto& each) {
                                  return post.substr(at).starts_with(each.name);
                              });
        if (entity != entities.end()) {
            const auto size = static_cast<std::uint32_t>(entity->name.size());
            if (place + size <= judged_code_points_max) {
                text.push_back({entity->code_point, place, place + size});
                at += size;
                place += size - 1;
                continue;
            }
        }
        const auto c = next_code_point(post, at);
        if (!is_invisible(c)) text.push_back({c, place, place + 1});
    }
    return text;
}

bool stands_at(const ModelText& text, std::size_t at, std::string_view lower) {
    if (at + lower.size() > text.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        auto c = text[at + i].code_point;
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        if (c != static_cast<unsigned char>(lower[i])) return false;
    }
    return true;
}

/// Where the link that begins at `at` ends; `at` itself when there is none.
std::size_t link_end(const ModelText& text, std::size_t at) {
    std::size_t end = at;
    for (const std::string_view prefix : {"http://", "https://", "www."}) {
        if (stands_at(text, at, prefix)) end = at + prefix.size();
    }
    if (end == at || end == text.size() || text[end].code_point == ' ') return at;
    while (end < text.size() && text[end].code_point != ' ')
        ++end;
    return end;
}

/// The same for a handle, "@ana" or "@ana.example.org" or "@ana@example.org".
std::size_t handle_end(const ModelText& text, std::size_t at) {
    if (text[at].code_point != '@' || at + 1 == text.size()) return at;
    if (!is_name_char(text[at + 1].code_point)) return at;
    std::size_t end = at + 1;
    const auto may_hold = [](char32_t c) {
        return is_name_char(c) || c == '.' || c == '@' || c == '-';
    };
    while (end < text.size() && may_hold(text[end].code_point))
        ++end;
    while (!is_name_char(text[end - 1].code_point))
        --end;
    return end;
}

void append_word(ModelText& text, std::string_view word, std::uint32_t start, std::uint32_t end) {
    for (const char c : word)
        text.push_back({static_cast<unsigned char>(c), start, end});
}

using EndOf = std::size_t (*)(const ModelText&, std::size_t);

/// Puts `word` where something begins after anything but a letter, digit or underscore.
ModelText replace(const ModelText& text, EndOf end_of, std::string_view word) {
    ModelText out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const bool inside = at > 0 && is_name_char(text[at - 1].code_point);
        const auto end = inside ? at : end_of(text, at);
        if (end == at) {
            out.push_back(text[at++]);
        } else {
            append_word(out, word, text[at].start, text[end - 1].end);
            at = end;
        }
    }
    return out;
}

/// A letter at most twice in a row, a digit as it is, anything else at most three times.
void squeeze(ModelText& text) {
    std::size_t kept = 0;
    std::size_t run = 0;
    for (const auto& each : text) {
        const auto c = static_cast<UChar32>(each.code_point);
        run = kept > 0 && text[kept - 1].code_point == each.code_point ? run + 1 : 1;
        const std::size_t most = u_isalpha(c) != 0 ? 2 : 3;
        if (run <= most || u_isdigit(c) != 0) {
            text[kept++] = each;
        } else {
            text[kept - 1].end = each.end;
        }
    }
    text.resize(kept);
}

char32_t letter_behind(char32_t disguise) {
    switch (disguise) {
        case '0':
            return 'o';
        case '1':
            return 'i';
        case '3':
            return 'e';
        case '4':
            return 'a';
        case '5':
        case '$':
            return 's';
        default:
            return 0;
    }
}

/// "sh1t" becomes "shit": a digit alone between two letters of a word.
void undisguise_word(ModelText& text, std::size_t begin, std::size_t end) {
    constexpr std::size_t shortest = 4;
    if (end - begin < shortest) return;
    char32_t before = text[begin].code_point;
    for (std::size_t i = begin + 1; i + 1 < end; ++i) {
        const char32_t own = text[i].code_point;
        const char32_t letter = letter_behind(own);
        if (letter != 0 && is_ascii_letter(before) && is_ascii_letter(text[i + 1].code_point))
            text[i].code_point = letter;
        before = own;
    }
}

void undisguise(ModelText& text) {
    const auto in_word = [&](std::size_t i) {
        const char32_t c = text[i].code_point;
        return is_ascii_letter(c) || is_ascii_digit(c) || c == '$';
    };
    std::size_t at = 0;
    while (at < text.size()) {
        auto end = at;
        while (end < text.size() && in_word(end))
            ++end;
        if (end > at) undisguise_word(text, at, end);
        at = end + 1;
    }
}

void collapse_blanks(ModelText& text) {
    std::size_t kept = 0;
    for (const auto& each : text) {
        const bool again = kept == 0 || text[kept - 1].code_point == ' ';
        if (each.code_point != ' ' || !again) text[kept++] = each;
    }
    if (kept > 0 && text[kept - 1].code_point == ' ') --kept;
    text.resize(kept);
}

bool has(const ModelText& text, char32_t wanted) {
    return std::any_of(text.begin(), text.end(),
                       [&](const auto& each) { return each.code_point == wanted; });
}

}  // namespace

ModelText prepare(std::string_view post) {
    auto text = make_plain(read(post));
    for (auto& each : text) {
        if (is_blank(each.code_point)) each.code_point = ' ';
    }
    if (has(text, ':') || has(text, '.')) text = replace(text, link_end, "http");
    if (has(text, '@')) text = replace(text, handle_end, "@user");
    squeeze(text);
    undisguise(text);
    collapse_blanks(text);
    return text;
}

void append_utf8(std::string& text, char32_t code_point) {
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
        return;
    }
    const bool wrong = code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF);
    std::array<char, 4> bytes{};
    int32_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, static_cast<UChar32>(wrong ? 0xFFFD : code_point));
    text.append(bytes.data(), static_cast<std::size_t>(size));
}

std::string to_utf8(const ModelText& text) {
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    for (const auto& each : text)
        append_utf8(out, each.code_point);
    return out;
}

}  // namespace heed::understand
