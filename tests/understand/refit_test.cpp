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

RefitLesson lesson_of(std::mt19937& random, std::size_t number) {
    std::normal_distribution<float> normal;
    RefitLesson lesson;
    lesson.post = static_cast<std::int64_t>(number) * 1001;
    lesson.words = WordMarks(fast_words(prepare("word" + std::to_string(number))));
    for (std::size_t d = 0; d < width; ++d)
        lesson.vector.push_back(normal(random));
    return lesson;
}

/// The head knows questions, and of complaints only the loudest.
void head_says(RefitLesson& lesson) {
    const bool asks = lesson.vector[1] > 0.5F;
    lesson.scores = {lesson.vector[0] > 1 ? 4.0F : 0.0F, asks ? 5.0F : 0.0F, 1.0F};
    lesson.label = asks ? 1 : lesson.vector[0] > 1 ? 0 : 2;
}

/// What a desk may have seen. What is high in the third number is a complaint, and people say so
/// where the head said otherwise; the rest stood. `noise`: people say anything.
std::vector<RefitLesson> lessons(std::size_t count, bool noise = false) {
    std::mt19937 random(7);
    std::vector<RefitLesson> made;
    for (std::size_t i = 0; i < count; ++i) {
        auto lesson = lesson_of(random, i);
        head_says(lesson);
        lesson.said = lesson.label != 0 && (noise ? i % 6 == 0 : lesson.vector[2] > 1);
        if (lesson.said) lesson.label = noise ? random() % 3 : 0;
        made.push_back(std::move(lesson));
    }
    return made;
}

std::size_t said_of(const Head& head, const HeadRefit& refit, const RefitLesson& lesson) {
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
    return best;
}

/// The share that is judged as the lessons say, of those about which people spoke or of the rest.
double right(const Head& head, const HeadRefit& refit, const std::vector<RefitLesson>& some,
             bool said) {
    double hits = 0;
    double all = 0;
    for (const auto& lesson : some) {
        if (lesson.said != said) continue;
        hits += said_of(head, refit, lesson) == lesson.label ? 1 : 0;
        ++all;
    }
    return hits / all;
}

TEST(RefitHead, LearnsWhatPeopleSayAndKeepsTheRest) {
    const auto head = three_labels();
    auto all = lessons(2000);
    const std::vector<RefitLesson> unseen(all.begin() + 1000, all.end());
    all.resize(1000);
    HeadRefit learned;
    const auto figures = refit_head(head, all, learned);
    EXPECT_EQ(figures.refused, "");
    EXPECT_EQ(figures.said + figures.stood, 1000U);
    EXPECT_GT(figures.mistakes, refit_mistakes_min);
    EXPECT_EQ(figures.contradicted, 0U);
    EXPECT_TRUE(figures.tried);
    EXPECT_LT(figures.loss_after, figures.loss_before);
    EXPECT_GT(figures.f1_after, figures.f1_before);
    EXPECT_GT(2 * figures.followed, figures.mistakes);
    EXPECT_GT(100 * figures.kept, 97 * figures.stood);
    EXPECT_LT(figures.kept_least, figures.kept_most);
    // What it says of itself holds for posts that it never saw.
    const HeadRefit nothing{1, std::vector<float>(3 * width), std::vector<float>(3)};
    EXPECT_GT(right(head, learned, unseen, true), right(head, nothing, unseen, true) + 0.1);
    EXPECT_GT(right(head, learned, unseen, false), 0.96);
}

TEST(RefitHead, RefusesTooFewToLearnFromOrToLookAt) {
    const auto head = three_labels();
    HeadRefit learned;
    EXPECT_EQ(refit_head(head, {}, learned).refused,
              "0 posts were judged wrongly, 40 are needed to learn from");
    EXPECT_NE(refit_head(head, lessons(150), learned).refused.find("are needed to learn"),
              std::string::npos);
    // Without a word about what nobody minded, nobody knows what would be spoiled.
    auto only_said = lessons(2000);
    std::erase_if(only_said, [](const RefitLesson& lesson) { return !lesson.said; });
    const auto blind = refit_head(head, only_said, learned);
    EXPECT_EQ(blind.refused.find("0 judgements stood"), 0U) << blind.refused;
    EXPECT_FALSE(blind.tried);
}

TEST(RefitHead, RefusesWhatMakesNothingBetter) {
    const auto head = three_labels();
    HeadRefit learned;
    const auto random = refit_head(head, lessons(1000, true), learned);
    EXPECT_GT(random.mistakes, refit_mistakes_min);
    EXPECT_NE(random.refused, "");
}

TEST(RefitHead, RefusesWhatContradictsWhatStood) {
    const auto head = three_labels();
    std::mt19937 random(9);
    std::vector<RefitLesson> torn;
    // Of two halves that nothing tells apart, people say otherwise of one.
    for (std::size_t i = 0; i < 600; ++i) {
        auto lesson = lesson_of(random, i);
        head_says(lesson);
        lesson.said = i % 2 == 0;
        if (lesson.said) lesson.label = (lesson.label + 1) % 3;
        torn.push_back(std::move(lesson));
    }
    HeadRefit learned;
    EXPECT_NE(refit_head(head, torn, learned).refused, "");
}

TEST(RefitHead, CountsWhoContradictEachOther) {
    const auto head = three_labels();
    auto all = lessons(600);
    std::size_t added = 0;
    for (std::size_t i = 0; i < 600 && added < 5; ++i) {
        if (!all[i].said) continue;
        auto other = all[i];
        other.post += 7;
        other.label = (other.label + 1) % 3;
        all.push_back(std::move(other));
        ++added;
    }
    HeadRefit learned;
    EXPECT_EQ(refit_head(head, all, learned).contradicted, 10U);
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
