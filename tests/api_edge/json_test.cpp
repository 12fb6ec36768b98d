#include "api/json.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "api/types.hpp"

namespace heed::api {
namespace {

struct Item {
    std::string name;
    int count = 1;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, count, note))

struct Basket {
    std::string id;
    std::vector<Item> items;
    Then then = Then::keep_open;
    RoomName room = RoomName::direct;
    bool open = true;
    double weight = 0;
    long long large = 0;
    std::optional<Item> gift;
    std::string operator_;
};
BOOST_DESCRIBE_STRUCT(Basket, (), (id, items, then, room, open, weight, large, gift, operator_))

struct Empty {};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

struct Tree {
    std::string name;
    std::vector<Tree> children;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (name, children))

TEST(WriteJson, writes_every_kind_of_member) {
    Basket basket;
    basket.id = "b";
    basket.items = {{"tea", 2, {}}, {"\"cup\"", -3, "blue"}};
    basket.operator_ = "me";
    basket.room = RoomName::public_;
    basket.weight = 1.5;
    basket.large = std::numeric_limits<long long>::min();
    EXPECT_EQ(to_json(basket),
              R"({"id":"b","items":[{"name":"tea","count":2,"note":null},)"
              R"({"name":"\"cup\"","count":-3,"note":"blue"}],"then":"keep_open","room":"public",)"
              R"("open":true,"weight":1.5,"large":-9223372036854775808,"gift":null,)"
              R"("operator":"me"})");
    EXPECT_EQ(to_json(Empty{}), "{}");
    EXPECT_EQ(to_json(std::vector<int>{}), "[]");
}

TEST(WriteJson, escapes_strings_and_replaces_what_is_not_utf8) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"plain", "plain"},
        {"a\"b\\c", R"(a\"b\\c)"},
        {"\n\r\t\x01\x7f", R"(\n\r\t\u0001\u007f)"},
        {std::string{"\0", 1}, R"(\u0000)"},
        {"grüße 🙂", "grüße 🙂"},
        {"\xF0\x9F\x99", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"a\xC0\xAF", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xF4\x90\x80\x80z", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(to_json(text), '"' + expected + '"');
}

TEST(WriteJson, writes_numbers_that_json_has) {
    EXPECT_EQ(to_json(0.1), "0.1");
    EXPECT_EQ(to_json(std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(to_json(std::numeric_limits<unsigned long long>::max()), "18446744073709551615");
}

TEST(ReadJson, reads_back_what_was_written) {
    const Basket basket{.id = "grüße\n\"",
                        .items = {{"tea", 2, {}}, {"cup", 3, "blue"}},
                        .then = Then::resolve,
                        .room = RoomName::public_,
                        .open = false,
                        .weight = -0.25,
                        .large = 1LL << 60,
                        .gift = Item{"card", 0, {}},
                        .operator_ = "me"};
    const auto again = from_json<Basket>(to_json(basket));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(to_json(*again), to_json(basket));
}

TEST(ReadJson, keeps_defaults_of_absent_members) {
    const auto basket = from_json<Basket>(R"({"items":[],"operator":"","id":"x"})");
    ASSERT_TRUE(basket) << basket.error().message;
    EXPECT_EQ(basket->then, Then::keep_open);
    EXPECT_EQ(basket->room, RoomName::direct);
    EXPECT_TRUE(basket->open);
    EXPECT_FALSE(basket->gift);
    EXPECT_EQ(from_json<Item>(R"({"name":"x","count":2.0,"note":null})")->count, 2);
}

TEST(ReadJson, says_where_what_was_found_and_what_is_right) {
    struct Case {
        std::string text, field, message;
    };
    const std::string start = R"({"id":"b","operator":"o","items":[{"name":"a"},)";
    const std::vector<Case> cases = {
        {R"({"items":[],"operator":""})", "$.id", "is missing; expected a string"},
        {R"({"id":"","operator":""})", "$.items", "is missing; expected an array"},
        {start + R"({}]})", "$.items[1].name", "is missing; expected a string"},
        {start + R"({"name":1}]})", "$.items[1].name", "is an integer; expected a string"},
        {start + R"({"name":null}]})", "$.items[1].name", "is null; expected a string"},
        {start + R"({"name":"","count":"2"}]})", "$.items[1].count",
         "is a string; expected an integer"},
        {start + R"({"name":"","count":2.5}]})", "$.items[1].count",
         "is a number; expected an integer"},
        {start + R"({"name":"","count":2147483648}]})", "$.items[1].count",
         "does not fit; expected an integer from -2147483648 to 2147483647"},
        {start + R"({"name":"","colour":"red"}]})", "$.items[1].colour",
         "is not known; known are name, count, note"},
        {start + R"(7]})", "$.items[1]", "is an integer; expected an object"},
        {R"({"id":"","items":[],"operator":"","large":9223372036854775808})", "$.large",
         "does not fit; expected an integer from -9223372036854775808 to 9223372036854775807"},
        {R"({"id":"","items":[],"operator":"","large":99999999999999999999999})", "$.large",
         "does not fit; expected an integer from -9223372036854775808 to 9223372036854775807"},
        {R"({"id":"","items":[],"operator":"","then":"stay"})", "$.then",
         "is \"stay\"; expected one of keep_open, resolve"},
        {R"({"id":"","items":[],"operator":"","room":"public_"})", "$.room",
         "is \"public_\"; expected one of public, direct, mail, phone, private_page"},
        {R"({"id":"","items":[],"operator":"","open":1})", "$.open",
         "is an integer; expected true or false"},
        {R"({"id":"","items":[],"operator":"","a b":1})", "$[\"a b\"]",
         "is not known; known are id, items, then, room, open, weight, large, gift, operator"},
        {"[]", "$", "is an array; expected an object"},
    };
    for (const auto& [text, field, message] : cases) {
        const auto read = from_json<Basket>(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::invalid) << text;
        EXPECT_EQ(read.error().field, field) << text;
        EXPECT_EQ(read.error().message, message) << text;
    }
}

TEST(ReadJson, says_at_which_line_and_column_it_is_malformed) {
    struct Case {
        std::string text, field, message;
    };
    const std::string deep = std::string(40, '[') + std::string(40, ']');
    const std::vector<Case> cases = {
        {"", "line 1, column 1", "is not valid JSON: it ends too early"},
        {"{\n  \"name\": \"a\"", "line 2, column 14", "is not valid JSON: it ends too early"},
        {"{\n\"name\": x}", "line 2, column 9", "is not valid JSON: syntax error"},
        {"{} {}", "line 1, column 4", "is not valid JSON: more follows its end"},
        {"{\"name\":\"a\",\"name\":\"b\"}", "line 1, column 23", "has the key \"name\" twice"},
        {"{\"name\":\"a\",\"n\\u0061me\":\"b\"}", "line 1, column 28",
         "has the key \"name\" twice"},
        {deep, "line 1, column 33", "is nested deeper than 32 levels"},
        {"{\"name\":\"\xFF\"}", "line 1, column 10", "is not valid JSON: syntax error"},
        {"{\"name\":\"\\ud800\"}", "line 1, column 16", "is not valid JSON: syntax error"},
        {"{\"count\":NaN}", "line 1, column 10", "is not valid JSON: syntax error"},
        {"{\"count\":1,}", "line 1, column 12", "is not valid JSON: syntax error"},
    };
    for (const auto& [text, field, message] : cases) {
        const auto read = from_json<Item>(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().field, field) << text;
        EXPECT_EQ(read.error().message.substr(0, message.size()), message) << text;
    }
}

TEST(ReadJson, bounds_the_number_of_values) {
    std::string text = "[";
    for (std::size_t i = 0; i < json::nodes_max; ++i)
        text += "1,";
    const auto read = from_json<std::vector<int>>(text + "1]");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, "holds more than 200000 values");
}

TEST(ReadJson, reads_a_struct_inside_itself) {
    const auto tree = from_json<Tree>(
        R"({"name":"a","children":[{"name":"b","children":[]},{"name":"c","children":[]}]})");
    ASSERT_TRUE(tree) << tree.error().message;
    EXPECT_EQ(tree->children[1].name, "c");
}

TEST(Schema, tells_input_from_output) {
    Schemas schemas;
    EXPECT_EQ(schemas.of<Item>(Use::output), R"({"$ref":"#/components/schemas/Item"})");
    EXPECT_EQ(schemas.of<Item>(Use::input), R"({"$ref":"#/components/schemas/ItemInput"})");
    EXPECT_EQ(schemas.components(),
              R"({"Item":{"type":"object","properties":{"name":{"type":"string"},)"
              R"("count":{"type":"integer","format":"int32"},"note":{"type":["string","null"]}},)"
              R"("required":["name","count","note"]},)"
              R"("ItemInput":{"type":"object","properties":{"name":{"type":"string"},)"
              R"("count":{"type":"integer","format":"int32"},"note":{"type":["string","null"]}},)"
              R"("required":["name"],"additionalProperties":false}})");
}

TEST(Schema, refers_to_enums_optionals_and_itself) {
    Schemas schemas;
    EXPECT_EQ(schemas.of<std::optional<RoomName>>(Use::output),
              R"({"anyOf":[{"$ref":"#/components/schemas/RoomName"},{"type":"null"}]})");
    EXPECT_EQ(schemas.of<std::optional<std::vector<std::string>>>(Use::input),
              R"({"type":["array","null"],"items":{"type":"string"}})");
    EXPECT_EQ(schemas.of<Tree>(Use::output), R"({"$ref":"#/components/schemas/Tree"})");
    const auto all = json::parse(schemas.components());
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_EQ(all->find("RoomName")->find("enum")->items[0].text, "public");
    EXPECT_EQ(all->find("Tree")->find("properties")->find("children")->find("items")->items[0].text,
              "#/components/schemas/Tree");
}

}  // namespace
}  // namespace heed::api
