#include "domain/promise/promise.hpp"

#include <gtest/gtest.h>

namespace heed {
namespace {

using namespace std::chrono_literals;
constexpr Time noon = from_millis(1'790'000'000'000);
constexpr UserId ana{5};

Promise promised(Millis due = 24h) {
    Promise promise;
    promise.id.value = 1;
    promise.what = "We will call you.";
    promise.owner = ana;
    promise.made_at = noon;
    promise.due_at = noon + due;
    promise.remind_at = reminder_of(noon, promise.due_at);
    return promise;
}

PromiseChange to(PromiseState state, std::optional<std::string> evidence = {}) {
    PromiseChange change;
    change.state = state;
    change.evidence = std::move(evidence);
    return change;
}

TEST(Promise, IsRemindedOfInTime) {
    struct Case {
        Millis due;
        Millis before;  ///< how long before it falls due
    };
    for (const auto& one : {Case{10min, 10min}, Case{40min, 15min}, Case{8h, 2h}, Case{24h, 6h},
                            Case{30 * 24h, 24h}}) {
        EXPECT_EQ(noon + one.due - reminder_of(noon, noon + one.due), one.before)
            << one.due.count();
    }
}

TEST(Promise, MovesOnlyWhereItMay) {
    using enum PromiseState;
    struct Case {
        PromiseState from, to;
        std::optional<EventKind> happens;
        ErrorCode error = ErrorCode::conflict;
    };
    const Case cases[] = {
        {open, kept, EventKind::promise_kept},
        {open, broken, EventKind::promise_broken},
        {open, released, std::nullopt, ErrorCode::invalid},  // without saying why
        {kept, broken, std::nullopt},
        {kept, released, std::nullopt},
        {released, kept, std::nullopt},
        {broken, released, std::nullopt},
        {broken, kept, EventKind::promise_kept},
        {broken, open, EventKind::promise_changed},
        {kept, open, EventKind::promise_changed},
    };
    for (const auto& one : cases) {
        auto promise = promised();
        promise.state = one.from;
        const auto before = promise;
        const auto happened = change(promise, to(one.to), ana, noon + 1h);
        ASSERT_EQ(happened.has_value(), one.happens.has_value()) << static_cast<int>(one.to);
        if (one.happens) {
            EXPECT_EQ(*happened, *one.happens);
            EXPECT_EQ(promise.version, before.version + 1);
        } else {
            EXPECT_EQ(happened.error().code, one.error);
            EXPECT_EQ(promise, before);
        }
    }
    auto promise = promised();
    EXPECT_EQ(change(promise, to(PromiseState::released, "Solved otherwise."), ana, noon).value(),
              EventKind::promise_released);
}

TEST(Promise, IsBrokenWhenItsDayHasPassedAndStaysSo) {
    auto promise = promised();
    fall_due(promise, noon + 25h);
    EXPECT_EQ(promise.state, PromiseState::broken);
    EXPECT_FALSE(promise.closed_by);
    EXPECT_TRUE(weighs(promise));
    ASSERT_TRUE(change(promise, to(PromiseState::kept, "Called on Friday."), ana, noon + 30h));
    EXPECT_EQ(promise.state, PromiseState::broken);
    EXPECT_EQ(promise.made_good_at, noon + 30h);
    EXPECT_FALSE(weighs(promise));
}

TEST(Promise, OpensAgainOnlyWithADateToCome) {
    auto promise = promised();
    fall_due(promise, noon + 25h);
    EXPECT_EQ(change(promise, to(PromiseState::open), ana, noon + 26h).error().field, "$.state");
    auto wanted = to(PromiseState::open);
    wanted.due_at = noon + 48h;
    ASSERT_TRUE(change(promise, wanted, ana, noon + 26h));
    EXPECT_EQ(promise.state, PromiseState::open);
    EXPECT_EQ(promise.closed_at, Time{});
    EXPECT_GT(promise.remind_at, noon + 26h);
}

TEST(Promise, RefusesWhatNobodyCouldKeep) {
    struct Case {
        const char* name;
        std::string what;
        Millis due;
        const char* field;
    };
    for (const auto& one :
         {Case{"nothing", "  ", 1h, "$.what"},
          Case{"a novel", std::string(1001, 'x'), 1h, "$.what"},
          Case{"yesterday", "We call.", -1h, "$.due_at"}, Case{"now", "We call.", 0h, "$.due_at"},
          Case{"some day", "We call.", 24h * 800, "$.due_at"}}) {
        auto promise = promised(one.due);
        promise.what = one.what;
        const auto checked = check(promise, noon);
        ASSERT_FALSE(checked) << one.name;
        EXPECT_EQ(checked.error().field, one.field) << one.name;
    }
    EXPECT_TRUE(check(promised(), noon));
}

}  // namespace
}  // namespace heed
