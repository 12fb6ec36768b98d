#include "channels/firehose.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/terms.hpp"
#include "cli/firehose.hpp"
#include "jetstream/stand_in.hpp"
#include "net/websocket_client.hpp"
#include "store/listening_ports.hpp"
#include "store/reader.hpp"
#include "support/desk_store.hpp"
#include "support/scripted_channel.hpp"
#include "support/word_judging.hpp"

namespace heed::channels {
namespace {

using test::eventually;
using test::StandIn;

constexpr Time noon = from_millis(1'790'000'000'000);
constexpr long long noon_us = 1'790'000'000'000'000;

class NobodyThere final : public HttpClient {
public:
    [[nodiscard]] Result<HttpResponse> send(const HttpRequest&, std::stop_token) override {
        return fail(ErrorCode::unavailable, "nobody is there");
    }
};

/// A desk with a Bluesky account, and a network that talks.
class FirehoseTest : public ::testing::Test {
protected:
    FirehoseTest() {
        auto opened = store::Database::open({fresh_.target()});
        EXPECT_TRUE(opened) << opened.error().message;
        database_ = std::move(*opened);
        channel_.id = ids_.next<ChannelId>(noon);
        channel_.brand = ids_.next<BrandId>(noon);
        channel_.network = "bluesky";
        channel_.account_id = "did:plc:brand";
        channel_.created_at = noon;
        write([&](app::Transaction& t) {
            t.save_brand(channel_.brand, "Acme", noon);
            t.save(channel_);
            t.save_setting(std::string(firehose_cursor_setting), "1");
        });
        listening_ = std::make_unique<app::Listening>(store::listening_ports(*database_));
        intake_ = std::make_unique<app::IntakeQueue>(*database_, ids_, clock_, judging_,
                                                     listening_.get());
        cli::DeskOptions options;
        options.bluesky_jetstream = {server_.url()};
        firehose_ =
            cli::open_firehose(options, sockets_, http_, clock_, *listening_, *intake_, *database_);
    }
    ~FirehoseTest() override { firehose_->stop(); }

    template <class Work>
    void write(Work work) {
        const auto done = database_->write([&](app::Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    void listen_for(const std::string& text) {
        write([&](app::Transaction& t) { EXPECT_TRUE(app::add_term(t, {noon, ids_}, {text})); });
        EXPECT_TRUE(listening_->refresh());
    }

    void say(int number, std::string_view text, std::string_view operation = "create") {
        const auto time_us = noon_us + number * 1'000;
        const auto record = fmt::format(R"(,"cid":"b","record":{{"$type":"app.bsky.feed.post",)"
                                        R"("createdAt":"2026-09-21T14:13:20Z","text":"{}"}})",
                                        text);
        server_.say(time_us,
                    fmt::format(R"({{"did":"did:plc:a{}","time_us":{},"kind":"commit","commit":)"
                                R"({{"rev":"r{}","operation":"{}","collection":)"
                                R"("app.bsky.feed.post","rkey":"k{}"{}}}}})",
                                number % 10, time_us, number, operation, number % 10,
                                operation == "delete" ? "" : record));
    }

    std::optional<app::PostRecord> stored(int number) {
        std::optional<app::PostRecord> post;
        const auto id = fmt::format("at://did:plc:a{0}/app.bsky.feed.post/k{0}", number);
        write([&](app::Transaction& t) { post = t.post(channel_.id, id); });
        return post;
    }
    std::string cursor() {
        std::string value;
        write([&](app::Transaction& t) {
            value = t.setting(std::string(firehose_cursor_setting)).value_or("");
        });
        return value;
    }

    test::FreshDatabase fresh_{"sqlite"};
    IdSource ids_{1};
    test::HandClock clock_{noon + std::chrono::hours{1}};
    test::WordJudging judging_;
    app::ChannelRecord channel_;
    std::unique_ptr<store::Database> database_;
    StandIn server_;
    net::BeastWebSocketClient sockets_;
    NobodyThere http_;
    std::unique_ptr<app::Listening> listening_;
    std::unique_ptr<app::IntakeQueue> intake_;
    std::unique_ptr<Firehose> firehose_;
};

TEST_F(FirehoseTest, HearsTheNetworkForTheDesksTerms) {
    say(1, "nothing for us");
    say(2, "my Acme is broken");
    say(3, "an Acme van went by");
    listen_for("acme");
    EXPECT_EQ(listening_->stream().hearing, app::StreamHearing::off);
    firehose_->start();
    ASSERT_TRUE(eventually([&] { return stored(3).has_value(); }));
    ASSERT_TRUE(eventually([&] { return listening_->stream().heard_up_to >= noon; }));
    EXPECT_TRUE(listening_->stream().hears());
    EXPECT_EQ(listening_->stream().network, "bluesky");
    EXPECT_EQ(listening_->stream().since, clock_.now());
    EXPECT_FALSE(stored(1));
    EXPECT_TRUE(stored(2)->conversation);
    EXPECT_FALSE(stored(3)->conversation);
    write([&](app::Transaction& t) {
        EXPECT_FALSE(
            t.conversation(
                 t.post(channel_.id, "at://did:plc:a2/app.bsky.feed.post/k2")->conversation)
                ->addressed);
        // The notifications have a cursor of their own.
        EXPECT_EQ(t.channel(channel_.id)->cursor, "");
    });
    say(13, "", "delete");
    ASSERT_TRUE(eventually([&] { return stored(3)->deleted_at != Time{}; }));
    EXPECT_TRUE(eventually([&] { return cursor() == std::to_string(noon_us + 13'000); }));
}

TEST_F(FirehoseTest, SleepsUntilThereIsSomethingToListenFor) {
    say(1, "acme at night");
    ASSERT_TRUE(listening_->refresh());
    firehose_->start();
    ASSERT_TRUE(eventually([&] { return !listening_->stream().reason.empty(); }));
    EXPECT_EQ(listening_->stream().hearing, app::StreamHearing::off);
    EXPECT_EQ(listening_->stream().reason, "There are no terms yet.");
    EXPECT_TRUE(server_.targets().empty());
    listen_for("acme");
    EXPECT_TRUE(eventually([&] { return stored(1).has_value(); }));
}

TEST_F(FirehoseTest, EndsWithTheAccountThatItHearsFor) {
    listen_for("acme");
    firehose_->start();
    say(1, "acme");
    ASSERT_TRUE(eventually([&] { return stored(1).has_value(); }));
    channel_.disconnected_at = noon;
    write([&](app::Transaction& t) { t.save(channel_); });
    // Whoever is gone asks no more: the connection ends and none follows.
    ASSERT_TRUE(eventually([&] {
        const auto before = server_.targets().size();
        server_.cut();
        std::this_thread::sleep_for(std::chrono::milliseconds{1500});
        return server_.targets().size() == before;
    }));
    EXPECT_EQ(listening_->stream().hearing, app::StreamHearing::off);
    EXPECT_EQ(listening_->stream().reason, "No Bluesky account is connected.");
}

TEST_F(FirehoseTest, SaysThatItIsDeafAndWhyAndSinceWhen) {
    listen_for("acme");
    server_.set({.refuse_with = 503});
    write([&](app::Transaction& t) {
        t.save_setting(std::string(firehose_cursor_setting), std::to_string(noon_us));
    });
    firehose_->start();
    ASSERT_TRUE(
        eventually([&] { return listening_->stream().hearing == app::StreamHearing::deaf; }));
    EXPECT_NE(listening_->stream().reason.find("503"), std::string::npos);
    EXPECT_EQ(listening_->stream().since, clock_.now());
    // What was heard before it went deaf is known from the cursor.
    EXPECT_EQ(listening_->stream().heard_up_to, noon);
    server_.set({});
    say(1, "acme again");
    ASSERT_TRUE(eventually([&] { return listening_->stream().hears(); }));
    EXPECT_EQ(listening_->stream().reason, "");
}

TEST_F(FirehoseTest, SaysThatItIsSwitchedOff) {
    auto off = cli::open_firehose({}, sockets_, http_, clock_, *listening_, *intake_, *database_);
    off->start();
    EXPECT_EQ(listening_->stream().hearing, app::StreamHearing::off);
    EXPECT_EQ(listening_->stream().reason, "It is switched off in the configuration.");
}

}  // namespace
}  // namespace heed::channels
