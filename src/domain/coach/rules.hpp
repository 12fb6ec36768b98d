#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/coach/coach.hpp"
#include "domain/coach/phrases.hpp"

namespace heed::coach {

/// What is said of one remark; "{words}" and other names in braces are filled in.
struct Saying {
    std::string reason;
    std::string what_to_do;
};

/// A remark that needs nothing but phrases in the draft.
struct PhraseRule {
    std::string id;
    ListId list = 0;
    AdviceKind kind = AdviceKind::tone;
    Grade grade = Grade::hint;
    bool only_in_public = false;
};

/// Phrases for texts of every language lie under this name.
inline constexpr std::string_view any_language = "any";

}  // namespace heed::coach

namespace heed {

struct CoachRules::Content {
    std::unordered_map<std::string, coach::ListId> lists;
    std::vector<std::string> list_names;  ///< by their ids
    std::map<std::string, coach::PhraseSet, std::less<>> languages;
    std::map<std::string, std::unordered_map<std::string, coach::Saying>, std::less<>> sayings;
    std::vector<coach::PhraseRule> phrase_rules;

    /// Reads one more text; `invalid` names the line.
    [[nodiscard]] Status add(std::string_view text);

    [[nodiscard]] const coach::PhraseSet* phrases_of(std::string_view language) const;
    /// Beyond every list when there is none of that name.
    [[nodiscard]] coach::ListId list(std::string_view name) const;
    /// In that language, or else in English; nothing for a rule without words.
    [[nodiscard]] const coach::Saying* saying(std::string_view language,
                                              std::string_view rule) const;
};

}  // namespace heed
