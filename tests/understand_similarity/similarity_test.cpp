#include "understand/similarity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "support/replies.hpp"

namespace heed::understand {
namespace {

double likeness(std::string_view left, std::string_view right) {
    return similarity(shingles_of(left), shingles_of(right));
}

TEST(Similarity, LeavesOutWhatChangesFromCustomerToCustomer) {
    struct Pair {
        std::string_view left;
        std::string_view right;
    };
    for (const auto& [left, right] : std::initializer_list<Pair>{
             {"Hi Ana, we are looking into this.", "Hello Bob! We are looking into this"},
             {"@ana_b Hi Ana, please send us a DM. ^AB",
              "@bob.example.org Hi Bob, please send us a DM. ^Tom"},
             {"It takes 2 days, see https://acme.example/a",
              "It takes 5 days, see http://acme.example/b?c=d"},
             {"Hallo Jürgen, das tut uns leid.", "Hallo Anna Maria, das tut uns leid!"},
             {"Bonjour Chloé, merci de votre message", "Bonjour Karim, merci de votre message."},
             {"SORRY FOR THE WAIT", "sorry for the wait…"},
             {"Thanks Ana! Case 4711 is open - Tom", "Thanks Bob! Case 0815 is open - Ann"},
             {"Ｓｏｒｒｙ for the w\u200bait", "sorry for the wait"},
         })
        EXPECT_DOUBLE_EQ(likeness(left, right), 1.0) << left << " / " << right;
}

TEST(Similarity, LeavesOutTheNamesThatTheDeskKnows) {
    const std::vector<std::string> ana{"Ana López"};
    const std::vector<std::string> bob{"bob"};
    EXPECT_EQ(shingles_of("So, López, your bag was found", ana),
              shingles_of("So, Bob, your bag was found", bob));
}

TEST(Similarity, KeepsWhatSaysSomething) {
    EXPECT_LT(likeness("Your bag is in Rome and flies tomorrow.", "Your refund left us on Friday."),
              0.2);
    EXPECT_GT(likeness("We are sorry for the delay with your parcel today.",
                       "We are so sorry for the delay with your parcel."),
              0.7);
    EXPECT_EQ(likeness("", ""), 0.0);
    EXPECT_EQ(likeness("😀 123", "@ana"), 0.0);
    EXPECT_EQ(likeness("ok", "ok"), 1.0);
}

TEST(Similarity, TellsHowMuchOfATextIsInAnother) {
    const auto canned = shingles_of("We are sorry to hear that. Please send us a direct message.");
    const auto longer = shingles_of(
        "We are sorry to hear that. Please send us a direct message. The train from Leeds was "
        "cancelled because a tree fell on the line.");
    EXPECT_GT(containment(canned, longer), 0.95);
    EXPECT_LT(containment(longer, canned), 0.6);
}

/// The whole of it once more, one by one.
std::vector<Near> brute_force(const std::map<std::string, Shingles>& replies, const Shingles& asked,
                              double minimum, double contained_minimum) {
    std::vector<Near> near;
    for (const auto& [id, shingles] : replies) {
        const Near each{id, similarity(asked, shingles), containment(asked, shingles)};
        if (each.similarity >= minimum || each.containment >= contained_minimum)
            near.push_back(each);
    }
    std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
        if (a.similarity != b.similarity) return a.similarity > b.similarity;
        if (a.containment != b.containment) return a.containment > b.containment;
        return a.id < b.id;
    });
    return near;
}

TEST(SimilarityIndex, FindsWhatComparingWithAllFinds) {
    tests::ReplyWriter writer(3);
    std::mt19937 random(4);
    SimilarityIndex index;
    std::map<std::string, Shingles> replies;
    std::size_t found = 0;
    for (int round = 0; round < 6000; ++round) {
        const auto id = "reply-" + std::to_string(random() % 4000);
        if (random() % 3 == 0) {
            EXPECT_EQ(index.erase(id), replies.erase(id) == 1);
        } else {
            const auto text = writer.next();
            index.add(id, text);
            replies[id] = shingles_of(text);
        }
        if (round % 100 != 0) continue;
        const auto asked = shingles_of(writer.next());
        for (const double minimum : {0.2, 0.5, 0.8})
            for (const double contained : {0.6, 2.0}) {
                const auto expected = brute_force(replies, asked, minimum, contained);
                ASSERT_EQ(index.nearest(asked, minimum, 10'000, contained), expected);
                found += expected.size();
            }
    }
    EXPECT_EQ(index.size(), replies.size());
    EXPECT_GT(found, 1000U) << "the replies have nothing in common: nothing was tested";
}

TEST(SimilarityIndex, StaysTheSameWhenManyAreErased) {
    tests::ReplyWriter writer(5);
    SimilarityIndex index;
    std::map<std::string, Shingles> replies;
    for (int i = 0; i < 5000; ++i) {
        const auto text = writer.next();
        index.add(std::to_string(i), text);
        if (i % 5 == 0) replies[std::to_string(i)] = shingles_of(text);
    }
    for (int i = 0; i < 5000; ++i)
        if (i % 5 != 0 && !index.erase(std::to_string(i))) ADD_FAILURE() << i;
    EXPECT_FALSE(index.erase("1"));
    EXPECT_EQ(index.size(), 1000U);
    const auto asked = shingles_of(writer.next());
    EXPECT_EQ(index.nearest(asked, 0.1, 10'000), brute_force(replies, asked, 0.1, 2.0));
}

TEST(SimilarityIndex, GivesTheMostSimilarFirst) {
    SimilarityIndex index;
    index.add("b", "We are sorry, your parcel is late");
    index.add("a", "We are sorry, your parcel is late.");
    index.add("c", "We are sorry, your parcel is very late indeed");
    index.add("d", "Something else altogether");
    index.add("", "We are sorry, your parcel is late");
    const auto near = index.nearest("Hi Ana, we are sorry, your parcel is late", 0.3, 2);
    ASSERT_EQ(near.size(), 2U);
    EXPECT_EQ(near[0].id, "a");
    EXPECT_EQ(near[1].id, "b");
    EXPECT_TRUE(index.nearest("", 0.1).empty());
    EXPECT_TRUE(index.nearest("zzzz zzzz", 0.1).empty());
    index.add("a", "Now it says something else");
    EXPECT_EQ(index.nearest("we are sorry, your parcel is late", 0.9).size(), 1U);
}

TEST(SimilarityIndex, IsAskedWhileItGrows) {
    SimilarityIndex index;
    const std::string mould = "we found your bag in Rome and it flies home with the next plane";
    index.add("first", mould);
    std::atomic<bool> done{false};
    std::atomic<int> lost{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            while (!done)
                if (index.nearest(mould, 0.99).empty()) ++lost;
        });
    tests::ReplyWriter writer(6);
    for (int i = 0; i < 300; ++i) {
        index.add(std::to_string(i), i % 7 == 0 ? writer.canned(mould) : writer.next());
        if (i % 3 == 0) static_cast<void>(index.erase(std::to_string(i / 2)));
    }
    done = true;
    for (auto& reader : readers)
        reader.join();
    EXPECT_EQ(lost, 0);
}

TEST(SimilarityIndex, TakesAnyBytes) {
    std::mt19937 random(8);
    SimilarityIndex index;
    for (int i = 0; i < 500; ++i) {
        std::string text(random() % 200, ' ');
        for (auto& c : text)
            c = static_cast<char>(random());
        index.add("x" + std::to_string(i), text);
        if (shingles_of(text).empty()) continue;
        EXPECT_EQ(index.nearest(text, 1.0).empty(), false);
    }
    const std::string huge(10 * similarity_bytes_max, 'a');
    EXPECT_LE(shingles_of(huge).size(), similarity_bytes_max);
}

}  // namespace
}  // namespace heed::understand
