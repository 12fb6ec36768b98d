#pragma once

#include <boost/json/fwd.hpp>
#include <deque>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <unordered_map>

#include "app/incoming.hpp"
#include "channels/bluesky/session.hpp"

namespace heed::channels::bluesky {

inline constexpr std::size_t profiles_per_call = 25;
inline constexpr std::size_t profiles_max = 5'000;
inline constexpr Millis profile_lifetime{3600 * 1000};

/// Completes authors by their profiles (followers above all), many at a time and from memory where
/// that is fresh enough. A profile that cannot be had leaves the author as the post showed him: a
/// number of followers is never worth waiting for. Used by one thread.
class Profiles {
public:
    using Ask = std::function<Result<boost::json::value>(const XrpcCall&, const std::stop_token&)>;

    Profiles(Session& session, const Clock& clock);
    /// For those who ask without an account.
    Profiles(Ask ask, const Clock& clock) : ask_(std::move(ask)), clock_(clock) {}

    void complete(std::span<app::Incoming> items, const std::stop_token& stop);

private:
    struct Entry {
        Author author;
        Time fetched_at;
    };

    void fetch(std::span<const std::string> dids, const std::stop_token& stop);
    void remember(Author author);

    Ask ask_;
    const Clock& clock_;
    std::unordered_map<std::string, Entry> entries_;
    std::deque<std::string> order_;
};

}  // namespace heed::channels::bluesky
