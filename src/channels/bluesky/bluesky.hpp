#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "channels/channel.hpp"
#include "channels/http.hpp"

namespace heed::channels {

/// What it takes to speak as one Bluesky account.
struct BlueskySettings {
    std::string service = "https://bsky.social";  ///< the account's server (PDS)
    std::string identifier;                       ///< handle, DID or mail address
    std::string app_password;
    /// How often to ask for news. The network allows 3,000 calls in five minutes from one address.
    int poll_interval_ms = 5'000;
    /// How often to look whether our account answered from elsewhere, say from a phone.
    int own_posts_interval_ms = 30'000;
    /// A session kept from an earlier run, so that a restart need not log in; opaque, a secret.
    std::string session = {};
    /// Called with each new session, on whichever thread renewed it.
    std::function<void(const std::string& session)> keep_session = {};
};

/// The connector of the AT protocol's social network. `http` and `clock` must outlive it.
[[nodiscard]] std::unique_ptr<Channel> make_bluesky(BlueskySettings settings, HttpClient& http,
                                                    const Clock& clock);

}  // namespace heed::channels
