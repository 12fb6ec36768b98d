#include "api/test_desk.hpp"
#include "base/secret.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

class Sessions : public ApiTest {};
ON_EVERY_ENGINE(Sessions);

std::string login(const std::string& name, const std::string& password) {
    return R"({"login":)" + json_text(name) + R"(,"password":)" + json_text(password) + "}";
}

std::string cookie_of(const Said& said) {
    const auto header = said.header("Set-Cookie");
    return header.substr(0, header.find(';'));
}

struct Refusal {
    std::string name;
    Ask ask;
    int status;
    std::string field;
    std::string detail;
};

void expect_refused(TestDesk& desk, const std::vector<Refusal>& cases) {
    for (const auto& each : cases) {
        SCOPED_TRACE(each.name);
        const auto said = desk.ask(each.ask);
        EXPECT_EQ(said.status(), each.status) << said.response.body;
        EXPECT_EQ(said.text("field"), each.field);
        EXPECT_NE(said.text("detail").find(each.detail), std::string::npos) << said.text("detail");
    }
}

class Setup : public ::testing::TestWithParam<std::string> {
protected:
    Setup() {
        desk.write([](app::Transaction& t) {
            t.save_setting("setup_token_hash", hash_token("the-link"));
        });
    }
    Said set_up(const std::string& token, const std::string& password = good_password,
                const std::string& peer = "192.0.2.7") {
        return desk.post(
            "/api/v1/setup",
            R"({"token":)" + json_text(token) + R"(,"brand":"Larkspur","name":"Olga",)" +
                R"("login":" Olga@Example.ORG ","password":)" + json_text(password) + "}",
            "", {{":peer", peer}});
    }
    TestDesk desk{GetParam(), false};
};
ON_EVERY_ENGINE(Setup);

TEST_P(Setup, MakesTheOwnerOnce) {
    EXPECT_TRUE(desk.get("/api/v1/setup", "").at("needed").boolean);
    const auto wrong = set_up("another");
    EXPECT_EQ(wrong.status(), 403);
    EXPECT_EQ(wrong.text("field"), "$.token");
    EXPECT_EQ(set_up("the-link", "short").text("field"), "$.password");
    EXPECT_TRUE(desk.get("/api/v1/setup", "").at("needed").boolean);

    const auto done = set_up("the-link");
    ASSERT_EQ(done.status(), 200) << done.response.body;
    EXPECT_EQ(done.text("user.role"), "owner");
    EXPECT_EQ(done.text("user.login"), "olga@example.org");
    EXPECT_EQ(done.text("brand"), "Larkspur");
    EXPECT_FALSE(desk.get("/api/v1/setup", "").at("needed").boolean);

    const auto session =
        desk.ask({Method::get, "/api/v1/session", "", "", {{"cookie", cookie_of(done)}}});
    EXPECT_EQ(session.status(), 200);
    EXPECT_EQ(session.text("csrf"), done.text("csrf"));

    const auto again = set_up("the-link");
    EXPECT_EQ(again.status(), 409);
    const auto forged = set_up("used");
    EXPECT_EQ(forged.status(), 409);
}

TEST_P(Setup, AdoptsTheBrandThatAReplayMade) {
    const auto before = desk.ids.next<BrandId>(noon);
    desk.write([&](app::Transaction& t) { t.save_brand(before, "Recording", noon); });
    const auto done = set_up("the-link");
    ASSERT_EQ(done.status(), 200) << done.response.body;
    EXPECT_EQ(done.text("brand"), "Larkspur");
    const auto brands = desk.database->ask<std::size_t>(
        [](store::Reader& r) -> Result<std::size_t> { return r.brands().size(); });
    EXPECT_EQ(*brands, 1U);
}

TEST_P(Setup, IsNotBlockedByAStranger) {
    Said last;
    for (int i = 0; i < 30; ++i)
        last = set_up("guess", "short", "198.51.100.1");
    EXPECT_EQ(last.status(), 429);
    EXPECT_GE(std::stoi(last.header("Retry-After")), 1);
    EXPECT_EQ(set_up("the-link").status(), 200);
}

TEST_P(Sessions, SignInSetsACookieThatScriptsCannotRead) {
    const auto said = desk.post("/api/v1/session", login(" ANA ", good_password), "");
    ASSERT_EQ(said.status(), 200) << said.response.body;
    const auto cookie = said.header("Set-Cookie");
    for (const auto* part :
         {"heed_session=", "; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=1209600"}) {
        EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
    }
    EXPECT_EQ(cookie.find("Secure"), std::string::npos);
    EXPECT_EQ(said.text("user.name"), "ana");
    EXPECT_FALSE(said.text("csrf").empty());
    EXPECT_EQ(said.response.body.find(cookie_of(said).substr(13)), std::string::npos);

    desk.services->settings.secure_cookies = true;
    const auto secure = desk.post("/api/v1/session", login("ana", good_password), "");
    EXPECT_NE(secure.header("Set-Cookie").find("; Secure"), std::string::npos);
}

TEST_P(Sessions, SignInRefusesTheSameWayWhoeverItIs) {
    desk.write([&](app::Transaction& t) {
        auto ben = *t.user(desk.user("ben"));
        ben.disabled_at = noon;
        t.save(ben);
        auto lea = *t.user(desk.user("lea"));
        lea.password_hash.clear();
        t.save(lea);
    });
    const auto wrong = desk.post("/api/v1/session", login("ana", "wrong password"), "");
    for (const auto& [name, body] : std::map<std::string, std::string>{
             {"unknown", login("nobody", good_password)},
             {"disabled", login("ben", good_password)},
             {"has not chosen a password", login("lea", good_password)},
             {"empty password", login("lea", "")},
             {"too long", login("olga", std::string(2000, 'x'))}}) {
        SCOPED_TRACE(name);
        const auto said = desk.post("/api/v1/session", body, "");
        EXPECT_EQ(said.status(), 401);
        EXPECT_EQ(said.response.body, wrong.response.body);
        EXPECT_EQ(said.header("Set-Cookie"), "");
    }
}

TEST_P(Sessions, GuessingIsSlowedDown) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(desk.post("/api/v1/session", login("ana", "wrong password"), "").status(), 401);
    }
    const auto slowed = desk.post("/api/v1/session", login("ana", good_password), "");
    EXPECT_EQ(slowed.status(), 429);
    EXPECT_EQ(slowed.header("Retry-After"), "30");
    EXPECT_EQ(slowed.number("retry_after"), 30);
    EXPECT_EQ(desk.post("/api/v1/session", login("ben", good_password), "").status(), 200);
    desk.clock.move(std::chrono::seconds{30});
    EXPECT_EQ(desk.post("/api/v1/session", login("ana", good_password), "").status(), 200);
    // The right password gives all tries back.
    EXPECT_EQ(desk.post("/api/v1/session", login("ana", "wrong password"), "").status(), 401);
}

TEST_P(Sessions, AStrangerWhoGuessesLocksNobodyOutElsewhere) {
    const auto try_from = [&](const std::string& peer, const std::string& password) {
        return desk.post("/api/v1/session", login("ana", password), "", {{":peer", peer}}).status();
    };
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(try_from("198.51.100.1", "wrong password"), i < 5 ? 401 : 429);
    EXPECT_EQ(try_from("198.51.100.1", good_password), 429);
    EXPECT_EQ(try_from("192.0.2.7", good_password), 200);
    // An IPv6 network is one place, however many addresses it has.
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(try_from("2001:db8::" + std::to_string(i), "wrong"), i < 5 ? 401 : 429);
}

TEST_P(Sessions, ManyStrangersTogetherAreSlowedDown) {
    const auto now = desk.clock.now();
    int tries = 0;
    Millis wait{0};
    for (int peer = 0; peer < 100 && wait == Millis{0}; ++peer) {
        wait = desk.logins->try_login("198.51.100." + std::to_string(peer), "ana", now);
        if (wait == Millis{0}) ++tries;
    }
    EXPECT_EQ(tries, 60);
    EXPECT_EQ(wait, std::chrono::seconds{5});
    EXPECT_EQ(desk.logins->try_login("192.0.2.7", "ben", now), Millis{0});
    EXPECT_EQ(desk.logins->try_login("192.0.2.7", "ana", now + wait), Millis{0});
}

TEST_P(Sessions, ACookieAloneChangesNothing) {
    const std::string path = "/api/v1/conversations/" + desk.conversation() + "/notes";
    const std::string note = R"({"text":"Called her."})";
    expect_refused(
        desk,
        {{"no token", {Method::post, path, "ana", note, {{"x-csrf-token", ""}}}, 403, "", "CSRF"},
         {"another's",
          {Method::post, path, "ana", note, {{"x-csrf-token", "csrf-ben"}}},
          403,
          "",
          "CSRF"},
         {"a foreign page",
          {Method::post, path, "ana", note, {{"origin", "https://evil.example"}}},
          403,
          "",
          "another site"},
         {"no page at all",
          {Method::post, path, "ana", note, {{"origin", "null"}}},
          403,
          "",
          "another site"},
         {"sign in from a foreign page",
          {Method::post,
           "/api/v1/session",
           "",
           login("ana", good_password),
           {{"origin", "https://evil.example"}}},
          403,
          "",
          "another site"}});
    EXPECT_EQ(
        desk.ask({Method::post, path, "ana", note, {{"origin", "http://desk.example"}}}).status(),
        200);
    EXPECT_EQ(desk.ask({Method::post, path, "token:write", note, {{"origin", "https://a.example"}}})
                  .status(),
              200);
}

TEST_P(Sessions, EndByTimeSignOutAndDisabling) {
    EXPECT_EQ(desk.get("/api/v1/session", "ana").status(), 200);
    const auto out = desk.del("/api/v1/session", "ana");
    EXPECT_EQ(out.status(), 204);
    EXPECT_NE(out.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(desk.get("/api/v1/session", "ana").status(), 401);

    const auto path = "/api/v1/users/" + desk.id_of("ben");
    EXPECT_EQ(desk.put(path, R"({"disabled":true})", "olga").status(), 200);
    EXPECT_EQ(desk.get("/api/v1/session", "ben").status(), 401);
    EXPECT_EQ(desk.put(path, R"({"disabled":false})", "olga").status(), 200);
    EXPECT_EQ(desk.get("/api/v1/session", "ben").status(), 401) << "the old session came back";

    desk.clock.move(std::chrono::days{14} - Millis{1});
    EXPECT_EQ(desk.get("/api/v1/session", "lea").status(), 200);
    desk.clock.move(Millis{1});
    EXPECT_EQ(desk.get("/api/v1/session", "lea").status(), 401);
}

/// Who is disabled while signing in stays disabled: signing in keeps nothing it read before.
TEST_P(Sessions, ADisabledProgramIsNobody) {
    EXPECT_EQ(desk.get("/api/v1/views", "token:read").status(), 200);
    desk.write([&](app::Transaction& t) {
        auto olga = *t.user(desk.user("olga"));
        olga.disabled_at = noon;
        t.save(olga);
    });
    EXPECT_EQ(desk.get("/api/v1/views", "token:read").status(), 401);
    EXPECT_EQ(desk.ask({Method::get, "/api/v1/views", "", "", {{"authorization", "Bearer heed_x"}}})
                  .status(),
              401);
}

TEST_P(Sessions, AnInvitationWorksOnceAndNotForEver) {
    const auto invite = [&](const std::string& name) {
        const auto said =
            desk.post("/api/v1/users",
                      R"({"name":"New","login":)" + json_text(name) + R"(,"role":"agent"})", "lea");
        EXPECT_EQ(said.status(), 201) << said.response.body;
        const auto link = said.text("link");
        EXPECT_TRUE(said.at("user.invited").boolean);
        EXPECT_TRUE(link.starts_with("http://desk.example/join#token=")) << link;
        return link.substr(link.find('=') + 1);
    };
    const auto accept = [&](const std::string& token, const std::string& password) {
        return desk.post(
            "/api/v1/invitation",
            R"({"token":)" + json_text(token) + R"(,"password":)" + json_text(password) + "}", "");
    };
    const auto token = invite("new@example.org");
    EXPECT_EQ(accept(token, "123456789").text("field"), "$.password");
    EXPECT_EQ(accept("guess", good_password).status(), 404);
    EXPECT_EQ(accept("", good_password).status(), 404);
    const auto done = accept(token, good_password);
    EXPECT_EQ(done.status(), 200);
    EXPECT_FALSE(done.at("user.invited").boolean);
    EXPECT_EQ(accept(token, good_password).status(), 404);
    EXPECT_EQ(desk.post("/api/v1/session", login("new@example.org", good_password), "").status(),
              200);

    const auto late = invite("late@example.org");
    desk.clock.move(std::chrono::hours{72});
    desk.sign_in_again("olga");
    EXPECT_EQ(accept(late, good_password).status(), 404);
}

TEST_P(Sessions, ANewPasswordEndsOldSessions) {
    const auto said = desk.post("/api/v1/users/" + desk.id_of("ana") + "/invitation", "", "olga");
    ASSERT_EQ(said.status(), 200) << said.response.body;
    EXPECT_EQ(desk.get("/api/v1/session", "ana").status(), 200);
    const auto link = said.text("link");
    EXPECT_EQ(desk.post("/api/v1/invitation",
                        R"({"token":)" + json_text(link.substr(link.find('=') + 1)) +
                            R"(,"password":"another password"})",
                        "")
                  .status(),
              200);
    EXPECT_EQ(desk.get("/api/v1/session", "ana").status(), 401);
    EXPECT_EQ(desk.post("/api/v1/session", login("ana", good_password), "").status(), 401);
}

TEST_P(Sessions, TheTeamKeepsItsOrder) {
    const auto olga = "/api/v1/users/" + desk.id_of("olga");
    expect_refused(
        desk,
        {{"the last owner steps down",
          {Method::put, olga, "olga", R"({"role":"agent"})"},
          409,
          "",
          "needs an owner"},
         {"the last owner is disabled",
          {Method::put, olga, "olga", R"({"disabled":true})"},
          409,
          "",
          "needs an owner"},
         {"a lead makes an owner",
          {Method::post, "/api/v1/users", "lea", R"({"name":"X","login":"xx","role":"owner"})"},
          403,
          "$.role",
          "owner"},
         {"a login twice",
          {Method::post, "/api/v1/users", "lea", R"({"name":"X","login":"ANA","role":"agent"})"},
          409,
          "$.login",
          "already"},
         {"a login with a blank",
          {Method::post, "/api/v1/users", "lea", R"({"name":"X","login":"a b","role":"agent"})"},
          422,
          "$.login",
          "blanks"},
         {"no name",
          {Method::post, "/api/v1/users", "lea", R"({"name":" ","login":"xx","role":"agent"})"},
          422,
          "$.name",
          "1 to 200"},
         {"nobody", {Method::put, "/api/v1/users/0000000000001", "olga", "{}"}, 404, "", "person"},
         {"a scope that is none",
          {Method::post, "/api/v1/tokens", "olga", R"({"name":"X","scopes":["read","root"]})"},
          422,
          "$.scopes[1]",
          "none of"},
         {"no scope",
          {Method::post, "/api/v1/tokens", "olga", R"({"name":"X","scopes":[]})"},
          422,
          "$.scopes",
          "empty"}});
}

TEST_P(Sessions, ATokenIsShownOnceAndRevoked) {
    const auto made = desk.post("/api/v1/tokens", R"({"name":"Import","scopes":["read"]})", "olga");
    ASSERT_EQ(made.status(), 201);
    const auto secret = made.text("secret");
    EXPECT_TRUE(secret.starts_with("heed_"));
    const auto list = desk.get("/api/v1/tokens", "olga");
    EXPECT_EQ(list.size("items"), 1U);
    EXPECT_EQ(list.response.body.find(secret), std::string::npos);
    const auto use = [&] {
        return desk
            .ask({Method::get, "/api/v1/views", "", "", {{"authorization", "Bearer " + secret}}})
            .status();
    };
    EXPECT_EQ(use(), 200);
    EXPECT_EQ(desk.del("/api/v1/tokens/" + made.text("token.id"), "olga").status(), 204);
    EXPECT_EQ(use(), 401);
}

TEST_P(Sessions, TheDemoOpensOnThisMachineOnly) {
    desk.services->settings.demo = true;
    struct Case {
        std::string name, peer, host;
        int status;
    };
    for (const auto& each : std::vector<Case>{
             {"here", "127.0.0.1", "127.0.0.1:8080", 200},
             {"by name", "127.0.0.1", "localhost:8080", 200},
             {"IPv6", "::1", "[::1]:8080", 200},
             {"from elsewhere", "192.0.2.7", "127.0.0.1:8080", 401},
             {"through a proxy on this machine", "127.0.0.1", "care.example.org", 401},
             {"a foreign name that leads here", "127.0.0.1", "127.0.0.1.evil.example", 401}}) {
        SCOPED_TRACE(each.name);
        const auto said = desk.ask(
            {Method::get, "/api/v1/session", "", "", {{":peer", each.peer}, {"host", each.host}}});
        EXPECT_EQ(said.status(), each.status);
    }
}

TEST(LoopbackPeer, IsAnAddress) {
    for (const auto* address : {"127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"})
        EXPECT_TRUE(api::is_loopback(address)) << address;
    for (const auto* address : {"128.0.0.1", "::2", "10.0.0.1", "", "::ffff:10.0.0.1"})
        EXPECT_FALSE(api::is_loopback(address)) << address;
}

}  // namespace
}  // namespace heed
