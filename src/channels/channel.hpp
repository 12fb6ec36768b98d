#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "app/incoming.hpp"
#include "app/outgoing.hpp"
#include "base/result.hpp"

namespace heed::channels {

/// How a network counts the length of a post.
enum class LengthUnit {
    graphemes,  ///< user-perceived characters (Bluesky)
    code_points,
    bytes,
};

/// What a network takes in one post of a given room.
struct Limits {
    int length_max = 0;  ///< 0: no limit of the network's
    LengthUnit unit = LengthUnit::graphemes;
    int bytes_max = 0;  ///< a second bound on UTF-8 bytes, 0 when none
    int images_max = 0;
    int image_bytes_max = 0;
};

/// The account we speak as, as the network names it.
using Account = Author;

/// A step of listening: what came, and where to go on from. The runner stores both in one
/// transaction, so a crash repeats the step and loses nothing.
struct Received {
    std::vector<app::Incoming> items;  ///< oldest first, at most app::incoming_batch_max
    std::string cursor;                ///< opaque to everyone but the connector
    bool more = false;                 ///< there is a backlog: call again at once
    int skipped = 0;                   ///< malformed things that were left out, for a screen
};

/// A post of an open conversation, as we know it, for `recheck`.
struct Watched {
    std::string remote_id;
    std::string text;  ///< its newest form that we know
};

/// What became of a reply that the network took, read back later.
enum class Presence { visible, gone };

/// The port of one connected account on one network. A connector is used by one listener thread
/// (`receive`) and one delivery thread (everything else) at the same time and must bear that.
///
/// Errors, by code: `unauthenticated` the network refuses the credentials (dead until a person
/// reconnects); `unavailable` it cannot be reached or answers 5xx (retry); `rate_limited` with
/// retry_after_s; `invalid` it refused what we said, for good; `not_found` the post to answer is
/// gone; `forbidden` this account may not answer here (blocked, messages closed).
class Channel {
public:
    virtual ~Channel() = default;

    /// Proves the credentials and tells who we are. Called once before the listener starts and
    /// again after an outage.
    [[nodiscard]] virtual Result<Account> connect() = 0;

    /// Waits up to `wait` for something after `cursor` (empty: first time, start from now plus
    /// whatever waits unread) and hands it over. Returns early when `stop` is requested. An empty
    /// result with the same cursor is normal and means "heard from the network, nothing new".
    [[nodiscard]] virtual Result<Received> receive(const std::string& cursor, Millis wait,
                                                   std::stop_token stop) = 0;

    /// Looks again at posts that we know: who was changed or taken away comes back as an edit or a
    /// deletion. For networks that do not tell by themselves; called every few seconds by the
    /// listener's thread, between two `receive`s, with the newest posts of open conversations.
    [[nodiscard]] virtual Result<std::vector<app::Incoming>> recheck(std::span<const Watched> posts,
                                                                     std::stop_token stop) {
        static_cast<void>(posts);
        static_cast<void>(stop);
        return std::vector<app::Incoming>{};
    }

    /// The key under which this reply will be known to the network, chosen before the first
    /// attempt. Pure.
    [[nodiscard]] virtual std::string delivery_key(ReplyId id, Time created_at) const = 0;

    /// Says it, exactly once per delivery key: a second call with the same key finds the first.
    [[nodiscard]] virtual Result<app::Delivery> deliver(const app::Outgoing& outgoing) = 0;

    /// Reads a delivered reply back as the world sees it.
    [[nodiscard]] virtual Result<Presence> read_back(const std::string& remote_id) = 0;

    [[nodiscard]] virtual Limits limits(RoomKind room) const = 0;
};

}  // namespace heed::channels
