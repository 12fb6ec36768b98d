#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "net/raw_client.hpp"
#include "network/desk_fixture.hpp"

namespace heed::test {
namespace {

namespace json = boost::json;
using SteadyClock = std::chrono::steady_clock;

/// The way of a mention into the inbox, promised for a machine that does nothing else. Tests share
/// theirs with a compiler, so a single slow one is no failure.
constexpr Millis promised{2'000};

/// A browser that listens to the desk's live events.
class Live {
public:
    explicit Live(const DeskClient& owner)
        : line_(static_cast<std::uint16_t>(
              std::stoi(owner.url().substr(owner.url().rfind(':') + 1)))) {
        line_.send(fmt::format("GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nCookie: {}\r\n\r\n",
                               owner.cookie()));
        line_.read_until("retry: ");
    }

    /// False when the line ends before such an event comes.
    bool wait_for(const std::string& kind, const std::string& words) {
        for (;;) {
            const auto event = line_.read_until("\n\n");
            if (event.empty()) return false;
            if (event.find("\"kind\":\"" + kind + "\"") != std::string::npos &&
                event.find(words) != std::string::npos)
                return true;
        }
    }

private:
    net::RawClient line_;
};

TEST_F(DeskNetworkTest, MentionIsInTheInboxWithinTwoSeconds) {
    constexpr int mentions = 7;
    ASSERT_NO_FATAL_FAILURE(connect_or_fail());
    const auto mia = network_->make_account("mia");
    network_->mention(mia, brand_, "the first, for everybody to warm up");
    wait_for_conversation("to warm up");
    Live live(*owner_);
    std::vector<long long> took;
    for (int i = 0; i < mentions; ++i) {
        const auto words = fmt::format("where is parcel {}?", i);
        network_->mention(mia, brand_, words);
        const auto written = SteadyClock::now();
        ASSERT_TRUE(live.wait_for("post_received", words)) << tail_of(log_);
        const auto shown = std::chrono::ceil<Millis>(SteadyClock::now() - written);
        took.push_back(shown.count());
        const auto row = owner_->get("/api/v1/conversations?view=needs_reply&limit=1").body;
        EXPECT_NE(text_at(row, "/items/0/preview").find(words), std::string::npos)
            << "what is live is in the list as well";
    }
    std::sort(took.begin(), took.end());
    fmt::print(
        "from a mention on Bluesky to the live event of the inbox: {} ms in the middle, "
        "{} to {} ms\n",
        took[mentions / 2], took.front(), took.back());
    EXPECT_LE(took[mentions / 2], promised.count());
}

TEST_F(DeskNetworkTest, AgentSeesWhoWritesInWhichThreadAndAnswersUnderThePost) {
    const auto tom = network_->make_account("tom");
    const auto mia = network_->make_account("mia");
    network_->create(tom, "app.bsky.graph.follow", {{"subject", mia.did}});
    const auto root = network_->post(tom, "Whose kettle leaks as well?");
    network_->settle();
    ASSERT_NO_FATAL_FAILURE(connect_or_fail());
    const auto answer = network_->reply(mia, root, root, "Mine does.");
    const json::object thread{{"root", {{"uri", root.uri}, {"cid", root.cid}}},
                              {"parent", {{"uri", answer.uri}, {"cid", answer.cid}}}};
    const auto mention = network_->mention(mia, brand_, "what shall we do?", {{"reply", thread}});

    const auto conversation = wait_for_conversation("what shall we do?");
    EXPECT_EQ(text_at(conversation, "/customer/identities/0/handle"), mia.handle);
    EXPECT_EQ(number_at(conversation, "/customer/identities/0/followers"), 1);
    EXPECT_EQ(text_at(post_of(conversation, root.uri), "/text"), "Whose kettle leaks as well?");
    EXPECT_EQ(text_at(post_of(conversation, answer.uri), "/text"), "Mine does.");
    EXPECT_EQ(text_at(post_of(conversation, root.uri), "/author/handle"), tom.handle);

    wait_for_reply(reply_to(conversation, "Mia, turn it upside down. ^Nora"), "seen");
    network_->settle();
    const auto shown = network_->thread(mia, mention.uri);
    ASSERT_EQ(array_at(shown, "/replies").size(), 1U);
    EXPECT_EQ(text_at(shown, "/replies/0/post/record/text"), "Mia, turn it upside down. ^Nora");
    EXPECT_EQ(text_at(shown, "/replies/0/post/author/handle"), brand_.handle);
    EXPECT_EQ(text_at(shown, "/replies/0/post/record/reply/root/uri"), root.uri);
}

TEST_F(DeskNetworkTest, WhatTheCustomerChangesOrTakesBackChangesInTheDesk) {
    ASSERT_NO_FATAL_FAILURE(connect_or_fail());
    const auto mia = network_->make_account("mia");
    const auto edited = network_->mention(mia, brand_, "parcel 17 is wet");
    const auto deleted = network_->mention(mia, brand_, "and you are all fools");
    const auto before = wait_for_conversation("fools");
    const auto path = "/api/v1/conversations/" + text_at(before, "/row/id");
    wait_for(path, [&](const json::value& shown) {
        return !post_of(shown, edited.uri).is_null() && !post_of(shown, deleted.uri).is_null();
    });
    network_->edit(mia, edited, "parcel 18 is wet");
    network_->remove(mia, deleted);

    const auto after = wait_for(path, [&](const json::value& shown) {
        return text_at(post_of(shown, edited.uri), "/text") == "parcel 18 is wet" &&
               !text_at(post_of(shown, deleted.uri), "/deleted_at").empty();
    });
    const auto versions = array_at(post_of(after, edited.uri), "/earlier_versions");
    ASSERT_EQ(versions.size(), 1U);
    EXPECT_NE(text_at(versions[0], "/text").find("parcel 17"), std::string::npos);
    EXPECT_EQ(text_at(post_of(after, deleted.uri), "/text"), "");
}

TEST_F(DeskNetworkTest, OutageIsShownAndWhatWaitedIsSaidOnce) {
    ASSERT_NO_FATAL_FAILURE(connect_or_fail());
    const auto mia = network_->make_account("mia");
    network_->mention(mia, brand_, "hello?");
    const auto conversation = wait_for_conversation("hello?");
    network_->set_line("down");
    const auto first = reply_to(conversation, "First answer. ^Nora");
    const auto second = reply_to(conversation, "Second answer. ^Nora");
    const auto channel = wait_for_channel("unreachable");
    EXPECT_NE(text_at(channel, "/state_reason"), "");
    EXPECT_EQ(text_at(channel, "/state_reason").find(brand_.app_password), std::string::npos);
    EXPECT_EQ(number_at(channel, "/waiting_replies"), 2);
    const auto meanwhile = network_->mention(mia, brand_, "anybody there?");

    network_->set_line("up");
    wait_for_reply(first, "seen");
    wait_for_reply(second, "seen");
    wait_for_channel("listening");
    wait_for("/api/v1/conversations/" + text_at(conversation, "/row/id"),
             [&](const json::value& shown) { return !post_of(shown, meanwhile.uri).is_null(); });
    auto said = said_by(brand_);
    std::sort(said.begin(), said.end());
    EXPECT_EQ(said, (std::vector<std::string>{"First answer. ^Nora", "Second answer. ^Nora"}));
}

TEST_F(DeskNetworkTest, WrongPasswordIsSaidAtOnce) {
    const auto refused = connect("abcd-efgh-ijkl-mnop");
    EXPECT_EQ(refused.status, 422) << json::serialize(refused.body);
    const auto detail = text_at(refused.body, "/detail");
    fmt::print("a wrong app password: \"{}\"\n", detail);
    EXPECT_NE(detail.find("password"), std::string::npos) << detail;
    EXPECT_EQ(detail.find("abcd"), std::string::npos) << detail;
    EXPECT_TRUE(array_at(owner_->get("/api/v1/channels").body, "/items").empty());
}

TEST_F(DeskNetworkTest, RevokedPasswordIsSaidInWordsUntilThereIsANewOne) {
    ASSERT_NO_FATAL_FAILURE(connect_or_fail());
    DeskClient phone(network_->server_url());
    const DeskClient::Headers as_brand{{"authorization", "Bearer " + brand_.token}};
    const auto revoked = phone.send("POST", "/xrpc/com.atproto.server.revokeAppPassword",
                                    {{"name", "heed"}}, as_brand);
    ASSERT_EQ(revoked.status, 200) << json::serialize(revoked.body);
    desk_->kill();
    start_desk();
    const auto reason = text_at(wait_for_channel("refused"), "/state_reason");
    fmt::print("a revoked app password: \"{}\"\n", reason);
    EXPECT_NE(reason.find("password"), std::string::npos) << reason;

    const auto made = phone.send("POST", "/xrpc/com.atproto.server.createAppPassword",
                                 {{"name", "heed again"}}, as_brand);
    const auto changed = owner_->send(
        "PUT", "/api/v1/channels/" + channel_ + "/credentials",
        {{"fields", json::array{json::object{{"name", "service"}, {"value", network_->desk_url()}},
                                json::object{{"name", "identifier"}, {"value", brand_.handle}},
                                json::object{{"name", "app_password"},
                                             {"value", text_at(made.body, "/password")}}}}});
    ASSERT_TRUE(changed.good()) << json::serialize(changed.body);
    wait_for_channel("listening");
    network_->mention(network_->make_account("mia"), brand_, "back again?");
    wait_for_conversation("back again?");
}

}  // namespace
}  // namespace heed::test
