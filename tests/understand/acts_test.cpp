#include "understand/acts.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "app/coach_facts.hpp"
#include "understand/encoder.hpp"
#include "understand/judge.hpp"
#include "understand/tiny_model.hpp"

namespace heed::understand {
namespace {

using test::Folder;
using test::make_tiny_branch;
using test::make_tiny_model;

constexpr std::size_t intents = 5;

const std::vector<std::string> drafts{"", "the parcel", "The parcel is late, again!",
                                      "so many words that the network never sees the last"};

/// The models of a desk with an ear.
void write_models(const Folder& folder) {
    const auto model = make_tiny_model(true);
    folder.write("encoder.safetensors", model.file());
    folder.write("acts.safetensors", make_tiny_branch(model).file());
}

Result<ActBranch> open_acts(const Encoder& encoder, const Folder& folder,
                            const test::TinyModel& model) {
    return read_acts(folder.write("acts.safetensors", make_tiny_branch(model).file()),
                     encoder.shape(), encoder.heads().version());
}

std::unique_ptr<Judge> open_judge(const Folder& folder) {
    JudgeOptions options;
    options.models = folder.path();
    auto judge = Judge::open(options);
    EXPECT_TRUE(judge) << judge.error().message;
    return judge ? std::move(*judge) : nullptr;
}

/// A branch that repeats the last layer and the first head must say what that head says.
TEST(Acts, ABranchOfTheSameWeightsSaysTheSame) {
    for (const bool int8 : {false, true}) {
        const Folder folder;
        const auto model = make_tiny_model(int8);
        const auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
        ASSERT_TRUE(encoder) << encoder.error().message;
        const auto branch = open_acts(**encoder, folder, model);
        ASSERT_TRUE(branch) << branch.error().message;
        std::vector<SaidText> said;
        std::vector<ModelText> texts;
        for (const auto& draft : drafts) {
            texts.push_back(prepare(draft));
            said.push_back({texts.back()});
        }
        const auto scores = (*encoder)->branch(branch->branch, said);
        const auto encoded = (*encoder)->encode(texts);
        ASSERT_EQ(scores.size(), drafts.size());
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            ASSERT_EQ(scores[i].size(), intents);
            for (std::size_t label = 0; label < intents; ++label)
                EXPECT_NEAR(scores[i][label], encoded[i].scores[label], 1e-4) << drafts[i];
        }
    }
}

TEST(Acts, AQuestionBeforeADraftChangesWhatIsHeard) {
    const Folder folder;
    const auto model = make_tiny_model(false);
    const auto encoder = Encoder::open(folder.write("encoder.safetensors", model.file()));
    ASSERT_TRUE(encoder);
    const auto branch = open_acts(**encoder, folder, model);
    ASSERT_TRUE(branch);
    const std::vector<SaidText> said{
        {prepare("the parcel")},
        {prepare("the parcel"), prepare("late?")},
        {prepare("the parcel"), prepare(std::string(4000, 'x'))},
    };
    const auto scores = (*encoder)->branch(branch->branch, said);
    ASSERT_EQ(scores.size(), 3U);
    EXPECT_NE(scores[0], scores[1]);
    EXPECT_NE(scores[1], scores[2]);
}

TEST(Acts, ThresholdsTellLikelyFromSure) {
    const ActThresholds thresholds{{SpeechAct::blame, SpeechAct::sorry, SpeechAct::gives},
                                   {{-1, 0, 1}, {0, 0, 1}, {0, 0, 1}}};
    const std::vector<float> scores{-0.1F, 0.5F, 1};
    const auto heard = thresholds.heard(scores);
    EXPECT_EQ(heard[static_cast<std::size_t>(SpeechAct::blame)], Heard::perhaps);
    EXPECT_EQ(heard[static_cast<std::size_t>(SpeechAct::sorry)], Heard::likely);
    EXPECT_EQ(heard[static_cast<std::size_t>(SpeechAct::gives)], Heard::sure);
    EXPECT_EQ(thresholds.heard(
                  std::vector<float>{-2, -2, -2})[static_cast<std::size_t>(SpeechAct::blame)],
              Heard::no);
    // Not in the file.
    EXPECT_EQ(heard[static_cast<std::size_t>(SpeechAct::insult)], Heard::perhaps);
}

TEST(Acts, AJudgeWithoutTheFileHearsNothing) {
    const Folder folder;
    folder.write("encoder.safetensors", make_tiny_model(true).file());
    const auto judge = open_judge(folder);
    const DraftPart part{"the parcel"};
    EXPECT_TRUE(judge->hear({&part, 1}).empty());
}

TEST(Acts, WhatWasHeardOnceIsHeardAgain) {
    const Folder folder;
    write_models(folder);
    const auto judge = open_judge(folder);
    std::vector<DraftPart> parts;
    for (const auto& draft : drafts)
        parts.push_back({draft, "late?"});
    const auto first = judge->hear(parts);
    ASSERT_EQ(first.size(), drafts.size());
    EXPECT_EQ(judge->hear(parts), first);
    // In another company too, and more of them than are remembered.
    for (std::size_t i = 0; i <= heard_parts_max / 8; ++i) {
        const auto text = std::to_string(i);
        const DraftPart other{text};
        ASSERT_EQ(judge->hear({&other, 1}).size(), 1U);
    }
    EXPECT_EQ(judge->hear(parts), first);
}

TEST(Acts, ManyThreadsHearTheSame) {
    const Folder folder;
    write_models(folder);
    const auto judge = open_judge(folder);
    std::vector<DraftPart> parts;
    for (const auto& draft : drafts)
        parts.push_back({draft});
    const auto alone = judge->hear(parts);
    std::vector<std::vector<HeardActs>> all(4);
    {
        std::vector<std::jthread> threads;
        for (auto& heard : all)
            threads.emplace_back([&] { heard = judge->hear(parts); });
    }
    for (const auto& heard : all)
        EXPECT_EQ(heard, alone);
}

struct Damage {
    const char* what;
    const char* from;  ///< in the metadata
    const char* to;
    const char* named;  ///< in the error
};

TEST(Acts, ADamagedFileIsRefusedByName) {
    const Damage damages[] = {
        {"another encoder", "tiny-1", "tiny-2", "made for encoder tiny-2"},
        {"a layer too far", "\"after\":1", "\"after\":3", "after is 3"},
        {"an unknown act", "\"insult\"", "\"insolt\"", "insolt"},
        {"sure before likely", "\"likely\":0,\"sure\":1}]", "\"likely\":2,\"sure\":1}]",
         "sure before it is likely"},
        {"another format", "\"format\":1", "\"format\":2", "format is not 1"},
        {"no acts", "\"acts\"", "\"actors\"", "acts is missing"},
        {"no object", "{\"format\"", "[\"format\"", "no JSON object"},
        {"an act too many", "\"acts\":[", "\"acts\":[{\"name\":\"sell\",\"likely\":0,\"sure\":1},",
         "head.weight"},
    };
    for (const auto& damage : damages) {
        const Folder folder;
        const auto model = make_tiny_model(true);
        folder.write("encoder.safetensors", model.file());
        auto branch = make_tiny_branch(model);
        const auto at = branch.metadata.find(damage.from);
        ASSERT_NE(at, std::string::npos) << damage.what;
        branch.metadata.replace(at, std::string_view(damage.from).size(), damage.to);
        folder.write("acts.safetensors", branch.file());
        JudgeOptions options;
        options.models = folder.path();
        const auto judge = Judge::open(options);
        ASSERT_FALSE(judge) << damage.what;
        EXPECT_EQ(judge.error().code, ErrorCode::invalid);
        EXPECT_NE(judge.error().message.find("acts.safetensors"), std::string::npos);
        EXPECT_NE(judge.error().message.find(damage.named), std::string::npos)
            << damage.what << ": " << judge.error().message;
    }
}

TEST(Acts, ATruncatedFileIsRefused) {
    const auto model = make_tiny_model(true);
    const auto whole = make_tiny_branch(model).file();
    for (const auto size : {std::size_t{0}, std::size_t{7}, whole.size() / 2, whole.size() - 1}) {
        const Folder folder;
        folder.write("encoder.safetensors", model.file());
        folder.write("acts.safetensors", whole.substr(0, size));
        JudgeOptions options;
        options.models = folder.path();
        EXPECT_FALSE(Judge::open(options)) << size;
    }
}

/// A draft's sentences and the questions that it should answer, and nothing else, are listened to.
TEST(Acts, ADraftIsHeardBySentenceAndQuestion) {
    DraftFacts facts;
    facts.draft = "Hi. The parcel comes today! Sorry, Ana.";
    facts.thread = {{Speaker::customer, "Ana", "Where was it last week?"},
                    {Speaker::agent, "Milly", "In Bonn."},
                    {Speaker::customer, "Ana", "And when does it come here? Why?"}};
    std::vector<std::string> listened;
    const auto hear = [&](std::span<const DraftPart> parts) {
        std::vector<HeardActs> heard(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            listened.push_back(std::string(parts[i].question) + "|" + std::string(parts[i].text));
            heard[i].fill(i == 1 ? Heard::likely : Heard::sure);
        }
        return heard;
    };
    facts.heard = app::hear_draft(facts, {hear, {}});
    const std::vector<std::string> expected{
        "|The parcel comes today!", "|Sorry, Ana.",
        "And when does it come here?|Hi. The parcel comes today! Sorry, Ana.",
        "|And when does it come here? Why?",
        "And when does it come here? Why?|Hi. The parcel comes today! Sorry, Ana."};
    EXPECT_EQ(listened, expected);
    ASSERT_EQ(facts.heard.acts.size(), 2U);
    EXPECT_EQ(facts.heard.acts[1].heard[0], Heard::likely);
    ASSERT_EQ(facts.heard.asked.size(), 1U);
    EXPECT_EQ(facts.heard.asked[0].post, 2U);
    EXPECT_EQ(facts.heard.asked[0].passed_over, Heard::sure);
    ASSERT_EQ(facts.heard.posts.size(), 1U);
    EXPECT_EQ(facts.heard.posts[0].post, 2U);
    EXPECT_EQ(facts.heard.posts[0].heard[0], Heard::sure);
    EXPECT_TRUE(facts.heard.sounds);
}

TEST(Acts, WhoeverHearsNothingLeavesItToTheWords) {
    DraftFacts facts;
    facts.draft = "The parcel comes today!";
    facts.playbook.facts = {"Parcels come in three days."};
    facts.heard = app::hear_draft(facts, {});
    facts.heard =
        app::hear_draft(facts, {[](std::span<const DraftPart>) { return std::vector<HeardActs>{}; },
                                [](std::span<const KnownPart>) { return std::vector<Heard>{}; }});
    EXPECT_TRUE(facts.heard.known.empty());
    EXPECT_TRUE(facts.heard.acts.empty());
    EXPECT_TRUE(facts.heard.asked.empty());
    EXPECT_TRUE(facts.heard.posts.empty());
    EXPECT_FALSE(facts.heard.sounds);
}

}  // namespace
}  // namespace heed::understand
