#include "api/test_desk.hpp"
#include "app/deliveries.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

const std::string conversations = "/api/v1/conversations/";
const std::string replies = "/api/v1/replies/";

class Replies : public ApiTest {
protected:
    Said show(const std::string& as = "ana") { return desk.get(conversations + id, as); }
    void says(const std::string& remote_id, const std::string& text) {
        auto post = TestDesk::from("carla", remote_id, text);
        post.in_reply_to = "carla-1";
        post.written_at = desk.clock.now();
        desk.hear({post});
    }
    std::string id = desk.conversation("carla");
};
ON_EVERY_ENGINE(Replies);

TEST_P(Replies, NeedAKeyAndHappenOnce) {
    const auto body = R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":"Hello Carla"})";
    const auto send = [&](const std::string& key, const std::string& with) {
        return desk.post(conversations + id + "/replies", with, "ana", {{"idempotency-key", key}});
    };
    const auto bare = send("", body);
    EXPECT_EQ(bare.status(), 422);
    EXPECT_EQ(bare.text("field"), "Idempotency-Key");
    EXPECT_EQ(send(std::string(201, 'k'), body).text("field"), "Idempotency-Key");
    const auto first = send("k1", body);
    ASSERT_EQ(first.status(), 200) << first.response.body;
    desk.restart();
    const auto second = send("k1", body);
    EXPECT_EQ(second.status(), 200);
    EXPECT_EQ(second.response.body, first.response.body);
    const auto other =
        send("k1", R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":"X"})");
    EXPECT_EQ(other.status(), 409);
    EXPECT_EQ(other.text("field"), "Idempotency-Key");
    EXPECT_EQ(show().size("replies"), 1U);
    // A colleague's key is a colleague's.
    EXPECT_EQ(desk.post(conversations + id + "/replies", body, "ben", {{"idempotency-key", "k1"}})
                  .status(),
              200);
    EXPECT_EQ(show().size("replies"), 2U);
}

TEST_P(Replies, AreRefusedWhenTheThreadChanged) {
    const auto etag = show().header("ETag");
    const auto seen = std::map<std::string, std::string>{{"if-match", etag}};
    // Notes, claims and one's own replies are no reason to look again.
    desk.post(conversations + id + "/notes", R"({"text":"VIP"})", "ben");
    EXPECT_EQ(desk.reply(id, "One", "ana", seen).status(), 200);
    EXPECT_EQ(desk.reply(id, "Two", "ana", seen).status(), 200);
    const auto crossed = desk.reply(id, "Three", "ben", seen);
    EXPECT_EQ(crossed.status(), 412);
    EXPECT_NE(crossed.text("detail").find("changed"), std::string::npos);
    const auto now = std::map<std::string, std::string>{{"if-match", show().header("ETag")}};
    says("more", "Hello?");
    EXPECT_EQ(desk.reply(id, "Four", "ana", now).status(), 412);
    EXPECT_EQ(desk.reply(id, "Five", "ana", {{"if-match", "*"}}).status(), 200);
    EXPECT_EQ(desk.reply(id, "Six", "ana", {{"if-match", "\"x\""}}).text("field"), "If-Match");
    EXPECT_EQ(show().size("replies"), 3U);
}

TEST_P(Replies, AreRefusedWhenTheyCannotBeRight) {
    const auto other = desk.conversation("dora");
    const auto foreign_post = desk.get(conversations + other).text("posts.0.id");
    const auto body = [&](const std::string& room, const std::string& text,
                          const std::string& more = "") {
        return R"({"room_id":)" + json_text(room) + R"(,"text":)" + json_text(text) + more + "}";
    };
    const auto room = desk.room_of(id);
    std::string eleven;
    for (int i = 0; i < 11; ++i)
        eleven += std::string(i == 0 ? "" : ",") + "\"0000000000001\"";
    struct Case {
        std::string name, body, field;
        int status = 422;
    };
    for (const auto& each : std::vector<Case>{
             {"empty", body(room, " \n "), "$.text"},
             {"too long", body(room, std::string(20'001, 'x')), "$.text"},
             {"another's room", body(desk.room_of(other), "x"), "$.room_id"},
             {"no room", body("0000000000001", "x"), "$.room_id"},
             {"no id", body("room", "x"), "$.room_id"},
             {"another's post", body(room, "x", R"(,"in_reply_to":)" + json_text(foreign_post)),
              "$.in_reply_to"},
             {"no post", body(room, "x", R"(,"in_reply_to":"0000000000001")"), "$.in_reply_to"},
             {"no post's id", body(room, "x", R"(,"in_reply_to":"1")"), "$.in_reply_to"},
             {"no picture", body(room, "x", R"(,"media_ids":["0000000000001"])"), "$.media_ids"},
             {"too many pictures", body(room, "x", R"(,"media_ids":[)" + eleven + "]"),
              "$.media_ids"},
             {"no such end", body(room, "x", R"(,"then":"close")"), "$.then"}}) {
        SCOPED_TRACE(each.name);
        const auto said = desk.post(conversations + id + "/replies", each.body, "ana",
                                    {{"idempotency-key", each.name}});
        EXPECT_EQ(said.status(), each.status);
        EXPECT_EQ(said.text("field"), each.field) << said.response.body;
    }
    EXPECT_EQ(show().size("replies"), 0U);
    EXPECT_TRUE(show().is_null("row.owner"));
}

TEST_P(Replies, DoNotAnswerWhatWasTakenBack) {
    const auto post = show().text("posts.0.id");
    desk.hear({app::IncomingDeletion{"carla-1", noon}});
    const auto said = desk.reply(id, "Hello", "ana", {}, R"(,"in_reply_to":)" + json_text(post));
    EXPECT_EQ(said.status(), 409);
    EXPECT_EQ(said.text("field"), "$.in_reply_to");
    EXPECT_EQ(show().text("posts.0.text"), "");
}

TEST_P(Replies, CanBeTakenBackUntilTheyLeave) {
    desk.put(conversations + id + "/draft",
             R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":"old"})");
    const auto reply = desk.reply(id, "Hello Carla");
    EXPECT_EQ(reply.text("leaves_at"), "2026-09-21T14:13:30.000Z");
    EXPECT_TRUE(show().is_null("draft")) << "the reply replaced the draft";
    EXPECT_EQ(show().text("row.reply_state"), "waiting");
    const auto draft = desk.del(replies + reply.text("id"), "ben");
    EXPECT_EQ(draft.status(), 200);
    EXPECT_EQ(draft.text("text"), "Hello Carla");
    EXPECT_EQ(show().text("draft.text"), "Hello Carla") << "the writer's, whoever took it back";
    EXPECT_FALSE(show().is_null("row.waiting_since"));
    EXPECT_EQ(show().size("replies"), 0U);
    EXPECT_EQ(desk.del(replies + reply.text("id")).status(), 409);

    const auto second = desk.reply(id, "Hello again");
    desk.deliver(second.text("id"));
    EXPECT_EQ(desk.del(replies + second.text("id")).status(), 409);
    EXPECT_EQ(desk.del(replies + "0000000000001").status(), 404);
}

TEST_P(Replies, BecomePosts) {
    const auto reply = desk.reply(id, "Hello Carla");
    EXPECT_EQ(desk.woken, 1);
    desk.deliver(reply.text("id"));
    auto shown = show();
    ASSERT_EQ(shown.size("posts"), 2U);
    EXPECT_EQ(shown.text("posts.1.by"), "us");
    EXPECT_EQ(shown.text("posts.1.agent.name"), "ana");
    EXPECT_EQ(shown.text("posts.1.in_reply_to"), shown.text("posts.0.id"));
    EXPECT_EQ(shown.text("row.preview"), "Hello Carla");
    EXPECT_TRUE(shown.is_null("row.waiting_since"));
    EXPECT_EQ(shown.number("row.unanswered"), 0);
    EXPECT_EQ(shown.text("replies.0.state"), "sent");
    desk.look_back(reply.text("id"), true);
    shown = show();
    EXPECT_EQ(shown.size("replies"), 0U);
    EXPECT_TRUE(shown.is_null("row.reply_state"));
    EXPECT_EQ(desk.get(replies + reply.text("id")).text("state"), "seen");
}

TEST_P(Replies, ThatFailSayWhyAndCanBeSentAgain) {
    const auto reply = desk.reply(id, "Hello Carla", "ana", {}, R"(,"then":"resolve")").text("id");
    EXPECT_EQ(show().text("row.state"), "resolved");
    desk.fail_delivery(reply, ErrorCode::forbidden, "Carla blocked you.");
    EXPECT_EQ(show().text("row.state"), "open");
    EXPECT_EQ(show().text("row.reply_state"), "failed");
    EXPECT_FALSE(show().is_null("row.waiting_since"));
    const auto failed = desk.get("/api/v1/replies?state=failed", "vic");
    ASSERT_EQ(failed.size("items"), 1U);
    EXPECT_EQ(failed.text("items.0.error"), "Carla blocked you.");
    EXPECT_EQ(desk.get("/api/v1/views").number("failed_replies"), 1);

    EXPECT_EQ(desk.post(replies + reply + "/retry", "").text("state"), "waiting");
    EXPECT_EQ(desk.post(replies + reply + "/retry", "").status(), 409);
    desk.deliver(reply);
    EXPECT_EQ(show().text("replies.0.state"), "sent");
    EXPECT_EQ(show().size("posts"), 2U);
}

TEST_P(Replies, ThatTheNetworkCannotTakeNowAreTriedAgain) {
    const auto reply = desk.reply(id, "Hello Carla").text("id");
    desk.fail_delivery(reply, ErrorCode::unavailable, "cannot reach street.example");
    const auto late = desk.get(replies + reply);
    EXPECT_EQ(late.text("state"), "waiting");
    EXPECT_EQ(late.number("attempts"), 1);
    EXPECT_EQ(late.text("error"), "cannot reach street.example");
    EXPECT_EQ(late.text("next_attempt_at"), "2026-09-21T14:13:33.000Z");
    EXPECT_TRUE(late.is_null("leaves_at"));
    EXPECT_EQ(desk.del(replies + reply).status(), 409) << "it may have left";
    desk.deliver(reply);
    EXPECT_EQ(desk.get(replies + reply).text("state"), "sent");
}

TEST_P(Replies, ThatVanishOpenTheMatterAgain) {
    const auto reply = desk.reply(id, "Hello Carla", "ana", {}, R"(,"then":"resolve")").text("id");
    desk.deliver(reply);
    EXPECT_EQ(show().text("row.state"), "resolved");
    desk.look_back(reply, false);
    EXPECT_EQ(show().text("row.state"), "open");
    EXPECT_EQ(show().text("row.reply_state"), "failed");
    EXPECT_FALSE(show().is_null("row.waiting_since"));
    EXPECT_EQ(desk.get("/api/v1/views").number("views.0.count"), 1);
}

TEST_P(Replies, KeepTheirRecipient) {
    const auto reply = desk.reply(id, "Hello Carla");
    EXPECT_EQ(reply.text("to"), "carla");
    auto other = TestDesk::from("dora", "from-dora", "Me too");
    other.in_reply_to = other.thread_root = "carla-1";
    desk.hear({other});
    desk.clock.move(std::chrono::seconds{11});
    desk.write([&](app::Transaction& t) {
        const auto outgoing = app::begin_delivery(t, {desk.clock.now(), desk.ids},
                                                  ReplyId{*parse_id(reply.text("id"))}, "k");
        ASSERT_TRUE(outgoing);
        EXPECT_EQ(outgoing->recipient.remote_id, "carla");
        EXPECT_EQ(outgoing->in_reply_to, "carla-1");
    });
}

TEST_P(Replies, AreNotWrittenIntoAChannelThatNobodyServes) {
    const auto failed = desk.reply(id, "Hello").text("id");
    desk.fail_delivery(failed, ErrorCode::invalid, "no");
    EXPECT_EQ(desk.del("/api/v1/channels/" + to_string(desk.channel.id), "olga").status(), 204);
    const auto said = desk.reply(id, "Hello again");
    EXPECT_EQ(said.status(), 409);
    EXPECT_NE(said.text("detail").find("disconnected"), std::string::npos);
    EXPECT_EQ(desk.post(replies + failed + "/retry", "").status(), 409);
    EXPECT_FALSE(show().at("rooms.0.can_reply").boolean);
    EXPECT_FALSE(show().is_null("rooms.0.cannot_reply_because"));
}

/// No silence: what came after the first reply waits again when the second is taken back.
TEST_P(Replies, TakingOneBackForgetsNobody) {
    const auto first = desk.reply(id, "One moment").text("id");
    says("second", "It is urgent!");
    const auto second = desk.reply(id, "We are looking").text("id");
    EXPECT_EQ(desk.del(replies + second).status(), 200);
    desk.deliver(first);
    EXPECT_FALSE(show().is_null("row.waiting_since"));
    EXPECT_EQ(show().number("row.unanswered"), 1);
    // The other way round the second answers both.
    const auto third = desk.reply(id, "Three").text("id");
    const auto fourth = desk.reply(id, "Four").text("id");
    EXPECT_EQ(desk.del(replies + third).status(), 200);
    desk.deliver(fourth);
    EXPECT_TRUE(show().is_null("row.waiting_since"));
}

TEST_P(Replies, CarryPicturesThatWereUploaded) {
    std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20\x08\x06\0\0\0crc!", 33);
    const auto media =
        desk.ask({Method::post, "/api/v1/media", "ana", png, {{"content-type", "image/png"}}});
    ASSERT_EQ(media.status(), 201) << media.response.body;
    const auto reply =
        desk.reply(id, "", "ana", {}, R"(,"media_ids":[)" + json_text(media.text("id")) + "]");
    ASSERT_EQ(reply.status(), 200) << reply.response.body;
    desk.deliver(reply.text("id"));
    EXPECT_EQ(show().text("posts.1.pictures.0.path"), media.text("path"));
    EXPECT_EQ(show().number("posts.1.pictures.0.height"), 32);
}

TEST_P(Replies, DraftsShowTheirPicturesOnEveryComputer) {
    const auto gif = std::string("GIF89a\x10\0\x20\0\0\0\0;", 14);
    const auto media =
        desk.ask({api::Method::post, "/api/v1/media", "ana", gif, {{"content-type", "image/gif"}}});
    const auto picture = media.text("id");
    desk.put("/api/v1/media/" + picture, R"({"alt":"A torn box"})");
    const auto saved = desk.put(conversations + id + "/draft",
                                R"({"room_id":)" + json_text(desk.room_of(id)) +
                                    R"(,"text":"Look","media_ids":[)" + json_text(picture) + "]}");
    ASSERT_EQ(saved.status(), 200) << saved.response.body;
    for (const auto& draft : {saved.at("media"), show().at("draft.media")}) {
        ASSERT_EQ(draft.items.size(), 1U);
        EXPECT_EQ(draft.items[0].find("id")->text, picture);
        EXPECT_EQ(draft.items[0].find("path")->text, "/api/v1/media/" + picture);
        EXPECT_EQ(draft.items[0].find("alt")->text, "A torn box");
        EXPECT_EQ(draft.items[0].find("width")->integer, 16);
    }
    const auto reply =
        desk.reply(id, "Look", "ana", {}, R"(,"media_ids":[)" + json_text(picture) + "]");
    const auto back = desk.del("/api/v1/replies/" + reply.text("id"));
    EXPECT_EQ(back.text("media.0.alt"), "A torn box");
}

TEST_P(Replies, AreListedByState) {
    for (int i = 0; i < 52; ++i)
        EXPECT_EQ(desk.reply(id, "Hello").status(), 200);
    const auto first = desk.get("/api/v1/replies?state=waiting");
    EXPECT_EQ(first.size("items"), 50U);
    const auto second = desk.get("/api/v1/replies?state=waiting&cursor=" + first.text("next"));
    EXPECT_EQ(second.size("items"), 2U);
    EXPECT_TRUE(second.is_null("next"));
    EXPECT_EQ(desk.get("/api/v1/replies").size("items"), 0U);
    EXPECT_EQ(desk.get("/api/v1/replies?state=lost").text("field"), "state");
    EXPECT_EQ(desk.get("/api/v1/replies?cursor=1").text("field"), "cursor");
}

}  // namespace
}  // namespace heed
