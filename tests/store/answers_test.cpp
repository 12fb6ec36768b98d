#include <gtest/gtest.h>

#include <algorithm>

#include "app/answer_book.hpp"
#include "app/guard.hpp"
#include "app/promises.hpp"
#include "app/receive_posts.hpp"
#include "app/replies.hpp"
#include "store/answer_reader.hpp"
#include "support/desk_store.hpp"

namespace heed {
namespace {

using namespace app;
using namespace std::chrono_literals;
constexpr Time noon = from_millis(1'790'000'000'000);

/// What is kept of answering well comes back as it was, on each engine.
class AnswerBookContract : public ::testing::TestWithParam<std::string> {
protected:
    AnswerBookContract() : fresh_(GetParam()) {
        auto opened = store::Database::open({fresh_.target()});
        EXPECT_TRUE(opened) << opened.error().message;
        database_ = std::move(*opened);
        furnish();
    }

    template <class Work>
    void write(Work work) {
        const auto done = database_->write([&](Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }
    template <class Work>
    void read(Work work) {
        const auto done = database_->read([&](store::Reader& r) -> Status {
            store::AnswerReader answers(r);
            work(answers);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    Env env(Millis later = 0ms) { return {noon + later, ids_, agent_.id}; }

    void furnish() {
        channel_.id = ids_.next<ChannelId>(noon);
        channel_.brand = ids_.next<BrandId>(noon);
        channel_.network = "street";
        channel_.name = channel_.handle = "larkspur";
        channel_.account_id = "us";
        channel_.created_at = noon;
        agent_.id = ids_.next<UserId>(noon);
        agent_.name = agent_.login = "ana";
        agent_.role = Role::lead;
        agent_.created_at = noon;
        IncomingPost post;
        post.remote_id = "p1";
        post.author = {"carla", "carla", "Carla", "", "", 10};
        post.written_at = noon;
        post.text = "My parcel is lost.";
        write([&](Transaction& t) {
            t.save_brand(channel_.brand, "Larkspur", noon);
            t.save(channel_);
            t.save(agent_);
            static_cast<void>(receive_posts(t, env(), channel_, {post}));
            const auto stored = t.post(channel_.id, "p1");
            ASSERT_TRUE(stored);
            conversation_ = stored->conversation;
            room_ = stored->room;
        });
    }

    test::FreshDatabase fresh_;
    std::unique_ptr<store::Database> database_;
    IdSource ids_{1};
    ChannelRecord channel_;
    UserRecord agent_;
    ConversationId conversation_;
    RoomId room_;
};

INSTANTIATE_TEST_SUITE_P(Engines, AnswerBookContract, ::testing::ValuesIn(test::engines()),
                         [](const auto& engine) { return engine.param; });

TEST_P(AnswerBookContract, TheGuardIsThePresetUntilSomebodyChose) {
    GuardRule rule;
    rule.role = Role::agent;
    rule.channel = channel_.id;
    rule.stop = GuardAction::second_person;
    rule.ask = GuardAction::block;
    rule.all_wait = true;
    rule.may_override = false;
    write([&](Transaction& t) {
        EXPECT_EQ(t.answers().guard().rules, GuardPolicy::preset().rules);
        ASSERT_TRUE(set_guard(t, env(), {{rule, GuardRule{}}}, 0));
        EXPECT_EQ(set_guard(t, env(), {{rule}}, 0).error().field, "If-Match");
    });
    read([&](store::AnswerReader& r) {
        EXPECT_EQ(r.guard().rules, (std::vector<GuardRule>{rule, GuardRule{}}));
    });
}

TEST_P(AnswerBookContract, OnePromiseComesBackWhole) {
    Promise promise;
    write([&](Transaction& t) {
        promise =
            record_promise(t, env(), {conversation_, "We call.", "said so", noon + 4h, {}, {}})
                .value();
        EXPECT_EQ(t.answers().promise(promise.id), promise);
        EXPECT_TRUE(t.answers().overdue(noon + 3h, 10).empty());
        EXPECT_EQ(t.answers().to_remind(noon + 3h, 10).size(), 1U);
        EXPECT_EQ(look_after_promises(t, env(3h)), 1);
        EXPECT_EQ(look_after_promises(t, env(3h)), 0);
        EXPECT_EQ(look_after_promises(t, env(4h)), 1);
        EXPECT_EQ(t.answers().count_broken(promise.customer), 1);
        EXPECT_EQ(t.conversation(conversation_)->facts.broken_promises, 1);
    });
    read([&](store::AnswerReader& r) {
        const auto list = r.promises(conversation_);
        ASSERT_EQ(list.size(), 1U);
        EXPECT_EQ(list[0].promise.state, PromiseState::broken);
        EXPECT_EQ(list[0].owner_name, "ana");
        EXPECT_EQ(list[0].customer, "carla");
        EXPECT_EQ(r.promises_by_owner(noon)[0].broken, 1);
        EXPECT_EQ(r.promises_by_topic(noon)[0].broken, 1);
        store::PromiseQuery query;
        query.state = PromiseState::open;
        EXPECT_TRUE(r.promises(query).empty());
        EXPECT_EQ(r.counts(agent_.id, noon + 24h).promises_broken, 1);
    });
}

TEST_P(AnswerBookContract, PagesOfPromisesMissNone) {
    write([&](Transaction& t) {
        for (int i = 0; i < 7; ++i) {
            ASSERT_TRUE(record_promise(
                t, env(), {conversation_, "We call.", "", noon + (1h * (1 + i / 2)), {}, {}}));
        }
    });
    read([&](store::AnswerReader& r) {
        store::PromiseQuery query;
        query.limit = 2;
        std::vector<PromiseId> seen;
        for (;;) {
            const auto page = r.promises(query);
            for (const auto& view : page)
                seen.push_back(view.promise.id);
            if (page.size() < 2) break;
            query.after = store::Key{to_millis(page.back().promise.due_at), seen.back().value};
        }
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(std::unique(seen.begin(), seen.end()) - seen.begin(), 7);
    });
}

TEST_P(AnswerBookContract, RemarksHoldNoWordAndAreCounted) {
    write([&](Transaction& t) {
        for (const auto outcome : {RemarkOutcome::mended, RemarkOutcome::overridden,
                                   RemarkOutcome::stood, RemarkOutcome::blocked}) {
            RemarkRecord remark;
            remark.id = ids_.next<RemarkId>(noon);
            remark.at = noon;
            remark.user = agent_.id;
            remark.conversation = conversation_;
            remark.kind = AdviceKind::personal_data;
            remark.rule = "personal_data.card";
            remark.grade = Grade::stop;
            remark.outcome = outcome;
            remark.reason = outcome == RemarkOutcome::overridden ? "a test card" : "";
            t.answers().add(remark);
            if (outcome == RemarkOutcome::overridden) t.answers().mark_remark(remark.id, false);
        }
    });
    read([&](store::AnswerReader& r) {
        const auto counts = r.remark_counts(noon);
        ASSERT_EQ(counts.size(), 1U);
        EXPECT_EQ(counts[0].said, 3);  // what was blocked is said again when it is sent
        EXPECT_EQ(counts[0].mended, 1);
        EXPECT_EQ(counts[0].overridden, 1);
        EXPECT_EQ(counts[0].wrong, 1);
        const auto over = r.overridden(noon);
        ASSERT_EQ(over.size(), 1U);
        EXPECT_EQ(over[0].record.reason, "a test card");
        EXPECT_EQ(over[0].record.right, false);
        EXPECT_TRUE(r.remark_counts(noon + 1ms).empty());
    });
}

TEST_P(AnswerBookContract, APictureShownToAnotherCustomerIsNoticed) {
    write([&](Transaction& t) {
        t.answers().note_shown("hash", conversation_);
        t.answers().note_shown("hash", conversation_);
    });
    read([&](store::AnswerReader& r) {
        EXPECT_FALSE(r.shown_elsewhere("hash", conversation_));
        EXPECT_TRUE(r.shown_elsewhere("hash", ConversationId{conversation_.value + 1}));
        EXPECT_FALSE(r.shown_elsewhere("other", {}));
    });
}

TEST_P(AnswerBookContract, WhatTheTeamSaidIsReadOnceAndInOrder) {
    ReplyId first;
    write([&](Transaction& t) {
        NewReply input;
        input.conversation = conversation_;
        input.room = room_;
        input.text = "Hi Carla. /Ana";
        first = queue_reply(t, env(), input, 0ms).value().id;
        input.text = "And another.";
        ASSERT_TRUE(queue_reply(t, env(), input, 0ms));
        ASSERT_TRUE(take_back(t, env(), first));
    });
    read([&](store::AnswerReader& r) {
        const auto all = r.said_after({}, 10);
        ASSERT_EQ(all.size(), 2U);
        EXPECT_TRUE(all[0].gone);
        EXPECT_FALSE(all[1].gone);
        EXPECT_EQ(all[1].to, "Carla");
        EXPECT_EQ(all[1].agent, "ana");
        EXPECT_EQ(r.said_after(first, 10).size(), 1U);
        EXPECT_EQ(r.said({first})[0].text, "Hi Carla. /Ana");
        EXPECT_EQ(r.oldest_of_newest(1), all[1].id);
        EXPECT_EQ(r.oldest_of_newest(100), first);
    });
}

TEST_P(AnswerBookContract, TheSwitchKeepsTheOutboxSilent) {
    write([&](Transaction& t) {
        NewReply input;
        input.conversation = conversation_;
        input.room = room_;
        input.text = "Hi Carla. /Ana";
        ASSERT_TRUE(queue_reply(t, env(), input, 0ms));
        ASSERT_TRUE(stop_outgoing(t, env(), "hacked"));
        ASSERT_TRUE(stop_outgoing(t, env(1s), "again"));
        EXPECT_EQ(t.answers().outgoing_stop()->reason, "hacked");
    });
    EXPECT_TRUE(database_->due(channel_.id, noon + 1h, 10)->empty());
    EXPECT_FALSE(database_->next_due(channel_.id).value());
    write([&](Transaction& t) {
        ASSERT_TRUE(resume_outgoing(t, env(1h), 10s));
        EXPECT_FALSE(t.answers().outgoing_stop());
    });
    EXPECT_TRUE(database_->due(channel_.id, noon + 1h, 10)->empty());
    EXPECT_EQ(database_->due(channel_.id, noon + 1h + 10s, 10)->size(), 1U);
}

}  // namespace
}  // namespace heed
