#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/intake.hpp"
#include "app/listening.hpp"
#include "channels/bluesky/jetstream.hpp"

namespace heed::channels {

/// Where the stream is to go on; kept beside the channels' own cursors.
inline constexpr std::string_view firehose_cursor_setting = "bluesky_jetstream_cursor";
inline constexpr std::string_view firehose_network = "bluesky";

/// Hears a whole network for the desk's terms, for as long as the desk has terms and an account
/// there to answer from. What it hears belongs to the oldest of those accounts.
class Firehose {
public:
    static constexpr Millis look_again_after = std::chrono::seconds{2};

    struct Ports {
        WebSocketClient& sockets;
        HttpClient& http;
        const Clock& clock;
        app::Listening& listening;
        app::IntakeQueue& intake;
        std::function<Result<std::vector<app::ChannelRecord>>()> channels;
        std::function<Result<std::string>()> cursor;
        std::function<bool(ChannelId channel, const std::string& remote_id)> knows;
        std::function<void(const std::string&)> say;  ///< for the log
    };

    Firehose(JetstreamSettings settings, Ports ports);
    ~Firehose();
    Firehose(const Firehose&) = delete;
    Firehose& operator=(const Firehose&) = delete;

    void start();
    void stop();

private:
    struct Wanted;
    struct Running;

    void run(const std::stop_token& stop);
    [[nodiscard]] Wanted wanted() const;
    [[nodiscard]] std::unique_ptr<Running> begin(const Wanted& wanted);
    void note_off(std::string_view wanting);

    JetstreamSettings settings_;
    Ports ports_;
    std::jthread thread_;
};

}  // namespace heed::channels
