#include <gtest/gtest.h>

#include <algorithm>

#include "domain/coach/coach.hpp"

/// What the coach makes of a draft that was heard beside what is known.
namespace heed {
namespace {

struct Beside {
    const char* what;
    KnownKind kind;
    const char* known;
    const char* draft;
    std::optional<Heard> heard;  ///< nothing: nobody listened
    const char* rule;
    std::optional<Grade> grade;  ///< nothing: the rule must be silent
};

DraftFacts facts_of(const Beside& beside) {
    DraftFacts facts;
    facts.channel = "web_form";
    facts.room = RoomKind::direct;
    facts.customer = {"Nora Ek", "nora"};
    facts.agent = "Tess";
    facts.brand = "Larkspur";
    facts.draft_language = "en";
    facts.draft = beside.draft;
    if (beside.kind == KnownKind::colleague) {
        facts.thread.push_back({Speaker::customer, "Nora Ek", "Is the lounge open?"});
        facts.thread.push_back({Speaker::agent, "Milly", beside.known});
    }
    facts.thread.push_back({Speaker::customer, "Nora Ek", "And what about Friday?"});
    for (auto& post : facts.thread)
        post.language = "en";
    if (beside.kind == KnownKind::fact) facts.playbook.facts = {beside.known};
    if (beside.kind == KnownKind::authority) facts.playbook.authority = {beside.known};
    const std::size_t place = beside.kind == KnownKind::colleague ? 1 : 0;
    if (beside.heard) facts.heard.known = {{beside.kind, place, *beside.heard}};
    return facts;
}

TEST(CoachKeeps, WhatWasHeardBesideWhatIsKnown) {
    constexpr auto in_words = "Hi Nora, breakfast costs 15 EUR. Tess";
    constexpr auto in_others = "Hi Nora, four paws never cost a cent. Tess";
    constexpr auto breakfast = "Breakfast costs 12 EUR.";
    constexpr auto dogs = "Dogs cost 15 EUR a night.";
    constexpr auto gift = "Hi Nora, I'm crediting miles for New York and home again. Tess";
    const Beside besides[] = {
        {"no words, sure", KnownKind::fact, dogs, in_others, Heard::sure, "fact.playbook",
         Grade::stop},
        {"no words, likely", KnownKind::fact, dogs, in_others, Heard::likely, "fact.playbook",
         Grade::ask},
        {"no words, perhaps", KnownKind::fact, dogs, in_others, Heard::perhaps, "fact.playbook",
         std::nullopt},
        {"a fact of which nothing is said", KnownKind::fact, dogs,
         "Hi Nora, I am sorry and look into it now. Tess", Heard::sure, "fact.playbook",
         std::nullopt},
        {"a fact in another language", KnownKind::fact, "Hunde kosten 15 Euro pro Nacht im Hotel.",
         in_others, Heard::sure, "fact.playbook", Grade::stop},
        {"a fact in another language, likely", KnownKind::fact,
         "Hunde kosten 15 Euro pro Nacht im Hotel.", in_others, Heard::likely, "fact.playbook",
         std::nullopt},
        {"a limit, and nothing is given", KnownKind::authority, "Up to 5,000 miles.",
         "Hi Nora, I am sorry and look into it now. Tess", Heard::sure, "promise.beyond_authority",
         std::nullopt},
        {"words alone", KnownKind::fact, breakfast, in_words, std::nullopt, "fact.playbook",
         Grade::stop},
        {"words, perhaps", KnownKind::fact, breakfast, in_words, Heard::perhaps, "fact.playbook",
         Grade::stop},
        {"words, and sure", KnownKind::fact, breakfast, in_words, Heard::sure, "fact.playbook",
         Grade::stop},
        {"words, and nothing heard", KnownKind::fact, breakfast, in_words, Heard::no,
         "fact.playbook", std::nullopt},
        {"a colleague, sure", KnownKind::colleague,
         "The family lounge is closed until November, sorry. Milly",
         "Hi Nora, the family lounge serves guests in November too. Tess", Heard::sure,
         "contradiction.earlier", Grade::stop},
        {"a colleague, perhaps of something else", KnownKind::colleague,
         "The lounge is closed until November, sorry. Milly",
         "Hi Nora, the lounge serves guests in November too. Tess", Heard::sure,
         "contradiction.earlier", Grade::ask},
        {"a colleague, likely", KnownKind::colleague,
         "The family lounge is closed until November, sorry. Milly",
         "Hi Nora, the family lounge serves guests in November too. Tess", Heard::likely,
         "contradiction.earlier", std::nullopt},
        {"a colleague who said nothing yet", KnownKind::colleague,
         "Which family lounge did you mean? Milly", "Hi Nora, the family lounge is open. Tess",
         Heard::sure, "contradiction.earlier", std::nullopt},
        {"a colleague, of whose matter nothing is said", KnownKind::colleague,
         "The lounge is closed until November, sorry. Milly", "Hi Nora, enjoy the flight. Tess",
         Heard::sure, "contradiction.earlier", std::nullopt},
        {"a colleague, openly mended", KnownKind::colleague,
         "The lounge is closed until November, sorry. Milly",
         "Hi Nora, my colleague was wrong, sorry: it is open on Friday. Tess", Heard::sure,
         "contradiction.earlier", std::nullopt},
        {"a limit, sure", KnownKind::authority, "Up to 5,000 miles.",
         "Hi Nora, New York and home again is on us. Tess", Heard::sure, "promise.beyond_authority",
         Grade::stop},
        {"a limit, likely, and a gift", KnownKind::authority, "Up to 5,000 miles.", gift,
         Heard::likely, "promise.beyond_authority", Grade::stop},
        {"a limit, likely", KnownKind::authority, "Never name an hour of delivery.",
         "Hi Nora, the delivery is there for lunch. Tess", Heard::likely,
         "promise.beyond_authority", Grade::ask},
        {"within the limit by its sum", KnownKind::authority, "Up to 50 EUR.",
         "Hi Nora, I put 45 euros back on your card. Tess", Heard::sure, "promise.beyond_authority",
         std::nullopt},
        {"within the limit, in another currency", KnownKind::authority, "Up to 50 EUR.",
         "Hi Nora, I put 45 GBP back on your card. Tess", Heard::sure, "promise.beyond_authority",
         Grade::stop},
        {"within the greater of two limits", KnownKind::authority,
         "Up to 50 EUR, up to 200 EUR with the lead's approval.",
         "Hi Nora, I put 150 euros back on your card. Tess", Heard::sure,
         "promise.beyond_authority", Grade::stop},
        {"a colleague who said one word twice", KnownKind::colleague,
         "The family lounge is upstairs, the lounge is small, the lounge has toys. Milly",
         "Hi Nora, the lounge serves soup. Tess", Heard::sure, "contradiction.earlier",
         std::nullopt},
        {"over the limit by words, and nothing heard", KnownKind::authority, "Up to 50 EUR.",
         "Hi Nora, I'll refund you 90 EUR today. Tess", Heard::no, "promise.beyond_authority",
         std::nullopt},
        {"over the limit by words alone", KnownKind::authority, "Up to 50 EUR.",
         "Hi Nora, I'll refund you 90 EUR today. Tess", std::nullopt, "promise.beyond_authority",
         Grade::stop},
    };
    for (const auto& beside : besides) {
        const auto advice = advise(facts_of(beside), CoachRules::built_in());
        const auto said = std::find_if(advice.begin(), advice.end(),
                                       [&](const Advice& one) { return one.rule == beside.rule; });
        EXPECT_EQ(said != advice.end(), beside.grade.has_value()) << beside.what;
        if (said == advice.end() || !beside.grade) continue;
        EXPECT_EQ(said->grade, *beside.grade) << beside.what;
        EXPECT_NE(said->reason.find(beside.known), std::string::npos) << said->reason;
        ASSERT_FALSE(said->spans.empty()) << beside.what;
    }
}

TEST(CoachKeeps, OneLimitThatIsKeptExcusesNoOther) {
    Beside beside{"", KnownKind::fact, "Lamps are fragile.", "", {}, "", {}};
    beside.draft = "Hi Nora, I put 45 euros back on your card, it is there at three sharp. Tess";
    auto facts = facts_of(beside);
    facts.playbook.authority = {"Up to 50 EUR.", "Never promise an hour for money back on a card."};
    facts.heard.known = {{KnownKind::authority, 0, Heard::sure},
                         {KnownKind::authority, 1, Heard::sure}};
    const auto advice = advise(facts, CoachRules::built_in());
    const auto said = std::find_if(advice.begin(), advice.end(), [](const Advice& one) {
        return one.rule == "promise.beyond_authority";
    });
    ASSERT_NE(said, advice.end());
    EXPECT_EQ(said->grade, Grade::stop);
    EXPECT_NE(said->reason.find("Never promise an hour"), std::string::npos) << said->reason;
}

TEST(CoachKeeps, WhoSpeaksOfEndingTheirLifeIsAskedHowTheyAre) {
    struct Case {
        const char* post;
        const char* draft;
        bool stops;
    };
    const Case cases[] = {
        {"my account is gone, i don't want to live anymore",
         "Hi Nora, good news: accounts can be restored. Tess", true},
        {"my account is gone, i don't want to live anymore",
         "Nora, are you safe? Please call the helpline 116 123, I stay here with you. Tess", false},
        {"i could kill for a coffee", "Hi Nora, the machine is back at nine. Tess", false},
        {"this queue makes me want to be dead last", "Hi Nora, five minutes. Tess", false},
    };
    for (const auto& one : cases) {
        Beside beside{"", KnownKind::fact, "Accounts can be restored.", one.draft, {}, "", {}};
        auto facts = facts_of(beside);
        facts.thread.back().text = one.post;
        const auto advice = advise(facts, CoachRules::built_in());
        const bool stops = std::any_of(advice.begin(), advice.end(), [](const Advice& said) {
            return said.rule == "feeling.danger" && said.grade == Grade::stop;
        });
        EXPECT_EQ(stops, one.stops) << one.post << " / " << one.draft;
    }
}

}  // namespace
}  // namespace heed
