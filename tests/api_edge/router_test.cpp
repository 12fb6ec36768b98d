#include "api/router.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace heed::api {
namespace {

struct Greeting {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (text))

struct NewGreeting {
    std::string name;
    Maybe<Then> then;
};
BOOST_DESCRIBE_STRUCT(NewGreeting, (), (name, then))

/// "role" in a cookie, or "Bearer role scope".
Result<Caller> by_header(const Request& request) {
    Caller caller;
    caller.user = UserId{7};
    auto role = request.cookie("role");
    const auto bearer = request.header("authorization");
    if (bearer.starts_with("Bearer ")) {
        caller.by_token = true;
        role = bearer.substr(7, bearer.find(' ', 7) - 7);
        caller.scopes = {std::string{bearer.substr(bearer.find(' ', 7) + 1)}};
    } else if (role == "down") {
        return fail(ErrorCode::unavailable, "The database cannot be reached.");
    }
    const auto known = enum_from_name<Role>(role);
    if (!known) return fail(ErrorCode::unauthenticated, "Nobody is signed in.");
    caller.role = *known;
    caller.csrf = "right";
    return caller;
}

Result<Greeting> greet(Call& call, const NewGreeting& in) {
    if (in.name == "taken") return fail(ErrorCode::conflict, "Somebody has that name.", "$.name");
    if (in.name == "stale") return call.precondition_failed("The thread changed.");
    if (in.name == "busy") {
        return fail(Error{ErrorCode::rate_limited, "Too many tries.", "", 30});
    }
    call.headers.emplace_back("ETag", "\"3\"");
    return Greeting{"hello " + in.name};
}

std::vector<Route> table() {
    const std::string v1 = "/api/v1";
    std::vector<Route> routes;
    routes.push_back(route<None, Greeting>(
        Method::get, v1 + "/hello", Access::open, "Greets anybody", [](Call& call) {
            return Result<Greeting>{Greeting{call.caller.user ? "you" : "stranger"}};
        }));
    routes.push_back(route<NewGreeting, Greeting>(Method::post, v1 + "/hello", Access::agent,
                                                  "Greets somebody", greet)
                         .tagged("hello")
                         .created());
    routes.push_back(route<NewGreeting, Greeting>(Method::post, v1 + "/session", Access::open,
                                                  "Signs in", greet));
    routes.push_back(route<None, None>(Method::delete_, v1 + "/things/{id}", Access::lead, "Drops",
                                       [](Call& call) -> Status {
                                           const auto id = call.id<ConversationId>("id");
                                           if (!id) return fail(id.error());
                                           return {};
                                       }));
    routes.push_back(
        route<None, Greeting>(
            Method::get, v1 + "/things/{id}/parts/{part}", Access::viewer, "Shows a part",
            [](Call& call) -> Result<Greeting> {
                const auto limit = call.integer("limit", 50, 1, 200);
                if (!limit) return fail(limit.error());
                const auto view = call.choice("view", View::all);
                if (!view) return fail(view.error());
                return Greeting{std::string{call.argument("id")} + "," +
                                std::string{call.argument("part")} + "," + std::to_string(*limit) +
                                "," + std::string{name_of(*view)}};
            })
            .with(choice_parameter<View>("view", "Which ones"))
            .with({.name = "limit", .about = "How many"}));
    routes.push_back(route<None, Greeting>(
        Method::get, v1 + "/things/special/parts/{part}", Access::viewer, "Shows a special part",
        [](Call&) { return Result<Greeting>{Greeting{"special"}}; }));
    routes.push_back(
        raw_route(Method::post, v1 + "/media", Access::agent, "Takes a picture", [](Call& call) {
            Response response;
            response.body = std::to_string(call.request.body.size());
            return response;
        }).takes({"image/png", "image/gif"}, 100));
    routes.push_back(raw_route(Method::post, v1 + "/posts", Access::viewer, "Takes posts",
                               [](Call&) -> Result<Response> {
                                   return fail(ErrorCode::too_large, "Too many lines.", "line 9");
                               })
                         .takes({}, 1000)
                         .needs(Scope::intake));
    routes.push_back(
        route<None, Greeting>(Method::put, v1 + "/users", Access::owner, "For owners",
                              [](Call&) { return Result<Greeting>{Greeting{"done"}}; }));
    return routes;
}

const Router& router() {
    static const Router instance{table(),
                                 {by_header,
                                  [](const Request&) {
                                      Response response;
                                      response.body = "the page";
                                      return response;
                                  },
                                  {"http://localhost:5173"}}};
    return instance;
}

struct Ask {
    Method method = Method::get;
    std::string path;
    Headers headers = {};
    std::string body = {};
    std::string query = {};
};

Response ask(const Ask& asked) {
    Request request;
    request.method = asked.method;
    request.path = asked.path;
    request.query = asked.query;
    request.headers = asked.headers;
    request.headers.emplace_back("host", "desk:8080");
    request.body = asked.body;
    return router().handle(request);
}

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

const Headers as_agent = {{"cookie", "a=b; role=agent"},
                          {"x-csrf-token", "right"},
                          {"content-type", "application/json; charset=utf-8"}};

TEST(Router, runs_the_route_of_method_and_path) {
    const auto answer = ask({Method::get, "/api/v1/hello"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"text":"stranger"})");
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/json");
    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
    EXPECT_EQ(ask({Method::head, "/api/v1/hello"}).status, 200);
    EXPECT_EQ(ask({Method::get, "/api/v1/hello", as_agent}).body, R"({"text":"you"})");
}

TEST(Router, hands_over_input_and_headers) {
    const auto answer = ask({Method::post, "/api/v1/hello", as_agent, R"({"name":"Ada"})"});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, R"({"text":"hello Ada"})");
    EXPECT_EQ(header_of(answer, "ETag"), "\"3\"");
}

TEST(Router, hands_over_arguments_and_parameters) {
    struct Case {
        std::string path, query;
        int status;
        std::string body;
    };
    const std::vector<Case> cases = {
        {"/api/v1/things/7/parts/x", "", 200, R"({"text":"7,x,50,all"})"},
        {"/api/v1/things/7/parts/x y", "limit=200&view=mine", 200, R"({"text":"7,x y,200,mine"})"},
        {"/api/v1/things/special/parts/x", "", 200, R"({"text":"special"})"},
        {"/api/v1/things/7/parts/x", "limit=201", 422, "is not an integer from 1 to 200"},
        {"/api/v1/things/7/parts/x", "limit=", 422, "is not an integer from 1 to 200"},
        {"/api/v1/things/7/parts/x", "limit=5x", 422, "is not an integer from 1 to 200"},
        {"/api/v1/things/7/parts/x", "view=most", 422, "is none of needs_reply, mine"},
        {"/api/v1/things//parts/x", "", 404, "nothing at this address"},
        {"/api/v1/things/7/parts/", "", 404, "nothing at this address"},
        {"/api/v1/things/7/parts", "", 404, "nothing at this address"},
        {"/api/v1/things/7/parts/x/y", "", 404, "nothing at this address"},
    };
    for (const auto& [path, query, status, body] : cases) {
        const auto answer = ask({Method::get, path, {{"cookie", "role=viewer"}}, "", query});
        EXPECT_EQ(answer.status, status) << path << "?" << query;
        EXPECT_NE(answer.body.find(body), std::string::npos) << answer.body;
    }
}

TEST(Router, gives_no_content_and_finds_no_id_that_is_none) {
    const Headers lead = {{"cookie", "role=lead"}, {"x-csrf-token", "right"}};
    const auto gone = ask({Method::delete_, "/api/v1/things/" + format_id(42), lead});
    EXPECT_EQ(gone.status, 204);
    EXPECT_TRUE(gone.body.empty());
    EXPECT_EQ(ask({Method::delete_, "/api/v1/things/42", lead}).status, 404);
}

TEST(Router, says_which_methods_an_address_takes) {
    const auto wrong = ask({Method::put, "/api/v1/hello", as_agent});
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(header_of(wrong, "Allow"), "GET, HEAD, POST, OPTIONS");
    const auto options = ask({Method::options, "/api/v1/hello"});
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(header_of(options, "Allow"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(ask({Method::other, "/api/v1/hello"}).status, 405);
}

TEST(Router, leaves_to_the_page_what_is_not_of_the_api) {
    EXPECT_EQ(ask({Method::get, "/inbox"}).body, "the page");
    EXPECT_EQ(ask({Method::get, "/api/v1/nothing"}).status, 404);
    EXPECT_EQ(ask({Method::get, "/api"}).status, 404);
}

TEST(Router, makes_problems_of_failures) {
    struct Case {
        std::string body;
        int status;
        std::string problem;
    };
    const std::vector<Case> cases = {
        {R"({"name":"taken"})", 409, R"("detail":"Somebody has that name.","field":"$.name")"},
        {R"({"name":"stale"})", 412, R"("detail":"The thread changed.","field":null)"},
        {R"({"name":"busy"})", 429, R"("retry_after":30)"},
        {R"({"name":1})", 422, R"("field":"$.name")"},
        {R"({"name":"a","then":"stay"})", 422, R"("field":"$.then")"},
        {R"({"name":"a","nam":1})", 422, R"("field":"$.nam")"},
        {"{\n\"name\":", 400, R"("field":"line 2, column 8")"},
        {"", 422, R"("field":"$.name")"},
    };
    for (const auto& [body, status, problem] : cases) {
        const auto answer = ask({Method::post, "/api/v1/hello", as_agent, body});
        EXPECT_EQ(answer.status, status) << body;
        EXPECT_EQ(header_of(answer, "Content-Type"), "application/problem+json");
        EXPECT_NE(answer.body.find(problem), std::string::npos) << answer.body;
        const auto read = from_json<Problem>(answer.body);
        ASSERT_TRUE(read) << answer.body;
        EXPECT_EQ(read->status, status);
    }
    const auto busy = ask({Method::post, "/api/v1/hello", as_agent, R"({"name":"busy"})"});
    EXPECT_EQ(header_of(busy, "Retry-After"), "30");
}

TEST(Router, knows_a_status_for_every_failure) {
    const std::vector<std::pair<ErrorCode, int>> cases = {
        {ErrorCode::invalid, 422},      {ErrorCode::unauthenticated, 401},
        {ErrorCode::forbidden, 403},    {ErrorCode::not_found, 404},
        {ErrorCode::conflict, 409},     {ErrorCode::too_large, 413},
        {ErrorCode::rate_limited, 429}, {ErrorCode::unavailable, 503},
        {ErrorCode::internal, 500},
    };
    for (const auto& [code, status] : cases) {
        EXPECT_EQ(error_response(Error{code, "why"}).status, status);
        EXPECT_NE(reason_phrase(status), "Unknown");
    }
    EXPECT_EQ(header_of(error_response(Error{ErrorCode::unavailable, "why"}), "Retry-After"), "1");
}

TEST(Router, lets_in_only_who_may) {
    struct Case {
        std::string name;
        Ask asked;
        int status;
    };
    const auto cookie = [](std::string role) {
        return Headers{{"cookie", "role=" + role}, {"x-csrf-token", "right"}};
    };
    const auto token = [](std::string value) {
        return Headers{{"authorization", "Bearer " + value}};
    };
    const std::string part = "/api/v1/things/7/parts/x";
    const std::string drop = "/api/v1/things/" + format_id(1);
    const std::vector<Case> cases = {
        {"nobody", {Method::get, part}, 401},
        {"a viewer reads", {Method::get, part, cookie("viewer")}, 200},
        {"an agent reads", {Method::get, part, cookie("agent")}, 200},
        {"an agent drops", {Method::delete_, drop, cookie("agent")}, 403},
        {"a lead drops", {Method::delete_, drop, cookie("lead")}, 204},
        {"an owner drops", {Method::delete_, drop, cookie("owner")}, 204},
        {"a lead changes users", {Method::put, "/api/v1/users", cookie("lead")}, 403},
        {"an owner changes users", {Method::put, "/api/v1/users", cookie("owner")}, 200},
        {"an unknown role", {Method::get, part, cookie("king")}, 401},
        {"a token reads", {Method::get, part, token("viewer read")}, 200},
        {"a token without the scope", {Method::get, part, token("viewer write")}, 403},
        {"a token writes", {Method::delete_, drop, token("lead write")}, 204},
        {"a token reads but wants to write", {Method::delete_, drop, token("lead read")}, 403},
        {"a token of too low a role", {Method::delete_, drop, token("agent write")}, 403},
        {"a token administers", {Method::put, "/api/v1/users", token("owner admin")}, 200},
        {"a token writes for owners", {Method::put, "/api/v1/users", token("owner write")}, 403},
        {"a token takes in", {Method::post, "/api/v1/posts", token("viewer intake")}, 413},
        {"a token without intake", {Method::post, "/api/v1/posts", token("viewer write")}, 403},
        {"the database is away", {Method::get, part, cookie("down")}, 503},
        {"the database is away, open", {Method::get, "/api/v1/hello", cookie("down")}, 503},
        {"nobody, open", {Method::get, "/api/v1/hello"}, 200},
    };
    for (const auto& [name, asked, status] : cases) {
        EXPECT_EQ(ask(asked).status, status) << name;
    }
    EXPECT_FALSE(header_of(ask({Method::get, part}), "WWW-Authenticate").empty());
}

TEST(Router, refuses_requests_that_a_browser_was_tricked_into) {
    struct Case {
        std::string name;
        Headers headers;
        int status;
    };
    const std::pair<std::string, std::string> agent{"cookie", "role=agent"};
    const std::pair<std::string, std::string> json{"content-type", "application/json"};
    const std::pair<std::string, std::string> csrf{"x-csrf-token", "right"};
    const std::vector<Case> cases = {
        {"no token", {agent, json}, 403},
        {"a wrong token", {agent, json, {"x-csrf-token", "wrong"}}, 403},
        {"a longer token", {agent, json, {"x-csrf-token", "right!"}}, 403},
        {"the token", {agent, json, csrf}, 201},
        {"our origin", {agent, json, csrf, {"origin", "http://desk:8080"}}, 201},
        {"our origin in capitals", {agent, json, csrf, {"origin", "http://DESK:8080"}}, 201},
        {"another port", {agent, json, csrf, {"origin", "http://desk:8081"}}, 403},
        {"another site", {agent, json, csrf, {"origin", "http://evil"}}, 403},
        {"a longer name", {agent, json, csrf, {"origin", "http://desk:8080.evil"}}, 403},
        {"an opaque origin", {agent, json, csrf, {"origin", "null"}}, 403},
        {"a configured origin", {agent, json, csrf, {"origin", "http://localhost:5173"}}, 201},
        {"a program", {{"authorization", "Bearer agent write"}, json}, 201},
    };
    for (const auto& [name, headers, status] : cases) {
        const auto answer = ask({Method::post, "/api/v1/hello", headers, R"({"name":"a"})"});
        EXPECT_EQ(answer.status, status) << name;
    }
    const auto login = [&](const std::string& origin) {
        return ask(
            {Method::post, "/api/v1/session", {json, {"origin", origin}}, R"({"name":"a"})"});
    };
    EXPECT_EQ(login("http://desk:8080").status, 200);
    EXPECT_EQ(login("http://evil").status, 403);
}

TEST(Router, takes_only_the_bodies_it_announced) {
    struct Case {
        std::string path, type, body;
        int status;
    };
    const std::vector<Case> cases = {
        {"/api/v1/hello", "application/json", R"({"name":"a"})", 201},
        {"/api/v1/hello", "Application/JSON ; charset=utf-8", R"({"name":"a"})", 201},
        {"/api/v1/hello", "text/plain", R"({"name":"a"})", 415},
        {"/api/v1/hello", "application/jsonx", R"({"name":"a"})", 415},
        {"/api/v1/hello", "", R"({"name":"a"})", 415},
        {"/api/v1/hello", "application/json", std::string(json_body_bytes_max + 1, ' '), 413},
        {"/api/v1/media", "image/png", "abc", 200},
        {"/api/v1/media", "image/svg+xml", "abc", 415},
        {"/api/v1/media", "image/png", std::string(101, 'a'), 413},
    };
    for (const auto& [path, type, body, status] : cases) {
        const Headers headers = {
            {"cookie", "role=agent"}, {"x-csrf-token", "right"}, {"content-type", type}};
        EXPECT_EQ(ask({Method::post, path, headers, body}).status, status) << path << " " << type;
    }
}

TEST(Router, refuses_a_table_that_contradicts_itself) {
    const auto add = [](std::vector<std::string> patterns) {
        RouteTree tree;
        for (const auto& pattern : patterns)
            tree.add(Method::get, pattern, 0);
    };
    EXPECT_THROW(add({"/a", "/a"}), std::logic_error);
    EXPECT_THROW(add({"/a/{id}", "/a/{name}"}), std::logic_error);
    EXPECT_THROW(add({"a"}), std::logic_error);
    EXPECT_THROW(add({"/{a}/{b}/{c}/{d}/{e}"}), std::logic_error);
    EXPECT_NO_THROW(add({"/a/{id}", "/a/{id}/b", "/a/b"}));
}

TEST(Security, adds_headers_that_are_not_set) {
    Response response;
    response.headers = {{"content-security-policy", "sandbox"}};
    add_security_headers(response);
    EXPECT_EQ(header_of(response, "content-security-policy"), "sandbox");
    EXPECT_EQ(header_of(response, "Content-Security-Policy"), "");
    EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(response, "Referrer-Policy"), "no-referrer");
}

// --- the request's own helpers -------------------------------------------------------------------

TEST(Request, finds_parameters_and_cookies) {
    Request request;
    request.query = "a=1&b=x%20y+z&a=2&empty=&flag&bad=%zz&nul=%00&%61b=c";
    const std::vector<std::pair<std::string, std::optional<std::string>>> parameters = {
        {"a", "1"},  {"b", "x y z"},        {"empty", ""},         {"flag", ""},
        {"ab", "c"}, {"bad", std::nullopt}, {"nul", std::nullopt}, {"none", std::nullopt},
    };
    for (const auto& [name, value] : parameters)
        EXPECT_EQ(request.parameter(name), value) << name;
    request.headers = {{"cookie", "a=1; heed_session=abc=;  b=2"}, {"cookie", "c=3"}};
    const std::vector<std::pair<std::string, std::string>> cookies = {
        {"a", "1"}, {"heed_session", "abc="}, {"b", "2"}, {"c", "3"}, {"session", ""}};
    for (const auto& [name, value] : cookies)
        EXPECT_EQ(request.cookie(name), value) << name;
}

// --- the document --------------------------------------------------------------------------------

using json::Node;

const Node& at(const Node& node, std::string_view key) {
    static const Node none;
    const auto* found = node.find(key);
    EXPECT_NE(found, nullptr) << "no " << key;
    return found == nullptr ? none : *found;
}

void check_references(const Node& root, const Node& node) {
    if (const auto* reference = node.find("$ref")) {
        auto path = reference->text;
        ASSERT_TRUE(path.starts_with("#/")) << path;
        const Node* target = &root;
        for (std::size_t start = 2; target != nullptr && start < path.size();) {
            const auto end = std::min(path.find('/', start), path.size());
            target = target->find(path.substr(start, end - start));
            start = end + 1;
        }
        EXPECT_NE(target, nullptr) << path << " leads nowhere";
    }
    for (const auto& item : node.items)
        check_references(root, item);
}

TEST(OpenApi, holds_every_route_once_and_resolves) {
    auto routes = table();
    add_openapi(routes);
    Request request;
    request.path = "/api/v1/openapi.json";
    const auto answer = Router{routes, {}}.handle(request);
    ASSERT_EQ(answer.status, 200);
    const auto document = json::parse(answer.body);
    ASSERT_TRUE(document) << document.error().message << " " << document.error().field;
    EXPECT_EQ(at(*document, "openapi").text, "3.1.0");
    check_references(*document, *document);
    std::vector<std::string> ids;
    std::size_t operations = 0;
    for (const auto& path : at(*document, "paths").items) {
        operations += path.items.size();
        for (const auto& operation : path.items)
            ids.push_back(at(operation, "operationId").text);
    }
    EXPECT_EQ(operations, routes.size());
    std::ranges::sort(ids);
    EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
    for (const auto& route : routes) {
        const auto method = route.method == Method::get       ? "get"
                            : route.method == Method::post    ? "post"
                            : route.method == Method::delete_ ? "delete"
                                                              : "put";
        const auto& operation = at(at(at(*document, "paths"), route.pattern), method);
        EXPECT_EQ(at(operation, "summary").text, route.summary);
        EXPECT_NE(at(operation, "responses").find(std::to_string(route.success)), nullptr);
    }
}

TEST(OpenApi, says_what_goes_in_and_out) {
    const auto document = json::parse(openapi(table()));
    ASSERT_TRUE(document);
    const auto& paths = at(*document, "paths");
    const auto& post = at(at(paths, "/api/v1/hello"), "post");
    const auto& body = at(at(at(post, "requestBody"), "content"), "application/json");
    EXPECT_EQ(at(at(body, "schema"), "$ref").text, "#/components/schemas/NewGreeting");
    const auto& made = at(at(at(at(post, "responses"), "201"), "content"), "application/json");
    EXPECT_EQ(at(at(made, "schema"), "$ref").text, "#/components/schemas/Greeting");
    EXPECT_EQ(at(post, "security").items.size(), 2U);
    EXPECT_EQ(at(at(at(paths, "/api/v1/session"), "post"), "security").items.size(), 0U);
    const auto& part = at(at(paths, "/api/v1/things/{id}/parts/{part}"), "get");
    ASSERT_EQ(at(part, "parameters").items.size(), 4U);
    EXPECT_EQ(at(at(part, "parameters").items[0], "name").text, "id");
    EXPECT_EQ(at(at(at(part, "parameters").items[2], "schema"), "enum").items.size(), 6U);
    const auto& media = at(at(at(at(paths, "/api/v1/media"), "post"), "requestBody"), "content");
    EXPECT_NE(media.find("image/gif"), nullptr);
    const auto& gone = at(at(at(at(paths, "/api/v1/things/{id}"), "delete"), "responses"), "204");
    EXPECT_EQ(gone.find("content"), nullptr);
}

}  // namespace
}  // namespace heed::api
