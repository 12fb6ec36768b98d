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

/// One sequence of folded characters that the scanner looks for.
struct Literal {
    std::string text;
    std::vector<Use> uses;
};

struct Literals {
    std::vector<Literal> list;
    std::unordered_set<std::string> words;  ///< of all terms, without blanks

    void add(std::string text, Use use);

private:
    std::unordered_map<std::string, std::size_t> places_;
};

/// Letters with their accents, without what may differ: blanks and apostrophes.
[[nodiscard]] std::string accented_letters_of(std::string_view text);
/// The characters of a text that fold to a blank.
[[nodiscard]] std::string joints_of(std::string_view text);

/// Checks every term and spells out all ways in which it may be written.
[[nodiscard]] Result<Literals> make_literals(const std::vector<Term>& terms);

}  // namespace heed::understand
