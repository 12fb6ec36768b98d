#pragma once

#include <span>

#include "channels/bluesky/session.hpp"
#include "channels/channel.hpp"

namespace heed::channels::bluesky {

inline constexpr std::size_t watched_max = 500;
inline constexpr int record_reads_max = 10;

/// Finds out which of the posts that we know were changed or deleted. Used by one thread.
class Watcher {
public:
    Watcher(Session& session, const Clock& clock) : session_(session), clock_(clock) {}

    /// At most the first watched_max posts, so the newest should come first.
    [[nodiscard]] Result<std::vector<app::Incoming>> recheck(std::span<const Watched> posts,
                                                             const std::stop_token& stop);

private:
    Status recheck_some(std::span<const Watched> posts, std::vector<app::Incoming>& changes,
                        const std::stop_token& stop);
    Status confirm_missing(const Watched& post, std::vector<app::Incoming>& changes,
                           const std::stop_token& stop);
    int record_reads_left_ = 0;

    Session& session_;
    const Clock& clock_;
};

}  // namespace heed::channels::bluesky
