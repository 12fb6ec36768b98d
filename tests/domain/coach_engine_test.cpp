#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "domain/coach/coach.hpp"

/// What the coach compares and does not only hear: facts, bounds, links, files, names.
namespace heed {
namespace {

struct Case {
    std::string post;
    std::string draft;
    std::vector<std::string> facts = {};
    std::vector<std::string> authority = {};
    std::string earlier = {};  ///< what a colleague said
};

DraftFacts facts_of(const Case& one) {
    DraftFacts facts;
    facts.channel = "web_form";
    facts.room = RoomKind::direct;
    facts.customer = {"Nora Blythe", "norablythe"};
    facts.agent = "Tess";
    facts.brand = "Everly";
    if (!one.earlier.empty()) {
        facts.thread.push_back({Speaker::customer, "Nora Blythe", "Hello?"});
        facts.thread.push_back({Speaker::agent, "Ida", one.earlier});
    }
    facts.thread.push_back({Speaker::customer, "Nora Blythe", one.post});
    facts.draft = one.draft;
    facts.playbook = {one.facts, one.authority};
    return facts;
}

std::optional<Grade> grade_of(const DraftFacts& facts, AdviceKind kind) {
    std::optional<Grade> gravest;
    for (const auto& advice : advise(facts, CoachRules::built_in()))
        if (advice.kind == kind && (!gravest || advice.grade < *gravest)) gravest = advice.grade;
    return gravest;
}

TEST(CoachFacts, StopWhatTheyRuleOut) {
    const Case cases[] = {
        {"Can I return them?",
         "Nora, we only take returns within 14 days. Tess",
         {"Goods not worn may be returned within 30 days of purchase."}},
        {"On peut annuler ?",
         "Nora, une annulation à huit jours de l'arrivée n'est plus gratuite. Tess",
         {"Annulation gratuite jusqu'à 7 jours avant l'arrivée."}},
        {"¿Sigue en garantía?",
         "Nora, ya no: la garantía es de un año. Tess",
         {"La garantía de los electrodomésticos es de tres años."}},
        {"My train is late, do I get money back?",
         "Nora, you only get money back once the delay is over 60 minutes. Tess",
         {"Delay: 25 % of the fare from 15 minutes, 50 % from 30 minutes."}},
        {"May I bring the dog?",
         "Nora, dogs are forbidden in the garden. Tess",
         {"Dogs are welcome in the garden."}},
        {"Blijft het liggen?",
         "Nora, het pakket ligt anderhalve week in de kluis. Tess",
         {"Een pakket ligt 5 dagen in de kluis en gaat daarna retour."}},
        {"Kostet das Parken?",
         "Nora, das Parken kostet leider 5 Euro. Tess",
         {"Das Parken ist kostenlos."}},
    };
    for (const auto& one : cases)
        EXPECT_EQ(grade_of(facts_of(one), AdviceKind::fact), Grade::stop) << one.draft;
}

TEST(CoachFacts, LeaveAloneWhatAppliesThemRightly) {
    const Case cases[] = {
        {"It came three weeks ago, may I return it?",
         "Sorry, Nora, sale pieces have a fortnight, so three weeks is just past it. Tess",
         {"Full-price items can be returned within 30 days.",
          "Sale items can be returned within 14 days."}},
        {"Sedici mesi fa, è in garanzia?",
         "Sì, Nora: la garanzia vale due anni, gliene restano otto mesi. Tess",
         {"La garanzia è di 24 mesi."}},
        {"Aberta domingo?",
         "Nora, ao domingo descansamos. Sábado estamos abertos das 9h às 20h. Tess",
         {"As lojas estão abertas de segunda a sábado; domingo encerradas."}},
        {"Is a pause free?",
         "Nora, a medical pause is free. Tess",
         {"A medical pause is free; other pauses cost 5 EUR a month."}},
        {"Ci sono nocciole?",
         "Sì, Nora: il lotto può contenere nocciole. Tess",
         {"Il lotto dei biscotti senza nocciole è ritirato: può contenere nocciole."}},
        {"Open on Wednesday?",
         "Nora, yes, come on Wednesday at 10. Tess",
         {"We are open Monday to Friday, 9 to 17."}},
    };
    for (const auto& one : cases) {
        const auto grade = grade_of(facts_of(one), AdviceKind::fact);
        EXPECT_TRUE(!grade || *grade == Grade::hint) << one.draft;
    }
}

TEST(CoachFacts, StopTheOppositeOfAColleaguesWords) {
    const Case opposite{"How do I claim?",
                        "Nora, hired skis are not covered against theft. Tess",
                        {},
                        {},
                        "Yes, hired skis are covered against theft. Ida"};
    EXPECT_EQ(grade_of(facts_of(opposite), AdviceKind::contradiction), Grade::stop);
    auto corrected = opposite;
    corrected.draft = "Nora, I must correct what Ida wrote: hired skis are not covered. Tess";
    EXPECT_NE(grade_of(facts_of(corrected), AdviceKind::contradiction), Grade::stop);
}

TEST(CoachAuthority, StopsWhatGoesBeyondInOtherUnits) {
    const Case cases[] = {
        {"Seven weeks without the pool!",
         "Nora, we will refund your whole year. Tess",
         {},
         {"Agents may credit up to one month's fee. Anything above needs the club manager."}},
        {"Von 98 auf 171 Euro?",
         "Nora, ich setze den Abschlag auf 98 Euro, versprochen. Tess",
         {},
         {"Höchstens 20 % senken. Mehr entscheidet die Teamleitung."}},
        {"When is it back?",
         "Nora, I guarantee you'll be back online by 2pm. Tess",
         {},
         {"Never name a repair time that is not on the status page."}},
        {"The dinner was cold.",
         "Nora, two nights are on the house. Tess",
         {},
         {"Goodwill of up to 40 EUR.", "Free nights need the hotel manager."}},
        {"Auto kaputt.",
         "Nora, Sie bekommen den Wagen für drei Wochen, gratis. Tess",
         {},
         {"Ein Wagen bis zu 5 Tagen, gratis."}},
    };
    for (const auto& one : cases)
        EXPECT_EQ(grade_of(facts_of(one), AdviceKind::promise), Grade::stop) << one.draft;
}

TEST(CoachAuthority, LeavesAloneWhatIsWithin) {
    const Case cases[] = {
        {"Split again.",
         "Nora, I can take the whole chest back and refund you. Tess",
         {},
         {"Agents may send parts, collect and refund, or give up to 20 % off."}},
        {"I won't pay 180.",
         "Nora, I can't drop the 180 EUR myself. I've put 25 EUR on it. Tess",
         {},
         {"Agents may credit up to 25 EUR."}},
        {"Seven weeks without the pool!",
         "Nora, seven weeks is long. I've credited one month's fee. Tess",
         {},
         {"Agents may credit up to one month's fee."}},
    };
    for (const auto& one : cases)
        EXPECT_NE(grade_of(facts_of(one), AdviceKind::promise), Grade::stop) << one.draft;
}

TEST(CoachQuestions, AskForTheOneThatThePlaybookAnswers) {
    Case one{"Sull'11 posso portare la bici? E il cane paga il biglietto?",
             "Ciao Nora, certo, la bici sull'11 sale tutto il giorno. Tess",
             {"I cani viaggiano gratis."}};
    EXPECT_EQ(grade_of(facts_of(one), AdviceKind::question), Grade::ask);
    one.draft = "Ciao Nora, certo, la bici sale sempre, e il cane viaggia gratis. Tess";
    EXPECT_NE(grade_of(facts_of(one), AdviceKind::question), Grade::ask);
}

std::optional<Grade> grade_of_link(const std::string& link, RoomKind room) {
    auto facts = facts_of({"Where?",
                           "Nora, open " + link + " please. Tess",
                           {"Returns: https://everly.example/returns"}});
    facts.room = room;
    return grade_of(facts, AdviceKind::link);
}

TEST(CoachLinks, AreJudgedByTheirLooks) {
    for (const auto* link :
         {"https://admin.everly.example/u/7", "https://backoffice.everly.example/x",
          "https://everly.example/admin/7", "https://everly.example/x?session_token=9f3c"}) {
        EXPECT_EQ(grade_of_link(link, RoomKind::public_), Grade::stop) << link;
        EXPECT_EQ(grade_of_link(link, RoomKind::direct), Grade::ask) << link;
    }
    for (const auto* link :
         {"htps//everly,example/x", "https//everly.example", "hhtps://everly.example",
          "https://everly-login.example/new", "https://everly,example/x", "www,everly.example",
          "everli.example/returns"})
        EXPECT_EQ(grade_of_link(link, RoomKind::public_), Grade::ask) << link;
    for (const auto* link :
         {"https://everly.example/returns", "everly.example/returns", "https://admins.example/x",
          "https://everly.example/internet", "https://help.everly.example/a,b"})
        EXPECT_EQ(grade_of_link(link, RoomKind::public_), std::nullopt) << link;
}

TEST(CoachFiles, NameNobodyElse) {
    const auto grade = [](const std::string& name, const std::string& alt) {
        auto facts = facts_of({"My bill please", "Nora, your bill is attached. Tess"});
        AttachmentFacts file;
        file.name = name;
        file.mime = "application/pdf";
        file.alt = alt;
        file.looked_at = true;
        facts.attachments.push_back(file);
        return grade_of(facts, AdviceKind::attachment);
    };
    for (const auto* name : {"bill-oliver-stanton.pdf", "Bill_Pauline_Cressey.pdf",
                             "billGiulioF.pdf", "nudes_summer.pdf"})
        EXPECT_EQ(grade(name, ""), Grade::stop) << name;
    EXPECT_EQ(grade("picture.pdf", "A naked woman on the beach"), Grade::stop);
    for (const auto* name : {"bill-nora-blythe.pdf", "bill_2026-09.pdf", "Everly-price-list.pdf"})
        EXPECT_EQ(grade(name, ""), std::nullopt) << name;
}

TEST(CoachFiles, OfAnotherMatterAreSeenFirst) {
    const auto grade = [](const char* mime, bool looked_at) {
        auto facts = facts_of({"My bill please", "Nora, here it is. Tess"});
        AttachmentFacts file;
        file.name = "steps.dat";
        file.mime = mime;
        file.alt = "The steps, one below the other";
        file.used_elsewhere = true;
        file.looked_at = looked_at;
        facts.attachments.push_back(file);
        return grade_of(facts, AdviceKind::attachment);
    };
    EXPECT_EQ(grade("image/png", true), Grade::ask);
    EXPECT_EQ(grade("image/png", false), Grade::stop);
    EXPECT_EQ(grade("application/pdf", true), Grade::stop);
}

TEST(CoachNames, OfOthersAreFoundWithoutATitle) {
    const auto grade = [](const std::string& draft) {
        auto facts = facts_of({"Where is the unicorn?", draft});
        facts.room = RoomKind::public_;
        return grade_of(facts, AdviceKind::other_customer);
    };
    EXPECT_EQ(grade("Sorry, Nora, it went to Denise Hargreaves in Stockport. Tess"), Grade::stop);
    EXPECT_EQ(grade("Nora, a Lucía Ferrer también le cobramos doble. Tess"), Grade::stop);
    EXPECT_EQ(grade("Nora, our manager Denise Hargreaves looks at it. Tess"), std::nullopt);
    EXPECT_EQ(grade("Nora, the new shop in Denise Hargreaves Street is open. Tess"), std::nullopt);
    EXPECT_EQ(grade("Nora, I'm on it. Tess Denise"), std::nullopt);
}

}  // namespace
}  // namespace heed
