#pragma once

#include <boost/json/fwd.hpp>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "channels/bluesky/recent.hpp"
#include "channels/bluesky/session.hpp"

namespace heed::channels::bluesky {

inline constexpr int page_size = 100;
inline constexpr int pages_per_step_max = 10;
inline constexpr int first_pages_max = 10;
inline constexpr int stale_pages_max = 2;
inline constexpr std::size_t backlog_max = 20'000;
inline constexpr std::size_t known_max = 20'000;
/// The network orders notifications by the author's clock where that is the earlier one, so a late
/// one may turn up below where we have read. We look this far below, again and again.
inline constexpr Millis late_arrival_overlap{3600 * 1000};
inline constexpr Millis deep_scan_interval{10 * 60'000};

/// Points at a post that names, answers or quotes us.
struct Pointer {
    std::string uri;
    Time time;         ///< where it stands in the network's order
    std::string view;  ///< what the notification itself shows of the post, JSON
};

/// Reads app.bsky.notification.listNotifications, which comes newest first and in pages, into a
/// backlog that is oldest first and has no gap: nothing enters the backlog before the scan has
/// reached what was read earlier. Used by one thread.
class Notifications {
public:
    Notifications(Session& session, const Clock& clock) : session_(session), clock_(clock) {}

    /// Begins anew behind `position`. Without one: with what the account has not read yet.
    void reset(std::optional<Time> position);

    /// Reads at most pages_per_step_max pages. True when the backlog is whole; false: call again.
    [[nodiscard]] Result<bool> scan(const std::stop_token& stop);

    [[nodiscard]] const std::deque<Pointer>& backlog() const { return backlog_; }
    /// Takes the oldest `count` off the backlog: they were handed over.
    void drop(std::size_t count);

    [[nodiscard]] bool is_scanning() const { return scan_.active; }
    /// The newest moment up to which everything was handed over.
    [[nodiscard]] Time position() const { return position_; }
    /// How many malformed entries were left out since the last time somebody asked.
    [[nodiscard]] int take_skipped();

private:
    /// What is remembered between the pages of one scan.
    struct Scan {
        bool active = false;
        bool deep = false;
        int pages = 0;
        std::string page_cursor;
        std::vector<Pointer> found;  ///< newest first
        std::vector<std::string> passed_over;
        RecentSet listed{known_max};
        int stale_pages = 0;  ///< in a row, that showed nothing this scan had not seen
        Time newest{};
        Time oldest = Time::max();
    };
    /// What one page had to say.
    struct Page {
        int entries = 0;
        int known = 0;
        int fresh = 0;  ///< not seen on an earlier page of this scan
        bool reached_read = false;
        std::string next_cursor;
    };

    void begin_scan();
    Result<Page> read_page(const std::stop_token& stop);
    void read_entry(const boost::json::value& entry, bool all_unread, Page& page);
    bool is_wanted(Time time, bool unread) const;
    bool is_complete(const Page& page) const;
    void finish_scan();
    Time passed(Time time) const;
    void skip(const boost::json::value& entry);

    Session& session_;
    const Clock& clock_;
    bool first_run_ = true;
    bool primed_ = false;  ///< one scan was finished since the last reset
    Time position_{};
    Time floor_{};  ///< the oldest moment that the first scan saw
    Time next_deep_scan_{};
    int skipped_ = 0;
    Scan scan_;
    std::deque<Pointer> backlog_;
    RecentSet known_{known_max};
};

}  // namespace heed::channels::bluesky
