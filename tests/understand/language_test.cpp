#include "understand/language.hpp"

#include <gtest/gtest.h>

namespace heed::understand {
namespace {

struct Said {
    const char* text;
    const char* language;
};

TEST(Language, IsToldWhereThereIsEnoughOfIt) {
    for (const auto& [text, language] : {
             Said{"Where is my parcel? I have been waiting for three weeks now", "en"},
             Said{"Wo bleibt mein Paket? Ich warte schon seit drei Wochen darauf", "de"},
             Said{"O\u00f9 est mon colis ? J'attends depuis trois semaines maintenant", "fr"},
             Said{"\u00bfD\u00f3nde est\u00e1 mi paquete? Llevo tres semanas esperando", "es"},
             Said{"Dove si trova il mio pacco? Lo aspetto ormai da tre settimane", "it"},
             Said{"Onde est\u00e1 a minha encomenda? Estou \u00e0 espera h\u00e1 tr\u00eas semanas",
                  "pt"},
             Said{"Waar blijft mijn pakketje? Ik wacht nu al drie weken op jullie", "nl"},
             Said{
                 "\u0623\u064a\u0646 \u0637\u0631\u062f\u064a\u061f \u0623\u0646\u0627 "
                 "\u0623\u0646\u062a\u0638\u0631 \u0645\u0646\u0630 \u062b\u0644\u0627\u062b\u0629 "
                 "\u0623\u0633\u0627\u0628\u064a\u0639",
                 "ar"},
             Said{
                 "\u092e\u0947\u0930\u093e \u092a\u093e\u0930\u094d\u0938\u0932 "
                 "\u0915\u0939\u093e\u0901 \u0939\u0948? \u092e\u0948\u0902 \u0924\u0940\u0928 "
                 "\u0939\u092b\u094d\u0924\u0947 \u0938\u0947 \u0907\u0902\u0924\u091c\u093e\u0930 "
                 "\u0915\u0930 \u0930\u0939\u093e \u0939\u0942\u0901",
                 "hi"},
             Said{"\u8377\u7269\u306f\u3069\u3053\u3067\u3059\u304b", "ja"},
             Said{"why is this not working", "en"},
             Said{"@larkspur http://t.co/x1 das ist nicht mein Paket", "de"},
         }) {
        EXPECT_EQ(language_of(text).tag, language) << text;
    }
}

TEST(Language, IsLeftOpenWhereNobodyCouldTell) {
    for (const char* text :
         {"", "   ", "ok", "lol", "@ana @bo", "https://example.org/the/quick/brown/fox",
          "#fail #wtf", "\U0001F621\U0001F621", "123 456", "!!!", "\xff\xfe", "iPhone 15",
          "Taxi Hotel Restaurant"})
        EXPECT_EQ(language_of(text).tag, "und") << text;
}

}  // namespace
}  // namespace heed::understand
