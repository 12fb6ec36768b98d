#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>

#include "cli/replay_target.hpp"

namespace heed::cli {

/// Sends batches on several lanes at once. What belongs together stays on one lane and so in
/// order: an answer of ours must never reach a desk before the question.
class ReplayFeed {
public:
    static constexpr std::size_t waiting_batches_max = 2;           ///< a lane
    static constexpr std::size_t remembered_threads_max = 200'000;  ///< older ones are forgotten

    explicit ReplayFeed(ReplayTarget& target);
    ~ReplayFeed();
    ReplayFeed(const ReplayFeed&) = delete;
    ReplayFeed& operator=(const ReplayFeed&) = delete;

    /// Waits while too much is on its way. False when a lane has given up.
    [[nodiscard]] bool add(app::IncomingPost post, std::string_view line, std::size_t number);
    /// Sends what is gathered, full or not.
    void flush();
    /// Sends all and waits until it has arrived.
    void finish();

    struct Count {
        long long fresh = 0;
        long long known = 0;
        long long lost = 0;  ///< read, but not taken
    };
    [[nodiscard]] Count count() const;
    /// Why a lane gave up.
    [[nodiscard]] std::optional<Error> error() const;

private:
    struct Lane {
        ReplayBatch gathered;
        std::deque<ReplayBatch> waiting;
        bool sending = false;
        std::jthread thread;
    };

    [[nodiscard]] std::size_t lane_of(const app::IncomingPost& post);
    void send(Lane& lane);
    void run(Lane& lane, const std::stop_token& stop);
    void settle(const ReplayBatch& batch, std::size_t posts, const Result<app::IntakeCount>& done);

    ReplayTarget& target_;
    const std::size_t lane_count_;
    std::unordered_map<std::string, std::size_t> lane_by_post_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    Count count_;
    std::optional<Error> error_;
    std::array<Lane, lanes_max> lanes_;
};

}  // namespace heed::cli
