#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/secret.hpp"
#include "cli/program.hpp"
#include "support/desk_store.hpp"

namespace heed {
namespace {

using test::FreshDatabase;
using test::Outcome;
using test::run_heed;
using test::TempFolder;
using Words = std::vector<std::string>;

std::string post_line(int number, const std::string& author, const std::string& extra = {}) {
    return "{\"id\":\"p" + std::to_string(number) +
           "\",\"time\":\"2026-11-20T10:00:" + (number < 10 ? "0" : "") + std::to_string(number) +
           "Z\",\"author\":{\"id\":\"" + author + "\",\"handle\":\"" + author +
           "\"},\"text\":\"Post " + std::to_string(number) + "\"" + extra + "}\n";
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct Misuse {
    const char* name;
    Words words;
    int code;
    const char* message;  ///< in the one line on stderr
};

class WrongUse : public ::testing::TestWithParam<Misuse> {};

TEST_P(WrongUse, IsOneClearLine) {
    const auto outcome = run_heed(GetParam().words);
    EXPECT_EQ(outcome.code, GetParam().code) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("heed: ")) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_TRUE(holds(outcome.err, GetParam().message)) << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(
    Commands, WrongUse,
    ::testing::Values(
        Misuse{"none", {}, 2, "subcommand"},
        Misuse{"unknown", {"sevre"}, 2, "there is no command \"sevre\"; did you mean \"serve\"?"},
        Misuse{"unknown_below", {"user", "ad"}, 2, "did you mean \"add\"?"},
        Misuse{"garbage", {"\x1b[2J\xff"}, 2, "there is no command"},
        Misuse{"unknown_flag", {"check", "--datta", "x"}, 2, "--datta"},
        Misuse{"no_data", {"check", "--data", "nowhere.db"}, 1, "there is no data in nowhere.db"},
        Misuse{"no_folder", {"check", "--data", "/proc/none/a.db"}, 1, "there is no data in"},
        Misuse{"bad_setting", {"serve", "--workers", "0"}, 2, "--workers: workers is 0"},
        Misuse{"both",
               {"check", "--data", "a", "--database", "postgres://b"},
               2,
               "data and database are both set"},
        Misuse{"no_config", {"check", "--config", "none.toml"}, 1, "none.toml cannot be read"},
        Misuse{"no_recording", {"replay", "none.jsonl", "--data", "a.db"}, 1, "cannot be read"},
        Misuse{"bad_speed", {"replay", "-", "--speed", "fast"}, 2, "--speed is \"fast\""},
        Misuse{"no_token", {"replay", "-", "--desk", "http://127.0.0.1:1"}, 1, "a token is needed"},
        Misuse{"two_targets",
               {"replay", "-", "--desk", "http://x", "--data", "a"},
               2,
               "--desk and --data"},
        Misuse{"no_backup", {"restore", "none.db"}, 1, "There is no file none.db"},
        Misuse{"pg_backup", {"backup", "f", "--database", "postgres://h/d"}, 2, "pg_dump"},
        Misuse{"pg_restore", {"restore", "f", "--database", "postgres://h/d"}, 2, "pg_restore"},
        Misuse{"train_nowhere", {"train", "--data", "nowhere.db"}, 1, "there is no data in"},
        Misuse{"forget_what", {"train", "--forget", "--out", "x"}, 2, "--out"},
        Misuse{"bad_role",
               {"user", "add", "ana", "--name", "Ana", "--role", "boss", "--data", "a.db"},
               1,
               "\"boss\" is no role"}),
    [](const auto& each) { return each.param.name; });

TEST(Commands, HelpIsOnStdoutAndShowsExamples) {
    for (const auto* command : {"serve", "demo", "replay", "user", "channel", "token", "check",
                                "backup", "restore", "config"}) {
        const auto outcome = run_heed({command, "--help"});
        EXPECT_EQ(outcome.code, 0) << command;
        EXPECT_TRUE(holds(outcome.out, "Examples:")) << command;
    }
}

TEST(Commands, VersionAndConfig) {
    EXPECT_EQ(run_heed({"version"}).out, "heed " HEED_VERSION "\n");
    EXPECT_EQ(run_heed({"config", "--check"}).code, 0);
    const auto wrong = run_heed({"config", "--check"}, "", {"HEED_LISTNE=x"});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_TRUE(holds(wrong.err, "did you mean \"HEED_LISTEN\"?")) << wrong.err;
}

class OnData : public ::testing::TestWithParam<std::string> {
protected:
    OnData() : fresh_(GetParam()) {}

    Outcome heed(Words words, const std::string& input = {}) {
        words.push_back(GetParam() == "sqlite" ? "--data" : "--database");
        words.push_back(fresh_.target());
        return run_heed(words, input);
    }
    /// With a key file as well, which PostgreSQL has no place for.
    Outcome heed_with_key(Words words, const std::string& input = {}) {
        words.push_back("--key-file");
        words.push_back(folder_.file("desk.key"));
        return heed(std::move(words), input);
    }
    void add_owner() {
        const auto added =
            heed({"user", "add", "Ana@Example.org", "--name", "Ana", "--role", "owner"});
        ASSERT_EQ(added.code, 0) << added.err;
    }

    FreshDatabase fresh_;
    TempFolder folder_;
};

TEST_P(OnData, PeopleComeChangeAndGo) {
    const auto early = heed({"user", "add", "bo", "--name", "Bo"});
    EXPECT_EQ(early.code, 1);
    EXPECT_TRUE(holds(early.err, "--role owner")) << early.err;
    const auto added = heed({"user", "add", "Ana@Example.org", "--name", "Ana", "--role", "owner"});
    ASSERT_EQ(added.code, 0) << added.err;
    EXPECT_TRUE(holds(added.out, "/join#token=")) << added.out;
    const auto twice = heed({"user", "add", "ana@example.org", "--name", "Ana"});
    EXPECT_EQ(twice.code, 1);
    EXPECT_TRUE(holds(twice.err, "login is somebody's already")) << twice.err;

    ASSERT_EQ(
        heed({"user", "add", "bo", "--name", "Bo", "--password-stdin"}, "a long password\n").code,
        0);
    EXPECT_EQ(heed({"user", "list"}).out,
              "ana@example.org\towner\tinvited\tAna\nbo\tagent\tactive\tBo\n");
    EXPECT_EQ(heed({"user", "role", "bo", "lead"}).code, 0);
    EXPECT_EQ(heed({"user", "disable", "BO"}).code, 0);
    EXPECT_EQ(heed({"user", "list"}).out,
              "ana@example.org\towner\tinvited\tAna\nbo\tlead\tdisabled\tBo\n");
    EXPECT_EQ(heed({"user", "link", "bo"}).code, 1);
    EXPECT_EQ(heed({"user", "enable", "bo"}).code, 0);
    EXPECT_TRUE(holds(heed({"user", "link", "bo"}).out, "/join#token="));
    const auto last = heed({"user", "disable", "ana@example.org"});
    EXPECT_EQ(last.code, 1);
    EXPECT_TRUE(holds(last.err, "The desk needs an owner")) << last.err;
    EXPECT_EQ(heed({"user", "role", "nobody", "lead"}).code, 1);
    const auto checked = heed({"check"});
    EXPECT_EQ(checked.code, 0) << checked.out;
}

TEST_P(OnData, AShortPasswordAddsNobody) {
    add_owner();
    const auto outcome = heed({"user", "add", "bo", "--name", "Bo", "--password-stdin"}, "short\n");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(holds(outcome.err, "password must have 10")) << outcome.err;
    EXPECT_FALSE(holds(outcome.err, "short"));
    EXPECT_FALSE(holds(heed({"user", "list"}).out, "bo\t"));
}

TEST_P(OnData, TokensAreShownOnceAndStoredHashed) {
    EXPECT_EQ(heed({"user", "add", "ana", "--name", "Ana", "--role", "owner"}).code, 0);
    const auto added = heed({"token", "add", "--name", "import", "--scope", "intake,read"});
    ASSERT_EQ(added.code, 0) << added.err;
    ASSERT_TRUE(added.out.starts_with("heed_")) << added.out;
    const auto secret = added.out.substr(0, added.out.size() - 1);

    store::Database::Options options;
    options.target = fresh_.target();
    auto database = store::Database::open(options);
    ASSERT_TRUE(database);
    const auto stored =
        (*database)->ask<app::TokenRecord>([&](store::Reader& reader) -> Result<app::TokenRecord> {
            if (auto token = reader.token(hash_token(secret))) return *token;
            return fail(ErrorCode::not_found, "");
        });
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->scopes, "read intake");

    const auto listed = heed({"token", "list"});
    EXPECT_FALSE(holds(listed.out, secret));
    EXPECT_EQ(heed({"token", "remove", to_string(stored->id)}).code, 0);
    EXPECT_EQ(heed({"token", "list"}).out, "");
    EXPECT_EQ(heed({"token", "remove", to_string(stored->id)}).code, 1);
    EXPECT_EQ(heed({"token", "add", "--name", "x", "--scope", "everything"}).code, 1);
}

TEST_P(OnData, TrainingSaysWhatItLacksAndLeavesNothingHalfWritten) {
    add_owner();
    const Words train{"train", "--models", HEED_SOURCE_DIR "/models"};
    const auto with = [&](Words more) {
        more.insert(more.begin(), train.begin(), train.end());
        return heed(more);
    };
    const auto alone = with({});
    EXPECT_EQ(alone.code, 0) << alone.err;
    EXPECT_TRUE(holds(alone.out, "0 posts were judged wrongly, 40 are needed")) << alone.out;
    EXPECT_TRUE(holds(alone.out, "nothing was learned")) << alone.out;

    const auto file = folder_.file("taught.json");
    std::ofstream(file) << "from before";
    const auto out = with({"--out", file});
    EXPECT_EQ(out.code, 1);
    EXPECT_TRUE(holds(out.err, "nothing was learned that")) << out.err;
    std::ifstream kept(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), "from before");
    EXPECT_FALSE(std::filesystem::exists(file + ".part"));

    const auto folder = with({"--out", folder_.file("")});
    EXPECT_EQ(folder.code, 1);
    EXPECT_TRUE(holds(folder.err, "it is a folder")) << folder.err;
    const auto nowhere = with({"--out", "/proc/none/taught.json"});
    EXPECT_EQ(nowhere.code, 1);
    EXPECT_TRUE(holds(nowhere.err, "cannot write /proc/none/taught.json")) << nowhere.err;
    const auto forgot = heed({"train", "--forget"});
    EXPECT_EQ(forgot.code, 0) << forgot.err;
    EXPECT_TRUE(holds(forgot.out, "as it was delivered")) << forgot.out;
}

TEST_P(OnData, ChannelsKeepTheirSecrets) {
    add_owner();
    const auto added = heed_with_key(
        {"channel", "add", "bluesky", "--identifier", "larkspur.example"}, "app-pass-word\n");
    ASSERT_EQ(added.code, 0) << added.err;
    ASSERT_EQ(heed_with_key({"channel", "add", "web_form", "--title", "Larkspur"}).code, 0);
    const auto twice = heed_with_key({"channel", "add", "web_form", "--title", "Larkspur"});
    EXPECT_EQ(twice.code, 1);
    ASSERT_EQ(
        heed_with_key({"channel", "add", "web_form", "--title", "Help", "--slug", "help"}).code, 0);
    const auto rows = heed({"channel", "list"}).out;
    const auto line = rows.rfind('\n', rows.find("\tHelp")) + 1;
    const auto help = rows.substr(line, rows.find('\t', line) - line);
    const auto onto = heed_with_key({"channel", "credentials", help, "--set", "slug=contact"});
    EXPECT_EQ(onto.code, 1);
    EXPECT_TRUE(holds(onto.err, "connected already")) << onto.err;
    const auto wrong =
        heed_with_key({"channel", "add", "web_form", "--title", "T", "--slug", "No Slug"});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_TRUE(holds(wrong.err, "slug: expected 1 to 40 small letters")) << wrong.err;
    const auto unfed = heed_with_key({"channel", "add", "bluesky", "--identifier", "x.example"});
    EXPECT_EQ(unfed.code, 1);

    const auto listed = heed({"channel", "list"}).out;
    EXPECT_TRUE(holds(listed, "bluesky\tconnecting\tlarkspur.example")) << listed;
    EXPECT_TRUE(holds(listed, "web_form\tconnecting\tLarkspur")) << listed;
    EXPECT_FALSE(holds(listed, "app-pass-word"));
    const auto id = listed.substr(0, listed.find('\t'));
    EXPECT_EQ(heed_with_key({"channel", "credentials", id, "--set", "service=http://127.0.0.1:1"},
                            "other\n")
                  .code,
              0);
    EXPECT_EQ(heed_with_key({"channel", "credentials", id, "--set", "app_password=x"}, "y\n").code,
              1);
    EXPECT_EQ(heed({"channel", "disconnect", id}).code, 0);
    EXPECT_TRUE(holds(heed({"channel", "list"}).out, "bluesky\tdisconnected"));
    EXPECT_EQ(heed({"channel", "disconnect", "0000000000001"}).code, 1);
}

TEST_P(OnData, AReplayCountsEveryLine) {
    std::string recording;
    for (int i = 0; i < 30; ++i)
        recording += post_line(i, i % 3 == 0 ? "amy" : "ben");
    const std::string bad = "not json\n" + std::string("{\"id\":\"x\"}\n") + "\xff\xfe\n" + "[]\n";
    const auto first = heed({"replay", "-"}, recording + bad + post_line(3, "amy"));
    EXPECT_EQ(first.code, 1);
    EXPECT_TRUE(holds(first.err, "read 35, new 30, known 1, bad 4, ")) << first.err;
    EXPECT_TRUE(holds(first.err, "line 31")) << first.err;
    EXPECT_TRUE(holds(first.err, "line 34")) << first.err;
    EXPECT_TRUE(first.out.empty());

    const auto file = folder_.file("posts.jsonl");
    std::ofstream(file) << recording;
    const auto second = heed({"replay", file, "--speed", "max"});
    EXPECT_EQ(second.code, 0) << second.err;
    EXPECT_TRUE(holds(second.err, "read 30, new 0, known 30, bad 0, ")) << second.err;

    const auto checked = heed({"check"});
    EXPECT_EQ(checked.code, 0) << checked.out;
    EXPECT_TRUE(holds(checked.out, "conversations, 30 posts, ")) << checked.out;
    EXPECT_TRUE(holds(checked.out, ": clean\n")) << checked.out;
    const auto channels = heed({"channel", "list"}).out;
    EXPECT_EQ(std::count(channels.begin(), channels.end(), '\n'), 1) << channels;
}

TEST_P(OnData, AnEmptyRecordingIsFine) {
    const auto outcome = heed({"replay", "-"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_TRUE(holds(outcome.err, "read 0, new 0, known 0, bad 0, ")) << outcome.err;
}

TEST_P(OnData, CheckFindsWhatDisagreesWithItsEvents) {
    ASSERT_EQ(heed({"replay", "-"}, post_line(1, "amy") + post_line(2, "ben")).code, 0);
    {
        store::Database::Options options;
        options.target = fresh_.target();
        auto database = store::Database::open(options);
        ASSERT_TRUE(database);
        const auto done = (*database)->write([&](app::Transaction& transaction) -> Status {
            const auto rows = (*database)->ask<std::vector<store::RowView>>(
                [](store::Reader& r) -> Result<std::vector<store::RowView>> { return r.list({}); });
            auto record = rows->front().record;
            record.state.unanswered = 7;
            transaction.save(record);
            return {};
        });
        ASSERT_TRUE(done);
    }
    const auto checked = heed({"check"});
    EXPECT_EQ(checked.code, 1);
    EXPECT_TRUE(holds(checked.out, "unanswered is 7, its events say 1")) << checked.out;
    EXPECT_TRUE(holds(checked.out, "checked 2 conversations, 2 posts, ")) << checked.out;
    EXPECT_TRUE(holds(checked.out, ": 1 findings\n")) << checked.out;
}

INSTANTIATE_TEST_SUITE_P(Engines, OnData, ::testing::ValuesIn(test::engines()),
                         [](const auto& each) { return each.param; });

class Backups : public ::testing::Test {
protected:
    Outcome heed(Words words, const std::string& data, const std::string& input = {}) {
        words.push_back("--data");
        words.push_back(data);
        return run_heed(words, input);
    }
    void SetUp() override {
        ASSERT_EQ(heed({"replay", "-"}, data_, post_line(1, "amy") + post_line(2, "ben")).code, 0);
        const auto made = heed({"backup", backup_}, data_);
        ASSERT_EQ(made.code, 0) << made.err;
    }

    TempFolder folder_;
    std::string data_ = folder_.file("it's a desk.db");
    std::string backup_ = folder_.file("back'up.db");
};

TEST_F(Backups, ComeBackWhole) {
    const auto other = folder_.file("other.db");
    const auto restored = heed({"restore", backup_}, other);
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_TRUE(holds(heed({"check"}, other).out, "2 posts, ")) << heed({"check"}, other).out;
    EXPECT_EQ(heed({"check"}, other).code, 0);
    EXPECT_FALSE(std::filesystem::exists(other + ".restoring"));
}

TEST_F(Backups, AreNotOverwritten) {
    const auto again = heed({"backup", backup_}, data_);
    EXPECT_EQ(again.code, 1);
    EXPECT_TRUE(holds(again.err, "--force")) << again.err;
    EXPECT_EQ(heed({"backup", backup_, "--force"}, data_).code, 0);
    EXPECT_FALSE(std::filesystem::exists(backup_ + ".part"));
}

TEST_F(Backups, ReplaceADeskOnlyByForce) {
    ASSERT_EQ(heed({"replay", "-"}, data_, post_line(3, "cleo")).code, 0);
    const auto refused = heed({"restore", backup_}, data_);
    EXPECT_EQ(refused.code, 1);
    EXPECT_TRUE(holds(refused.err, "is not empty")) << refused.err;
    EXPECT_TRUE(holds(heed({"check"}, data_).out, "3 posts, "));
    ASSERT_EQ(heed({"restore", backup_, "--force"}, data_).code, 0);
    EXPECT_TRUE(holds(heed({"check"}, data_).out, "2 posts, "));
    EXPECT_TRUE(holds(heed({"check"}, data_ + ".before-restore").out, "3 posts, "));
}

TEST_F(Backups, AreNotPutUnderARunningDesk) {
    store::Database::Options options;
    options.target = data_;
    auto running = store::Database::open(options);
    ASSERT_TRUE(running);
    const auto refused = heed({"restore", backup_, "--force"}, data_);
    EXPECT_EQ(refused.code, 1);
    EXPECT_TRUE(holds(refused.err, "is in use")) << refused.err;
    EXPECT_EQ(heed({"backup", backup_, "--force"}, data_).code, 0);
}

TEST_F(Backups, RefuseGarbage) {
    const auto garbage = folder_.file("garbage");
    for (const std::string& content :
         {std::string{}, std::string("not a database"), std::string(100'000, '\xff'),
          "SQLite format 3" + std::string(5000, '\0')}) {
        std::ofstream(garbage, std::ios::binary | std::ios::trunc) << content;
        const auto refused = heed({"restore", garbage, "--force"}, data_);
        EXPECT_EQ(refused.code, 1) << refused.err;
        EXPECT_TRUE(holds(refused.err, "garbage")) << refused.err;
    }
    EXPECT_TRUE(holds(heed({"check"}, data_).out, "2 posts, "));
    EXPECT_EQ(heed({"backup", folder_.file("new")}, garbage).code, 1);
    EXPECT_EQ(heed({"check"}, garbage).code, 1);
}

}  // namespace
}  // namespace heed
