#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/http.hpp"
#include "api/map.hpp"

namespace heed::api {

/// Carries events from the writer to every browser: each is put into words once, on a thread of
/// its own, and all streams share the bytes. What this program did not commit itself (another node,
/// a replay into the same file) or does not know to have committed (a lost answer of the database)
/// is read from the event log, whose numbers have no gaps.
class LiveHub {
public:
    static constexpr std::size_t queue_max = 5'000;    ///< committed, not yet put into words
    static constexpr std::size_t burst_max = 250;      ///< more at once are summarised
    static constexpr std::size_t entries_max = 4'096;  ///< kept for slow and new streams
    static constexpr std::size_t entries_bytes_max = 16 * 1024 * 1024;
    static constexpr int catch_up_max = 1'000;  ///< events read for a stream that resumes
    static constexpr std::size_t pull_bytes_max = 512 * 1024;
    /// How often the event log is read for what others wrote, while somebody listens.
    static constexpr Millis look_every{300};

    LiveHub();
    ~LiveHub();
    LiveHub(const LiveHub&) = delete;
    LiveHub& operator=(const LiveHub&) = delete;

    /// Begins to work once there is a database to read rows from.
    void start(store::Database& database, int promise_minutes);
    void stop();

    /// From the writer, after each commit. Quick.
    void publish(const Events& events);
    /// A message without a number: seen by whoever listens now, and never again.
    void announce(std::string_view kind, std::string_view json);

    /// A stream of everything after event number `after`; negative: from now on. Reads the
    /// database, so it is called on a worker thread, and fails when that does: without its past a
    /// stream would have a gap.
    [[nodiscard]] Result<std::unique_ptr<Stream>> open(long long after, UserId reader_id);

    /// Ends what this person listens to, or with none what anybody does. Who may still listen comes
    /// back through the gate by itself and misses nothing; who may not any more stays out.
    void end_streams(UserId reader);

private:
    friend class LiveStream;
    struct Entry {
        long long seq = 0;  ///< 0: without a number
        std::shared_ptr<const std::string> text;
    };
    struct Reading {
        std::shared_ptr<const std::string> text;
        unsigned long long position = 0;
        long long after = 0;
    };

    /// Committed and not told yet. With `to`, everything up to that number is only summarised.
    struct Batch {
        std::vector<heed::Event> events;
        long long to = 0;
    };

    void run(std::stop_token stop);
    [[nodiscard]] Batch next_batch(std::stop_token stop);
    void complete(Batch& batch);
    void tell(Batch batch);
    [[nodiscard]] std::vector<Entry> words(const std::vector<heed::Event>& events);
    void append(std::vector<Entry> entries);
    [[nodiscard]] Reading read(unsigned long long position, long long after);
    [[nodiscard]] unsigned long long end_position();
    struct Subscription {
        unsigned long long id = 0;
        UserId reader;
        std::function<void()> wake;
        std::atomic<bool>* over = nullptr;  ///< the stream's, which unsubscribes before it goes
    };
    unsigned long long subscribe(UserId reader, std::function<void()> wake,
                                 std::atomic<bool>& over);
    void unsubscribe(unsigned long long id);

    store::Database* database_ = nullptr;
    int promise_minutes_ = 60;
    Names names_;

    std::mutex queue_mutex_;
    std::condition_variable_any queued_;
    std::vector<heed::Event> queue_;
    long long skipped_to_ = 0;  ///< up to here the queue had no room
    long long last_ = 0;        ///< number of the last event told; only the thread's
    bool log_unread_ = false;   ///< the event log could not be read; only the thread's

    std::mutex entries_mutex_;
    std::deque<Entry> entries_;
    std::size_t entries_bytes_ = 0;
    unsigned long long first_position_ = 0;
    long long forgotten_to_ = 0;  ///< the last number that is no longer in `entries_`

    std::atomic<int> listeners_ = 0;  ///< streams that exist, subscribed or about to
    std::mutex streams_mutex_;
    std::vector<Subscription> streams_;
    unsigned long long next_stream_ = 1;

    std::jthread thread_;
};

}  // namespace heed::api
