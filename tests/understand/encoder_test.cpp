#include "understand/encoder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "understand/tiny_model.hpp"

namespace heed::understand {
namespace {

using test::Folder;
using test::make_tiny_model;

const std::vector<std::string> posts{
    "",
    "the parcel",
    "The parcel is late, again! @larkspur https://example.org/x",
    "a",
    "caf\u00e9 \u65e5\u672c \u0645\u0631\u062d\u0628\u0627 \u2764\ufe0f",
    "so many words that the network will never see the last of them because it takes only a few",
};

std::vector<ModelText> texts() {
    std::vector<ModelText> all;
    for (const auto& post : posts)
        all.push_back(prepare(post));
    return all;
}

std::unique_ptr<Encoder> open(const Folder& folder, const test::TinyModel& model) {
    auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
    EXPECT_TRUE(encoder) << encoder.error().message;
    return encoder ? std::move(*encoder) : nullptr;
}

double furthest(const std::vector<double>& expected, const std::vector<float>& found) {
    EXPECT_EQ(expected.size(), found.size());
    double furthest = 0;
    for (std::size_t i = 0; i < std::min(expected.size(), found.size()); ++i)
        furthest = std::max(furthest, std::abs(expected[i] - static_cast<double>(found[i])));
    return furthest;
}

std::vector<int> ids_of(const std::vector<Piece>& pieces) {
    std::vector<int> ids;
    for (const auto& piece : pieces)
        ids.push_back(piece.id);
    return ids;
}

/// Every post, alone and with the others, against the plain loops.
void expect_like_the_loops(bool int8, double tolerance) {
    const Folder folder;
    const auto model = make_tiny_model(int8);
    const auto encoder = open(folder, model);
    ASSERT_NE(encoder, nullptr);
    const auto all = texts();
    const auto together = encoder->encode(all);
    ASSERT_EQ(together.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto expected = model.scores(ids_of(encoder->cut(all[i])));
        const auto alone = encoder->encode({&all[i], 1});
        EXPECT_LT(furthest(expected, alone[0].scores), tolerance) << posts[i];
        EXPECT_LT(furthest(expected, together[i].scores), tolerance) << posts[i];
    }
}

TEST(Encoder, InFloatsIsWhatPlainLoopsSay) {
    expect_like_the_loops(false, 1e-4);
}

TEST(Encoder, InEightBitsIsNearlyWhatPlainLoopsSay) {
    expect_like_the_loops(true, 0.06);
}

TEST(Encoder, EachPieceHasItsShareInEveryScore) {
    const Folder folder;
    const auto encoder = open(folder, make_tiny_model(false));
    const auto encoded = encoder->encode(texts())[2];
    const auto labels = encoded.scores.size();
    ASSERT_EQ(encoded.by_piece.size(), labels * encoded.pieces.size());
    const auto without_words = make_tiny_model(false).tensors.at("head.intent.bias").values;
    for (std::size_t label = 0; label < without_words.size(); ++label) {
        float sum = without_words[label];
        for (std::size_t i = 0; i < encoded.pieces.size(); ++i)
            sum += encoded.by_piece[i * labels + label];
        EXPECT_NEAR(sum, encoded.scores[label], 1e-4);
    }
}

TEST(Encoder, ManyPostsNeedSeveralPassesAndStayThemselves) {
    const Folder folder;
    const auto encoder = open(folder, make_tiny_model(true));
    std::vector<ModelText> many;
    for (int i = 0; i < 40; ++i) {
        for (const auto& text : texts())
            many.push_back(text);
    }
    const auto encoded = encoder->encode(many);
    ASSERT_EQ(encoded.size(), many.size());
    for (std::size_t i = 0; i < many.size(); ++i)
        EXPECT_EQ(encoded[i].scores, encoded[i % posts.size()].scores);
}

TEST(Encoder, ServesThreadsAtOnce) {
    const Folder folder;
    const auto encoder = open(folder, make_tiny_model(true));
    const auto all = texts();
    const auto expected = encoder->encode(all);
    std::vector<int> wrong(4, 0);
    {
        std::vector<std::jthread> threads;
        for (auto& count : wrong) {
            threads.emplace_back([&] {
                for (int round = 0; round < 10; ++round) {
                    const auto found = encoder->encode(all);
                    for (std::size_t i = 0; i < all.size(); ++i)
                        count += found[i].scores == expected[i].scores ? 0 : 1;
                }
            });
        }
    }
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

struct Cut {
    const char* post;
    const char* pieces;  ///< ids by their text, "." between
};

// The tiny vocabulary has single letters and a few words; longer pieces cost less.
TEST(Encoder, CutsWordsIntoTheBestPieces) {
    const Folder folder;
    const auto model = make_tiny_model(false);
    const auto encoder = open(folder, model);
    std::vector<std::string> names;
    for (std::size_t at = 0; at < model.vocabulary.size();) {
        const auto end = std::min(model.vocabulary.find('\n', at), model.vocabulary.size());
        const auto line = model.vocabulary.substr(at, end - at);
        names.push_back(line.substr(0, line.find('\t')));
        at = end + 1;
    }
    const std::vector<Cut> cuts{
        {"", "<s>.</s>"},
        {"the parcel", "<s>.\u2581the.\u2581parcel.</s>"},
        {"parcels", "<s>.\u2581parcel.s.</s>"},
        {"b\u00e9", "<s>.\u2581b.\u00e9.</s>"},
        {"\u65e5\u672c", "<s>.\u2581.<unk>.</s>"},
        {"a\u65e5\u672cb", "<s>.\u2581a.<unk>.b.</s>"},
        {"@ana", "<s>.\u2581@user.</s>"},
    };
    for (const auto& [post, expected] : cuts) {
        std::string found;
        for (const auto& piece : encoder->cut(prepare(post)))
            found += (found.empty() ? "" : ".") + names[static_cast<std::size_t>(piece.id)];
        EXPECT_EQ(found, expected) << post;
    }
}

TEST(Encoder, KnowsWithWhichCharacterAPieceBegins) {
    const Folder folder;
    const auto encoder = open(folder, make_tiny_model(false));
    std::vector<std::uint32_t> at;
    for (const auto& piece : encoder->cut(prepare("a parcels x")))
        at.push_back(piece.at);
    EXPECT_EQ(at, (std::vector<std::uint32_t>{0, 0, 2, 8, 10, 11}));
}

}  // namespace
}  // namespace heed::understand
