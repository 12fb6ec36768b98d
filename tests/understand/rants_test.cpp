#include "understand/rants.hpp"

#include <gtest/gtest.h>

namespace heed::understand {
namespace {

bool breaks_with_a_company(std::string_view post) {
    return !breaking_words(fast_words(prepare(post))).empty();
}

TEST(Rants, AreToldByTheWordsThatBreakWithACompany) {
    for (const auto* post : {
             "you people are the worst company ever, I am done",
             "@larkspur WORST. CUSTOMER SERVICE. EVER.",
             "worst airline I've ever flown",
             "Shame on you @larkspur!!!",
             "I'm so done with you clowns",
             "never ever buying from you again",
             "congratulations, you just lost a loyal customer",
             "what a joke of a company",
             "You’re absolutely useless",
             "fuck you larkspur",
             "taking my business elsewhere, good luck",
             "Ihr seid echt das Letzte",
             "So ein Saftladen, nie wieder bei euch",
             "SCHÄMT EUCH",
             "die schlechteste Firma der Welt",
             "Honte à vous !",
             "la pire compagnie du monde",
             "bande d'incapables",
             "sois una auténtica vergüenza",
             "la peor empresa que he visto",
             "Vergognatevi!!!",
             "siete dei ladri",
             "la peggiore azienda d'Italia",
             "vocês são uma vergonha",
             "a pior empresa do Brasil",
             "jullie zijn echt oplichters",
             "nooit meer bij jullie",
             "never again @larkspur",
             "you're a total joke",
             "bande d'arnaqueurs",
         })
        EXPECT_TRUE(breaks_with_a_company(post)) << post;
}

TEST(Rants, AreNotAllThatIsAngry) {
    for (const auto* post : {
             "",
             "worst weather ever",
             "the worst day of my life",
             "never again will I cook rice",
             "I hate mondays so much",
             "this referee is a clown",
             "my brother is useless",
             "I lost my keys",
             "thank you, you are great people",
             "shame that it rains",
             "so done with this heat",
             "ich bin so sauer auf mein Auto",
             "nie wieder Alkohol",
             "das war das Letzte Bier",
             "plus jamais de vin",
             "the worst thing that ever happened to that company",
             "qué vergüenza de partido",
             "nunca más el mismo error",
             "che vergogna questa partita",
             "nooit meer slapen",
             "\U0001F621\U0001F621\U0001F621",
         })
        EXPECT_FALSE(breaks_with_a_company(post)) << post;
}

TEST(Thanks, AreSeldomMeantForWhatWentWrong) {
    for (const auto* post : {
             "Great, another three hours of delay. Thanks a lot!",
             "Wow, only five weeks for one parcel. Slow clap.",
             "thanks for cancelling my flight, you're the best",
             "Fantastic, my internet is down again. Well done!",
             "Danke für drei Stunden Verspätung, ganz toll",
             "Bravo, encore une panne !",
             "Genial, otra vez sin internet. Gracias",
             "Bravi, due ore di ritardo",
             "Obrigado pelas três horas de atraso",
             "Top, weer te laat",
         })
        EXPECT_FALSE(unthanked_words(fast_words(prepare(post))).empty()) << post;
}

TEST(Thanks, AreMeantWhereItWasPutRight) {
    for (const auto* post : {
             "",
             "Thank you so much, best support ever",
             "Great service, you fixed my phone that was down again",
             "thanks for the quick refund after you cancelled my flight",
             "My train was hours late but the conductor was so kind, thank you",
             "Danke für die schnelle Hilfe nach drei Stunden Verspätung",
             "Merci pour le remboursement des deux heures de retard",
         })
        EXPECT_TRUE(unthanked_words(fast_words(prepare(post))).empty()) << post;
}

TEST(Rants, SayWhichWords) {
    const auto words = fast_words(prepare("Oh well, shame on you. Bye"));
    EXPECT_EQ(breaking_words(words), (std::vector<std::size_t>{3, 4, 5}));
    const auto apart = fast_words(prepare("Écoute… vous êtes vraiment nuls, bande d'escrocs !"));
    EXPECT_EQ(breaking_words(apart), (std::vector<std::size_t>{4, 5, 6, 7, 9, 10}));
}

}  // namespace
}  // namespace heed::understand
