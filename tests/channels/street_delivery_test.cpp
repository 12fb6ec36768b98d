#include "channels/street_support.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <thread>

namespace heed::channels::street {
namespace {

class DeliveryTest : public testing::Test {
protected:
    void SetUp() override {
        world_ = open(quiet(), clock_);
        for (const Entry& entry : world_->posts()) {
            const bool ours = entry.post.own || entry.post.room != RoomKind::public_;
            if (!ours && entry.story >= 0 && !entry.deleted) post_ = entry.post;
        }
    }
    [[nodiscard]] long count(const std::string& key) {
        const auto all = world_->posts();
        return std::count_if(all.begin(), all.end(),
                             [&](const Entry& entry) { return entry.delivery_key == key; });
    }

    ManualClock clock_;
    std::shared_ptr<World> world_;
    app::IncomingPost post_;
};

TEST_F(DeliveryTest, HappensOncePerKeyWhateverFails) {
    const auto outgoing = reply_to(post_, "Hello, we are on it. – Nora", "once");
    for (const Fault fault :
         {Fault::unavailable, Fault::rate_limited, Fault::accepted_unanswered}) {
        world_->fail_next(fault);
        const auto failed = world_->deliver(outgoing);
        ASSERT_FALSE(failed);
        EXPECT_EQ(failed.error().code,
                  fault == Fault::rate_limited ? ErrorCode::rate_limited : ErrorCode::unavailable);
        EXPECT_EQ(failed.error().retry_after_s > 0, fault == Fault::rate_limited);
    }
    EXPECT_EQ(count("once"), 1);
    const auto found = world_->deliver(outgoing);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->was_already_there);
    EXPECT_EQ(count("once"), 1);
    EXPECT_EQ(world_->read_back(found->remote_id), Presence::visible);
    ASSERT_TRUE(world_->remove(found->remote_id));
    EXPECT_EQ(world_->read_back(found->remote_id), Presence::gone);
}

TEST_F(DeliveryTest, RefusesWhatANetworkWouldRefuse) {
    struct Case {
        std::string name;
        std::function<void(app::Outgoing&)> change;
        ErrorCode code;
    };
    const std::vector<Case> table = {
        {"no words", [](auto& o) { o.text.clear(); }, ErrorCode::invalid},
        {"too long", [](auto& o) { o.text = std::string(public_length_max + 1, 'x'); },
         ErrorCode::invalid},
        {"no key", [](auto& o) { o.delivery_key.clear(); }, ErrorCode::invalid},
        {"unknown post", [](auto& o) { o.in_reply_to = "street:p/none"; }, ErrorCode::not_found},
        {"answers nothing", [](auto& o) { o.in_reply_to.clear(); }, ErrorCode::not_found},
        {"unknown person",
         [](auto& o) {
             o.room = RoomKind::direct;
             o.recipient.remote_id = "x";
         },
         ErrorCode::not_found},
        {"five pictures", [](auto& o) { o.images.resize(5); }, ErrorCode::invalid},
    };
    for (const auto& [name, change, code] : table) {
        auto outgoing = reply_to(post_, "Hello", name);
        change(outgoing);
        const auto said = world_->deliver(outgoing);
        ASSERT_FALSE(said) << name;
        EXPECT_EQ(said.error().code, code) << name;
    }
    ASSERT_TRUE(world_->remove(post_.remote_id));
    EXPECT_EQ(world_->deliver(reply_to(post_, "Hello", "gone")).error().code, ErrorCode::not_found);
}

TEST_F(DeliveryTest, CountsCharactersAndNotBytes) {
    std::string text;
    for (int i = 0; i < public_length_max; ++i)
        text += "ü";
    EXPECT_TRUE(world_->deliver(reply_to(post_, text, "umlauts")));
}

TEST_F(DeliveryTest, WritesToStrangersOnlyWhereTheyAllowIt) {
    std::map<bool, int> answers;
    std::set<std::string> asked;
    for (const Entry& entry : world_->posts()) {
        if (entry.post.own || entry.story < 0 || !asked.insert(entry.post.author.remote_id).second)
            continue;
        auto outgoing = reply_to(entry.post, "Hello, may I help?", "dm" + entry.post.remote_id);
        outgoing.room = RoomKind::direct;
        outgoing.in_reply_to.clear();
        const auto said = world_->deliver(outgoing);
        ++answers[said.has_value()];
        if (said) continue;
        EXPECT_EQ(said.error().code, ErrorCode::forbidden);
    }
    EXPECT_GT(answers[true], 0);
    EXPECT_GT(answers[false], 0);
}

TEST_F(DeliveryTest, EchoesOnlyWhenAsked) {
    for (const bool echo : {false, true}) {
        StreetSettings settings = quiet();
        settings.echo_own = echo;
        ManualClock clock;
        const auto world = open(settings, clock);
        const auto start = world->receive("", Millis{0}, {})->cursor;
        const auto said = world->deliver(reply_to(post_, "Hello there", "echo"));
        ASSERT_TRUE(said);
        const auto heard = posts_of(hear_all(*world, start));
        EXPECT_EQ(std::count_if(heard.begin(), heard.end(),
                                [&](const auto& p) { return p.remote_id == said->remote_id; }),
                  echo ? 1 : 0);
    }
}

TEST_F(DeliveryTest, IsRefusedWhileTheNetworkIsDown) {
    world_->set_up(false);
    EXPECT_EQ(world_->connect().error().code, ErrorCode::unavailable);
    EXPECT_EQ(world_->receive("", Millis{0}, {}).error().code, ErrorCode::unavailable);
    EXPECT_EQ(world_->deliver(reply_to(post_, "x", "down")).error().code, ErrorCode::unavailable);
    EXPECT_EQ(world_->read_back("x").error().code, ErrorCode::unavailable);
    world_->set_up(true);
    EXPECT_EQ(count("down"), 0);
    EXPECT_EQ(world_->connect()->handle, "larkspur");
    world_->fail_next_receive(Fault::unauthenticated);
    EXPECT_EQ(world_->receive("", Millis{0}, {}).error().code, ErrorCode::unauthenticated);
    EXPECT_TRUE(world_->receive("", Millis{0}, {}));
}

TEST_F(DeliveryTest, LosesNothingWhenItRepeatsItselfInAnyOrder) {
    const auto plain = digest(hear_all(*world_));
    Misbehaviour how;
    how.duplicates = true;
    how.disorder = true;
    how.batch_max = 20;
    world_->misbehave(how);
    const auto messy = digest(hear_all(*world_));
    EXPECT_GT(messy.size(), plain.size());
    EXPECT_EQ(std::set<std::string>(messy.begin(), messy.end()),
              std::set<std::string>(plain.begin(), plain.end()));
    EXPECT_FALSE(std::equal(plain.begin(), plain.end(), messy.begin()));
}

TEST_F(DeliveryTest, WakesAListenerAndLetsItGo) {
    StreetSettings settings = quiet();
    settings.echo_own = true;
    const auto world = open(settings, clock_);
    const auto street = make_street(world);
    std::string cursor = street->receive("", Millis{0}, {})->cursor;
    constexpr std::size_t replies = 20;
    std::vector<std::string> heard;
    std::jthread listener{[&] {
        while (heard.size() < replies) {
            const auto received = street->receive(cursor, hours{1}, {});
            cursor = received->cursor;
            for (const auto& post : posts_of(received->items))
                heard.push_back(post.remote_id);
        }
    }};
    std::vector<std::string> said;
    for (std::size_t i = 0; i < replies; ++i) {
        const ReplyId id{static_cast<std::int64_t>(i) + 1};
        const auto key = street->delivery_key(id, clock_.now());
        said.push_back(street->deliver(reply_to(post_, "Hello " + key, key))->remote_id);
    }
    listener.join();
    EXPECT_EQ(heard, said);

    std::jthread idle{[&](const std::stop_token& stop) {
        const auto nothing = street->receive(cursor, hours{1}, stop);
        EXPECT_TRUE(nothing->items.empty());
        EXPECT_EQ(nothing->cursor, cursor);
    }};
    idle.request_stop();
    idle.join();
}

class JournalTest : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove(path_); }
    [[nodiscard]] StreetSettings settings() const {
        StreetSettings made;
        made.journal = path_;
        return made;
    }
    [[nodiscard]] static app::IncomingPost any_post(World& world) {
        app::IncomingPost found;
        for (const Entry& entry : world.posts()) {
            if (!entry.post.own && entry.story >= 0 && !entry.deleted) found = entry.post;
        }
        return found;
    }

    std::string path_ = testing::TempDir() + "heed_street_" + std::to_string(::getpid()) + ".jsonl";
    ManualClock clock_;
};

TEST_F(JournalTest, KeepsTheWorldThroughARestart) {
    std::vector<std::string> before;
    app::Outgoing outgoing;
    {
        const auto world = open(settings(), clock_);
        for (int i = 0; i < 12; ++i) {
            clock_.pass(minutes{3});
            outgoing =
                reply_to(any_post(*world), "Hi, sorry \"so\" much,\nI'll write today. – Nora",
                         "k" + std::to_string(i));
            outgoing.room = RoomKind::public_;
            ASSERT_TRUE(world->deliver(outgoing));
        }
        ASSERT_TRUE(world->start_incident({}));
        ASSERT_TRUE(world->remove(any_post(*world).remote_id));
        clock_.pass(minutes{5});
        before = digest(hear_all(*world));
    }
    const auto world = open(settings(), clock_);
    EXPECT_EQ(digest(hear_all(*world)), before);
    const auto again = world->deliver(outgoing);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->was_already_there);
}

TEST_F(JournalTest, ForgetsALineThatWasNeverFinished) {
    {
        const auto world = open(settings(), clock_);
        ASSERT_TRUE(world->deliver(reply_to(any_post(*world), "Hello", "whole")));
    }
    const auto size = std::filesystem::file_size(path_);
    { std::ofstream{path_, std::ios::app} << R"({"reply":"torn","at_ms":17)"; }
    const auto world = open(settings(), clock_);
    EXPECT_EQ(std::filesystem::file_size(path_), size);
    const auto all = world->posts();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                            [](const Entry& entry) { return entry.delivery_key == "whole"; }));
}

TEST_F(JournalTest, RefusesAnotherStreetAndADamagedFile) {
    { (void)open(settings(), clock_); }
    StreetSettings other = settings();
    other.seed = 99;
    EXPECT_EQ(World::open(other, clock_).error().code, ErrorCode::conflict);
    { std::ofstream{path_, std::ios::app} << "nonsense\n"; }
    EXPECT_EQ(World::open(settings(), clock_).error().code, ErrorCode::internal);
    StreetSettings nowhere = settings();
    nowhere.journal = "/nonexistent/street.jsonl";
    EXPECT_EQ(World::open(nowhere, clock_).error().code, ErrorCode::unavailable);
}

using JournalDeathTest = JournalTest;

TEST_F(JournalDeathTest, KnowsAReplyAfterTheProcessWasKilled) {
    const auto post = any_post(*open(settings(), clock_));
    auto outgoing = reply_to(post, "Hello, we are on it. – Nora", "killed");
    EXPECT_EXIT(
        {
            const auto world = open(settings(), clock_);
            world->fail_next(Fault::kill_after_accept);
            (void)world->deliver(outgoing);
        },
        testing::KilledBySignal(SIGKILL), "");
    const auto world = open(settings(), clock_);
    const auto again = world->deliver(outgoing);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->was_already_there);
    const auto all = world->posts();
    EXPECT_EQ(std::count_if(all.begin(), all.end(),
                            [](const Entry& e) { return e.delivery_key == "killed"; }),
              1);
}

}  // namespace
}  // namespace heed::channels::street
