#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/judgement/judgement.hpp"

namespace heed::understand {

inline constexpr std::size_t terms_max = 50'000;
inline constexpr std::size_t term_bytes_max = 200;
inline constexpr std::size_t term_exclusions_max = 100;
inline constexpr std::size_t term_languages_max = 50;
/// Of one post; what lies behind is not looked at.
inline constexpr std::size_t match_text_bytes_max = 1024 * 1024;
inline constexpr std::size_t spans_per_term_max = 16;
inline constexpr std::size_t matches_max = 512;

enum class TermKind {
    word,     ///< one word, whole: "acme" is not in "acmeist", but in "Acme's" and in "#AcmeFail"
    phrase,   ///< words in this order, any white space or hyphens between them
    hashtag,  ///< "#acmefail", the whole tag
    handle,   ///< "@acme.example", the whole name
    product,  ///< a phrase whose blanks may be missing, or stand before a number: "Galaxy S23"
};

/// Why we listen for it.
enum class TermPurpose { brand, product, competitor, crisis };

[[nodiscard]] std::string_view name_of(TermKind kind);
[[nodiscard]] std::string_view name_of(TermPurpose purpose);

struct Term {
    std::string text;
    TermKind kind = TermKind::word;
    /// A post that holds one of these does not hold the term. Their kinds show in their first
    /// character (`kind_of_text`).
    std::vector<std::string> exclusions = {};
    /// BCP 47; empty: any. A post whose language nobody knows is taken.
    std::vector<std::string> languages = {};
    TermPurpose purpose = TermPurpose::brand;
};

/// '#' a hashtag, '@' a handle, white space a phrase, else a word.
[[nodiscard]] TermKind kind_of_text(std::string_view text);

/// Term `term` (its place in the list) stands at `span` of the post.
struct TermMatch {
    std::uint32_t term = 0;
    TextSpan span;

    friend auto operator<=>(const TermMatch&, const TermMatch&) = default;
};

/// Finds all terms at once. Case, width, invisible characters and letters that only look alike
/// do not matter (fold.hpp); a term without accents finds both, one with accents only itself; a
/// word that is wholly in another script ("рак" for "pak") counts only where the post has nothing
/// else in that script. Immutable: threads share one set, each with a scratch of its own; copies
/// are cheap.
class TermSet {
public:
    class Scratch;

    /// `invalid` names the term and what is wrong with it, `too_large` a bound that is exceeded;
    /// `Error::field` is its place, such as "terms[3].exclusions[0]".
    [[nodiscard]] static Result<TermSet> compile(std::vector<Term> terms);

    /// By place; valid until the next call with this scratch. Any bytes are fine, spans count code
    /// points as `next_code_point` does. At most spans_per_term_max a term, matches_max in all.
    [[nodiscard]] std::span<const TermMatch> match(std::string_view text, Scratch& scratch,
                                                   std::string_view language = {}) const;

    [[nodiscard]] std::span<const Term> terms() const;

private:
    struct Body;
    explicit TermSet(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

    std::shared_ptr<const Body> body_;
};

/// What one thread needs to match. It fits itself to the set it is used with, which takes a
/// moment when that changes.
class TermSet::Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

private:
    friend class TermSet;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace heed::understand
