#include <map>
#include <set>

#include "api/test_desk.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

struct Rule {
    std::string least;  ///< the least role, "" for nobody
    std::string scope;  ///< a program's
};

/// Who may do what, written down a second time: a new route fails here until somebody has thought
/// about it.
const std::map<std::string, Rule>& rules() {
    static const std::map<std::string, Rule> all = {
        {"GET /api/v1/setup", {"", ""}},
        {"POST /api/v1/setup", {"", ""}},
        {"GET /api/v1/session", {"viewer", "read"}},
        {"POST /api/v1/session", {"", ""}},
        {"DELETE /api/v1/session", {"viewer", "write"}},
        {"POST /api/v1/invitation", {"", ""}},
        {"GET /api/v1/views", {"viewer", "read"}},
        {"GET /api/v1/conversations", {"viewer", "read"}},
        {"GET /api/v1/conversations/{id}", {"viewer", "read"}},
        {"GET /api/v1/conversations/{id}/posts", {"viewer", "read"}},
        {"GET /api/v1/conversations/{id}/events", {"viewer", "read"}},
        {"PUT /api/v1/conversations/{id}/owner", {"trainee", "write"}},
        {"DELETE /api/v1/conversations/{id}/owner", {"trainee", "write"}},
        {"PUT /api/v1/conversations/{id}/resolution", {"trainee", "write"}},
        {"DELETE /api/v1/conversations/{id}/resolution", {"trainee", "write"}},
        {"POST /api/v1/conversations/{id}/notes", {"trainee", "write"}},
        {"PUT /api/v1/conversations/{id}/draft", {"trainee", "write"}},
        {"DELETE /api/v1/conversations/{id}/draft", {"trainee", "write"}},
        {"PUT /api/v1/conversations/{id}/presence", {"viewer", "write"}},
        {"POST /api/v1/conversations/{id}/replies", {"trainee", "write"}},
        {"GET /api/v1/replies", {"viewer", "read"}},
        {"GET /api/v1/replies/{id}", {"viewer", "read"}},
        {"DELETE /api/v1/replies/{id}", {"trainee", "write"}},
        {"POST /api/v1/replies/{id}/retry", {"agent", "write"}},
        {"GET /api/v1/customers/{id}", {"viewer", "read"}},
        {"GET /api/v1/users", {"viewer", "read"}},
        {"POST /api/v1/users", {"lead", "write"}},
        {"PUT /api/v1/users/{id}", {"owner", "admin"}},
        {"POST /api/v1/users/{id}/invitation", {"owner", "admin"}},
        {"GET /api/v1/tokens", {"owner", "admin"}},
        {"POST /api/v1/tokens", {"owner", "admin"}},
        {"DELETE /api/v1/tokens/{id}", {"owner", "admin"}},
        {"GET /api/v1/channels", {"viewer", "read"}},
        {"GET /api/v1/networks", {"viewer", "read"}},
        {"POST /api/v1/channels", {"owner", "admin"}},
        {"PUT /api/v1/channels/{id}/credentials", {"owner", "admin"}},
        {"DELETE /api/v1/channels/{id}", {"owner", "admin"}},
        {"POST /api/v1/channels/{id}/posts", {"lead", "intake"}},
        {"POST /api/v1/media", {"trainee", "write"}},
        {"PUT /api/v1/media/{id}", {"trainee", "write"}},
        {"GET /api/v1/media/{id}", {"viewer", "read"}},
        {"GET /api/v1/identities/{id}/avatar", {"viewer", "read"}},
        {"GET /api/v1/posts/{id}/pictures/{number}", {"viewer", "read"}},
        {"PUT /api/v1/posts/{id}/judgement", {"agent", "write"}},
        {"PUT /api/v1/customers/{id}/marks", {"agent", "write"}},
        {"GET /api/v1/topics", {"viewer", "read"}},
        {"PUT /api/v1/topics/{id}", {"lead", "write"}},
        {"GET /api/v1/quality", {"viewer", "read"}},
        {"GET /api/v1/understanding", {"viewer", "read"}},
        {"GET /api/v1/priority", {"viewer", "read"}},
        {"PUT /api/v1/priority", {"lead", "write"}},
        {"POST /api/v1/priority/preview", {"lead", "write"}},
        {"GET /api/v1/terms", {"viewer", "read"}},
        {"POST /api/v1/terms", {"lead", "write"}},
        {"POST /api/v1/terms/test", {"lead", "write"}},
        {"PATCH /api/v1/terms/{id}", {"lead", "write"}},
        {"DELETE /api/v1/terms/{id}", {"lead", "write"}},
        {"GET /api/v1/listening", {"viewer", "read"}},
        {"GET /api/v1/listening/stream", {"viewer", "read"}},
        {"GET /api/v1/listening/volume", {"viewer", "read"}},
        {"POST /api/v1/listening/{id}/bring-in", {"agent", "write"}},
        {"POST /api/v1/listening/{id}/not-about-us", {"agent", "write"}},
        {"GET /api/v1/quiet", {"viewer", "read"}},
        {"POST /api/v1/quiet", {"agent", "write"}},
        {"DELETE /api/v1/quiet/{id}", {"agent", "write"}},
        {"POST /api/v1/conversations/{id}/advice", {"trainee", "write"}},
        {"GET /api/v1/coach", {"viewer", "read"}},
        {"PUT /api/v1/coach", {"lead", "write"}},
        {"GET /api/v1/coaching", {"viewer", "read"}},
        {"PUT /api/v1/coaching/overrides/{id}", {"agent", "write"}},
        {"GET /api/v1/guard", {"viewer", "read"}},
        {"PUT /api/v1/guard", {"lead", "write"}},
        {"GET /api/v1/guard/events", {"viewer", "read"}},
        {"GET /api/v1/outgoing", {"viewer", "read"}},
        {"PUT /api/v1/outgoing", {"agent", "write"}},
        {"GET /api/v1/approvals", {"trainee", "read"}},
        {"POST /api/v1/replies/{id}/approval", {"agent", "write"}},
        {"GET /api/v1/playbooks", {"viewer", "read"}},
        {"POST /api/v1/playbooks", {"lead", "write"}},
        {"GET /api/v1/playbooks/gaps", {"viewer", "read"}},
        {"PUT /api/v1/playbooks/{id}", {"lead", "write"}},
        {"GET /api/v1/playbooks/{id}/versions", {"viewer", "read"}},
        {"GET /api/v1/playbooks/{id}/confirmations", {"lead", "read"}},
        {"POST /api/v1/playbooks/{id}/confirmation", {"viewer", "write"}},
        {"POST /api/v1/conversations/{id}/promises", {"trainee", "write"}},
        {"GET /api/v1/promises", {"viewer", "read"}},
        {"GET /api/v1/promises/counts", {"viewer", "read"}},
        {"PATCH /api/v1/promises/{id}", {"trainee", "write"}},
        {"PUT /api/v1/conversations/{id}/remedy", {"trainee", "write"}},
        {"GET /api/v1/events", {"viewer", "read"}},
        {"GET /api/v1/openapi.json", {"", ""}},
    };
    return all;
}

std::string key_of(const api::Route& route) {
    return std::string(api::method_name(route.method)) + " " + route.pattern;
}

/// The address of something that does not exist: enough to pass the gate.
std::string nowhere(std::string pattern) {
    for (const auto* name : {"{id}", "{number}"}) {
        const auto at = pattern.find(name);
        if (at != std::string::npos) pattern.replace(at, std::strlen(name), "0000000000001");
    }
    return pattern;
}

Ask knock(const api::Route& route, const std::string& as) {
    Ask ask{route.method, nowhere(route.pattern), as};
    if (route.accepts == std::vector<std::string>{"application/json"} &&
        route.method != Method::get && route.method != Method::delete_) {
        ask.body = "{}";
    }
    return ask;
}

class Access : public ApiTest {
protected:
    std::vector<api::Route> routes() {
        auto all = api::all_routes(*desk.services);
        api::add_openapi(all);
        return all;
    }
};
ON_EVERY_ENGINE(Access);

TEST_P(Access, EveryRouteHasARule) {
    std::set<std::string> known;
    for (const auto& route : routes()) {
        known.insert(key_of(route));
        EXPECT_TRUE(rules().contains(key_of(route))) << key_of(route);
    }
    for (const auto& [key, rule] : rules())
        EXPECT_TRUE(known.contains(key)) << "no route " << key;
}

TEST_P(Access, IsAsTheRulesSayForEveryRole) {
    const std::vector<std::pair<std::string, std::string>> people = {{"viewer", "vic"},
                                                                     {"trainee", "tim"},
                                                                     {"agent", "ana"},
                                                                     {"lead", "lea"},
                                                                     {"owner", "olga"}};
    for (const auto& route : routes()) {
        SCOPED_TRACE(key_of(route));
        const auto& rule = rules().at(key_of(route));
        bool enough = rule.least.empty();
        const auto nobody = desk.ask(knock(route, ""));
        EXPECT_EQ(nobody.status() == 401, !enough) << nobody.status();
        if (!enough) {
            EXPECT_EQ(nobody.header("WWW-Authenticate"), "Bearer realm=\"heed\"");
        }
        if (enough) continue;
        for (const auto& [role, name] : people) {
            enough = enough || role == rule.least;
            const auto said = desk.ask(knock(route, name));
            EXPECT_EQ(said.status() == 403, !enough) << role << ": " << said.status();
            EXPECT_NE(said.status(), 401) << role;
            if (route.pattern == "/api/v1/session") desk.sign_in_again(name);
        }
    }
}

TEST_P(Access, IsAsTheRulesSayForEveryScope) {
    for (const auto& route : routes()) {
        SCOPED_TRACE(key_of(route));
        const auto& rule = rules().at(key_of(route));
        if (rule.least.empty()) continue;
        for (const auto* scope : {"read", "write", "intake", "admin"}) {
            const auto said = desk.ask(knock(route, std::string("token:") + scope));
            EXPECT_EQ(said.status() == 403, scope != rule.scope) << scope << " " << said.status();
        }
    }
}

/// A program can do no more than the person who made its token.
TEST_P(Access, ATokenIsBoundByItsMaker) {
    desk.ask({Method::get, "/api/v1/views", "token:read write intake admin"});
    desk.write([&](app::Transaction& t) {
        auto olga = *t.user(desk.user("olga"));
        olga.role = app::Role::viewer;
        t.save(olga);
    });
    for (const auto& route : routes()) {
        const auto& rule = rules().at(key_of(route));
        if (rule.least.empty() || rule.least == "viewer") continue;
        EXPECT_EQ(desk.ask(knock(route, "token:read write intake admin")).status(), 403)
            << key_of(route);
    }
}

TEST_P(Access, AnAddressThatIsNoneTellsNothing) {
    for (const auto* path : {"/api/v1/conversations/x", "/api/v1/conversations/0000000000001",
                             "/api/v1/replies/zzzzzzzzzzzzzz", "/api/v1/customers/0000000000001",
                             "/api/v1/media/0000000000001", "/api/v1/identities/-/avatar",
                             "/api/v1/posts/0000000000001/pictures/0"}) {
        EXPECT_EQ(desk.get(path).status(), 404) << path;
    }
    EXPECT_EQ(desk.get("/api/v1/conversations/x", "").status(), 401);
    api::Request stray;
    stray.path = "/api/v2";
    EXPECT_EQ(desk.router->handle(stray).status, 404);
    EXPECT_EQ(desk.ask({Method::patch, "/api/v1/views"}).status(), 405);
}

}  // namespace
}  // namespace heed
