#include "app/coach_facts.hpp"

#include <gtest/gtest.h>

/// What texts tell of themselves, before the coach reads them.
namespace heed::app {
namespace {

TEST(CoachFacts, ATextKnowsItsLanguageBetterThanItsNetwork) {
    struct Case {
        const char* declared;
        const char* text;
        const char* language;
    };
    const Case cases[] = {
        {"en", "Mein Paket ist seit zwei Wochen unterwegs und niemand antwortet mir", "de"},
        {"en-US", "My parcel has been on its way for two weeks and nobody answers me", "en"},
        {"und", "Mein Paket ist seit zwei Wochen unterwegs und niemand antwortet mir", "de"},
        {"pt-BR", "Oi?", "pt"},
        {"", "Oi?", "und"},
    };
    for (const auto& one : cases) {
        DraftFacts facts;
        facts.thread = {{Speaker::customer, "Nora Ek", one.text}};
        facts.thread.front().language = one.declared;
        read_texts(facts);
        EXPECT_EQ(facts.thread.front().language, one.language) << one.declared << ": " << one.text;
    }
}

TEST(CoachFacts, WhatHasNoWordsIsNotListenedTo) {
    DraftFacts facts;
    facts.draft = "Hi Nora, a new lamp is on its way. Tess";
    facts.thread = {{Speaker::customer, "Nora Ek", "My lamp came broken."},
                    {Speaker::customer, "Nora Ek", "@larkspur"},
                    {Speaker::customer, "Nora Ek", ""}};
    std::vector<std::string> questions;
    Ear ear;
    ear.acts = [&questions](std::span<const DraftPart> parts) {
        for (const auto& part : parts)
            questions.emplace_back(part.question);
        return std::vector<HeardActs>(parts.size());
    };
    const auto heard = hear_draft(facts, ear, 0);
    ASSERT_EQ(heard.posts.size(), 1U);
    EXPECT_EQ(heard.posts.front().post, 0U);
    ASSERT_FALSE(questions.empty());
    EXPECT_EQ(questions.back(), "My lamp came broken.");
    EXPECT_TRUE(heard.sounds.has_value());
    facts.thread.erase(facts.thread.begin());
    EXPECT_FALSE(hear_draft(facts, ear, 0).sounds.has_value());
}

}  // namespace
}  // namespace heed::app
