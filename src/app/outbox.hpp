#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace heed::app {

struct DueReply {
    ReplyId id;
    Time created_at;
};

struct UnseenReply {
    ReplyId id;
    std::string remote_id;
    Time sent_at;
};

struct WatchedPost {
    std::string remote_id;
    std::string text;  ///< as we know it
};

/// The port to what still has to be done on the networks.
class Outbox {
public:
    virtual ~Outbox() = default;

    /// Replies of a channel whose time has come, the longest due first.
    [[nodiscard]] virtual Result<std::vector<DueReply>> due(ChannelId channel, Time now,
                                                            int limit) = 0;
    /// When its next one falls due; empty: none is on its way.
    [[nodiscard]] virtual Result<std::optional<Time>> next_due(ChannelId channel) = 0;
    /// Replies that its network took and nobody has read back yet.
    [[nodiscard]] virtual Result<std::vector<UnseenReply>> unseen(ChannelId channel, int limit) = 0;
    /// Customers' posts in open conversations that may still be edited or taken back.
    [[nodiscard]] virtual Result<std::vector<WatchedPost>> watched(ChannelId channel,
                                                                   Time active_since,
                                                                   int limit) = 0;
    /// At the start of the process: no attempt of an earlier one is still running.
    [[nodiscard]] virtual Status end_leases() = 0;
};

}  // namespace heed::app
