#include "channels/bluesky/jetstream.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "jetstream/stand_in.hpp"
#include "net/websocket_client.hpp"

namespace heed::channels {
namespace {

using bluesky::StreamEvent;
using test::frame;
using test::StandIn;
using namespace std::chrono_literals;

constexpr long long epoch_us = 1'780'000'000'000'000;  // in May 2026
constexpr std::string_view own_did = "did:plc:brand";

std::string uri_of(int author, int number) {
    return fmt::format("at://did:plc:author{}/app.bsky.feed.post/k{}", author, number);
}

struct Said {
    int author = 1;
    int number = 1;
    std::string operation = "create";
    std::string record = {};
    std::string collection = "app.bsky.feed.post";
    long long time_us = 0;
};

std::string event_of(const Said& said) {
    return fmt::format(
        R"({{"did":"did:plc:author{}","time_us":{},"kind":"commit","commit":{{"rev":"r{}-{}",)"
        R"("operation":"{}","collection":"{}","rkey":"k{}"{}}}}})",
        said.author, said.time_us, said.number, said.operation, said.operation, said.collection,
        said.number, said.record.empty() ? "" : R"(,"cid":"bafy","record":)" + said.record);
}

std::string record_of(std::string_view text, std::string_view more = "") {
    return fmt::format(
        R"({{"$type":"app.bsky.feed.post","createdAt":"2026-05-28T20:26:39.5Z","text":"{}"{}}})",
        text, more);
}

/// A person that speaks at a stand-in, one event after the other.
class Speaker {
public:
    explicit Speaker(StandIn& server) : server_(server) {}
    long long say(Said said) {
        said.time_us = epoch_us + ++count_ * 1'000;
        server_.say(said.time_us, event_of(said));
        return said.time_us;
    }
    long long post(int number, std::string_view text, std::string_view more = "") {
        return say({number % 7, number, "create", record_of(text, more)});
    }
    void say_raw(const std::string& message) { server_.say(epoch_us + ++count_ * 1'000, message); }

private:
    StandIn& server_;
    long long count_ = 0;
};

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return from_millis(epoch_us / 1000 + 3'600'000); }
};

class NoHttp final : public HttpClient {
public:
    [[nodiscard]] Result<HttpResponse> send(const HttpRequest& request, std::stop_token) override {
        const std::lock_guard lock(mutex);
        urls.push_back(request.url);
        if (profiles.empty()) return fail(ErrorCode::unavailable, "nobody is there");
        return HttpResponse{200, {}, profiles};
    }
    std::mutex mutex;
    std::vector<std::string> urls;
    std::string profiles;
};

/// Keeps what it is given, as a store does: a post that is known is ignored.
class Ears final : public StreamEars {
public:
    std::span<const understand::TermMatch> concerns_us(const StreamEvent& post) override {
        return set_.match(post.text, scratch_, post.language);
    }
    bool knows(const std::string& remote_id) override { return stored.contains(remote_id); }
    Status take(const StreamBatch& batch) override {
        const std::lock_guard lock(mutex);
        if (failures_to_come > 0) {
            --failures_to_come;
            return fail(ErrorCode::unavailable, "the disk is full");
        }
        EXPECT_EQ(batch.items.size(), batch.matches.size());
        EXPECT_LE(batch.items.size(), jetstream_batch_max);
        EXPECT_LE(cursor.size(), batch.cursor.size());
        for (std::size_t i = 0; i < batch.items.size(); ++i)
            keep(batch.items[i], batch.matches[i]);
        cursor = batch.cursor;
        ++batches;
        changed.notify_all();
        return {};
    }
    void note(StreamState state, const std::string& reason) override {
        const std::lock_guard lock(mutex);
        notes.emplace_back(state, reason);
        changed.notify_all();
    }

    bool wait(const std::function<bool()>& done) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 60s, done);
    }
    bool wait_for_items(std::size_t count) {
        return wait([&] { return items.size() >= count; });
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<app::Incoming> items;
    std::vector<std::vector<understand::TermMatch>> matches;
    std::map<std::string, int> stored;  ///< how often a post was handed over
    std::vector<std::pair<StreamState, std::string>> notes;
    std::string cursor;
    int batches = 0;
    int failures_to_come = 0;

private:
    void keep(const app::Incoming& item, const std::vector<understand::TermMatch>& found) {
        items.push_back(item);
        matches.push_back(found);
        if (const auto* post = std::get_if<app::IncomingPost>(&item)) ++stored[post->remote_id];
    }

    understand::TermSet set_ = *understand::TermSet::compile({{"acme"}, {"globex"}});
    understand::TermSet::Scratch scratch_;
};

class JetstreamTest : public testing::Test {
protected:
    JetstreamSettings settings(std::vector<std::string> urls) {
        JetstreamSettings made;
        made.urls = std::move(urls);
        made.own_dids = {std::string(own_did)};
        made.profiles.clear();
        made.overlap = 5ms;
        made.pause_first = 1ms;
        made.pause_max = 10ms;
        made.refused_pause = 10ms;
        made.gather = 1ms;
        return made;
    }

    /// Runs a stream in the background for as long as the result lives.
    struct Running {
        std::unique_ptr<Jetstream> stream;
        std::jthread thread;
    };
    Running run(JetstreamSettings made, const std::string& cursor = "1") {
        auto stream = std::make_unique<Jetstream>(std::move(made), sockets_, http_, clock_);
        auto& running = *stream;
        return {std::move(stream), std::jthread([this, &running, cursor](std::stop_token stop) {
                    running.run(stop, cursor, ears_);
                })};
    }
    Running run() { return run(settings({server_.url()})); }

    StandIn server_;
    Speaker speaker_{server_};
    net::BeastWebSocketClient sockets_;
    NoHttp http_;
    FixedClock clock_;
    Ears ears_;
};

TEST_F(JetstreamTest, HandsOverWhatConcernsUs) {
    speaker_.post(1, "nothing for anybody");
    const auto time_us = speaker_.post(
        2, "my Acme is broken",
        R"(,"langs":["en","de"],"reply":{"root":{"uri":"at://did:plc:x/app.bsky.feed.post/1"},)"
        R"("parent":{"uri":"at://did:plc:y/app.bsky.feed.post/2"}},"embed":{"$type":"app.bsky.embed.images",)"
        R"("images":[{"alt":"a cup","image":{"$type":"blob","ref":{"$link":"bafkreiabc"},)"
        R"("mimeType":"image/png"}},{"alt":"","image":{"ref":{"$link":"../etc/x"}}}]})");
    speaker_.say({3, 3, "create", record_of("acme"), "app.bsky.feed.like"});
    speaker_.say_raw(
        fmt::format(R"({{"did":"did:plc:z","time_us":{},"kind":"identity"}})", epoch_us + 9'000));
    const auto running = run();
    ASSERT_TRUE(ears_.wait(
        [&] { return ears_.cursor == std::to_string(epoch_us + 9'000) || !ears_.items.empty(); }));
    ASSERT_EQ(ears_.items.size(), 1U);
    const auto& post = std::get<app::IncomingPost>(ears_.items[0]);
    EXPECT_EQ(post.remote_id, uri_of(2, 2));
    EXPECT_EQ(post.author.remote_id, "did:plc:author2");
    EXPECT_EQ(post.text, "my Acme is broken");
    EXPECT_EQ(post.language, "en");
    EXPECT_EQ(post.thread_root, "at://did:plc:x/app.bsky.feed.post/1");
    EXPECT_EQ(post.in_reply_to, "at://did:plc:y/app.bsky.feed.post/2");
    EXPECT_EQ(post.url, "https://bsky.app/profile/did:plc:author2/post/k2");
    EXPECT_EQ(format_rfc3339(post.written_at), "2026-05-28T20:26:39.500Z");
    EXPECT_FALSE(post.addressed);
    EXPECT_FALSE(post.own);
    ASSERT_EQ(post.media.size(), 1U);
    EXPECT_EQ(post.media[0].url,
              "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:author2/bafkreiabc@jpeg");
    EXPECT_EQ(post.media[0].alt, "a cup");
    EXPECT_NE(post.raw.find(std::to_string(time_us)), std::string::npos);
    EXPECT_EQ(ears_.matches[0], (std::vector<understand::TermMatch>{{0, {3, 7}}}));
    EXPECT_NE(server_.targets()[0].find("wantedCollections=app.bsky.feed.post"), std::string::npos);
}

TEST_F(JetstreamTest, LeavesToOthersWhatIsOursOrAddressesUs) {
    const auto own = R"({"uri":"at://did:plc:brand/app.bsky.feed.post/1"})";
    speaker_.post(
        1, "@acme.example acme",
        R"(,"facets":[{"features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:brand"}]}])");
    speaker_.post(2, "acme answered",
                  fmt::format(R"(,"reply":{{"parent":{},"root":{}}})", own, own));
    speaker_.post(3, "acme quoted", fmt::format(R"(,"embed":{{"record":{}}})", own));
    speaker_.post(4, "acme quoted with a picture",
                  fmt::format(R"(,"embed":{{"record":{{"record":{}}}}})", own));
    auto ours = Said{1, 5, "create", record_of("acme says")};
    ours.time_us = epoch_us + 7'000;
    auto text = event_of(ours);
    text.replace(text.find("did:plc:author1"), 15, own_did);
    server_.say(ours.time_us, text);
    speaker_.post(6, "acme, about did:plc:brand in words only");
    const auto running = run();
    ASSERT_TRUE(ears_.wait_for_items(1));
    EXPECT_EQ(std::get<app::IncomingPost>(ears_.items[0]).remote_id, uri_of(6, 6));
    EXPECT_EQ(ears_.items.size(), 1U);
}

TEST_F(JetstreamTest, FollowsChangesOfWhatIsKnown) {
    speaker_.post(1, "acme is slow");
    speaker_.post(2, "unrelated");
    speaker_.say({1, 1, "update", record_of("acme is very slow")});
    speaker_.say({2, 2, "update", record_of("now about globex")});
    speaker_.say({3, 3, "update", record_of("still unrelated")});
    speaker_.say({3, 3, "delete"});
    speaker_.say({1, 1, "delete"});
    ears_.stored["at://did:plc:author4/app.bsky.feed.post/k4"] = 1;
    speaker_.say({4, 4, "delete"});
    const auto running = run();
    ASSERT_TRUE(ears_.wait_for_items(5));
    const auto& items = ears_.items;
    EXPECT_EQ(std::get<app::IncomingPost>(items[0]).remote_id, uri_of(1, 1));
    EXPECT_EQ(std::get<app::IncomingEdit>(items[1]).text, "acme is very slow");
    EXPECT_EQ(std::get<app::IncomingPost>(items[2]).text, "now about globex");
    EXPECT_EQ(std::get<app::IncomingDeletion>(items[3]).remote_id, uri_of(1, 1));
    EXPECT_EQ(std::get<app::IncomingDeletion>(items[4]).remote_id, uri_of(4, 4));
    EXPECT_EQ(items.size(), 5U);
}

TEST_F(JetstreamTest, MissesNothingAndRepeatsNothingOverBrokenLines) {
    constexpr int count = 3'000;
    StandIn::Manners manners;
    manners.cut_after = 37;
    server_.set(manners);
    std::vector<std::string> expected;
    for (int i = 0; i < count; ++i) {
        const bool ours = i % 3 == 0;
        speaker_.post(i, ours ? "acme again" : "somebody else");
        if (ours) expected.push_back(uri_of(i % 7, i));
    }
    const auto running = run();
    ASSERT_TRUE(ears_.wait_for_items(expected.size()));
    std::vector<std::string> found;
    for (const auto& item : ears_.items)
        found.push_back(std::get<app::IncomingPost>(item).remote_id);
    EXPECT_EQ(found, expected);
    EXPECT_GT(running.stream->counts().connections, 50);
}

TEST_F(JetstreamTest, MissesNothingOverRestartsAtAnyMoment) {
    constexpr int count = 2'000;
    std::mt19937 random(4);
    std::size_t expected = 0;
    for (int i = 0; i < count; ++i) {
        speaker_.post(i, i % 2 == 0 ? "acme" : "else");
        expected += i % 2 == 0 ? 1U : 0U;
    }
    std::string cursor = "1";
    for (int runs = 0; runs < 2'000 && ears_.stored.size() < expected; ++runs) {
        StandIn::Manners manners;
        manners.cut_after = 1 + static_cast<int>(random() % 400);
        server_.set(manners);
        // A store that fails now and then, and a program that ends in the middle.
        ears_.failures_to_come = runs % 5 == 0 ? 1 : 0;
        auto running = run(settings({server_.url()}), cursor);
        ASSERT_TRUE(ears_.wait([&, before = ears_.batches] {
            return ears_.batches > before || ears_.stored.size() == expected;
        }));
        running.thread.request_stop();
        running.thread.join();
        cursor = ears_.cursor;
    }
    EXPECT_EQ(ears_.stored.size(), expected);
    EXPECT_EQ(ears_.cursor, std::to_string(epoch_us + count * 1'000));
}

TEST_F(JetstreamTest, HearsWhatIsWrittenFromNowOnWithoutACursor) {
    speaker_.post(1, "acme long ago");
    const auto running = run(settings({server_.url()}), "");
    ASSERT_TRUE(ears_.wait([&] { return !ears_.notes.empty(); }));
    for (int i = 2; ears_.items.empty() && i < 1'000; ++i) {
        speaker_.post(i, "acme now");
        ears_.wait([&, end = std::chrono::steady_clock::now() + 20ms] {
            return !ears_.items.empty() || std::chrono::steady_clock::now() > end;
        });
        if (!ears_.items.empty()) break;
        std::this_thread::sleep_for(10ms);
    }
    ASSERT_FALSE(ears_.items.empty());
    EXPECT_EQ(std::get<app::IncomingPost>(ears_.items[0]).text, "acme now");
    EXPECT_EQ(server_.targets()[0].find("cursor"), std::string::npos);
}

TEST_F(JetstreamTest, LeavesGarbageOut) {
    for (
        const auto* garbage :
        {"", "nonsense", "[]", "7", "{}", R"({"time_us":"x"})", R"({"time_us":-5})",
         R"({"did":"did:plc:a","time_us":99999999999999999,"kind":"commit"})",
         R"({"did":"did:plc:a","time_us":1780000000000001,"kind":"commit"})",
         R"({"did":"nobody","time_us":1780000000000001,"kind":"commit","commit":{}})",
         R"({"did":"did:plc:a","time_us":1780000000000001,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":""}})",
         R"({"did":"did:plc:a","time_us":1780000000000001,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"a","record":[]}})",
         R"({"did":"did:plc:a","time_us":1780000000000001,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"a/b","record":{"text":"acme"}}})",
         R"({"did":"did:plc:a","time_us":1780000000000001,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"a","record":{"text":"acme"})"})
        speaker_.say_raw(garbage);
    speaker_.post(1, "acme at last");
    const auto running = run();
    ASSERT_TRUE(ears_.wait_for_items(1));
    EXPECT_EQ(std::get<app::IncomingPost>(ears_.items[0]).text, "acme at last");
    EXPECT_EQ(ears_.items.size(), 1U);
    EXPECT_GE(running.stream->counts().malformed, 10);
}

TEST_F(JetstreamTest, StepsOverWhatIsNoText) {
    speaker_.post(1, "acme before");
    speaker_.say_raw("{\"text\":\"\xff\xfe\"}");
    for (int i = 0; i < 5; ++i)
        speaker_.post(2 + i, "acme behind");
    const auto running = run();
    // A little of what follows may be lost with it, but the stream goes on.
    ASSERT_TRUE(ears_.wait_for_items(5));
    EXPECT_GE(running.stream->counts().malformed, 1);
    const std::lock_guard lock(ears_.mutex);
    EXPECT_EQ(std::get<app::IncomingPost>(ears_.items.front()).text, "acme before");
    EXPECT_TRUE(std::any_of(ears_.notes.begin(), ears_.notes.end(), [](const auto& note) {
        return note.first == StreamState::listening &&
               note.second.find("no text") != std::string::npos;
    }));
}

TEST_F(JetstreamTest, TurnsAwayFromWhatIsNoJetstream) {
    for (int i = 0; i < 300; ++i)
        speaker_.say_raw("nonsense");
    StandIn other;
    Speaker elsewhere(other);
    elsewhere.post(1, "acme over here");
    const auto running = run(settings({server_.url(), other.url()}));
    ASSERT_TRUE(ears_.wait_for_items(1));
    EXPECT_EQ(std::get<app::IncomingPost>(ears_.items[0]).text, "acme over here");
}

TEST_F(JetstreamTest, LeavesOutWhatIsTooLarge) {
    auto made = settings({server_.url()});
    made.message_bytes_max = 4'096;
    speaker_.post(1, "acme " + std::string(10'000, 'x'));
    speaker_.post(2, "acme short");
    const auto running = run(made);
    ASSERT_TRUE(ears_.wait_for_items(1));
    EXPECT_EQ(std::get<app::IncomingPost>(ears_.items[0]).text, "acme short");
    EXPECT_NE(server_.targets()[0].find("maxMessageSizeBytes=4096"), std::string::npos);
}

TEST_F(JetstreamTest, HearsASlowServerToTheEnd) {
    StandIn::Manners manners;
    manners.in_pieces = true;
    server_.set(manners);
    for (int i = 0; i < 20; ++i)
        speaker_.post(i, "acme slowly");
    const auto running = run();
    EXPECT_TRUE(ears_.wait_for_items(20));
}

TEST_F(JetstreamTest, TellsRefusedFromUnreachable) {
    StandIn::Manners manners;
    manners.refuse_with = 403;
    server_.set(manners);
    {
        const auto running = run();
        ASSERT_TRUE(ears_.wait([&] { return !ears_.notes.empty(); }));
        EXPECT_EQ(ears_.notes[0].first, StreamState::refused);
        EXPECT_EQ(ears_.notes[0].second, "127.0.0.1 answers 403");
    }
    ears_.notes.clear();
    manners.refuse_with = 503;
    server_.set(manners);
    const auto running = run();
    ASSERT_TRUE(ears_.wait([&] { return !ears_.notes.empty(); }));
    EXPECT_EQ(ears_.notes[0].first, StreamState::unreachable);
    ears_.notes.clear();
    server_.set({});
    speaker_.post(1, "acme");
    EXPECT_TRUE(ears_.wait_for_items(1)) << "it comes back by itself";
}

TEST_F(JetstreamTest, GoesToAnotherServerWhenOneIsGone) {
    std::string dead;
    {
        const StandIn gone;
        dead = gone.url();
    }
    speaker_.post(1, "acme");
    const auto running = run(settings({dead, server_.url()}));
    EXPECT_TRUE(ears_.wait_for_items(1));
}

TEST_F(JetstreamTest, SaysWhenTheStreamNoLongerHoldsWhatWasMissed) {
    speaker_.post(1, "acme");
    const auto running = run(settings({server_.url()}), std::to_string(epoch_us - 3'600'000'000LL));
    ASSERT_TRUE(ears_.wait_for_items(1));
    ASSERT_EQ(ears_.notes.size(), 2U);
    EXPECT_EQ(ears_.notes[1].first, StreamState::listening);
    EXPECT_NE(ears_.notes[1].second.find("may be missing"), std::string::npos);
}

TEST_F(JetstreamTest, AsksForProfilesOnlyOfThoseWhoConcernUs) {
    http_.profiles = R"({"profiles":[{"did":"did:plc:author1","handle":"mia.example",)"
                     R"("displayName":"Mia","followersCount":1200}]})";
    auto made = settings({server_.url()});
    made.profiles = "https://profiles.example";
    made.gather = 300ms;
    speaker_.post(2, "nothing");
    speaker_.post(1, "acme one");
    speaker_.post(8, "acme two");
    const auto running = run(made);
    ASSERT_TRUE(ears_.wait_for_items(2));
    for (const auto& item : ears_.items) {
        EXPECT_EQ(std::get<app::IncomingPost>(item).author.handle, "mia.example");
        EXPECT_EQ(std::get<app::IncomingPost>(item).author.followers, 1200);
    }
    const std::lock_guard lock(http_.mutex);
    ASSERT_EQ(http_.urls.size(), 1U);
    EXPECT_TRUE(
        http_.urls[0].starts_with("https://profiles.example/xrpc/app.bsky.actor.getProfiles?"));
    EXPECT_EQ(http_.urls[0].find("author2"), std::string::npos);
}

TEST_F(JetstreamTest, TriesUntilItIsStored) {
    ears_.failures_to_come = 1;
    speaker_.post(1, "acme");
    const auto running = run();
    EXPECT_TRUE(ears_.wait_for_items(1));
    EXPECT_EQ(ears_.stored[uri_of(1, 1)], 1);
}

}  // namespace
}  // namespace heed::channels
