#pragma once

#include <vector>

#include "app/env.hpp"
#include "app/incoming.hpp"
#include "app/store.hpp"

namespace heed::app {

/// A customer who writes again without answering a post continues the same matter for so long.
inline constexpr Millis same_matter_for = std::chrono::days{7};
inline constexpr std::size_t preview_code_points_max = 200;

/// Takes what a channel heard, in the order given: stores posts once, finds or opens their
/// conversations, starts waits, reopens what was resolved, keeps edits and deletions. Runs in the
/// caller's transaction, so that posts, events and cursor are saved together.
[[nodiscard]] std::vector<Taken> receive_posts(Transaction& transaction, const Env& env,
                                               const ChannelRecord& channel,
                                               const std::vector<Incoming>& items);

/// A person takes a stored post without a conversation into the inbox. The caller has made sure
/// that it is one.
void open_for_post(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                   const PostRecord& post, const Author& author, const std::string& reason);

}  // namespace heed::app
