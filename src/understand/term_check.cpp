#include "understand/term_check.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "understand/fold.hpp"
#include "understand/word_break.hpp"

namespace heed::understand {

namespace {

constexpr std::size_t shown_code_points = 40;

bool has_white_space(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (is_space(next_code_point(text, at))) return true;
    return false;
}

/// Something to look for: "!!!" would be found everywhere.
bool has_substance(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
        if (is_word_character(c) || (mask & (U_GC_SO_MASK | U_GC_SC_MASK)) != 0) return true;
    }
    return false;
}

/// What may stand in a tag or handle behind its first character.
bool is_one_name(std::string_view text, std::string_view more) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        const bool allowed =
            is_word_character(c) || c == U'_' ||
            (c < 0x80 && more.find(static_cast<char>(c)) != std::string_view::npos);
        if (!allowed) return false;
    }
    return !text.empty();
}

std::string_view what_is_wrong(std::string_view text, TermKind kind) {
    if (trim(text).empty()) return "is empty";
    if (!is_valid_utf8(text)) return "is not UTF-8";
    const auto folded = fold_text(text, Accents::strip);
    if (!has_substance(text) || folded.find_first_not_of(" '") == std::string::npos)
        return "holds no letter, digit or symbol";
    switch (kind) {
        case TermKind::word:
            return has_white_space(text) ? "is more than one word: make it a phrase" : "";
        case TermKind::hashtag:
            return text.starts_with('#') && is_one_name(text.substr(1), "")
                       ? ""
                       : "is no hashtag: # and then letters, digits and _ only";
        case TermKind::handle:
            return text.starts_with('@') && is_one_name(text.substr(1), ".-@:")
                       ? ""
                       : "is no handle: @ and then letters, digits and . - _ only";
        case TermKind::phrase:
        case TermKind::product:
            return "";
    }
    return "";
}

std::string shown(std::string_view text) {
    return preview_of(clean_utf8(text), shown_code_points);
}

Status check_text(std::string_view text, TermKind kind, const std::string& place) {
    if (text.size() > term_bytes_max) {
        return fail(ErrorCode::too_large,
                    fmt::format("\"{}\" is longer than {} bytes", shown(text), term_bytes_max),
                    place);
    }
    const auto wrong = what_is_wrong(text, kind);
    if (wrong.empty()) return {};
    return fail(ErrorCode::invalid, fmt::format("\"{}\" {}", shown(text), wrong), place);
}

Status check_count(std::size_t count, std::size_t most, std::string_view what, const Term& term,
                   const std::string& place) {
    if (count <= most) return {};
    return fail(ErrorCode::too_large,
                fmt::format("\"{}\" has {} {}, at most {} are allowed", shown(term.text), count,
                            what, most),
                place);
}

bool is_language(std::string_view text) {
    const auto primary = text.substr(0, text.find_first_of("-_"));
    return primary.size() >= 2 && primary.size() <= 3 && text.size() <= 35 &&
           std::all_of(primary.begin(), primary.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

Status check_exclusions(const Term& term, const std::string& place) {
    for (std::size_t i = 0; i < term.exclusions.size(); ++i) {
        const auto& text = term.exclusions[i];
        const auto at = fmt::format("{}.exclusions[{}]", place, i);
        if (auto checked = check_text(text, kind_of_text(text), at); !checked) return checked;
        if (fold_text(text, Accents::strip) != fold_text(term.text, Accents::strip)) continue;
        return fail(ErrorCode::invalid,
                    fmt::format("\"{}\" excludes itself, so nothing would match", shown(term.text)),
                    at);
    }
    return {};
}

}  // namespace

Status check_term(const Term& term, const std::string& place) {
    return check_text(term.text, term.kind, place + ".text")
        .and_then([&] {
            return check_count(term.exclusions.size(), term_exclusions_max, "exclusions", term,
                               place + ".exclusions");
        })
        .and_then([&] {
            return check_count(term.languages.size(), term_languages_max, "languages", term,
                               place + ".languages");
        })
        .and_then([&] { return check_exclusions(term, place); })
        .and_then([&]() -> Status {
            for (const auto& language : term.languages) {
                if (is_language(language)) continue;
                return fail(ErrorCode::invalid,
                            fmt::format("\"{}\": \"{}\" is no language such as \"en\" or \"pt-BR\"",
                                        shown(term.text), shown(language)),
                            place + ".languages");
            }
            return {};
        });
}

}  // namespace heed::understand
