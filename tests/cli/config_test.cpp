#include "cli/config.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "cli/nearest.hpp"

namespace heed::cli {
namespace {

std::string error_of(const Status& status) {
    return status ? "" : status.error().message;
}

TEST(Config, StartsWithEveryPreset) {
    const Config config;
    EXPECT_EQ(config.text("listen"), "127.0.0.1:8080");
    EXPECT_EQ(config.data(), "heed.db");
    EXPECT_EQ(config.key_file(), "heed.db.key");
    EXPECT_EQ(config.number("workers"), 64);
    EXPECT_EQ(config.number("promise_minutes"), 60);
    EXPECT_TRUE(config.flag("access_log"));
    EXPECT_FALSE(config.flag("secure_cookies"));
    EXPECT_TRUE(config.list("trusted_proxies").empty());
}

TEST(Config, ReadsEveryKindFromAFile) {
    Config config;
    const auto done = read_config_text(config,
                                       "listen = \"[::1]:0\"\nworkers = 3\nsecure_cookies = true\n"
                                       "trusted_proxies = [\"10.0.0.1\", \"::1\"]\n"
                                       "public_url = \"https://care.example.org\"\n",
                                       "heed.toml");
    ASSERT_TRUE(done) << done.error().message;
    const auto options = config.desk_options();
    EXPECT_EQ(options.listen, "[::1]:0");
    EXPECT_EQ(options.workers, 3);
    EXPECT_TRUE(options.secure_cookies);
    EXPECT_EQ(options.trusted_proxies, (std::vector<std::string>{"10.0.0.1", "::1"}));
    EXPECT_EQ(options.public_url, "https://care.example.org");
}

struct BadFile {
    const char* text;
    const char* message;
};

class BadFiles : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadFiles, SayWhereAndWhatWouldBeRight) {
    Config config;
    EXPECT_EQ(error_of(read_config_text(config, GetParam().text, "heed.toml")), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Config, BadFiles,
    ::testing::Values(
        BadFile{"\nlisten_ = \"x\"",
                "heed.toml line 2: there is no setting \"listen_\"; did you "
                "mean \"listen\"?"},
        BadFile{"color = 1", "heed.toml line 1: there is no setting \"color\""},
        BadFile{"[server]\nport = 1", "heed.toml line 1: there is no setting \"server\""},
        BadFile{"workers = \"3\"",
                "heed.toml line 1: workers is \"3\", expected a whole number from 1 to 256"},
        BadFile{"workers = 2.5",
                "heed.toml line 1: workers is a number with a fraction, expected "
                "a whole number from 1 to 256"},
        BadFile{"workers = 0",
                "heed.toml line 1: workers is 0, expected a whole number from 1 to 256"},
        BadFile{"workers = 257",
                "heed.toml line 1: workers is 257, expected a whole number from 1 to 256"},
        BadFile{"access_log = 1", "heed.toml line 1: access_log is 1, expected true or false"},
        BadFile{"log_level = \"loud\"",
                "heed.toml line 1: log_level is \"loud\", expected one of "
                "debug, info, warn, error, off"},
        BadFile{"listen = 8080",
                "heed.toml line 1: listen is 8080, expected HOST:PORT with a port "
                "from 0 to 65535, such as 127.0.0.1:8080"},
        BadFile{"listen = \"127.0.0.1:70000\"",
                "heed.toml line 1: listen is \"127.0.0.1:70000\", expected HOST:PORT with a port "
                "from 0 to 65535, such as 127.0.0.1:8080"},
        BadFile{"public_url = \"care.example.org\"",
                "heed.toml line 1: public_url is \"care.example.org\", expected an address without "
                "a path, such as https://care.example.org"},
        BadFile{"trusted_proxies = [1]",
                "heed.toml line 1: trusted_proxies is a list that holds more than texts, expected "
                "a list of at most 64 texts"},
        BadFile{"database = \"mysql://heed:secret@db/heed\"",
                "heed.toml line 1: database is what it is set to, expected an address that begins "
                "with postgres://"},
        BadFile{"data = \"a\"\ndatabase = \"postgres://b\"",
                "heed.toml line 2: data and database are both set, expected one of them"}));

TEST(Config, SaysWhereTomlIsBroken) {
    Config config;
    const auto message = error_of(read_config_text(config, "listen = \"a\"\nlisten =", "my.toml"));
    EXPECT_TRUE(message.starts_with("my.toml line 2: no TOML:")) << message;
}

TEST(Config, StrongerSourcesWin) {
    Config config;
    ASSERT_TRUE(config.set_text(Source::flag, "--workers", "workers", "4"));
    ASSERT_TRUE(config.set_text(Source::environment, "HEED_WORKERS", "workers", "3"));
    ASSERT_TRUE(config.set(Source::file, "heed.toml line 1", "workers", 2LL));
    EXPECT_EQ(config.number("workers"), 4);
    EXPECT_EQ(config.source("workers"), Source::flag);
}

TEST(Config, TheStrongerOfDataAndDatabaseWins) {
    Config config;
    ASSERT_TRUE(config.set(Source::file, "f", "database", std::string("postgres://db/heed")));
    EXPECT_EQ(config.data(), "postgres://db/heed");
    EXPECT_EQ(config.key_file(), "");
    ASSERT_TRUE(config.set_text(Source::flag, "--data", "data", "my.db"));
    EXPECT_EQ(config.data(), "my.db");
    EXPECT_EQ(config.key_file(), "my.db.key");
}

TEST(Config, ReadsTheEnvironment) {
    Config config;
    ASSERT_TRUE(read_environment(config, {{"HEED_WORKERS", "5"},
                                          {"HEED_SECURE_COOKIES", "yes"},
                                          {"HEED_TRUSTED_PROXIES", "10.0.0.1, ::1"},
                                          {"HEED_TOKEN", "not a setting"},
                                          {"HEED_PORT_8080_TCP", "by Kubernetes"}}));
    EXPECT_EQ(config.number("workers"), 5);
    EXPECT_TRUE(config.flag("secure_cookies"));
    EXPECT_EQ(config.list("trusted_proxies"), (std::vector<std::string>{"10.0.0.1", "::1"}));
}

TEST(Config, RefusesAnUnknownOrWrongEnvironment) {
    Config config;
    EXPECT_EQ(error_of(read_environment(config, {{"HEED_LISTENS", "x"}})),
              "environment: there is no setting HEED_LISTENS; did you mean \"HEED_LISTEN\"?");
    EXPECT_EQ(error_of(read_environment(config, {{"HEED_WORKERS", "many"}})),
              "HEED_WORKERS: workers is \"many\", expected a whole number from 1 to 256");
}

TEST(Config, ThePrintedFileSetsNothingAndUncommentedOnlyPresets) {
    Config config;
    ASSERT_TRUE(read_config_text(config, config_toml(), "printed"));
    std::istringstream lines(config_toml());
    std::string settings_only;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#") && !line.starts_with("# ") && !line.starts_with("#database")) {
            settings_only += line.substr(1) + "\n";
        }
    }
    const auto done = read_config_text(config, settings_only, "printed");
    ASSERT_TRUE(done) << done.error().message;
    for (const auto& setting : settings()) {
        const auto wanted = setting.key == "database" ? Source::preset : Source::file;
        EXPECT_EQ(config.source(setting.key), wanted) << setting.key;
    }
    EXPECT_EQ(config.number("undo_seconds"), 10);
}

TEST(Config, TheDocumentIsTheTables) {
    std::ifstream stream(HEED_SOURCE_DIR "/docs/configuration.md");
    std::stringstream written;
    written << stream.rdbuf();
    EXPECT_EQ(written.str(), config_markdown()) << "run: build/heed config > docs/configuration.md";
}

TEST(Nearest, FindsWhatWasMeant) {
    const std::vector<std::string> known{"serve", "demo", "replay", "restore", "check"};
    EXPECT_EQ(nearest("sevre", known), "serve");
    EXPECT_EQ(nearest("relpay", known), "replay");
    EXPECT_EQ(nearest("chek", known), "check");
    EXPECT_EQ(nearest("dem", known), "demo");
    EXPECT_EQ(nearest("frobnicate", known), std::nullopt);
    EXPECT_EQ(nearest("", known), std::nullopt);
    EXPECT_EQ(nearest(std::string(100'000, 'x'), known), std::nullopt);
}

}  // namespace
}  // namespace heed::cli
