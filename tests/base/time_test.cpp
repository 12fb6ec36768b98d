#include "base/time.hpp"

#include <gtest/gtest.h>

namespace heed {
namespace {

struct Readable {
    const char* text;
    long long millis;
};

// The expected numbers come from `date -u -d TEXT +%s%3N`, not from the code under test.
constexpr Readable readable[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"1970-01-01T00:00:00.001Z", 1},
    {"1969-12-31T23:59:59.999Z", -1},
    {"2026-11-21T09:30:00.000Z", 1'795'253'400'000},
    {"2026-11-21T09:30:00Z", 1'795'253'400'000},
    {"2026-11-21t09:30:00z", 1'795'253'400'000},
    {"2026-11-21 09:30:00Z", 1'795'253'400'000},
    {"2026-11-21T11:30:00+02:00", 1'795'253'400'000},
    {"2026-11-21T04:00:00-05:30", 1'795'253'400'000},
    {"2026-11-22T00:15:00+14:45", 1'795'253'400'000},
    {"2026-11-21T09:30:00.1Z", 1'795'253'400'100},
    {"2026-11-21T09:30:00.12Z", 1'795'253'400'120},
    {"2026-11-21T09:30:00.1239Z", 1'795'253'400'123},
    {"2026-11-21T09:30:00.999999999999Z", 1'795'253'400'999},
    {"2024-02-29T00:00:00Z", 1'709'164'800'000},
    {"2000-02-29T00:00:00Z", 951'782'400'000},
    {"2016-12-31T23:59:60Z", 1'483'228'800'000},
    {"0001-01-01T00:00:00Z", -62'135'596'800'000},
    {"9999-12-31T23:59:59.999Z", 253'402'300'799'999},
};

constexpr const char* unreadable[] = {
    "",
    "Z",
    "2026",
    "2026-11-21",
    "2026-11-21T09:30",
    "2026-11-21T09:30Z",
    "2026-11-21T09:30:00",
    "2026-11-21T09:30:00.",
    "2026-11-21T09:30:00.Z",
    "2026-11-21T09:30:00ZZ",
    "2026-11-21T09:30:00Z ",
    " 2026-11-21T09:30:00Z",
    "2026-11-21T09:30:00 Z",
    "2026-11-21T09:30:00+0200",
    "2026-11-21T09:30:00+02",
    "2026-11-21T09:30:00+24:00",
    "2026-11-21T09:30:00+02:60",
    "2026-11-21_09:30:00Z",
    "2026-13-21T09:30:00Z",
    "2026-00-21T09:30:00Z",
    "2026-11-00T09:30:00Z",
    "2026-11-31T09:30:00Z",
    "2026-02-29T09:30:00Z",
    "1900-02-29T09:30:00Z",
    "2026-11-21T24:00:00Z",
    "2026-11-21T09:60:00Z",
    "2026-11-21T09:30:61Z",
    "0000-11-21T09:30:00Z",
    "-001-11-21T09:30:00Z",
    "12026-11-21T09:30:00Z",
    "2026-1-21T09:30:00Z",
    "yesterday",
    "2026\u201111-21T09:30:00Z",
};

TEST(Time, ReadsEveryFormOfRfc3339) {
    for (const auto& [text, millis] : readable) {
        const auto time = parse_rfc3339(text);
        ASSERT_TRUE(time.has_value()) << text;
        EXPECT_EQ(to_millis(*time), millis) << text;
    }
}

TEST(Time, RefusesWhatIsNotATime) {
    for (const char* text : unreadable)
        EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
}

TEST(Time, WritesUtcWithMilliseconds) {
    EXPECT_EQ(format_rfc3339(from_millis(1'795'253'400'000)), "2026-11-21T09:30:00.000Z");
    EXPECT_EQ(format_rfc3339(from_millis(-1)), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(format_rfc3339(from_millis(-62'135'596'800'000)), "0001-01-01T00:00:00.000Z");
}

TEST(Time, ReadsBackWhatItWrote) {
    for (const auto& [text, millis] : readable) {
        const auto back = parse_rfc3339(format_rfc3339(from_millis(millis)));
        ASSERT_TRUE(back.has_value()) << text;
        EXPECT_EQ(to_millis(*back), millis) << text;
    }
}

TEST(Time, TheSystemClockIsPastTheDayThisWasWritten) {
    EXPECT_GT(SystemClock{}.now(), *parse_rfc3339("2025-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace heed
