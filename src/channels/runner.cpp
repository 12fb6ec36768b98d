#include "channels/runner.hpp"

#include "app/connect_channels.hpp"
#include "app/deliveries.hpp"

namespace heed::channels {

namespace {

constexpr int pending_replies_max = 10'000;
constexpr Millis long_after = std::chrono::years{1};

}  // namespace

Runner::Runner(Workshop workshop) : workshop_(std::move(workshop)) {}

Runner::~Runner() {
    stop();
}

Status Runner::start() {
    if (auto ended = workshop_.outbox.end_leases(); !ended) return ended;
    std::vector<app::ChannelRecord> records;
    auto loaded = workshop_.store.write([&](app::Transaction& t) -> Status {
        records = t.channels();
        return {};
    });
    if (!loaded) return loaded;
    for (const auto& record : records)
        launch(record);
    return {};
}

/// None for a channel that is disconnected or cannot be made; why not, people see on the screen.
std::unique_ptr<RunningChannel> Runner::make(const app::ChannelRecord& record) {
    if (record.disconnected_at != Time{}) return nullptr;
    auto channel = workshop_.make(record);
    if (channel) {
        return std::make_unique<RunningChannel>(workshop_, record, std::move(*channel));
    }
    const auto& why = channel.error().message;
    workshop_.say("channel " + record.name + " cannot start: " + why);
    const auto noted = workshop_.store.write([&](app::Transaction& t) {
        return app::note_channel_state(t, {workshop_.clock.now(), workshop_.ids}, record.id,
                                       app::ChannelState::refused, why, {});
    });
    if (!noted) workshop_.say("cannot note a channel's state: " + noted.error().message);
    return nullptr;
}

void Runner::launch(const app::ChannelRecord& record) {
    if (auto channel = make(record)) {
        const std::lock_guard lock(mutex_);
        running_[record.id] = std::move(channel);
    }
    if (record.disconnected_at != Time{}) fail_pending(record);
}

void Runner::refresh(ChannelId id) {
    const std::lock_guard one_at_a_time(refresh_mutex_);
    std::optional<app::ChannelRecord> record;
    const auto loaded = workshop_.store.write([&](app::Transaction& t) -> Status {
        record = t.channel(id);
        return {};
    });
    if (!loaded || !record) return;
    std::unique_ptr<RunningChannel> old;
    {
        const std::lock_guard lock(mutex_);
        old = std::move(running_[id]);
        running_.erase(id);
    }
    old.reset();  // outside the lock: its threads may take a moment
    launch(*record);
}

/// What waits for a channel that is no more must not wait in silence.
void Runner::fail_pending(const app::ChannelRecord& record) {
    const auto due = workshop_.outbox.due(record.id, Time::max(), pending_replies_max);
    if (!due) return;
    for (const auto& reply : *due) {
        const auto failed = workshop_.store.write([&](app::Transaction& t) -> Status {
            app::Env env{workshop_.clock.now(), workshop_.ids};
            // Also what its network asked us to keep for hours.
            auto begun =
                app::begin_delivery(t, {env.now + long_after, workshop_.ids}, reply.id, "");
            if (!begun) return {};
            return app::record_failure(
                t, env, reply.id,
                Error{ErrorCode::forbidden, "The channel was disconnected before it left.", "", 0});
        });
        if (!failed) workshop_.say("cannot fail a reply: " + failed.error().message);
    }
}

void Runner::wake_outbox() {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, channel] : running_)
        channel->wake();
}

void Runner::stop() {
    std::map<ChannelId, std::unique_ptr<RunningChannel>> stopping;
    {
        const std::lock_guard lock(mutex_);
        stopping.swap(running_);
    }
    stopping.clear();
}

Limits Runner::limits(ChannelId id, RoomKind room) {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(id);
    return found == running_.end() ? Limits{} : found->second->channel().limits(room);
}

}  // namespace heed::channels
