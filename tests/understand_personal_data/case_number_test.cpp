#include <gtest/gtest.h>

#include "understand_personal_data/found.hpp"

namespace heed::understand {
namespace {

std::string learned_from(std::string_view text) {
    std::string learned;
    for (const auto& number : find_case_numbers(text)) {
        EXPECT_EQ(normal_number(part_of(text, number.span)), number.number) << text;
        learned += (learned.empty() ? "" : " ") + number.number;
    }
    return learned;
}

TEST(CaseNumber, IsLearnedFromWhoNamesIt) {
    struct Case {
        std::string_view text;
        std::string_view numbers;
    };
    for (const auto& [text, numbers] : std::initializer_list<Case>{
             {"my order 4711-0815 is late", "47110815"},
             {"Order number: 123 456 789, help!", "123456789"},
             {"booking reference XKQTZP please", "XKQTZP"},
             {"my order 1234 AB 56 never came", "1234AB56"},
             {"Bestellung 1234 AB 56, bitte", "1234AB56"},
             {"order AB12 34 is late", "AB1234"},
             {"order 1234 for 56 people", "1234"},
             {"order 1234 UK to 56 places", "1234"},
             {"PNR is X4K9TQ", "X4K9TQ"},
             {"Bestellnummer lautet AB-12345", "AB12345"},
             {"meine Buchung Nr. 998877", "998877"},
             {"commande n° 40012345", "40012345"},
             {"mi pedido número 55-6677-88", "55667788"},
             {"il mio ordine n. 887766", "887766"},
             {"a minha encomenda 776655", "776655"},
             {"mijn bestelling 1234567 is kwijt", "1234567"},
             {"zamówienie nr 445566", "445566"},
             {"ticket #90210", "90210"},
             {"see #1234567", "1234567"},
             {"order １２３４５６", "123456"},
             {"orders 112233 and 445566", "112233 445566"},
             {"my order arrived 5 days late", ""},
             {"I ordered in 2017", ""},
             {"order from 2017", ""},
             {"in order to fly at 14:30", ""},
             {"order of 120.50 EUR", ""},
             {"your booking is confirmed", ""},
             {"Order arrived broken", ""},
             {"flight BA2490", ""},
             {"#BrandFail #2017", ""},
         })
        EXPECT_EQ(learned_from(text), numbers) << text;
}

TEST(CaseNumber, IsFoundAgainHoweverItIsBrokenUp) {
    struct Case {
        std::string_view text;
        std::size_t count;
    };
    for (const auto& [text, count] : std::initializer_list<Case>{
             {"AB1234", 1},
             {"your case ab-12 34!", 1},
             {"A B 1 2 3 4", 1},
             {"ＡＢ１２３４", 1},
             {"AB12345", 0},
             {"XAB1234", 0},
             {"AB1 and 234", 0},
             {"AB1234 or AB/1234", 2},
             {"", 0},
         })
        EXPECT_EQ(find_number(text, "AB1234").size(), count) << text;
    EXPECT_TRUE(find_number("A B C", "ABC").empty()) << "too short to mean anything";
}

TEST(CaseNumber, HasANormalForm) {
    EXPECT_EQ(normal_number("ab-12 34"), "AB1234");
    EXPECT_EQ(normal_number("Ａ１"), "A1");
    EXPECT_EQ(normal_number("- . -"), "");
}

}  // namespace
}  // namespace heed::understand
