#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/judgement/judgement.hpp"

namespace heed {

/// What a person says a post really is. What is left out stays as it was judged.
struct Correction {
    std::optional<Intent> intent;
    std::optional<Sentiment> sentiment;
    std::optional<int> severity;  ///< 0 to severity_max
    std::optional<std::vector<std::string>> topics;
    std::optional<bool> needs_answer;
    std::optional<bool> about_us;  ///< whether the post concerns the brand at all

    [[nodiscard]] bool says_nothing() const {
        return !intent && !sentiment && !severity && !topics && !needs_answer && !about_us;
    }
    friend bool operator==(const Correction&, const Correction&) = default;
};

/// Judged by the fast layer; the better model has not seen it yet.
inline constexpr std::string_view fast_layer = "fast";
/// Judged by the fast layer, and there is nothing better at this desk.
inline constexpr std::string_view fast_only_layer = "fast_only";
/// The layer of a judgement that a person corrected.
inline constexpr std::string_view corrected_layer = "corrected";

/// What two corrections of one post say together; of two answers to one question the later counts.
[[nodiscard]] Correction joined(Correction earlier, const Correction& later);

/// What of it is worth keeping when the desk had thought this: of the mood, and of whether an
/// answer is needed, only what differs, because what was judged of these is not kept to compare
/// with.
[[nodiscard]] Correction differing(Correction said, const Judgement& was);

/// The judgement as the person wants it. Nothing is unsure any more.
[[nodiscard]] Judgement corrected(Judgement judgement, const Correction& correction);

}  // namespace heed
