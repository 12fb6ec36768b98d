#include "channels/runner.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/connect_channels.hpp"
#include "app/deliveries.hpp"
#include "app/receive_posts.hpp"
#include "app/replies.hpp"
#include "support/desk_store.hpp"
#include "support/scripted_channel.hpp"

namespace heed {
namespace {

using namespace app;
using namespace test;
using channels::Presence;
using channels::Received;

constexpr Time noon = from_millis(1'790'000'000'000);

IncomingPost post(const std::string& id) {
    IncomingPost post;
    post.remote_id = id;
    post.author = {"carla", "carla", "Carla", "", "", 10};
    post.written_at = noon;
    post.text = "text of " + id;
    return post;
}

/// The real threads on a real database, and a network that does as it is told.
class RunnerTest : public ::testing::Test {
protected:
    RunnerTest() {
        auto opened = store::Database::open({fresh.target()});
        EXPECT_TRUE(opened) << opened.error().message;
        database = std::move(*opened);
        intake = std::make_unique<IntakeQueue>(*database, ids, clock, judging);
        channel.id = ids.next<ChannelId>(noon);
        channel.brand = ids.next<BrandId>(noon);
        channel.network = "street";
        channel.name = channel.handle = "larkspur";
        channel.created_at = noon;
        agent.id = ids.next<UserId>(noon);
        agent.name = agent.login = "ana";
        write([&](Transaction& t) {
            t.save_brand(channel.brand, "Larkspur", noon);
            t.save(channel);
            t.save(agent);
        });
    }

    ~RunnerTest() override {
        // The threads use everything else, so they end first.
        runner.reset();
        intake.reset();
    }

    void start() {
        make = [this](const ChannelRecord&) -> Result<std::unique_ptr<channels::Channel>> {
            return std::make_unique<ScriptedChannel>(script);
        };
        runner = std::make_unique<channels::Runner>(
            channels::Workshop{*database, *database, *intake, ids, clock,
                               [this](const ChannelRecord& record) { return make(record); },
                               [this](const std::string& what) {
                                   const std::lock_guard lock(said_mutex);
                                   said.push_back(what);
                               }});
        ASSERT_TRUE(runner->start());
    }

    template <class Work>
    void write(Work work) {
        const auto done = database->write([&](Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    ChannelRecord stored_channel() {
        ChannelRecord found;
        write([&](Transaction& t) { found = *t.channel(channel.id); });
        return found;
    }
    bool becomes(ChannelState state) {
        return eventually([&] { return stored_channel().state == state; });
    }

    ReplyId queue_reply(Millis undo = Millis{0}) {
        ReplyId id;
        write([&](Transaction& t) {
            ASSERT_EQ(receive_posts(t, {clock.now(), ids}, channel, {post("p1")}).size(), 1U);
            const auto stored = *t.post(channel.id, "p1");
            NewReply input;
            input.conversation = stored.conversation;
            input.room = stored.room;
            input.text = "Hello Carla";
            const auto reply = app::queue_reply(t, {clock.now(), ids, agent.id}, input, undo);
            ASSERT_TRUE(reply) << reply.error().message;
            id = reply->id;
        });
        return id;
    }
    ReplyRecord stored(ReplyId id) {
        ReplyRecord found;
        write([&](Transaction& t) { found = *t.reply(id); });
        return found;
    }
    bool becomes(ReplyId id, ReplyState state) {
        return eventually([&] {
            runner->wake_outbox();
            return stored(id).state == state;
        });
    }
    Conversation conversation() {
        Conversation found;
        write([&](Transaction& t) {
            found = t.conversation(t.post(channel.id, "p1")->conversation)->state;
        });
        return found;
    }

    FreshDatabase fresh{"sqlite"};
    HandClock clock{noon};
    IdSource ids{1};
    ChannelRecord channel;
    UserRecord agent;
    std::unique_ptr<store::Database> database;
    NoJudging judging;
    std::unique_ptr<IntakeQueue> intake;
    channels::Factory make;
    std::mutex said_mutex;
    std::vector<std::string> said;
    Script script;
    std::unique_ptr<channels::Runner> runner;
};

TEST_F(RunnerTest, StoresWhatComesAndMovesTheCursor) {
    script.hear(Received{{post("p1"), post("p2")}, "c1", true, 0});
    script.hear(Received{{post("p2"), post("p3")}, "c2", false, 2});
    start();
    ASSERT_TRUE(eventually([&] { return stored_channel().cursor == "c2"; }));
    write([&](Transaction& t) {
        for (const auto* id : {"p1", "p2", "p3"})
            EXPECT_TRUE(t.post(channel.id, id)) << id;
    });
    EXPECT_EQ(stored_channel().state, ChannelState::listening);
    EXPECT_EQ(stored_channel().account_id, "us");
    const std::lock_guard lock(said_mutex);
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said.front().find("2 malformed"), std::string::npos);
}

TEST_F(RunnerTest, ASingleHiccupIsNoTroubleAnOutageIs) {
    script.hear(fail(ErrorCode::unavailable, "cannot reach street.example"));
    script.hear(Received{{post("p1")}, "c1", false, 0});
    start();
    ASSERT_TRUE(eventually([&] { return stored_channel().cursor == "c1"; }));
    const auto listened = stored_channel();
    EXPECT_EQ(listened.state, ChannelState::listening);

    script.hear(fail(ErrorCode::unavailable, "cannot reach street.example"));
    script.hear(fail(ErrorCode::unavailable, "cannot reach street.example"));
    ASSERT_TRUE(becomes(ChannelState::unreachable));
    EXPECT_EQ(stored_channel().state_reason, "cannot reach street.example");
    script.hear(Received{{post("p2")}, "c2", false, 0});
    ASSERT_TRUE(becomes(ChannelState::listening));
    EXPECT_EQ(stored_channel().state_reason, "");
    EXPECT_EQ(stored_channel().cursor, "c2") << "the gap was fetched";
    EXPECT_EQ(script.times_connected(), 1) << "an outage is no reason to sign in again";
}

TEST_F(RunnerTest, RefusedCredentialsWaitForAPerson) {
    std::atomic<bool> right = false;
    script.connect = [&]() -> Result<channels::Account> {
        if (right) return script.account;
        return fail(ErrorCode::unauthenticated, "The app password is wrong.");
    };
    start();
    ASSERT_TRUE(becomes(ChannelState::refused));
    EXPECT_EQ(stored_channel().state_reason, "The app password is wrong.");
    EXPECT_EQ(script.times_connected(), 1) << "logins are rationed";
    right = true;
    write([&](Transaction& t) {
        ASSERT_TRUE(
            change_credentials(t, {clock.now(), ids, agent.id}, channel.id, "", "{}", "new"));
    });
    runner->refresh(channel.id);
    ASSERT_TRUE(becomes(ChannelState::listening));
}

TEST_F(RunnerTest, CredentialsThatDieAreProvenAgain) {
    std::atomic<bool> dead = false;
    script.connect = [&]() -> Result<channels::Account> {
        if (dead) return fail(ErrorCode::unauthenticated, "revoked");
        return script.account;
    };
    start();
    ASSERT_TRUE(becomes(ChannelState::listening));
    dead = true;
    script.hear(fail(ErrorCode::unauthenticated, "The session has expired."));
    ASSERT_TRUE(becomes(ChannelState::refused));
}

TEST_F(RunnerTest, AChannelThatCannotBeMadeSaysSoOnTheScreen) {
    start();
    ASSERT_TRUE(becomes(ChannelState::listening));
    make = [](const ChannelRecord&) -> Result<std::unique_ptr<channels::Channel>> {
        return fail(ErrorCode::unauthenticated, "The stored credentials cannot be opened.");
    };
    runner->refresh(channel.id);
    EXPECT_EQ(stored_channel().state, ChannelState::refused);
    EXPECT_EQ(stored_channel().state_reason, "The stored credentials cannot be opened.");
}

TEST_F(RunnerTest, DeliversAndReadsBack) {
    start();
    const auto id = queue_reply();
    ASSERT_TRUE(becomes(id, ReplyState::seen));
    EXPECT_EQ(script.attempts(), 1U);
    const auto sent = script.said.front();
    EXPECT_EQ(sent.delivery_key, "key-" + to_string(id));
    EXPECT_EQ(sent.recipient.remote_id, "carla");
    EXPECT_EQ(sent.in_reply_to, "p1");
    EXPECT_FALSE(conversation().waiting_since);
}

TEST_F(RunnerTest, WaitsForTheUndoWindow) {
    start();
    const auto id = queue_reply(std::chrono::seconds{10});
    runner->wake_outbox();
    ASSERT_TRUE(becomes(ChannelState::listening));
    EXPECT_EQ(stored(id).state, ReplyState::waiting);
    write([&](Transaction& t) { ASSERT_TRUE(take_back(t, {clock.now(), ids, agent.id}, id)); });
    clock.move(std::chrono::seconds{11});
    const auto second = queue_reply();
    ASSERT_TRUE(becomes(second, ReplyState::seen));
    EXPECT_EQ(script.attempts(), 1U) << "what was taken back never left";
}

/// The network took it and its answer was lost: the same key finds it.
TEST_F(RunnerTest, TriesAgainWithTheSameKey) {
    std::atomic<int> tries = 0;
    script.deliver = [&](const Outgoing& outgoing) -> Result<Delivery> {
        if (++tries < 3) return fail(ErrorCode::unavailable, "no answer");
        return Delivery{"sent:" + outgoing.delivery_key, "", true};
    };
    start();
    const auto id = queue_reply();
    ASSERT_TRUE(eventually([&] {
        clock.move(std::chrono::seconds{10});
        runner->wake_outbox();
        return stored(id).state == ReplyState::seen;
    }));
    std::set<std::string> keys;
    for (const auto& attempt : script.said)
        keys.insert(attempt.delivery_key);
    EXPECT_EQ(script.said.size(), 3U);
    EXPECT_EQ(keys.size(), 1U);
    EXPECT_EQ(stored(id).attempts, 3);
}

TEST_F(RunnerTest, WaitsAsLongAsTheNetworkAsks) {
    script.deliver = [](const Outgoing&) -> Result<Delivery> {
        return fail(Error{ErrorCode::rate_limited, "slow down", "", 3600});
    };
    start();
    const auto id = queue_reply();
    ASSERT_TRUE(eventually([&] { return stored(id).attempts == 1 && !stored(id).error.empty(); }));
    EXPECT_GE(stored(id).next_attempt_at, noon + std::chrono::hours{1});
    clock.move(std::chrono::minutes{59});
    runner->wake_outbox();
    EXPECT_EQ(stored(id).attempts, 1);
}

TEST_F(RunnerTest, SaysWhatTheNetworkRefusedForGood) {
    script.deliver = [](const Outgoing&) -> Result<Delivery> {
        return fail(ErrorCode::forbidden, "Carla blocked you.");
    };
    start();
    const auto id = queue_reply();
    ASSERT_TRUE(becomes(id, ReplyState::failed));
    EXPECT_EQ(stored(id).error, "Carla blocked you.");
    EXPECT_EQ(script.attempts(), 1U);
    EXPECT_TRUE(needs_reply(conversation()));
}

TEST_F(RunnerTest, WhatNobodyCanSeeHasVanished) {
    script.read_back = [](const std::string&) { return Presence::gone; };
    start();
    const auto id = queue_reply();
    ASSERT_TRUE(becomes(id, ReplyState::sent));
    EXPECT_FALSE(conversation().waiting_since) << "a network may take a while to show it";
    clock.move(std::chrono::minutes{3});
    ASSERT_TRUE(becomes(id, ReplyState::failed));
    EXPECT_TRUE(needs_reply(conversation()));
}

TEST_F(RunnerTest, ADisconnectedChannelFailsWhatWaits) {
    script.deliver = [](const Outgoing&) -> Result<Delivery> {
        return fail(Error{ErrorCode::rate_limited, "slow down", "", 3600});
    };
    start();
    const auto late = queue_reply();
    ASSERT_TRUE(
        eventually([&] { return stored(late).attempts == 1 && !stored(late).error.empty(); }));
    const auto fresh_one = queue_reply(std::chrono::minutes{10});
    write([&](Transaction& t) {
        ASSERT_TRUE(disconnect_channel(t, {clock.now(), ids, agent.id}, channel.id));
    });
    runner->refresh(channel.id);
    for (const auto id : {late, fresh_one}) {
        EXPECT_EQ(stored(id).state, ReplyState::failed);
        EXPECT_NE(stored(id).error.find("disconnected"), std::string::npos) << stored(id).error;
    }
    EXPECT_TRUE(needs_reply(conversation()));
    const auto heard = script.times_connected();
    runner->refresh(channel.id);
    EXPECT_EQ(script.times_connected(), heard);
}

/// The process died between the disconnection and its consequences.
TEST_F(RunnerTest, WhatADeadProcessLeftWaitingFailsAtTheStart) {
    const auto id = queue_reply();
    write([&](Transaction& t) {
        ASSERT_TRUE(disconnect_channel(t, {clock.now(), ids, agent.id}, channel.id));
    });
    start();
    EXPECT_EQ(stored(id).state, ReplyState::failed);
}

TEST_F(RunnerTest, AnAttemptThatDiedWithItsProcessIsMadeAgain) {
    const auto id = queue_reply();
    write([&](Transaction& t) {
        ASSERT_TRUE(begin_delivery(t, {clock.now(), ids}, id, "key-" + to_string(id)));
    });
    start();
    ASSERT_TRUE(becomes(id, ReplyState::seen));
    EXPECT_EQ(script.said.front().delivery_key, "key-" + to_string(id));
}

TEST_F(RunnerTest, ChangesOfOneChannelAreFollowedInOrder) {
    start();
    ASSERT_TRUE(becomes(ChannelState::listening));
    std::vector<std::jthread> people;
    for (int i = 0; i < 4; ++i) {
        people.emplace_back([&, i] {
            if (i == 3) {
                write([&](Transaction& t) {
                    EXPECT_TRUE(disconnect_channel(t, {clock.now(), ids, agent.id}, channel.id));
                });
            }
            runner->refresh(channel.id);
        });
    }
    people.clear();
    EXPECT_EQ(runner->limits(channel.id, RoomKind::public_).length_max, 0)
        << "a disconnected channel runs";
}

TEST_F(RunnerTest, StopsPromptly) {
    script.hear(fail(ErrorCode::unavailable, "down"));
    script.hear(fail(ErrorCode::unavailable, "down"));
    start();
    ASSERT_TRUE(becomes(ChannelState::unreachable));
    const auto began = std::chrono::steady_clock::now();
    runner->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});
}

}  // namespace
}  // namespace heed
