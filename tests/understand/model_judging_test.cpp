#include "app/model_judging.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "understand/tiny_model.hpp"

namespace heed::app {
namespace {

using understand::Judge;
using understand::test::Folder;

constexpr std::string_view post = "my parcel is late again this is terrible";

/// The fast layer at once, the encoder when something is judged in depth.
class ModelJudgingTest : public ::testing::Test {
protected:
    ModelJudgingTest() {
        write_fast_model(folder_);
        folder_.write("encoder.safetensors", understand::test::make_tiny_model(true).file());
        auto fast = Judge::open({.models = folder_.path(), .use_encoder = false});
        EXPECT_TRUE(fast);
        judging_ = std::make_unique<ModelJudging>(
            std::move(*fast), [this] { return Judge::open({.models = folder_.path()}); });
    }

    bool knows_better() {
        const bool at_once = judging_->at_once({post}).front().layer == "corrected";
        EXPECT_EQ(judging_->in_depth({post}).front().layer == "corrected", at_once);
        return at_once;
    }

    static Correction question() {
        Correction said;
        said.intent = Intent::question;
        return said;
    }

    Folder folder_;
    std::unique_ptr<ModelJudging> judging_;
};

TEST_F(ModelJudgingTest, TeachesTheEncoderWhatWasLearnedBeforeItCame) {
    judging_->learn(PostId{7}, post, question());
    EXPECT_EQ(judging_->state().learned, 1);
    EXPECT_TRUE(knows_better());
    judging_->forget(PostId{7});
    EXPECT_EQ(judging_->state().learned, 0);
    EXPECT_FALSE(knows_better());
}

TEST_F(ModelJudgingTest, ForgetsWhatTheEncoderHasNotLearnedYet) {
    judging_->learn(PostId{7}, post, question());
    judging_->forget(PostId{7});
    judging_->forget(PostId{8});
    EXPECT_FALSE(knows_better());
}

TEST_F(ModelJudgingTest, LearnsAndForgetsWhileItLoads) {
    std::jthread others([&](const std::stop_token& stop) {
        while (!stop.stop_requested())
            static_cast<void>(judging_->in_depth({post}));
    });
    for (int i = 1; i <= 50; ++i) {
        judging_->learn(PostId{i}, post, question());
        judging_->forget(PostId{i});
    }
    others = {};
    EXPECT_FALSE(knows_better());
}

}  // namespace
}  // namespace heed::app
