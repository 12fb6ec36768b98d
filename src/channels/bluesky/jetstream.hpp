#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "channels/bluesky/profiles.hpp"
#include "channels/bluesky/recent.hpp"
#include "channels/bluesky/stream_event.hpp"
#include "channels/websocket.hpp"
#include "understand/terms.hpp"

namespace heed::channels {

inline constexpr std::size_t jetstream_batch_max = 100;
/// What was handed over lately, so that it is not handed over again after a lost connection.
inline constexpr std::size_t jetstream_remembered_max = 20'000;

struct JetstreamSettings {
    /// Any of them has the whole network; the next is tried when one fails.
    std::vector<std::string> urls{"wss://jetstream2.us-east.bsky.network/subscribe",
                                  "wss://jetstream2.us-west.bsky.network/subscribe"};
    /// The accounts of ours: what they write, and what names, answers or quotes them, comes by
    /// their own listeners.
    std::vector<std::string> own_dids = {};
    /// Who knows handles and followers; empty: nobody is asked.
    std::string profiles = "https://public.api.bsky.app";
    std::string images = "https://cdn.bsky.app/img";
    Millis overlap = std::chrono::seconds{5};  ///< heard again after a lost connection
    Millis pause_first = std::chrono::seconds{1};
    Millis pause_max = std::chrono::minutes{1};
    Millis refused_pause = std::chrono::minutes{5};
    Millis gather = std::chrono::seconds{1};  ///< how long posts are gathered into one batch
    Millis idle_timeout = std::chrono::seconds{30};
    std::size_t message_bytes_max = websocket_message_bytes_max;
};

enum class StreamState {
    listening,
    unreachable,  ///< nobody answers, or not sensibly; it is tried again and again
    refused,      ///< somebody answers, and does not want us
};

/// What was heard: an unaddressed post, or an edit or deletion of one that is known. For each item
/// the terms in it, none for a deletion.
struct StreamBatch {
    std::vector<app::Incoming> items;
    std::vector<std::vector<understand::TermMatch>> matches;
    std::string cursor;  ///< where to go on once these are stored
};

/// Who listens. Called on the thread that runs the stream.
class StreamEars {
public:
    virtual ~StreamEars() = default;
    /// The terms in a post, hundreds of times a second; nothing else is done for one without any.
    [[nodiscard]] virtual std::span<const understand::TermMatch> concerns_us(
        const bluesky::StreamEvent& post) = 0;
    /// Whether the post is stored, so that its edits and deletions are wanted. What this run has
    /// handed over is known anyway.
    [[nodiscard]] virtual bool knows(const std::string& remote_id) = 0;
    /// Stores a batch and its cursor in one transaction. After an error it is asked again.
    [[nodiscard]] virtual Status take(const StreamBatch& batch) = 0;
    virtual void note(StreamState state, const std::string& reason) = 0;
};

/// How much was heard since the start.
struct StreamCounts {
    long long posts = 0;
    long long concerned_us = 0;
    long long malformed = 0;  ///< and left out, with those too large and those that are no text
    long long connections = 0;
    Time heard_up_to{};  ///< the time of the newest event
};

/// Listens to the whole network over a Jetstream, from a cursor on: connects, fetches what was
/// missed as far as the stream keeps it, and connects again whenever the line breaks. Nothing is
/// left out and nothing handed over twice within a run; between runs, known posts are the store's
/// to ignore. One thread; `counts` may be asked from any.
class Jetstream {
public:
    /// The references must outlive it.
    Jetstream(JetstreamSettings settings, WebSocketClient& sockets, HttpClient& http,
              const Clock& clock);

    /// Until a stop is asked for. An empty cursor begins with what is written from now on.
    void run(const std::stop_token& stop, const std::string& cursor, StreamEars& ears);

    [[nodiscard]] StreamCounts counts() const;

private:
    using Moment = std::chrono::steady_clock::time_point;

    Status listen(const std::stop_token& stop);
    Status hear_all(std::vector<std::string>& messages, const std::stop_token& stop);
    void hear(std::string& message);
    void hear_post(const bluesky::StreamEvent& event, const std::string& message);
    void hear_change(const bluesky::StreamEvent& event, const std::string& message);
    void add(app::Incoming item, const bluesky::StreamEvent& event,
             std::span<const understand::TermMatch> matches);
    void warn_of_gap(long long time_us);
    [[nodiscard]] bool is_ours(std::string_view did) const;
    [[nodiscard]] bool hand_over(const std::stop_token& stop);
    [[nodiscard]] bool is_due() const;
    void step_over();
    void stumble(const Error& error, const std::stop_token& stop);
    void pause(Millis time, const std::stop_token& stop);
    [[nodiscard]] std::string address() const;

    const JetstreamSettings settings_;
    WebSocketClient& sockets_;
    const Clock& clock_;
    bluesky::Profiles profiles_;
    bluesky::StreamReader reader_;
    StreamEars* ears_ = nullptr;

    long long position_us_ = 0;     ///< everything up to here was heard; 0: from now on
    long long handed_over_us_ = 0;  ///< and up to here handed over
    long long asked_from_us_ = 0;   ///< of this connection, until its first event has come
    Millis skipped_{};              ///< behind the last good event, because of one that is no text
    bool unreadable_ = false;       ///< that is how the last connection ended
    StreamBatch batch_;
    Moment batch_begun_{};
    Moment noted_cursor_{};
    bluesky::RecentSet handed_over_{jetstream_remembered_max};  ///< revisions
    bluesky::RecentSet known_{jetstream_remembered_max};        ///< posts
    std::size_t url_ = 0;
    int failures_ = 0;
    int malformed_in_a_row_ = 0;

    std::atomic<long long> posts_ = 0;
    std::atomic<long long> concerned_us_ = 0;
    std::atomic<long long> malformed_ = 0;
    std::atomic<long long> connections_ = 0;
    std::atomic<long long> heard_up_to_us_ = 0;
    std::mutex mutex_;
    std::condition_variable_any woken_;
};

}  // namespace heed::channels
