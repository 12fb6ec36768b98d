#include "channels/bluesky/bluesky.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <thread>

#include "bluesky_script.hpp"
#include "channels/bluesky/session.hpp"

namespace heed::channels::bluesky {
namespace {

namespace json = boost::json;

class SetClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return time; }
    Time time = parse_rfc3339("2026-11-21T12:00:00Z").value();
};

class BlueskyConnector : public testing::Test {
protected:
    BlueskyConnector() {
        server.always("app.bsky.actor.getProfile",
                      answer(200, R"({"did":"did:plc:brand","handle":"brand.test"})"));
        server.always("app.bsky.notification.listNotifications",
                      answer(200, R"({"notifications":[]})"));
        channel = make();
    }

    std::unique_ptr<Channel> make() {
        BlueskySettings settings;
        settings.service = "https://pds.test/";
        settings.identifier = "brand.test";
        settings.app_password = "secret-password";
        settings.poll_interval_ms = 0;
        return make_bluesky(settings, server, clock);
    }

    app::Outgoing outgoing(std::string text) {
        app::Outgoing reply;
        reply.id = ReplyId{77};
        reply.created_at = clock.time;
        reply.delivery_key = channel->delivery_key(reply.id, reply.created_at);
        reply.text = std::move(text);
        return reply;
    }

    /// Notifications and the posts behind them, as the servers would show them.
    void show(std::vector<std::string> keys) {
        json::array notifications;
        for (const auto& key : keys)
            notifications.insert(notifications.begin(), notification(key, "mention"));
        server.always("app.bsky.notification.listNotifications",
                      answer(200, json::serialize(json::object{{"notifications", notifications}})));
        server.reply("app.bsky.feed.getPosts", [](const HttpRequest& request) {
            json::array posts;
            for (auto at = request.url.find("uris="); at != std::string::npos;
                 at = request.url.find("uris=", at + 1)) {
                const auto uri = request.url.substr(at + 5, request.url.find('&', at) - at - 5);
                posts.push_back(post(uri.substr(uri.rfind("%2F") + 3)));
            }
            return answer(200, json::serialize(json::object{{"posts", posts}}));
        });
    }

    static json::object post(std::string_view key) {
        return {{"uri", fmt::format("at://did:plc:mia/app.bsky.feed.post/{}", key)},
                {"author", {{"did", "did:plc:mia"}, {"handle", "mia.test"}}},
                {"record", {{"text", key}, {"createdAt", "2026-11-21T11:59:00Z"}}},
                {"indexedAt", "2026-11-21T11:59:00Z"}};
    }
    static json::object notification(std::string_view key, std::string_view reason) {
        auto entry = post(key);
        entry["reason"] = reason;
        entry["isRead"] = false;
        return entry;
    }

    ScriptedServer server;
    SetClock clock;
    std::unique_ptr<Channel> channel;
};

TEST_F(BlueskyConnector, SaysWhatARefusalMeans) {
    struct Case {
        const char* name;
        Result<HttpResponse> response;
        ErrorCode code;
        int retry_after_s = 0;
    };
    const Case cases[] = {
        {"nobody there", fail(ErrorCode::unavailable, "refused"), ErrorCode::unavailable},
        {"5xx", answer(502, R"({"error":"UpstreamFailure"})"), ErrorCode::unavailable},
        {"5xx in HTML", answer(503, "<html>"), ErrorCode::unavailable},
        {"not JSON", answer(200, "<html>"), ErrorCode::unavailable},
        {"cut off", answer(200, R"({"did":"did:plc:br)"), ErrorCode::unavailable},
        {"no profile", answer(200, "[]"), ErrorCode::unavailable},
        {"dead account", answer(400, R"({"error":"AccountTakedown"})"), ErrorCode::unauthenticated},
        {"forbidden", answer(403, R"({"error":"Forbidden"})"), ErrorCode::forbidden},
        {"gone", answer(400, R"({"error":"NotFound"})"), ErrorCode::not_found},
        {"wrong", answer(400, R"({"error":"InvalidRequest"})"), ErrorCode::invalid},
        {"redirect", answer(302, "", {{"location", "https://elsewhere.test"}}), ErrorCode::invalid},
        {"limit", answer(429, "{}", {{"retry-after", "17"}}), ErrorCode::rate_limited, 17},
        {"limit by date", answer(429, "", {{"ratelimit-reset", "1795262460"}}),
         ErrorCode::rate_limited, 60},
        {"limit in the past", answer(429, "", {{"ratelimit-reset", "5"}}), ErrorCode::rate_limited,
         1},
        {"limit for ever", answer(429, "", {{"retry-after", "999999999"}}), ErrorCode::rate_limited,
         24 * 3600},
        {"limit unsaid", answer(429, "", {{"retry-after", "soon"}}), ErrorCode::rate_limited, 1},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        server.always("app.bsky.actor.getProfile", c.response);
        server.always("com.atproto.server.refreshSession", ScriptedServer::session("two"));
        channel = make();
        const auto account = channel->connect();
        ASSERT_FALSE(account);
        EXPECT_EQ(account.error().code, c.code);
        EXPECT_EQ(account.error().retry_after_s, c.retry_after_s);
        EXPECT_EQ(account.error().message.find("access-"), std::string::npos);
    }
}

TEST_F(BlueskyConnector, ExpiredTokenIsRefreshedNotLoggedInAgain) {
    server.always("com.atproto.server.refreshSession", ScriptedServer::session("two"));
    server.reply("app.bsky.actor.getProfile", [](const HttpRequest& request) {
        if (request.headers[0].value != "Bearer access-two")
            return answer(400, R"({"error":"ExpiredToken","message":"Token has expired"})");
        return answer(200, R"({"did":"did:plc:brand","handle":"brand.test"})");
    });
    EXPECT_TRUE(channel->connect());
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 1);
    EXPECT_EQ(server.calls("com.atproto.server.refreshSession"), 1);
}

TEST_F(BlueskyConnector, TokenIsRenewedBeforeItEnds) {
    ASSERT_TRUE(channel->connect());
    server.always("com.atproto.server.refreshSession", ScriptedServer::session("two"));
    clock.time += Millis{31 * 60'000};  // these tokens do not say when they end
    EXPECT_TRUE(channel->connect());
    EXPECT_EQ(server.requests.back().headers[0].value, "Bearer access-two");
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 1);
}

TEST_F(BlueskyConnector, OutageDuringRenewalIsNoReasonToLogIn) {
    ASSERT_TRUE(channel->connect());
    server.always("com.atproto.server.refreshSession", answer(502, ""));
    clock.time += Millis{31 * 60'000};
    EXPECT_EQ(channel->connect().error().code, ErrorCode::unavailable);
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 1);
}

TEST_F(BlueskyConnector, RefusedLoginWaits) {
    server.always("com.atproto.server.createSession",
                  answer(401, R"({"error":"AuthenticationRequired"})"));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(channel->connect().error().code, ErrorCode::unauthenticated);
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 1);
    clock.time += login_pause;
    server.always("com.atproto.server.createSession", ScriptedServer::session("one"));
    EXPECT_TRUE(channel->connect());
}

TEST_F(BlueskyConnector, LimitOnLoginsIsKept) {
    server.always("com.atproto.server.createSession", answer(429, "", {{"retry-after", "3600"}}));
    EXPECT_EQ(channel->connect().error().code, ErrorCode::rate_limited);
    clock.time += Millis{3599 * 1000};
    EXPECT_EQ(channel->connect().error().code, ErrorCode::rate_limited);
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 1);
    clock.time += Millis{1000};
    channel->connect().error();
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 2);
}

TEST_F(BlueskyConnector, InactiveAccountIsDead) {
    server.always("com.atproto.server.createSession",
                  answer(200, R"({"accessJwt":"a","refreshJwt":"r","did":"did:plc:brand",
                                  "active":false,"status":"takendown"})"));
    EXPECT_EQ(channel->connect().error().code, ErrorCode::unauthenticated);
}

TEST_F(BlueskyConnector, MalformedNotificationBlocksNobody) {
    show({"3ka", "3kb"});
    auto answer_with = [&](json::array entries) {
        server.always("app.bsky.notification.listNotifications",
                      answer(200, json::serialize(json::object{{"notifications", entries}})));
    };
    json::array entries{7, "text", nullptr, json::object{{"reason", "mention"}}};
    auto odd = notification("3kc", "mention");
    odd["indexedAt"] = "soon";
    entries.push_back(odd);
    odd = notification("3kd", "mention");
    odd["uri"] = "at://nonsense";
    entries.push_back(odd);
    entries.push_back(notification("3ke", "a reason of next year"));
    entries.push_back(notification("3ka", "mention"));
    answer_with(entries);
    const auto received = channel->receive("", Millis{0}, {});
    ASSERT_TRUE(received) << received.error().message;
    ASSERT_EQ(received->items.size(), 1U);
    EXPECT_EQ(std::get<app::IncomingPost>(received->items[0]).text, "3ka");
    EXPECT_EQ(received->skipped, 3);
    const auto again = channel->receive(received->cursor, Millis{0}, {});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->items.empty());
    EXPECT_EQ(again->skipped, 0) << "said once";
}

TEST_F(BlueskyConnector, PostFromTheFutureHidesNoneAfterIt) {
    auto future = notification("3kfuture", "mention");
    future["indexedAt"] = "2999-01-01T00:00:00Z";
    const auto with = [&](json::array entries) {
        show({"3kany"});
        server.always("app.bsky.notification.listNotifications",
                      answer(200, json::serialize(json::object{{"notifications", entries}})));
    };
    with({future});
    const auto first = channel->receive("", Millis{0}, {});
    ASSERT_EQ(first->items.size(), 1U);
    channel = make();
    auto present = notification("3kpresent", "mention");
    present["indexedAt"] = format_rfc3339(clock.time + Millis{1000});
    clock.time += Millis{2000};
    with({future, present});
    const auto second = channel->receive(first->cursor, Millis{0}, {});
    ASSERT_TRUE(second);
    std::set<std::string> texts;
    for (const auto& item : second->items)
        texts.insert(std::get<app::IncomingPost>(item).text);
    EXPECT_TRUE(texts.contains("3kpresent"));
}

TEST_F(BlueskyConnector, AnswerThatIsNoListIsNothingNew) {
    for (const char* body : {"{}", "[]", "null", R"({"notifications":{}})", R"({"cursor":5})"}) {
        server.always("app.bsky.notification.listNotifications", answer(200, body));
        channel = make();
        const auto received = channel->receive("", Millis{0}, {});
        ASSERT_TRUE(received) << body;
        EXPECT_TRUE(received->items.empty()) << body;
    }
}

TEST_F(BlueskyConnector, ServerThatGoesInCirclesComesToAnEnd) {
    const json::array one{notification("3ka", "mention")};
    for (const auto& entries : {json::array{}, one, json::array{7}}) {
        show({"3ka"});
        const json::object page{{"notifications", entries},
                                {"cursor", "2026-11-21T11:59:00.000Z"},
                                {"seenAt", "2026-11-20T00:00:00Z"}};
        server.always("app.bsky.notification.listNotifications",
                      answer(200, json::serialize(page)));
        channel = make();
        const auto received = channel->receive("2026-11-21T11:00:00.000Z#1", Millis{0}, {});
        ASSERT_TRUE(received);
        EXPECT_FALSE(received->more);
        EXPECT_EQ(received->items.size(), entries == one ? 1U : 0U);
    }
}

TEST_F(BlueskyConnector, StepIsRepeatedUntilItSucceeds) {
    show({"3ka", "3kb"});
    const auto first = channel->receive("", Millis{0}, {});
    ASSERT_EQ(first->items.size(), 2U);
    show({"3ka", "3kb", "3kc"});
    server.always("app.bsky.feed.getPosts", answer(502, ""));
    EXPECT_EQ(channel->receive(first->cursor, Millis{0}, {}).error().code, ErrorCode::unavailable);
    show({"3ka", "3kb", "3kc"});
    const auto second = channel->receive(first->cursor, Millis{0}, {});
    ASSERT_TRUE(second);
    ASSERT_EQ(second->items.size(), 1U);
    EXPECT_EQ(std::get<app::IncomingPost>(second->items[0]).text, "3kc");
    EXPECT_NE(second->cursor, first->cursor);
}

TEST_F(BlueskyConnector, ThreadComesFromTheTopAsTheServersTellIt) {
    server.always("app.bsky.notification.listNotifications",
                  answer(200, captured("notifications.json")));
    server.always("app.bsky.feed.getPosts", answer(200, captured("posts.json")));
    server.always("app.bsky.feed.getPostThread", answer(200, captured("thread.json")));
    const auto received = channel->receive("2026-11-21T23:00:00.000Z#1", Millis{0}, {});
    ASSERT_TRUE(received) << received.error().message;
    ASSERT_EQ(received->items.size(), 3U);
    const auto& root = std::get<app::IncomingPost>(received->items[0]);
    EXPECT_EQ(root.author.handle, "tom.test");
    EXPECT_TRUE(root.context);
    EXPECT_FALSE(root.addressed);
    const auto& mention = std::get<app::IncomingPost>(received->items[1]);
    EXPECT_EQ(mention.author.handle, "mia.test");
    EXPECT_EQ(mention.thread_root, root.remote_id);
    EXPECT_FALSE(mention.context);
    EXPECT_TRUE(mention.addressed);
    EXPECT_EQ(std::get<app::IncomingPost>(received->items[2]).text, "lol");
}

/// A mention that also stands above another one must come as a mention, whichever is read first.
TEST_F(BlueskyConnector, AncestorThatWaitsItselfIsNoMereContext) {
    show({"3kanswer", "3kabove"});
    auto ours = post("3kours");
    ours["uri"] = "at://did:plc:brand/app.bsky.feed.post/3kours";
    ours["author"] = {{"did", "did:plc:brand"}, {"handle", "brand.test"}};
    const json::object reference{{"uri", "at://did:plc:mia/app.bsky.feed.post/3kabove"}};
    const json::object reply{{"root", reference}, {"parent", reference}};
    ours["record"].as_object()["reply"] = reply;
    auto below = post("3kanswer");
    below["record"].as_object()["reply"] = {{"root", reference},
                                            {"parent", {{"uri", ours["uri"].as_string()}}}};
    const json::array posts{below, post("3kabove")};
    server.always("app.bsky.feed.getPosts",
                  answer(200, json::serialize(json::object{{"posts", posts}})));
    const json::object parent{{"post", ours}, {"parent", {{"post", post("3kabove")}}}};
    server.always(
        "app.bsky.feed.getPostThread",
        answer(200,
               json::serialize(json::object{{"thread", {{"post", below}, {"parent", parent}}}})));
    const auto received = channel->receive("", Millis{0}, {});
    ASSERT_TRUE(received) << received.error().message;
    ASSERT_EQ(received->items.size(), 3U);
    const auto& above = std::get<app::IncomingPost>(received->items[0]);
    EXPECT_EQ(above.text, "3kabove");
    EXPECT_FALSE(above.context);
    EXPECT_TRUE(above.addressed);
    const auto& own = std::get<app::IncomingPost>(received->items[1]);
    EXPECT_TRUE(own.own);
    EXPECT_FALSE(own.context) << "an answer of ours is part of the matter";
    EXPECT_FALSE(own.addressed);
    EXPECT_EQ(std::get<app::IncomingPost>(received->items[2]).text, "3kanswer");
}

/// Told of, not yet shown: handed over all the same, unless its record is gone.
TEST_F(BlueskyConnector, PostThatIsNotShownYetComesFromItsNotification) {
    show({"3klate"});
    server.always("app.bsky.feed.getPosts", answer(200, R"({"posts":[]})"));
    server.always("com.atproto.repo.getRecord", answer(200, R"({"uri":"u","value":{}})"));
    const auto received = channel->receive("", Millis{0}, {});
    ASSERT_EQ(received->items.size(), 1U);
    EXPECT_EQ(std::get<app::IncomingPost>(received->items[0]).text, "3klate");

    channel = make();
    server.always("com.atproto.repo.getRecord", answer(400, R"({"error":"RecordNotFound"})"));
    EXPECT_TRUE(channel->receive("", Millis{0}, {})->items.empty());
}

TEST_F(BlueskyConnector, ListensAndSpeaksAtTheSameTime) {
    server.always("com.atproto.repo.putRecord", answer(200, R"({"uri":"u","commit":{}})"));
    server.always("com.atproto.server.refreshSession", ScriptedServer::session("two"));
    show({"3ka", "3kb"});
    int delivered = 0;
    int heard = 0;
    {
        const std::jthread listener([&] {
            std::string cursor;
            for (int i = 0; i < 50; ++i) {
                const auto received = channel->receive(cursor, Millis{0}, {});
                if (!received) continue;
                cursor = received->cursor;
                heard += static_cast<int>(received->items.size());
            }
        });
        for (int i = 0; i < 50; ++i)
            delivered += channel->deliver(outgoing("hello")) ? 1 : 0;
    }
    EXPECT_EQ(delivered, 50);
    EXPECT_EQ(heard, 2);
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 1);
}

TEST_F(BlueskyConnector, AsksForStrangersOutright) {
    ASSERT_TRUE(channel->receive("", Millis{0}, {}));
    bool asked = false;
    for (const auto& request : server.requests)
        asked = asked || request.url.find("priority=false") != std::string::npos;
    EXPECT_TRUE(asked);
}

TEST_F(BlueskyConnector, WaitEndsWhenAskedTo) {
    const auto first = channel->receive("", Millis{0}, {});
    ASSERT_TRUE(first);
    std::stop_source stop;
    std::jthread asker([&] { stop.request_stop(); });
    BlueskySettings settings;
    settings.identifier = "brand.test";
    settings.poll_interval_ms = 3600 * 1000;
    channel = make_bluesky(settings, server, clock);
    const auto received = channel->receive(first->cursor, Millis{3600 * 1000}, stop.get_token());
    EXPECT_TRUE(received);
}

TEST_F(BlueskyConnector, RefusesBeforeItSendsWhatTheNetworkWould) {
    struct Case {
        const char* name;
        std::function<void(app::Outgoing&)> spoil;
        const char* field;
    };
    const Case cases[] = {
        {"nothing", [](auto& reply) { reply.text.clear(); }, "$.text"},
        {"301", [](auto& reply) { reply.text = std::string(301, 'a'); }, "$.text"},
        {"not UTF-8", [](auto& reply) { reply.text = "a\xFF"; }, "$.text"},
        {"bytes",
         [](auto& reply) {
             reply.text.clear();
             for (int i = 0; i < 167; ++i)
                 reply.text += "\U0001F468\u200D\U0001F469\u200D\U0001F467";
         },
         "$.text"},
        {"five pictures",
         [](auto& reply) {
             reply.images.resize(5, {"image/png", "x", "", 0, 0});
         },
         "$.images"},
        {"large picture",
         [](auto& reply) {
             reply.images = {{"image/png", std::string(1'000'001, 'x'), "", 0, 0}};
         },
         "$.images"},
        {"no picture",
         [](auto& reply) {
             reply.images = {{"text/html", "x", "", 0, 0}};
         },
         "$.images"},
        {"direct", [](auto& reply) { reply.room = RoomKind::direct; }, "$.room"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        auto reply = outgoing("hello");
        c.spoil(reply);
        const auto delivery = channel->deliver(reply);
        ASSERT_FALSE(delivery);
        EXPECT_EQ(delivery.error().code, ErrorCode::invalid);
        EXPECT_EQ(delivery.error().field, c.field);
    }
    EXPECT_TRUE(server.requests.empty());
}

TEST_F(BlueskyConnector, GivesAdviceWhenTheLoginIsRefused) {
    for (const auto& [name, advice] : std::map<std::string, std::string>{
             {"AuthenticationRequired", "enter a new app password"},
             {"AuthFactorTokenRequired", "the account's own password"}}) {
        SCOPED_TRACE(name);
        server.always("com.atproto.server.createSession",
                      answer(401, R"({"error":")" + name + R"(","message":"The server's words"})"));
        const auto refused = make()->connect();
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
        EXPECT_NE(refused.error().message.find("The server's words"), std::string::npos);
        EXPECT_NE(refused.error().message.find(advice), std::string::npos);
    }
}

/// Which server the password goes to: the named one, or the one that the network says.
TEST_F(BlueskyConnector, FindsTheServerOfTheAccount) {
    struct Case {
        const char* name;
        const char* service;
        const char* identifier;
        HttpResponse document;
        const char* logs_in_at;
    };
    const auto document = [](const std::string& address) {
        return answer(200, R"({"service":[{"id":"#other","serviceEndpoint":"https://x.test"},)"
                           R"({"id":"#atproto_pds","serviceEndpoint":")" +
                               address + R"("}]})");
    };
    const Case cases[] = {
        {"named", "https://pds.test", "brand.test", document("https://own.test"),
         "https://pds.test"},
        {"its own", "https://bsky.social", "brand.test", document("https://own.test/"),
         "https://own.test"},
        {"by its DID", "https://bsky.social/", "did:web:brand.test", document("https://own.test"),
         "https://own.test"},
        {"behind the common one", "https://bsky.social", "brand.test",
         document("https://morel.us-east.host.bsky.network"), "https://bsky.social"},
        {"mail address", "https://bsky.social", "brand@shop.test", document("https://own.test"),
         "https://bsky.social"},
        {"no server in it", "https://bsky.social", "brand.test", answer(200, "{}"),
         "https://bsky.social"},
        {"no document", "https://bsky.social", "brand.test", answer(404, ""),
         "https://bsky.social"},
        {"not encrypted", "https://bsky.social", "brand.test", document("http://own.test"),
         "https://bsky.social"},
        {"cannot be asked", "https://bsky.social", "brand.test", answer(503, ""), ""},
    };
    for (const auto& each : cases) {
        SCOPED_TRACE(each.name);
        server.requests.clear();
        server.always("com.atproto.identity.resolveHandle", answer(200, R"({"did":"did:plc:b"})"));
        server.at_url("https://plc.directory/did:plc:b", each.document);
        server.at_url("https://brand.test/.well-known/did.json", each.document);
        BlueskySettings settings;
        settings.service = each.service;
        settings.identifier = each.identifier;
        settings.app_password = "secret-password";
        const auto connected = make_bluesky(settings, server, clock)->connect();
        EXPECT_EQ(connected.has_value(), *each.logs_in_at != '\0');
        std::string logged_in_at;
        for (const auto& request : server.requests) {
            const auto method = request.url.find("/xrpc/com.atproto.server.createSession");
            if (method == std::string::npos) continue;
            logged_in_at = request.url.substr(0, method);
        }
        EXPECT_EQ(logged_in_at, each.logs_in_at);
    }
}

TEST_F(BlueskyConnector, AKeptSessionSparesTheLogin) {
    std::string kept;
    BlueskySettings settings;
    settings.service = "https://bsky.social";
    settings.identifier = "brand.test";
    settings.keep_session = [&](const std::string& session) { kept = session; };
    server.always("com.atproto.identity.resolveHandle", answer(200, R"({"did":"did:web:b.test"})"));
    server.at_url("https://b.test/.well-known/did.json",
                  answer(200, R"({"service":[{"id":"#atproto_pds",)"
                              R"("serviceEndpoint":"https://own.test"}]})"));
    ASSERT_TRUE(make_bluesky(settings, server, clock)->connect());
    ASSERT_FALSE(kept.empty());
    server.requests.clear();
    settings.session = kept;
    // Renewed before it is used: a password that was revoked meanwhile shows at once.
    server.always("com.atproto.server.refreshSession",
                  answer(200, R"({"accessJwt":"a.b.c","refreshJwt":"r","did":"did:plc:brand"})"));
    ASSERT_TRUE(make_bluesky(settings, server, clock)->connect());
    EXPECT_EQ(server.calls("com.atproto.server.createSession"), 0);
    EXPECT_EQ(server.calls("com.atproto.server.refreshSession"), 1);
    EXPECT_TRUE(server.requests.back().url.starts_with("https://own.test/"));
}

TEST_F(BlueskyConnector, PutsWhereNothingIs) {
    server.always("com.atproto.repo.putRecord", answer(200, R"({"uri":"u","commit":{}})"));
    const auto reply = outgoing("hello");
    const auto delivery = channel->deliver(reply);
    ASSERT_TRUE(delivery) << delivery.error().message;
    EXPECT_EQ(delivery->remote_id, "at://did:plc:brand/app.bsky.feed.post/" + reply.delivery_key);
    const auto body = json::parse(server.requests.back().body);
    EXPECT_TRUE(body.at("swapRecord").is_null());
    EXPECT_EQ(body.at("rkey"), json::string(reply.delivery_key));
    EXPECT_EQ(body.at("record").at("createdAt"), "2026-11-21T12:00:00.000Z");
    server.always("com.atproto.repo.putRecord", answer(400, R"({"error":"InvalidSwap"})"));
    EXPECT_TRUE(channel->deliver(reply)->was_already_there);
}

TEST_F(BlueskyConnector, UnknownHandleStaysPlainTextButAnOutageDoesNot) {
    server.always("com.atproto.repo.putRecord", answer(200, R"({"uri":"u","commit":{}})"));
    server.always(
        "com.atproto.identity.resolveHandle",
        answer(400, R"({"error":"InvalidRequest","message":"Unable to resolve handle"})"));
    ASSERT_TRUE(channel->deliver(outgoing("hi @nobody.test")));
    EXPECT_FALSE(
        json::parse(server.requests.back().body).at("record").as_object().contains("facets"));
    server.always("com.atproto.identity.resolveHandle", answer(502, ""));
    EXPECT_EQ(channel->deliver(outgoing("hi @nobody.test")).error().code, ErrorCode::unavailable);
}

TEST_F(BlueskyConnector, SaysItsLimits) {
    const auto limits = channel->limits(RoomKind::public_);
    EXPECT_EQ(limits.length_max, 300);
    EXPECT_EQ(limits.unit, LengthUnit::graphemes);
    EXPECT_EQ(limits.bytes_max, 3000);
    EXPECT_EQ(limits.images_max, 4);
}

}  // namespace
}  // namespace heed::channels::bluesky
