#pragma once

#include <string>

#include "app/env.hpp"
#include "app/store.hpp"

namespace heed::app {

/// Adds a channel of the desk's brand. `conflict` when the same account is connected already.
[[nodiscard]] Result<ChannelRecord> connect_channel(Transaction& transaction, const Env& env,
                                                    ChannelRecord channel);
/// New credentials for a known account; a disconnected channel listens again. `account_id`, when
/// it is known, is whom they speak for: `conflict` when another channel does so already.
[[nodiscard]] Result<ChannelRecord> change_credentials(Transaction& transaction, const Env& env,
                                                       ChannelId id, const std::string& account_id,
                                                       const std::string& settings,
                                                       const std::string& secrets);
/// Stops listening for good; what was received stays.
[[nodiscard]] Status disconnect_channel(Transaction& transaction, const Env& env, ChannelId id);

/// What the listener found. An event only when the state or its reason changed.
[[nodiscard]] Status note_channel_state(Transaction& transaction, const Env& env, ChannelId id,
                                        ChannelState state, const std::string& reason,
                                        const Author& account);

}  // namespace heed::app
