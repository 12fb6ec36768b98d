#include "api/rate_limiter.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace heed::api {

Millis RateLimiter::take(std::string_view key, Time now) {
    const std::lock_guard lock{mutex_};
    auto& found = bucket(key, now);
    const auto wait = wait_for(found, now);
    found.full_at = full_at(found, now);
    if (wait == Millis{0}) found.full_at += allowance_.every;
    return wait;
}

Millis RateLimiter::look(std::string_view key, Time now) {
    const std::lock_guard lock{mutex_};
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? Millis{0} : wait_for(*found->second, now);
}

void RateLimiter::forget(std::string_view key) {
    const std::lock_guard lock{mutex_};
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    const auto bucket = found->second;
    by_key_.erase(found);  // first: its key lies in the bucket
    buckets_.erase(bucket);
}

std::size_t RateLimiter::keys() const {
    const std::lock_guard lock{mutex_};
    return buckets_.size();
}

/// Not in the past, and never further ahead than an empty bucket's: a clock that was set back must
/// not lock anybody out for longer.
Time RateLimiter::full_at(const Bucket& bucket, Time now) const {
    return std::clamp(bucket.full_at, now, now + allowance_.every * allowance_.burst);
}

/// One more fits while the bucket, with it, would be full again within `burst` intervals.
Millis RateLimiter::wait_for(const Bucket& bucket, Time now) const {
    const auto missing = full_at(bucket, now) - now + allowance_.every;
    return std::max(Millis{0}, missing - allowance_.every * allowance_.burst);
}

RateLimiter::Bucket& RateLimiter::bucket(std::string_view key, Time now) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
        return buckets_.front();
    }
    if (buckets_.size() >= keys_max_) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
    buckets_.push_front({std::string{key}, now});
    by_key_.emplace(buckets_.front().key, buckets_.begin());
    return buckets_.front();
}

std::string peer_key(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
    constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
        ::inet_ntop(AF_INET, bytes.data() + mapped.size(), text.data(), text.size());
        return text.data();
    }
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    ::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return std::string{text.data()} + "/64";
}

int whole_seconds(Millis wait) {
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
}

}  // namespace heed::api
