#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "domain/coach/coach.hpp"

/// What the coach knows by form, whatever the words: an asking, a shout, a gift that the playbook
/// gives.
namespace heed {
namespace {

struct Case {
    std::string post;
    std::string draft;
    std::string rule = {};  ///< empty: nothing of that kind may be remarked beyond a hint
    RoomKind room = RoomKind::public_;
    std::vector<std::string> facts = {};
    std::vector<std::string> authority = {};
};

std::vector<Advice> coached(const Case& one) {
    DraftFacts facts;
    facts.channel = "web_form";
    facts.room = one.room;
    facts.customer = {"Nora Blythe", "norablythe"};
    facts.agent = "Tess";
    facts.brand = "Everly";
    facts.thread.push_back({Speaker::customer, "Nora Blythe", one.post});
    facts.draft = one.draft;
    facts.playbook = {one.facts, one.authority};
    return advise(facts, CoachRules::built_in());
}

bool is_stopped(const Case& one) {
    const auto advice = coached(one);
    return std::any_of(advice.begin(), advice.end(), [&one](const Advice& remark) {
        return remark.rule == one.rule && remark.grade == Grade::stop;
    });
}

bool is_remarked(const Case& one, AdviceKind kind) {
    const auto advice = coached(one);
    return std::any_of(advice.begin(), advice.end(), [kind](const Advice& remark) {
        return remark.kind == kind && remark.grade != Grade::hint;
    });
}

TEST(CoachAsking, IsKnownByItsForm) {
    const Case cases[] = {
        {"Is my flight late?", "Nora, pop your ID number and surname on here and I'll look. Tess",
         "private_way.asked_here"},
        {"Is my flight late?", "Nora, your booking code, your date of birth, then I can look. Tess",
         "private_way.asked"},
        {"Wo ist mein Paket?",
         "Nora, hier einmal deine Kundennummer rein, dann sehe ich nach. Tess",
         "private_way.asked_here"},
        {"Où est mon colis ?",
         "Nora, merci d'ajouter ici votre n° de contrat et votre date de naissance. Tess",
         "private_way.asked_here"},
        {"¿Dónde está mi maleta?", "Nora, ponme aquí tu carnet de identidad y la miro. Tess",
         "private_way.asked_here"},
        {"Dov'è il mio pacco?", "Nora, aggiungi qui sotto la tua targa e il tuo indirizzo. Tess",
         "private_way.asked_here"},
        {"Onde está a encomenda?", "Nora, põe aqui a tua morada e o código postal. Tess",
         "private_way.asked_here"},
        {"Waar is mijn pakket?", "Nora, hieronder graag je polisnummer en je geboortedatum. Tess",
         "private_way.asked_here"},
        {"I cannot log in.", "Nora, just type it here along with your current password. Tess",
         "private_way.secret", RoomKind::direct},
        {"Ich komme nicht rein.", "Nora, hier bitte dein Kundenkennwort, dann geht es weiter. Tess",
         "private_way.secret", RoomKind::direct},
    };
    for (const auto& one : cases)
        EXPECT_TRUE(is_stopped(one)) << one.draft;
}

TEST(CoachAsking, IsNotHeardInWhatTellsOrLeadsAway) {
    const Case cases[] = {
        {"Did you get it?", "Nora, I have changed your address and your surname here. Tess"},
        {"Where do I find it?", "Nora, your customer number is here on the bill, top left. Tess"},
        {"How?", "Nora, you can change your address and your phone number here. Tess"},
        {"How?",
         "Nora, please give your order number and your surname here: "
         "https://everly.example/form Tess"},
        {"How?", "Nora, don't put your address or your date of birth here. Tess"},
        {"Is it a scam?", "Nora, write to me in private, without codes or passwords. Tess"},
        {"Ist das Betrug?", "Nora, schreib mir privat, ohne Passwort und ohne PIN. Tess"},
        {"Sitzung ungültig?", "Nora, alle brauchen ein neues Passwort. Tess"},
        {"May my wife fetch it?",
         "Nora, she would need to bring your passport or your driving licence. Tess"},
        {"Quanto custa?", "Nora, com 61 já pode, e a matrícula não custa nada. Tess"},
        {"Wo steht das?", "Nora, hier steht alles auf deiner Rechnungsnummer. Tess"},
        {"È una truffa?",
         "Nora, scrivimi in DM, senza codici né password, e ti dico entro stasera che cosa è "
         "successo. Tess"},
    };
    for (const auto& one : cases)
        EXPECT_FALSE(is_remarked(one, AdviceKind::private_way)) << one.draft;
}

TEST(CoachTone, StopsADraftThatShouts) {
    EXPECT_TRUE(is_stopped({"My tickets never came, third message!",
                            "READ YOUR CONFIRMATION MAIL FIRST!!! Then write, Nora. Tess",
                            "tone.shouting"}));
    EXPECT_FALSE(is_stopped({"We won, thank you so much!",
                             "WHAT WONDERFUL NEWS, THANK YOU NORA!!! Tess", "tone.shouting"}));
}

TEST(CoachTone, LeavesAloneWhatIsHarmlessWithoutAWordOnThem) {
    const Case cases[] = {
        {"My mother died on Sunday.", "Nora, es tut mir leid. Das Angebot des Handwerkers genügt."},
        {"Where is it?", "Nora, training is the last thing you should have to think about. Tess"},
        {"È sicuro?", "Gentile Sig. Conte, lo dice solo il radiologo. Tess"},
        {"Kan ik dinsdag?", "Nora, meld je even af, anders kost het vijf euro. Tess"},
        {"¿Puedo cambiar la cita?", "Nora, no pasa nada, la cambiamos el jueves. Tess"},
        {"Quando arriva?", "Nora, il tecnico passa lunedì, come ti ha scritto Luca. Tess"},
    };
    for (const auto& one : cases)
        EXPECT_FALSE(is_remarked(one, AdviceKind::tone)) << one.draft;
}

TEST(CoachApology, IsNotWantedForTheirOwnSlip) {
    EXPECT_FALSE(is_remarked({"I put the wrong house number, it's still missing. Has it left?",
                              "Nora, not yet, I am changing it to 7 now. Tess"},
                             AdviceKind::apology));
}

TEST(CoachCaseDetail, IsWhatWasSeenOfThem) {
    EXPECT_TRUE(is_stopped({"Thieves, never again.",
                            "Nora, our CCTV shows you coming in late. Tess", "case_detail.grave"}));
    EXPECT_FALSE(is_remarked({"Does the doorbell see at night?",
                              "Nora, yes, the camera sees up to ten metres in the dark. Tess"},
                             AdviceKind::case_detail));
}

TEST(CoachAuthority, LeavesAloneWhatThePlaybookGivesOrHandsOver) {
    const Case cases[] = {
        {"Mein Keller steht unter Wasser, zahlt ihr das?",
         "Nora, Trocknen können Sie gleich beauftragen, bis 800 Euro erstatten wir das. Tess",
         {},
         RoomKind::mail,
         {"Trocknung wird bis 800 Euro erstattet."},
         {"Zusagen zur Deckung darf nur die Schadenabteilung geben."}},
        {"Que faites-vous ?",
         "Nora, je transmets votre demande au service, le seul à pouvoir décider d'un "
         "remboursement. Tess",
         {},
         RoomKind::mail,
         {},
         {"Seul le service après-voyage décide d'un remboursement."}},
    };
    for (const auto& one : cases)
        EXPECT_FALSE(is_remarked(one, AdviceKind::promise)) << one.draft;
    EXPECT_TRUE(is_stopped({"Mein Keller steht unter Wasser, zahlt ihr das?",
                            "Nora, keine Sorge, wir übernehmen die 6.000 Euro komplett. Tess",
                            "promise.needs_approval",
                            RoomKind::mail,
                            {"Trocknung wird bis 800 Euro erstattet."},
                            {"Zusagen zur Deckung darf nur die Schadenabteilung geben."}}));
}

}  // namespace
}  // namespace heed
