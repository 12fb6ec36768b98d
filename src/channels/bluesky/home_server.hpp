#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "channels/bluesky/bluesky.hpp"

namespace heed::channels::bluesky {

/// The server that most accounts live on, and what the connector's form suggests.
inline constexpr std::string_view common_service = "https://bsky.social";

/// The server that holds the account, asked of the network before any password is sent: whoever
/// runs a server of their own need not name it. A server that was named is believed, and so is the
/// common one when the identifier is none that can be looked up (a mail address), or is not known.
/// `unavailable` when the network cannot be asked.
[[nodiscard]] Result<std::string> find_home_server(const BlueskySettings& settings,
                                                   HttpClient& http, const std::stop_token& stop);

}  // namespace heed::channels::bluesky
