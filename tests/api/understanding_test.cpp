#include <fmt/format.h>

#include "api/test_desk.hpp"
#include "app/judgements.hpp"
#include "app/refiner.hpp"

namespace heed {
namespace {

using namespace test;

class Understanding : public ApiTest {
protected:
    std::string conversation_of(const std::string& author, const std::string& text) {
        return desk.conversation(author, text);
    }
    Said shown(const std::string& id) { return desk.get("/api/v1/conversations/" + id); }
    std::string first_post(const std::string& id) { return shown(id).text("posts.0.id"); }
    std::vector<std::string> order() {
        std::vector<std::string> handles;
        const auto list = desk.get("/api/v1/conversations");
        for (std::size_t i = 0; i < list.size("items"); ++i)
            handles.push_back(list.text(fmt::format("items.{}.customer.handle", i)));
        return handles;
    }
};
ON_EVERY_ENGINE(Understanding);

TEST_P(Understanding, APostIsJudgedAsItComesIn) {
    const auto said = shown(conversation_of("judy", "It is broken and I am furious"));
    EXPECT_EQ(said.text("posts.0.judgement.intent.label"), "complaint");
    EXPECT_EQ(said.number("posts.0.judgement.severity"), 2);
    EXPECT_EQ(said.number("posts.0.judgement.because.0.start"), 6);
    EXPECT_EQ(said.text("row.matter.intent"), "complaint");
    EXPECT_GT(said.number("row.head_start"), 0);
    EXPECT_EQ(said.number("priority.head_start"), said.number("row.head_start"));
    EXPECT_EQ(said.text("priority.factors.0.factor"), "severity");
    EXPECT_FALSE(said.text("priority.factors.0.reason").empty());
}

TEST_P(Understanding, TheGravestComesFirstAndWaitingWinsInTheEnd) {
    conversation_of("patient", "please call me");
    desk.clock.move(std::chrono::minutes{30});
    conversation_of("judy", "It is broken and I am furious");
    auto handles = order();
    EXPECT_LT(std::find(handles.begin(), handles.end(), "judy"),
              std::find(handles.begin(), handles.end(), "patient"));
    // Nobody is overtaken by somebody who wrote more than the greatest head start later.
    desk.clock.move(std::chrono::minutes{PriorityWeights{}.head_start_max});
    conversation_of("late", "It is broken and I am furious");
    handles = order();
    EXPECT_LT(std::find(handles.begin(), handles.end(), "patient"),
              std::find(handles.begin(), handles.end(), "late"));
}

TEST_P(Understanding, ACorrectionStandsAndIsLearned) {
    const auto id = conversation_of("judy", "It is broken and I am furious");
    const auto post = first_post(id);
    const auto before = shown(id).number("row.head_start");
    const auto said = desk.put("/api/v1/posts/" + post + "/judgement",
                               R"({"intent":"praise","needs_answer":false})");
    EXPECT_EQ(said.status(), 200) << said.response.body;
    EXPECT_EQ(said.text("layer"), "corrected");
    EXPECT_EQ(said.text("intent.label"), "praise");
    EXPECT_LT(shown(id).number("row.head_start"), before);
    // The better model does not take back what a person said.
    desk.write([&](app::Transaction& t) {
        Judgement other;
        other.layer = "encoder";
        other.intent = Intent::complaint;
        app::refine(t, {desk.clock.now(), desk.ids}, {{PostId{*parse_id(post)}, other, noon}});
    });
    EXPECT_EQ(shown(id).text("posts.0.judgement.intent.label"), "praise");
    // The next one of the same words is judged as the person said.
    const auto next = shown(conversation_of("june", "It is broken and I am furious"));
    EXPECT_EQ(next.text("posts.0.judgement.intent.label"), "praise");
    const auto quality = desk.get("/api/v1/quality");
    EXPECT_EQ(quality.number("all.corrected"), 1);
    EXPECT_EQ(quality.text("latest.0.was"), "complaint");
    EXPECT_EQ(quality.text("latest.0.is"), "praise");
    EXPECT_EQ(desk.get("/api/v1/understanding").number("learned"), 1);
}

TEST_P(Understanding, WhoConfirmsSaysNothingAgainstTheDesk) {
    const auto confirmed = first_post(conversation_of("judy", "It is broken and I am furious"));
    const auto correct = [&](const std::string& post, const char* body) {
        const auto said = desk.put("/api/v1/posts/" + post + "/judgement", body);
        EXPECT_EQ(said.status(), 200) << said.response.body;
    };
    correct(confirmed,
            R"({"intent":"complaint","severity":2,"needs_answer":true,"sentiment":"negative",)"
            R"("about_us":true})");
    auto quality = desk.get("/api/v1/quality");
    EXPECT_EQ(quality.number("all.judged"), 1);
    EXPECT_EQ(quality.number("all.corrected"), 0);
    EXPECT_EQ(quality.size("latest"), 0U);
    for (const char* other :
         {R"({"intent":"question"})", R"({"severity":3})", R"({"needs_answer":false})",
          R"({"sentiment":"neutral"})", R"({"topics":["delivery"]})", R"({"about_us":false})"}) {
        SCOPED_TRACE(other);
        const auto before = desk.get("/api/v1/quality").number("all.corrected");
        const auto number = std::to_string(before);
        correct(first_post(conversation_of("june" + number, "It is broken " + number)), other);
        EXPECT_EQ(desk.get("/api/v1/quality").number("all.corrected"), before + 1);
    }
    // What somebody said later counts against what the desk had thought, not against a colleague.
    correct(confirmed, R"({"severity":1})");
    quality = desk.get("/api/v1/quality");
    EXPECT_EQ(quality.number("all.corrected"), 7);
    EXPECT_EQ(quality.number("intents.0.corrected"), 7);
    EXPECT_EQ(quality.size("latest"), 7U);
}

TEST_P(Understanding, AWrongCorrectionSaysWhatIsWrong) {
    const auto post = first_post(conversation_of("judy", "It is broken"));
    struct Case {
        const char* body;
        int status;
        const char* field;
    };
    for (const auto& each : {Case{"{}", 422, "$"}, Case{R"({"severity":4})", 422, "$.severity"},
                             Case{R"({"topics":["no_such_topic"]})", 422, "$.topics"},
                             Case{R"({"intent":"rage"})", 422, "$.intent"}}) {
        SCOPED_TRACE(each.body);
        const auto said = desk.put("/api/v1/posts/" + post + "/judgement", each.body);
        EXPECT_EQ(said.status(), each.status) << said.response.body;
        EXPECT_EQ(said.text("field"), each.field);
    }
    EXPECT_EQ(desk.put("/api/v1/posts/0000000000001/judgement", R"({"severity":1})").status(), 404);
}

TEST_P(Understanding, WeightsMoveTheListAndAPreviewMovesNothing) {
    conversation_of("patient", "please call me");
    desk.clock.move(std::chrono::minutes{30});
    conversation_of("judy", "It is broken and I am furious");
    const auto before = order();
    auto weights = desk.get("/api/v1/priority");
    const std::string calm =
        R"({"anger":0,"severity":0,"fear":0,"reach":0,"earlier_tries":0,"customer_value":0,)"
        R"("vulnerable":0,"influence":0,"request":0,"no_answer_needed":0,"head_start_max":240})";
    const auto preview = desk.post("/api/v1/priority/preview", calm, "lea");
    ASSERT_EQ(preview.status(), 200) << preview.response.body;
    EXPECT_EQ(preview.size("items"), before.size());
    EXPECT_EQ(order(), before);
    ASSERT_EQ(desk.put("/api/v1/priority", calm, "lea").status(), 200);
    const auto after = order();
    EXPECT_NE(after, before);
    for (std::size_t i = 0; i < after.size(); ++i)
        EXPECT_EQ(preview.text(fmt::format("items.{}.row.customer.handle", i)), after[i]);
    auto wrong = calm;
    wrong.replace(wrong.find("\"anger\":0"), 9, "\"anger\":9999");
    const auto refused = desk.put("/api/v1/priority", wrong, "lea");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_EQ(refused.text("field"), "$.anger");
}

TEST_P(Understanding, MarksOfACustomerCount) {
    const auto id = conversation_of("judy", "please call me");
    const auto customer = shown(id).text("customer.id");
    ASSERT_EQ(desk.put("/api/v1/customers/" + customer + "/marks",
                       R"({"value":"high","vulnerable":true,"influential":false})")
                  .status(),
              200);
    const auto said = shown(id);
    EXPECT_EQ(said.text("customer.marks.value"), "high");
    EXPECT_EQ(said.text("priority.factors.0.factor"), "vulnerable");
    EXPECT_EQ(said.number("row.head_start"), 90 + 30 + 10);
    // It is known who did it even where nothing waits.
    const auto last = [&] {
        auto events = desk.database->ask<Events>(
            [](store::Reader& reader) -> Result<Events> { return reader.events_after(0, 1000); });
        return events ? events->back() : Event{};
    };
    ASSERT_EQ(desk.put("/api/v1/conversations/" + id + "/resolution",
                       R"({"reason":"answered_elsewhere"})")
                  .status(),
              200);
    ASSERT_EQ(desk.put("/api/v1/customers/" + customer + "/marks",
                       R"({"value":"ordinary","vulnerable":false,"influential":true})")
                  .status(),
              200);
    EXPECT_EQ(last().kind, EventKind::customer_marked);
    EXPECT_EQ(last().detail, "ordinary, influential");
    EXPECT_EQ(last().actor, desk.user("ana"));
}

TEST_P(Understanding, TopicsOfTheDeskAreFoundByTheirWords) {
    ASSERT_EQ(desk.put("/api/v1/topics/parking", R"({"label":"Parking","words":"car park"})", "lea")
                  .status(),
              200);
    const auto said = shown(conversation_of("judy", "Your car park is broken"));
    EXPECT_EQ(said.text("posts.0.judgement.topics.0.id"), "parking");
    const auto topics = desk.get("/api/v1/topics");
    EXPECT_EQ(topics.size("items"), 21U);
    EXPECT_EQ(desk.put("/api/v1/topics/No%20Good", R"({"label":"x","words":""})", "lea").status(),
              422);
}

TEST_P(Understanding, WhatIsTakenBackIsNotJudgedAnyMore) {
    const auto id = conversation_of("judy", "It is broken and I am furious");
    desk.hear({TestDesk::from("judy", "second", "please call me")});
    const auto before = shown(id).number("row.head_start");
    desk.hear({app::IncomingDeletion{shown(id).text("posts.0.remote_id"), desk.clock.now()}});
    const auto said = shown(id);
    EXPECT_TRUE(said.is_null("posts.0.judgement"));
    EXPECT_EQ(said.text("row.matter.intent"), "request");
    EXPECT_LT(said.number("row.head_start"), before);
    const auto broken = desk.database->ask<std::vector<std::string>>(
        [](store::Reader& reader) -> Result<std::vector<std::string>> {
            return reader.violations();
        });
    ASSERT_TRUE(broken);
    EXPECT_EQ(*broken, std::vector<std::string>{});
}

TEST_P(Understanding, TheBetterModelLooksAgain) {
    const auto id = conversation_of("judy", "It is broken");
    EXPECT_EQ(shown(id).text("posts.0.judgement.layer"), "fast");
    app::Refiner refiner{desk.ids, desk.clock};
    refiner.start(*desk.database, desk.judging);
    EXPECT_TRUE(eventually([&] { return shown(id).text("posts.0.judgement.layer") == "encoder"; }));
    refiner.stop();
}

}  // namespace
}  // namespace heed
