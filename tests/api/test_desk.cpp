#include "api/test_desk.hpp"
#include "app/deliveries.hpp"

#include <charconv>

#include "api/percent.hpp"
#include "app/judgements.hpp"
#include "base/secret.hpp"
#include "store/coaching_ports.hpp"
#include "store/listening_ports.hpp"

namespace heed::test {

using api::Method;
using api::json::Node;

std::string json_text(std::string_view text) {
    std::string out;
    api::json::append_string(out, text);
    return out;
}

std::string Said::header(std::string_view name) const {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

const Node& Said::at(std::string_view path) const {
    static const Node nothing;
    const Node* node = &body;
    while (node != nullptr && !path.empty()) {
        const auto part = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(part.size() + 1, path.size()));
        if (node->kind == Node::Kind::array) {
            std::size_t index = 0;
            std::from_chars(part.data(), part.data() + part.size(), index);
            node = index < node->items.size() ? &node->items[index] : nullptr;
        } else {
            node = node->find(part);
        }
    }
    return node == nullptr ? nothing : *node;
}

TestDesk::TestDesk(const std::string& engine, bool furnished) : fresh(engine) {
    settings.version = "test";
    settings.undo_seconds = 10;
    picture = [](const std::string&) -> Result<std::pair<std::string, std::string>> {
        return fail(ErrorCode::not_found, "There is no picture.");
    };
    build();
    if (furnished) furnish();
}

TestDesk::~TestDesk() {
    tear_down();
}

void TestDesk::tear_down() {
    router.reset();
    services.reset();
    intake.reset();
    if (live) live->stop();
    token_use.reset();
    coaching.reset();
    database.reset();
    live.reset();
}

void TestDesk::build() {
    live = std::make_unique<api::LiveHub>();
    logins = std::make_unique<api::LoginGuard>();
    store::Database::Options options;
    options.target = fresh.target();
    options.on_commit = [this](const Events& events) {
        live->publish(events);
        if (coaching) coaching->note(events);
        app::forget_deleted(judging, events);
    };
    auto opened = store::Database::open(options);
    if (!opened) throw std::runtime_error(opened.error().message);
    database = std::move(*opened);
    live->start(*database, settings.promise_minutes);
    listening = std::make_unique<app::Listening>(store::listening_ports(*database));
    if (const auto read = listening->refresh(); !read)
        throw std::runtime_error(read.error().message);
    intake = std::make_unique<app::IntakeQueue>(*database, ids, clock, judging, listening.get());
    token_use = std::make_unique<api::TokenUse>(*database);
    coaching = std::make_unique<app::Coaching>(store::coaching_ports(*database));
    services = std::make_unique<api::Services>(api::Services{
        *database, *intake, judging, *listening, ids, clock, *this, *live, presence, *logins,
        *token_use, [this](const std::string& url) { return picture(url); }, settings});
    auto routes = api::all_routes(*services);
    api::add_openapi(routes);
    checker = std::make_unique<OpenApiChecker>(api::openapi(routes));
    api::RouterOptions router_options;
    router_options.authenticate = api::Authenticator(*services);
    router = std::make_unique<api::Router>(std::move(routes), std::move(router_options));
}

void TestDesk::restart() {
    tear_down();
    build();
}

void TestDesk::furnish() {
    static const std::string hash = hash_password(good_password);
    channel.id = ids.next<ChannelId>(noon);
    channel.brand = ids.next<BrandId>(noon);
    channel.network = "street";
    channel.name = channel.handle = "larkspur";
    channel.account_id = "us";
    channel.state = app::ChannelState::listening;
    channel.created_at = noon;
    replay = channel;
    replay.id = ids.next<ChannelId>(noon);
    replay.network = "replay";
    replay.account_id = "replay:old";
    write([&](app::Transaction& t) {
        t.save_brand(channel.brand, "Larkspur", noon);
        t.save(channel);
        t.save(replay);
        for (const auto& [name, role] :
             std::map<std::string, app::Role>{{"olga", app::Role::owner},
                                              {"lea", app::Role::lead},
                                              {"ana", app::Role::agent},
                                              {"ben", app::Role::agent},
                                              {"tim", app::Role::trainee},
                                              {"vic", app::Role::viewer}}) {
            app::UserRecord user;
            user.id = users_[name] = ids.next<UserId>(noon);
            user.name = user.login = name;
            user.role = role;
            user.password_hash = hash;
            user.created_at = noon;
            t.save(user);
        }
    });
    for (const auto& [name, id] : users_)
        sign_in_again(name);
}

void TestDesk::sign_in_again(const std::string& name) {
    cookies_[name] = name + "-" + random_token();
    write([&](app::Transaction& t) {
        t.add(app::SessionRecord{hash_token(cookies_[name]), users_.at(name), "csrf-" + name,
                                 clock.now(), clock.now() + std::chrono::days{14}});
    });
}

std::string TestDesk::token_for(const std::string& scopes) {
    auto& secret = tokens_[scopes];
    if (!secret.empty()) return secret;
    secret = "heed_" + random_token();
    app::TokenRecord token;
    token.id = ids.next<TokenId>(clock.now());
    token.user = users_.at("olga");
    token.name = scopes;
    token.scopes = scopes;
    token.secret_hash = hash_token(secret);
    token.created_at = clock.now();
    write([&](app::Transaction& t) { t.add(token); });
    return secret;
}

api::Request TestDesk::request_of(const Ask& ask) {
    api::Request request;
    request.method = ask.method;
    const auto mark = ask.target.find('?');
    request.path = ask.target.substr(0, mark);
    if (mark != std::string::npos) request.query = ask.target.substr(mark + 1);
    request.body = ask.body;
    request.peer = "192.0.2.7";
    std::map<std::string, std::string> headers{{"host", "desk.example"}};
    if (!ask.body.empty()) headers["content-type"] = "application/json";
    if (ask.as.starts_with("token:")) {
        headers["authorization"] = "Bearer " + token_for(ask.as.substr(6));
    } else if (!ask.as.empty()) {
        headers["cookie"] = "heed_session=" + cookies_.at(ask.as);
        if (ask.method != Method::get) headers["x-csrf-token"] = "csrf-" + ask.as;
    }
    for (const auto& [name, value] : ask.headers)
        headers[name] = value;
    for (const auto& [name, value] : headers) {
        if (name == ":peer") {
            request.peer = value;
        } else if (!value.empty()) {
            request.headers.emplace_back(name, value);
        }
    }
    return request;
}

Said TestDesk::ask(Ask asked) {
    const auto request = request_of(asked);
    Said said{router->handle(request), {}};
    if (request.path.starts_with("/api/")) {
        const bool described = said.status() != 404 || !said.response.body.empty();
        const auto why = said.status() == 405 || !described
                             ? std::string{}
                             : checker->check(request.method, request.path, said.response);
        EXPECT_EQ(why, "") << api::method_name(request.method) << ' ' << asked.target << " -> "
                           << said.status() << ' ' << said.response.body.substr(0, 500);
    }
    if (auto parsed = api::json::parse(said.response.body)) said.body = std::move(*parsed);
    return said;
}

Said TestDesk::get(const std::string& target, const std::string& as) {
    return ask({Method::get, target, as});
}
Said TestDesk::post(const std::string& target, const std::string& body, const std::string& as,
                    std::map<std::string, std::string> headers) {
    return ask({Method::post, target, as, body, std::move(headers)});
}
Said TestDesk::put(const std::string& target, const std::string& body, const std::string& as,
                   std::map<std::string, std::string> headers) {
    return ask({Method::put, target, as, body, std::move(headers)});
}
Said TestDesk::del(const std::string& target, const std::string& as) {
    return ask({Method::delete_, target, as});
}

app::IncomingPost TestDesk::from(const std::string& author, const std::string& remote_id,
                                 const std::string& text) {
    app::IncomingPost post;
    post.remote_id = remote_id;
    post.author = {author, author, "Name of " + author, "", "", 10};
    post.written_at = noon;
    post.text = text;
    return post;
}

app::IntakeCount TestDesk::hear(std::vector<app::Incoming> items) {
    const auto count = intake->receive(channel.id, std::move(items));
    EXPECT_TRUE(count) << count.error().message;
    return count.value_or(app::IntakeCount{});
}

std::string TestDesk::conversation(const std::string& author, const std::string& text) {
    auto post = from(author, author + "-" + std::to_string(++posts_), text);
    post.written_at = clock.now();
    hear({post});
    std::optional<app::PostRecord> stored;
    write([&](app::Transaction& t) { stored = t.post(channel.id, post.remote_id); });
    EXPECT_TRUE(stored);
    return stored ? to_string(stored->conversation) : "";
}

std::string TestDesk::room_of(const std::string& conversation) {
    return get("/api/v1/conversations/" + conversation, "vic").text("rooms.0.id");
}

Said TestDesk::reply(const std::string& conversation, const std::string& text,
                     const std::string& as, std::map<std::string, std::string> headers,
                     const std::string& more) {
    headers.try_emplace("idempotency-key", "key-" + std::to_string(++keys_));
    return post("/api/v1/conversations/" + conversation + "/replies",
                R"({"room_id":)" + json_text(room_of(conversation)) + R"(,"text":)" +
                    json_text(text) + more + "}",
                as, std::move(headers));
}

void TestDesk::deliver(const std::string& reply) {
    const ReplyId id{parse_id(reply).value_or(0)};
    clock.move(std::chrono::seconds{11});
    const app::Env env{clock.now(), ids};
    write([&](app::Transaction& t) {
        const auto outgoing = app::begin_delivery(t, env, id, "key-" + reply);
        ASSERT_TRUE(outgoing) << outgoing.error().message;
    });
    write([&](app::Transaction& t) {
        ASSERT_TRUE(app::record_delivery(t, env, id, {"sent:" + reply, "", false}));
    });
}

void TestDesk::fail_delivery(const std::string& reply, ErrorCode code, const std::string& message) {
    const ReplyId id{parse_id(reply).value_or(0)};
    clock.move(std::chrono::seconds{11});
    const app::Env env{clock.now(), ids};
    write([&](app::Transaction& t) {
        ASSERT_TRUE(app::begin_delivery(t, env, id, "key-" + reply));
        ASSERT_TRUE(app::record_failure(t, env, id, {code, message}));
    });
}

void TestDesk::look_back(const std::string& reply, bool visible) {
    write([&](app::Transaction& t) {
        const ReplyId id{parse_id(reply).value_or(0)};
        ASSERT_TRUE(app::record_presence(t, {clock.now(), ids}, id, visible));
    });
}

}  // namespace heed::test
