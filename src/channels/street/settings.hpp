#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace heed::channels::street {

/// Bounds of the street.
inline constexpr int customers_max = 100'000;
inline constexpr std::size_t street_posts_max = 500'000;  ///< then it falls silent
inline constexpr int public_length_max = 500;
inline constexpr int direct_length_max = 2'000;
inline constexpr int images_max = 4;
inline constexpr int image_bytes_max = 2 * 1024 * 1024;
inline constexpr int incident_people_max = 5'000;

/// How much of the street's talk a channel hands over.
enum class Hearing {
    addressed,     ///< what names or answers the brand
    about_brand,   ///< and what is about it without saying so, as a network's search would find
    whole_street,  ///< everything: the desk's terms must sort it
};

/// Many people met by one cause within a short time: the beginning of an uprising.
struct Incident {
    std::string name = "app_down";  ///< a wave of the corpus
    Millis after{0};                ///< from the start, or from now
    Millis lasts = std::chrono::minutes{20};
    int people = 60;
};

struct StreetSettings {
    std::uint64_t seed = 1;
    /// How much faster than usual people post, lose patience and answer, from the start on.
    /// Times are always the clock's own: nobody ever posts in the future.
    double speed = 1;
    int customers = 600;
    double posts_per_hour = 300;  ///< of people who begin something, at speed 1
    std::optional<Time> start;    ///< empty: when the world is first opened

    Millis history = std::chrono::hours{36};  ///< what lies behind the start
    int history_conversations = 100;
    /// So many more began within the last hour before the start, most of them unanswered.
    int recent_conversations = 0;
    /// The past's desk overlooks some of what came within so long before the start.
    Millis overlooks_within = std::chrono::hours{36};

    Hearing hearing = Hearing::about_brand;
    /// Whether replies that were delivered come back in the stream as own posts, as some networks
    /// do. Own posts of the history always come.
    bool echo_own = false;
    std::optional<Incident> incident;
    /// The network's own record of what it took in, so that the world outlives the process.
    /// Empty: it does not.
    std::string journal;
};

}  // namespace heed::channels::street
