#include <algorithm>

#include "api/test_desk.hpp"
#include "app/deliveries.hpp"

namespace heed {
namespace {

using namespace test;
using namespace std::chrono_literals;
using namespace std::string_literals;

/// What no rule of any language may let pass in public: a card that passes its checksum.
constexpr const char* blunder =
    "Hi Carla, sorry about that! We sent the refund to your card 4111 1111 1111 1111. /Ana";
constexpr const char* fine =
    "Hi Carla, I am sorry that your parcel is lost. I will look into it now and write to you "
    "today. /Ana";

class Guard : public ApiTest {
protected:
    Guard() { desk.coach(); }

    std::string state_of(const std::string& reply) {
        return desk.get("/api/v1/replies/" + reply).text("state");
    }
    std::vector<std::string> kinds_of(const std::string& conversation) {
        std::vector<std::string> kinds;
        const auto said = desk.get("/api/v1/conversations/" + conversation + "/events", "vic");
        for (const auto& item : said.at("items").items)
            kinds.push_back(item.find("kind")->text);
        return kinds;
    }
    bool happened(const std::string& conversation, const std::string& kind) {
        const auto kinds = kinds_of(conversation);
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    }
    bool says(const Said& said, const std::string& list, const std::string& kind) {
        for (const auto& item : said.at(list).items) {
            if (item.find("kind")->text == kind) return true;
        }
        return false;
    }
    Said decide(const std::string& reply, const std::string& decision, const std::string& note,
                const std::string& as) {
        return desk.post("/api/v1/replies/" + reply + "/approval",
                         R"({"decision":")" + decision + R"(","note":)" + json_text(note) + "}",
                         as);
    }
};
ON_EVERY_ENGINE(Guard);

TEST_P(Guard, AdviceSaysWhatIsWrongAndWhatWouldHappen) {
    const auto id = desk.conversation();
    const auto ask = [&](const std::string& text, const std::string& as) {
        return desk.post(
            "/api/v1/conversations/" + id + "/advice",
            R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":)" + json_text(text) + "}",
            as);
    };
    const auto said = ask(blunder, "ana");
    ASSERT_EQ(said.status(), 200);
    EXPECT_TRUE(says(said, "advice", "personal_data"));
    EXPECT_EQ(said.text("verdict.state"), "blocked");
    EXPECT_TRUE(said.at("verdict.may_override").boolean);
    EXPECT_EQ(ask(fine, "ana").text("verdict.state"), "free");
    EXPECT_EQ(ask(fine, "tim").text("verdict.state"), "needs_approval");
    EXPECT_FALSE(ask(blunder, "tim").at("verdict.may_override").boolean);
    EXPECT_EQ(desk.post("/api/v1/conversations/" + id + "/advice",
                        R"({"room_id":"0000000000001","text":"x"})")
                  .status(),
              422);
}

TEST_P(Guard, WhatMustStopIsRefusedWithTheRemarks) {
    const auto id = desk.conversation();
    const auto said = desk.reply(id, blunder);
    EXPECT_EQ(said.status(), 409);
    EXPECT_TRUE(says(said, "advice", "personal_data"));
    EXPECT_EQ(said.text("verdict.state"), "blocked");
    EXPECT_TRUE(desk.get("/api/v1/conversations/" + id).at("replies").items.empty());
    EXPECT_EQ(desk.reply(id, fine).status(), 200);
}

/// A program is no way round: what it sends is read and judged as anybody's.
TEST_P(Guard, AProgramsTokenIsJudgedAsThePersonWhoMadeIt) {
    const auto id = desk.conversation();
    EXPECT_EQ(desk.reply(id, blunder, "token:read write").status(), 409);
    EXPECT_EQ(desk.reply(id, fine, "token:read write").status(), 200);
}

/// Anybody may want a colleague to look first, also where nothing is wrong and whatever the role.
TEST_P(Guard, WhoWantsASecondPairOfEyesGetsOne) {
    for (const auto* who : {"olga", "lea", "ana"}) {
        const auto id = desk.conversation(std::string("customer-of-") + who);
        const auto held = desk.reply(id, "Hi, I look into it and write to you today. /Me", who, {},
                                     R"(,"ask_approval":true)");
        EXPECT_EQ(held.text("state"), "held") << held.response.body;
        EXPECT_EQ(decide(held.text("id"), "approve", "", who).status(), 403);
        EXPECT_EQ(decide(held.text("id"), "approve", "", "ben").text("state"), "waiting");
    }
}

/// What a customer told us where nobody else reads, in whichever of their matters, is not said in
/// public, however the draft writes it.
TEST_P(Guard, NumbersToldInPrivateOrNotedAreNotSaidInPublic) {
    const auto id = desk.conversation("carla");
    const auto other = desk.conversation("dora");
    auto first = desk.from("carla", "private-1", "My booking is QX7R-2214-KL, by the way.");
    auto second = desk.from("carla", "private-2", "4471-90823");
    first.room = second.room = RoomKind::direct;
    first.thread_root = second.thread_root = "private-1";
    ASSERT_EQ(desk.hear({first, second}).received, 2);
    ASSERT_EQ(desk.post("/api/v1/conversations/" + id + "/notes",
                        R"({"text":"Contract number VT-338-1270, runs until May."})")
                  .status(),
              200);
    const auto stopped = [&](const std::string& conversation, const std::string& number) {
        const auto said =
            desk.post("/api/v1/conversations/" + conversation + "/advice",
                      R"({"room_id":)" + json_text(desk.room_of(conversation)) + R"(,"text":)" +
                          json_text("Hi, " + number + " is on my desk now. /Ana") + "}");
        for (const auto& item : said.at("advice").items) {
            if (item.find("rule")->text == "personal_data.case_number") return true;
        }
        return false;
    };
    for (const auto* number : {"QX7R2214KL", "qx7r 2214 kl", "4471-90823", "VT-338-1270"}) {
        EXPECT_TRUE(stopped(id, number)) << number;
        EXPECT_FALSE(stopped(other, number)) << number;
    }
    EXPECT_FALSE(stopped(id, "QX7R-2214-KM"));
}

TEST_P(Guard, AnOverrideNeedsAReasonAndIsAudited) {
    const auto id = desk.conversation();
    EXPECT_EQ(desk.reply(id, blunder, "ana", {}, R"(,"override_reason":" ")").status(), 422);
    const auto sent =
        desk.reply(id, blunder, "ana", {}, R"(,"override_reason":"It is our own test card.")");
    ASSERT_EQ(sent.status(), 200) << sent.response.body;
    EXPECT_EQ(sent.text("state"), "waiting");
    EXPECT_EQ(sent.text("override_reason"), "It is our own test card.");
    EXPECT_TRUE(happened(id, "advice_overridden"));

    const auto coaching = desk.get("/api/v1/coaching");
    ASSERT_EQ(coaching.size("overrides"), 1U) << coaching.response.body;
    EXPECT_EQ(coaching.text("overrides.0.reason"), "It is our own test card.");
    EXPECT_EQ(coaching.text("overrides.0.person.name"), "ana");
    const auto path = "/api/v1/coaching/overrides/" + coaching.text("overrides.0.id");
    EXPECT_TRUE(desk.put(path, R"({"right":true})", "lea").at("right").boolean);
    EXPECT_TRUE(desk.put(path, R"({"right":null})", "lea").is_null("right"));
}

/// Overriding one remark does not speak for another that wants a second person.
TEST_P(Guard, AnOverrideDoesNotReplaceTheSecondPersonForAnExplicitPicture) {
    const auto picture = desk.ask({api::Method::post,
                                   "/api/v1/media",
                                   "ana",
                                   "GIF89a\x10\0\x20\0\0\0\0;"s,
                                   {{"content-type", "image/gif"}}})
                             .text("id");
    ASSERT_EQ(desk.put("/api/v1/media/" + picture,
                       R"({"alt":"A lid","looked":true,"screening":"explicit"})")
                  .status(),
              200);
    const auto id = desk.conversation();
    const auto media = R"(,"media_ids":[)" + json_text(picture) + "]";
    EXPECT_EQ(desk.reply(id, blunder, "ana", {}, media).text("verdict.state"), "blocked");
    const auto held = desk.reply(id, blunder, "ana", {},
                                 media + R"(,"override_reason":"It is our own test card.")");
    ASSERT_EQ(held.status(), 200) << held.response.body;
    EXPECT_EQ(held.text("state"), "held");
    EXPECT_EQ(held.text("held_because"), "remark");
    EXPECT_EQ(desk.get("/api/v1/approvals", "ben").text("items.0.media.0.screening"), "explicit");
    EXPECT_TRUE(happened(id, "advice_overridden"));
    EXPECT_EQ(decide(held.text("id"), "approve", "", "ana").status(), 403);
    EXPECT_EQ(decide(held.text("id"), "approve", "", "ben").text("state"), "waiting");
}

TEST_P(Guard, APictureThatNothingScreenedWaitsForASecondPerson) {
    const auto picture = desk.ask({api::Method::post,
                                   "/api/v1/media",
                                   "ana",
                                   "GIF89a\x10\0\x20\0\0\0\0;"s,
                                   {{"content-type", "image/gif"}}})
                             .text("id");
    const auto path = "/api/v1/media/" + picture;
    const auto media = R"(,"media_ids":[)" + json_text(picture) + "]";
    constexpr auto words = "Nora, I am sorry. Here is the lid that fits. Ana";
    ASSERT_EQ(desk.put(path, R"({"alt":"A lid","looked":true,"name":"lid.gif"})").status(), 200);
    const auto held = desk.reply(desk.conversation(), words, "ana", {}, media);
    EXPECT_EQ(held.text("state"), "held") << held.response.body;
    EXPECT_EQ(held.text("held_because"), "remark");
    // Looked at by a program, it leaves by itself; the name of somebody else is seen as well.
    ASSERT_EQ(desk.put(path, R"({"screening":"clear"})").status(), 200);
    EXPECT_EQ(desk.reply(desk.conversation("carla"), words, "ana", {}, media).text("state"),
              "waiting");
    ASSERT_EQ(desk.put(path, R"({"name":"Invoice_Daniel_Reeves.gif"})").status(), 200);
    EXPECT_EQ(desk.reply(desk.conversation("dora"), words, "ana", {}, media).text("verdict.state"),
              "blocked");
    EXPECT_EQ(desk.put(path, R"({"name":")" + std::string(401, 'x') + R"("})").status(), 422);
}

TEST_P(Guard, WhatASecondPersonHasToSeeWaitsAlsoWhenAStopIsOverridden) {
    const auto reason = std::string(R"(,"override_reason":"It is our own test card.")");
    const auto first = desk.conversation("carla");
    EXPECT_EQ(desk.reply(first, blunder, "ana", {}, reason).text("state"), "waiting");
    ASSERT_EQ(desk.put("/api/v1/guard",
                       R"({"rules":[{"stop":"block","ask":"second_person",)"
                       R"("hint":"second_person"}]})",
                       "lea")
                  .status(),
              200);
    const auto second = desk.conversation("dora", "Where is my coat? It should have come Monday.");
    EXPECT_EQ(
        desk.reply(second, "No. The card is 4111 1111 1111 1111.", "ana", {}, reason).text("state"),
        "held");
}

TEST_P(Guard, ATraineesRepliesAllWaitForAColleague) {
    const auto id = desk.conversation();
    const auto held = desk.reply(id, fine, "tim", {}, R"(,"then":"resolve")");
    ASSERT_EQ(held.status(), 200) << held.response.body;
    EXPECT_EQ(held.text("state"), "held");
    EXPECT_EQ(held.text("held_because"), "all_wait");
    const auto reply = held.text("id");
    EXPECT_EQ(desk.get("/api/v1/views").number("held_replies"), 1);
    // It waits where everybody sees it, and the matter stays open.
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).text("row.state"), "open");
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).text("row.reply_state"), "held");
    desk.clock.move(1h);
    desk.write([&](app::Transaction& t) {
        const ReplyId key{parse_id(reply).value_or(0)};
        EXPECT_FALSE(app::begin_delivery(t, {desk.clock.now(), desk.ids}, key, "k"));
    });

    const auto queue = desk.get("/api/v1/approvals", "ben");
    ASSERT_EQ(queue.size("items"), 1U);
    EXPECT_TRUE(queue.at("items.0.may_approve").boolean);
    EXPECT_EQ(queue.text("items.0.posts.0.text"), "My parcel is lost.");
    EXPECT_FALSE(desk.get("/api/v1/approvals", "tim").at("items.0.may_approve").boolean);
    EXPECT_EQ(decide(reply, "approve", "", "tim").status(), 403);

    const auto approved = decide(reply, "approve", "Well said.", "ben");
    ASSERT_EQ(approved.status(), 200) << approved.response.body;
    EXPECT_EQ(approved.text("state"), "waiting");
    EXPECT_EQ(approved.text("approval.by.name"), "ben");
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).text("row.state"), "resolved");
    EXPECT_TRUE(happened(id, "reply_held"));
    EXPECT_TRUE(happened(id, "reply_approved"));
    EXPECT_EQ(decide(reply, "approve", "", "ben").status(), 409);
    desk.deliver(reply);
    EXPECT_EQ(state_of(reply), "sent");
    // Who let it go stays beside what was said.
    const auto posts = desk.get("/api/v1/conversations/" + id, "tim");
    ASSERT_EQ(posts.size("posts"), 2U);
    EXPECT_TRUE(posts.is_null("posts.0.approval"));
    EXPECT_EQ(posts.text("posts.1.approval.by.name"), "ben");
    EXPECT_EQ(posts.text("posts.1.approval.note"), "Well said.");
}

TEST_P(Guard, TheSecondPersonReadsTheWritersWordAndTheNotes) {
    const auto id = desk.conversation();
    for (const auto* text : {"one", "two", "three", "four"}) {
        desk.post("/api/v1/conversations/" + id + "/notes", R"({"text":)" + json_text(text) + "}");
    }
    const auto with = [&](const std::string& note) {
        return desk.reply(id, fine, "ana", {},
                          R"(,"ask_approval":true,"ask_note":)" + json_text(note));
    };
    EXPECT_EQ(with(std::string(2001, 'x')).text("field"), "$.ask_note");
    const auto held = with("  Is the date right? ");
    EXPECT_EQ(held.text("held_because"), "asked") << held.response.body;
    EXPECT_EQ(held.text("ask_note"), "Is the date right?");
    const auto queue = desk.get("/api/v1/approvals", "ben");
    EXPECT_EQ(queue.text("items.0.reply.ask_note"), "Is the date right?");
    ASSERT_EQ(queue.size("items.0.notes"), 3U);
    EXPECT_EQ(queue.text("items.0.notes.0.text"), "two");
    EXPECT_EQ(queue.text("items.0.notes.2.text"), "four");
    decide(held.text("id"), "approve", "It is.", "ben");
    const auto events = desk.get("/api/v1/conversations/" + id + "/events");
    bool told = false;
    for (const auto& item : events.at("items").items) {
        told = told || (item.find("kind")->text == "reply_approved" &&
                        item.find("detail")->text == "It is.");
    }
    EXPECT_TRUE(told) << events.response.body;
}

/// What is not held keeps nothing that was meant for a second person.
TEST_P(Guard, AWordToASecondPersonIsDroppedWhereNobodyIsAsked) {
    const auto id = desk.conversation();
    const auto sent = desk.reply(id, fine, "ana", {}, R"(,"ask_note":"Look, please.")");
    EXPECT_EQ(sent.text("state"), "waiting");
    EXPECT_TRUE(sent.is_null("ask_note"));
}

TEST_P(Guard, RemarksAreSaidInTheReadersLanguage) {
    const auto id = desk.conversation();
    const auto reason = [](const Said& said, const std::string& list) {
        for (const auto& item : said.at(list).items) {
            if (item.find("kind")->text == "personal_data") return item.find("reason")->text;
        }
        return std::string{};
    };
    const auto english = desk.reply(id, blunder);
    const auto german = desk.reply(id, blunder, "ana", {}, R"(,"words":"de")");
    EXPECT_EQ(german.status(), 409);
    EXPECT_NE(german.text("verdict.why"), english.text("verdict.why"));
    EXPECT_NE(reason(german, "advice"), reason(english, "advice"));
    const auto decided = english.at("verdict.decided").items;
    ASSERT_FALSE(decided.empty());
    EXPECT_EQ(english.text("advice." + std::to_string(decided.front().integer) + ".grade"), "stop");

    ASSERT_EQ(desk.reply(id, blunder, "tim", {}, R"(,"ask_approval":true)").status(), 200);
    const auto queue = [&](const std::string& words) {
        return reason(desk.get("/api/v1/approvals" + words, "ben"), "items.0.advice");
    };
    EXPECT_EQ(queue(""), reason(english, "advice"));
    EXPECT_EQ(queue("?words=de"), reason(german, "advice"));
    EXPECT_EQ(desk.get("/api/v1/approvals?words=xx", "ben").status(), 422);
}

TEST_P(Guard, WhoStoppedResumedAndChangedIsToldAfterwards) {
    desk.put("/api/v1/outgoing", R"({"stopped":true,"reason":"We were hacked."})");
    desk.put("/api/v1/outgoing", R"({"stopped":false})", "lea");
    ASSERT_EQ(desk.put("/api/v1/guard", R"({"rules":[{"ask":"second_person"}]})", "olga").status(),
              200);
    const auto told = desk.get("/api/v1/guard/events", "vic");
    ASSERT_EQ(told.size("items"), 3U) << told.response.body;
    EXPECT_EQ(told.text("items.0.kind"), "guard_changed");
    EXPECT_EQ(told.text("items.0.actor.name"), "olga");
    EXPECT_EQ(told.text("items.0.detail"),
              "everybody: ask free -> second_person\ntrainee: removed");
    EXPECT_EQ(told.text("items.1.kind"), "outgoing_resumed");
    EXPECT_EQ(told.text("items.1.actor.name"), "lea");
    EXPECT_EQ(told.text("items.2.detail"), "We were hacked.");
}

TEST_P(Guard, AReturnedReplyIsItsWritersDraftWithTheNote) {
    const auto id = desk.conversation();
    const auto reply = desk.reply(id, fine, "tim").text("id");
    EXPECT_EQ(decide(reply, "return", "", "ben").status(), 422);
    ASSERT_EQ(decide(reply, "return", "Say when, please.", "ben").status(), 200);
    EXPECT_EQ(state_of(reply), "returned");
    const auto seen = desk.get("/api/v1/conversations/" + id, "tim");
    EXPECT_EQ(seen.text("draft.text"), fine);
    EXPECT_EQ(seen.text("draft.returned.note"), "Say when, please.");
    EXPECT_EQ(seen.text("draft.returned.by.name"), "ben");
    EXPECT_FALSE(seen.is_null("row.waiting_since"));
    EXPECT_EQ(desk.get("/api/v1/views").number("held_replies"), 0);
    // The note stays while the draft is mended, and goes with it.
    desk.put("/api/v1/conversations/" + id + "/draft",
             R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":"Better."})", "tim");
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id, "tim").text("draft.returned.note"),
              "Say when, please.");
    desk.reply(id, "Hi Carla, today. /Tim", "tim");
    EXPECT_TRUE(desk.get("/api/v1/conversations/" + id, "tim").is_null("draft"));
}

/// A person's words in an event are never taken for the desk's own.
TEST_P(Guard, ANoteOfOneWordReturnsAReplyAsAnyOther) {
    const auto id = desk.conversation();
    for (const auto* note : {"failed", "No."}) {
        const auto reply = desk.reply(id, fine, "tim").text("id");
        ASSERT_EQ(decide(reply, "return", note, "ben").status(), 200);
    }
    const ConversationId key{parse_id(id).value_or(0)};
    desk.write(
        [&](app::Transaction& t) { EXPECT_EQ(t.conversation(key)->state.replies_pending, 0); });
}

TEST_P(Guard, WhoMayNotOverrideAsksAColleague) {
    const auto id = desk.conversation();
    EXPECT_EQ(desk.reply(id, blunder, "tim").status(), 409);
    EXPECT_EQ(desk.reply(id, blunder, "tim", {}, R"(,"override_reason":"I want to")").status(),
              403);
    const auto held = desk.reply(id, blunder, "tim", {}, R"(,"ask_approval":true)");
    ASSERT_EQ(held.text("state"), "held") << held.response.body;
    EXPECT_TRUE(desk.get("/api/v1/approvals", "ben").at("items.0.needs_reason").boolean);
    EXPECT_EQ(decide(held.text("id"), "approve", "", "ben").status(), 422);
    const auto approved = decide(held.text("id"), "approve", "A test card.", "ben");
    EXPECT_EQ(approved.text("override_reason"), "A test card.");
    EXPECT_TRUE(happened(id, "advice_overridden"));
    EXPECT_EQ(desk.get("/api/v1/coaching").text("overrides.0.person.name"), "ben");
}

TEST_P(Guard, RulesAreChangedByLeadsAndNotOverwrittenUnseen) {
    const auto before = desk.get("/api/v1/guard", "lea");
    const std::string strict =
        R"({"rules":[{"role":"agent","stop":"block","ask":"second_person","all_wait":true}]})";
    const auto tag = before.header("ETag");
    EXPECT_EQ(desk.put("/api/v1/guard", strict, "lea", {{"if-match", tag}}).status(), 200);
    EXPECT_EQ(desk.put("/api/v1/guard", strict, "olga", {{"if-match", tag}}).status(), 412);
    EXPECT_EQ(
        desk.put("/api/v1/guard", R"({"rules":[{"channel_id":"0000000000001"}]})", "lea").status(),
        422);
    const auto id = desk.conversation();
    EXPECT_EQ(desk.reply(id, fine, "ana").text("state"), "held");
}

TEST_P(Guard, TheBigSwitchHoldsEverythingAlsoWhatWaits) {
    const auto id = desk.conversation();
    const auto waiting = desk.reply(id, fine).text("id");
    EXPECT_EQ(desk.put("/api/v1/outgoing", R"({"stopped":true})").status(), 422);
    const auto stopped =
        desk.put("/api/v1/outgoing", R"({"stopped":true,"reason":"We were hacked."})");
    ASSERT_EQ(stopped.status(), 200) << stopped.response.body;
    EXPECT_EQ(stopped.text("by.name"), "ana");
    EXPECT_EQ(stopped.number("waiting"), 1);

    desk.clock.move(1h);
    const auto due = [&] {
        return desk.database->due(desk.channel.id, desk.clock.now(), 10).value().size();
    };
    EXPECT_EQ(due(), 0U);
    EXPECT_FALSE(desk.database->next_due(desk.channel.id).value());
    desk.write([&](app::Transaction& t) {
        const ReplyId key{parse_id(waiting).value_or(0)};
        EXPECT_FALSE(app::begin_delivery(t, {desk.clock.now(), desk.ids}, key, "k"));
    });
    // Who answers meanwhile is told, and it is taken.
    const auto other = desk.conversation("dora");
    const std::string to_dora = "Hi Dora, I am sorry; I look into it and write today. /Ana";
    const auto advised = desk.post("/api/v1/conversations/" + other + "/advice",
                                   R"({"room_id":)" + json_text(desk.room_of(other)) +
                                       R"(,"text":)" + json_text(to_dora) + "}");
    EXPECT_EQ(advised.text("verdict.state"), "stopped");
    EXPECT_EQ(advised.text("verdict.why"), "We were hacked.");
    EXPECT_EQ(desk.reply(other, to_dora).status(), 200);

    EXPECT_EQ(desk.put("/api/v1/outgoing", R"({"stopped":false})").status(), 403);
    EXPECT_EQ(desk.put("/api/v1/outgoing", R"({"stopped":false})", "lea").status(), 200);
    EXPECT_FALSE(desk.get("/api/v1/outgoing").at("stopped").boolean);
    // One more undo window for what nobody could have stopped while it waited.
    EXPECT_EQ(due(), 0U);
    desk.clock.move(11s);
    EXPECT_EQ(due(), 2U);
    desk.deliver(waiting);
    EXPECT_EQ(state_of(waiting), "sent");
}

TEST_P(Guard, WhatTheCoachSaidIsCountedWithoutAWordOfTheDraft) {
    const auto id = desk.conversation();
    desk.post(
        "/api/v1/conversations/" + id + "/advice",
        R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":)" + json_text(blunder) + "}");
    ASSERT_EQ(desk.reply(id, fine).status(), 200);
    const auto coaching = desk.get("/api/v1/coaching");
    EXPECT_EQ(coaching.number("drafts"), 1);
    bool mended = false;
    for (const auto& row : coaching.at("rules").items) {
        if (row.find("kind")->text == "personal_data") {
            mended = row.find("mended")->integer == 1;
        }
    }
    EXPECT_TRUE(mended) << coaching.response.body;
    EXPECT_EQ(coaching.response.body.find("4111"), std::string::npos);
}

/// Whoever wrote it, and wherever: everybody who reads the thread sees both.
TEST_P(Guard, WhatStandsAboveInTheThreadIsNotSaidAgain) {
    const std::string again =
        "we have asked the carrier where your parcel is and will write to you here as soon as "
        "they answer, by Friday at the latest.";
    const auto first = desk.conversation("carla");
    const auto second = desk.conversation("dora", "My coat came torn.");
    auto post = TestDesk::from("us", "from-the-app", "@carla Hi Carla, " + again + " /Ben");
    post.own = true;
    post.in_reply_to = "carla-1";
    desk.hear({post});
    const auto twins = [&](const std::string& id, const std::string& text) {
        const auto said = desk.post(
            "/api/v1/conversations/" + id + "/advice",
            R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":)" + json_text(text) + "}");
        std::vector<std::string> rules;
        for (const auto& item : said.at("advice").items) {
            const auto* twin = item.find("twin");
            if (twin->kind != api::json::Node::Kind::object) continue;
            EXPECT_TRUE(twin->find("same_thread")->boolean);
            EXPECT_EQ(twin->find("text")->text, post.text);
            rules.push_back(item.find("rule")->text);
        }
        return rules;
    };
    EXPECT_EQ(twins(first, "Hi Carla, " + again + " /Ana"),
              std::vector<std::string>{"canned.thread"});
    EXPECT_TRUE(twins(first, fine).empty());
    EXPECT_TRUE(twins(second, "Hi Dora, " + again + " /Ana").empty());
}

/// The examples cannot be copied; typing them off is noticed.
TEST_P(Guard, AnExampleOfThePlaybookIsNoTextToSay) {
    const std::string example =
        "Hi Maja, a birthday parcel that sits in a depot is no fun, I am sorry. I have asked the "
        "depot to look for it and will write to you here by 5 pm, found or not. /Aylin";
    const auto made =
        desk.post("/api/v1/playbooks",
                  R"({"title":"A parcel is late","topics":[],"goal":"","tone":"",)"
                  R"("facts":[],"authority":[],"retired":false,"examples":["Short.",)" +
                      json_text(example) + "]}",
                  "lea");
    ASSERT_EQ(made.status(), 200) << made.response.body;
    const auto id = desk.conversation("carla");
    const auto canned = [&](const std::string& text) {
        const auto said = desk.post(
            "/api/v1/conversations/" + id + "/advice",
            R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":)" + json_text(text) + "}");
        std::vector<std::string> found;
        for (const auto& item : said.at("advice").items) {
            const auto* twin = item.find("twin");
            if (twin->kind != api::json::Node::Kind::object) continue;
            EXPECT_TRUE(twin->find("example")->boolean);
            EXPECT_FALSE(twin->find("same_thread")->boolean);
            EXPECT_EQ(twin->find("text")->text, example);
            found.push_back(item.find("rule")->text + ": " + twin->find("to")->text);
        }
        return found;
    };
    EXPECT_EQ(canned("Hi Carla, a birthday parcel that sits in a depot is no fun, I am sorry. I "
                     "have asked the depot to look for it and will write to you here by 6 pm, "
                     "found or not. /Ana"),
              std::vector<std::string>{"canned.example: A parcel is late"});
    EXPECT_TRUE(canned(fine).empty());
}

/// What a colleague told somebody else an hour ago is found, and forgotten when it is gone.
TEST_P(Guard, TheTwinOfACannedReplyIsShownUntilItIsDeleted) {
    const std::string canned =
        "we are very sorry to hear about your experience. Please be assured that your feedback is "
        "important to us and that we will pass it on to the relevant team. /Ana";
    const auto first = desk.conversation("carla");
    const auto reply = desk.reply(first, "Hi Carla, " + canned).text("id");
    desk.deliver(reply);
    const auto second = desk.conversation("dora", "My coat came torn.");
    const auto twin = [&] {
        const auto said = desk.post("/api/v1/conversations/" + second + "/advice",
                                    R"({"room_id":)" + json_text(desk.room_of(second)) +
                                        R"(,"text":)" + json_text("Hi Dora, " + canned) + "}");
        for (const auto& item : said.at("advice").items) {
            const auto* found = item.find("twin");
            if (found->kind == api::json::Node::Kind::object) return found->find("text")->text;
        }
        return std::string{};
    };
    EXPECT_EQ(twin(), "Hi Carla, " + canned);
    desk.hear({app::IncomingDeletion{"sent:" + reply, desk.clock.now()}});
    EXPECT_EQ(twin(), "");
}

}  // namespace
}  // namespace heed
