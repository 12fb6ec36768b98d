#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <unordered_set>

#include "channels/bluesky/notifications.hpp"
#include "channels/bluesky/profiles.hpp"
#include "channels/channel.hpp"

namespace heed::channels::bluesky {

inline constexpr std::size_t posts_per_call = 25;
inline constexpr std::size_t posts_per_step_max = 100;
inline constexpr int ancestors_max = 80;
inline constexpr int own_pages_max = 5;
inline constexpr int own_page_size = 50;
inline constexpr std::size_t delivered_max = 10'000;

/// The posts that this desk has put on the network itself, so that the listener does not take them
/// for answers from a phone. Thread safe.
class Delivered {
public:
    void add(const std::string& uri) {
        const std::lock_guard lock(mutex_);
        uris_.add(uri);
    }
    [[nodiscard]] bool contains(const std::string& uri) {
        const std::lock_guard lock(mutex_);
        return uris_.contains(uri);
    }

private:
    std::mutex mutex_;
    RecentSet uris_{delivered_max};
};

/// The listening half of the connector: what names, answers or quotes us, with the threads it
/// stands in, and what our account says elsewhere. Used by one thread.
///
/// Its cursor is "<moment>#<step>": the moment up to which everything was handed over, and a number
/// that changes with every step. When it comes back as we gave it, the step was stored; any other
/// cursor means that it was not (or that the program restarted), and we begin anew behind it.
class Listener {
public:
    Listener(const BlueskySettings& settings, Session& session, Delivered& delivered,
             const Clock& clock);

    [[nodiscard]] Result<Received> receive(const std::string& cursor, Millis wait,
                                           const std::stop_token& stop);

private:
    using Views = std::map<std::string, app::IncomingPost>;

    Result<Received> step(const std::string& cursor, const std::stop_token& stop);
    void begin(const std::string& cursor);
    Result<Received> hand_over(const std::stop_token& stop);
    Result<Views> fetch_posts(std::size_t count, const std::stop_token& stop);
    Result<std::optional<app::IncomingPost>> recover(const Pointer& pointer,
                                                     const std::stop_token& stop);
    Status add_with_ancestors(app::IncomingPost post, std::vector<app::Incoming>& items,
                              const std::stop_token& stop);
    Result<std::vector<app::IncomingPost>> fetch_ancestors(const std::string& uri,
                                                           const std::stop_token& stop);
    Result<std::vector<app::Incoming>> fetch_own_posts(const std::stop_token& stop);
    bool take_own_posts(const boost::json::value& page, std::vector<app::Incoming>& items,
                        Time& newest) const;
    Result<Received> hand_over_own_posts(const std::stop_token& stop);
    Received give(std::vector<app::Incoming> items, bool more);
    void mark_seen(const std::stop_token& stop);
    void pause(Millis time, const std::stop_token& stop) const;

    const BlueskySettings& settings_;
    Session& session_;
    Delivered& delivered_;
    const Clock& clock_;
    Notifications notifications_;
    Profiles profiles_;
    std::string own_did_;
    std::string returned_cursor_;
    long long step_number_ = 0;
    int skipped_ = 0;
    Time seen_up_to_{};
    Time own_position_{};
    std::optional<std::chrono::steady_clock::time_point> last_scan_;
    std::optional<std::chrono::steady_clock::time_point> last_own_posts_;
    RecentSet handed_over_{known_max};  ///< since the last `begin`, context and own posts too
    std::unordered_set<std::string> in_this_step_;
    std::unordered_set<std::string> pending_;  ///< what this step's notifications point at
};

}  // namespace heed::channels::bluesky
