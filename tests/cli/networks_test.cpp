#include "channels/networks.hpp"

#include <gtest/gtest.h>

namespace heed::channels {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

TEST(Networks, FillInPresetsAndTrim) {
    const auto fields =
        check_fields("bluesky", {{"identifier", " larkspur.bsky.social "}, {"app_password", "x"}});
    ASSERT_TRUE(fields) << fields.error().message;
    EXPECT_EQ(fields->at("service"), "https://bsky.social");
    EXPECT_EQ(fields->at("identifier"), "larkspur.bsky.social");
}

struct Wrong {
    const char* network;
    Values values;
    const char* field;
    const char* message;
};

class WrongFields : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongFields, AreNamed) {
    const auto fields = check_fields(GetParam().network, GetParam().values);
    ASSERT_FALSE(fields);
    EXPECT_EQ(fields.error().field, GetParam().field);
    EXPECT_EQ(fields.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, WrongFields,
    ::testing::Values(
        Wrong{"myspace",
              {},
              "$.network",
              "is no network that can be connected, expected one of bluesky, web_form, replay"},
        Wrong{"web_form", {{"slug", "a"}}, "$.fields", "title is missing"},
        Wrong{"web_form", {{"title", "  "}}, "$.fields[0].value", "title is missing"},
        Wrong{"web_form",
              {{"title", "T"}, {"colour", "red"}},
              "$.fields[1].name",
              "is no field of web_form, expected one of slug, title, intro, language, "
              "frame_ancestors, privacy_url"},
        Wrong{"web_form",
              {{"title", "T"}, {"title", "U"}},
              "$.fields[1].name",
              "is given twice, expected once"},
        Wrong{"web_form",
              {{"title", "T"}, {"slug", "Contact us"}},
              "$.fields[1].value",
              "expected 1 to 40 small letters, digits and hyphens, such as \"contact\""},
        Wrong{"web_form",
              {{"title", "a\x1b[2Jb"}},
              "$.fields[0].value",
              "expected text without control characters"},
        Wrong{"web_form", {{"title", "\xff"}}, "$.fields[0].value", "is not UTF-8"},
        Wrong{"web_form",
              {{"title", std::string(2001, 'a')}},
              "$.fields[0].value",
              "has 2001 bytes, expected at most 2000"},
        Wrong{"bluesky",
              {{"service", "bsky.social"}},
              "$.fields[0].value",
              "expected a server's address without a path, such as https://bsky.social"},
        Wrong{"bluesky", {{"identifier", "a"}}, "$.fields", "app_password is missing"}));

TEST(Networks, FieldsSurviveJson) {
    const Fields fields{{"a", "\"quoted\"\n\\ \u00e9"}, {"b", ""}};
    EXPECT_EQ(fields_from_json(fields_to_json(fields)), fields);
    EXPECT_TRUE(fields_from_json("").empty());
    EXPECT_TRUE(fields_from_json("[1]").empty());
    EXPECT_TRUE(fields_from_json("{\"a\": 1, \"b\"").empty());
    EXPECT_EQ(fields_from_json("{\"a\": 1, \"b\": \"x\"}"), (Fields{{"b", "x"}}));
}

TEST(Networks, SecretsAreSealedApart) {
    const SecretKey key;
    const auto fields =
        check_fields("bluesky", {{"identifier", "a.example"}, {"app_password", "very secret"}});
    ASSERT_TRUE(fields);
    const auto channel = channel_of(*find_network("bluesky"), *fields, key);
    EXPECT_EQ(channel.settings.find("very secret"), std::string::npos);
    EXPECT_EQ(channel.secrets.find("very secret"), std::string::npos);
    const auto opened = heed::open(key, channel.secrets);
    ASSERT_TRUE(opened);
    EXPECT_EQ(fields_from_json(*opened), (Fields{{"app_password", "very secret"}}));
    EXPECT_EQ(fields_from_json(channel.settings).at("identifier"), "a.example");
    EXPECT_TRUE(channel_of(*find_network("replay"), {{"name", "R"}}, key).secrets.empty());
}

}  // namespace
}  // namespace heed::channels
