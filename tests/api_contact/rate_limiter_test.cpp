#include "api/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace heed::api {
namespace {

constexpr Time noon = from_millis(1'790'000'000'000);

TEST(RateLimiter, AllowsABurstAndThenOnePerInterval) {
    RateLimiter limiter{{3, Millis{1000}}};
    struct Step {
        int at_ms;
        int wait_ms;
    };
    constexpr Step steps[] = {{0, 0},      {0, 0},       {0, 0},        {0, 1000},   {400, 600},
                              {1000, 0},   {1000, 1000}, {2500, 0},     {2500, 500}, {60'000, 0},
                              {60'000, 0}, {60'000, 0},  {60'000, 1000}};
    for (const auto& step : steps) {
        EXPECT_EQ(limiter.take("a", noon + Millis{step.at_ms}).count(), step.wait_ms) << step.at_ms;
    }
    EXPECT_EQ(limiter.take("b", noon).count(), 0) << "others have their own";
}

TEST(RateLimiter, LooksWithoutTakingAndForgets) {
    RateLimiter limiter{{1, Millis{5000}}};
    EXPECT_EQ(limiter.look("a", noon).count(), 0);
    EXPECT_EQ(limiter.look("a", noon).count(), 0);
    EXPECT_EQ(limiter.keys(), 0U);
    EXPECT_EQ(limiter.take("a", noon).count(), 0);
    EXPECT_EQ(limiter.look("a", noon).count(), 5000);
    limiter.forget("a");
    limiter.forget("never seen");
    EXPECT_EQ(limiter.keys(), 0U);
    EXPECT_EQ(limiter.take("a", noon).count(), 0);
}

TEST(RateLimiter, AClockThatWasSetBackLocksNobodyOut) {
    RateLimiter limiter{{2, Millis{1000}}};
    EXPECT_EQ(limiter.take("a", noon).count(), 0);
    const auto earlier = noon - std::chrono::hours{5};
    EXPECT_EQ(limiter.take("a", earlier).count(), 1000);
    EXPECT_EQ(limiter.take("a", earlier + Millis{1000}).count(), 0);
}

TEST(RateLimiter, ForgetsWhoWasQuietLongest) {
    RateLimiter limiter{{1, Millis{1000}}, 3};
    for (const auto* key : {"a", "b", "c"})
        EXPECT_EQ(limiter.take(key, noon).count(), 0);
    EXPECT_GT(limiter.take("a", noon).count(), 0);  // "a" is the freshest now
    EXPECT_EQ(limiter.take("d", noon).count(), 0);
    EXPECT_EQ(limiter.keys(), 3U);
    EXPECT_GT(limiter.look("a", noon).count(), 0);
    EXPECT_EQ(limiter.look("b", noon).count(), 0) << "forgotten";
    for (int i = 0; i < 1000; ++i)
        static_cast<void>(limiter.take(std::to_string(i), noon));
    EXPECT_EQ(limiter.keys(), 3U);
}

TEST(RateLimiter, CountsNeighboursOfOneIpv6NetAsOne) {
    constexpr std::pair<const char*, const char*> cases[] = {
        {"192.0.2.7", "192.0.2.7"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
        {"2001:db8:1:2::9", "2001:db8:1:2::/64"},
        {"2001:db8:1:3::9", "2001:db8:1:3::/64"},
        {"::ffff:192.0.2.7", "192.0.2.7"},
        {"::1", "::/64"},
        {"", ""},
        {"unknown", "unknown"},
    };
    for (const auto& [address, key] : cases)
        EXPECT_EQ(peer_key(address), key) << address;
}

TEST(RateLimiter, RoundsWaitsUpToSeconds) {
    EXPECT_EQ(whole_seconds(Millis{0}), 0);
    EXPECT_EQ(whole_seconds(Millis{1}), 1);
    EXPECT_EQ(whole_seconds(Millis{1000}), 1);
    EXPECT_EQ(whole_seconds(Millis{1001}), 2);
}

}  // namespace
}  // namespace heed::api
