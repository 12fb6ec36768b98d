#include "app/listening.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "app/first_look.hpp"
#include "app/intake.hpp"
#include "app/terms.hpp"
#include "store/listening_ports.hpp"
#include "support/desk_store.hpp"
#include "support/scripted_channel.hpp"
#include "support/word_judging.hpp"

namespace heed {
namespace {

using namespace app;

constexpr Time noon = from_millis(1'790'000'000'000);

/// A desk's terms in a database that several programs share.
class ListeningTerms : public ::testing::Test {
protected:
    ListeningTerms() {
        auto opened = store::Database::open({fresh_.target()});
        EXPECT_TRUE(opened) << opened.error().message;
        database_ = std::move(*opened);
        EXPECT_TRUE(write([&](Transaction& t) {
            t.save_brand(channel_.brand, "Larkspur", noon);
            t.save(channel_);
        }));
    }

    template <class Work>
    Status write(Work work) {
        return database_->write([&](Transaction& t) -> Status {
            work(t);
            return {};
        });
    }
    TermId add(const std::string& text) {
        TermId id;
        EXPECT_TRUE(write([&](Transaction& t) {
            const auto added = add_term(t, {noon, ids_}, {text, understand::kind_of_text(text)});
            ASSERT_TRUE(added) << added.error().message;
            id = added->id;
        }));
        return id;
    }

    static IncomingPost post(const std::string& id, const std::string& text) {
        IncomingPost post;
        post.remote_id = id;
        post.author.remote_id = "author of " + id;
        post.written_at = noon;
        post.text = text;
        post.addressed = false;
        return post;
    }

    ChannelRecord a_channel() {
        ChannelRecord channel;
        channel.id = ids_.next<ChannelId>(noon);
        channel.brand = ids_.next<BrandId>(noon);
        channel.network = "street";
        channel.created_at = noon;
        return channel;
    }

    test::FreshDatabase fresh_{"sqlite"};
    IdSource ids_{1};
    ChannelRecord channel_ = a_channel();
    std::unique_ptr<store::Database> database_;
};

TEST_F(ListeningTerms, AreTakenWhenTheyChange) {
    Listening listening(store::listening_ports(*database_));
    ASSERT_TRUE(listening.refresh());
    EXPECT_FALSE(listening.has_terms());
    EXPECT_TRUE(listening.matches("Larkspur", "en").empty());
    const auto id = add("Larkspur");
    EXPECT_FALSE(listening.has_terms());
    ASSERT_TRUE(listening.refresh());
    const auto found = listening.matches("a lArKsPuR, two larkspurs, Larkspur's", "en");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, id);
    EXPECT_EQ(found[0].text, "Larkspur");
    ASSERT_EQ(found[0].spans.size(), 2U);
    EXPECT_EQ(found[0].spans[0].start, 2U);
    EXPECT_EQ(found[0].spans[0].end, 10U);
    ASSERT_TRUE(write([&](Transaction& t) { EXPECT_TRUE(remove_term(t, {noon, ids_}, id)); }));
    ASSERT_TRUE(listening.refresh());
    EXPECT_FALSE(listening.has_terms());
}

TEST_F(ListeningTerms, OfAnotherProgramAreNoticed) {
    Listening listening(store::listening_ports(*database_));
    listening.start();
    add("Larkspur");
    EXPECT_TRUE(test::eventually([&] { return listening.has_terms(); }));
    listening.stop();
}

TEST_F(ListeningTerms, WhatWasHeardIsToldInSums) {
    auto ports = store::listening_ports(*database_);
    std::atomic<long long> told = 0;
    std::atomic<int> times = 0;
    ports.tell = [&](long long count) {
        told += count;
        ++times;
    };
    Listening listening(std::move(ports));
    listening.start();
    for (int i = 0; i < 1000; ++i)
        listening.note_heard(1);
    EXPECT_TRUE(test::eventually([&] { return told == 1000; }));
    EXPECT_LT(times, 100);
    listening.stop();
}

TEST_F(ListeningTerms, OnlyTalkThatAddressesNobodyIsMatched) {
    add("Larkspur");
    Listening listening(store::listening_ports(*database_));
    ASSERT_TRUE(listening.refresh());
    std::vector<Incoming> items{post("a", "my Larkspur is broken"), post("b", "a lark"),
                                post("c", "Larkspur"), post("d", "Larkspur"),
                                post("e", "Larkspur")};
    std::get<IncomingPost>(items[2]).addressed = true;
    std::get<IncomingPost>(items[3]).own = true;
    std::get<IncomingPost>(items[4]).terms.emplace();  // its channel matches by itself
    std::vector<Incoming*> all;
    for (auto& item : items)
        all.push_back(&item);
    first_look(all, &listening, test::WordJudging{});
    const auto& first = std::get<IncomingPost>(items[0]);
    ASSERT_TRUE(first.terms);
    EXPECT_EQ(first.terms->size(), 1U);
    ASSERT_TRUE(first.judgement);
    EXPECT_EQ(first.judgement->layer, "encoder");  // looked at twice
    EXPECT_TRUE(std::get<IncomingPost>(items[1]).terms->empty());
    EXPECT_FALSE(std::get<IncomingPost>(items[1]).judgement);
    EXPECT_FALSE(std::get<IncomingPost>(items[2]).terms);
    EXPECT_TRUE(std::get<IncomingPost>(items[2]).judgement);
    EXPECT_FALSE(std::get<IncomingPost>(items[3]).terms);
    EXPECT_TRUE(std::get<IncomingPost>(items[4]).terms->empty());
}

TEST_F(ListeningTerms, WhatAnEditMadeOfAPostIsLookedAtLikeAPost) {
    add("Larkspur");
    Listening listening(store::listening_ports(*database_));
    ASSERT_TRUE(listening.refresh());
    IncomingEdit edit{"a", "my Larkspur is broken", {}, {}};
    edit.whole = post("a", "my Larkspur is broken");
    Incoming item = edit;
    first_look({&item}, &listening, test::WordJudging{});
    const auto* whole = post_in(item);
    ASSERT_NE(whole, nullptr);
    ASSERT_TRUE(whole->terms);
    EXPECT_EQ(whole->terms->size(), 1U);
    ASSERT_TRUE(whole->judgement);
    EXPECT_EQ(whole->judgement->layer, "encoder");
}

TEST_F(ListeningTerms, TheIntakeHearsAndSaysHowMuch) {
    add("Larkspur");
    auto ports = store::listening_ports(*database_);
    std::atomic<long long> told = 0;
    ports.tell = [&](long long count) { told += count; };
    Listening listening(std::move(ports));
    ASSERT_TRUE(listening.refresh());
    listening.start();
    const test::HandClock clock(noon);
    const test::WordJudging judging;
    IntakeQueue intake(*database_, ids_, clock, judging, &listening);
    const auto count =
        intake.receive(channel_.id, {post("a", "my Larkspur is broken"), post("b", "a lark"),
                                     post("c", "a Larkspur van"), post("d", "Larkspur again")});
    ASSERT_TRUE(count) << count.error().message;
    EXPECT_EQ(count->received, 3);
    EXPECT_EQ(count->heard, 2);
    EXPECT_EQ(count->known, 1);
    EXPECT_TRUE(test::eventually([&] { return told == 2; }));
}

}  // namespace
}  // namespace heed
