#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "channels/bluesky/bluesky.hpp"
#include "net/http_client.hpp"
#include "network/bluesky_network.hpp"

namespace heed::test {
namespace {

namespace json = boost::json;
using app::Incoming;
using app::IncomingPost;
using channels::Channel;
using channels::Received;

constexpr int drain_steps_max = 500;
/// A red dot, as small as a PNG can be.
constexpr std::string_view dot_png(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx"
    "\xda"
    "cd\xf8\xcfP\x0f\0\x03\x86\x01\x80Z4}k\0\0\0\0IEND\xae\x42\x60\x82",
    70);

/// Counts the calls of one method, to see that we do not log in all the time.
class CountingHttp final : public channels::HttpClient {
public:
    Result<channels::HttpResponse> send(const channels::HttpRequest& request,
                                        std::stop_token stop) override {
        const auto begin = request.url.find("/xrpc/");
        if (begin != std::string::npos) {
            const auto method = request.url.substr(begin + 6);
            ++calls_[method.substr(0, method.find('?'))];
        }
        return http_.send(request, stop);
    }

    int calls(const std::string& method) const {
        const auto found = calls_.find(method);
        return found == calls_.end() ? 0 : found->second;
    }

private:
    net::CurlHttpClient http_;
    std::map<std::string, int> calls_;
};

class BlueskyNetworkTest : public testing::Test {
protected:
    void SetUp() override {
        static net::CurlHttpClient direct;
        std::string why_not;
        network_ = BlueskyNetwork::start(direct, why_not);
        if (network_ == nullptr) {
            const char* required = std::getenv("HEED_REQUIRE_NETWORK");
            if (required != nullptr && std::string_view(required) == "1") FAIL() << why_not;
            GTEST_SKIP() << why_not;
        }
        network_->set_line("up");
        brand_ = network_->make_account("brand");
        mia_ = network_->make_account("mia");
        channel_ = connect(brand_.app_password);
        cursor_ = take(drain());  // from here on: news
    }

    std::unique_ptr<Channel> connect(const std::string& password, std::string session = {}) {
        channels::BlueskySettings settings;
        settings.service = network_->desk_url();
        settings.identifier = brand_.handle;
        settings.app_password = password;
        settings.poll_interval_ms = 0;
        settings.own_posts_interval_ms = 0;
        settings.session = std::move(session);
        settings.keep_session = [this](const std::string& kept) { kept_session_ = kept; };
        return make_bluesky(std::move(settings), http_, clock_);
    }

    /// Receives until nothing comes any more; `cursor_` moves along as a runner's would.
    std::vector<Incoming> drain() {
        network_->settle();
        std::vector<Incoming> items;
        for (int i = 0; i < drain_steps_max; ++i) {
            auto received = channel_->receive(cursor_, Millis{0}, {});
            EXPECT_TRUE(received) << received.error().message;
            if (!received) break;
            const bool quiet =
                received->items.empty() && !received->more && received->cursor == cursor_;
            cursor_ = received->cursor;
            for (auto& item : received->items)
                items.push_back(std::move(item));
            if (quiet) break;
        }
        return items;
    }

    std::vector<IncomingPost> drain_posts() {
        std::vector<IncomingPost> posts;
        for (auto& item : drain())
            posts.push_back(std::get<IncomingPost>(std::move(item)));
        return posts;
    }

    std::string take(std::vector<Incoming>) { return cursor_; }

    app::Outgoing answer_to(const BlueskyPost& post, std::string text) {
        app::Outgoing outgoing;
        outgoing.created_at = clock_.now();
        outgoing.id = ids_.next<ReplyId>(outgoing.created_at);
        outgoing.delivery_key = channel_->delivery_key(outgoing.id, outgoing.created_at);
        outgoing.text = std::move(text);
        outgoing.in_reply_to = post.uri;
        outgoing.recipient.remote_id = mia_.did;
        outgoing.recipient.handle = mia_.handle;
        return outgoing;
    }

    std::vector<json::value> replies_under(const BlueskyPost& post) {
        network_->settle();
        const auto thread = network_->thread(mia_, post.uri);
        const auto& replies = thread.at("replies").as_array();
        return {replies.begin(), replies.end()};
    }

    BlueskyNetwork* network_ = nullptr;
    CountingHttp http_;
    SystemClock clock_;
    IdSource ids_{1};
    BlueskyAccount brand_;
    BlueskyAccount mia_;
    std::unique_ptr<Channel> channel_;
    std::string cursor_;
    std::string kept_session_;
};

TEST_F(BlueskyNetworkTest, ConnectNamesTheAccount) {
    const auto account = channel_->connect();
    ASSERT_TRUE(account) << account.error().message;
    EXPECT_EQ(account->remote_id, brand_.did);
    EXPECT_EQ(account->handle, brand_.handle);
    EXPECT_EQ(account->followers, 0);
    EXPECT_EQ(http_.calls("com.atproto.server.createSession"), 1);
}

TEST_F(BlueskyNetworkTest, WrongPasswordIsSaidAndNotTriedAgain) {
    const int before = http_.calls("com.atproto.server.createSession");
    const auto wrong = connect("not-the-pass-word");
    for (int i = 0; i < 3; ++i) {
        const auto account = wrong->connect();
        ASSERT_FALSE(account);
        EXPECT_EQ(account.error().code, ErrorCode::unauthenticated);
    }
    EXPECT_EQ(http_.calls("com.atproto.server.createSession"), before + 1);
}

TEST_F(BlueskyNetworkTest, KeptSessionNeedsNoLogin) {
    const int before = http_.calls("com.atproto.server.createSession");
    channel_ = connect(brand_.app_password, kept_session_);
    EXPECT_TRUE(channel_->connect());
    EXPECT_EQ(http_.calls("com.atproto.server.refreshSession"), 1);
    // A token that the server does not know is renewed by the other one, not by a login.
    auto damaged = json::parse(kept_session_).as_object();
    damaged["access"] = "stale";
    channel_ = connect("unused", json::serialize(damaged));
    EXPECT_TRUE(channel_->connect());
    EXPECT_EQ(http_.calls("com.atproto.server.createSession"), before);
    EXPECT_EQ(http_.calls("com.atproto.server.refreshSession"), 2);
}

TEST_F(BlueskyNetworkTest, MentionArrivesWithProfileAndThread) {
    const auto tom = network_->make_account("tom");
    network_->create(tom, "app.bsky.graph.follow", {{"subject", mia_.did}});
    const auto root = network_->post(tom, "Anyone else with a leaking kettle?");
    network_->settle();
    const json::object reference{{"uri", root.uri}, {"cid", root.cid}};
    const auto mention = network_->mention(
        mia_, brand_, "mine too \U0001F4A7",
        {{"langs", json::array{"en"}}, {"reply", {{"root", reference}, {"parent", reference}}}});
    const auto posts = drain_posts();

    ASSERT_EQ(posts.size(), 2U);
    EXPECT_EQ(posts[0].remote_id, root.uri);
    EXPECT_TRUE(posts[0].context);
    EXPECT_EQ(posts[0].author.remote_id, tom.did);
    const auto& post = posts[1];
    EXPECT_EQ(post.remote_id, mention.uri);
    EXPECT_FALSE(post.context);
    EXPECT_TRUE(post.addressed);
    EXPECT_FALSE(post.own);
    EXPECT_EQ(post.text, fmt::format("@{} mine too \U0001F4A7", brand_.handle));
    EXPECT_EQ(post.language, "en");
    EXPECT_EQ(post.in_reply_to, root.uri);
    EXPECT_EQ(post.thread_root, root.uri);
    EXPECT_EQ(post.author.remote_id, mia_.did);
    EXPECT_EQ(post.author.handle, mia_.handle);
    EXPECT_EQ(post.author.followers, 1);
    const auto key = mention.uri.substr(mention.uri.rfind('/') + 1);
    EXPECT_EQ(post.url, fmt::format("https://bsky.app/profile/{}/post/{}", mia_.handle, key));
    EXPECT_FALSE(post.raw.empty());
}

TEST_F(BlueskyNetworkTest, RepliesAndQuotesArriveButNotLikesAndFollows) {
    const auto ours = network_->post(brand_, "Our new kettle");
    network_->settle();  // people answer what they see
    const auto reply = network_->reply(mia_, ours, ours, "does it leak?");
    const json::object reference{{"uri", ours.uri}, {"cid", ours.cid}};
    const auto quote =
        network_->post(mia_, "look at this",
                       {{"embed", {{"$type", "app.bsky.embed.record"}, {"record", reference}}}});
    network_->create(mia_, "app.bsky.feed.like", {{"subject", reference}});
    network_->create(mia_, "app.bsky.feed.repost", {{"subject", reference}});
    network_->create(mia_, "app.bsky.graph.follow", {{"subject", brand_.did}});
    const auto posts = drain_posts();

    ASSERT_EQ(posts.size(), 3U);
    EXPECT_EQ(posts[0].remote_id, ours.uri);
    EXPECT_TRUE(posts[0].own);
    EXPECT_TRUE(posts[0].context);
    EXPECT_EQ(posts[1].remote_id, reply.uri);
    EXPECT_EQ(posts[2].remote_id, quote.uri);
    EXPECT_TRUE(drain().empty());
}

TEST_F(BlueskyNetworkTest, StepThatWasNotStoredComesAgain) {
    const auto first = network_->mention(mia_, brand_, "first");
    const std::string before = cursor_;
    ASSERT_EQ(drain_posts().size(), 1U);
    cursor_ = before;  // the runner crashed before it stored the step
    const auto again = drain_posts();
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].remote_id, first.uri);
    channel_ = connect(brand_.app_password);  // a restart: what is new comes, whatever else does
    const auto second = network_->mention(mia_, brand_, "second");
    const auto after_restart = drain_posts();
    ASSERT_FALSE(after_restart.empty());
    EXPECT_EQ(after_restart.back().remote_id, second.uri);
}

TEST_F(BlueskyNetworkTest, WhatWaitsUnreadArrivesAtTheFirstConnection) {
    network_->mention(mia_, brand_, "before anybody looked");
    ASSERT_EQ(drain_posts().size(), 1U);
    const auto waiting = network_->mention(mia_, brand_, "after somebody looked");
    const auto second = network_->mention(mia_, brand_, "and again");
    network_->settle();
    channel_ = connect(brand_.app_password);
    cursor_.clear();
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 2U);
    EXPECT_EQ(posts[0].remote_id, waiting.uri);
    EXPECT_EQ(posts[1].remote_id, second.uri);
}

TEST_F(BlueskyNetworkTest, NewAccountHasReadNothingYet) {
    brand_ = network_->make_account("fresh");
    const auto first = network_->mention(mia_, brand_, "welcome");
    const auto second = network_->mention(mia_, brand_, "anybody?");
    channel_ = connect(brand_.app_password);
    cursor_.clear();
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 2U);
    EXPECT_EQ(posts[0].remote_id, first.uri);
    EXPECT_EQ(posts[1].remote_id, second.uri);
}

TEST_F(BlueskyNetworkTest, ReplyStandsUnderThePost) {
    const auto tom = network_->make_account("tom");
    const auto root = network_->post(tom, "Anyone?");
    network_->settle();
    const auto mention = network_->reply(mia_, root, root, "me");
    network_->settle();
    const auto outgoing = answer_to(
        mention, fmt::format("Sorry @{}! \u2764 https://heed.example/a?b=1 #Kettle", mia_.handle));
    const auto delivery = channel_->deliver(outgoing);
    ASSERT_TRUE(delivery) << delivery.error().message;
    EXPECT_FALSE(delivery->was_already_there);

    const auto replies = replies_under(mention);
    ASSERT_EQ(replies.size(), 1U);
    const auto& record = replies[0].at("post").at("record");
    EXPECT_EQ(replies[0].at("post").at("uri"), json::string(delivery->remote_id));
    EXPECT_EQ(record.at("reply").at("root").at("uri"), json::string(root.uri));
    EXPECT_EQ(record.at("reply").at("parent").at("uri"), json::string(mention.uri));
    const auto& facets = record.at("facets").as_array();
    ASSERT_EQ(facets.size(), 3U);
    EXPECT_EQ(facets[0].at("features").at(0).at("did"), json::string(mia_.did));
    EXPECT_EQ(facets[1].at("features").at(0).at("uri"), "https://heed.example/a?b=1");
    EXPECT_EQ(facets[2].at("features").at(0).at("tag"), "Kettle");
    EXPECT_EQ(channel_->read_back(delivery->remote_id), channels::Presence::visible);
    for (const auto& post : drain_posts())
        EXPECT_NE(post.remote_id, delivery->remote_id) << "our own reply must not come back";
}

TEST_F(BlueskyNetworkTest, SameKeyIsSaidOnce) {
    const auto mention = network_->mention(mia_, brand_, "hello?");
    network_->settle();
    const auto outgoing = answer_to(mention, "Hello Mia");
    const auto first = channel_->deliver(outgoing);
    ASSERT_TRUE(first) << first.error().message;
    channel_ = connect(brand_.app_password);  // a crash in between
    const auto second = channel_->deliver(outgoing);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_TRUE(second->was_already_there);
    EXPECT_EQ(second->remote_id, first->remote_id);
    auto other = outgoing;
    other.text = "Something else under the same key";
    ASSERT_TRUE(channel_->deliver(other));
    const auto replies = replies_under(mention);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].at("post").at("record").at("text"), "Hello Mia");
}

TEST_F(BlueskyNetworkTest, NetworkDownThenSaidOnce) {
    const auto mention = network_->mention(mia_, brand_, "hello?");
    network_->settle();
    const auto outgoing = answer_to(mention, "Hello Mia");
    network_->set_line("down");
    const auto failed = channel_->deliver(outgoing);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::unavailable);
    const auto heard = channel_->receive(cursor_, Millis{0}, {});
    ASSERT_FALSE(heard);
    EXPECT_EQ(heard.error().code, ErrorCode::unavailable);
    network_->set_line("up");
    const auto delivery = channel_->deliver(outgoing);
    ASSERT_TRUE(delivery) << delivery.error().message;
    EXPECT_EQ(replies_under(mention).size(), 1U);
}

/// The worst moment: the network takes the reply, and the answer is lost on the way back.
TEST_F(BlueskyNetworkTest, LostAnswerDoesNotDoubleTheReply) {
    struct LosesAnswer final : channels::HttpClient {
        Result<channels::HttpResponse> send(const channels::HttpRequest& request,
                                            std::stop_token stop) override {
            const bool saying = request.url.find("putRecord") != std::string::npos;
            if (saying) network->set_line("mute");
            auto answer = http.send(request, stop);
            if (saying) network->set_line("up");
            return answer;
        }
        BlueskyNetwork* network = nullptr;
        net::CurlHttpClient http;
    } lossy;
    lossy.network = network_;
    channels::BlueskySettings settings;
    settings.service = network_->desk_url();
    settings.identifier = brand_.handle;
    settings.app_password = brand_.app_password;
    const auto unlucky = make_bluesky(settings, lossy, clock_);
    const auto mention = network_->mention(mia_, brand_, "hello?");
    network_->settle();
    const auto outgoing = answer_to(mention, "Hello Mia");

    const auto lost = unlucky->deliver(outgoing);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::unavailable);
    ASSERT_EQ(replies_under(mention).size(), 1U) << "it did get through";
    const auto retried = channel_->deliver(outgoing);
    ASSERT_TRUE(retried) << retried.error().message;
    EXPECT_TRUE(retried->was_already_there);
    EXPECT_EQ(replies_under(mention).size(), 1U);
}

TEST_F(BlueskyNetworkTest, OutageIsFilledExactlyOnceAndInOrder) {
    constexpr int mentions = 220;
    std::vector<std::string> expected;
    std::string same_moment;
    network_->set_line("down");
    for (int i = 0; i < mentions; ++i) {
        // Some are of one and the same millisecond, where a page ends in their midst.
        json::object extra;
        if (i == 100) same_moment = format_rfc3339(clock_.now());
        if (i >= 100 && i < 160) extra["createdAt"] = same_moment;
        expected.push_back(network_->mention(mia_, brand_, fmt::format("number {}", i), extra).uri);
    }
    network_->settle();
    EXPECT_FALSE(channel_->receive(cursor_, Millis{0}, {}));
    network_->set_line("up");

    std::multiset<std::string> received;
    std::vector<Time> times;
    for (const auto& post : drain_posts()) {
        received.insert(post.remote_id);
        times.push_back(post.written_at);
    }
    EXPECT_EQ(received, std::multiset<std::string>(expected.begin(), expected.end()));
    EXPECT_EQ(received.size(), expected.size());
    EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
    EXPECT_TRUE(drain().empty());
}

TEST_F(BlueskyNetworkTest, CrashInTheMiddleOfTheBacklogLosesNothing) {
    constexpr int mentions = 110;
    std::set<std::string> expected;
    for (int i = 0; i < mentions; ++i)
        expected.insert(network_->mention(mia_, brand_, fmt::format("number {}", i)).uri);
    network_->settle();
    std::set<std::string> received;
    const auto step = channel_->receive(cursor_, Millis{0}, {});
    ASSERT_TRUE(step) << step.error().message;
    EXPECT_TRUE(step->more);
    for (const auto& item : step->items)
        received.insert(std::get<IncomingPost>(item).remote_id);
    EXPECT_LT(received.size(), expected.size());
    cursor_ = step->cursor;
    channel_ = connect(brand_.app_password);  // the crash, after the step was stored
    for (const auto& post : drain_posts())
        received.insert(post.remote_id);
    EXPECT_EQ(received, expected);
}

/// A post may turn up below where we have read: its author was offline, or his server was.
TEST_F(BlueskyNetworkTest, PostDatedBackStillArrives) {
    for (int i = 0; i < 3; ++i)
        network_->mention(mia_, brand_, "now");
    ASSERT_EQ(drain_posts().size(), 3U);
    const auto written = clock_.now() - Millis{20 * 60'000};
    const json::object dated_back{{"createdAt", format_rfc3339(written)}};
    const auto late = network_->mention(mia_, brand_, "late", dated_back);
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 1U);
    EXPECT_EQ(posts[0].remote_id, late.uri);
    EXPECT_EQ(posts[0].written_at, written);

    channel_ = connect(brand_.app_password);  // and while the desk was restarted
    const auto later = network_->mention(mia_, brand_, "later", dated_back);
    std::set<std::string> received;
    for (const auto& post : drain_posts())
        received.insert(post.remote_id);
    EXPECT_TRUE(received.contains(later.uri));
}

TEST_F(BlueskyNetworkTest, EditsAndDeletionsAreFound) {
    const auto kept = network_->mention(mia_, brand_, "kept");
    const auto edited = network_->mention(mia_, brand_, "before");
    const auto deleted = network_->mention(mia_, brand_, "regretted");
    std::vector<channels::Watched> watched;
    for (const auto& post : drain_posts())
        watched.push_back({post.remote_id, post.text});
    ASSERT_EQ(watched.size(), 3U);
    EXPECT_TRUE(channel_->recheck(watched, {}).value().empty());

    network_->edit(mia_, edited, "after");
    network_->remove(mia_, deleted);
    network_->settle();
    const auto changes = channel_->recheck(watched, {});
    ASSERT_TRUE(changes) << changes.error().message;
    ASSERT_EQ(changes->size(), 2U);
    const auto& edit = std::get<app::IncomingEdit>((*changes)[0]);
    EXPECT_EQ(edit.remote_id, edited.uri);
    EXPECT_EQ(edit.text, "after");
    EXPECT_EQ(std::get<app::IncomingDeletion>((*changes)[1]).remote_id, deleted.uri);
}

TEST_F(BlueskyNetworkTest, BlockIsNoDeletionAndForbidsAnswering) {
    const auto mention = network_->mention(mia_, brand_, "go away");
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 1U);
    network_->create(mia_, "app.bsky.graph.block", {{"subject", brand_.did}});
    network_->settle();
    const channels::Watched watched[] = {{posts[0].remote_id, posts[0].text}};
    const auto changes = channel_->recheck(watched, {});
    ASSERT_TRUE(changes) << changes.error().message;
    EXPECT_TRUE(changes->empty());
    const auto delivery = channel_->deliver(answer_to(mention, "please"));
    ASSERT_FALSE(delivery);
    EXPECT_EQ(delivery.error().code, ErrorCode::forbidden);
}

TEST_F(BlueskyNetworkTest, AccountThatLeftTakesItsPostsAlong) {
    const auto mention = network_->mention(mia_, brand_, "I am leaving");
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 1U);
    network_->deactivate(mia_);
    network_->settle();
    const channels::Watched watched[] = {{posts[0].remote_id, posts[0].text}};
    const auto changes = channel_->recheck(watched, {});
    ASSERT_TRUE(changes) << changes.error().message;
    ASSERT_EQ(changes->size(), 1U);
    EXPECT_EQ(std::get<app::IncomingDeletion>((*changes)[0]).remote_id, mention.uri);
    const auto delivery = channel_->deliver(answer_to(mention, "Wait!"));
    ASSERT_FALSE(delivery);
    EXPECT_EQ(delivery.error().code, ErrorCode::not_found);
}

TEST_F(BlueskyNetworkTest, AnswerToADeletedPostIsNotFound) {
    const auto mention = network_->mention(mia_, brand_, "never mind");
    network_->settle();
    const auto in_time = answer_to(mention, "Here I am");
    ASSERT_TRUE(channel_->deliver(in_time));
    network_->remove(mia_, mention);
    network_->settle();
    const auto late = channel_->deliver(answer_to(mention, "Hello?"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::not_found);
    const auto retried = channel_->deliver(in_time);  // whose answer was lost, say
    ASSERT_TRUE(retried) << retried.error().message;
    EXPECT_TRUE(retried->was_already_there);
}

TEST_F(BlueskyNetworkTest, PicturesTravelBothWaysWithTheirDescriptions) {
    const auto blob = network_->upload(mia_, std::string(dot_png), "image/png");
    const json::object image{{"image", blob},
                             {"alt", "a leaking kettle"},
                             {"aspectRatio", {{"width", 1}, {"height", 2}}}};
    const auto mention = network_->mention(
        mia_, brand_, "see",
        {{"embed", {{"$type", "app.bsky.embed.images"}, {"images", json::array{image}}}}});
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 1U);
    ASSERT_EQ(posts[0].media.size(), 1U);
    EXPECT_EQ(posts[0].media[0].alt, "a leaking kettle");
    EXPECT_EQ(posts[0].media[0].mime, "image/png");
    EXPECT_EQ(posts[0].media[0].width, 1);
    EXPECT_EQ(posts[0].media[0].height, 2);
    EXPECT_TRUE(posts[0].media[0].url.starts_with("https://"));

    auto outgoing = answer_to(mention, "Turn this valve");
    outgoing.images.push_back({"image/png", std::string(dot_png), "the valve", 1, 1});
    const auto delivery = channel_->deliver(outgoing);
    ASSERT_TRUE(delivery) << delivery.error().message;
    const auto replies = replies_under(mention);
    ASSERT_EQ(replies.size(), 1U);
    const auto& shown = replies[0].at("post").at("embed").at("images").at(0);
    EXPECT_EQ(shown.at("alt"), "the valve");
    EXPECT_EQ(shown.at("aspectRatio").at("width"), 1);
}

TEST_F(BlueskyNetworkTest, TakesThreeHundredCharactersAndNotOneMore) {
    const auto mention = network_->mention(mia_, brand_, "tell me everything");
    network_->settle();
    std::string longest;  // one character in the eye, two code points, three bytes
    for (int i = 0; i < 300; ++i)
        longest += "e\u0301";
    EXPECT_TRUE(channel_->deliver(answer_to(mention, longest)));
    const auto refused = channel_->deliver(answer_to(mention, longest + "!"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    EXPECT_EQ(refused.error().field, "$.text");
}

TEST_F(BlueskyNetworkTest, AnswerFromAPhoneIsSeenAsOurs) {
    const auto mention = network_->mention(mia_, brand_, "hello?");
    ASSERT_EQ(drain_posts().size(), 1U);
    const auto phone = network_->reply(brand_, mention, mention, "Hi, from the train");
    network_->post(brand_, "Not an answer to anybody");
    const auto posts = drain_posts();
    ASSERT_EQ(posts.size(), 1U);
    EXPECT_EQ(posts[0].remote_id, phone.uri);
    EXPECT_TRUE(posts[0].own);
    EXPECT_FALSE(posts[0].context);
    EXPECT_EQ(posts[0].in_reply_to, mention.uri);
}

TEST_F(BlueskyNetworkTest, DeletedReplyIsReadBackAsGone) {
    const auto mention = network_->mention(mia_, brand_, "hello?");
    network_->settle();
    const auto delivery = channel_->deliver(answer_to(mention, "Hello Mia"));
    ASSERT_TRUE(delivery) << delivery.error().message;
    network_->settle();
    EXPECT_EQ(channel_->read_back(delivery->remote_id), channels::Presence::visible);
    network_->remove(brand_, {delivery->remote_id, ""});
    network_->settle();
    EXPECT_EQ(channel_->read_back(delivery->remote_id), channels::Presence::gone);
}

}  // namespace
}  // namespace heed::test
