#include "api/test_desk.hpp"
#include "support/eventually.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

/// A POST that makes or sends something, asked again because its answer was lost.
class Once : public ApiTest {
protected:
    Said post(const std::string& target, const std::string& body, const std::string& key) {
        return desk.post(target, body, "olga", {{"idempotency-key", key}});
    }
    /// What was remembered for the second request.
    std::string kept(const std::string& key) {
        std::string body;
        desk.write([&](app::Transaction& t) {
            const auto record = t.idempotency(desk.id_of("olga"), key);
            if (record) body = record->body;
        });
        return body;
    }
};
ON_EVERY_ENGINE(Once);

TEST_P(Once, ASecondRequestGetsTheFirstAnswer) {
    struct Case {
        std::string target, body, other, made, list;
    };
    const std::string bluesky =
        R"({"network":"bluesky","fields":[{"name":"identifier","value":"us.example"},)"
        R"({"name":"app_password","value":"abcd-efgh-ijkl-mnop"}]})";
    for (const auto& each : std::vector<Case>{
             {"/api/v1/users", R"({"name":"Mia","login":"mia","role":"agent"})",
              R"({"name":"Mia","login":"mia2","role":"agent"})", "link", "/api/v1/users"},
             {"/api/v1/users/" + desk.id_of("ana") + "/invitation", "", "{}", "link",
              "/api/v1/users"},
             {"/api/v1/tokens", R"({"name":"Import","scopes":["read"]})",
              R"({"name":"Import","scopes":["write"]})", "secret", "/api/v1/tokens"},
             {"/api/v1/channels", bluesky, R"({"network":"replay","fields":[]})", "id",
              "/api/v1/channels"},
             {"/api/v1/conversations/" + desk.conversation() + "/notes", R"({"text":"Called."})",
              R"({"text":"Wrote."})", "id", ""}}) {
        SCOPED_TRACE(each.target);
        const auto first = post(each.target, each.body, each.target);
        ASSERT_EQ(first.status() / 100, 2) << first.response.body;
        EXPECT_FALSE(first.text(each.made).empty());
        const auto listed = each.list.empty() ? 0 : desk.get(each.list, "olga").size("items");
        const auto second = post(each.target, each.body, each.target);
        EXPECT_EQ(second.status(), first.status());
        EXPECT_EQ(second.response.body, first.response.body);
        if (!each.list.empty()) {
            EXPECT_EQ(desk.get(each.list, "olga").size("items"), listed);
        }
        const auto other = post(each.target, each.other, each.target);
        EXPECT_EQ(other.status(), 409);
    }
}

TEST_P(Once, ASecretIsKeptSealed) {
    const auto made = post("/api/v1/tokens", R"({"name":"Import","scopes":["read"]})", "k1");
    const auto invited =
        post("/api/v1/users", R"({"name":"Mia","login":"mia","role":"agent"})", "k2");
    EXPECT_FALSE(kept("k1").empty());
    EXPECT_FALSE(kept("k2").empty());
    EXPECT_EQ(kept("k1").find(made.text("secret")), std::string::npos);
    const auto link = invited.text("link");
    EXPECT_EQ(kept("k2").find(link.substr(link.find('=') + 1)), std::string::npos);
}

TEST_P(Once, WithoutAKeyEachRequestCounts) {
    const std::string body = R"({"name":"Import","scopes":["read"]})";
    EXPECT_NE(desk.post("/api/v1/tokens", body, "olga").text("token.id"),
              desk.post("/api/v1/tokens", body, "olga").text("token.id"));
}

TEST_P(Once, ATokenSaysWhenItWasLastUsedToTheMinute) {
    const auto made = desk.post("/api/v1/tokens", R"({"name":"X","scopes":["read"]})", "olga");
    const auto use = [&] {
        return desk.ask({Method::get,
                         "/api/v1/views",
                         "",
                         "",
                         {{"authorization", "Bearer " + made.text("secret")}}});
    };
    const auto last = [&] {
        return desk.get("/api/v1/tokens", "olga").text("items.0.last_used_at");
    };
    EXPECT_EQ(last(), "");
    EXPECT_EQ(use().status(), 200);
    EXPECT_TRUE(eventually(std::chrono::seconds{20}, [&] { return !last().empty(); }));
    const auto first = last();
    desk.clock.move(std::chrono::seconds{59});
    EXPECT_EQ(use().status(), 200);
    desk.clock.move(std::chrono::seconds{1});
    EXPECT_EQ(use().status(), 200);
    // The use in between was not worth a write: this is the one of the full minute.
    EXPECT_TRUE(eventually(std::chrono::seconds{20}, [&] { return last() != first; }));
    EXPECT_EQ(last(), api::to_wire(noon + std::chrono::minutes{1}));
}

}  // namespace
}  // namespace heed
