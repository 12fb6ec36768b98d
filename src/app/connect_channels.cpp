#include "app/connect_channels.hpp"

#include <algorithm>

namespace heed::app {

namespace {

void happen(Transaction& transaction, const Env& env, const ChannelRecord& channel, EventKind kind,
            std::string detail) {
    transaction.save(channel);
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.channel = channel.id;
    event.actor = env.actor;
    event.detail = std::move(detail);
    transaction.append({event});
}

/// Whether another channel speaks as the same account, or stands at the same address.
bool taken(Transaction& transaction, const ChannelRecord& channel) {
    if (channel.account_id.empty()) return false;
    const auto known = transaction.channels();
    return std::any_of(known.begin(), known.end(), [&](const ChannelRecord& other) {
        return other.id != channel.id && other.network == channel.network &&
               other.account_id == channel.account_id && other.disconnected_at == Time{};
    });
}

tl::unexpected<Error> connected_already() {
    return fail(ErrorCode::conflict, "This account is connected already.");
}

}  // namespace

Result<ChannelRecord> connect_channel(Transaction& transaction, const Env& env,
                                      ChannelRecord channel) {
    if (taken(transaction, channel)) return connected_already();
    channel.id = env.ids.next<ChannelId>(env.now);
    channel.created_at = env.now;
    channel.state = ChannelState::connecting;
    happen(transaction, env, channel, EventKind::channel_connected, channel.network);
    return channel;
}

Result<ChannelRecord> change_credentials(Transaction& transaction, const Env& env, ChannelId id,
                                         const std::string& account_id, const std::string& settings,
                                         const std::string& secrets) {
    auto channel = transaction.channel(id);
    if (!channel) return fail(ErrorCode::not_found, "There is no such channel.");
    if (!account_id.empty()) channel->account_id = account_id;
    if (taken(transaction, *channel)) return connected_already();
    channel->settings = settings;
    channel->secrets = secrets;
    channel->state = ChannelState::connecting;
    channel->state_reason.clear();
    channel->disconnected_at = {};
    happen(transaction, env, *channel, EventKind::channel_connected, "new credentials");
    return *channel;
}

Status disconnect_channel(Transaction& transaction, const Env& env, ChannelId id) {
    auto channel = transaction.channel(id);
    if (!channel) return fail(ErrorCode::not_found, "There is no such channel.");
    if (channel->disconnected_at != Time{}) return {};
    channel->state = ChannelState::disconnected;
    channel->state_reason.clear();
    channel->secrets.clear();
    channel->disconnected_at = env.now;
    happen(transaction, env, *channel, EventKind::channel_disconnected, "");
    return {};
}

Status note_channel_state(Transaction& transaction, const Env& env, ChannelId id,
                          ChannelState state, const std::string& reason, const Author& account) {
    auto channel = transaction.channel(id);
    if (!channel || channel->disconnected_at != Time{}) return {};
    if (!account.remote_id.empty()) {
        channel->account_id = account.remote_id;
        channel->handle = account.handle;
        if (!account.name.empty()) channel->name = account.name;
    }
    if (state == ChannelState::listening) channel->last_heard_at = env.now;
    if (channel->state == state && channel->state_reason == reason) {
        transaction.save(*channel);
        return {};
    }
    channel->state = state;
    channel->state_reason = reason;
    happen(transaction, env, *channel, EventKind::channel_state_changed,
           std::string(name_of(state)));
    return {};
}

}  // namespace heed::app
