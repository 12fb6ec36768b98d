#include <fcntl.h>
#include <gtest/gtest.h>
#include <simdjson.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "cli/program.hpp"
#include "support/desk_store.hpp"

extern "C" char** environ;

namespace heed::test {
namespace {

class Understand : public testing::Test {
protected:
    /// Without models: what is tested here is the filter, which is the same with them.
    Outcome understand(const std::string& posts, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"understand", "--models", models()});
        return run_heed(more, posts);
    }
    std::string models() {
        std::filesystem::create_directories(folder_.file("models"));
        return folder_.file("models");
    }

    TempFolder folder_;
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

TEST_F(Understand, AddsAJudgementAndKeepsTheRest) {
    const auto outcome = understand(
        R"({"text":"Where is my parcel? I have been waiting for weeks","id":7,"x":{"a":[1.0, null]}})"
        "\n \n"
        R"(  {"judgement":{"old":1},"z":"\u00e9","text":"O\u00f9 est mon colis? J'attends encore"}  )");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto lines = lines_of(outcome.out);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(
        lines[0].starts_with(R"({"text":"Where is my parcel? I have been waiting for weeks",)"
                             R"("id":7,"x":{"a":[1.0, null]},"judgement":{"language":"en",)"))
        << lines[0];
    EXPECT_TRUE(lines[1].starts_with(R"({"z":"\u00e9","text":)")) << lines[1];
    EXPECT_NE(lines[1].find(R"("judgement":{"language":"fr",)"), std::string::npos) << lines[1];
    EXPECT_EQ(lines[1].find("old"), std::string::npos);
    EXPECT_NE(outcome.err.find("there are no models"), std::string::npos);
    EXPECT_NE(outcome.err.find("read 2, passed 2, bad 0, unsure 2"), std::string::npos)
        << outcome.err;
}

TEST_F(Understand, SaysEverythingThatAJudgementHolds) {
    const auto outcome = understand("{\"text\":\"Hello\"}\n");
    simdjson::dom::parser parser;
    simdjson::dom::element judgement;
    ASSERT_FALSE(parser.parse(outcome.out)["judgement"].get(judgement)) << outcome.out;
    EXPECT_TRUE(judgement["language"].is_string());
    for (const char* head : {"intent", "sentiment"}) {
        EXPECT_TRUE(judgement[head]["label"].is_string());
        EXPECT_TRUE(judgement[head]["confidence"].is_double());
    }
    for (const char* share : {"anger", "fear", "sadness", "irony"})
        EXPECT_TRUE(judgement[share].is_double()) << share;
    EXPECT_TRUE(judgement["severity"].is_int64());
    EXPECT_TRUE(judgement["topics"].is_array());
    EXPECT_TRUE(judgement["because"].is_array());
    EXPECT_TRUE(judgement["needs_answer"].is_bool());
    EXPECT_TRUE(judgement["unsure"].is_bool());
}

struct BadLine {
    std::string line;
    const char* field;
    const char* says;
};

TEST_F(Understand, AnswersABadLineByLineAndFieldAndGoesOn) {
    const std::vector<BadLine> cases{
        {"{\"id\":1}", "$.text", "is missing, expected a string"},
        {"{\"text\":7}", "$.text", "is a number, expected a string"},
        {"{\"text\":null}", "$.text", "is null"},
        {"{\"text\":[\"a\"]}", "$.text", "is an array"},
        {"nonsense", "$", "is not JSON"},
        {"[1,2]", "$", "is an array, expected an object"},
        {"{\"text\":\"a\"", "$", "is not JSON"},
        {"{\"text\":\"a\"} {\"text\":\"b\"}", "$", "is not JSON"},
        {"{\"text\":\"\xff\"}", "$", "is not UTF-8"},
        {"{\"x\":" + std::string(40, '[') + std::string(40, ']') + "}", "$",
         "is nested deeper than 32 levels"},
        {"{\"text\":\"" + std::string(1'100'000, 'a') + "\"}", "$", "more than 1048576 bytes"},
    };
    std::string posts;
    for (const auto& each : cases)
        posts += each.line + "\n{\"text\":\"fine\"}\n";
    const auto outcome = understand(posts);
    EXPECT_EQ(outcome.code, 1);
    const auto lines = lines_of(outcome.out);
    ASSERT_EQ(lines.size(), 2 * cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto begin = "{\"error\":{\"line\":" + std::to_string(2 * i + 1) + ",\"field\":\"" +
                           cases[i].field + "\",\"message\":\"";
        EXPECT_TRUE(lines[2 * i].starts_with(begin)) << lines[2 * i];
        EXPECT_NE(lines[2 * i].find(cases[i].says), std::string::npos) << lines[2 * i];
        EXPECT_TRUE(lines[2 * i + 1].starts_with("{\"text\":\"fine\",\"judgement\":"));
    }
    EXPECT_NE(outcome.err.find("bad 11"), std::string::npos) << outcome.err;
}

TEST_F(Understand, RepairsWhatToolsBreak) {
    const auto outcome = understand("\xEF\xBB\xBF{\"text\":\"half \\ud83d a character\"}\r\n");
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_TRUE(outcome.out.starts_with("{\"text\":\"half \\ud83d a character\",\"judgement\""));
}

TEST_F(Understand, KeepsTheOrderWithSeveralJobs) {
    std::string posts;
    for (int i = 0; i < 3'000; ++i)
        posts += "{\"id\":" + std::to_string(i) + ",\"text\":\"Where is parcel number " +
                 std::to_string(i) + "?\"}\n";
    const auto one = understand(posts);
    const auto three = understand(posts, {"--jobs", "3"});
    EXPECT_EQ(one.code, 0);
    EXPECT_EQ(three.code, 0);
    EXPECT_EQ(lines_of(one.out).size(), 3'000U);
    EXPECT_EQ(one.out, three.out);
}

TEST_F(Understand, RefusesWrongUse) {
    EXPECT_EQ(run_heed({"understand", "--jobs", "0"}).code, 2);
    EXPECT_EQ(run_heed({"understand", "--models"}).code, 2);
    EXPECT_EQ(run_heed({"understand", "file.jsonl"}).code, 2);
    const auto nowhere = run_heed({"understand", "--models", folder_.file("none")});
    EXPECT_EQ(nowhere.code, 1);
    EXPECT_NE(nowhere.err.find("is no folder with models"), std::string::npos) << nowhere.err;
}

TEST_F(Understand, NamesADamagedModel) {
    std::ofstream(models() + "/encoder.safetensors") << "not a model at all";
    const auto outcome = understand("{\"text\":\"Hello\"}\n");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err.find("encoder.safetensors is damaged"), std::string::npos) << outcome.err;
}

/// The program with both ends of its pipes in our hands.
class Conversation {
public:
    explicit Conversation(const std::string& models) {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) return;
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        std::string program = HEED_BINARY_DIR "/heed";
        std::string command = "understand";
        std::string option = "--models";
        std::string folder = models;
        const std::array<char*, 5> words{program.data(), command.data(), option.data(),
                                         folder.data(), nullptr};
        ::posix_spawn(&child_, words[0], &actions, nullptr, words.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(in[0]);
        ::close(out[1]);
        to_ = in[1];
        from_ = out[0];
    }
    ~Conversation() { ::close(from_); }
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    /// Says a line and waits for its answer.
    std::string ask(const std::string& line) const {
        (void)!::write(to_, line.data(), line.size());
        std::string answer;
        char c = 0;
        while (::read(from_, &c, 1) == 1 && c != '\n')
            answer += c;
        return answer;
    }
    int end() const {
        ::close(to_);
        int status = 0;
        ::waitpid(child_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t child_ = 0;
    int to_ = -1;
    int from_ = -1;
};

TEST_F(Understand, AnswersEachLineOfASlowWriterAtOnce) {
    const Conversation conversation(models());
    EXPECT_TRUE(conversation.ask("{\"text\":\"one\"}\n").starts_with("{\"text\":\"one\","));
    EXPECT_TRUE(conversation.ask("nonsense\n").starts_with("{\"error\":{\"line\":2,"));
    EXPECT_TRUE(conversation.ask("{\"text\":\"two\"}\n").starts_with("{\"text\":\"two\","));
    EXPECT_EQ(conversation.end(), 1);
}

}  // namespace
}  // namespace heed::test
