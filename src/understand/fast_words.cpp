#include <unicode/uchar.h>

#include "understand/model_text.hpp"

namespace heed::understand {

namespace {

bool is_cjk(char32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x2FA1F);
}

bool in_word(char32_t c) {
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    constexpr std::uint32_t kinds = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kinds) != 0 && !is_cjk(c);
}

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019;
}

char32_t lower(char32_t c) {
    constexpr char32_t dotted_capital_i = 0x130;  // its lower case is two characters
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    return c == dotted_capital_i ? c : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

bool is_user(const ModelText& text, std::size_t at) {
    constexpr std::u32string_view user = U"@user";
    if (at + user.size() > text.size()) return false;
    for (std::size_t i = 0; i < user.size(); ++i) {
        if (lower(text[at + i].code_point) != user[i]) return false;
    }
    return at + user.size() == text.size() || !in_word(text[at + user.size()].code_point);
}

std::size_t word_end(const ModelText& text, std::size_t at) {
    if (text[at].code_point == '@' && is_user(text, at)) return at + 5;
    if (!in_word(text[at].code_point)) return at + 1;
    const auto word_at = [&](std::size_t i) {
        return i < text.size() && in_word(text[i].code_point);
    };
    while (word_at(at) ||
           (at < text.size() && is_apostrophe(text[at].code_point) && word_at(at + 1)))
        ++at;
    return at;
}

}  // namespace

std::vector<FastWord> fast_words(const ModelText& text) {
    std::vector<FastWord> words;
    words.reserve(text.size() / 4);
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at].code_point == ' ') {
            ++at;
            continue;
        }
        const auto end = word_end(text, at);
        FastWord word{{}, {text[at].start, text[end - 1].end}};
        for (; at < end; ++at) {
            const auto c = text[at].code_point;
            append_utf8(word.text, is_apostrophe(c) ? U'\'' : lower(c));
        }
        words.push_back(std::move(word));
    }
    return words;
}

}  // namespace heed::understand
