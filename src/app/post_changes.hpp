#pragma once

#include "app/env.hpp"
#include "app/incoming.hpp"
#include "app/store.hpp"

/// What happens to posts and people that are there already.
namespace heed::app {

/// Keeps the earlier form beside the new one. An edit of a post that we never took is taken as that
/// post where the network shows it whole; otherwise `ignored`.
[[nodiscard]] Taken take_edit(Transaction& transaction, const Env& env,
                              const ChannelRecord& channel, const IncomingEdit& edit);

/// What its author took back is not kept: the text goes, the row stays so that it cannot return.
[[nodiscard]] Taken take_deletion(Transaction& transaction, const Env& env,
                                  const ChannelRecord& channel, const IncomingDeletion& deletion);

[[nodiscard]] Taken take_profile(Transaction& transaction, const Env& env,
                                 const ChannelRecord& channel, const IncomingProfile& profile);

}  // namespace heed::app
