#include "domain/listening/listening.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace heed {
namespace {

constexpr Time noon = from_millis(1'790'000'000'000);

/// A stranger's plain complaint about us, which enters; every case changes one thing.
ListeningFacts plain_complaint() {
    ListeningFacts facts;
    Judgement judgement;
    judgement.intent = Intent::complaint;
    judgement.intent_confidence = 0.9;
    judgement.sentiment = Sentiment::negative;
    judgement.severity = 2;
    judgement.needs_answer = true;
    judgement.needs_answer_confidence = 0.9;
    facts.judgement = judgement;
    facts.named = "Larkspur";
    facts.about_us = true;
    facts.written_at = noon;
    return facts;
}

struct Case {
    std::string name;
    std::function<void(ListeningFacts&)> change;
    HeardDecision decision;
    std::string reason;
};

class DecideEntry : public ::testing::TestWithParam<Case> {};

TEST_P(DecideEntry, SaysWhatAndWhy) {
    auto facts = plain_complaint();
    GetParam().change(facts);
    const auto entry = decide_entry(facts);
    EXPECT_EQ(name_of(entry.decision), name_of(GetParam().decision));
    EXPECT_EQ(entry.reason, GetParam().reason);
}

using F = ListeningFacts;
using D = HeardDecision;

void becomes(F& facts, Intent intent) {
    facts.judgement->intent = intent;
    facts.judgement->severity = 0;
}

INSTANTIATE_TEST_SUITE_P(
    Listening, DecideEntry,
    ::testing::Values(
        Case{"complaint", [](F&) {}, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"question", [](F& f) { becomes(f, Intent::question); }, D::inbox,
             "A question about Larkspur that needs an answer."},
        Case{"crisis_tag_beside_the_brand",
             [](F& f) { f.named = "Larkspur"; },
             D::inbox, "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"praise", [](F& f) { becomes(f, Intent::praise); }, D::listening,
             "Praise that asks nothing of us."},
        Case{"talk", [](F& f) { becomes(f, Intent::other); }, D::listening,
             "Talk that asks nothing of us."},
        Case{"needs_no_answer", [](F& f) { f.judgement->needs_answer = false; }, D::listening,
             "A complaint, but it needs no answer."},
        Case{"unsure", [](F& f) { f.judgement->unsure = true; }, D::listening,
             "The desk is unsure what it means."},
        Case{"like_what_is_not_about_us", [](F& f) { f.near_not_about_us = 0.978; },
             D::not_about_us,
             "It says nearly the same (97 % alike) as a post that a colleague marked as not about "
             "us."},
        Case{"barely", [](F& f) { f.judgement->intent_confidence = 0.59; }, D::listening,
             "Perhaps a complaint, but the desk is not sure enough to speak unasked."},
        Case{"not_judged", [](F& f) { f.judgement.reset(); }, D::listening,
             "Nothing has judged it; a person may bring it in."},
        Case{"bait",
             [](F& f) {
                 f.judgement->irony = 0.9;
                 f.judgement->severity = 1;
             },
             D::listening, "It may be meant as irony or as bait."},
        Case{"bitter_but_grave", [](F& f) { f.judgement->irony = 0.9; }, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"grief",
             [](F& f) {
                 becomes(f, Intent::question);
                 f.judgement->sadness = 0.8;
             },
             D::listening, "The author may be grieving, and does not complain."},
        Case{"fear",
             [](F& f) {
                 becomes(f, Intent::request);
                 f.judgement->fear = 0.8;
             },
             D::listening, "The author may be afraid, and does not complain."},
        Case{"sad_complaint", [](F& f) { f.judgement->sadness = 0.9; }, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"minor", [](F& f) { f.profile.minor = "15 y/o"; }, D::listening,
             "The author may be a minor (“15 y/o”)."},
        Case{"competitor",
             [](F& f) {
                 f.about_us = false;
                 f.names_competitor = true;
                 f.named = "Bramble";
             },
             D::listening, "It names only a competitor (Bramble)."},
        Case{"competitor_and_us", [](F& f) { f.names_competitor = true; }, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"crisis_tag_alone",
             [](F& f) {
                 f.about_us = false;
                 f.named = "#parceljam";
             },
             D::listening, "It holds only a crisis tag (#parceljam)."},
        Case{"reshare", [](F& f) { f.reshare = true; }, D::folded,
             "It passes on somebody else's words."},
        Case{"fifth_within_the_hour", [](F& f) { f.heard_before = 4; }, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"sixth_within_the_hour", [](F& f) { f.heard_before = 5; }, D::folded,
             "The author wrote more than 5 posts about it within an hour."},
        Case{"quiet", [](F& f) { f.quiet_reason = "asked us to stop"; }, D::quiet,
             "The author is on the quiet list: asked us to stop"},
        Case{"quiet_without_a_reason", [](F& f) { f.quiet_reason = ""; }, D::quiet,
             "The author is on the quiet list."},
        Case{"opted_out", [](F& f) { f.profile.opted_out = "#nobot"; }, D::quiet,
             "The author's profile asks to be left alone (“#nobot”)."},
        Case{"quiet_wins_over_a_flood",
             [](F& f) {
                 f.quiet_reason = "";
                 f.heard_before = 50;
             },
             D::quiet, "The author is on the quiet list."},
        Case{"learned_words", [](F& f) { f.like_not_about_us = true; }, D::not_about_us,
             "It says the same as a post that a colleague marked as not about us."},
        Case{"learned_author", [](F& f) { f.author_not_about_us = 3; }, D::not_about_us,
             "A colleague marked 3 posts of this author as not about us."},
        Case{"author_twice_wrong", [](F& f) { f.author_not_about_us = 2; }, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"approached_today",
             [](F& f) { f.approached_at = noon - std::chrono::hours{2}; }, D::listening,
             "We spoke to this person unasked within the last day; one approach in 90 days."},
        Case{"approached_last_month",
             [](F& f) { f.approached_at = noon - std::chrono::days{30}; }, D::listening,
             "We spoke to this person unasked 30 days ago; one approach in 90 days."},
        Case{"approached_long_ago",
             [](F& f) { f.approached_at = noon - std::chrono::days{90}; }, D::inbox,
             "A complaint of severity 2 about Larkspur that needs an answer."},
        Case{"approached_but_praises",
             [](F& f) {
                 becomes(f, Intent::praise);
                 f.approached_at = noon - std::chrono::days{1};
             },
             D::listening, "Praise that asks nothing of us."}),
    [](const auto& tested) { return tested.param.name; });

TEST(ListeningWords, NamesGoBothWays) {
    for (const auto decision : {D::inbox, D::listening, D::folded, D::quiet, D::not_about_us})
        EXPECT_EQ(heard_decision(name_of(decision)), decision);
    EXPECT_EQ(heard_decision("Inbox"), std::nullopt);
}

TEST(ListeningWords, ProfilesAreRead) {
    struct Row {
        std::string name, about, opted_out, minor;
    };
    for (const auto& row : std::vector<Row>{
             {"Ada", "gardener, cat person", "", ""},
             {"Ada #NoBot", "", "#NoBot", ""},
             {"Ada", "Brands DNI. she/her", "Brands DNI", ""},
             {"Ada", "No bots please", "No bots", ""},
             {"Ada", "robots and nobotany", "", ""},
             {"Sam", "15 y/o, minecraft", "", "15 y/o"},
             {"Sam", "16yo", "", "16yo"},
             {"Sam", "45 years old", "", ""},
             {"Sam", "16 yoga lessons a week", "", ""},
             {"Sam", "since 2016 yo", "", ""},
             {"Sam", "tengo 14 años", "", "14 años"},
             {"", "yo", "", ""},
         }) {
        const auto hints = read_profile(row.name, row.about);
        EXPECT_EQ(hints.opted_out, row.opted_out) << row.name << " / " << row.about;
        EXPECT_EQ(hints.minor, row.minor) << row.name << " / " << row.about;
    }
}

TEST(ListeningWords, ReshareIsToldFromTheWords) {
    EXPECT_TRUE(is_reshare("RT @ada: Larkspur lost my parcel"));
    EXPECT_TRUE(is_reshare("  RT @ada.example: hello"));
    EXPECT_TRUE(is_reshare("Anyone else? RT @ada: still waiting"));
    EXPECT_TRUE(is_reshare("🔁 via @ada: \"still waiting\""));
    EXPECT_FALSE(is_reshare("RT @larkspur if you agree: yes"));
    EXPECT_FALSE(is_reshare("ALERT @ada: look"));
    EXPECT_FALSE(is_reshare(""));
    EXPECT_FALSE(is_reshare("Please RT @larkspur"));
    EXPECT_FALSE(is_reshare("START @ nine"));
}

TEST(ListeningWords, FormForgetsWhatChangesBetweenCopies) {
    const std::string form = "larkspur in full bloom today";
    for (const auto* copy :
         {"Larkspur in full bloom today!", "LARKSPUR in full bloom today 123",
          "@ada Larkspur in  full\nbloom today…",
          "Larkspur in full bloom today https://x.example/1", "Larkspur, in full bloom (today)"}) {
        EXPECT_EQ(form_of(copy), form) << copy;
    }
    EXPECT_NE(form_of("Larkspur in full bloom tomorrow"), form);
    EXPECT_EQ(form_of("@ada 12:30 https://x.example"), "");
    EXPECT_EQ(form_of(""), "");
    EXPECT_EQ(form_of("a\xff"
                      "b"),
              "a\xff"
              "b");
}

}  // namespace
}  // namespace heed
