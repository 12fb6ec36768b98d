#include "store/migrate.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <soci/soci.h>

#include <algorithm>
#include <filesystem>

#include "store/session.hpp"
#include "support/desk_store.hpp"

namespace heed::store {
namespace {

class Migrating : public ::testing::TestWithParam<std::string> {
protected:
    Migrating()
        : fresh_(GetParam()),
          engine_(GetParam() == "sqlite" ? Engine::sqlite : Engine::postgres),
          known_(migrations(engine_)) {}

    /// What a later program will bring.
    std::vector<Migration> with_next(const std::string& text) const {
        auto later = known_;
        later.push_back({known_.back().number + 1, "0002_next", text});
        return later;
    }

    /// Opens the database with the program's own schema, then runs `work` beside it.
    template <class Work>
    void beside(Work work) {
        auto database = Database::open({fresh_.target()});
        ASSERT_TRUE(database) << database.error().message;
        database->reset();
        soci::session session;
        open_session(session, engine_, fresh_.target());
        Connection db(engine_, session);
        work(db);
    }

    test::FreshDatabase fresh_;
    Engine engine_;
    std::vector<Migration> known_;
    std::vector<std::string> said_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Migrating, ::testing::ValuesIn(test::engines()),
                         [](const auto& engine) { return engine.param; });

TEST_P(Migrating, AnOlderSchemaIsBackedUpThenMigrated) {
    beside([&](Connection& db) {
        db.run("settings.save", {{"name", "kept"}, {"value", "yes"}});
        const auto say = [&](const std::string& what) { said_.push_back(what); };
        const auto file = engine_ == Engine::sqlite ? fresh_.target() : std::string{};
        ASSERT_TRUE(migrate(db, file, with_next("CREATE TABLE next_things (id BIGINT);"), say));
        ASSERT_EQ(said_.size(), 1U);
        EXPECT_NE(said_[0].find("backed up"), std::string::npos);
        long long version = 0;
        db.each<long long>("schema.version", {}, [&](long long v) { version = v; });
        EXPECT_EQ(version, known_.back().number + 1);
        // A second start finds nothing to do.
        ASSERT_TRUE(migrate(db, file, with_next("not even SQL"), say));
        EXPECT_EQ(said_.size(), 1U);
    });
    if (engine_ == Engine::sqlite) {
        const auto copy = fmt::format("{}.before-{:04}", fresh_.target(), known_.back().number + 1);
        ASSERT_TRUE(std::filesystem::exists(copy));
        auto backup = Database::open({copy});
        ASSERT_TRUE(backup) << backup.error().message;
        const auto kept = (*backup)->ask<std::string>(
            [](Reader& r) -> Result<std::string> { return r.setting("kept").value_or(""); });
        EXPECT_EQ(*kept, "yes");
    }
    // The program that knows less now refuses, and says what to do.
    const auto refused = Database::open({fresh_.target()});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("newer"), std::string::npos);
}

/// A desk of the first schema, with somebody who waits: the newer program finds the person where
/// they stood.
TEST_P(Migrating, WhoWaitedBeforeStillWaits) {
    const auto file = engine_ == Engine::sqlite ? fresh_.target() : std::string{};
    {
        soci::session session;
        open_session(session, engine_, fresh_.target());
        Connection db(engine_, session);
        ASSERT_TRUE(migrate(db, file, {known_.front()}, {}));
        db.script(
            "INSERT INTO brands VALUES (1, 'Acme', 1);"
            "INSERT INTO channels VALUES (2, 1, 'street', 'n', 'h', 'a', '{}', '', '',"
            " 'listening', '', 1, 1, 0);"
            "INSERT INTO customers VALUES (3, 'Ana', 1);"
            "INSERT INTO identities VALUES (4, 3, 'street', 'r', 'h', 'Ana', '', '', 5, 1);"
            "INSERT INTO conversations VALUES (5, 1, 3, 4, 2, NULL, 'open', '', 1000, 1000,"
            " 1, 1000, 1, 0, 'none', 1000, 6, 'help', 'customer', 'public', 1, 2);");
    }
    auto database = Database::open({fresh_.target()});
    ASSERT_TRUE(database) << database.error().message;
    const auto rows =
        (*database)->ask<std::vector<RowView>>([](Reader& reader) -> Result<std::vector<RowView>> {
            ListQuery query;
            query.view = View::needs_reply;
            query.by_urgency = true;
            return reader.list(query);
        });
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_EQ(rows->front().record.state.waiting_since, from_millis(1000));
    EXPECT_EQ(rows->front().record.head_start, 0);
    EXPECT_FALSE(rows->front().record.facts.matter.judged);
}

TEST_P(Migrating, AMigrationThatFailsLeavesEverythingAsItWas) {
    beside([&](Connection& db) {
        const auto broken =
            with_next("CREATE TABLE half (id BIGINT); INSERT INTO nowhere VALUES (1);");
        const auto file = engine_ == Engine::sqlite ? fresh_.target() : std::string{};
        EXPECT_THROW(static_cast<void>(migrate(db, file, broken, {})), soci::soci_error);
        std::vector<std::string> tables;
        db.each<std::string>("schema.tables", {},
                             [&](std::string& name) { tables.push_back(name); });
        EXPECT_EQ(std::count(tables.begin(), tables.end(), "half"), 0);
    });
    EXPECT_TRUE(Database::open({fresh_.target()}));
}

TEST(Opening, WhatIsNoDeskIsRefusedInWords) {
    const test::TempFolder folder;
    const auto file = folder.file("note.txt");
    FILE* out = std::fopen(file.c_str(), "w");
    std::fputs("this is a letter, not a database, and it is long enough to be read as one", out);
    std::fclose(out);
    const auto refused = Database::open({file});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_NE(refused.error().message.find("note.txt"), std::string::npos);

    const auto nowhere = Database::open({folder.file("no/such/folder/desk.db")});
    ASSERT_FALSE(nowhere);
    const auto unreachable =
        Database::open({"postgresql://heed:topsecret@127.0.0.1:1/desk?connect_timeout=2"});
    ASSERT_FALSE(unreachable);
    EXPECT_EQ(unreachable.error().message.find("topsecret"), std::string::npos);
    const auto malformed = Database::open({"postgres://[::bad"});
    ASSERT_FALSE(malformed);
    EXPECT_EQ(malformed.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace heed::store
