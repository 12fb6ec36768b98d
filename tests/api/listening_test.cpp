#include "api/test_desk.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

/// What a desk listens for and what it hears, over the wire. Words judge here: "broken" is a
/// complaint, "please" a request.
class ListeningApi : public ApiTest {
protected:
    Said add_term(const std::string& body, const std::string& as = "lea") {
        return desk.post("/api/v1/terms", body, as);
    }
    Said patch(const std::string& target, const std::string& body) {
        return desk.ask({Method::patch, target, "lea", body});
    }

    app::IncomingPost stranger(const std::string& author, const std::string& id,
                               const std::string& text, Millis ago = std::chrono::minutes{5}) {
        auto post = TestDesk::from(author, id, text);
        post.addressed = false;
        post.written_at = desk.clock.now() - ago;
        return post;
    }

    /// The desk listens for Larkspur and hears three strangers, one of whom has a real need.
    void hear_three() {
        ASSERT_EQ(add_term(R"({"text":"Larkspur"})").status(), 201);
        const auto count = desk.hear(
            {stranger("carla", "p1", "my Larkspur box is broken", std::chrono::minutes{3}),
             stranger("bob", "p2", "walked past a #LarkspurShop", std::chrono::minutes{2}),
             stranger("ed", "p3", "a lark sang", std::chrono::minutes{1})});
        EXPECT_EQ(count.received, 2);
        EXPECT_EQ(count.heard, 1);
    }
    std::string heard_post(const std::string& decision) {
        return desk.get("/api/v1/listening?decision=" + decision).text("items.0.post.id");
    }
};
ON_EVERY_ENGINE(ListeningApi);

TEST_P(ListeningApi, TermsAreAddedChangedAndRemoved) {
    const auto added = add_term(
        R"({"text":" #AcmeFail ","purpose":"crisis","exclusions":["coyote"],"languages":["en"]})");
    ASSERT_EQ(added.status(), 201);
    EXPECT_EQ(added.text("text"), "#AcmeFail");
    EXPECT_EQ(added.text("kind"), "hashtag");
    EXPECT_EQ(added.text("purpose"), "crisis");
    EXPECT_EQ(added.text("exclusions.0"), "coyote");
    EXPECT_EQ(add_term(R"({"text":"two words"})").text("kind"), "phrase");
    EXPECT_EQ(add_term(R"({"text":"two words","kind":"product"})").text("kind"), "product");
    EXPECT_EQ(desk.get("/api/v1/terms", "vic").size("items"), 3U);

    const auto one = "/api/v1/terms/" + added.text("id");
    const auto changed = patch(one, R"({"purpose":"brand","exclusions":[]})");
    EXPECT_EQ(changed.status(), 200);
    EXPECT_EQ(changed.text("text"), "#AcmeFail");
    EXPECT_EQ(changed.text("purpose"), "brand");
    EXPECT_EQ(changed.size("exclusions"), 0U);
    EXPECT_EQ(desk.del(one, "lea").status(), 204);
    EXPECT_EQ(desk.del(one, "lea").status(), 404);
    EXPECT_EQ(patch(one, "{}").status(), 404);
    EXPECT_EQ(desk.get("/api/v1/terms").size("items"), 2U);
}

TEST_P(ListeningApi, AWrongTermSaysWhatIsWrong) {
    struct Row {
        std::string body;
        int status;
        std::string field;
    };
    add_term(R"({"text":"Larkspur"})");
    for (const auto& row : std::vector<Row>{
             {R"({})", 422, "$.text"},
             {R"({"text":""})", 422, "$.text"},
             {R"({"text":"!!!"})", 422, "$.text"},
             {R"({"text":")" + std::string(300, 'a') + R"("})", 413, "$.text"},
             {R"({"text":"fine","exclusions":["ok","?"]})", 422, "$.exclusions[1]"},
             {R"({"text":"fine","kind":"regex"})", 422, "$.kind"},
             {R"({"text":"larkSPUR"})", 409, "$.text"},
         }) {
        const auto said = add_term(row.body);
        EXPECT_EQ(said.status(), row.status) << row.body;
        EXPECT_EQ(said.text("field"), row.field) << row.body;
    }
    EXPECT_EQ(desk.get("/api/v1/terms").size("items"), 1U);
}

TEST_P(ListeningApi, ATermIsTriedBeforeItIsSaved) {
    desk.hear({desk.from("carla", "a", "The Larkspur box came"),
               desk.from("bob", "b", "nothing to see"),
               desk.from("dora", "c", "larkspur? LARKSPUR!")});
    const auto tried = desk.post("/api/v1/terms/test", R"({"text":"larkspur"})", "lea");
    ASSERT_EQ(tried.status(), 200);
    EXPECT_EQ(tried.number("matched"), 2);
    EXPECT_EQ(tried.number("scanned"), 3);
    ASSERT_EQ(tried.size("samples"), 2U);
    EXPECT_EQ(tried.text("samples.0.post.text"), "larkspur? LARKSPUR!");
    EXPECT_EQ(tried.size("samples.0.spans"), 2U);
    EXPECT_EQ(tried.number("samples.1.spans.0.start"), 4);
    EXPECT_EQ(tried.number("samples.1.spans.0.end"), 12);
    EXPECT_EQ(desk.get("/api/v1/terms").size("items"), 0U);

    const auto without =
        desk.post("/api/v1/terms/test", R"({"text":"larkspur","exclusions":["box"]})", "lea");
    EXPECT_EQ(without.number("matched"), 1);
    EXPECT_EQ(desk.post("/api/v1/terms/test", R"({"text":"x y","days":0})", "lea").text("field"),
              "$.days");
    desk.clock.move(std::chrono::days{3});
    const auto later = desk.post("/api/v1/terms/test", R"({"text":"larkspur","days":2})", "lea");
    EXPECT_EQ(later.number("scanned"), 0);
}

TEST_P(ListeningApi, StrangersAreHeardAndOnlyANeedEnters) {
    hear_three();
    const auto page = desk.get("/api/v1/listening", "vic");
    ASSERT_EQ(page.size("items"), 2U);
    EXPECT_EQ(page.text("items.0.post.text"), "walked past a #LarkspurShop");
    EXPECT_EQ(page.text("items.0.decision"), "listening");
    EXPECT_EQ(page.text("items.0.terms.0.text"), "Larkspur");
    EXPECT_EQ(page.number("items.0.terms.0.spans.0.start"), 15);
    EXPECT_EQ(page.text("items.0.post.author.handle"), "bob");
    EXPECT_TRUE(page.is_null("items.0.conversation_id"));
    EXPECT_EQ(page.text("items.1.decision"), "inbox");
    EXPECT_EQ(page.text("items.1.judgement.intent.label"), "complaint");
    EXPECT_EQ(page.text("items.1.reason"),
              "A complaint of severity 2 about Larkspur that needs an answer.");

    const auto inbox = desk.get("/api/v1/conversations");
    ASSERT_EQ(inbox.size("items"), 1U);
    EXPECT_EQ(inbox.text("items.0.id"), page.text("items.1.conversation_id"));
    EXPECT_EQ(inbox.at("items.0.addressed").boolean, false);
    const auto history = desk.get("/api/v1/conversations/" + inbox.text("items.0.id") + "/events");
    EXPECT_EQ(history.text("items.1.kind"), "brought_in");
    EXPECT_EQ(history.text("items.1.detail"), page.text("items.1.reason"));
}

TEST_P(ListeningApi, PagesGoOnWhereTheyEnded) {
    add_term(R"({"text":"Larkspur"})");
    for (int i = 0; i < 3; ++i) {
        const auto name = "a" + std::to_string(i);
        desk.hear({stranger(name, name, "Larkspur " + name, std::chrono::minutes{i})});
    }
    const auto first = desk.get("/api/v1/listening?limit=2&intent=other");
    ASSERT_EQ(first.size("items"), 2U);
    EXPECT_EQ(first.text("items.0.post.text"), "Larkspur a0");
    EXPECT_NE(first.header("Link").find("limit=2&intent=other&cursor="), std::string::npos);
    const auto second =
        desk.get("/api/v1/listening?limit=2&intent=other&cursor=" + first.text("next"));
    ASSERT_EQ(second.size("items"), 1U);
    EXPECT_EQ(second.text("items.0.post.text"), "Larkspur a2");
    EXPECT_TRUE(second.is_null("next"));
    const auto term = desk.get("/api/v1/terms").text("items.0.id");
    EXPECT_EQ(desk.get("/api/v1/listening?term=" + term).size("items"), 3U);
    for (const auto* wrong : {"term=x", "decision=maybe", "intent=rage", "cursor=1", "limit=0"})
        EXPECT_EQ(desk.get(std::string("/api/v1/listening?") + wrong).status(), 422) << wrong;
}

TEST_P(ListeningApi, APostIsBroughtInOnce) {
    hear_three();
    const auto id = heard_post("listening");
    const auto brought = desk.post("/api/v1/listening/" + id + "/bring-in", "");
    ASSERT_EQ(brought.status(), 200);
    EXPECT_EQ(brought.text("preview"), "walked past a #LarkspurShop");
    EXPECT_EQ(brought.at("addressed").boolean, false);
    EXPECT_EQ(desk.get("/api/v1/listening?decision=listening").size("items"), 0U);
    EXPECT_EQ(desk.post("/api/v1/listening/" + id + "/bring-in", "").status(), 409);
    EXPECT_EQ(desk.post("/api/v1/listening/0000000000001/bring-in", "").status(), 404);
    // A person can answer it like any other.
    const auto said = desk.reply(brought.text("id"), "Hello Bob, glad you liked it – Ana");
    EXPECT_EQ(said.status(), 200) << said.response.body;
}

TEST_P(ListeningApi, NotAboutUsTeachesAndIsCounted) {
    hear_three();
    const auto said = desk.post("/api/v1/listening/" + heard_post("inbox") + "/not-about-us", "");
    ASSERT_EQ(said.status(), 200);
    EXPECT_EQ(said.text("decision"), "not_about_us");
    EXPECT_EQ(desk.get("/api/v1/conversations").size("items"), 0U);
    desk.hear({stranger("dora", "copy", "My LARKSPUR box is broken!!")});
    EXPECT_EQ(desk.get("/api/v1/listening?decision=not_about_us").size("items"), 2U);
    EXPECT_EQ(desk.post("/api/v1/listening/0000000000001/not-about-us", "").status(), 404);
}

TEST_P(ListeningApi, NotAboutUsTeachesWhatSaysNearlyTheSame) {
    hear_three();
    const auto marked = heard_post("inbox");
    ASSERT_EQ(desk.post("/api/v1/listening/" + marked + "/not-about-us", "").status(), 200);
    const auto becomes_of = [&](const std::string& text) {
        const auto author = "author of " + text;
        desk.hear({stranger(author, text, text, {})});
        desk.clock.move(std::chrono::minutes{1});
        return desk.get("/api/v1/listening");
    };
    EXPECT_EQ(becomes_of("our Larkspur box is broken").text("items.0.decision"), "inbox");
    const auto alike = becomes_of("my Larkspur box is broken-down");
    EXPECT_EQ(alike.text("items.0.decision"), "not_about_us");
    EXPECT_EQ(alike.text("items.0.reason"),
              "It says nearly the same (97 % alike) as a post that a colleague marked as not about "
              "us.");
    // What a colleague takes back teaches no more.
    const auto put = [&](const char* body) {
        return desk.put("/api/v1/posts/" + marked + "/judgement", body).status();
    };
    ASSERT_EQ(put(R"({"about_us":true})"), 200);
    EXPECT_EQ(becomes_of("my Larkspur box is broken/1").text("items.0.decision"), "inbox");
    // Nor does what its author took back.
    ASSERT_EQ(put(R"({"about_us":false})"), 200);
    EXPECT_EQ(becomes_of("my Larkspur box is broken/2").text("items.0.decision"), "not_about_us");
    desk.hear({app::IncomingDeletion{"p1", desk.clock.now()}});
    EXPECT_EQ(becomes_of("my Larkspur box is broken/3").text("items.0.decision"), "inbox");
}

TEST_P(ListeningApi, VolumeIsToldByTermWithItsMood) {
    hear_three();
    add_term(R"({"text":"Bramble","purpose":"competitor"})");
    for (const auto* days : {"1", "7"}) {
        const auto volume = desk.get(std::string("/api/v1/listening/volume?days=") + days);
        ASSERT_EQ(volume.size("terms"), 2U) << volume.response.body;
        EXPECT_EQ(volume.number("step_hours"), *days == '1' ? 1 : 24);
        EXPECT_EQ(volume.text("terms.0.text"), "Larkspur");
        EXPECT_EQ(volume.number("terms.0.count"), 2);
        EXPECT_EQ(volume.number("terms.0.negative"), 1);
        EXPECT_EQ(volume.at("terms.0.negative_share").number, 0.5);
        EXPECT_EQ(volume.number("terms.0.inbox"), 1);
        EXPECT_EQ(volume.size("terms.0.points"), 1U);
        EXPECT_EQ(volume.text("terms.1.purpose"), "competitor");
        EXPECT_EQ(volume.number("terms.1.count"), 0);
        EXPECT_EQ(volume.size("decisions"), 2U);
    }
    EXPECT_EQ(desk.get("/api/v1/listening/volume?days=0").status(), 422);
}

TEST_P(ListeningApi, TheQuietListKeepsUsAway) {
    add_term(R"({"text":"Larkspur"})");
    const auto added =
        desk.post("/api/v1/quiet", R"({"network":"street","handle":"@carla","reason":"asked"})");
    ASSERT_EQ(added.status(), 201) << added.response.body;
    EXPECT_EQ(added.text("handle"), "carla");
    EXPECT_EQ(added.text("added_by"), "ana");
    desk.hear({stranger("carla", "p1", "my Larkspur box is broken")});
    EXPECT_EQ(desk.get("/api/v1/conversations").size("items"), 0U);
    const auto post = heard_post("quiet");
    EXPECT_EQ(desk.post("/api/v1/listening/" + post + "/bring-in", "").status(), 409);

    const auto list = desk.get("/api/v1/quiet", "vic");
    ASSERT_EQ(list.size("items"), 1U);
    EXPECT_EQ(list.text("items.0.reason"), "asked");
    const auto one = "/api/v1/quiet/" + added.text("id");
    EXPECT_EQ(desk.del(one).status(), 204);
    EXPECT_EQ(desk.del(one).status(), 404);
    EXPECT_EQ(desk.post("/api/v1/listening/" + post + "/bring-in", "").status(), 200);
    EXPECT_EQ(desk.post("/api/v1/quiet", R"({"reason":"x"})").text("field"), "$.network");
    EXPECT_EQ(desk.post("/api/v1/quiet", R"({"identity_id":"x","reason":""})").text("field"),
              "$.identity_id");
}

TEST_P(ListeningApi, SaysWhetherAWholeNetworkIsHeard) {
    const auto stream = [&] { return desk.get("/api/v1/listening/stream", "vic"); };
    const auto trouble = [&] { return desk.get("/api/v1/views").number("channels_in_trouble"); };
    EXPECT_EQ(stream().text("hearing"), "off");
    EXPECT_TRUE(stream().is_null("heard_up_to"));
    EXPECT_TRUE(stream().is_null("behind_s"));
    const auto begun = desk.clock.now();
    desk.listening->note_stream({app::StreamHearing::hears, "bluesky", "", begun, {}});
    desk.listening->note_heard_up_to(begun - std::chrono::seconds{90});
    EXPECT_EQ(stream().text("hearing"), "hears");
    EXPECT_EQ(stream().text("network"), "bluesky");
    EXPECT_EQ(stream().number("behind_s"), 90);
    EXPECT_EQ(trouble(), 0);

    desk.clock.move(std::chrono::minutes{5});
    const auto deaf = [&] {
        desk.listening->note_stream(
            {app::StreamHearing::deaf, "bluesky", "nobody is there", desk.clock.now(), {}});
    };
    deaf();
    const auto since = stream().text("since");
    EXPECT_EQ(since, format_rfc3339(desk.clock.now()));
    desk.clock.move(std::chrono::minutes{1});
    deaf();
    EXPECT_EQ(stream().text("hearing"), "deaf");
    EXPECT_EQ(stream().text("reason"), "nobody is there");
    EXPECT_EQ(stream().text("since"), since);
    EXPECT_EQ(stream().number("behind_s"), 90 + 6 * 60);
    EXPECT_EQ(trouble(), 1);
}

TEST_P(ListeningApi, RecordedPostsThatAddressNobodyAreHeardToo) {
    add_term(R"({"text":"Larkspur"})");
    const std::string lines =
        R"({"id":"1","time":"2026-09-21T10:00:00Z","author":{"id":"x","handle":"x"},"text":"my Larkspur is broken","kind":"public","addressed":false})";
    const auto said = desk.ask({Method::post,
                                "/api/v1/channels/" + to_string(desk.replay.id) + "/posts",
                                "lea",
                                lines,
                                {{"content-type", "application/x-ndjson"}}});
    ASSERT_EQ(said.status(), 200) << said.response.body;
    EXPECT_EQ(said.number("received"), 1);
    EXPECT_EQ(desk.get("/api/v1/listening").text("items.0.decision"), "inbox");
}

}  // namespace
}  // namespace heed
