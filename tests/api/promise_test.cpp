#include <algorithm>

#include "api/test_desk.hpp"
#include "app/promises.hpp"

namespace heed {
namespace {

using namespace test;
using namespace std::chrono_literals;

class Promises : public ApiTest {
protected:
    Said record(const std::string& conversation, const std::string& what, Millis due,
                const std::string& as = "ana", const std::string& more = "",
                const std::string& key = "") {
        return desk.post("/api/v1/conversations/" + conversation + "/promises",
                         R"({"what":)" + json_text(what) + R"(,"due_at":")" +
                             format_rfc3339(desk.clock.now() + due) + '"' + more + "}",
                         as, {{"idempotency-key", key.empty() ? what : key}});
    }
    void look_after() {
        desk.write([&](app::Transaction& t) {
            static_cast<void>(app::look_after_promises(t, {desk.clock.now(), desk.ids}));
        });
    }
    std::vector<std::string> kinds_of(const std::string& conversation) {
        std::vector<std::string> kinds;
        const auto said = desk.get("/api/v1/conversations/" + conversation + "/events", "vic");
        for (const auto& item : said.at("items").items)
            kinds.push_back(item.find("kind")->text);
        return kinds;
    }
    long long count(const std::string& conversation, const std::string& kind) {
        const auto kinds = kinds_of(conversation);
        return std::count(kinds.begin(), kinds.end(), kind);
    }
    bool weighs(const std::string& conversation) {
        const auto said = desk.get("/api/v1/conversations/" + conversation);
        for (const auto& factor : said.at("priority.factors").items) {
            if (factor.find("factor")->text == "broken_promise") return true;
        }
        return false;
    }
};
ON_EVERY_ENGINE(Promises);

TEST_P(Promises, AreRecordedOnceWithOwnerAndDate) {
    const auto id = desk.conversation();
    const auto first =
        record(id, "We call you.", 24h, "ana", R"(,"owner_id":")" + desk.id_of("ben") + '"', "k");
    ASSERT_EQ(first.status(), 200) << first.response.body;
    EXPECT_EQ(first.text("owner.name"), "ben");
    EXPECT_EQ(first.text("recorded_by.name"), "ana");
    EXPECT_EQ(first.text("customer"), "carla");
    const auto again =
        record(id, "We call you.", 24h, "ana", R"(,"owner_id":")" + desk.id_of("ben") + '"', "k");
    EXPECT_EQ(again.text("id"), first.text("id"));
    EXPECT_EQ(desk.get("/api/v1/promises?owner=" + desk.id_of("ben")).size("items"), 1U);
    EXPECT_EQ(desk.get("/api/v1/promises?owner=me").size("items"), 0U);
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).text("promises.0.what"), "We call you.");
    EXPECT_EQ(record(id, "Late.", -1h).status(), 422);
    EXPECT_EQ(
        record(id, "Nobody's.", 1h, "ana", R"(,"owner_id":")" + desk.id_of("vic") + '"').status(),
        422);
    EXPECT_EQ(record("0000000000001", "To nobody.", 1h).status(), 404);
}

TEST_P(Promises, AreKeptByPeopleAndNotChangedUnseen) {
    const auto id = desk.conversation();
    const auto promise = record(id, "We call you.", 24h);
    const auto path = "/api/v1/promises/" + promise.text("id");
    const auto patch = [&](const std::string& body, const std::string& tag) {
        return desk.ask({api::Method::patch, path, "ana", body, {{"if-match", tag}}});
    };
    const auto kept = patch(R"({"state":"kept","evidence":"Called at noon."})", "\"1\"");
    ASSERT_EQ(kept.status(), 200) << kept.response.body;
    EXPECT_EQ(kept.text("state"), "kept");
    EXPECT_EQ(kept.text("closed_by.name"), "ana");
    EXPECT_EQ(patch(R"({"state":"broken"})", "\"1\"").status(), 412);
    EXPECT_EQ(patch(R"({"state":"broken"})", "\"2\"").status(), 409);
    EXPECT_EQ(desk.get("/api/v1/promises?state=open").size("items"), 0U);
    const auto counts = desk.get("/api/v1/promises/counts");
    EXPECT_EQ(counts.text("people.0.person.name"), "ana");
    EXPECT_EQ(counts.number("people.0.kept"), 1);
}

TEST_P(Promises, ABrokenOneMovesTheCustomerUpUntilItIsMadeGood) {
    const auto id = desk.conversation();
    const auto promise = record(id, "We call you.", 24h);
    desk.clock.move(20h);
    look_after();
    look_after();
    EXPECT_EQ(count(id, "promise_due"), 1);
    EXPECT_EQ(desk.get("/api/v1/views").number("promises_due"), 1);
    EXPECT_FALSE(weighs(id));
    const auto before = desk.get("/api/v1/conversations/" + id).number("row.head_start");
    desk.clock.move(5h);
    look_after();
    look_after();
    EXPECT_EQ(count(id, "promise_broken"), 1);
    EXPECT_TRUE(weighs(id));
    EXPECT_GT(desk.get("/api/v1/conversations/" + id).number("row.head_start"), before);
    EXPECT_EQ(desk.get("/api/v1/views").number("promises_broken"), 1);
    const auto seen = desk.get("/api/v1/conversations/" + id);
    EXPECT_EQ(seen.text("promises.0.state"), "broken");
    EXPECT_TRUE(seen.is_null("promises.0.closed_by"));

    const auto good = desk.ask({api::Method::patch, "/api/v1/promises/" + promise.text("id"), "ana",
                                R"({"state":"kept","evidence":"Called, late."})"});
    EXPECT_EQ(good.text("state"), "broken");
    EXPECT_FALSE(good.is_null("made_good_at"));
    EXPECT_FALSE(weighs(id));
    EXPECT_EQ(desk.get("/api/v1/promises/counts").number("people.0.made_good"), 1);
}

TEST_P(Promises, AreFoundByWhetherTheyStand) {
    const auto id = desk.conversation();
    const auto list = [&](const std::string& asked) {
        std::vector<std::string> what;
        std::string next;
        do {
            const auto page =
                desk.get("/api/v1/promises?" + asked + (next.empty() ? "" : "&cursor=" + next));
            EXPECT_EQ(page.status(), 200) << page.response.body;
            for (const auto& item : page.at("items").items)
                what.push_back(item.find("what")->text);
            next = page.is_null("next") ? "" : page.text("next");
        } while (!next.empty());
        return what;
    };
    const auto keep = [&](const std::string& promise) {
        const auto kept = desk.ask({api::Method::patch, "/api/v1/promises/" + promise, "ana",
                                    R"({"state":"kept","evidence":"Done."})"});
        EXPECT_EQ(kept.status(), 200) << kept.response.body;
        desk.clock.move(1min);
    };
    using Words = std::vector<std::string>;
    const auto broken = record(id, "Broken.", 1h);
    const auto mended = record(id, "Made good.", 2h);
    desk.clock.move(3h);
    look_after();
    std::vector<std::string> kept;
    for (int i = 0; i < 60; ++i) {
        const auto what = "Kept " + std::to_string(i) + ".";
        keep(record(id, what, 24h).text("id"));
        kept.insert(kept.begin(), what);
    }
    record(id, "Open.", 48h);
    EXPECT_EQ(list("group=open"), Words{"Open."});
    EXPECT_EQ(list("group=broken"), (Words{"Broken.", "Made good."}));
    EXPECT_EQ(list("group=closed"), kept);
    // It was broken first, and is closed only now.
    keep(mended.text("id"));
    kept.insert(kept.begin(), "Made good.");
    EXPECT_EQ(list("group=broken"), Words{"Broken."});
    EXPECT_EQ(list("group=closed"), kept);
    EXPECT_EQ(list("group=closed&state=broken"), Words{"Made good."});
    EXPECT_EQ(list("group=closed&owner=" + desk.id_of("ben")), Words{});
    EXPECT_EQ(desk.get("/api/v1/promises?group=any").status(), 422);
}

TEST_P(Promises, AReplyThatAsksWhatWouldPutItRightIsNotedOnce) {
    desk.coach();
    const auto id = desk.conversation();
    const auto room = desk.get("/api/v1/conversations/" + id).text("rooms.0.id");
    const auto send = [&](const std::string& text, const std::string& key) {
        return desk.post("/api/v1/conversations/" + id + "/replies",
                         R"({"room_id":")" + room + R"(","text":)" + json_text(text) + "}", "ana",
                         {{"idempotency-key", key}});
    };
    const auto remedy = [&] { return desk.get("/api/v1/conversations/" + id); };
    ASSERT_EQ(send("Hi Carla, could you tell me when it broke? Ana", "a").status(), 200);
    EXPECT_TRUE(remedy().is_null("remedy"));
    const auto asks = send("Hi Carla, what would put this right for you? Ana", "b");
    ASSERT_EQ(asks.status(), 200) << asks.response.body;
    EXPECT_EQ(remedy().text("remedy.asked_by.name"), "ana");
    EXPECT_EQ(count(id, "remedy_asked"), 1);

    // What never left has asked nobody.
    const auto back =
        desk.ask({api::Method::delete_, "/api/v1/replies/" + asks.text("id"), "ana", ""});
    ASSERT_EQ(back.status(), 200) << back.response.body;
    EXPECT_TRUE(remedy().is_null("remedy.asked_at"));

    desk.clock.move(1min);
    ASSERT_EQ(send("Hi Carla, how can we make it right? Ana", "c").status(), 200);
    EXPECT_EQ(remedy().text("remedy.asked_by.name"), "ana");
    const auto before = remedy().text("remedy.asked_at");
    desk.clock.move(1min);
    ASSERT_EQ(send("Hi Carla, again: how can we make it right? Ana", "d").status(), 200);
    EXPECT_EQ(remedy().text("remedy.asked_at"), before);
}

TEST_P(Promises, WhatWouldPutItRightIsAskedDecidedAndFollowed) {
    const auto id = desk.conversation();
    const auto path = "/api/v1/conversations/" + id + "/remedy";
    EXPECT_EQ(desk.put(path, R"({"followed":true})").status(), 422);
    const auto asked = desk.put(path, R"({"wish":"The money back."})");
    ASSERT_EQ(asked.status(), 200) << asked.response.body;
    EXPECT_EQ(asked.text("asked_by.name"), "ana");
    EXPECT_EQ(desk.put(path, R"({"decision":"refused"})").text("field"), "$.reason");
    const auto decided =
        desk.put(path, R"({"decision":"partly","reason":"Half, because it was worn."})", "ben");
    EXPECT_EQ(decided.text("decided_by.name"), "ben");
    EXPECT_EQ(desk.put(path, R"({"followed":true})", "ana", {{"if-match", "\"1\""}}).status(), 412);
    const auto followed = desk.put(path, R"({"followed":true})", "ana", {{"if-match", "\"2\""}});
    EXPECT_EQ(followed.text("followed_by.name"), "ana");
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).text("remedy.wish"), "The money back.");
    for (const auto* kind : {"remedy_asked", "remedy_decided", "remedy_followed"})
        EXPECT_EQ(count(id, kind), 1) << kind;
}

class Playbooks : public ApiTest {
protected:
    static std::string playbook(const std::string& title, const std::string& topics) {
        return R"({"title":")" + title + R"(","topics":[)" + topics +
               R"(],"goal":"They know when it comes.","tone":"Calm.","facts":["2 days."],)"
               R"("authority":["Up to 50 EUR."],"examples":["Hi Ana, ..."]})";
    }
};
ON_EVERY_ENGINE(Playbooks);

TEST_P(Playbooks, HaveVersionsThatEverybodyConfirms) {
    const auto made = desk.post("/api/v1/playbooks", playbook("Delivery", "\"delivery\""), "lea");
    ASSERT_EQ(made.status(), 200) << made.response.body;
    EXPECT_TRUE(made.at("confirmed").boolean);
    EXPECT_EQ(made.number("readers_missing"), 4);  // olga, ana, ben, tim
    const auto path = "/api/v1/playbooks/" + made.text("id");
    const auto read = desk.post(path + "/confirmation", R"({"version":1})");
    EXPECT_TRUE(read.at("confirmed").boolean);
    EXPECT_EQ(read.number("readers_missing"), 3);
    const auto body = playbook("Delivery", "\"delivery\"");
    EXPECT_EQ(desk.put(path, body, "lea", {{"if-match", "\"1\""}}).number("version"), 2);
    EXPECT_EQ(desk.put(path, body, "olga", {{"if-match", "\"1\""}}).status(), 412);
    EXPECT_EQ(desk.post(path + "/confirmation", R"({"version":1})").status(), 409);
    EXPECT_FALSE(desk.get("/api/v1/playbooks").at("items.0.confirmed").boolean);
    EXPECT_EQ(desk.get(path + "/versions").size("items"), 2U);
    EXPECT_EQ(desk.post("/api/v1/playbooks", playbook("", "\"delivery\""), "lea").status(), 422);
    EXPECT_EQ(desk.post("/api/v1/playbooks", playbook("X", "\"nothing\""), "lea").status(), 422);
}

TEST_P(Playbooks, ANewVersionIsToldToWhoMustReadIt) {
    const auto to_read = [&](const std::string& as) {
        return desk.get("/api/v1/views", as).number("playbooks_to_read");
    };
    const auto body = playbook("Delivery", "\"delivery\"");
    EXPECT_EQ(to_read("ana"), 0);
    const auto made = desk.post("/api/v1/playbooks", body, "lea");
    const auto path = "/api/v1/playbooks/" + made.text("id");
    EXPECT_EQ(to_read("ana"), 1);
    EXPECT_EQ(to_read("lea"), 0);
    EXPECT_EQ(to_read("vic"), 0);  // who answers nobody need not read
    EXPECT_EQ(desk.get("/api/v1/playbooks").number("items.0.confirmed_version"), 0);
    desk.post(path + "/confirmation", R"({"version":1})");
    EXPECT_EQ(to_read("ana"), 0);
    desk.put(path, body, "lea");
    EXPECT_EQ(to_read("ana"), 1);
    const auto changed = desk.get("/api/v1/playbooks");
    EXPECT_FALSE(changed.at("items.0.confirmed").boolean);
    EXPECT_EQ(changed.number("items.0.confirmed_version"), 1);
    auto retired = body;
    retired.replace(retired.find("\"goal\""), 0, "\"retired\":true,");
    desk.put(path, retired, "lea");
    EXPECT_EQ(to_read("ana"), 0);
}

TEST_P(Playbooks, LeadsSeeWhoReadWhichVersionAndWhoHasNot) {
    const auto body = playbook("Delivery", "\"delivery\"");
    const auto made = desk.post("/api/v1/playbooks", body, "lea");
    const auto path = "/api/v1/playbooks/" + made.text("id");
    desk.clock.move(1h);
    const auto read_at = format_rfc3339(desk.clock.now());
    desk.post(path + "/confirmation", R"({"version":1})", "ana");
    auto seen = desk.get(path + "/confirmations", "lea");
    ASSERT_EQ(seen.status(), 200) << seen.response.body;
    EXPECT_EQ(seen.number("items.0.version"), 1);
    EXPECT_EQ(seen.text("items.0.confirmed.0.person.name"), "lea");
    EXPECT_EQ(seen.text("items.0.confirmed.1.person.name"), "ana");
    EXPECT_EQ(seen.text("items.0.confirmed.1.at"), read_at);
    const auto missing = [&] {
        std::vector<std::string> names;
        for (const auto& person : seen.at("missing").items)
            names.push_back(person.find("name")->text);
        return names;
    };
    EXPECT_EQ(missing(), (std::vector<std::string>{"ben", "olga", "tim"}));

    ASSERT_EQ(desk.put(path, body, "lea").number("version"), 2);
    seen = desk.get(path + "/confirmations", "olga");
    EXPECT_EQ(seen.size("items"), 2U);
    EXPECT_EQ(seen.number("items.0.version"), 2);
    EXPECT_EQ(seen.size("items.0.confirmed"), 1U);
    EXPECT_EQ(seen.size("items.1.confirmed"), 2U);
    EXPECT_EQ(missing(), (std::vector<std::string>{"ana", "ben", "olga", "tim"}));
    auto retired = body;
    retired.replace(retired.find("\"goal\""), 0, "\"retired\":true,");
    ASSERT_EQ(desk.put(path, retired, "lea").status(), 200);
    EXPECT_EQ(desk.get(path + "/confirmations", "lea").size("missing"), 0U);

    EXPECT_EQ(desk.get(path + "/confirmations", "ana").status(), 403);
    EXPECT_EQ(desk.get("/api/v1/playbooks/0000000000001/confirmations", "lea").status(), 404);
}

TEST_P(Playbooks, TheFittingOneAppearsAndGapsAreShown) {
    desk.post("/api/v1/playbooks", playbook("Everything", ""), "lea");
    const auto id = desk.conversation("carla", "My parcel is lost.");
    const auto about = [&](const std::string& topic) {
        const auto post = desk.get("/api/v1/conversations/" + id).text("posts.0.id");
        return desk.put("/api/v1/posts/" + post + "/judgement",
                        R"({"topics":[")" + topic + R"("]})");
    };
    ASSERT_EQ(about("delivery").status(), 200);
    EXPECT_EQ(desk.get("/api/v1/conversations/" + id).text("playbooks.0.title"), "Everything");
    auto gaps = desk.get("/api/v1/playbooks/gaps");
    EXPECT_EQ(gaps.text("topics.0.topic"), "delivery");
    EXPECT_EQ(gaps.number("topics.0.conversations"), 1);
    EXPECT_EQ(gaps.size("unread.0.people"), 4U);
    desk.post("/api/v1/playbooks", playbook("Delivery", "\"delivery\""), "lea");
    const auto shown = desk.get("/api/v1/conversations/" + id);
    EXPECT_EQ(shown.size("playbooks"), 1U);
    EXPECT_EQ(shown.text("playbooks.0.title"), "Delivery");
    EXPECT_EQ(desk.get("/api/v1/playbooks/gaps").size("topics"), 0U);
}

}  // namespace
}  // namespace heed
