#pragma once

#include <string>
#include <vector>

#include "domain/judgement/judgement.hpp"

namespace heed {

inline constexpr std::size_t matter_topics_max = 5;

/// What the posts say together that a customer waits to have answered: the gravest of each.
struct Matter {
    bool judged = false;  ///< at least one post was
    Intent intent = Intent::other;
    int severity = 0;
    double anger = 0;
    double fear = 0;
    double sadness = 0;
    double irony = 0;
    bool needs_answer = false;
    bool unsure = false;              ///< of one of the posts: a person should look
    std::vector<std::string> topics;  ///< in order of appearance, at most `matter_topics_max`
    std::string language = "und";     ///< of the newest post that has one

    friend bool operator==(const Matter&, const Matter&) = default;
};

/// Adds what was thought of one more post.
void add(Matter& matter, const Judgement& judgement);

/// Whether `a` weighs more than `b`: complaint, request, question, other, praise.
[[nodiscard]] bool graver(Intent a, Intent b);

}  // namespace heed
