#include <gtest/gtest.h>

#include "api/contact_desk.hpp"
#include "api/contact_html.hpp"
#include "api/percent.hpp"
#include "api/router.hpp"
#include "app/conversations.hpp"
#include "app/deliveries.hpp"
#include "app/replies.hpp"
#include "base/text.hpp"
#include "channels/web_form/web_form.hpp"
#include "support/desk_store.hpp"

namespace heed::api {
namespace {

using test::FreshDatabase;

constexpr Time noon = from_millis(1'790'000'000'000);

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return time; }
    Time time = noon;
};

std::string form_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

bool holds(const Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

struct Typed {
    std::string name = "Dora Dorn";
    std::string email = "dora@example.org";
    std::string message = "Where is my parcel?";
    std::string website;
};

/// The pages as a browser meets them, on a real database with a real intake.
class ContactPages : public ::testing::TestWithParam<std::string> {
protected:
    ContactPages() : fresh_(GetParam()) {
        store::Database::Options options;
        options.target = fresh_.target();
        auto opened = store::Database::open(options);
        if (!opened) throw std::runtime_error(opened.error().message);
        database_ = std::move(*opened);
        intake_ = std::make_unique<app::IntakeQueue>(*database_, ids_, clock_, judging_);
        agent_.id = ids_.next<UserId>(noon);
        agent_.name = "Ana Ruiz";
        agent_.login = "ana@example.org";
        agent_.created_at = noon;
        brand_ = ids_.next<BrandId>(noon);
        write([&](app::Transaction& t) {
            t.save_brand(brand_, "Larkspur", noon);
            t.save(agent_);
        });
        add_channel(
            R"({"slug":"help","title":"Larkspur help","intro":"Tell us.","language":"en"})");
        reset_router();
    }

    /// Also forgets what the rate limiters counted.
    void reset_router() {
        std::vector<Route> routes;
        add_contact_routes(routes, ContactDesk{*database_, *intake_, clock_, 60});
        router_ = std::make_unique<Router>(std::move(routes), RouterOptions{});
    }

    app::ChannelRecord add_channel(const std::string& settings) {
        app::ChannelRecord channel;
        channel.id = ids_.next<ChannelId>(noon);
        channel.brand = brand_;
        channel.network = "web_form";
        channel.name = "Contact page";
        channel.settings = settings;
        channel.created_at = noon;
        write([&](app::Transaction& t) { t.save(channel); });
        return channel;
    }

    template <class Work>
    void write(Work work) {
        const auto done = database_->write([&](app::Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    template <class Work>
    void read(Work work) {
        const auto done = database_->read([&](store::Reader& r) -> Status {
            work(r);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    Request request(Method method, const std::string& address) {
        Request made;
        made.method = method;
        const auto question = std::min(address.find('?'), address.size());
        made.path = address.substr(0, question);
        if (question < address.size()) made.query = address.substr(question + 1);
        made.headers = {{"host", "desk.example"}};
        made.peer = "192.0.2.7";
        return made;
    }

    Response get(const std::string& address) {
        return router_->handle(request(Method::get, address));
    }

    Response post(const std::string& address, const std::string& body,
                  const std::string& type = "application/x-www-form-urlencoded") {
        auto made = request(Method::post, address);
        made.headers.emplace_back("content-type", type);
        made.headers.emplace_back("origin", "http://desk.example");
        made.body = body;
        return router_->handle(made);
    }

    static std::string token_in(const Response& page) {
        constexpr std::string_view before = R"(name="token" value=")";
        const auto at = page.body.find(before);
        if (at == std::string::npos) return {};
        const auto begin = at + before.size();
        return page.body.substr(begin, page.body.find('"', begin) - begin);
    }

    /// Opens the page and takes a while to type.
    std::string fresh_token(const std::string& address = "/contact/help") {
        const auto token = token_in(get(address));
        clock_.time += Millis{5000};
        return token;
    }

    static std::string body_of(const Typed& typed, const std::string& token) {
        return "name=" + form_encoded(typed.name) + "&email=" + form_encoded(typed.email) +
               "&message=" + form_encoded(typed.message) +
               "&website=" + form_encoded(typed.website) + "&token=" + form_encoded(token);
    }

    Response send(const Typed& typed, const std::string& address = "/contact/help") {
        return post(address, body_of(typed, fresh_token(address)));
    }

    /// Where the customer is led after writing.
    std::string status_address(const Typed& typed = {}) {
        const auto answer = send(typed);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return header_of(answer, "Location");
    }

    Response add_message(const std::string& status, const std::string& text) {
        const auto token = fresh_token(status);
        return post(status, "message=" + form_encoded(text) + "&token=" + token);
    }

    std::vector<store::RowView> rows() {
        std::vector<store::RowView> found;
        read([&](store::Reader& r) { found = r.list({}); });
        return found;
    }

    std::vector<store::PostView> posts_of(ConversationId id) {
        std::vector<store::PostView> found;
        read([&](store::Reader& r) {
            found = r.posts(id, {to_millis(noon + std::chrono::days{1000}), 0}, 100);
        });
        return found;
    }

    /// What the runner does with a reply of an agent's.
    void answer(const store::PostView& asked, const std::string& text) {
        const auto form = channels::make_web_form({"help", "Larkspur help", "", "en", {}, ""});
        write([&](app::Transaction& t) {
            app::NewReply input;
            input.conversation = asked.post.conversation;
            input.room = asked.post.room;
            input.in_reply_to = asked.post.id;
            input.text = text;
            const auto reply =
                app::queue_reply(t, {clock_.time, ids_, agent_.id}, input, Millis{0});
            ASSERT_TRUE(reply) << reply.error().message;
            const auto outgoing =
                app::begin_delivery(t, {clock_.time, ids_}, reply->id,
                                    form->delivery_key(reply->id, reply->created_at));
            ASSERT_TRUE(outgoing) << outgoing.error().message;
            const auto delivery = form->deliver(*outgoing);
            ASSERT_TRUE(delivery) << delivery.error().message;
            ASSERT_TRUE(app::record_delivery(t, {clock_.time, ids_}, reply->id, *delivery));
        });
    }

    FreshDatabase fresh_;
    IdSource ids_{1};
    FixedClock clock_;
    std::unique_ptr<store::Database> database_;
    app::NoJudging judging_;
    std::unique_ptr<app::IntakeQueue> intake_;
    std::unique_ptr<Router> router_;
    app::UserRecord agent_;
    BrandId brand_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ContactPages, ::testing::ValuesIn(test::engines()),
                         [](const auto& engine) { return engine.param; });

// --- sending -------------------------------------------------------------------------------------

TEST_P(ContactPages, AMessageOpensAConversationWithAPrivatePage) {
    const auto sent = send({"Dora Dorn", "Dora@Example.ORG", "Where is\r\nmy parcel?", ""},
                           "/contact/help?lang=de");
    EXPECT_EQ(sent.status, 303);
    EXPECT_TRUE(header_of(sent, "Location").starts_with("/contact/status/"));
    EXPECT_TRUE(header_of(sent, "Location").ends_with("?lang=de"));
    EXPECT_EQ(header_of(sent, "Cache-Control"), "no-store");
    const auto found = rows();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].customer.remote_id, "dora@example.org");
    EXPECT_EQ(found[0].customer.name, "Dora Dorn");
    EXPECT_EQ(found[0].network, "web_form");
    EXPECT_EQ(found[0].record.last_room, RoomKind::private_page);
    EXPECT_EQ(found[0].record.state.waiting_since, clock_.time);
    const auto posts = posts_of(found[0].record.state.id);
    ASSERT_EQ(posts.size(), 1U);
    EXPECT_EQ(posts[0].post.text, "Where is\nmy parcel?");
    EXPECT_EQ(posts[0].post.language, "de");
    EXPECT_EQ(posts[0].post.written_at, clock_.time);
}

TEST_P(ContactPages, ADoubleClickIsOneMessageAndOnePage) {
    const auto body = body_of({}, fresh_token());
    const auto first = post("/contact/help", body);
    const auto second = post("/contact/help", body);
    reset_router();  // as after a restart
    const auto third = post("/contact/help", body);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(header_of(second, "Location"), header_of(first, "Location"));
    EXPECT_EQ(header_of(third, "Location"), header_of(first, "Location"));
    ASSERT_EQ(rows().size(), 1U);
    EXPECT_EQ(posts_of(rows()[0].record.state.id).size(), 1U);
}

TEST_P(ContactPages, WhoGoesBackAndChangesTheTextLosesNothing) {
    const auto token = fresh_token();
    const auto first = post("/contact/help", body_of({}, token));
    Typed changed;
    changed.message = "Where is my parcel? Its number is 17.";
    const auto second = post("/contact/help", body_of(changed, token));
    EXPECT_EQ(header_of(second, "Location"), header_of(first, "Location"));
    const auto page = get(header_of(first, "Location"));
    EXPECT_TRUE(holds(page, "Its number is 17."));
    changed.email = "dora.dorn@example.org";
    const auto corrected = post("/contact/help", body_of(changed, token));
    EXPECT_NE(header_of(corrected, "Location"), header_of(first, "Location"));
}

TEST_P(ContactPages, TheSameAddressGoesOnInItsConversation) {
    status_address();
    Typed again;
    again.message = "And one more thing";
    status_address(again);
    again.email = "eve@example.org";
    status_address(again);
    EXPECT_EQ(rows().size(), 2U);
}

TEST_P(ContactPages, SaysWhatIsWrongAndKeepsWhatWasTyped) {
    struct Case {
        std::string name;
        Typed typed;
        std::string_view says;
        std::string_view links_to;
    };
    const auto& words = contact_languages()[0];
    std::string longest;
    for (std::size_t i = 0; i < contact_message_max; ++i)
        longest += "字";
    const std::vector<Case> cases = {
        {"no name", {"", "dora@example.org", "Hello", ""}, words.name_missing, "#name"},
        {"a blank name", {" \t\r\n", "dora@example.org", "Hello", ""}, words.name_missing, "#name"},
        {"a long name", {std::string(101, 'n'), "d@e.org", "Hello", ""}, words.name_long, "#name"},
        {"no address", {"Dora", "", "Hello", ""}, words.email_missing, "#email"},
        {"no @", {"Dora", "dora.example.org", "Hello", ""}, words.email_bad, "#email"},
        {"no domain", {"Dora", "dora@", "Hello", ""}, words.email_bad, "#email"},
        {"no top domain", {"Dora", "dora@localhost", "Hello", ""}, words.email_bad, "#email"},
        {"two", {"Dora", "a@example.org,b@example.org", "Hello", ""}, words.email_bad, "#email"},
        {"a header",
         {"Dora", "a@example.org\r\nBcc: b@example.org", "Hello", ""},
         words.email_bad,
         "#email"},
        {"a long address",
         {"Dora", std::string(250, 'a') + "@example.org", "Hello", ""},
         words.email_bad,
         "#email"},
        {"no message", {"Dora", "dora@example.org", "", ""}, words.message_missing, "#message"},
        {"a blank message",
         {"Dora", "dora@example.org", "\r\n \r\n", ""},
         words.message_missing,
         "#message"},
        {"a long message",
         {"Dora", "dora@example.org", longest + "字", ""},
         "Your message has 10001 characters; please shorten it to 10000.",
         "#message"},
        {"the trap", {"Dora", "dora@example.org", "Hello", "https://spam.example"}, words.trap, ""},
    };
    for (const auto& [name, typed, says, links_to] : cases) {
        reset_router();
        const auto page = send(typed);
        EXPECT_EQ(page.status, 422) << name;
        EXPECT_TRUE(holds(page, escape_html(says))) << name;
        EXPECT_TRUE(holds(page, R"(role="alert")")) << name;
        if (!links_to.empty()) {
            EXPECT_TRUE(holds(page, "href=\"" + std::string{links_to} + "\"")) << name;
            EXPECT_TRUE(holds(page, R"(aria-invalid="true")")) << name;
        }
        EXPECT_TRUE(holds(page, trim(typed.message))) << name;
        EXPECT_FALSE(holds(page, "spam.example")) << name;
    }
    EXPECT_TRUE(rows().empty());
    reset_router();
    EXPECT_EQ(send({"Dora", "dora@example.org", longest, ""}).status, 303) << "just short enough";
}

TEST_P(ContactPages, TakesUnusualButRightAddresses) {
    for (const auto* email : {"a@b.co", "o'brien+shop@mail.example.org", "ünal@bücher.example",
                              "x_y.z-1@a-b.example"}) {
        reset_router();
        EXPECT_EQ(send({"Dora", email, "Hello", ""}).status, 303) << email;
    }
}

TEST_P(ContactPages, AFormIsGoodForADayAndNotAtOnce) {
    struct Case {
        std::string name;
        std::string token;
        Millis later;
        int status;
    };
    const auto token = token_in(get("/contact/help"));
    add_channel(R"({"slug":"other","title":"Other"})");
    const auto of_another = token_in(get("/contact/other"));
    auto forged = token;
    forged.front() = forged.front() == '1' ? '2' : '1';
    const auto day = std::chrono::hours{24};
    const std::vector<Case> cases = {
        {"at once", token, Millis{1999}, 422},
        {"after two seconds", token, Millis{2000}, 303},
        {"after a day", token, day, 303},
        {"after more than a day", token, day + Millis{1}, 422},
        {"before it was made", token, Millis{-60'000}, 422},
        {"none", "", Millis{5000}, 422},
        {"nonsense", "nonsense", Millis{5000}, 422},
        {"dots", "1.2.3", Millis{5000}, 422},
        {"cut", token.substr(0, token.size() - 1), Millis{5000}, 422},
        {"with another time", forged, Millis{5000}, 422},
        {"of another form", of_another, Millis{5000}, 422},
    };
    for (const auto& [name, given, later, status] : cases) {
        reset_router();
        clock_.time = noon + later;
        const auto page = post("/contact/help", body_of({}, given));
        EXPECT_EQ(page.status, status) << name;
        if (status == 303) continue;
        EXPECT_TRUE(holds(page, "Where is my parcel?")) << name;
        EXPECT_TRUE(holds(page, "Dora Dorn")) << name;
        clock_.time += Millis{5000};
        const auto again = post("/contact/help", body_of({}, token_in(page)));
        EXPECT_EQ(again.status, 303) << name << ": sending it again works";
    }
}

TEST_P(ContactPages, RefusesWhatIsNoForm) {
    const auto body = body_of({}, fresh_token());
    EXPECT_EQ(post("/contact/help", body, "text/plain").status, 415);
    EXPECT_EQ(post("/contact/help", R"({"name":"Dora"})", "application/json").status, 415);
    EXPECT_EQ(post("/contact/help", std::string(contact_body_bytes_max + 1, 'a')).status, 413);
    EXPECT_EQ(post("/contact/help", "").status, 422);
    EXPECT_EQ(post("/contact/help", "&&==&message=%ZZ&name=%00&email").status, 422);
    auto foreign = request(Method::post, "/contact/help");
    foreign.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    foreign.headers.emplace_back("origin", "https://evil.example");
    foreign.body = body;
    EXPECT_EQ(router_->handle(foreign).status, 403);
    EXPECT_TRUE(rows().empty());
}

TEST_P(ContactPages, HostileTextStaysText) {
    const Typed hostile{"<b>Do\r\nSet-Cookie: x=1\x01ra</b>", "a'b&c@example.org",
                        "<script>alert(1)</script>\n\"'&</textarea>", ""};
    const auto status = status_address(hostile);
    ASSERT_EQ(rows().size(), 1U);
    EXPECT_EQ(rows()[0].customer.name, "<b>Do Set-Cookie: x=1 ra</b>");
    const auto page = get(status);
    EXPECT_TRUE(holds(page, "&lt;script&gt;alert(1)&lt;/script&gt;\n&quot;&#39;&amp;"));
    EXPECT_FALSE(holds(page, "<script>alert"));
    Typed wrong = hostile;
    wrong.email = "\"><img src=x>";
    const auto form = send(wrong);
    EXPECT_EQ(form.status, 422);
    for (const auto* markup : {"<img", "<b>", "<script>alert"})
        EXPECT_FALSE(holds(form, markup)) << markup;
    EXPECT_TRUE(holds(form, "&lt;/textarea&gt;</textarea>"));
}

TEST_P(ContactPages, LimitsHowMuchOneSenderMaySay) {
    for (int i = 0; i < contact_peer_allowance.burst; ++i)
        EXPECT_EQ(post("/contact/help", "").status, 422);
    Typed typed;
    const auto token = token_in(get("/contact/help"));
    const auto page = post("/contact/help", body_of(typed, token));
    EXPECT_EQ(page.status, 429);
    EXPECT_EQ(header_of(page, "Retry-After"), "20");
    EXPECT_TRUE(holds(page, typed.message)) << "nothing is lost";
    EXPECT_TRUE(holds(page, "in 20 seconds"));
    clock_.time += contact_peer_allowance.every;
    EXPECT_EQ(post("/contact/help", body_of(typed, token)).status, 303);
}

TEST_P(ContactPages, LimitsHowMuchOneFormTakes) {
    auto sender = request(Method::post, "/contact/help");
    sender.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    for (int i = 0; i < contact_form_allowance.burst; ++i) {
        sender.peer = "198.51.100." + std::to_string(i);
        EXPECT_EQ(router_->handle(sender).status, 422);
    }
    sender.peer = "203.0.113.1";
    EXPECT_EQ(router_->handle(sender).status, 429);
    add_channel(R"({"slug":"other","title":"Other"})");
    sender.path = "/contact/other";
    EXPECT_EQ(router_->handle(sender).status, 422) << "others go on";
}

// --- the status page -----------------------------------------------------------------------------

TEST_P(ContactPages, TheLinkShowsTheAnswerAndTakesMore) {
    const auto status = status_address();
    auto page = get(status);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(holds(page, "Where is my parcel?"));
    EXPECT_TRUE(holds(page, "We have your message"));
    EXPECT_TRUE(holds(page, "within an hour"));
    const auto id = rows().at(0).record.state.id;
    answer(posts_of(id).front(), "Hello Dora, it arrives\ntoday. <Ana>");
    page = get(status);
    EXPECT_TRUE(holds(page, "Hello Dora, it arrives\ntoday. &lt;Ana&gt;"));
    EXPECT_TRUE(holds(page, "<bdi>Ana</bdi>"));
    EXPECT_FALSE(holds(page, "Ruiz")) << "a first name is enough";
    EXPECT_TRUE(holds(page, "Ana has answered."));
    const auto more = add_message(status, "It did not.");
    EXPECT_EQ(more.status, 303);
    EXPECT_EQ(header_of(more, "Location"), status);
    page = get(status);
    EXPECT_TRUE(holds(page, "It did not."));
    EXPECT_TRUE(holds(page, "Ana is taking care of this."));
    EXPECT_LT(page.body.find("Where is my parcel?"), page.body.find("Hello Dora"));
    EXPECT_LT(page.body.find("Hello Dora"), page.body.find("It did not."));
    EXPECT_EQ(rows().size(), 1U);
    const auto posts = posts_of(id);
    ASSERT_EQ(posts.size(), 3U);
    EXPECT_EQ(posts[0].post.in_reply_to, posts[1].post.remote_id);
    EXPECT_EQ(posts[0].author.author.remote_id, "dora@example.org");
}

TEST_P(ContactPages, WordsOfStateAreTrue) {
    const auto status = status_address();
    const auto id = rows().at(0).record.state.id;
    clock_.time += std::chrono::minutes{61};
    EXPECT_TRUE(holds(get(status), "longer than usual"));
    EXPECT_FALSE(holds(get(status), "within an hour"));
    write([&](app::Transaction& t) {
        ASSERT_TRUE(app::resolve_conversation(t, {clock_.time, ids_, agent_.id}, id,
                                              heed::ResolveReason::no_answer_needed));
    });
    EXPECT_TRUE(holds(get(status), "We believe this is solved."));
    EXPECT_EQ(add_message(status, "It is not.").status, 303);
    EXPECT_TRUE(holds(get(status), "within an hour"));
    EXPECT_EQ(rows().at(0).record.state.state, ConversationState::open);
}

TEST_P(ContactPages, ALinkShowsNothingOfSomebodyWhoTypedTheSameAddress) {
    const auto first = status_address();
    Typed stranger{"Mallory", "dora@example.org", "Tell me what you know", ""};
    const auto second = status_address(stranger);
    ASSERT_EQ(rows().size(), 1U) << "one conversation for the desk";
    const auto posts = posts_of(rows()[0].record.state.id);
    answer(posts.back(), "Dora, your parcel is at 5 Elm Street.");
    EXPECT_TRUE(holds(get(first), "Elm Street"));
    EXPECT_FALSE(holds(get(first), "Tell me what you know"));
    EXPECT_FALSE(holds(get(second), "Elm Street"));
    EXPECT_FALSE(holds(get(second), "Where is my parcel?"));
    EXPECT_TRUE(holds(get(second), "Tell me what you know"));
}

TEST_P(ContactPages, WhatWasRemovedIsNotShown) {
    const auto status = status_address();
    const auto record = posts_of(rows().at(0).record.state.id).at(0).post;
    ASSERT_TRUE(
        intake_->receive(record.channel, {app::IncomingDeletion{record.remote_id, clock_.time}}));
    const auto page = get(status);
    EXPECT_FALSE(holds(page, "Where is my parcel?"));
    EXPECT_TRUE(holds(page, "This message was removed."));
}

TEST_P(ContactPages, AMessageThatIsWrongComesBack) {
    const auto status = status_address();
    const auto empty = add_message(status, " ");
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(holds(empty, "Please write a message."));
    const auto token = fresh_token(status);
    const auto once = "message=Hurry&token=" + token;
    EXPECT_EQ(post(status, once).status, 303);
    EXPECT_EQ(post(status, once).status, 303);
    EXPECT_EQ(posts_of(rows().at(0).record.state.id).size(), 2U) << "a double click";
    EXPECT_EQ(post(status, "message=Hurry").status, 422) << "without a token";
    EXPECT_EQ(post(status, "message=Hurry&token=" + fresh_token()).status, 422)
        << "with a token of the form";
}

TEST_P(ContactPages, LimitsHowMuchOneConversationTakes) {
    const auto status = status_address();
    auto sender = request(Method::post, status);
    sender.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    for (int i = 0; i < contact_link_allowance.burst; ++i) {
        sender.peer = "198.51.100." + std::to_string(i);
        EXPECT_EQ(router_->handle(sender).status, 422);
    }
    sender.peer = "203.0.113.1";
    sender.body = "message=Hurry&token=" + fresh_token(status);
    clock_.time -= Millis{5000};  // typing took no time here
    const auto page = router_->handle(sender);
    EXPECT_EQ(page.status, 429);
    EXPECT_EQ(header_of(page, "Retry-After"), "10");
    EXPECT_TRUE(holds(page, ">\nHurry</textarea>"));
}

TEST_P(ContactPages, UnknownAddressesAreAKindPage) {
    const auto form = add_channel(R"({"slug":"old","title":"Old"})");
    const auto status = [&] {
        const auto answer = send({}, "/contact/old");
        EXPECT_EQ(answer.status, 303);
        return header_of(answer, "Location");
    }();
    auto gone = form;
    gone.disconnected_at = noon;
    write([&](app::Transaction& t) { t.save(gone); });
    for (const auto* address :
         {"/contact/none", "/contact/old", "/contact/Help", "/contact/help%27--",
          "/contact/status/"
          "nothing",
          "/contact/status/..", "/contact/old?lang=de"}) {
        const auto page = get(address);
        EXPECT_EQ(page.status, 404) << address;
        EXPECT_EQ(header_of(page, "Content-Type"), "text/html; charset=utf-8") << address;
        EXPECT_TRUE(holds(page, "<h1>")) << address;
    }
    EXPECT_EQ(post("/contact/none", "name=x").status, 404);
    EXPECT_EQ(post("/contact/status/none", "message=x").status, 404);
    EXPECT_TRUE(holds(get("/contact/old?lang=de"), "Hier ist nichts"));
    const auto kept = get(status);
    EXPECT_EQ(kept.status, 200) << "what was said can still be read";
    EXPECT_FALSE(holds(kept, "<form"));
    EXPECT_EQ(post(status, "message=x").status, 409);
}

TEST_P(ContactPages, ALinkEndsLongAfterTheLastWord) {
    const auto status = status_address();
    EXPECT_EQ(get(status).status, 200);
    clock_.time += std::chrono::days{89};
    EXPECT_EQ(post(status, "message=Hello+again&token=" + fresh_token(status)).status, 303);
    clock_.time += std::chrono::days{89};
    EXPECT_EQ(get(status).status, 200) << "what was said last counts";
    clock_.time += std::chrono::days{2};
    EXPECT_EQ(get(status).status, 404);
    EXPECT_EQ(post(status, "message=x").status, 404);
}

// --- what surrounds the pages --------------------------------------------------------------------

TEST_P(ContactPages, NothingLeaksAndNothingForeignRuns) {
    const auto status = status_address();
    for (const auto& address : {std::string{"/contact/help"}, status}) {
        const auto page = get(address);
        const auto csp = header_of(page, "Content-Security-Policy");
        EXPECT_NE(csp.find("default-src 'none'"), std::string::npos);
        EXPECT_EQ(csp.find("unsafe"), std::string::npos);
        EXPECT_TRUE(csp.ends_with("frame-ancestors *")) << csp;
        EXPECT_EQ(header_of(page, "Cache-Control"), "no-store");
        EXPECT_EQ(header_of(page, "X-Robots-Tag"), "noindex");
        EXPECT_EQ(header_of(page, "Referrer-Policy"), "same-origin");
        EXPECT_FALSE(holds(page, " style=")) << "the policy would drop it";
        EXPECT_FALSE(holds(page, " onclick="));
    }
    read([&](store::Reader& r) {
        const auto token = status.substr(std::string{"/contact/status/"}.size());
        EXPECT_EQ(token.size(), 43U);
        EXPECT_FALSE(r.status_link(token)) << "only its hash is stored";
        EXPECT_TRUE(r.status_link(hash_token(token)));
    });
}

TEST(PathForLog, LeavesOutWhatMayBeASecret) {
    const std::string token(43, 'x');
    const std::pair<std::string, std::string> cases[] = {
        {"/", "/"},
        {"/contact/help", "/contact/help"},
        {"/api/v1/conversations/" + format_id(7) + "/posts",
         "/api/v1/conversations/" + format_id(7) + "/posts"},
        {"/contact/status/" + token, "/contact/status/..."},
        {"/" + token + "/a/" + token + "/", "/.../a/.../"},
        {"/assets/inter-latin-wght-normal-Dx4kXJAl.woff2",
         "/assets/inter-latin-wght-normal-Dx4kXJAl.woff2"},
    };
    for (const auto& [path, logged] : cases)
        EXPECT_EQ(path_for_log(path), logged);
}

TEST_P(ContactPages, MayBeFramedWhereItsOwnerSays) {
    add_channel(R"({"slug":"shop","title":"Shop </script>","frame_ancestors":)"
                R"("https://shop.example https://*.shop.example"})");
    EXPECT_TRUE(header_of(get("/contact/shop"), "Content-Security-Policy")
                    .ends_with("frame-ancestors https://shop.example https://*.shop.example"));
    const auto script = get("/contact/shop/embed.js");
    EXPECT_EQ(script.status, 200);
    EXPECT_EQ(header_of(script, "Cross-Origin-Resource-Policy"), "cross-origin");
    EXPECT_TRUE(holds(script, "Shop <"));
    EXPECT_EQ(get("/contact/none/embed.js").status, 404);
    const auto embedded = get("/contact/shop?embed=1&lang=fr");
    EXPECT_TRUE(holds(embedded, R"(<body class="embedded">)"));
    EXPECT_TRUE(holds(embedded, R"(action="/contact/shop?lang=fr&amp;embed=1")"));
}

TEST_P(ContactPages, ServesItsStyleAndScript) {
    for (const auto* address : {"/contact/style.css", "/contact/page.js"}) {
        const auto file = get(address);
        EXPECT_EQ(file.status, 200) << address;
        EXPECT_FALSE(file.static_body.empty()) << address;
        EXPECT_NE(header_of(file, "Cache-Control").find("immutable"), std::string::npos);
        EXPECT_TRUE(holds(get("/contact/help"), address + std::string{"?v="}));
    }
}

TEST_P(ContactPages, SpeaksTheReadersLanguage) {
    const auto page = [&](const std::string& address, const std::string& accepts) {
        auto made = request(Method::get, address);
        made.headers.emplace_back("accept-language", accepts);
        return router_->handle(made);
    };
    EXPECT_TRUE(holds(page("/contact/help", "de-AT,de;q=0.9,en;q=0.8"), R"(<html lang="de")"));
    EXPECT_TRUE(holds(page("/contact/help?lang=en", "de"), R"(<html lang="en")"));
    EXPECT_TRUE(holds(page("/contact/help?lang=ar", "de"), R"(<html lang="ar" dir="rtl">)"));
    EXPECT_TRUE(holds(page("/contact/help?lang=\"><script>", "he"), R"(lang="he" dir="rtl")"));
    EXPECT_TRUE(holds(page("/contact/help", "de"), R"(<h1><bdi lang="en">Larkspur help)"));
}

}  // namespace
}  // namespace heed::api
