#include <charconv>
#include <functional>

#include "api/test_desk.hpp"
#include "net/raw_client.hpp"
#include "net/server.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

/// One message of an event stream.
struct Message {
    long long id = 0;
    std::string kind;
    api::json::Node data;
};

/// A browser's end of a stream: pulls until nothing is left, and keeps what came.
class Listener {
public:
    Listener(TestDesk& desk, const std::string& target,
             std::map<std::string, std::string> headers = {}, const std::string& as = "vic") {
        auto said = desk.ask({Method::get, target, as, "", std::move(headers)});
        stream_ = std::move(said.response.stream);
        if (stream_) stream_->start([] {});
    }

    [[nodiscard]] bool open() const { return stream_ != nullptr; }
    [[nodiscard]] bool over() const { return stream_->over(); }

    /// True when the event with that number, or one after it, has come.
    bool wait_for(long long seq) {
        return eventually([&] {
            pull();
            return last >= seq;
        });
    }
    void pull() {
        while (const auto text = stream_->pull())
            read(*text);
    }

    std::vector<Message> messages;
    long long last = 0;

private:
    void read(std::string_view text) {
        while (!text.empty()) {
            const auto block = text.substr(0, text.find("\n\n"));
            text.remove_prefix(block.size() + 2);
            Message message;
            for (std::string_view rest = block; !rest.empty();) {
                const auto line = rest.substr(0, rest.find('\n'));
                rest.remove_prefix(std::min(line.size() + 1, rest.size()));
                if (line.starts_with("id: ")) {
                    std::from_chars(line.data() + 4, line.data() + line.size(), message.id);
                } else if (line.starts_with("event: ")) {
                    message.kind = line.substr(7);
                } else if (line.starts_with("data: ")) {
                    message.data = api::json::parse(line.substr(6)).value();
                }
            }
            if (message.kind.empty()) continue;
            if (message.id != 0) last = message.id;
            messages.push_back(std::move(message));
        }
    }

    std::unique_ptr<api::Stream> stream_;
};

std::string to_text(const api::json::Node& node) {
    std::string out = std::to_string(static_cast<int>(node.kind)) + node.text +
                      std::to_string(node.integer) + (node.boolean ? "t" : "f") + "[";
    for (std::size_t i = 0; i < node.items.size(); ++i)
        out += (node.keys.empty() ? "" : node.keys[i] + ":") + to_text(node.items[i]) + ",";
    return out + "]";
}

class Live : public ApiTest {
protected:
    long long last_event() { return desk.get("/api/v1/session").number("last_event"); }
};
ON_EVERY_ENGINE(Live);

const std::string conversations = "/api/v1/conversations/";

/// Whatever happens: the row that a browser had, patched by the events, is the row that it would
/// get now.
TEST_P(Live, OldRowPlusEventsIsTheNewRow) {
    const auto id = desk.conversation("carla");
    const auto path = conversations + id;
    std::string reply;
    const auto owner_json = [&](const std::string& name) {
        return R"({"user_id":)" + json_text(desk.id_of(name)) + "}";
    };
    const auto says = [&](const std::string& remote_id) {
        auto post = TestDesk::from("carla", remote_id, "More of it");
        post.in_reply_to = "carla-1";
        post.written_at = desk.clock.now();
        desk.hear({post});
    };
    struct UseCase {
        std::string name;
        std::function<void()> run;
    };
    for (const auto& each : std::vector<UseCase>{
             {"claim", [&] { desk.put(path + "/owner", owner_json("ana")); }},
             {"assign", [&] { desk.put(path + "/owner", owner_json("lea")); }},
             {"release", [&] { desk.del(path + "/owner"); }},
             {"note", [&] { desk.post(path + "/notes", R"({"text":"VIP"})"); }},
             {"reply", [&] { reply = desk.reply(id, "Hello").text("id"); }},
             {"take back", [&] { desk.del("/api/v1/replies/" + reply); }},
             {"reply again", [&] { reply = desk.reply(id, "Hello again").text("id"); }},
             {"delivery fails for now",
              [&] { desk.fail_delivery(reply, ErrorCode::unavailable, "down"); }},
             {"delivery fails", [&] { desk.fail_delivery(reply, ErrorCode::invalid, "no"); }},
             {"retry", [&] { desk.post("/api/v1/replies/" + reply + "/retry", ""); }},
             {"delivery", [&] { desk.deliver(reply); }},
             {"seen", [&] { desk.look_back(reply, true); }},
             {"resolve", [&] { desk.put(path + "/resolution", "{}"); }},
             {"reopen", [&] { desk.del(path + "/resolution"); }},
             {"the customer writes", [&] { says("p2"); }},
             {"an edit",
              [&] {
                  desk.hear({app::IncomingEdit{"p2", "More of that", {}, desk.clock.now()}});
              }},
             {"a deletion",
              [&] {
                  desk.hear({app::IncomingDeletion{"p2", desk.clock.now()}});
              }},
             {"reply and resolve",
              [&] {
                  says("p3");
                  reply = desk.reply(id, "Bye", "ana", {}, R"(,"then":"resolve")").text("id");
              }},
             {"delivery of the last", [&] { desk.deliver(reply); }},
             {"it vanishes", [&] { desk.look_back(reply, false); }},
             {"dismissed", [&] { desk.del("/api/v1/replies/" + reply); }},
             {"closed with a reason",
              [&] { desk.put(path + "/resolution", R"({"reason":"spam"})"); }},
             {"the customer writes after that", [&] { says("p4"); }}}) {
        SCOPED_TRACE(each.name);
        Listener listener(desk, "/api/v1/events?after=" + std::to_string(last_event()));
        ASSERT_TRUE(listener.open());
        auto row = to_text(desk.get(path).at("row"));
        const auto before = last_event();
        each.run();
        const auto after = last_event();
        ASSERT_GT(after, before) << "nothing happened";
        ASSERT_TRUE(listener.wait_for(after));
        long long version = 0;
        for (const auto& message : listener.messages) {
            const auto* patch = message.data.find("row");
            if (patch == nullptr || patch->kind != api::json::Node::Kind::object) continue;
            if (patch->find("version")->integer < version) continue;
            version = patch->find("version")->integer;
            row = to_text(*patch);
        }
        EXPECT_EQ(row, to_text(desk.get(path).at("row")));
    }
}

TEST_P(Live, ResumesWithoutAGapOrARepeat) {
    const auto id = desk.conversation();
    for (int i = 0; i < 20; ++i)
        desk.post(conversations + id + "/notes", R"({"text":"n"})");
    const auto end = last_event();
    for (const long long after : {0LL, 1LL, 7LL, end - 1, end}) {
        SCOPED_TRACE(after);
        Listener listener(desk, "/api/v1/events", {{"last-event-id", std::to_string(after)}});
        desk.post(conversations + id + "/notes", R"({"text":"later"})");
        const auto now = last_event();
        ASSERT_TRUE(listener.wait_for(now));
        long long expected = after;
        for (const auto& message : listener.messages) {
            EXPECT_EQ(message.kind, "event");
            EXPECT_EQ(message.id, ++expected);
        }
        EXPECT_EQ(expected, now);
    }
}

TEST_P(Live, StartsFromNowWithoutANumber) {
    const auto id = desk.conversation();
    Listener listener(desk, "/api/v1/events");
    desk.post(conversations + id + "/notes", R"({"text":"n"})");
    ASSERT_TRUE(listener.wait_for(last_event()));
    ASSERT_EQ(listener.messages.size(), 1U);
    EXPECT_EQ(listener.messages.front().data.find("kind")->text, "note_added");
}

/// More than a browser can follow is summarised, and the summary says from where to where.
TEST_P(Live, SaysWhatItSkipped) {
    Listener listener(desk, "/api/v1/events?after=" + std::to_string(last_event()));
    const auto before = last_event();
    std::vector<app::Incoming> many;
    for (int i = 0; i < 1'500; ++i)
        many.emplace_back(TestDesk::from("c" + std::to_string(i), "p" + std::to_string(i), "x"));
    desk.hear(many);
    const auto id = desk.conversation("last");
    const auto end = last_event();
    ASSERT_TRUE(listener.wait_for(end));
    long long known = before;
    bool skipped = false;
    for (const auto& message : listener.messages) {
        if (message.kind == "skipped") {
            skipped = true;
            EXPECT_EQ(message.data.find("from")->integer, known + 1);
            known = message.data.find("to")->integer;
        } else {
            EXPECT_EQ(message.id, ++known);
        }
    }
    EXPECT_TRUE(skipped);
    EXPECT_EQ(known, end);
    // Who comes back after all that is told the same.
    Listener late(desk, "/api/v1/events?after=" + std::to_string(before));
    ASSERT_TRUE(late.wait_for(end));
    ASSERT_EQ(late.messages.size(), 1U);
    EXPECT_EQ(late.messages.front().kind, "skipped");
    EXPECT_EQ(late.messages.front().data.find("from")->integer, before + 1);
}

/// A stream that nobody reads for long: the ring has moved on, and it says so.
TEST_P(Live, ASlowStreamIsToldWhatItMissed) {
    const auto id = desk.conversation();
    Listener slow(desk, "/api/v1/events");
    slow.pull();
    const auto before = last_event();
    for (int round = 0; round < 30; ++round) {
        desk.write([&](app::Transaction& t) {
            Events events(200);
            for (auto& event : events)
                event.kind = EventKind::note_added;
            t.append(events);
        });
        Listener fast(desk, "/api/v1/events?after=" + std::to_string(last_event() - 1));
        ASSERT_TRUE(fast.wait_for(last_event()));
    }
    Listener pace(desk, "/api/v1/events?after=" + std::to_string(last_event()));
    desk.post(conversations + id + "/notes", R"({"text":"n"})");
    ASSERT_TRUE(pace.wait_for(last_event()));
    ASSERT_TRUE(slow.wait_for(last_event()));
    long long known = before;
    for (const auto& message : slow.messages) {
        if (message.kind == "skipped") {
            EXPECT_EQ(message.data.find("from")->integer, known + 1);
            known = message.data.find("to")->integer;
        } else {
            ASSERT_EQ(message.id, ++known);
        }
    }
    EXPECT_EQ(slow.messages.front().kind, "skipped");
    EXPECT_EQ(known, last_event());
}

TEST_P(Live, GoesOnAfterARestart) {
    const auto id = desk.conversation();
    const auto before = last_event();
    desk.post(conversations + id + "/notes", R"({"text":"one"})");
    desk.restart();
    Listener listener(desk, "/api/v1/events", {{"last-event-id", std::to_string(before)}});
    desk.post(conversations + id + "/notes", R"({"text":"two"})");
    ASSERT_TRUE(listener.wait_for(last_event()));
    EXPECT_EQ(listener.messages.size(), 2U);
}

/// A desk that was restored, or another demo: the browser's number lies in a future that is gone.
TEST_P(Live, ANumberFromAnotherPastStartsAnew) {
    const auto id = desk.conversation();
    Listener listener(desk, "/api/v1/events", {{"last-event-id", "1000000"}});
    desk.post(conversations + id + "/notes", R"({"text":"n"})");
    ASSERT_TRUE(listener.wait_for(last_event()));
    ASSERT_EQ(listener.messages.size(), 2U);
    EXPECT_EQ(listener.messages[0].kind, "skipped");
    EXPECT_EQ(listener.messages[1].kind, "event");
}

/// Another node on the same database, or a replay into the same file: nobody calls us when it
/// commits, and neither does a database whose answer to our own commit was lost.
TEST_P(Live, TellsWhatOthersWroteInItsPlace) {
    const auto id = desk.conversation();
    auto other = store::Database::open({desk.fresh.target()});
    ASSERT_TRUE(other) << other.error().message;
    const auto happens_there = [&](Event event) {
        const auto done = (*other)->write([&](app::Transaction& t) -> Status {
            t.append({event});
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    };
    Event note;
    note.kind = EventKind::note_added;
    const auto before = last_event();
    Listener listener(desk, "/api/v1/events");
    happens_there(note);
    ASSERT_TRUE(listener.wait_for(last_event()));
    for (int i = 0; i < 5; ++i) {
        happens_there(note);
        desk.post(conversations + id + "/notes", R"({"text":"n"})");
    }
    ASSERT_TRUE(listener.wait_for(last_event()));
    long long known = before;
    for (const auto& message : listener.messages) {
        EXPECT_EQ(message.kind, "event");
        EXPECT_EQ(message.id, ++known);
    }
    EXPECT_EQ(known, last_event());

    Event changed;
    changed.kind = EventKind::user_changed;
    changed.person = desk.user("vic");
    happens_there(changed);
    EXPECT_TRUE(eventually([&] { return listener.over(); })) << "the gate is asked again";
}

TEST_P(Live, RefusesANumberThatIsNone) {
    for (const auto* number : {"x", "-1", "1x", "99999999999999999999"}) {
        EXPECT_EQ(desk.ask({Method::get, "/api/v1/events", "vic", "", {{"last-event-id", number}}})
                      .text("field"),
                  "Last-Event-ID")
            << number;
        EXPECT_EQ(desk.get(std::string("/api/v1/events?after=") + number).text("field"), "after");
    }
}

TEST_P(Live, ShowsWhoIsHereOnlyNow) {
    const auto id = desk.conversation();
    Listener listener(desk, "/api/v1/events");
    desk.put(conversations + id + "/presence", R"({"replying":true})");
    ASSERT_TRUE(eventually([&] {
        listener.pull();
        return !listener.messages.empty();
    }));
    EXPECT_EQ(listener.messages.front().kind, "presence");
    EXPECT_EQ(listener.messages.front().id, 0);
    EXPECT_EQ(listener.messages.front().data.find("conversation_id")->text, id);
}

/// No stranger reads: who may not any more is put out, everybody else stays.
TEST_P(Live, EndsWithTheRightToListen) {
    Listener ana(desk, "/api/v1/events", {}, "ana");
    Listener ben(desk, "/api/v1/events", {}, "ben");
    Listener vic(desk, "/api/v1/events", {}, "vic");
    desk.put("/api/v1/users/" + desk.id_of("ana"), R"({"disabled":true})", "olga");
    EXPECT_TRUE(ana.over());
    EXPECT_FALSE(ben.over());
    desk.del("/api/v1/session", "ben");
    EXPECT_TRUE(ben.over());
    EXPECT_FALSE(vic.over());
    // Whose token it was is not asked: all come back who may.
    desk.del("/api/v1/tokens/0000000000001", "olga");
    EXPECT_TRUE(vic.over());
}

/// The same through a real server and real sockets.
TEST_P(Live, TravelsOverARealConnection) {
    desk.services->settings.demo = true;
    net::ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.workers = 2;
    options.access_log = false;
    auto server = net::Server::start(
        options, [&](const api::Request& request) { return desk.router->handle(request); });
    ASSERT_TRUE(server) << server.error().message;
    const auto host = "Host: 127.0.0.1:" + std::to_string((*server)->port()) + "\r\n";
    const auto id = desk.conversation();
    const auto before = last_event();

    net::RawClient browser((*server)->port());
    browser.send("GET /api/v1/events HTTP/1.1\r\n" + host +
                 "Last-Event-ID: " + std::to_string(before - 1) + "\r\n\r\n");
    const auto head = browser.read_until("\r\n\r\n");
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200")) << head;
    EXPECT_NE(head.find("text/event-stream"), std::string::npos) << head;
    const auto past = browser.read_until("id: " + std::to_string(before) + "\n");
    EXPECT_FALSE(past.empty());
    desk.post(conversations + id + "/notes", R"({"text":"live"})");
    EXPECT_FALSE(browser.read_until("\"note_added\"").empty());

    net::RawClient stranger((*server)->port());
    const auto refused = stranger.ask("GET /api/v1/events HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_EQ(refused.status, 401);
    desk.live->end_streams({});
    EXPECT_TRUE(browser.closed_by_peer());
    (*server)->stop();
}

}  // namespace
}  // namespace heed
