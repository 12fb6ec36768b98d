#include <fasttext/fasttext.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "understand/corrections.hpp"
#include "understand/fast_layer.hpp"
#include "understand/heads.hpp"
#include "understand/reasons.hpp"
#include "understand/tiny_model.hpp"

namespace heed::understand {
namespace {

// The library's own prediction is the peer: what is ours is the way to the scores.
TEST(FastLayer, ScoresAsTheLibraryDoes) {
    const test::Folder folder;
    test::write_fast_model(folder);
    const auto layer = FastLayer::open(folder.path());
    ASSERT_TRUE(layer) << layer.error().message;
    fasttext::FastText library;
    library.loadModel(folder.path() / "fast.ftz");
    for (const char* post : {"my parcel is late again", "unheard-of words, zzyzx!", "a",
                             "Delivery?", "the the the", "\u65e5\u672c \u2764", "please send"}) {
        const auto words = fast_words(prepare(post));
        std::string line;
        for (const auto& word : words)
            line += word.text + " ";
        std::istringstream stream(line + "\n");
        std::vector<std::pair<fasttext::real, std::string>> expected;
        library.predictLine(stream, expected, -1, 0);
        const auto found = layer->score(words);
        EXPECT_GT(expected.size(), 10U);
        for (const auto& [probability, label] : expected) {
            const auto dot = label.find('.');
            for (const auto& head : layer->heads().all()) {
                for (std::size_t i = 0; i < head.labels.size(); ++i) {
                    if ("__label__" + head.name + "." + head.labels[i] != label) continue;
                    const auto score = static_cast<double>(found.scores[head.first + i]);
                    // The library looks its sigmoid up in a table of 512 steps.
                    EXPECT_NEAR(1 / (1 + std::exp(-score)), static_cast<double>(probability), 0.01)
                        << post << " " << label << dot;
                }
            }
        }
    }
}

TEST(FastLayer, LeavingAWordOutIsNearlyAsIfItWereNotThere) {
    const test::Folder folder;
    test::write_fast_model(folder);
    const auto layer = FastLayer::open(folder.path());
    ASSERT_TRUE(layer);
    const auto words = fast_words(prepare("thank you for nothing my parcel is late again"));
    const auto opinion = layer->score(words);
    for (std::size_t word = 0; word < words.size(); ++word) {
        auto rest = words;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(word));
        const auto expected = layer->score(rest);
        std::vector<float> found(5);
        layer->score_without(opinion, word, 0, found);
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_NEAR(found[i], expected.scores[i], 1.0) << words[word].text;
    }
}

constexpr const char* two_heads =
    R"({"format":1,"version":"x","prepare":"heed-1","heads":{
"intent":{"kind":"softmax","labels":["complaint","other"],"temperature":2},
"severity":{"kind":"softmax","labels":["none","mild","serious","grave"]},
"topics":{"kind":"sigmoid","labels":["a","b","other"],"thresholds":[0.5,0.9,0.2],"bias":[0,1,0]},
"needs_answer":{"kind":"sigmoid","labels":["yes"],"thresholds":[0.3]}},
"unsure":{"weights":{"intent":1,"needs_answer":0.01},"threshold":0.3},"languages":["en"]})";

std::vector<float> scores(float complaint, float a, float b, float other, float answer) {
    return {complaint, 0, 0, 0, 5, 0, a, b, other, answer};
}

TEST(Heads, TurnScoresIntoCertainties) {
    const auto heads = Heads::read(two_heads);
    ASSERT_TRUE(heads) << heads.error().message;
    const auto certainties = heads->certainties(scores(2, 0, 1, -1, 3));
    ASSERT_EQ(certainties.size(), 10U);
    EXPECT_NEAR(certainties[0], 1 / (1 + std::exp(-1.0)), 1e-9);
    EXPECT_NEAR(certainties[0] + certainties[1], 1, 1e-9);
    EXPECT_NEAR(certainties[6], 0.5, 1e-9);
    EXPECT_NEAR(certainties[7], 1 / (1 + std::exp(-2.0)), 1e-9);
    EXPECT_NEAR(heads->certainty(0, std::vector<float>{2, 0}), certainties[0], 1e-12);
}

TEST(Heads, DecideByTheirThresholds) {
    const auto heads = Heads::read(two_heads);
    ASSERT_TRUE(heads);
    const auto say = [&](const std::vector<float>& s) {
        return heads->decide(heads->certainties(s));
    };
    const auto grave = say(scores(4, 1, 2, 3, -0.5F));
    EXPECT_EQ(grave.intent, Intent::complaint);
    EXPECT_EQ(grave.severity, 2);
    EXPECT_FALSE(grave.unsure);
    EXPECT_TRUE(grave.needs_answer);
    ASSERT_EQ(grave.topics.size(), 2U);  // "other" is said only of what is nothing else
    EXPECT_EQ(grave.topics[0].topic, "b");
    EXPECT_EQ(grave.topics[1].topic, "a");
    const auto nothing = say(scores(-4, -3, -3, 3, -3));
    EXPECT_EQ(nothing.intent, Intent::other);
    EXPECT_EQ(nothing.severity, 0);  // only a complaint has one
    EXPECT_FALSE(nothing.needs_answer);
    EXPECT_NEAR(nothing.needs_answer_confidence, 1 / (1 + std::exp(-3.0)), 1e-9);
    ASSERT_EQ(nothing.topics.size(), 1U);
    EXPECT_EQ(nothing.topics[0].topic, "other");
    EXPECT_TRUE(say(scores(0.5F, 0, 0, 0, 3)).unsure);  // a complaint, or not?
}

TEST(Heads, AreUnsureBySpreadAndByContradiction) {
    const auto heads = Heads::read(
        R"({"format":1,"version":"x","prepare":"heed-1","heads":{
"intent":{"kind":"softmax","labels":["complaint","question","other"],"bias":[0.5,0,0]},
"sentiment":{"kind":"softmax","labels":["negative","neutral","positive"]}},
"unsure":{"measure":"entropy","weights":{"intent":1,"sentiment":0.5},"clash":0.4,"threshold":1}})");
    ASSERT_TRUE(heads) << heads.error().message;
    const auto unsure = [&](const std::vector<float>& scores) {
        return heads->decide(heads->certainties(scores)).unsure;
    };
    EXPECT_FALSE(unsure({9, 0, 0, 9, 0, 0}));
    EXPECT_FALSE(unsure({0, 9, 0, 0, 9, 0}));
    EXPECT_TRUE(unsure({1, 1, 1, 1, 0.9F, 0.9F}));
    // Two labels of which one is about as likely as the other: unsure only when the mood
    // contradicts.
    EXPECT_FALSE(unsure({1.4F, 2, -9, 0, 9, 0}));
    EXPECT_TRUE(unsure({1.4F, 2, -9, 9, 0, 0}));
    EXPECT_FALSE(Heads::read(R"({"format":1,"prepare":"heed-1","heads":{"intent":{"kind":"softmax",
"labels":["other"]}},"unsure":{"measure":"feeling","weights":{},"threshold":1}})"));
}

TEST(Heads, KnowTheirLanguages) {
    const auto heads = Heads::read(two_heads);
    ASSERT_TRUE(heads);
    EXPECT_TRUE(heads->speaks("en"));
    EXPECT_TRUE(heads->speaks("und"));
    EXPECT_FALSE(heads->speaks("ru"));
}

TEST(Corrections, AreFoundByTheirDirection) {
    Corrections corrections;
    const auto said = [](Intent intent) {
        Correction correction;
        correction.intent = intent;
        return correction;
    };
    corrections.add(1, {1, 0, 0}, {}, said(Intent::praise));
    corrections.add(2, {0, 2, 0}, {}, said(Intent::request));
    const auto near = corrections.nearest(std::vector<float>{0.1F, 5, 0}, {}, 0.9);
    ASSERT_TRUE(near);
    EXPECT_EQ(near->id, 2);
    EXPECT_EQ(near->said.intent, Intent::request);
    EXPECT_NEAR(near->similarity, 0.9998, 1e-4);
    EXPECT_FALSE(corrections.nearest(std::vector<float>{1, 1, 0}, {}, 0.9));
    EXPECT_FALSE(corrections.nearest(std::vector<float>{0, 0, 0}, {}, 0.9));
    EXPECT_FALSE(corrections.nearest(std::vector<float>{1, 0}, {}, 0.1));
    Correction more;  // a newer word on the same post
    more.severity = 2;
    corrections.add(2, {1, 0, 0}, {}, more);
    EXPECT_EQ(corrections.nearest(std::vector<float>{1, 0, 0}, {}, 0.9)->said.severity, 2);
    EXPECT_EQ(corrections.nearest(std::vector<float>{1, 0, 0}, {}, 0.9)->said.intent,
              Intent::request);
    EXPECT_EQ(corrections.size(), 2U);
    EXPECT_EQ(corrections.nearest(std::vector<float>{1, 0, 0}, {}, 0.9)->id, 2);
    corrections.remove(2);
    EXPECT_EQ(corrections.nearest(std::vector<float>{1, 0, 0}, {}, 0.9)->id, 1);
}

TEST(Corrections, AreBoundedAndKeepOnlyWhatHasADirection) {
    Corrections corrections;
    corrections.add(-1, {0, 0}, {}, {});
    corrections.add(-2, {std::nanf(""), 1}, {}, {});
    EXPECT_EQ(corrections.size(), 0U);
    for (int i = 0; i < static_cast<int>(Corrections::kept_max) + 10; ++i)
        corrections.add(i, {1, static_cast<float>(i)}, {}, {});
    EXPECT_EQ(corrections.size(), Corrections::kept_max);
    corrections.add(99'999, {1, 2, 3}, {}, {});
    EXPECT_EQ(corrections.size(), Corrections::kept_max);
}

WordMarks marks(std::string_view post) {
    return WordMarks(fast_words(prepare(post)));
}

TEST(Corrections, HoldForPostsOfTheSameWords) {
    Corrections corrections;
    Correction said;
    said.intent = Intent::complaint;
    const std::vector<float> here{1, 1};
    corrections.add(1, here, marks("Where is my parcel?"), said);
    for (const auto* same :
         {"where is my parcel", "@larkspur WHERE is my parcel!!! https://x.example",
          "hello, where is my parcel now"})
        EXPECT_TRUE(corrections.nearest(here, marks(same), 0.9)) << same;
    // To a model of kinds all questions may be one.
    for (const auto* other : {"Where is your shop?", "when is it open", "", "@larkspur"})
        EXPECT_FALSE(corrections.nearest(here, marks(other), 0.9)) << other;
}

TEST(WordMarks, TellHowManyWordsAreShared) {
    const auto one = marks("my parcel is late, my parcel!");
    EXPECT_DOUBLE_EQ(one.shared(one), 1);
    EXPECT_DOUBLE_EQ(one.shared(marks("LATE is my parcel")), 1);
    EXPECT_DOUBLE_EQ(one.shared(marks("nothing of that")), 0);
    EXPECT_DOUBLE_EQ(one.shared(marks("")), 0);
    EXPECT_DOUBLE_EQ(marks("!!").shared(marks("@larkspur")), 1);
    EXPECT_GT(one.shared(marks("parcel")), one.shared(marks("is my")));
    EXPECT_DOUBLE_EQ(marks("我的包裹").shared(marks("包裹我的")), 1);
    for (const auto* other : {"my parcel came", "late again", "我的包裹", "a b c", ""}) {
        EXPECT_LE(one.shared(marks(other)), one.shared_at_most(marks(other)) + 1e-9) << other;
        EXPECT_NEAR(one.shared(marks(other)), marks(other).shared(one), 1e-9) << other;
    }
}

std::vector<FastWord> words_at(std::initializer_list<TextSpan> spans) {
    std::vector<FastWord> words;
    for (const auto& span : spans)
        words.push_back({"w", span});
    return words;
}

TEST(Reasons, AreTheWordsThatCountJoinedToTheirNeighbours) {
    const auto words = words_at({{0, 2}, {3, 5}, {6, 8}, {9, 11}, {12, 14}});
    const auto spans = [&](std::vector<double> lost) {
        return spans_of(words, deciding_words(lost));
    };
    using Spans = std::vector<TextSpan>;
    EXPECT_EQ(spans({0, 3, 0, 0, 0}), (Spans{{3, 5}}));
    EXPECT_EQ(spans({0, 3, 2, 0, 1}), (Spans{{3, 8}, {12, 14}}));
    EXPECT_EQ(spans({0.1, 3, -2, 0.5, 0}), (Spans{{3, 5}}));  // far less than the greatest
    EXPECT_EQ(spans({0, 0.01, 0, 0, 0}), Spans{});            // noise
    EXPECT_EQ(spans({-1, -1, -1, -1, -1}), Spans{});
    EXPECT_EQ(spans_of({}, deciding_words({})), Spans{});
}

TEST(Reasons, LeaveOutExactlyOneWord) {
    const auto text = prepare("\u200bso late @larkspur late");
    const auto words = fast_words(text);
    ASSERT_EQ(words.size(), 4U);
    EXPECT_EQ(to_utf8(without(text, words[1])), "so  @user late");
    EXPECT_EQ(to_utf8(without(text, words[2])), "so late  late");
}

}  // namespace
}  // namespace heed::understand
