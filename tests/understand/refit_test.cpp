#include "understand/refit.hpp"

#include <gtest/gtest.h>

#include <random>

#include "understand/judge.hpp"
#include "understand/tiny_model.hpp"

namespace heed::understand {
namespace {

using test::Folder;

constexpr std::size_t width = 12;

Head three_labels() {
    Head head;
    head.name = "intent";
    head.labels = {"complaint", "question", "other"};
    head.temperature = {2, 2, 2};
    head.bias = {0.1, 0, 0};
    head.threshold = {0.5, 0.5, 0.5};
    return head;
}

/// What a desk may have seen: the head knows "question", and takes half of the complaints (those on
/// one side of the first number) for something else. `noise`: people say anything.
std::vector<RefitLesson> lessons(std::size_t count, bool noise = false) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<RefitLesson> made;
    for (std::size_t i = 0; i < count; ++i) {
        RefitLesson lesson;
        lesson.post = static_cast<std::int64_t>(i) * 1001;
        for (std::size_t d = 0; d < width; ++d)
            lesson.vector.push_back(normal(random));
        const bool asks = lesson.vector[1] > 0.5F;
        const bool complains = lesson.vector[0] > 0;
        lesson.scores = {lesson.vector[0] > 1 ? 4.0F : 0.0F, asks ? 5.0F : 0.0F, 1.0F};
        lesson.label = noise ? random() % 3 : (asks ? 1U : complains ? 0U : 2U);
        lesson.said = true;
        made.push_back(std::move(lesson));
    }
    return made;
}

double right(const Head& head, const HeadRefit& refit, const std::vector<RefitLesson>& some) {
    std::size_t hits = 0;
    for (const auto& lesson : some) {
        std::size_t best = 0;
        double greatest = -1e9;
        for (std::size_t k = 0; k < head.labels.size(); ++k) {
            double score = static_cast<double>(lesson.scores[k]) * refit.scale +
                           static_cast<double>(refit.bias[k]);
            for (std::size_t d = 0; d < width; ++d)
                score += static_cast<double>(refit.weights[k * width + d] * lesson.vector[d]);
            score = score / head.temperature[k] + head.bias[k];
            if (score > greatest) {
                greatest = score;
                best = k;
            }
        }
        hits += best == lesson.label ? 1 : 0;
    }
    return static_cast<double>(hits) / static_cast<double>(some.size());
}

TEST(RefitHead, LearnsWhatPeopleSay) {
    const auto head = three_labels();
    auto all = lessons(600);
    const std::vector<RefitLesson> unseen(all.begin() + 400, all.end());
    all.resize(400);
    HeadRefit learned;
    const auto figures = refit_head(head, all, learned);
    EXPECT_EQ(figures.refused, "");
    EXPECT_EQ(figures.said, 400U);
    EXPECT_GT(figures.mistakes, 60U);
    EXPECT_LT(figures.loss_after, figures.loss_before);
    EXPECT_GT(figures.f1_after, figures.f1_before + 0.1);
    const HeadRefit nothing{1, std::vector<float>(3 * width), std::vector<float>(3)};
    EXPECT_GT(right(head, learned, unseen), right(head, nothing, unseen) + 0.1);
}

TEST(RefitHead, RefusesWhatMakesNothingBetter) {
    const auto head = three_labels();
    HeadRefit learned;
    EXPECT_EQ(refit_head(head, {}, learned).refused,
              "0 posts were judged wrongly, 40 are needed to learn from");
    EXPECT_NE(refit_head(head, lessons(60), learned).refused.find("are needed"), std::string::npos);
    // What people say at random holds no lesson: at most that the head is too certain.
    const auto random = refit_head(head, lessons(300, true), learned);
    EXPECT_GT(random.mistakes, refit_mistakes_min);
    EXPECT_LT(random.f1_after, 0.45);
    // What would turn many judgements around that nobody minded is not used.
    auto torn = lessons(300);
    for (auto lesson : lessons(300)) {
        lesson.said = false;
        lesson.label = lesson.scores[1] > 1 ? 1 : lesson.scores[0] > 1 ? 0 : 2;
        lesson.post += 7;
        torn.push_back(std::move(lesson));
    }
    EXPECT_NE(refit_head(head, torn, learned).refused, "");
}

constexpr const char* heads_of_two =
    R"({"format":1,"version":"v1","prepare":"heed-1","heads":{
"severity":{"kind":"softmax","labels":["none","mild","serious","grave"]},
"intent":{"kind":"softmax","labels":["complaint","other"]}}})";

TEST(Refit, ComesBackAsItWasWritten) {
    const auto heads = Heads::read(heads_of_two);
    ASSERT_TRUE(heads);
    const Refit refit("v1", "v1+2026", {{"intent", {0.5, {1, 0, 0, -2}, {0, 3}}}});
    const auto back = Refit::read(refit.write());
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->version(), "v1+2026");
    EXPECT_EQ(back->write(), refit.write());
    EXPECT_TRUE(back->check(*heads, 2));
    EXPECT_FALSE(back->check(*heads, 3));
    EXPECT_FALSE(Refit("v2", "v2+2026", {}).check(*heads, 2));
    std::vector<float> scores{1, 2, 3, 4, 10, 20};
    back->apply(*heads, std::vector<float>{7, 5}, scores);
    EXPECT_EQ(scores, (std::vector<float>{1, 2, 3, 4, 12, 3}));
}

TEST(Refit, RefusesWhatIsDamaged) {
    for (
        const auto* wrong :
        {"", "[]", "{}", R"({"format":2,"model":"a","version":"b","heads":{}})",
         R"({"format":1,"model":"a","heads":{}})",
         R"({"format":1,"model":"a","version":"b","heads":{"intent":[]}})",
         R"({"format":1,"model":"a","version":"b","heads":{"intent":{"scale":0,"bias":[1],"weights":[1]}}})",
         R"({"format":1,"model":"a","version":"b","heads":{"intent":{"scale":1,"bias":[],"weights":[]}}})",
         R"({"format":1,"model":"a","version":"b","heads":{"intent":{"scale":1,"bias":[1,2],"weights":[1]}}})",
         R"({"format":1,"model":"a","version":"b","heads":{"intent":{"scale":1,"bias":["1"],"weights":[1]}}})"})
        EXPECT_FALSE(Refit::read(wrong)) << wrong;
}

TEST(Refit, ChangesWhatTheEncoderSays) {
    const Folder folder;
    folder.write("encoder.safetensors", test::make_tiny_model(true).file());
    const auto plain = Judge::open({.models = folder.path()});
    ASSERT_TRUE(plain);
    const std::string_view post = "my parcel is late again";
    const auto before = (*plain)->judge(post);
    const auto* intent = (*plain)->heads()->find("intent");
    const auto untaught = (*plain)->untaught({&post, 1});
    ASSERT_EQ(untaught.size(), 1U);
    EXPECT_EQ(untaught[0].scores.size(), (*plain)->heads()->label_count());
    HeadRefit taught;
    const auto labels = intent->labels.size();
    taught.weights.resize(labels * untaught[0].vector.size());
    taught.bias.resize(labels);
    const auto other = before.intent == Intent::praise ? "complaint" : "praise";
    const auto at = std::find(intent->labels.begin(), intent->labels.end(), other);
    ASSERT_NE(at, intent->labels.end());
    taught.bias[static_cast<std::size_t>(at - intent->labels.begin())] = 50;
    const auto version = (*plain)->heads()->version();
    const auto open = [&](const std::string& model) {
        auto judge = Judge::open({.models = folder.path(),
                                  .refit = Refit(model, "taught", {{"intent", taught}}).write()});
        EXPECT_TRUE(judge);
        return std::move(*judge);
    };
    const auto after = open(version)->judge(post);
    EXPECT_EQ(name_of(after.intent), other);
    EXPECT_EQ(after.model, "taught");
    // Taught to another model it is left out, and the desk says so.
    const auto judge = open("another");
    EXPECT_EQ(judge->judge(post), before);
    EXPECT_NE(judge->remark().find("heed train"), std::string::npos);
}

}  // namespace
}  // namespace heed::understand
