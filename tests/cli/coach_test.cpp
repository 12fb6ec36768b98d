#include <gtest/gtest.h>
#include <simdjson.h>

#include <fstream>
#include <set>

#include "cli/program.hpp"
#include "support/desk_store.hpp"

/// `heed coach` as people script it. By words alone: what is tested here is the filter, which is
/// the same with models.
namespace heed::test {
namespace {

using simdjson::dom::element;

struct Remark {
    std::string kind;
    std::string grade;
};

class Coach : public testing::Test {
protected:
    Outcome coach(const std::string& lines, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"coach", "--without-models"});
        return run_heed(more, lines);
    }

    std::string file(const std::string& name, const std::string& text) {
        std::ofstream(folder_.file(name)) << text;
        return folder_.file(name);
    }

    TempFolder folder_;
};

std::string line(const std::string& post, const std::string& draft) {
    return R"({"conversation":{"channel":"facebook","room":"public","customer":{"name":"Nora Blythe",)"
           R"("handle":"norablythe"},"posts":[{"from":"customer","name":"Nora Blythe","text":")" +
           post + R"("}]},"agent":{"name":"Tess"},"brand":"Everly","draft":")" + draft + "\"}\n";
}

std::vector<element> lines_of(const std::string& out, std::vector<simdjson::dom::parser>& parsers) {
    std::vector<element> lines;
    std::size_t at = 0;
    while (at < out.size()) {
        const auto end = std::min(out.find('\n', at), out.size());
        auto& parser = parsers.emplace_back();
        lines.push_back(parser.parse(out.substr(at, end - at)));
        at = end + 1;
    }
    return lines;
}

std::set<std::string> remarks_of(const element& line) {
    std::set<std::string> remarks;
    for (const auto one : line["advice"].get_array())
        remarks.insert(std::string(std::string_view(one["kind"])) + " " +
                       std::string(std::string_view(one["grade"])));
    return remarks;
}

/// The remarks of the only line.
std::set<std::string> remarks_of(const Outcome& outcome) {
    simdjson::dom::parser parser;
    return remarks_of(parser.parse(outcome.out));
}

TEST_F(Coach, FindsBlundersAndKeepsTheRest) {
    const auto outcome = coach(
        line("my parcel is late", "Read the manual, you idiot. Tess") +
        line("my parcel is late", "Sorry Nora, it went to nora.blythe@mailbox.example.org. Tess"));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    std::vector<simdjson::dom::parser> parsers;
    parsers.reserve(2);
    const auto lines = lines_of(outcome.out, parsers);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(remarks_of(lines[0]).contains("tone stop")) << outcome.out;
    EXPECT_TRUE(remarks_of(lines[1]).contains("personal_data stop")) << outcome.out;
    EXPECT_EQ(std::string_view(lines[0]["brand"]), "Everly");
    EXPECT_NE(outcome.err.find("read 2, passed 2, bad 0, stopped 2"), std::string::npos)
        << outcome.err;
}

TEST_F(Coach, SaysWhichWordsAndWhatToDo) {
    const auto outcome = coach(line("late again", "Sorry Nora, you idiot. Tess"));
    simdjson::dom::parser parser;
    const element read = parser.parse(outcome.out);
    const element first = read["advice"].at(0);
    EXPECT_EQ(std::string_view(first["kind"]), "tone");
    EXPECT_EQ(std::uint64_t(first["spans"].at(0)["start"]), 12U) << outcome.out;
    EXPECT_FALSE(std::string_view(first["reason"]).empty());
    EXPECT_FALSE(std::string_view(first["do"]).empty());
}

TEST_F(Coach, LeavesAGoodReplyAlone) {
    const auto outcome =
        coach(line("When do you open tomorrow?", "At nine, Nora, and the kettle is on. Tess"));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    for (const auto& remark : remarks_of(outcome)) {
        EXPECT_FALSE(remark.ends_with(" stop")) << remark;
        EXPECT_FALSE(remark.ends_with(" ask")) << remark;
    }
}

/// A bad line is answered in its place, and the next one is read.
TEST_F(Coach, NamesTheLineThatIsBad) {
    const auto outcome =
        coach("{\"draft\": \"Hi\"}\n" + line("hello", "Hi Nora! Tess") + "this is no JSON\n" +
              R"({"conversation":{"posts":[]},"draft":7})" + "\n");
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    std::vector<simdjson::dom::parser> parsers;
    parsers.reserve(4);
    const auto lines = lines_of(outcome.out, parsers);
    ASSERT_EQ(lines.size(), 4U) << outcome.out;
    EXPECT_EQ(std::uint64_t(lines[0]["error"]["line"]), 1U);
    EXPECT_EQ(std::string_view(lines[0]["error"]["field"]), "$.conversation");
    EXPECT_TRUE(lines[1]["advice"].is_array());
    EXPECT_EQ(std::uint64_t(lines[2]["error"]["line"]), 3U);
    EXPECT_EQ(std::uint64_t(lines[3]["error"]["line"]), 4U);
    EXPECT_EQ(std::string_view(lines[3]["error"]["field"]), "$.draft");
    EXPECT_NE(outcome.err.find("bad 3"), std::string::npos) << outcome.err;
}

/// It says so, and looks at what needs no words.
TEST_F(Coach, SaysThatItDoesNotKnowALanguage) {
    const auto outcome = coach(
        line("Paczka nie dotarła, czekam już od tygodnia i nikt nie odpowiada",
             "Przepraszamy bardzo za opóźnienie, proszę napisać na adres nora@poczta.example.org, "
             "sprawdzimy to jeszcze dzisiaj i odpowiemy"));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto remarks = remarks_of(outcome);
    EXPECT_TRUE(remarks.contains("language hint")) << outcome.out;
    EXPECT_TRUE(remarks.contains("personal_data stop")) << outcome.out;
}

TEST_F(Coach, SpeaksGermanWhenAsked) {
    const auto outcome =
        coach(line("late again", "Sorry Nora, you idiot. Tess"), {"--words", "de"});
    EXPECT_NE(outcome.out.find("„you idiot“"), std::string::npos) << outcome.out;
}

TEST_F(Coach, TakesACompanysOwnWords) {
    const auto rules =
        file("ours.txt",
             "rules:\n[tone.ours]\nkind: tone\ngrade: ask\n"
             "language: en\n[tone.ours]\n# % (off|discount)\n"
             "sentences: en\n[tone.ours]\nreason: Not \"{words}\".\ndo: Say less.\n");
    const auto outcome =
        coach(line("Any news?", "Nora, it is 20 % off today. Tess"), {"--rules", rules});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("Not \\\"20 % off\\\"."), std::string::npos) << outcome.out;
}

TEST_F(Coach, SaysWhichLineOfARuleFileIsWrong) {
    const auto rules = file("ours.txt", "language: en\n[tone.insult]\n(fool\n");
    const auto outcome = coach("", {"--rules", rules});
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_NE(outcome.err.find("ours.txt: line 3"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace heed::test
