#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "channels/channel.hpp"

namespace heed::channels {

struct ReplaySettings {
    std::string path;
    /// How much faster than recorded; empty or not positive: as fast as the reader takes it.
    std::optional<double> speed;
    /// Every post counts as written when it is handed over, so that a desk's clocks make sense.
    bool as_if_now = false;
    Account account = {"replay", "replay", "Recording", "", "", -1};
    /// Hears of every line that is skipped because it is no post. May be empty.
    std::function<void(const Error&)> on_bad_line = {};
};

/// Plays a recorded stream (docs/replay.md). The cursor is the byte offset of the next line and its
/// number. Bad lines are reported and skipped. Nobody reads a recording, so `deliver` refuses with
/// `invalid`. At the end `receive` waits and finds nothing, `ended()` tells why.
class Replay final : public Channel {
public:
    /// The clock must outlive the channel.
    Replay(ReplaySettings settings, const Clock& clock);

    [[nodiscard]] Result<Account> connect() override;
    [[nodiscard]] Result<Received> receive(const std::string& cursor, Millis wait,
                                           std::stop_token stop) override;
    [[nodiscard]] std::string delivery_key(ReplyId id, Time created_at) const override;
    [[nodiscard]] Result<app::Delivery> deliver(const app::Outgoing& outgoing) override;
    [[nodiscard]] Result<Presence> read_back(const std::string& remote_id) override;
    [[nodiscard]] Limits limits(RoomKind room) const override;

    /// Whether the last `receive` stood at the end of the recording.
    [[nodiscard]] bool ended() const { return ended_; }

private:
    [[nodiscard]] Time due(Time written_at);

    ReplaySettings settings_;
    const Clock& clock_;
    std::optional<Time> first_written_at_;  ///< with `first_played_at_`: what pacing counts from
    Time first_played_at_;
    std::atomic<bool> ended_ = false;
};

[[nodiscard]] std::unique_ptr<Channel> make_replay(ReplaySettings settings, const Clock& clock);

}  // namespace heed::channels
