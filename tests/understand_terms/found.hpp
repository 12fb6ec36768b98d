#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/unicode.hpp"
#include "understand/terms.hpp"

namespace heed::understand {

inline TermSet compiled(std::vector<Term> terms) {
    auto set = TermSet::compile(std::move(terms));
    if (!set) throw std::runtime_error(set.error().message);
    return std::move(*set);
}

/// A term whose kind shows in its text.
inline Term term_of(std::string text) {
    const auto kind = kind_of_text(text);
    return {std::move(text), kind};
}

/// The code points of `span`, as bytes.
inline std::string piece_of(std::string_view text, TextSpan span) {
    std::size_t at = 0;
    std::size_t count = 0;
    std::size_t start = text.size();
    while (at < text.size() && count < span.end) {
        if (count++ == span.start) start = at;
        static_cast<void>(next_code_point(text, at));
    }
    return std::string(text.substr(start, at - start));
}

/// What was found, as it stands in the text.
inline std::vector<std::string> pieces(const TermSet& set, std::string_view text,
                                       std::string_view language = {}) {
    TermSet::Scratch scratch;
    std::vector<std::string> found;
    for (const auto& match : set.match(text, scratch, language))
        found.push_back(piece_of(text, match.span));
    return found;
}

}  // namespace heed::understand
