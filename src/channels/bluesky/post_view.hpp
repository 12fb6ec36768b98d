#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/incoming.hpp"

namespace heed::channels::bluesky {

/// An author may date a post as he likes. We believe him within a day before the network saw it;
/// else the network's own time counts, or a clock would start in the wrong year.
inline constexpr Millis author_clock_tolerance{24 * 3600 * 1000};

/// "at://did:plc:x/app.bsky.feed.post/3k" in its parts.
struct PostUri {
    std::string did;
    std::string collection;
    std::string record_key;
};
[[nodiscard]] std::optional<PostUri> parse_post_uri(std::string_view uri);
[[nodiscard]] std::string make_post_uri(std::string_view did, std::string_view record_key);
/// Where a person sees the post. The DID stands in for a handle that does not work.
[[nodiscard]] std::string web_url(const Author& author, std::string_view record_key);

/// Reads a profile view of any depth of detail; followers stay -1 where it does not say.
[[nodiscard]] std::optional<Author> read_author(const boost::json::value& profile);

/// The text of a post's record, bounded.
[[nodiscard]] std::string read_post_text(const boost::json::value& record);
[[nodiscard]] std::vector<Media> read_media(const boost::json::value& post_view);

/// Reads app.bsky.feed.defs#postView; empty when it is not one that can be used.
[[nodiscard]] std::optional<app::IncomingPost> read_post(const boost::json::value& post_view,
                                                         std::string_view own_did, Time now);

}  // namespace heed::channels::bluesky
