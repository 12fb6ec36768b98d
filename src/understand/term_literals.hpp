#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "understand/terms.hpp"

namespace heed::understand {

/// Scripts that can be mistaken for each other, as bits.
using Scripts = std::uint8_t;
[[nodiscard]] Scripts scripts_of(std::string_view text);
[[nodiscard]] Scripts script_bit(char32_t code_point);
inline constexpr int script_count = 3;

/// On whose behalf a literal is looked for, and what else must hold where it stands.
struct Use {
    std::uint32_t term = 0;
    TermKind kind = TermKind::word;
    bool excludes = false;
    bool only_in_tags = false;  ///< a phrase without its blanks
    Scripts scripts = 0;        ///< of the term as it was written
    std::string accented = {};  ///< its letters with their accents; empty when it has none
    std::string joints = {};    ///< of tags and handles: what stands for each blank
};

/// One sequence of folded characters that stands for terms.
struct Literal {
    std::string text;
    std::vector<Use> uses;
};

/// What the scanner is given: the beginning of one or several literals. It is told no more than it
/// needs, because it compares ends: thousands of names that all end in ".bsky.social" would make
/// it look closer at every such ending in every post.
struct Lead {
    std::string text;
    std::vector<std::uint32_t> literals;
};

struct Literals {
    std::vector<Literal> list;
    std::vector<Lead> leads;
    std::unordered_set<std::string> words;  ///< of all terms, without blanks

    void add(std::string text, Use use);

private:
    std::uint32_t place_of(std::string text);

    std::unordered_map<std::string, std::uint32_t> places_;
    std::unordered_map<std::string, std::size_t> lead_places_;
};

/// Letters with their accents, without what may differ: blanks and apostrophes.
[[nodiscard]] std::string accented_letters_of(std::string_view text);
/// The characters of a text that fold to a blank.
[[nodiscard]] std::string joints_of(std::string_view text);

/// Checks every term and spells out all ways in which it may be written.
[[nodiscard]] Result<Literals> make_literals(const std::vector<Term>& terms);

}  // namespace heed::understand
