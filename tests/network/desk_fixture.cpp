#include "network/desk_fixture.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <functional>

#include "support/eventually.hpp"

namespace heed::test {

namespace json = boost::json;

namespace {

constexpr Millis ready_within = std::chrono::seconds{30};
constexpr Millis seen_within = std::chrono::seconds{60};

}  // namespace

json::value post_of(const json::value& conversation, const std::string& remote_id) {
    for (const auto& post : array_at(conversation, "/posts")) {
        if (text_at(post, "/remote_id") == remote_id) return post;
    }
    return {};
}

void DeskNetworkTest::SetUp() {
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
    network_->settle();  // until then nobody finds an account that is so young
    start_desk();
}

void DeskNetworkTest::start_desk() {
    desk_ = std::make_unique<DeskProcess>(
        std::vector<std::string>{"serve", "--listen=127.0.0.1:0", "--undo-seconds=0",
                                 "--access-log=false", "--data=" + data_},
        log_);
    ASSERT_TRUE(desk_->wait_until_ready(ready_within)) << tail_of(log_);
    auto client = std::make_unique<DeskClient>(desk_->url());
    if (owner_) {
        client->continue_as(*owner_);
    } else {
        const auto founded = client->set_up(desk_->setup_token());
        ASSERT_TRUE(founded.good()) << json::serialize(founded.body);
    }
    owner_ = std::move(client);
}

DeskClient::Answer DeskNetworkTest::connect(const std::string& app_password) {
    return owner_->send(
        "POST", "/api/v1/channels",
        {{"network", "bluesky"},
         {"fields", json::array{json::object{{"name", "service"}, {"value", network_->desk_url()}},
                                json::object{{"name", "identifier"}, {"value", brand_.handle}},
                                json::object{{"name", "app_password"}, {"value", app_password}}}}});
}

void DeskNetworkTest::connect_or_fail() {
    const auto connected = connect(brand_.app_password);
    ASSERT_EQ(connected.status, 201) << json::serialize(connected.body);
    channel_ = text_at(connected.body, "/id");
    ASSERT_FALSE(wait_for_channel("listening").is_null());
}

json::value DeskNetworkTest::wait_for(const std::string& path,
                                      const std::function<bool(const json::value&)>& wished) {
    json::value last;
    const bool came = eventually(seen_within, [&] {
        last = owner_->get(path).body;
        return wished(last);
    });
    EXPECT_TRUE(came) << path << " is " << json::serialize(last) << "\n" << tail_of(log_);
    return came ? last : json::value{};
}

json::value DeskNetworkTest::wait_for_channel(std::string_view state) {
    json::value found;
    wait_for("/api/v1/channels", [&](const json::value& list) {
        for (const auto& channel : array_at(list, "/items")) {
            if (text_at(channel, "/id") != channel_ || text_at(channel, "/state") != state)
                continue;
            found = channel;
            return true;
        }
        return false;
    });
    return found;
}

void DeskNetworkTest::wait_until_something_happens() {
    const auto known = number_at(owner_->get("/api/v1/session").body, "/last_event");
    wait_for("/api/v1/session",
             [&](const json::value& session) { return number_at(session, "/last_event") > known; });
}

json::value DeskNetworkTest::wait_for_conversation(const std::string& words) {
    std::string id;
    wait_for("/api/v1/conversations?view=all&limit=200", [&](const json::value& page) {
        for (const auto& row : array_at(page, "/items")) {
            if (text_at(row, "/preview").find(words) != std::string::npos) id = text_at(row, "/id");
        }
        return !id.empty();
    });
    return owner_->get("/api/v1/conversations/" + id).body;
}

std::string DeskNetworkTest::reply_to(const json::value& conversation, const std::string& text) {
    const auto answer = owner_->send(
        "POST", fmt::format("/api/v1/conversations/{}/replies", text_at(conversation, "/row/id")),
        {{"room_id", text_at(conversation, "/rooms/0/id")}, {"text", text}},
        {{"idempotency-key", text}});
    EXPECT_TRUE(answer.good()) << json::serialize(answer.body);
    return text_at(answer.body, "/id");
}

json::value DeskNetworkTest::wait_for_reply(const std::string& id, std::string_view state) {
    return wait_for("/api/v1/replies/" + id,
                    [&](const json::value& reply) { return text_at(reply, "/state") == state; });
}

json::array DeskNetworkTest::conversations() {
    json::array all;
    const auto page = owner_->get("/api/v1/conversations?view=all&limit=200").body;
    for (const auto& row : array_at(page, "/items"))
        all.push_back(owner_->get("/api/v1/conversations/" + text_at(row, "/id")).body);
    return all;
}

std::vector<std::string> DeskNetworkTest::said_by(const BlueskyAccount& who) {
    std::vector<std::string> texts;
    DeskClient network(network_->server_url());
    for (std::string cursor;;) {
        const auto page = network.get(
            fmt::format("/xrpc/com.atproto.repo.listRecords?repo={}&collection=app.bsky.feed.post"
                        "&limit=100&cursor={}",
                        who.did, cursor));
        EXPECT_TRUE(page.good());
        for (const auto& record : array_at(page.body, "/records"))
            texts.push_back(text_at(record, "/value/text"));
        cursor = text_at(page.body, "/cursor");
        if (cursor.empty()) return texts;
    }
}

}  // namespace heed::test
