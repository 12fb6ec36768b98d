#include <gtest/gtest.h>

#include <algorithm>

#include "domain/coach/coach.hpp"

/// What the coach makes of what a model heard, in drafts whose words say nothing to it.
namespace heed {
namespace {

struct HeardAct {
    std::size_t sentence;
    SpeechAct act;
    Heard heard = Heard::sure;
};

struct Talk {
    const char* what;
    const char* post;
    const char* draft;
    std::vector<HeardAct> heard;
    const char* rule;  ///< that must be said, and
    Grade grade;       ///< how grave it is
    RoomKind room = RoomKind::public_;
};

DraftFacts facts_of(const Talk& talk) {
    DraftFacts facts;
    facts.channel = "bluesky";
    facts.room = talk.room;
    facts.customer = {"Nora Ek", "nora"};
    facts.agent = "Tess";
    facts.brand = "Larkspur";
    facts.draft_language = "en";
    facts.draft = talk.draft;
    facts.thread = {{Speaker::customer, "Nora Ek", talk.post}};
    facts.thread.front().language = "en";
    for (const auto span : act_sentences(facts.draft))
        facts.heard.acts.push_back({span, {}});
    for (const auto& one : talk.heard)
        facts.heard.acts.at(one.sentence).heard[static_cast<std::size_t>(one.act)] = one.heard;
    facts.heard.sounds.emplace();
    facts.heard.sounds->at(static_cast<std::size_t>(SpeechAct::hurts)) = Heard::perhaps;
    return facts;
}

const Advice* find(const std::vector<Advice>& advice, std::string_view rule) {
    const auto found = std::find_if(advice.begin(), advice.end(),
                                    [rule](const Advice& one) { return one.rule == rule; });
    return found == advice.end() ? nullptr : &*found;
}

TEST(CoachActs, WhatWasHeardIsRemarked) {
    const Talk talks[] = {
        {"mockery",
         "My lamp came broken.",
         "What a tragedy, a lamp, Nora. Tess",
         {{0, SpeechAct::insult}},
         "tone.mockery",
         Grade::ask},
        {"hostile in some way",
         "My lamp came broken.",
         "Lamps live on tables, Nora. Tess",
         {{0, SpeechAct::hostile}},
         "tone.dismissal",
         Grade::ask},
        {"twice perhaps",
         "My lamp came broken.",
         "Lamps live on tables, Nora. Others manage somehow. Tess",
         {{0, SpeechAct::blame, Heard::likely}, {1, SpeechAct::dismiss, Heard::likely}},
         "tone.hostile",
         Grade::ask},
        {"a detail",
         "No net since noon.",
         "Two bills wait in March and April, Nora. Tess",
         {{0, SpeechAct::case_detail}},
         "case_detail.plain",
         Grade::stop},
        {"somebody else",
         "Wrong box!",
         "Yours went to Denise of number nine, Nora. Tess",
         {{0, SpeechAct::other_person}},
         "other_customer.titled",
         Grade::stop},
        {"a secret",
         "Cannot get in.",
         "It works with the old password in the field above, Nora. Tess",
         {{0, SpeechAct::ask_secret}},
         "private_way.secret",
         Grade::stop,
         RoomKind::direct},
        {"data in public",
         "Cannot get in.",
         "An order number would do, Nora. Tess",
         {{0, SpeechAct::ask_data}},
         "private_way.asked",
         Grade::stop},
        {"a hollow sorry",
         "My lamp came broken.",
         "A pity that it came across so, Nora. Tess",
         {{0, SpeechAct::hollow_sorry}},
         "apology.hollow",
         Grade::ask},
    };
    for (const auto& talk : talks) {
        auto facts = facts_of(talk);
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, talk.rule);
        ASSERT_NE(said, nullptr) << talk.what;
        EXPECT_EQ(said->grade, talk.grade) << talk.what;
        EXPECT_FALSE(said->reason.empty()) << talk.what;
        // Deaf, it says nothing of the kind: the words of these drafts are on no list.
        facts.heard.acts.clear();
        EXPECT_EQ(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr) << talk.what;
    }
}

TEST(CoachActs, WhereNobodyElseReadsDetailsMayStand) {
    const Talk talk{"a detail in private",
                    "No net since noon.",
                    "Two bills wait in March and April, Nora. Tess",
                    {{0, SpeechAct::case_detail}, {0, SpeechAct::ask_data}},
                    "",
                    Grade::stop,
                    RoomKind::direct};
    const auto advice = advise(facts_of(talk), CoachRules::built_in());
    EXPECT_EQ(find(advice, "case_detail.plain"), nullptr);
    EXPECT_EQ(find(advice, "private_way.asked"), nullptr);
}

TEST(CoachActs, WhatTheCustomerToldTheWorldIsNoDetail) {
    const Talk talk{"their own words",
                    "My bills of March and April wait, and no net!",
                    "Your bills of March and April wait, Nora. Tess",
                    {{0, SpeechAct::case_detail}},
                    "",
                    Grade::stop};
    EXPECT_EQ(find(advise(facts_of(talk), CoachRules::built_in()), "case_detail.plain"), nullptr);
}

TEST(CoachActs, ASorryInOtherWordsIsOne) {
    Talk talk{"sorry",
              "My lamp came broken, again. I am furious!",
              "Nobody here slept well after that, Nora. A new lamp leaves today. Tess",
              {},
              "apology.missing",
              Grade::ask};
    EXPECT_NE(find(advise(facts_of(talk), CoachRules::built_in()), talk.rule), nullptr);
    talk.heard = {{0, SpeechAct::sorry, Heard::likely}};
    EXPECT_EQ(find(advise(facts_of(talk), CoachRules::built_in()), talk.rule), nullptr);
}

TEST(CoachActs, WhatOnlyMayHurtMustComeTwice) {
    const Talk talk{.what = "perhaps blame",
                    .post = "My lamp came broken.",
                    .draft = "Lamps live on tables, Nora. Tess",
                    .heard = {{0, SpeechAct::blame, Heard::likely}},
                    .rule = "tone.blame",
                    .grade = Grade::ask};
    EXPECT_EQ(find(advise(facts_of(talk), CoachRules::built_in()), talk.rule), nullptr);
}

TEST(CoachActs, WhoSaysSorryAsWellIsAskedAndNotStopped) {
    const Talk talk{.what = "sorry and blame",
                    .post = "My lamp came broken.",
                    .draft = "I am so sorry, Nora. Lamps live on tables. Tess",
                    .heard = {{1, SpeechAct::blame}},
                    .rule = "tone.blame",
                    .grade = Grade::ask};
    const auto advice = advise(facts_of(talk), CoachRules::built_in());
    const auto* said = find(advice, talk.rule);
    ASSERT_NE(said, nullptr);
    EXPECT_EQ(said->grade, talk.grade);
}

TEST(CoachActs, ASentenceAloneIsNotBelievedWhereTheWholeIsKind) {
    auto facts = facts_of({.what = "one",
                           .post = "My lamp came broken.",
                           .draft = "What a tragedy, a lamp, Nora. Tess",
                           .heard = {{0, SpeechAct::insult}},
                           .rule = "tone.mockery",
                           .grade = Grade::ask});
    facts.heard.sounds->fill(Heard::no);
    EXPECT_EQ(find(advise(facts, CoachRules::built_in()), "tone.mockery"), nullptr);
}

TEST(CoachActs, ASentenceStopsWhereTheWholeHurtsToo) {
    auto facts = facts_of({.what = "both",
                           .post = "My lamp came broken.",
                           .draft = "What a tragedy, a lamp, Nora. Tess",
                           .heard = {{0, SpeechAct::insult}},
                           .rule = "tone.mockery",
                           .grade = Grade::stop});
    facts.heard.sounds.emplace();
    facts.heard.sounds->at(static_cast<std::size_t>(SpeechAct::hurts)) = Heard::likely;
    const auto advice = advise(facts, CoachRules::built_in());
    const auto* said = find(advice, "tone.mockery");
    ASSERT_NE(said, nullptr);
    EXPECT_EQ(said->grade, Grade::stop);
}

TEST(CoachActs, AWordAndTheEarMakeOneRemark) {
    const Talk talk{"both",
                    "My lamp came broken.",
                    "You should have read the label, Nora. Tess",
                    {{0, SpeechAct::blame}},
                    "tone.blame",
                    Grade::stop};
    const auto advice = advise(facts_of(talk), CoachRules::built_in());
    EXPECT_EQ(std::count_if(advice.begin(), advice.end(),
                            [](const Advice& one) { return one.kind == AdviceKind::tone; }),
              1);
    EXPECT_EQ(advice.front().rule, "tone.blame");
    EXPECT_EQ(advice.front().grade, Grade::stop);
}

TEST(CoachActs, WordsAreBelievedWhereWhatTheySayIsThinkable) {
    const Talk talks[] = {
        {"a shrug",
         "My lamp came broken.",
         "Calm down, Nora. Tess",
         {{0, SpeechAct::hostile, Heard::likely}},
         "tone.dismissal",
         Grade::ask},
        {"a detail",
         "No net since noon.",
         "Your last invoice is unpaid, Nora. Tess",
         {{0, SpeechAct::case_detail, Heard::perhaps}},
         "case_detail.grave",
         Grade::stop},
        {"data",
         "Cannot get in.",
         "Please send me your order number, Nora. Tess",
         {{0, SpeechAct::ask_data, Heard::perhaps}},
         "private_way.asked",
         Grade::stop},
        {"a secret",
         "Cannot get in.",
         "Please send me your password, Nora. Tess",
         {{0, SpeechAct::ask_secret, Heard::likely}},
         "private_way.secret",
         Grade::stop},
    };
    for (const auto& talk : talks) {
        auto facts = facts_of(talk);
        facts.heard.sounds.reset();
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, talk.rule);
        ASSERT_NE(said, nullptr) << talk.what;
        EXPECT_EQ(said->grade, talk.grade) << talk.what;
        for (auto& sentence : facts.heard.acts)
            sentence.heard.fill(Heard::no);
        EXPECT_EQ(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr) << talk.what;
    }
}

TEST(CoachActs, InALanguageWithoutWordsNobodyIsBelieved) {
    auto facts = facts_of({"another language",
                           "Lampa je rozbita.",
                           "Lampy patri na stul, Nora. Tess",
                           {{0, SpeechAct::insult}},
                           "tone.mockery",
                           Grade::stop});
    facts.draft_language = facts.thread.front().language = "cs";
    facts.heard.sounds->fill(Heard::sure);
    for (const auto& said : advise(facts, CoachRules::built_in()))
        EXPECT_NE(said.kind, AdviceKind::tone) << said.rule;
}

TEST(CoachActs, AnInsultNeedsNobodyToHearIt) {
    const Talk talk{"an insult", "My lamp came broken.", "You idiot, Nora. Tess",
                    {},          "tone.insult",          Grade::stop};
    auto facts = facts_of(talk);
    facts.heard.sounds->fill(Heard::no);
    EXPECT_NE(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
}

TEST(CoachActs, ACompanysOwnWordsNeedNobodyToHearThem) {
    const Talk talk{"our words", "My lamp came broken.", "No can do, Nora. Tess",
                    {},          "tone.our_words",       Grade::ask};
    const auto rules = CoachRules::built_in().extended_by(
        "rules:\n[tone.our_words]\nkind: tone\ngrade: ask\n"
        "language: en\n[tone.our_words]\nno can do\n"
        "sentences: en\n[tone.our_words]\nreason: We do not say that.\ndo: Say what you can do.\n");
    ASSERT_TRUE(rules) << rules.error().message;
    auto facts = facts_of(talk);
    facts.heard.sounds->fill(Heard::no);
    EXPECT_NE(find(advise(facts, *rules), talk.rule), nullptr);
}

TEST(CoachActs, WordsThatNobodyBelievesOneByOneAreNotBelievedTogether) {
    const Talk talk{"blame and a shrug",
                    "My lamp came broken.",
                    "You should have read the label, Nora. Not our problem. Tess",
                    {},
                    "tone.hostile",
                    Grade::stop};
    auto facts = facts_of(talk);
    EXPECT_NE(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
    facts.heard.sounds->fill(Heard::no);
    EXPECT_EQ(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
}

TEST(CoachActs, TwoDataThatNobodyHearsAskedForAreNot) {
    const Talk talk{"two data",
                    "My lamp came broken.",
                    "Please send me your order number and your postcode, Nora. Tess",
                    {},
                    "private_way.asked",
                    Grade::stop};
    auto facts = facts_of(talk);
    EXPECT_EQ(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
    for (auto& sentence : facts.heard.acts)
        sentence.heard[static_cast<std::size_t>(SpeechAct::ask_data)] = Heard::perhaps;
    EXPECT_NE(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
}

TEST(CoachActs, ASentenceIsBelievedBesideWhatItAnswers) {
    const Talk talk{"mockery",
                    "My lamp came broken.",
                    "What a tragedy, a lamp, Nora. Tess",
                    {{0, SpeechAct::insult}},
                    "tone.mockery",
                    Grade::ask};
    auto facts = facts_of(talk);
    EXPECT_NE(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
    facts.heard.sounds.reset();
    EXPECT_EQ(find(advise(facts, CoachRules::built_in()), talk.rule), nullptr);
}

TEST(CoachActs, WhatAPostDoesIsHeardBeforeItsWords) {
    struct Post {
        const char* text;
        SpeechAct act;
        Heard heard;
        const char* rule;
        std::optional<Grade> grade;
    };
    const Post posts[] = {
        {"My parcel is lost and nobody answers.", SpeechAct::let_down, Heard::sure,
         "apology.missing", Grade::ask},
        {"My parcel is lost and nobody answers.", SpeechAct::let_down, Heard::no, "apology.missing",
         std::nullopt},
        {"Day nine. The squiggle could be anybody.", SpeechAct::let_down, Heard::sure,
         "apology.missing", Grade::hint},
        {"Thank you so much, it works again!", SpeechAct::let_down, Heard::sure, "apology.missing",
         std::nullopt},
        {"This is outrageous, I am furious.", SpeechAct::upset, Heard::sure, "feeling.anger",
         Grade::hint},
        {"This is outrageous, I am furious.", SpeechAct::upset, Heard::no, "feeling.anger",
         std::nullopt},
        {"Your driver is a legend, thank you so much!", SpeechAct::glad, Heard::sure,
         "feeling.praise", Grade::hint},
        {"Your driver is a legend, thank you so much!", SpeechAct::glad, Heard::no,
         "feeling.praise", std::nullopt},
    };
    for (const auto& post : posts) {
        auto facts = facts_of({"a post", post.text, "The depot has it, Nora. Tess", {}, "", {}});
        facts.heard.posts = {{0, {}}};
        facts.heard.posts.front().heard.at(static_cast<std::size_t>(post.act)) = post.heard;
        facts.heard.sounds->at(static_cast<std::size_t>(SpeechAct::cold)) = Heard::perhaps;
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, post.rule);
        EXPECT_EQ(said == nullptr ? std::nullopt : std::optional(said->grade), post.grade)
            << post.text << " " << static_cast<int>(post.heard);
    }
}

TEST(CoachActs, WhoIsKindWithoutSorryIsNotAskedForIt) {
    auto facts = facts_of({"kind",
                           "My parcel is lost and nobody answers.",
                           "I believe you, and look for it myself today, Nora. Tess",
                           {},
                           "",
                           {}});
    const auto grade = [&facts]() {
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, "apology.missing");
        return said == nullptr ? std::nullopt : std::optional(said->grade);
    };
    EXPECT_EQ(grade(), Grade::hint);
    facts.heard.sounds->at(static_cast<std::size_t>(SpeechAct::cold)) = Heard::perhaps;
    EXPECT_EQ(grade(), Grade::ask);
    facts.heard.sounds.reset();
    EXPECT_EQ(grade(), Grade::ask);
}

TEST(CoachActs, AnAnswerInOtherWordsIsOne) {
    DraftFacts facts = facts_of({"a question",
                                 "Hello. When does the shop open on Sunday?",
                                 "Hi Nora, we sleep in on that day. Tess",
                                 {},
                                 "question.open",
                                 Grade::ask});
    EXPECT_NE(find(advise(facts, CoachRules::built_in()), "question.open"), nullptr);
    const auto asked = asking_sentences(facts.thread.front().text);
    ASSERT_EQ(asked.size(), 1U);
    facts.heard.asked = {{0, asked.front(), Heard::no}};
    EXPECT_EQ(find(advise(facts, CoachRules::built_in()), "question.open"), nullptr);
    facts.heard.asked.front().passed_over = Heard::sure;
    EXPECT_NE(find(advise(facts, CoachRules::built_in()), "question.open"), nullptr);
}

TEST(CoachActs, TheWholeDraftHasASound) {
    struct Sound {
        SpeechAct act;
        Heard heard;
        const char* rule;
        Grade grade;
        const char* post = "Our train went without us.";
    };
    const Sound sounds[] = {
        {SpeechAct::hurts, Heard::sure, "tone.hurts", Grade::ask,
         "Nobody answers and my order never arrived."},
        {SpeechAct::deaf, Heard::sure, "feeling.deaf", Grade::ask,
         "Nobody answers and my order never arrived."},
        {SpeechAct::cold, Heard::sure, "feeling.cold", Grade::hint},
    };
    for (const auto& sound : sounds) {
        auto facts = facts_of({.what = "a sound",
                               .post = sound.post,
                               .draft = "The next one is at nine, Nora. Tess",
                               .heard = {},
                               .rule = sound.rule,
                               .grade = sound.grade});
        EXPECT_EQ(find(advise(facts, CoachRules::built_in()), sound.rule), nullptr);
        facts.heard.sounds.emplace();
        facts.heard.sounds->at(static_cast<std::size_t>(sound.act)) = sound.heard;
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, sound.rule);
        ASSERT_NE(said, nullptr) << sound.rule;
        EXPECT_EQ(said->grade, sound.grade) << sound.rule;
        EXPECT_FALSE(said->reason.empty());
    }
}

TEST(CoachActs, ASoundAloneAsksAndStopsOnlyWhereASentenceHurtsToo) {
    auto facts = facts_of({.what = "a sound",
                           .post = "The driver never came and nobody answers.",
                           .draft = "I will ask the driver and write to you today, Nora. Tess",
                           .heard = {},
                           .rule = "tone.hurts",
                           .grade = Grade::stop});
    facts.heard.sounds.emplace();
    auto& hurts = facts.heard.sounds->at(static_cast<std::size_t>(SpeechAct::hurts));
    auto& dismiss = facts.heard.acts.at(0).heard.at(static_cast<std::size_t>(SpeechAct::dismiss));
    const auto grade = [&facts]() -> std::optional<Grade> {
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, "tone.hurts");
        return said == nullptr ? std::nullopt : std::optional(said->grade);
    };
    hurts = Heard::likely;
    EXPECT_EQ(grade(), std::nullopt);
    hurts = Heard::sure;
    EXPECT_EQ(grade(), Grade::ask);
    // Who merely jokes is answered in kind.
    const auto post = facts.thread.front().text;
    facts.thread.front().text = "Our train looks like a caterpillar.";
    EXPECT_EQ(grade(), std::nullopt);
    facts.thread.front().text = post;
    hurts = Heard::likely;
    dismiss = Heard::likely;
    EXPECT_EQ(grade(), Grade::ask);
    hurts = Heard::sure;
    EXPECT_EQ(grade(), Grade::stop);
}

TEST(CoachActs, NamesAndActsBelongTogether) {
    for (std::size_t i = 0; i < speech_acts; ++i) {
        const auto act = static_cast<SpeechAct>(i);
        EXPECT_EQ(speech_act(name_of(act)), act);
    }
    EXPECT_EQ(speech_act("insolt"), std::nullopt);
}

TEST(CoachActs, SentencesAreBounded) {
    std::string draft;
    for (int i = 0; i < 500; ++i)
        draft += "It comes. ";
    EXPECT_EQ(act_sentences(draft).size(), act_sentences_max);
    EXPECT_TRUE(act_sentences("Hi. Tess").empty());
    std::string post;
    for (int i = 0; i < 50; ++i)
        post += "Where is my box? ";
    EXPECT_EQ(asking_sentences(post).size(), asked_questions_max);
    EXPECT_TRUE(asking_sentences("Really? It came.").empty());
}

}  // namespace
}  // namespace heed
