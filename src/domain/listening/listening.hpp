#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "domain/judgement/judgement.hpp"

/// Good manners towards people who did not speak to us: what of the talk about us is answered
/// unasked, and why. Whatever is in doubt stays out of the inbox, where a person can still bring
/// it in.
namespace heed {

/// We speak unasked to one person once within this time.
inline constexpr Millis one_approach_within = std::chrono::days{90};
/// More posts of one author that name us within `flood_within` are folded.
inline constexpr Millis flood_within = std::chrono::hours{1};
inline constexpr int flood_posts_max = 5;
/// So often was an author's post said not to be about us that the next ones need no asking.
inline constexpr int not_about_us_author_max = 3;

/// What is done with a post that names us without addressing us.
enum class HeardDecision {
    inbox,         ///< a real need: it opened a conversation
    listening,     ///< kept and counted, nobody is spoken to
    folded,        ///< one of many of its author, or only passed on
    quiet,         ///< its author wants to be left alone
    not_about_us,  ///< a person said so, of this post or of one much like it
};
[[nodiscard]] std::string_view name_of(HeardDecision decision);
[[nodiscard]] std::optional<HeardDecision> heard_decision(std::string_view name);

/// What an account says about itself that asks for restraint. Each the words that say so, or empty.
struct ProfileHints {
    std::string opted_out;  ///< "#nobot", "no brands"
    std::string minor;      ///< "15 y/o"
};
/// Reads the name and the description of an account.
[[nodiscard]] ProfileHints read_profile(std::string_view name, std::string_view about);

/// Somebody else's words passed on.
[[nodiscard]] bool is_reshare(std::string_view text);

/// Everything the decision looks at.
struct ListeningFacts {
    std::optional<Judgement> judgement;  ///< none: nothing judged it
    std::string named;                   ///< the term that made us listen, as it is kept
    bool about_us = false;               ///< holds a term of the brand or of a product
    bool names_competitor = false;
    bool reshare = false;
    ProfileHints profile;
    std::optional<std::string> quiet_reason;  ///< on the quiet list, and why
    std::optional<Time> approached_at;        ///< when we last spoke to this person unasked
    int heard_before = 0;                     ///< posts of the author within `flood_within`
    bool like_not_about_us = false;           ///< has the words of a post that was not about us
    std::optional<double> near_not_about_us;  ///< as alike to such a post as this (0 to 1)
    int author_not_about_us = 0;              ///< posts of the author that were not about us
    Time written_at;
};

struct Entry {
    HeardDecision decision = HeardDecision::listening;
    std::string reason;  ///< a sentence for a person

    friend bool operator==(const Entry&, const Entry&) = default;
};

[[nodiscard]] Entry decide_entry(const ListeningFacts& facts);

/// A text without what changes between copies of it: case, handles, addresses, numbers, signs.
/// Two posts with the same form say the same.
[[nodiscard]] std::string form_of(std::string_view text);

}  // namespace heed
