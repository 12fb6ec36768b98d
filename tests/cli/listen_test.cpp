#include <gtest/gtest.h>

#include <fstream>

#include "cli/program.hpp"
#include "support/desk_store.hpp"

namespace heed::test {
namespace {

class Listen : public testing::Test {
protected:
    Outcome listen(const std::string& terms, const std::string& posts,
                   std::vector<std::string> more = {}) {
        std::ofstream(folder_.file("terms.txt"), std::ios::binary) << terms;
        more.insert(more.begin(), {"listen", "--terms", folder_.file("terms.txt")});
        return run_heed(more, posts);
    }

    TempFolder folder_;
};

TEST_F(Listen, PassesOnWhatMatchesInOrderAndUnchanged) {
    const auto outcome =
        listen("acme -recipe\n\"acme mobile\"\n#acmefail\n",
               R"({"text":"Acme  MOBILE is down","id":"1","x":{"b":[1.50,null]},"y":"\u00e9"})"
               "\n"
               R"({"text":"nothing for us"})"
               "\n"
               R"({ "text" : "an acme recipe, says #AcmeFail" })"
               "\n\n"
               R"({"text":"#AcmeMobileSucks","terms":"mine"})"
               "\n");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out,
              R"({"text":"Acme  MOBILE is down","id":"1","x":{"b":[1.50,null]},"y":"\u00e9",)"
              R"("terms":["acme","acme mobile"]})"
              "\n"
              R"({"text" : "an acme recipe, says #AcmeFail","terms":["#acmefail"]})"
              "\n"
              R"({"text":"#AcmeMobileSucks","terms":["acme","acme mobile"]})"
              "\n");
    EXPECT_NE(outcome.err.find("read 4, passed 3, bad 0"), std::string::npos) << outcome.err;
}

TEST_F(Listen, SaysWhereOnRequest) {
    const auto outcome = listen("acme\n",
                                R"({"text":"😡 acme \"Acme\""})"
                                "\n",
                                {"--positions"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out,
              R"({"text":"😡 acme \"Acme\"","terms":[{"term":"acme","start":2,"end":6},)"
              R"({"term":"acme","start":8,"end":12}]})"
              "\n");
}

TEST_F(Listen, HeedsTheLanguageOfThePost) {
    const auto outcome = listen("gift lang:de\n", R"({"text":"gift","language":"en"})"
                                                  "\n"
                                                  R"({"text":"Gift","language":"de-AT"})"
                                                  "\n"
                                                  R"({"text":"GIFT"})"
                                                  "\n");
    EXPECT_EQ(outcome.out, R"({"text":"Gift","language":"de-AT","terms":["gift"]})"
                           "\n"
                           R"({"text":"GIFT","terms":["gift"]})"
                           "\n");
}

TEST_F(Listen, AnswersABadLineAndGoesOn) {
    const auto outcome =
        listen("acme\n", "{\"text\":\"acme\"}\nnonsense\n{\"text\":7}\n{\"text\":\"acme\"}\n");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_NE(outcome.out.find(R"({"error":{"line":2,"field":"$")"), std::string::npos);
    EXPECT_NE(outcome.out.find(R"({"error":{"line":3,"field":"$.text")"), std::string::npos);
    EXPECT_TRUE(outcome.out.ends_with("{\"text\":\"acme\",\"terms\":[\"acme\"]}\n"));
}

TEST_F(Listen, FindsTheSameWithSeveralJobs) {
    std::string posts;
    for (int i = 0; i < 5'000; ++i)
        posts +=
            "{\"id\":" + std::to_string(i) + ",\"text\":\"" + (i % 3 == 0 ? "acme" : "x") + "\"}\n";
    const auto one = listen("acme\n", posts);
    const auto four = listen("acme\n", posts, {"--jobs", "4"});
    EXPECT_EQ(one.code, 0);
    EXPECT_EQ(four.code, 0);
    EXPECT_EQ(one.out, four.out);
    EXPECT_NE(one.err.find("read 5000, passed 1667, bad 0"), std::string::npos) << one.err;
}

TEST_F(Listen, RefusesTermsThatAreNone) {
    struct {
        const char* terms;
        int code;
        const char* says;
    } const cases[] = {
        {"", 2, "holds no term"},
        {"# only a comment\n", 2, "holds no term"},
        {"acme\n\"globex", 2, "line 2: a quote is not closed"},
        {"!!!", 2, "line 1: \"!!!\" holds no letter, digit or symbol"},
    };
    for (const auto& [terms, code, says] : cases) {
        const auto outcome = listen(terms, "");
        EXPECT_EQ(outcome.code, code) << says;
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
    }
    const auto absent = run_heed({"listen", "--terms", folder_.file("absent")});
    EXPECT_EQ(absent.code, 1);
    EXPECT_NE(absent.err.find("cannot be read"), std::string::npos) << absent.err;
    EXPECT_EQ(run_heed({"listen"}).code, 2);
}

}  // namespace
}  // namespace heed::test
