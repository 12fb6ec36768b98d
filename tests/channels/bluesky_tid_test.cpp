#include <gtest/gtest.h>

#include <set>

#include "channels/bluesky/tid.hpp"

namespace heed::channels::bluesky {
namespace {

TEST(BlueskyTid, IsMadeOfTheReplyAlone) {
    struct Case {
        long long id;
        long long created_millis;
        const char* tid;
    };
    const Case cases[] = {
        {0, 0, "2222222222222"},    {1, 0, "2222222222223"},           {1023, 0, "22222222222zz"},
        {1024, 0, "2222222222322"}, {1000 * 1024, 0, "2222222222222"}, {0, 1, "222222222zc22"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(make_tid(ReplyId{c.id}, from_millis(c.created_millis)), c.tid) << c.id;
}

TEST(BlueskyTid, IsValidAtTheEdges) {
    for (const long long millis :
         {-5LL, 0LL, 1'700'000'000'000LL, 9'007'199'254'740LL, 99'999'999'999'999LL})
        EXPECT_TRUE(is_tid(make_tid(ReplyId{77}, from_millis(millis)))) << millis;
    for (const char* wrong : {"", "222222222222", "22222222222222", "k222222222222",
                              "222222222222!", "222222222222A", "2222222222221"})
        EXPECT_FALSE(is_tid(wrong)) << wrong;
}

TEST(BlueskyTid, KeepsApartTheRepliesOfOneMoment) {
    IdSource ids(3);
    const Time now = from_millis(1'763'000'000'000);
    std::set<std::string> tids;
    for (int i = 0; i < 900; ++i)
        tids.insert(make_tid(ids.next<ReplyId>(now), now));
    EXPECT_EQ(tids.size(), 900U);
}

TEST(BlueskyTid, GrowsWithTime) {
    const auto earlier = make_tid(ReplyId{1023}, from_millis(1'763'000'000'000));
    const auto later = make_tid(ReplyId{1}, from_millis(1'763'000'000'001));
    EXPECT_LT(earlier, later);
}

}  // namespace
}  // namespace heed::channels::bluesky
