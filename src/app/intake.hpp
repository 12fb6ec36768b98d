#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/incoming.hpp"
#include "app/judging.hpp"
#include "app/listening.hpp"
#include "app/store.hpp"

namespace heed::app {

struct IntakeCount {
    long long received = 0;  ///< new
    long long known = 0;     ///< seen before, erased, or no concern of ours
    long long heard = 0;     ///< of the new: talk about us that stayed out of the inbox
};

/// A cursor that is no channel's own: it is kept as a setting.
struct Bookmark {
    std::string setting;
    std::string value;
};

/// Takes in what all channels hear. Batches that arrive while one is being written are joined and
/// written together, so that many small ones cost little more than a few large ones: the price of
/// a commit is shared. Each caller waits until its own items are on disk.
class IntakeQueue {
public:
    static constexpr std::size_t waiting_items_max = 20'000;  ///< beyond that callers are told off
    static constexpr std::size_t transaction_items_max = 4'000;

    /// `judging` gives each post its first judgement, before the transaction; `listening` tells
    /// which of those that do not address us concern us (none: all do).
    IntakeQueue(Store& store, IdSource& ids, const Clock& clock, const Judging& judging,
                Listening* listening = nullptr);
    ~IntakeQueue();
    IntakeQueue(const IntakeQueue&) = delete;
    IntakeQueue& operator=(const IntakeQueue&) = delete;

    /// Stores the items and, if given, moves the channel's cursor or a bookmark in the same
    /// transaction. Judges in the caller's thread, then waits for the commit. `unavailable` when
    /// too much is waiting already or the database is gone; `not_found` for an unknown channel.
    [[nodiscard]] Result<IntakeCount> receive(ChannelId channel, std::vector<Incoming> items,
                                              std::optional<std::string> cursor = std::nullopt,
                                              std::optional<Bookmark> bookmark = std::nullopt);

private:
    struct Batch {
        ChannelId channel;
        std::vector<Incoming> items;
        std::optional<std::string> cursor;
        std::optional<Bookmark> bookmark;
        Result<IntakeCount> outcome = fail(ErrorCode::unavailable, "The desk is stopping.");
        bool done = false;
        std::condition_variable finished;
    };

    void run(std::stop_token stop);
    void look(std::vector<Incoming>& items) const;
    void write(std::vector<Batch*>& batches);
    void write_each(std::vector<Batch*>& batches);
    Status write_all(Transaction& transaction, std::vector<Batch*>& batches);

    Store& store_;
    IdSource& ids_;
    const Clock& clock_;
    const Judging& judging_;
    Listening* listening_;
    std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<Batch*> waiting_;
    std::size_t waiting_items_ = 0;
    bool stopped_ = false;
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace heed::app
