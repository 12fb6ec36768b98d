#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/coach/claims.hpp"
#include "domain/coach/quantities.hpp"

/// Sentences that somebody stands by, and the numbers in them that cannot both be true.
namespace heed::coach {

/// One sentence that somebody stands by.
struct Statement {
    const Text* text = nullptr;
    Sentence part;
    std::vector<Quantity> quantities;
    std::vector<std::string> words;  ///< of weight, without units
    bool negative = false;
    const std::vector<Claim>* claims = nullptr;  ///< of the whole text
};

/// `claims` are the text's and outlive the statements. Questions state nothing.
[[nodiscard]] std::vector<Statement> statements_of(const Reading& reading, const Text& text,
                                                   const std::vector<Claim>& claims);

/// How many words of the left one the right one has as well.
[[nodiscard]] std::size_t shared_words(const Statement& left, const Statement& right);

/// Whether a phrase of the list lies in that range.
[[nodiscard]] bool within(const Reading& reading, const Text& text, std::string_view list,
                          WordRange range);

enum class Source { playbook, colleague };

/// The first number of `said` that cannot be true where `known` is; null when none does. `all` is
/// everything that is known.
[[nodiscard]] const Quantity* clashing_number(const Reading& reading, const Statement& known,
                                              const Statement& said,
                                              const std::vector<Quantity>& whole_draft,
                                              const std::vector<Statement>& all, Source source);

/// The number of a draft that begins only higher than a known table; null when none does.
[[nodiscard]] const Quantity* number_too_high(const Reading& reading, const Statement& known,
                                              const Statement& said);

}  // namespace heed::coach
