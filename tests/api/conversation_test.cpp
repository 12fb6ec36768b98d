#include "api/test_desk.hpp"

namespace heed {
namespace {

using namespace test;
using api::Method;

const std::string conversations = "/api/v1/conversations/";

class Conversations : public ApiTest {
protected:
    /// Seven conversations, one a minute, in every view.
    void fill() {
        for (const auto* author : {"a", "b", "c", "d", "e", "f", "g"}) {
            ids_.push_back(desk.conversation(author, std::string("I am ") + author));
            desk.clock.move(std::chrono::minutes{1});
        }
        claim(ids_[0], "ana");
        claim(ids_[1], "ben");
        EXPECT_EQ(desk.reply(ids_[2], "Hello c", "ana").status(), 200);
        EXPECT_EQ(
            desk.put(conversations + ids_[3] + "/resolution", R"({"reason":"spam"})").status(),
            200);
    }
    Said claim(const std::string& id, const std::string& name,
               std::map<std::string, std::string> headers = {}) {
        return desk.put(conversations + id + "/owner",
                        R"({"user_id":)" + json_text(desk.id_of(name)) + "}", name,
                        std::move(headers));
    }
    std::vector<std::string> listed(const std::string& query, const std::string& as = "ana") {
        const auto said = desk.get("/api/v1/conversations?" + query, as);
        EXPECT_EQ(said.status(), 200) << said.response.body;
        std::vector<std::string> names;
        for (const auto& item : said.at("items").items)
            names.push_back(item.find("customer")->find("handle")->text);
        return names;
    }
    std::vector<std::string> ids_;
};
ON_EVERY_ENGINE(Conversations);

using Names = std::vector<std::string>;

TEST_P(Conversations, AreListedByViewAndOrder) {
    fill();
    struct Case {
        std::string query, as;
        Names names;
    };
    for (const auto& each : std::vector<Case>{
             {"", "ana", {"a", "b", "e", "f", "g"}},
             {"view=needs_reply&order=newest", "ana", {"g", "f", "e", "b", "a"}},
             {"view=mine", "ana", {"c", "a"}},
             {"view=mine", "ben", {"b"}},
             {"view=mine", "lea", {}},
             {"view=unassigned", "ana", {"e", "f", "g"}},
             {"view=unassigned&order=newest", "ana", {"g", "f", "e"}},
             {"view=answered", "ana", {"c"}},
             {"view=resolved", "ana", {"d"}},
             {"view=all", "ana", {"g", "f", "e", "d", "c", "b", "a"}},
             {"view=all&channel=" + to_string(desk.replay.id), "ana", {}},
             {"view=all&channel=" + to_string(desk.channel.id) + "&limit=2", "ana", {"g", "f"}},
             {"q=I+am+e", "ana", {"e"}},
             {"q=%40f", "ana", {"f"}},
             {"q=%22%27%29%3B--", "ana", {}},
             {"q=NEAR%28a+b%29", "ana", {}}}) {
        SCOPED_TRACE(each.query);
        EXPECT_EQ(listed(each.query, each.as), each.names);
    }
}

TEST_P(Conversations, AreCountedAsTheyAreListed) {
    fill();
    desk.clock.move(std::chrono::minutes{58});
    for (const auto* name : {"ana", "ben", "vic"}) {
        const auto counts = desk.get("/api/v1/views", name);
        ASSERT_EQ(counts.size("views"), 6U);
        for (const auto& view : counts.at("views").items) {
            const auto page =
                desk.get("/api/v1/conversations?view=" + view.find("view")->text, name);
            EXPECT_EQ(view.find("count")->integer, static_cast<long long>(page.size("items")));
            EXPECT_EQ(view.find("count")->integer, page.number("total"));
        }
    }
    // Sixty minutes were promised: a, b and e wrote longer ago.
    EXPECT_EQ(desk.get("/api/v1/views").number("views.0.overdue"), 3);
    EXPECT_EQ(desk.get("/api/v1/views").number("views.1.overdue"), 1);
}

TEST_P(Conversations, AreCountedBeyondThePageThatIsShown) {
    fill();
    const auto street = "&channel=" + to_string(desk.channel.id);
    for (const auto& [query, total] :
         std::vector<std::pair<std::string, long long>>{{"view=all", 7},
                                                        {"view=all" + street, 7},
                                                        {"view=needs_reply", 5},
                                                        {"view=needs_reply" + street, 5},
                                                        {"view=mine" + street, 2},
                                                        {"view=unassigned" + street, 3},
                                                        {"view=answered" + street, 1},
                                                        {"view=resolved" + street, 1},
                                                        {"q=am", 7},
                                                        {"q=am" + street, 7},
                                                        {"q=I+am+e", 1},
                                                        {"q=%22", 0}}) {
        SCOPED_TRACE(query);
        const auto page = desk.get("/api/v1/conversations?limit=1&" + query);
        EXPECT_EQ(page.number("total"), total);
        EXPECT_FALSE(page.at("total_at_least").boolean);
    }
}

TEST_P(Conversations, AreTurnedPageByPage) {
    fill();
    for (const auto* order :
         {"view=all", "view=needs_reply&order=urgency", "view=needs_reply&order=newest", "q=am"}) {
        SCOPED_TRACE(order);
        Names seen;
        std::string target = std::string("/api/v1/conversations?limit=2&") + order;
        for (int pages = 0; pages < 9; ++pages) {
            const auto said = desk.get(target);
            for (const auto& item : said.at("items").items)
                seen.push_back(item.find("customer")->find("handle")->text);
            const auto link = said.header("Link");
            EXPECT_EQ(link.empty(), said.is_null("next"));
            if (link.empty()) break;
            EXPECT_TRUE(link.ends_with(">; rel=\"next\"")) << link;
            EXPECT_NE(link.find("cursor=" + said.text("next")), std::string::npos);
            target = link.substr(1, link.find('>') - 1);
        }
        EXPECT_EQ(seen, listed(std::string("limit=200&") + order));
    }
}

TEST_P(Conversations, RefuseAQueryThatIsNone) {
    struct Case {
        std::string query, field;
    };
    for (const auto& each : std::vector<Case>{{"view=mein", "view"},
                                              {"order=worst", "order"},
                                              {"limit=0", "limit"},
                                              {"limit=201", "limit"},
                                              {"limit=2x", "limit"},
                                              {"limit=99999999999999999999", "limit"},
                                              {"cursor=abc", "cursor"},
                                              {"cursor=", "cursor"},
                                              {"cursor=1.2", "cursor"},
                                              {"cursor=1'.0000000000001", "cursor"},
                                              {"channel=larkspur", "channel"}}) {
        const auto said = desk.get("/api/v1/conversations?" + each.query);
        EXPECT_EQ(said.status(), 422) << each.query;
        EXPECT_EQ(said.text("field"), each.field) << each.query;
    }
}

TEST_P(Conversations, BelongToOneAgentAtATime) {
    const auto id = desk.conversation();
    EXPECT_EQ(claim(id, "ana").text("owner.name"), "ana");
    EXPECT_EQ(claim(id, "ana").status(), 200);
    const auto late = claim(id, "ben");
    EXPECT_EQ(late.status(), 409);
    EXPECT_EQ(claim(id, "ben", {{"if-match", "\"1\""}}).status(), 409);
    const auto etag = desk.get(conversations + id).header("ETag");
    EXPECT_EQ(claim(id, "ben", {{"if-match", etag}}).text("owner.name"), "ben");
    EXPECT_EQ(desk.del(conversations + id + "/owner", "lea").status(), 200);
    EXPECT_TRUE(desk.get(conversations + id).is_null("row.owner"));
    EXPECT_EQ(claim(id, "ana").status(), 200);
}

TEST_P(Conversations, AreHandedToWhoCanAnswer) {
    const auto id = desk.conversation();
    desk.write([&](app::Transaction& t) {
        auto ben = *t.user(desk.user("ben"));
        ben.disabled_at = noon;
        t.save(ben);
    });
    const auto hand_to = [&](const std::string& user) {
        return desk.put(conversations + id + "/owner", R"({"user_id":)" + json_text(user) + "}");
    };
    EXPECT_EQ(hand_to(desk.id_of("lea")).text("owner.name"), "lea");
    for (const auto& user :
         {desk.id_of("vic"), desk.id_of("ben"), std::string("0000000000001"), std::string("x")}) {
        const auto said = hand_to(user);
        EXPECT_EQ(said.status(), 422) << user;
        EXPECT_EQ(said.text("field"), "$.user_id");
    }
    EXPECT_EQ(desk.get(conversations + id).text("row.owner.name"), "lea");
}

TEST_P(Conversations, AreResolvedWithAReasonWhileSomebodyWaits) {
    const auto id = desk.conversation();
    const auto path = conversations + id + "/resolution";
    const auto refused = desk.put(path, "{}");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_EQ(refused.text("field"), "$.reason");
    EXPECT_EQ(desk.put(path, R"({"reason":"answered"})").status(), 422);
    EXPECT_EQ(desk.put(path, R"({"reason":"bored"})").status(), 422);
    const auto done = desk.put(path, R"({"reason":"no_answer_needed"})");
    EXPECT_EQ(done.status(), 200);
    EXPECT_EQ(done.text("state"), "resolved");
    EXPECT_EQ(done.text("resolved_reason"), "no_answer_needed");
    EXPECT_TRUE(done.is_null("waiting_since"));
    EXPECT_EQ(desk.put(path, "{}").status(), 200) << "twice is once";
    EXPECT_EQ(desk.del(path).text("state"), "open");

    const auto answered = desk.conversation("dora");
    desk.deliver(desk.reply(answered, "Hello Dora").text("id"));
    EXPECT_EQ(desk.put(conversations + answered + "/resolution", "{}").text("resolved_reason"),
              "answered");
}

TEST_P(Conversations, OpenAgainWhenTheCustomerWrites) {
    const auto id = desk.conversation("carla");
    desk.put(conversations + id + "/resolution", R"({"reason":"spam"})");
    auto next = TestDesk::from("carla", "next", "And now?");
    next.in_reply_to = "carla-1";
    desk.hear({next});
    const auto said = desk.get(conversations + id);
    EXPECT_EQ(said.text("row.state"), "open");
    EXPECT_TRUE(said.is_null("row.resolved_reason"));
    EXPECT_EQ(said.size("posts"), 2U);
}

TEST_P(Conversations, KeepNotes) {
    const auto id = desk.conversation();
    const auto path = conversations + id + "/notes";
    const auto once = std::map<std::string, std::string>{{"idempotency-key", "n1"}};
    const auto first = desk.post(path, R"({"text":"<b>Called</b> her"})", "ana", once);
    EXPECT_EQ(first.status(), 200);
    EXPECT_EQ(desk.post(path, R"({"text":"<b>Called</b> her"})", "ana", once).text("id"),
              first.text("id"));
    EXPECT_EQ(desk.post(path, R"({"text":"other"})", "ana", once).status(), 409);
    EXPECT_EQ(desk.post(path, R"({"text":"  "})").text("field"), "$.text");
    EXPECT_EQ(desk.post(path, R"({"text":")" + std::string(10'001, 'x') + "\"}").text("field"),
              "$.text");
    const auto shown = desk.get(conversations + id, "vic");
    ASSERT_EQ(shown.size("notes"), 1U);
    EXPECT_EQ(shown.text("notes.0.text"), "<b>Called</b> her");
    EXPECT_EQ(shown.text("notes.0.author.name"), "ana");
}

TEST_P(Conversations, KeepOneDraftAPerson) {
    const auto id = desk.conversation();
    const auto other = desk.conversation("dora");
    const auto path = conversations + id + "/draft";
    const auto draft = [&](const std::string& text, const std::string& as,
                           const std::string& more = "") {
        return desk.put(path,
                        R"({"room_id":)" + json_text(desk.room_of(id)) + R"(,"text":)" +
                            json_text(text) + more + "}",
                        as);
    };
    EXPECT_EQ(draft("Dear", "ana").status(), 200);
    EXPECT_EQ(draft("Dear Carla", "ana").status(), 200);
    EXPECT_EQ(draft("Hi", "ben").status(), 200);
    desk.restart();
    EXPECT_EQ(desk.get(conversations + id, "ana").text("draft.text"), "Dear Carla");
    EXPECT_EQ(desk.get(conversations + id, "ben").text("draft.text"), "Hi");
    EXPECT_TRUE(desk.get(conversations + id, "lea").is_null("draft"));
    EXPECT_EQ(draft(std::string(20'001, 'x'), "ana").text("field"), "$.text");
    const auto foreign = desk.get(conversations + other).text("posts.0.id");
    EXPECT_EQ(draft("x", "ana", R"(,"in_reply_to":)" + json_text(foreign)).text("field"),
              "$.in_reply_to");
    EXPECT_EQ(draft("x", "ana", R"(,"media_ids":["x"])").text("field"), "$.media_ids");
    EXPECT_EQ(desk.put(path, R"({"room_id":)" + json_text(desk.room_of(other)) + R"(,"text":"x"})")
                  .text("field"),
              "$.room_id");
    EXPECT_EQ(desk.del(path, "ana").status(), 204);
    EXPECT_TRUE(desk.get(conversations + id, "ana").is_null("draft"));
    EXPECT_EQ(desk.get(conversations + id, "ben").text("draft.text"), "Hi");
}

TEST_P(Conversations, ShowWhoElseIsHere) {
    const auto id = desk.conversation();
    const auto here = [&](const std::string& as, bool replying) {
        return desk
            .put(conversations + id + "/presence",
                 replying ? R"({"replying":true})" : R"({"replying":false})", as)
            .status();
    };
    EXPECT_EQ(here("ana", false), 204);
    EXPECT_EQ(here("ben", true), 204);
    const auto seen = desk.get(conversations + id, "ana");
    ASSERT_EQ(seen.size("others"), 1U);
    EXPECT_EQ(seen.text("others.0.person.name"), "ben");
    EXPECT_TRUE(seen.at("others.0.replying").boolean);
    desk.clock.move(std::chrono::seconds{46});
    EXPECT_EQ(desk.get(conversations + id, "ana").size("others"), 0U);
}

TEST_P(Conversations, TellTheirStory) {
    const auto id = desk.conversation();
    claim(id, "ana");
    const auto events = desk.get(conversations + id + "/events");
    ASSERT_EQ(events.size("items"), 3U);
    EXPECT_EQ(events.text("items.0.kind"), "claimed");
    EXPECT_EQ(events.text("items.0.actor.name"), "ana");
    EXPECT_EQ(events.text("items.2.kind"), "conversation_opened");
    EXPECT_EQ(desk.get(conversations + id).header("ETag"), "\"3\"");
    const auto customer =
        desk.get("/api/v1/customers/" + desk.get(conversations + id).text("customer.id"));
    EXPECT_EQ(customer.number("post_count"), 1);
    EXPECT_EQ(customer.size("earlier"), 1U);
}

TEST_P(Conversations, ShowOlderPostsPageByPage) {
    std::vector<app::Incoming> items;
    for (int i = 0; i < 450; ++i) {
        auto post = TestDesk::from("carla", "p" + std::to_string(i), std::to_string(i));
        post.written_at = noon - std::chrono::hours{1} + Millis{i / 3};
        items.emplace_back(post);
    }
    desk.hear(items);
    const auto id = desk.get("/api/v1/conversations").text("items.0.id");
    auto page = desk.get(conversations + id);
    std::vector<std::string> texts;
    const auto gather = [&](const api::json::Node& posts) {
        std::vector<std::string> list;
        for (const auto& post : posts.items)
            list.push_back(post.find("text")->text);
        texts.insert(texts.begin(), list.begin(), list.end());
    };
    gather(page.at("posts"));
    EXPECT_EQ(texts.size(), 200U);
    for (auto before = page.text("posts_before"); !before.empty(); before = page.text("before")) {
        page = desk.get(conversations + id + "/posts?before=" + before);
        gather(page.at("items"));
    }
    ASSERT_EQ(texts.size(), 450U);
    for (int i = 0; i < 450; ++i)
        EXPECT_EQ(texts[static_cast<std::size_t>(i)], std::to_string(i));
}

}  // namespace
}  // namespace heed
