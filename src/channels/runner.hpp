#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/env.hpp"
#include "app/intake.hpp"
#include "app/outbox.hpp"
#include "app/records.hpp"
#include "channels/channel.hpp"

namespace heed::channels {

/// Makes the connector of a stored channel; opens its secrets.
using Factory = std::function<Result<std::unique_ptr<Channel>>(const app::ChannelRecord&)>;

/// What every running channel works with.
struct Workshop {
    app::Store& store;
    app::Outbox& outbox;
    app::IntakeQueue& intake;
    IdSource& ids;
    const Clock& clock;
    Factory make;
    std::function<void(const std::string&)> say;  ///< for the log
};

/// One channel at work: a thread that listens and one that delivers, until destroyed.
class RunningChannel {
public:
    RunningChannel(Workshop& workshop, app::ChannelRecord record, std::unique_ptr<Channel> channel);
    ~RunningChannel();
    RunningChannel(const RunningChannel&) = delete;
    RunningChannel& operator=(const RunningChannel&) = delete;

    void wake();
    [[nodiscard]] const Channel& channel() const { return *channel_; }

private:
    void listen(std::stop_token stop);
    bool connect(std::stop_token stop);
    bool take(Received received, std::stop_token stop);
    void recheck(std::stop_token stop);
    void deliver_all(std::stop_token stop);
    void deliver(const app::DueReply& due);
    void read_back(std::stop_token stop);
    void note(app::ChannelState state, const std::string& reason, const Account& account = {});
    void stumble(const Error& error, std::stop_token stop);
    bool pause(Millis time, std::stop_token stop);
    [[nodiscard]] app::Env env() const;

    Workshop& workshop_;
    app::ChannelRecord record_;
    std::unique_ptr<Channel> channel_;
    std::string cursor_;
    int failures_ = 0;  ///< in a row
    Time noted_at_;
    Time rechecked_at_;
    std::size_t read_backs_ = 0;
    Time read_back_at_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool woken_ = false;
    std::jthread listener_;
    std::jthread deliverer_;
};

/// All channels of the desk.
class Runner {
public:
    explicit Runner(Workshop workshop);
    ~Runner();

    /// Starts what is connected. Called once.
    [[nodiscard]] Status start();
    /// Follows a change of the stored channel: starts it, starts it anew, or stops it.
    void refresh(ChannelId id);
    void wake_outbox();
    /// Stops all threads; what was not delivered waits in the outbox.
    void stop();

    [[nodiscard]] Limits limits(ChannelId id, RoomKind room);

private:
    [[nodiscard]] std::unique_ptr<RunningChannel> make(const app::ChannelRecord& record);
    void launch(const app::ChannelRecord& record);
    void fail_pending(const app::ChannelRecord& record);

    Workshop workshop_;
    std::mutex refresh_mutex_;  ///< two changes of one channel are followed one after the other
    std::mutex mutex_;
    std::map<ChannelId, std::unique_ptr<RunningChannel>> running_;
};

}  // namespace heed::channels
