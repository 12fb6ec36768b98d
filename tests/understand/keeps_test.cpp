#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "app/coach_facts.hpp"
#include "understand/acts.hpp"
#include "understand/block4.hpp"
#include "understand/encoder.hpp"
#include "understand/judge.hpp"
#include "understand/tiny_model.hpp"

namespace heed::understand {
namespace {

using test::Folder;
using test::make_tiny_keeps;
using test::make_tiny_model;

TEST(Blocks, HoldThirtyTwoWeightsAndAScaleInHalfPrecision) {
    struct Half {
        std::uint8_t low, high;
        float scale;
    };
    const Half halves[] = {
        {0x00, 0x3C, 1.0F},     {0x00, 0xC0, -2.0F},
        {0x00, 0x30, 0.125F},   {0x01, 0x00, std::ldexp(1.0F, -24)},
        {0xFF, 0x7B, 65504.0F}, {0x00, 0x7C, 0.0F},  // no scale may be without bounds
        {0x01, 0x7C, 0.0F},                          // nor be no number
    };
    for (const auto& half : halves) {
        std::string bytes{static_cast<char>(half.low), static_cast<char>(half.high)};
        for (unsigned j = 0; j < 16; ++j)
            bytes += static_cast<char>(j | (15 - j) << 4U);
        std::array<float, block4_weights> weights{};
        unpack_blocks(bytes, weights.data());
        for (int j = 0; j < 16; ++j) {
            EXPECT_EQ(weights.at(static_cast<std::size_t>(j)),
                      static_cast<float>(j - 8) * half.scale);
            EXPECT_EQ(weights.at(static_cast<std::size_t>(j) + 16),
                      static_cast<float>(7 - j) * half.scale);
        }
    }
}

std::vector<SaidText> some_texts() {
    return {{prepare("the parcel"), prepare("is it late?"), prepare("parcels are never late")},
            {prepare("late"), {}, prepare("the parcel")},
            {prepare(std::string(4000, 'x')), prepare(std::string(4000, 'y')),
             prepare(std::string(4000, 'z'))}};
}

/// Corrections are added to the blocks when the file is opened.
TEST(Keeps, ACorrectedLayerIsTheSumOfItsBlocksAndItsCorrection) {
    const Folder folder;
    const auto model = make_tiny_model(true);
    const auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
    ASSERT_TRUE(encoder) << encoder.error().message;
    const auto keeps = make_tiny_keeps(model);
    const auto& shape = (*encoder)->shape();
    const auto corrected =
        read_keeps(folder.write("a.safetensors", keeps.corrected.file()), shape, "tiny-1");
    const auto folded =
        read_keeps(folder.write("b.safetensors", keeps.folded.file()), shape, "tiny-1");
    ASSERT_TRUE(corrected) << corrected.error().message;
    ASSERT_TRUE(folded) << folded.error().message;
    const auto texts = some_texts();
    const auto left = (*encoder)->branch(corrected->branch, texts);
    const auto right = (*encoder)->branch(folded->branch, texts);
    ASSERT_EQ(left.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        ASSERT_EQ(left[i].size(), 1U);
        EXPECT_NEAR(left[i][0], right[i][0], 1e-3) << i;
    }
    EXPECT_NE(left[0], left[1]);
}

TEST(Keeps, ThresholdsTellFourDegrees) {
    const KeepsBranch branch{{}, {"breaks", {-1, 0, 1}}};
    const std::pair<float, Heard> scores[] = {
        {-1.5F, Heard::no}, {-1.0F, Heard::perhaps}, {0.0F, Heard::likely}, {1.0F, Heard::sure}};
    for (const auto& [score, heard] : scores)
        EXPECT_EQ(branch.heard({&score, 1}), heard) << score;
}

TEST(Keeps, AJudgeHearsWhatIsKnownWhereTheFileIsThere) {
    const Folder folder;
    const auto model = make_tiny_model(true);
    folder.write("encoder.safetensors", model.file());
    JudgeOptions options;
    options.models = folder.path();
    const std::vector<KnownPart> parts{{"parcels are late", "late?", "the parcel"},
                                       {"parcels are late", "late?", "the parcel"},
                                       {"the parcel", "", "late"}};
    auto judge = Judge::open(options);
    ASSERT_TRUE(judge);
    EXPECT_TRUE((*judge)->hear_known(parts).empty());
    folder.write("keeps.safetensors", make_tiny_keeps(model).corrected.file());
    judge = Judge::open(options);
    ASSERT_TRUE(judge) << judge.error().message;
    const auto first = (*judge)->hear_known(parts);
    ASSERT_EQ(first.size(), parts.size());
    EXPECT_EQ(first[0], first[1]);
    EXPECT_EQ((*judge)->hear_known(parts), first);
}

TEST(Keeps, ADamagedFileIsRefusedByName) {
    struct Damage {
        const char* from;
        const char* to;
        const char* named;
    };
    const Damage damages[] = {
        {"tiny-1", "tiny-2", "made for encoder tiny-2"},
        {"\"breaks\"", "\"brakes\"", "\"breaks\" alone"},
        {"\"rank\":2", "\"rank\":3", ".down"},
        {"\"rank\":2", "\"rank\":0", ".weight"},
        {"\"rank\":2", "\"rank\":1000", "rank"},
        {"\"layers\":1", "\"layers\":2", "layer.1."},
        {"\"layers\":1", "\"layers\":0", "layers"},
        {"\"max_tokens\":40", "\"max_tokens\":41", "embeddings.position"},
    };
    for (const auto& damage : damages) {
        const Folder folder;
        const auto model = make_tiny_model(true);
        folder.write("encoder.safetensors", model.file());
        auto keeps = make_tiny_keeps(model).corrected;
        const auto at = keeps.metadata.find(damage.from);
        ASSERT_NE(at, std::string::npos) << damage.from;
        keeps.metadata.replace(at, std::string_view(damage.from).size(), damage.to);
        folder.write("keeps.safetensors", keeps.file());
        JudgeOptions options;
        options.models = folder.path();
        const auto judge = Judge::open(options);
        ASSERT_FALSE(judge) << damage.to;
        EXPECT_EQ(judge.error().code, ErrorCode::invalid);
        EXPECT_NE(judge.error().message.find(damage.named), std::string::npos)
            << damage.to << ": " << judge.error().message;
    }
}

/// What is known of three kinds, and each by its place.
TEST(Keeps, ADraftIsHeardBesideAllThatIsKnown) {
    DraftFacts facts;
    facts.draft = "Hi Ana, we are open on Sunday, and you get 90 EUR.";
    facts.thread = {{Speaker::customer, "Ana", "Are you open?"},
                    {Speaker::agent, "Milly", "No, we are closed on Sunday."},
                    {Speaker::customer, "Ana", "Really?"}};
    facts.playbook.facts = {"Closed on Sunday.", " "};
    facts.playbook.authority = {"Up to 50 EUR."};
    std::vector<std::string> listened;
    const auto hear = [&](std::span<const KnownPart> parts) {
        for (const auto& part : parts) {
            EXPECT_EQ(part.post, "Really?");
            EXPECT_EQ(part.draft, facts.draft);
            listened.emplace_back(part.known);
        }
        return std::vector<Heard>(parts.size(), Heard::sure);
    };
    facts.heard = app::hear_draft(facts, {{}, hear});
    const std::vector<std::string> expected{"Closed on Sunday.", "Up to 50 EUR.",
                                            "No, we are closed on Sunday."};
    EXPECT_EQ(listened, expected);
    const std::vector<HeardKnown> heard{{KnownKind::fact, 0, Heard::sure},
                                        {KnownKind::authority, 0, Heard::sure},
                                        {KnownKind::colleague, 1, Heard::sure}};
    EXPECT_EQ(facts.heard.known, heard);
}

TEST(Keeps, OfMuchThatIsKnownTheNearestIsHeard) {
    DraftFacts facts;
    facts.draft = "Hi Ana, the pool is open on Sunday.";
    facts.thread = {{Speaker::customer, "Ana", "Is the pool open on Sunday?"}};
    for (std::size_t i = 0; i < 3 * heard_known_max; ++i)
        facts.playbook.facts.push_back("Room " + std::to_string(i) + " has a balcony.");
    facts.playbook.facts.push_back("The pool is closed on Sunday.");
    const auto heard = app::hear_draft(facts, {{}, [](std::span<const KnownPart> parts) {
                                                   return std::vector<Heard>(parts.size());
                                               }});
    ASSERT_EQ(heard.known.size(), heard_known_max);
    EXPECT_EQ(heard.known.front().place, 3 * heard_known_max);
}

}  // namespace
}  // namespace heed::understand
