#include "domain/coach/coach.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/unicode.hpp"
#include "domain/coach/phrases.hpp"
#include "domain/coach/quantities.hpp"
#include "domain/coach/remarks.hpp"
#include "support/hostile_texts.hpp"

namespace heed {
namespace {

struct Talk {
    std::string post;
    std::string draft;
    RoomKind room = RoomKind::public_;
    std::vector<std::string> facts = {};
    std::vector<std::string> authority = {};
    std::string earlier = {};
};

DraftFacts facts_of(const Talk& talk) {
    DraftFacts facts;
    facts.channel = "web_form";
    facts.room = talk.room;
    facts.customer = {"Nora Blythe", "norablythe"};
    facts.agent = "Tess";
    facts.brand = "Everly";
    if (!talk.earlier.empty()) {
        facts.thread.push_back({Speaker::customer, "Nora Blythe", "Hello?"});
        facts.thread.push_back({Speaker::agent, "Ida", talk.earlier});
    }
    facts.thread.push_back({Speaker::customer, "Nora Blythe", talk.post});
    facts.draft = talk.draft;
    facts.playbook = {talk.facts, talk.authority};
    return facts;
}

std::vector<Advice> coached(const Talk& talk) {
    return advise(facts_of(talk), CoachRules::built_in());
}

const Advice* find(const std::vector<Advice>& advice, std::string_view rule) {
    const auto found = std::find_if(advice.begin(), advice.end(),
                                    [rule](const Advice& one) { return one.rule == rule; });
    return found == advice.end() ? nullptr : &*found;
}

struct Remarked {
    Talk talk;
    std::string rule;
    Grade grade;
};

TEST(Coach, Remarks) {
    const Remarked cases[] = {
        {{"Where is it?", "Read the manual, you idiot. Tess"}, "tone.insult", Grade::stop},
        {{"?", "Hi idiot"}, "tone.insult", Grade::stop},
        {{"Wo ist es?", "Halt die Klappe, Nora. Tess"}, "tone.insult", Grade::stop},
        {{"My parcel is lost, still waiting.", "Calm down, Nora. Tess"},
         "tone.dismissal",
         Grade::ask},
        {{"My parcel is lost.", "Sorry if you were offended, Nora. Tess"},
         "apology.hollow",
         Grade::ask},
        {{"Thanks for losing my bag.", "We are happy to hear that, Nora! Tess"},
         "tone.deaf",
         Grade::ask},
        {{"Your driver is a legend, thank you so much!", "Sorry to hear that, Nora. Tess"},
         "apology.praise",
         Grade::ask},
        {{"My mother died on Sunday.", "Hello Nora, please send form B7. Tess"},
         "feeling.grief",
         Grade::ask},
        {{"My mother died.", "So sorry for your loss, Nora. 20% off our roses this week. Tess"},
         "tone.sale",
         Grade::stop},
        {{"Card declined?", "Your overdraft is used up, Nora. Tess"},
         "case_detail.grave",
         Grade::stop},
        {{"Twice charged.", "Please reply here with your account number, Nora. Tess"},
         "private_way.asked_here",
         Grade::stop},
        {{"Cannot log in.", "What is your password, Nora? Tess", RoomKind::direct},
         "private_way.secret",
         Grade::stop},
        {{"Where?", "Mrs Jennifer Oakes at number 7 signed for it, Nora. Tess"},
         "other_customer.titled",
         Grade::stop},
        {{"Late again.", "Dear customer, sorry. Tess"}, "name.generic", Grade::ask},
        {{"Late again.", "Hi [first name], sorry. Tess"}, "name.placeholder", Grade::ask},
        {{"Late again.", "Hi Norah, sorry. Tess"}, "name.misspelt", Grade::ask},
        {{"Late again.", "Nora, sorry, I am looking at it now."}, "signature.missing", Grade::hint},
        {{"Concert missed.",
          "Nora, I'm refunding you 400 euros now. Tess",
          RoomKind::direct,
          {},
          {"Refunds up to 50 EUR without asking"}},
         "promise.beyond_authority",
         Grade::stop},
        {{"Lost?", "Nora, you will have it tomorrow, guaranteed. Tess"},
         "promise.sure",
         Grade::ask},
        {{"Lost?", "Nora, I'll write to you within 24 hours. Tess"}, "promise.record", Grade::hint},
        {{"Returns?",
          "Nora, returns are free within 14 days. Tess",
          RoomKind::public_,
          {"Returns are free within 30 days"}},
         "fact.playbook",
         Grade::stop},
        {{"And?",
          "Nora, your parcel arrives on Friday. Tess",
          RoomKind::public_,
          {},
          {},
          "Your parcel arrives on Tuesday. Ida"},
         "contradiction.earlier",
         Grade::ask},
        {{"When does the pool open?", "Soon, Nora, we are excited too! Tess"},
         "question.open",
         Grade::ask},
        {{"Parcel lost, still waiting, three weeks!", "So sorry, Nora, that is awful. Tess"},
         "next_step.missing",
         Grade::ask},
        {{"Where is my order?", "Schau bitte hier nach, Nora, das dauert noch zwei Tage. Tess"},
         "language.other",
         Grade::ask},
        {{"Help?", "Nora, open http://localhost:3000/help please. Tess"},
         "link.internal",
         Grade::stop},
        {{"Help?", "Nora, open https:/acme.example please. Tess"}, "link.malformed", Grade::ask},
        {{"Bad soup.", "Nora, sorry! @famouschef should see this. Tess"},
         "stranger.public",
         Grade::stop},
    };
    for (const auto& one : cases) {
        const auto advice = coached(one.talk);
        const auto* found = find(advice, one.rule);
        ASSERT_NE(found, nullptr) << one.rule << ": " << one.talk.draft;
        EXPECT_EQ(found->grade, one.grade) << one.rule;
        EXPECT_FALSE(found->reason.empty()) << one.rule;
        EXPECT_FALSE(found->what_to_do.empty()) << one.rule;
    }
}

TEST(Coach, AnAnswerThatTheyCannotReadIsStopped) {
    auto facts = facts_of({"My order never arrived and nobody tells me where it is.",
                           "Hallo Nora, das tut mir leid. Ich frage heute im Lager nach. Tess"});
    facts.thread.front().language = "en";
    facts.draft_language = "de";
    const auto grade = [&facts]() -> std::optional<Grade> {
        const auto advice = advise(facts, CoachRules::built_in());
        const auto* said = find(advice, "language.other");
        return said == nullptr ? std::nullopt : std::optional(said->grade);
    };
    EXPECT_EQ(grade(), Grade::stop);
    facts.draft_language = "und";  // guessed by its small words alone
    EXPECT_EQ(grade(), Grade::ask);
    facts.draft_language = "de";
    facts.draft += " In English: I am sorry and will ask the people in our store today.";
    EXPECT_EQ(grade(), std::nullopt);
}

TEST(Coach, LeavesGoodRepliesAlone) {
    const Talk cases[] = {
        {"Two left boots!", "Sorry, Nora! A right boot leaves today, keep the spare one. Tess"},
        {"Card declined?",
         "Sorry, Nora, with a queue behind you too. I've opened a private chat, the reason is "
         "there. Tess"},
        {"Do you have cots?", "Four of them, Nora, free. Tell me the day and I'll keep one. Tess"},
        {"My mother died on Sunday.",
         "Nora, I'm so sorry about your mother. There is nothing you need to send today. Tess",
         RoomKind::direct},
        {"Concert missed.",
         "Nora, sorry, I have refunded 50 euros. Tess",
         RoomKind::direct,
         {},
         {"Refunds up to 50 EUR without asking"}},
        {"Returns?",
         "Nora, you have 30 days from delivery, and returns are free. Tess",
         RoomKind::public_,
         {"Returns are free within 30 days"}},
        {"Paket weg, seit drei Tagen warte ich!",
         "Nora, das tut mir leid. Ich rufe den Fahrer an und schreibe dir bis 18 Uhr. Tess"},
    };
    for (const auto& one : cases)
        for (const auto& advice : coached(one))
            EXPECT_EQ(advice.grade, Grade::hint) << advice.rule << ": " << one.draft;
}

TEST(Coach, MarksTheWordsInCodePoints) {
    const auto advice = coached({"Spät!", "Löschen Sie das, Sie Idiot. Tess"});
    const auto* insult = find(advice, "tone.insult");
    ASSERT_NE(insult, nullptr);
    ASSERT_EQ(insult->spans.size(), 1U);
    EXPECT_EQ(insult->spans[0], (TextSpan{21, 26}));
}

TEST(Coach, SaysWhenAPromiseFallsDue) {
    const auto advice = coached({"Lost?", "Nora, I'll write to you within 24 hours. Tess"});
    const auto* promise = find(advice, "promise.record");
    ASSERT_NE(promise, nullptr);
    EXPECT_EQ(promise->due_in, Millis{24LL * 3600 * 1000});
}

TEST(Coach, ReadsTheDayAndTheHourOfAPromise) {
    struct Case {
        std::string draft;
        DueMoment moment;
    };
    constexpr int five = 17 * 60;
    const Case cases[] = {
        {"Nora, I will write to you by Friday. Tess", {5, {}, {}}},
        {"Nora, I will call you by 5 pm. Tess", {{}, {}, five}},
        {"Nora, I will call you tomorrow by 5pm. Tess", {{}, 1, five}},
        {"Nora, I will call you on Tuesday at 9:30. Tess", {2, {}, 9 * 60 + 30}},
        {"Nora, I will call you by 5 o'clock today. Tess", {{}, 0, five}},
        {"Nora, I will call you on Friday by 6 am. Tess", {5, {}, 6 * 60}},
        {"Nora, I will call you tomorrow by 06:30. Tess", {{}, 1, 6 * 60 + 30}},
        {"Nora, ich melde mich bis Freitag bei Ihnen. Tess", {5, {}, {}}},
        {"Nora, ich rufe Sie morgen bis 17 Uhr an. Tess", {{}, 1, five}},
        {"Nora, je vous écris vendredi avant 17 h. Tess", {5, {}, five}},
        {"Nora, je vous rappelle demain avant 17h. Tess", {{}, 1, five}},
        {"Nora, le escribiré el viernes antes de las 17:00. Tess", {5, {}, five}},
        {"Nora, le llamaré el martes a las 5. Tess", {2, {}, five}},
        {"Nora, la richiamerò venerdì entro le 17. Tess", {5, {}, five}},
        {"Nora, vou ligar na sexta-feira até às 17h. Tess", {5, {}, five}},
        {"Nora, ik bel u vrijdag voor 17 uur terug. Tess", {5, {}, five}},
    };
    for (const auto& one : cases) {
        const auto advice = coached({"Lost?", one.draft});
        const auto* promise = find(advice, "promise.record");
        if (promise == nullptr) {
            ADD_FAILURE() << one.draft;
            continue;
        }
        EXPECT_EQ(promise->due_moment, one.moment) << one.draft;
        EXPECT_EQ(promise->due_in, std::nullopt) << one.draft;
    }
    const auto advice = coached({"Lost?", "Nora, I will write by Friday, within 2 hours. Tess"});
    ASSERT_NE(find(advice, "promise.record"), nullptr);
    EXPECT_EQ(find(advice, "promise.record")->due_in, Millis{2LL * 3600 * 1000});
}

TEST(Coach, KnowsADraftThatAsksWhatWouldPutItRight) {
    const std::pair<std::string, bool> cases[] = {
        {"Nora, what would put this right for you? Tess", true},
        {"Nora, how can we make it right? Tess", true},
        {"Nora, would you prefer a refund or a replacement? Tess", true},
        {"Nora, was können wir tun, um das wiedergutzumachen? Tess", true},
        {"Nora, comment pouvons-nous réparer cela ? Tess", true},
        {"Nora, lo siento. ¿Cómo podemos compensarle por el retraso? Tess", true},
        {"Nora, come possiamo rimediare? Tess", true},
        {"Nora, como podemos compensar isto? Tess", true},
        {"Nora, hoe kunnen we dit goedmaken? Tess", true},
        {"Nora, wat kunnen we doen om het goed te maken? Tess", true},
        {"Nora, could you tell me when it broke? Tess", false},
        {"Nora, may I have your order number? Tess", false},
        {"Nora, that was not right. We put it right today. Tess", false},
    };
    for (const auto& [draft, asks] : cases)
        EXPECT_EQ(asks_remedy(facts_of({"It broke!", draft}), CoachRules::built_in()), asks)
            << draft;
}

TEST(Coach, SpeaksGerman) {
    const auto facts = facts_of({"Late.", "Dear customer, sorry. Tess"});
    const auto advice = advise(facts, CoachRules::built_in(), "de");
    const auto* name = find(advice, "name.generic");
    ASSERT_NE(name, nullptr);
    EXPECT_NE(name->reason.find("könnte jeder sein"), std::string::npos);
}

TEST(Coach, SaysThatItDoesNotKnowALanguage) {
    auto facts =
        facts_of({"Gdzie jest moja paczka?", "Noro, paczka jest w drodze do ciebie. Tess"});
    facts.draft_language = "pl";
    const auto advice = advise(facts, CoachRules::built_in());
    EXPECT_NE(find(advice, "language.unknown"), nullptr);
    EXPECT_EQ(find(advice, "next_step.missing"), nullptr);
}

TEST(Coach, ShowsPersonalDataInPublicOnly) {
    auto facts = facts_of({"Call me", "Nora, I call you on 07700 900873. Tess"});
    facts.personal_data = {{PersonalDataKind::phone, {24, 36}}};
    EXPECT_EQ(advise(facts, CoachRules::built_in()).front().rule, "personal_data.phone");
    facts.room = RoomKind::direct;
    EXPECT_EQ(find(advise(facts, CoachRules::built_in()), "personal_data.phone"), nullptr);
}

TEST(Coach, StopsWhatWouldAddAStrangerToAPrivateMention) {
    auto facts = facts_of({"Help", "Nora, sorry! @otherone saw it too. Tess", RoomKind::direct});
    facts.channel = "mastodon";
    EXPECT_EQ(advise(facts, CoachRules::built_in()).front().rule, "stranger.private");
}

TEST(Coach, BoundsWhatItReads) {
    auto facts = facts_of({"Help", std::string(draft_code_points_max * 4 + 1, 'a')});
    const auto advice = advise(facts, CoachRules::built_in());
    ASSERT_EQ(advice.size(), 1U);
    EXPECT_EQ(advice.front().rule, "network_length.far_too_long");
    facts.draft = std::string("\xff\xc3\x28 broken \xf0\x9f", 14);
    (void)advise(facts, CoachRules::built_in());
}

bool lies_within(const Advice& advice, std::size_t length) {
    return std::all_of(advice.spans.begin(), advice.spans.end(), [&](const TextSpan& span) {
        return span.start < span.end && span.end <= length;
    });
}

/// Whatever the customer wrote, it talks nobody out of a remark on the draft.
TEST(Coach, IsNotTalkedOutOfARemarkByTheCustomer) {
    const std::string draft = "Read the manual, you idiot. Tess";
    for (const auto& hostile : test::hostile_texts()) {
        const auto advice = coached({hostile.text, draft});
        const auto* insult = find(advice, "tone.insult");
        ASSERT_NE(insult, nullptr) << hostile.trick << ": " << hostile.text.substr(0, 100);
        EXPECT_EQ(insult->grade, Grade::stop);
        for (const auto& one : advice)
            EXPECT_TRUE(lies_within(one, count_code_points(draft))) << one.rule;
    }
}

TEST(Coach, ReadsADraftThatIsMadeToFoolIt) {
    for (const auto& hostile : test::hostile_texts()) {
        for (const auto& one : coached({"Where is my parcel?", hostile.text}))
            EXPECT_TRUE(lies_within(one, count_code_points(hostile.text)))
                << hostile.trick << " " << one.rule;
    }
}

TEST(CoachRules, KnowsItsLanguages) {
    const auto& rules = CoachRules::built_in();
    for (const auto* language : {"en", "de", "fr", "es", "it", "pt", "nl"})
        EXPECT_TRUE(rules.knows(language)) << language;
    EXPECT_FALSE(rules.knows("pl"));
    EXPECT_FALSE(rules.knows("any"));
}

TEST(CoachRules, TakesACompanysOwn) {
    const auto rules = CoachRules::built_in().extended_by(
        "rules:\n[tone.ours]\nkind: tone\ngrade: ask\n"
        "language: en\n[tone.ours]\nno can do\n! no can do now\n"
        "sentences: en\n[tone.ours]\nreason: We never say \"{words}\".\ndo: Say what we can.\n");
    ASSERT_TRUE(rules) << rules.error().message;
    const auto advice = advise(facts_of({"Help?", "Sorry Nora, no can do. Tess"}), *rules);
    const auto* ours = find(advice, "tone.ours");
    ASSERT_NE(ours, nullptr);
    EXPECT_EQ(ours->reason, "We never say \"no can do\".");
    EXPECT_EQ(find(coached({"Help?", "Sorry Nora, no can do. Tess"}), "tone.ours"), nullptr);
}

TEST(CoachRules, NamesTheLineThatIsWrong) {
    const std::pair<std::string, std::string> cases[] = {
        {"hello", "line 1"},
        {"language: en\nhello", "line 2"},
        {"language: en\n[a]\n(b", "line 3"},
        {"language: en\n[a]\n... b", "line 3"},
        {"language: en\n[a]\nab*", "line 3"},
        {"rules:\n[a]\nkind: nonsense", "line 3"},
        {"rules:\n[a]\ngrade: nonsense", "line 3"},
        {"sentences: en\n[a]\nfoo", "line 3"},
    };
    for (const auto& [text, line] : cases) {
        const auto rules = CoachRules::built_in().extended_by(text);
        ASSERT_FALSE(rules) << text;
        EXPECT_EQ(rules.error().field, line) << text;
    }
    EXPECT_FALSE(CoachRules::built_in().extended_by(std::string(rules_bytes_max + 1, 'a')));
}

/// Each rule has its sentence in both languages of the UI.
TEST(CoachRules, SaysEverythingInBothLanguages) {
    const auto& content = CoachRules::built_in().content();
    const auto& english = content.sayings.at("en");
    const auto& german = content.sayings.at("de");
    EXPECT_EQ(english.size(), german.size());
    for (const auto& [rule, saying] : english) {
        ASSERT_TRUE(german.contains(rule)) << rule;
        EXPECT_FALSE(german.at(rule).reason.empty()) << rule;
        EXPECT_FALSE(saying.what_to_do.empty()) << rule;
    }
    for (const auto& rule : content.phrase_rules)
        EXPECT_TRUE(english.contains(rule.id)) << rule.id;
}

TEST(Phrases, Fit) {
    struct Case {
        std::string pattern;
        std::string text;
        bool fits;
    };
    const Case cases[] = {
        {"don't know", "I DON’T know", true},
        {"apolog*", "our apologies", true},
        {"(we|i) (will|ll) call", "I'll call you", true},
        {"a (b (c|d)|e) f", "a b d f", true},
        {"sorry ... bag", "sorry about your lost bag", true},
        {"sorry ... bag", "sorry about what was with your bag", false},
        {"sorry ... bag", "sorry. The bag", false},
        {"so ~ bad", "so bad", true},
        {"so ~ bad", "so very very bad", true},
        {"so ~ bad", "so very very very bad", false},
        {"within # (hours|days)", "within 24 hours", true},
        {"such _ day", "such a day", true},
        {"fur immer", "für immer", true},
        {"call", "recall", false},
        {"*nummer", "deine Kundennummer", true},
        {"*nummer", "die Nummer", false},
        {"*nummer", "die Kundennummern", false},
        {"(dein|ihr) *nummer", "Ihr Vertragsnummer", true},
    };
    for (const auto& one : cases) {
        coach::PhraseSet phrases;
        ASSERT_TRUE(phrases.add(0, one.pattern, false)) << one.pattern;
        EXPECT_EQ(!phrases.find(coach::words_of(one.text)).empty(), one.fits)
            << one.pattern << " in " << one.text;
    }
}

TEST(Quantities, ReadNumbers) {
    const std::pair<std::string, double> cases[] = {
        {"1,234.50", 1234.5}, {"1.234,50", 1234.5}, {"3,5", 3.5}, {"17:30", 17.5}, {"8.000", 8000}};
    for (const auto& [text, value] : cases)
        EXPECT_DOUBLE_EQ(coach::number_of(text).value_or(-1), value) << text;
}

}  // namespace
}  // namespace heed
