#include <gtest/gtest.h>

#include <algorithm>

#include "domain/coach/coach.hpp"

/// Names of other people that the desk knows of, and of files.
namespace heed {
namespace {

DraftFacts facts_of(const char* draft) {
    DraftFacts facts;
    facts.channel = "bluesky";
    facts.customer = {"Nora Ek", "nora"};
    facts.agent = "Tess";
    facts.brand = "Larkspur";
    facts.draft_language = "en";
    facts.draft = draft;
    facts.thread = {{Speaker::customer, "Nora Ek", "My lamp came broken."}};
    facts.thread.front().language = "en";
    return facts;
}

const Advice* find(const std::vector<Advice>& advice, std::string_view rule) {
    const auto found = std::find_if(advice.begin(), advice.end(), [rule](const Advice& one) {
        return one.rule.starts_with(rule);
    });
    return found == advice.end() ? nullptr : &*found;
}

TEST(CoachNames, AnotherCustomerIsNamedByANameAndNotByAWord) {
    struct Case {
        const char* other;
        const char* draft;
        std::optional<Grade> grade;
    };
    const Case cases[] = {
        {"Daniel Reeves", "Nora, the lamp of Daniel Reeves came broken too. Tess", Grade::stop},
        {"Daniel Reeves", "Hi Daniel, the lamp is on its way. Tess", Grade::stop},
        {"Daniel Reeves", "Nora, I sent the lamp to Daniel. Tess", Grade::ask},
        {"Xylo Reeves", "Nora, I sent the lamp to Xylo. Tess", Grade::ask},
        {"@daniel.reeves", "Nora, I sent it to Daniel Reeves. Tess", Grade::stop},
        {"Mrs Bunce", "Dear Mrs Ek, a new lamp is on its way. Tess", std::nullopt},
        {"Will Ferris", "Will do, Nora. Tess", std::nullopt},
        {"The Real Dave", "The parcel is on its way, Nora. Tess", std::nullopt},
        {"@hello_kitty", "Hello Nora, a new lamp is on its way. Tess", std::nullopt},
        {"@berlin.mum", "Nora, your lamp left Berlin today. Tess", std::nullopt},
        {"Lamp Lover", "Lamp number two is on its way, Nora. Tess", std::nullopt},
        {"Nora Quist", "Hi Nora, a new lamp is on its way. Tess", std::nullopt},
    };
    for (const auto& one : cases) {
        auto facts = facts_of(one.draft);
        facts.other_customers = {one.other};
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, "other_customer");
        ASSERT_EQ(said != nullptr, one.grade.has_value()) << one.other << ": " << one.draft;
        if (said == nullptr) continue;
        EXPECT_EQ(said->grade, *one.grade) << one.draft;
    }
}

TEST(CoachNames, WhoShowsNoNameIsCalledByTheHandle) {
    auto facts = facts_of("Dear customer, I am sorry and look into it now. Tess");
    facts.customer = {"", "nora"};
    const auto advice = advise(facts, CoachRules::built_in());
    const auto* said = find(advice, "name.generic");
    ASSERT_NE(said, nullptr);
    EXPECT_NE((said->reason + said->what_to_do).find("@nora"), std::string::npos) << said->reason;
}

TEST(CoachNames, ThePlaybookOfAnExampleIsNobody) {
    auto facts = facts_of("Hi Nora, Lost luggage is found within a day as a rule. Tess");
    Twin twin;
    twin.to = "Lost Luggage";
    twin.text = "Lost luggage is found within a day as a rule.";
    twin.similarity = 0.9;
    twin.example = true;
    facts.twins = {twin};
    const auto rules = CoachRules::built_in();
    EXPECT_EQ(find(advise(facts, rules), "other_customer"), nullptr);
    EXPECT_NE(find(advise(facts, rules), "canned"), nullptr);
    facts.twins.front().example = false;
    EXPECT_NE(find(advise(facts, rules), "other_customer"), nullptr);
}

TEST(CoachNames, APictureThatNobodyCouldScreenNeedsASecondPerson) {
    struct Case {
        std::optional<double> score;
        bool unscreened;
        bool agreed;
        const char* rule;  ///< null: nothing is said
    };
    const Case cases[] = {
        {std::nullopt, true, false, "attachment.explicit_unknown"},
        {std::nullopt, true, true, nullptr},
        {std::nullopt, false, false, nullptr},
        {0.0, false, false, nullptr},
        {1.0, false, false, "attachment.explicit"},
    };
    for (const auto& one : cases) {
        auto facts = facts_of("Hi Nora, like this. Tess");
        AttachmentFacts file;
        file.mime = "image/png";
        file.alt = "A lamp in its box";
        file.looked_at = true;
        file.explicit_score = one.score;
        file.unscreened = one.unscreened;
        file.second_person_agreed = one.agreed;
        facts.attachments = {file};
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, "attachment.explicit");
        ASSERT_EQ(said != nullptr, one.rule != nullptr);
        if (said == nullptr) continue;
        EXPECT_EQ(said->rule, one.rule);
        EXPECT_NE(said->reason.find("A lamp in its box"), std::string::npos) << said->reason;
    }
}

}  // namespace
}  // namespace heed
