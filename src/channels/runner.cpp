#include "channels/runner.hpp"

#include "app/replies.hpp"

namespace heed::channels {

namespace {

constexpr int pending_replies_max = 10'000;

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
    const std::lock_guard lock(mutex_);
    for (const auto& record : records)
        launch(record);
    return {};
}

void Runner::launch(const app::ChannelRecord& record) {
    if (record.disconnected_at != Time{}) return;
    auto channel = workshop_.make(record);
    if (!channel) {
        workshop_.say("channel " + record.name + " cannot start: " + channel.error().message);
        return;
    }
    running_[record.id] = std::make_unique<RunningChannel>(workshop_, record, std::move(*channel));
}

void Runner::refresh(ChannelId id) {
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
    const std::lock_guard lock(mutex_);
    launch(*record);
    if (record->disconnected_at != Time{}) fail_pending(*record);
}

/// What waits for a channel that is no more must not wait in silence.
void Runner::fail_pending(const app::ChannelRecord& record) {
    const auto due = workshop_.outbox.due(record.id, Time::max(), pending_replies_max);
    if (!due) return;
    for (const auto& reply : *due) {
        const auto failed = workshop_.store.write([&](app::Transaction& t) -> Status {
            app::Env env{workshop_.clock.now(), workshop_.ids};
            const Time late = std::max(env.now, env.now + app::reply_backoff_max * 2);
            auto begun = app::begin_delivery(t, {late, workshop_.ids}, reply.id, "");
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
