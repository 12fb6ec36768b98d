#include <gtest/gtest.h>

#include <filesystem>

#include "support/hostile_texts.hpp"
#include "understand/judge.hpp"

namespace heed::understand {
namespace {

// The models that come with the program: not how good they are (docs say), but that they are there,
// fit this program, and tell the plainest posts apart.

std::unique_ptr<Judge> shipped() {
    auto judge = Judge::open({.models = HEED_SOURCE_DIR "/models"});
    EXPECT_TRUE(judge) << judge.error().message;
    return judge ? std::move(*judge) : nullptr;
}

TEST(ShippedModels, AreCompleteAndSmall) {
    const auto judge = shipped();
    ASSERT_NE(judge, nullptr);
    EXPECT_TRUE(judge->has_fast());
    EXPECT_TRUE(judge->has_encoder());
    EXPECT_EQ(judge->remark(), "");
    std::uintmax_t bytes = 0;
    for (const auto& file : std::filesystem::directory_iterator(HEED_SOURCE_DIR "/models"))
        bytes += file.file_size();
    EXPECT_LT(bytes, 50'000'000U);
}

struct Plain {
    const char* post;
    Intent intent;
    Sentiment sentiment;
};

TEST(ShippedModels, TellThePlainestPostsApart) {
    const auto judge = shipped();
    ASSERT_NE(judge, nullptr);
    for (const auto& [post, intent, sentiment] : {
             Plain{
                 "@larkspur my parcel is three weeks late, nobody answers and I am furious. Worst "
                 "company ever!",
                 Intent::complaint, Sentiment::negative},
             Plain{"Thank you so much @larkspur, Ben was wonderful and solved it in five minutes!",
                   Intent::praise, Sentiment::positive},
             Plain{"What time do you open on Sundays?", Intent::question, Sentiment::neutral},
         }) {
        const auto judgement = judge->judge(post);
        EXPECT_EQ(judgement.intent, intent) << post;
        EXPECT_EQ(judgement.sentiment, sentiment) << post;
        EXPECT_EQ(judgement.language, "en") << post;
        EXPECT_EQ(judgement.layer, "encoder");
        EXPECT_EQ(judge->judge(post, Layer::fast).layer, "fast");
    }
}

/// Tricks may leave it unsure: then a person looks. What they may not do is turn anger into praise
/// without a doubt, or contentment into a complaint.
TEST(ShippedModels, AreNotFooledWithoutADoubt) {
    const auto judge = shipped();
    ASSERT_NE(judge, nullptr);
    for (const auto& hostile : test::hostile_texts()) {
        const auto judgement = judge->judge(hostile.text);
        SCOPED_TRACE(std::string(hostile.trick) + ": " + hostile.text.substr(0, 100));
        const bool sure = !judgement.unsure;
        if (hostile.is_angry) {
            EXPECT_FALSE(sure && judgement.intent == Intent::praise);
            EXPECT_FALSE(sure && judgement.sentiment == Sentiment::positive);
        }
        if (hostile.is_content) {
            EXPECT_FALSE(sure && judgement.intent == Intent::complaint);
            EXPECT_FALSE(sure && judgement.sentiment == Sentiment::negative);
        }
        for (const auto& span : judgement.because)
            EXPECT_LT(span.start, span.end);
    }
}

}  // namespace
}  // namespace heed::understand
