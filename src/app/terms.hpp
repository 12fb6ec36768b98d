#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/env.hpp"
#include "app/store.hpp"

/// What we listen for, as people edit it.
namespace heed::app {

inline constexpr std::size_t terms_kept_max = 10'000;
/// Names what `Listening::Ports::version` gives: another value after every change.
inline constexpr std::string_view terms_version_setting = "terms_version";

/// What is left out stays as it is.
struct TermChange {
    std::optional<understand::TermKind> kind;
    std::optional<std::string> text;
    std::optional<std::vector<std::string>> exclusions;
    std::optional<std::vector<std::string>> languages;
    std::optional<understand::TermPurpose> purpose;
};

/// The term without blanks around its parts. `invalid` or `too_large` with the field ("$.text",
/// "$.exclusions[2]") when it could not be found in any post.
[[nodiscard]] Result<understand::Term> checked_term(understand::Term term);

/// `conflict` when the desk listens for it already or keeps too many.
[[nodiscard]] Result<TermRecord> add_term(Transaction& transaction, const Env& env,
                                          understand::Term term);
[[nodiscard]] Result<TermRecord> change_term(Transaction& transaction, const Env& env, TermId id,
                                             const TermChange& change);
/// It is not listened for any more; what was heard by it stays.
[[nodiscard]] Status remove_term(Transaction& transaction, const Env& env, TermId id);

}  // namespace heed::app
