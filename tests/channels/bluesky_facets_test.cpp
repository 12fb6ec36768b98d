#include <gtest/gtest.h>

#include "channels/bluesky/facets.hpp"

namespace heed::channels::bluesky {
namespace {

constexpr auto mention = FacetKind::mention;
constexpr auto link = FacetKind::link;
constexpr auto tag = FacetKind::tag;

struct Case {
    const char* text;
    std::vector<Facet> facets;
};

TEST(BlueskyFacets, AreFoundAtTheirBytes) {
    const Case cases[] = {
        {"", {}},
        {"nothing to see", {}},
        {"@mia.test", {{mention, 0, 9, "mia.test"}}},
        {"hi @mia.test!", {{mention, 3, 12, "mia.test"}}},
        {"hi @mia.test.", {{mention, 3, 12, "mia.test"}}},
        {"(@mia.test)", {{mention, 1, 10, "mia.test"}}},
        {"@a-b.example.com's", {{mention, 0, 16, "a-b.example.com"}}},
        {"\u00FCber @mia.test", {{mention, 6, 15, "mia.test"}}},
        {"\U0001F468\u200D\U0001F469 @mia.test", {{mention, 12, 21, "mia.test"}}},
        {"mail me at mia@mail.test", {}},
        {"@mia", {}},
        {"@", {}},
        {"@.test", {}},
        {"@mia..test", {}},
        {"@-mia.test", {}},
        {"@mia.7up", {}},
        {"@@mia.test", {}},
        {"see https://a.test/x?y=1&z", {{link, 4, 26, "https://a.test/x?y=1&z"}}},
        {"http://a.test.", {{link, 0, 13, "http://a.test"}}},
        {"(https://a.test/b)", {{link, 1, 17, "https://a.test/b"}}},
        {"https://a.test/b_(c)", {{link, 0, 20, "https://a.test/b_(c)"}}},
        {"\"https://a.test\"", {{link, 1, 15, "https://a.test"}}},
        {"https://", {}},
        {"https:// a", {}},
        {"xhttps://a.test", {}},
        {"ftp://a.test javascript:alert(1)", {}},
        {"#kettle", {{tag, 0, 7, "kettle"}}},
        {"a #Kettle, #tea.", {{tag, 2, 9, "Kettle"}, {tag, 11, 15, "tea"}}},
        {"#7up #7", {{tag, 0, 4, "7up"}}},
        {"#!? # #", {}},
        {"issue#7a", {}},
        {"#caf\u00E9\u3002ok", {{tag, 0, 11, "caf\u00E9\u3002ok"}}},
        {"#\u304A\u8336\u3002", {{tag, 0, 7, "\u304A\u8336"}}},
        {"#a#b", {{tag, 0, 2, "a"}}},
        {"@mia.test https://a.test #ok",
         {{mention, 0, 9, "mia.test"}, {link, 10, 24, "https://a.test"}, {tag, 25, 28, "ok"}}},
        {"broken \xE2\x82 @mia.test", {{mention, 10, 19, "mia.test"}}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.text);
        const auto found = find_facets(c.text);
        ASSERT_EQ(found.size(), c.facets.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].kind, c.facets[i].kind);
            EXPECT_EQ(found[i].byte_start, c.facets[i].byte_start);
            EXPECT_EQ(found[i].byte_end, c.facets[i].byte_end);
            EXPECT_EQ(found[i].value, c.facets[i].value);
        }
    }
}

TEST(BlueskyFacets, AreBounded) {
    std::string text;
    for (std::size_t i = 0; i < facets_max + 10; ++i)
        text += "#tag ";
    EXPECT_EQ(find_facets(text).size(), facets_max);
    EXPECT_EQ(find_facets("#" + std::string(tag_graphemes_max, 'a')).size(), 1U);
    EXPECT_TRUE(find_facets("#" + std::string(tag_graphemes_max + 1, 'a')).empty());
    EXPECT_TRUE(find_facets("@" + std::string(64, 'a') + ".test").empty());
}

}  // namespace
}  // namespace heed::channels::bluesky
