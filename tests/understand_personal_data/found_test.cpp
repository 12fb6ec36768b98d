// What is personal data and what only looks like it, by tables.
#include <gtest/gtest.h>

#include "understand_personal_data/found.hpp"

namespace heed::understand {
namespace {

struct Case {
    std::string_view text;
    std::string_view found;
};

void expect_all(std::initializer_list<Case> cases, std::string_view language = {}) {
    for (const auto& each : cases)
        EXPECT_EQ(found_in(each.text, language), each.found) << each.text;
}

TEST(PersonalData, FindsMailAddresses) {
    expect_all({
        {"Write to ana.lopez@example.org, please.", "mail:ana.lopez@example.org"},
        {"ANA@EXAMPLE.CO.UK", "mail:ANA@EXAMPLE.CO.UK"},
        {"is it müller@beispiel.de?", "mail:müller@beispiel.de"},
        {"ana (at) example (dot) org", "mail:ana (at) example (dot) org"},
        {"ana[at]example[dot]org", "mail:ana[at]example[dot]org"},
        {"ana at example dot org", "mail:ana at example dot org"},
        {"ana.b at gmail dot com", "mail:ana.b at gmail dot com"},
        {"ana7 @ gmail.com", "mail:ana7 @ gmail.com"},
        {"ana arroba example punto es", "mail:ana arroba example punto es"},
        {"jan.k＠example．org", "mail:jan.k＠example．org"},
        {"a\u200bna@exam\u200bple.org", "mail:a\u200bna@exam\u200bple.org"},
        {"mailto:bob@example.org.", "mail:bob@example.org"},
        {"bob+shop@mail.example.org", "mail:bob+shop@mail.example.org"},
    });
}

TEST(PersonalData, LeavesWhatIsNoMailAddress) {
    expect_all({
        {"@ana thanks, @bob.example.org too", ""},
        {"Follow @ana@example.social", ""},
        {"Have a look at acme.com for more", ""},
        {"we are at gate 5. dot the i", ""},
        {"a***a@example.org", ""},
        {"Write to support@acme.example or info@acme.example", ""},
        {"customer.service@acme.example", ""},
        {"meet me @ the shop.", ""},
        {"5 kg @ 3.50", ""},
        {"If at any point in the future", ""},
    });
}

TEST(PersonalData, FindsPhoneNumbers) {
    expect_all({
        {"Call +49 30 12345678 please", "phone:+49 30 12345678"},
        {"+49 (0) 171 2345678", "phone:+49 (0) 171 2345678"},
        {"my number is 0171/2345678", "phone:0171/2345678"},
        {"+1 (415) 555-2671", "phone:+1 (415) 555-2671"},
        {"(415) 555-2671", "phone:(415) 555-2671"},
        {"415-555-2671", "phone:415-555-2671"},
        {"415.555.2671", "phone:415.555.2671"},
        {"call me: 4155552671", "phone:4155552671"},
        {"07911 123456", "phone:07911 123456"},
        {"+44 7911 123456", "phone:+44 7911 123456"},
        {"020 7946 0958", "phone:020 7946 0958"},
        {"06 12 34 56 78", "phone:06 12 34 56 78"},
        {"+33612345678", "phone:+33612345678"},
        {"612 345 678 es mi movil", "phone:612 345 678"},
        {"+34 612 34 56 78", "phone:+34 612 34 56 78"},
        {"cell. 347 1234567", "phone:347 1234567"},
        {"+39 06 1234 5678", "phone:+39 06 1234 5678"},
        {"06-12345678", "phone:06-12345678"},
        {"0470 12 34 56", "phone:0470 12 34 56"},
        {"0664 1234567", "phone:0664 1234567"},
        {"079 123 45 67", "phone:079 123 45 67"},
        {"086 123 4567", "phone:086 123 4567"},
        {"+353 86 123 4567", "phone:+353 86 123 4567"},
        {"+48 601 234 567", "phone:+48 601 234 567"},
        {"+351 912 345 678", "phone:+351 912 345 678"},
        {"0049 171 2345678", "phone:0049 171 2345678"},
        {"call 0 7 9 1 1 1 2 3 4 5 6 now", "phone:0 7 9 1 1 1 2 3 4 5 6"},
        {"０７９１１ １２３４５６", "phone:０７９１１ １２３４５６"},
        {"Call me on 0170 1234567", "phone:0170 1234567"},
        {"We called you on 0171 2345678", "phone:0171 2345678"},
        {"Our courier will call you on 0171 2345678", "phone:0171 2345678"},
        {"Can you tell us if 0171 2345678 is right?", "phone:0171 2345678"},
        {"You told us your mobile: 0171 2345678", "phone:0171 2345678"},
        {"079\u200b11 12\u200b3456", "phone:079\u200b11 12\u200b3456"},
    });
}

TEST(PersonalData, FindsPhoneNumbersInWords) {
    expect_all({
        {"ring me: oh seven nine double one, one two three four five six",
         "phone:oh seven nine double one, one two three four five six"},
        {"zero seven seven zero zero nine zero zero eight seven three",
         "phone:zero seven seven zero zero nine zero zero eight seven three"},
        {"07911 one two three four five six", "phone:07911 one two three four five six"},
        {"oh-one-six-one four nine six oh double two seven",
         "phone:oh-one-six-one four nine six oh double two seven"},
        {"Ruf an: null eins sieben eins zwei drei vier fünf sechs sieben acht",
         "phone:null eins sieben eins zwei drei vier fünf sechs sieben acht"},
        {"mi móvil es seis uno dos tres cuatro cinco seis siete ocho",
         "phone:seis uno dos tres cuatro cinco seis siete ocho"},
        {"one two three four five six seven eight nine ten", ""},
        {"zero one two three four five six seven eight nine", ""},
        {"one of the two, three or four of them", ""},
        {"call us on oh eight hundred", ""},
        {"Call us on oh two oh seven nine four six oh nine five eight", ""},
        {"double trouble for one or two", ""},
    });
}

TEST(PersonalData, FindsPortuguesePhoneNumbersWithoutAWord) {
    expect_all(
        {
            {"912345678", "phone:912345678"},
            {"Obrigada! 912 345 678", "phone:912 345 678"},
            {"213 456 789", "phone:213 456 789"},
            {"encomenda 912345678", ""},
            {"paguei 213.456.789", ""},
        },
        "pt");
    EXPECT_EQ(found_in("912345678", "en"), "");
}

TEST(PersonalData, LeavesACompanysPublicLines) {
    for (const std::string_view text :
         {"If you smell gas, call 0800 111 999 straight away.",
          "Gas emergency? Please ring 0800 111 999 now, it is free.",
          "Hi Ana, for emergencies it's 0800 111 999, any time.",
          "The emergency line is 0800 111 999 (24/7)", "0800 111 999"})
        for (const std::string_view language : {"en", "de", ""})
            EXPECT_EQ(found_in(text, language), "") << text << " " << language;
}

TEST(PersonalData, LeavesWhatIsNoPersonsPhoneNumber) {
    expect_all({
        {"Call us on 1-800-221-1212", ""},
        {"0800 123 4567 is free", ""},
        {"Your flight BA2490 leaves at 14:30 on 05.11.2017", ""},
        {"Flight 1234 to 5678", ""},
        {"order 4155552671 was sent", ""},
        {"order number 0301234567", ""},
        {"It costs 1.234.567,89 EUR", ""},
        {"$415 555 2671", ""},
        {"between 2017-11-05 and 2017-12-06", ""},
        {"server 192.168.100.200", ""},
        {"It is 20 degrees, 30 tomorrow, 40 later", ""},
        {"iPhone 14 Pro 256, firmware 12.4.1", ""},
        {"Galaxy S23 or WH-1000XM4 or MX3200", ""},
        {"ISBN 978-3-16-148410-0", ""},
        {"open 0900-1700 every day", ""},
        {"We have 1000 2000 3000 points", ""},
        {"tracking 0034 0434 1618 0987 6543", ""},
        {"24/7, 365 days", ""},
        {"#4155552671", ""},
        {"There are 493 532 723 of them", ""},
        {"Please give us a call at +44 20 7946 0958", ""},
        {"You can call our team on +44 20 7946 0958", ""},
        {"Our call centre: +66 2 515 9999", ""},
        {"Sie erreichen uns unter 030 12345678", ""},
    });
}

TEST(PersonalData, ReadsWhatSeveralCountriesWriteAlikeByTheLanguage) {
    EXPECT_EQ(found_in("0344 556 5650", "en"), "") << "in Britain this is a company's";
    EXPECT_EQ(found_in("0344 556 5650", "de"), "phone:0344 556 5650");
}

TEST(PersonalData, FindsCards) {
    expect_all({
        {"4111 1111 1111 1111", "card:4111 1111 1111 1111"},
        {"my card 4111111111111111 was charged", "card:4111111111111111"},
        {"4111-1111-1111-1111", "card:4111-1111-1111-1111"},
        {"3782 822463 10005", "card:3782 822463 10005"},
        {"5555 5555 5555 4444 exp 12/25", "card:5555 5555 5555 4444"},
        {"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "card:4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"},
        {"４１１１ １１１１ １１１１ １１１１", "card:４１１１ １１１１ １１１１ １１１１"},
        {"4111\u200b1111\u00a01111\u20111111", "card:4111\u200b1111\u00a01111\u20111111"},
        {"card 4111 1111 1111 1112", "card:4111 1111 1111 1112"},
        {"4111 1111 1111 1112", ""},
        {"card ending 1111", ""},
        {"**** **** **** 1111", ""},
        {"tracking number 4111111111111111", ""},
        {"4111 1111 1111 1111 1111 1111", ""},
    });
}

TEST(PersonalData, FindsIbans) {
    expect_all({
        {"DE89 3704 0044 0532 0130 00", "iban:DE89 3704 0044 0532 0130 00"},
        {"IBAN: DE89370400440532013000.", "iban:DE89370400440532013000"},
        {"gb29nwbk60161331926819", "iban:gb29nwbk60161331926819"},
        {"FR14 2004 1010 0505 0001 3M02 606", "iban:FR14 2004 1010 0505 0001 3M02 606"},
        {"NL91ABNA0417164300", "iban:NL91ABNA0417164300"},
        {"D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",
         "iban:D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0"},
        {"DE89 3704 0044 0532 0130 01", ""},
        {"my iban is DE89 3704 0044 0532 0130 01", "iban:DE89 3704 0044 0532 0130 01"},
        {"XX89 3704 0044 0532 0130 00", ""},
    });
}

TEST(PersonalData, FindsNationalIds) {
    expect_all({
        {"SSN 536-22-1234", "national_id:536-22-1234"},
        {"my ssn is 536221234", "national_id:536221234"},
        {"AB 12 34 56 C", "national_id:AB 12 34 56 C"},
        {"ni number ab123456c", "national_id:ab123456c"},
        {"Steuer-ID 86095742719", "national_id:86095742719"},
        {"86 095 742 719", "national_id:86 095 742 719"},
        {"15 070649 C 103", "national_id:15 070649 C 103"},
        {"1 85 05 78 006 084 91", "national_id:1 85 05 78 006 084 91"},
        {"DNI 12345678Z", "national_id:12345678Z"},
        {"12.345.678-Z", "national_id:12.345.678-Z"},
        {"X1234567L", "national_id:X1234567L"},
        {"RSSMRA85T10A562S", "national_id:RSSMRA85T10A562S"},
        {"o meu NIF é 123456789", "national_id:123456789"},
        {"mijn BSN is 111222333", "national_id:111222333"},
        {"85.07.30-033.28", "national_id:85.07.30-033.28"},
        {"1237 010180", "national_id:1237 010180"},
        {"756.9217.0769.85", "national_id:756.9217.0769.85"},
        {"PPS 1234567T", "national_id:1234567T"},
        {"pelo CPF 529.982.247-25", "national_id:529.982.247-25"},
        {"PESEL 44051401359", "national_id:44051401359"},
        {"passport number C01X00T47", "national_id:C01X00T47"},
        {"NHS number 943 476 5919", "national_id:943 476 5919"},
        {"my ID is XDA123456", "national_id:XDA123456"},
        {"pasaporte XDA123456", "national_id:XDA123456"},
        {"Ausweis: LZ6311215", "national_id:LZ6311215"},
    });
}

TEST(PersonalData, LeavesWhatIsNoNationalId) {
    expect_all({
        {"111222333", ""},
        {"123456789", ""},
        {"529.982.247-26 and 111.111.111-11", ""},
        {"000-12-3456 and 666-12-3456", ""},
        {"12345678A", ""},
        {"QQ 12 34 56 C", ""},
        {"order 86095742719", ""},
        {"order 86095742718", ""},
        {"756.9217.0769.86", ""},
        {"RSSMRA85T10A562T", ""},
        {"your passport must be valid for 6 months", ""},
        {"part XJ-900 costs 12.99", ""},
        {"order id XDA123456", ""},
        {"my customer ID is XDA123456", ""},
        {"XDA123456", ""},
    });
}

TEST(PersonalData, FindsAddresses) {
    expect_all({
        {"I live at 742 Evergreen Terrace, Springfield, IL 62704.",
         "postal_address:742 Evergreen Terrace, Springfield, IL 62704"},
        {"10 Downing Street, London SW1A 2AA", "postal_address:10 Downing Street, London SW1A 2AA"},
        {"Hauptstraße 12, 10115 Berlin", "postal_address:Hauptstraße 12, 10115 Berlin"},
        {"Karl-Marx-Allee 3b, 10178 Berlin", "postal_address:Karl-Marx-Allee 3b, 10178 Berlin"},
        {"Bahnhofstr. 5\n8001 Zürich", "postal_address:Bahnhofstr. 5\n8001 Zürich"},
        {"12 rue de la Paix, 75002 Paris", "postal_address:12 rue de la Paix, 75002 Paris"},
        {"12 bis avenue Foch, 75116 Paris", "postal_address:12 bis avenue Foch, 75116 Paris"},
        {"Rue Neuve 12, 1000 Bruxelles", "postal_address:Rue Neuve 12, 1000 Bruxelles"},
        {"Calle Mayor 5, 28013 Madrid", "postal_address:Calle Mayor 5, 28013 Madrid"},
        {"C/ Gran Vía, 28", "postal_address:C/ Gran Vía, 28"},
        {"Via Roma 10, 00184 Roma", "postal_address:Via Roma 10, 00184 Roma"},
        {"Rua Augusta, n.º 25, 1100-048 Lisboa",
         "postal_address:Rua Augusta, n.º 25, 1100-048 Lisboa"},
        {"Kerkstraat 12, 1012 AB Amsterdam", "postal_address:Kerkstraat 12, 1012 AB Amsterdam"},
        {"12 O'Connell Street, Dublin 1, D01 F5P2",
         "postal_address:12 O'Connell Street, Dublin 1, D01 F5P2"},
        {"ul. Marszałkowska 10, 00-590 Warszawa",
         "postal_address:ul. Marszałkowska 10, 00-590 Warszawa"},
        {"Mariahilfer Straße 20, 1070 Wien", "postal_address:Mariahilfer Straße 20, 1070 Wien"},
        {"Unter den Linden 77, 10117 Berlin", "postal_address:Linden 77, 10117 Berlin"},
        {"postcode is SW1A 2AA", "postal_address:SW1A 2AA"},
    });
}

TEST(PersonalData, LeavesWhatIsNoAddress) {
    expect_all({
        {"Wall Street had 5 bad days", ""},
        {"We drove 100 miles of road", ""},
        {"Please go to Gate 12, Terminal 5", ""},
        {"Sitzplatz 12 im Wagen 5", ""},
        {"Wir sind unterwegs, 5 Minuten", ""},
        {"2 days, 24 hours a day", ""},
        {"on May 12, 2017 Paris was closed", ""},
        {"Ihr Parkplatz 4 ist frei", ""},
        {"Flight 12 way too late", ""},
        {"the 5 star way to travel", ""},
        {"You saved 10115 Points", ""},
    });
}

TEST(PersonalData, FindsWhatIsNamed) {
    expect_all({
        {"I was born on 12.03.1985", "birth_date:12.03.1985"},
        {"DOB: 03/12/85", "birth_date:03/12/85"},
        {"Geburtsdatum 12. März 1985", "birth_date:12. März 1985"},
        {"née le 12 mars 1985", "birth_date:12 mars 1985"},
        {"nacida el 12 de marzo de 1985", "birth_date:12 de marzo de 1985"},
        {"date of birth is 1985-03-12", "birth_date:1985-03-12"},
        {"your order of 12.03.2017", ""},
        {"sort code 12-34-56, account number 12345678",
         "bank_account:12-34-56 | bank_account:12345678"},
        {"account number 12345678", ""},
        {"Kontonummer 532013000, BLZ 37040044", "bank_account:532013000 | bank_account:37040044"},
        {"the password is Tr0ub4dor", "credential:Tr0ub4dor"},
        {"the password is wrong", ""},
        {"reset your password: https://acme.example/reset1", ""},
        {"PIN: 4821", "credential:4821"},
        {"cvv 123", "credential:123"},
        {"mot de passe : azerty99", "credential:azerty99"},
    });
}

TEST(PersonalData, LeavesTheCompanysOwn) {
    PersonalDataOptions options;
    options.own = {"@acme.example", "+49 30 12345678", "DE89 3704 0044 0532 0130 00",
                   "Hauptstraße 12, 10115 Berlin"};
    for (const std::string_view text :
         {"Ask jane@acme.example", "Ring 030 12345678", "ring +49 (0)30 / 123 456 78",
          "IBAN DE89370400440532013000", "Come to Hauptstrasse 12, 10115 Berlin!"})
        EXPECT_EQ(found_in(text, "de", options), "") << text;
    EXPECT_EQ(found_in("jane@acme.example.org", "", options), "mail:jane@acme.example.org");
    EXPECT_EQ(found_in("Tel 030 12345679", "", options), "phone:030 12345679");
}

TEST(PersonalData, ReadsNationalFormsOfTheNamedCountriesAlone) {
    PersonalDataOptions german{{"DE"}, {}};
    EXPECT_EQ(found_in("415-555-2671", "", german), "");
    EXPECT_EQ(found_in("DNI 12345678Z", "", german), "");
    EXPECT_EQ(found_in("0171 2345678", "", german), "phone:0171 2345678");
    EXPECT_EQ(found_in("+1 415-555-2671", "", german), "phone:+1 415-555-2671");
}

}  // namespace
}  // namespace heed::understand
