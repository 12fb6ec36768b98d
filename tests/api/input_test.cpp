#include "api/test_desk.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

class Input : public ApiTest {
protected:
    Said note(const std::string& body, const std::string& type = "application/json") {
        return desk.ask({Method::post,
                         "/api/v1/conversations/" + id + "/notes",
                         "ana",
                         body,
                         {{"content-type", type}}});
    }
    Said record(const std::string& body, const std::string& as = "token:intake") {
        return desk.ask({Method::post,
                         "/api/v1/channels/" + to_string(desk.replay.id) + "/posts",
                         as,
                         body,
                         {{"content-type", "application/x-ndjson"}}});
    }
    std::string id = desk.conversation();
};
ON_EVERY_ENGINE(Input);

TEST_P(Input, ThatIsMalformedIsRefusedWithItsPlace) {
    using namespace std::string_literals;
    struct Case {
        std::string name, body;
        int status;
        std::string field, detail;
    };
    for (const auto& each : std::vector<Case>{
             {"broken", "{\n  \"text\": nope}", 400, "line 2, column 11", "JSON"},
             {"cut short", R"({"text":)", 400, "line 1, column 9", "ends too early"},
             {"more after the end", R"({"text":"x"} {})", 400, "line 1, column 14", "more follows"},
             {"unknown key", R"({"text":"x","txet":"y"})", 422, "$.txet", "not known"},
             {"a key twice", R"({"text":"x","text":"y"})", 400, "line 1, column 23", "twice"},
             {"a wrong type", R"({"text":5})", 422, "$.text", "expected a string"},
             {"null", R"({"text":null})", 422, "$.text", "expected a string"},
             {"missing", "{}", 422, "$.text", "missing"},
             {"no body", "", 422, "$.text", "missing"},
             {"an array", "[]", 422, "$", "expected an object"},
             {"nested deeply", R"({"text":)" + std::string(40, '[') + std::string(40, ']') + "}",
              400, "line 1, column 40", "32 levels"},
             {"NUL", R"({"text":"a\u0000b"})", 422, "$.text", "NUL"},
             {"a raw NUL", "{\"text\":\"a\0b\"}"s, 400, "line 1, column 11", "JSON"},
             {"not UTF-8", "{\"text\":\"\xFF\"}", 400, "line 1, column 10", "JSON"},
             {"half a pair", R"({"text":"\ud800"})", 400, "line 1, column 16", "JSON"}}) {
        SCOPED_TRACE(each.name);
        const auto said = note(each.body);
        EXPECT_EQ(said.status(), each.status) << said.response.body;
        EXPECT_EQ(said.text("field"), each.field);
        EXPECT_NE(said.text("detail").find(each.detail), std::string::npos) << said.text("detail");
    }
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).size("notes"), 0U);
}

TEST_P(Input, ThatIsTooMuchOrOfAnotherKindIsRefused) {
    const auto large = R"({"text":")" + std::string(1024 * 1024, 'x') + "\"}";
    EXPECT_EQ(note(large).status(), 413);
    EXPECT_EQ(note(R"({"text":"x"})", "").status(), 415);
    EXPECT_EQ(note(R"({"text":"x"})", "text/plain").status(), 415);
    EXPECT_EQ(note(R"({"text":"x"})", "application/json; charset=utf-8").status(), 200);
    const auto just = R"({"text":")" + std::string(10'000, 'x') + "\"}";
    EXPECT_EQ(note(just).status(), 200);
}

TEST_P(Input, NumbersMustFit) {
    const auto page = [&](const std::string& limit) {
        return desk.get("/api/v1/conversations?limit=" + limit).status();
    };
    EXPECT_EQ(page("200"), 200);
    for (const auto* limit : {"1e2", "-1", "0x10", "", "9223372036854775808", "1%2C0"})
        EXPECT_EQ(page(limit), 422) << limit;
}

const std::string good_line =
    R"({"id":"r1","time":"2026-09-21T10:00:00Z","author":{"id":"u1"},"text":"one"})";

TEST_P(Input, RecordedPostsAreTakenAllOrNone) {
    const auto bad = good_line + "\n\n" +
                     R"({"id":"r2","time":"yesterday","author":{"id":"u1"},"text":"two"})" + "\n" +
                     R"({"id":"r3","time":"2026-09-21T10:00:00Z","author":{"id":"u1"},"text":"3"})";
    const auto refused = record(bad);
    EXPECT_EQ(refused.status(), 422);
    EXPECT_NE(refused.text("detail").find("line 3"), std::string::npos) << refused.response.body;
    EXPECT_EQ(refused.text("field"), "$.time");
    EXPECT_EQ(desk.get("/api/v1/conversations?view=all").number("total"), 1);

    const auto taken = record(good_line + "\r\n" + good_line + "\n");
    EXPECT_EQ(taken.status(), 200);
    EXPECT_EQ(taken.number("received"), 1);
    EXPECT_EQ(taken.number("known"), 1);
    EXPECT_EQ(record(good_line).number("known"), 1);
    EXPECT_EQ(record("").number("received"), 0);

    std::string many;
    for (int i = 0; i < 1001; ++i)
        many += good_line + "\n";
    EXPECT_EQ(record(many).status(), 413);
}

TEST_P(Input, RecordedPostsGoIntoARecordingOnly) {
    const auto into = [&](const std::string& channel) {
        return desk
            .ask({Method::post,
                  "/api/v1/channels/" + channel + "/posts",
                  "lea",
                  good_line,
                  {{"content-type", "application/x-ndjson"}}})
            .status();
    };
    EXPECT_EQ(into(to_string(desk.channel.id)), 409);
    EXPECT_EQ(into("0000000000001"), 404);
    EXPECT_EQ(into("x"), 404);
    EXPECT_EQ(into(to_string(desk.replay.id)), 200);
    EXPECT_EQ(desk.ask({Method::post, "/api/v1/channels/" + to_string(desk.replay.id) + "/posts",
                        "lea", good_line})
                  .status(),
              415);
}

/// What a stranger writes stays text, comes out whole or cut at a character, and makes no link.
TEST_P(Input, HostilePostsStayText) {
    struct Case {
        std::string name, text;
    };
    const std::string bidi =
        "\xE2\x80\xAE"
        "gnp.exe\xE2\x80\xAC";
    for (const auto& each : std::vector<Case>{
             {"script", "<script>alert(1)</script><img src=x onerror=alert(1)>"},
             {"overrides", bidi},
             {"nothing to see", "\xE2\x80\x8B\xE2\x80\x8B"},
             {"a family",
              "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"},
             {"SQL", "'); DROP TABLE posts; --"},
             {"controls", "a\x01\x1B[31mb"},
             {"quotes", R"("\"</script>)"},
             {"nothing", ""}}) {
        SCOPED_TRACE(each.name);
        const auto hostile = desk.conversation("h " + each.name, each.text);
        const auto said = desk.get("/api/v1/conversations/" + hostile);
        EXPECT_EQ(said.text("posts.0.text"), each.text);
        EXPECT_EQ(said.header("Content-Type"), "application/json");
    }
}

TEST_P(Input, HostilePostsAreBounded) {
    auto post = TestDesk::from("h", "h1", "");
    for (int i = 0; i < 40'000; ++i)
        post.text += "\xE2\x82\xAC";
    post.text += std::string("\0\xFF", 2);
    for (int i = 0; i < 1000; ++i)
        post.media.push_back({"https://example.org/" + std::to_string(i), "image/png", "", 1, 1});
    post.author.handle = std::string(5000, 'h') + "\xFF";
    post.author.name = std::string(4000, '\xFE');
    post.raw = std::string(300'000, '\xFF');
    post.language = std::string(500, 'x');
    post.in_reply_to = std::string(3000, '\xFF');
    auto broken = TestDesk::from("h", "h2", std::string("a\0b\xFF\xC3", 5));
    desk.hear({post, broken});
    const auto list = desk.get("/api/v1/conversations?q=" + std::string("h"));
    const auto of_h = desk.get("/api/v1/conversations").text("items.0.id");
    const auto said = desk.get("/api/v1/conversations/" + of_h);
    ASSERT_EQ(said.size("posts"), 2U) << said.response.body.substr(0, 300);
    const auto text = said.text("posts.0.text");
    EXPECT_EQ(text.size(), 65'535U);
    EXPECT_EQ(text.substr(text.size() - 3), "\xE2\x82\xAC");
    EXPECT_EQ(said.size("posts.0.pictures"), 20U);
    EXPECT_EQ(said.text("posts.1.text"),
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_LE(said.text("row.customer.handle").size(), 2048U);
    EXPECT_LE(said.text("row.customer.name").size(), 2048U);

    // An edit and a profile come from the same strangers.
    app::IncomingEdit edit{"h2", "edited \xFF", post.media, noon};
    edit.media.front().alt = "\xFF";
    app::IncomingProfile profile{post.author};
    profile.author.name = "new \xFF";
    desk.hear({edit, profile});
    const auto after = desk.get("/api/v1/conversations/" + of_h);
    EXPECT_EQ(after.text("posts.1.text"), "edited \xEF\xBF\xBD");
    EXPECT_EQ(after.size("posts.1.pictures"), 20U);
    EXPECT_EQ(after.text("row.customer.name"), "new \xEF\xBF\xBD");
}

TEST_P(Input, OnlyTheWebIsALink) {
    for (const auto* url :
         {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
          " https://example.org", "vbscript:x", "//x.y", "gopher://example.org"}) {
        SCOPED_TRACE(url);
        auto post = TestDesk::from(std::string("u ") + url, std::string("p ") + url, "x");
        post.url = post.author.profile_url = url;
        desk.hear({post});
        const auto list = desk.get("/api/v1/conversations?order=newest");
        const auto said = desk.get("/api/v1/conversations/" + list.text("items.0.id"));
        EXPECT_EQ(said.text("row.customer.handle"), post.author.handle);
        EXPECT_TRUE(said.is_null("posts.0.url"));
        EXPECT_TRUE(said.is_null("row.customer.profile_url"));
        EXPECT_TRUE(said.is_null("customer.identities.0.profile_url"));
    }
    auto post = TestDesk::from("web", "web", "x");
    post.url = post.author.profile_url = "https://example.org/a?b=\"c\"";
    desk.hear({post});
    const auto list = desk.get("/api/v1/conversations?order=newest");
    EXPECT_EQ(list.text("items.0.customer.profile_url"), post.url);
}

/// A post of 1970 or of 2099 must not hide from those who look for the longest wait.
TEST_P(Input, AnImpossibleTimeHidesNobody) {
    for (const long long millis : {0LL, -5'000LL, to_millis(noon) * 2}) {
        auto post = TestDesk::from("t" + std::to_string(millis), "t" + std::to_string(millis), "x");
        post.written_at = from_millis(millis);
        desk.hear({post});
    }
    const auto list = desk.get("/api/v1/conversations");
    EXPECT_EQ(list.size("items"), 4U);
    for (const auto& item : list.at("items").items) {
        EXPECT_EQ(item.find("waiting_since")->kind, api::json::Node::Kind::string);
        EXPECT_LE(item.find("waiting_since")->text, "2026-09-21T14:13:20.000Z");
    }
}

}  // namespace
}  // namespace heed
