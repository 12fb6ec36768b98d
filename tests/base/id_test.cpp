#include "base/id.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <thread>
#include <vector>

namespace heed {
namespace {

constexpr Time noon = from_millis(1'795'262'400'000);

TEST(Id, ReadsBackWhatItWrote) {
    for (const std::int64_t value :
         {std::int64_t{1}, std::int64_t{31}, std::int64_t{32}, std::int64_t{1} << 40,
          std::int64_t{1} << 62, std::numeric_limits<std::int64_t>::max()}) {
        const std::string text = format_id(value);
        EXPECT_EQ(text.size(), 13U);
        EXPECT_EQ(parse_id(text), value) << text;
    }
}

TEST(Id, IsWrittenAsCrockfordBase32) {
    EXPECT_EQ(format_id(1), "0000000000001");
    EXPECT_EQ(format_id(31), "000000000000z");
    EXPECT_EQ(format_id(32), "0000000000010");
    EXPECT_EQ(format_id(std::numeric_limits<std::int64_t>::max()), "7zzzzzzzzzzzz");
}

TEST(Id, RefusesWhatIsNotAnId) {
    for (const char* text :
         {"", "1", "000000000001", "00000000000001", "0000000000000", "000000000000i",
          "000000000000l", "000000000000o", "000000000000u", "000000000000Z", "000000000000-",
          " 000000000001", "-000000000001", "8000000000000", "zzzzzzzzzzzzz", "g000000000001",
          "0000000000\xC3\xA9"
          "1"}) {
        EXPECT_FALSE(parse_id(text).has_value()) << text;
    }
}

TEST(Id, TextSortsAsTheNumbersDo) {
    IdSource source{1};
    std::vector<std::string> texts;
    for (int i = 0; i < 1'000; ++i) {
        texts.push_back(to_string(source.next<PostId>(noon + Millis{i / 10})));
    }
    EXPECT_TRUE(std::is_sorted(texts.begin(), texts.end()));
}

TEST(Id, GrowsWithinAMillisecondAndPastItsRoom) {
    IdSource source{3};
    PostId last{};
    for (int i = 0; i < 10'000; ++i) {
        const auto id = source.next<PostId>(noon);
        ASSERT_GT(id, last);
        last = id;
    }
}

TEST(Id, GrowsWhenTheClockGoesBack) {
    IdSource source{3};
    const auto before = source.next<PostId>(noon);
    EXPECT_GT(source.next<PostId>(noon - std::chrono::hours{1}), before);
}

TEST(Id, IsPositiveEvenBeforeItsEpoch) {
    IdSource source{0};
    EXPECT_GT(source.next<PostId>(from_millis(0)).value, 0);
}

TEST(Id, TwoNodesNeverGiveTheSameOne) {
    IdSource one{1};
    IdSource two{2};
    for (int i = 0; i < 1'000; ++i) {
        EXPECT_NE(one.next<PostId>(noon), two.next<PostId>(noon));
    }
}

TEST(Id, ThreadsNeverGetTheSameOne) {
    constexpr int threads = 4;
    constexpr std::size_t each = 20'000;
    IdSource source{7};
    std::vector<std::vector<std::int64_t>> taken(threads);
    {
        std::vector<std::jthread> workers;
        for (auto& mine : taken) {
            workers.emplace_back([&source, &mine] {
                for (std::size_t i = 0; i < each; ++i) {
                    mine.push_back(source.next<PostId>(noon).value);
                }
            });
        }
    }
    std::vector<std::int64_t> all;
    for (const auto& mine : taken) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        all.insert(all.end(), mine.begin(), mine.end());
    }
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
    EXPECT_EQ(all.size(), threads * each);
}

TEST(Id, ZeroMeansNone) {
    EXPECT_FALSE(PostId{});
    EXPECT_TRUE(PostId{1});
}

}  // namespace
}  // namespace heed
