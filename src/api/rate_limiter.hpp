#pragma once

#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace heed::api {

/// How much of something one caller may do: so many at once, then one per `every`.
struct Allowance {
    int burst = 1;
    Millis every{1000};
};

/// Token buckets by key (an address, a login, a form). The number of keys is bounded: the one that
/// was asked about longest ago is forgotten first, so a flood of new keys costs memory up to the
/// bound and gives those who were quiet their full allowance back. Thread safe.
class RateLimiter {
public:
    static constexpr std::size_t keys_max_default = 10'000;

    explicit RateLimiter(Allowance allowance, std::size_t keys_max = keys_max_default)
        : allowance_{allowance}, keys_max_{keys_max} {}

    /// Takes one from the key's bucket. Zero: go on; otherwise how long until the next one, and
    /// nothing was taken.
    [[nodiscard]] Millis take(std::string_view key, Time now);

    /// The same without taking: for what only counts when it fails (a wrong password).
    [[nodiscard]] Millis look(std::string_view key, Time now);

    /// The key's bucket is full again (the right password came).
    void forget(std::string_view key);

    [[nodiscard]] std::size_t keys() const;

private:
    /// The bucket as one moment: when it will be full again. Earlier than now means full.
    struct Bucket {
        std::string key;
        Time full_at;
    };
    using Buckets = std::list<Bucket>;  ///< the key asked about last is in front

    [[nodiscard]] Time full_at(const Bucket& bucket, Time now) const;
    [[nodiscard]] Millis wait_for(const Bucket& bucket, Time now) const;
    Bucket& bucket(std::string_view key, Time now);

    const Allowance allowance_;
    const std::size_t keys_max_;
    mutable std::mutex mutex_;
    Buckets buckets_;
    std::unordered_map<std::string_view, Buckets::iterator> by_key_;
};

/// One key for everybody behind the same line: an IPv4 address, or the /64 net of an IPv6 one,
/// of which every home has 2^64 addresses.
[[nodiscard]] std::string peer_key(const std::string& address);

/// A wait as whole seconds for Retry-After, rounded up.
[[nodiscard]] int whole_seconds(Millis wait);

}  // namespace heed::api
