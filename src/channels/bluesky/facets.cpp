#include "channels/bluesky/facets.hpp"

#include <algorithm>
#include <optional>

#include "base/unicode.hpp"

namespace heed::channels::bluesky {

namespace {

constexpr std::size_t handle_bytes_max = 253;
constexpr std::size_t label_bytes_max = 63;
/// What may stand right before a mention, a link or a tag besides white space.
constexpr std::u32string_view openers = U"([{\"'\u00AB\u2018\u201C\u300C\uFF08";

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_label_char(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' &&
           label.back() != '-';
}

/// A handle is a domain name: at least two labels, and the last begins with a letter.
bool is_handle(std::string_view handle) {
    if (handle.size() > handle_bytes_max) return false;
    std::size_t labels = 0;
    std::string_view label;
    while (true) {
        const auto dot = handle.find('.');
        label = handle.substr(0, dot);
        if (!is_label(label)) return false;
        ++labels;
        if (dot == std::string_view::npos) break;
        handle.remove_prefix(dot + 1);
    }
    return labels >= 2 && is_letter(label.front());
}

std::optional<Facet> read_mention(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (is_label_char(text[end]) || text[end] == '.'))
        ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-'))
        --end;
    const auto handle = text.substr(at + 1, end - at - 1);
    if (!is_handle(handle)) return std::nullopt;
    return Facet{FacetKind::mention, at, end, std::string(handle)};
}

/// Where the run of characters that are not white space ends.
std::size_t end_of_word(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        std::size_t next = at;
        if (is_space(next_code_point(text, next))) break;
        at = next;
    }
    return at;
}

/// A sentence's full stop or a closing bracket after an address is not part of it, unless the
/// bracket was opened inside.
std::size_t end_of_link(std::string_view text, std::size_t at, std::size_t end) {
    while (end > at) {
        const char last = text[end - 1];
        const bool closes = last == ')' && text.substr(at, end - at).find('(') == std::string::npos;
        if (!closes && std::string_view(".,;:!?'\"]}>").find(last) == std::string_view::npos) break;
        --end;
    }
    return end;
}

std::optional<Facet> read_link(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    const std::size_t scheme = rest.starts_with("https://")  ? 8
                               : rest.starts_with("http://") ? 7
                                                             : 0;
    if (scheme == 0) return std::nullopt;
    const std::size_t end = end_of_link(text, at, end_of_word(text, at));
    if (end <= at + scheme || !is_label_char(text[at + scheme])) return std::nullopt;
    return Facet{FacetKind::link, at, end, std::string(text.substr(at, end - at))};
}

/// A tag loses the punctuation after it and must hold something besides digits and punctuation.
std::optional<Facet> read_tag(std::string_view text, std::size_t at) {
    const std::size_t word_end = end_of_word(text, at + 1);
    std::size_t end = at + 1;
    bool says_something = false;
    for (std::size_t i = at + 1; i < word_end;) {
        const char32_t c = next_code_point(text, i);
        if (c == U'#') break;
        if (is_punctuation(c)) continue;
        end = i;
        says_something = says_something || !is_digit(c);
    }
    const auto tag = text.substr(at + 1, end - at - 1);
    if (!says_something || count_graphemes(tag) > tag_graphemes_max) return std::nullopt;
    return Facet{FacetKind::tag, at, end, std::string(tag)};
}

std::optional<Facet> read_facet(std::string_view text, std::size_t at) {
    switch (text[at]) {
        case '@':
            return read_mention(text, at);
        case '#':
            return read_tag(text, at);
        case 'h':
            return read_link(text, at);
        default:
            return std::nullopt;
    }
}

}  // namespace

std::vector<Facet> find_facets(std::string_view text) {
    std::vector<Facet> facets;
    bool at_word_start = true;
    std::size_t at = 0;
    while (at < text.size() && facets.size() < facets_max) {
        if (auto facet = at_word_start ? read_facet(text, at) : std::nullopt) {
            at = facet->byte_end;
            facets.push_back(*std::move(facet));
            at_word_start = false;
            continue;
        }
        const char32_t c = next_code_point(text, at);
        at_word_start = is_space(c) || openers.find(c) != std::u32string_view::npos;
    }
    return facets;
}

}  // namespace heed::channels::bluesky
