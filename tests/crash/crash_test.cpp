#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <thread>

#include "cli/demo.hpp"
#include "crash/town_check.hpp"
#include "store/reader.hpp"
#include "support/agent.hpp"
#include "support/board.hpp"
#include "support/chance.hpp"
#include "support/desk_process.hpp"
#include "support/desk_store.hpp"
#include "support/eventually.hpp"

namespace heed::test {
namespace {

constexpr Millis ready_within = std::chrono::seconds{90};
constexpr Millis finished_within = std::chrono::seconds{60};
constexpr Millis settled_within = std::chrono::seconds{60};
constexpr int agents = 2;
/// A life is measured in work, so that a slow machine's desk is as busy when it dies as a fast
/// one's.
constexpr long long answers_most = 60;
constexpr Millis life_most = std::chrono::seconds{5};
constexpr double town_speed = 150;

std::unique_ptr<store::Database> open_data(const std::string& target) {
    store::Database::Options options;
    options.target = target;
    options.readers = 1;
    auto opened = store::Database::open(std::move(options));
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
}

/// A desk on a street, both of which outlive every process.
class CrashTest : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override { fmt::print("HEED_TEST_SEED={}\n", seed_); }

    std::vector<std::string> demo_arguments(const std::string& faults) const {
        std::vector<std::string> words{"demo",
                                       "--listen=127.0.0.1:0",
                                       "--undo-seconds=0",
                                       "--alone",
                                       "--access-log=false",
                                       fmt::format("--seed={}", seed_),
                                       fmt::format("--speed={}", town_speed),
                                       "--street-journal=" + journal_,
                                       "--key-file=" + folder_.file("key")};
        words.push_back((GetParam() == "sqlite" ? "--data=" : "--database=") + data_.target());
        if (!faults.empty()) words.push_back("--street-faults=" + faults);
        return words;
    }

    /// Now and then the next deliveries go wrong, in the worst way too: the street takes the reply
    /// and the desk dies before it hears of it.
    std::string some_faults() {
        constexpr std::array<std::string_view, 4> kinds{"unavailable", "rate_limited",
                                                        "accepted_unanswered", "kill_after_accept"};
        std::string faults;
        if (!chance_.one_in(2)) return faults;
        for (auto left = chance_.between(1, 3); left > 0; --left)
            faults += fmt::format("{}{}", faults.empty() ? "" : ",", chance_.pick(kinds));
        return faults;
    }

    /// One life of the desk, from its start to its sudden end.
    void live_and_die(Board& board) {
        DeskProcess desk(demo_arguments(some_faults()), log_);
        if (furnished_ && chance_.one_in(5)) {
            std::this_thread::sleep_for(Millis{chance_.between(1, 250)});
        } else if (desk.wait_until_ready(ready_within)) {
            furnished_ = true;
            board.publish(desk.url());
            board.wait_for_answers(chance_.between(0, answers_most), life_most);
            std::this_thread::sleep_for(Millis{chance_.between(0, 50)});
        } else {
            // A fault may have killed it in its first moment; nothing else may.
            ASSERT_TRUE(desk.was_killed(ready_within)) << tail_of(log_);
            ++killed_by_fault_;
        }
        board.withdraw();
        if (desk.was_killed(Millis{0})) ++killed_by_fault_;
        desk.kill();
    }

    void expect_clean() const { EXPECT_EQ(faults_in(data_.target()), ""); }

    channels::street::StreetSettings town() const {
        cli::DeskOptions options;
        options.seed = seed_;
        options.speed = town_speed;
        return cli::street_settings(options);
    }

    std::uint64_t seed_ = crash_seed();
    Chance chance_{seed_};
    int killed_by_fault_ = 0;
    /// The demo's past takes PostgreSQL too long to be begun more than once.
    bool furnished_ = GetParam() == "sqlite";
    TempFolder folder_;
    FreshDatabase data_{GetParam()};
    std::string journal_ = folder_.file("street.jsonl");
    std::string log_ = folder_.file("log");
};

std::vector<app::ReplyRecord> replies_in(const store::Database& data, ReplyState state) {
    std::vector<app::ReplyRecord> list;
    const auto done = data.read([&](store::Reader& reader) -> Status {
        for (auto& view : reader.replies(state, {}, 100'000))
            list.push_back(std::move(view.reply));
        return {};
    });
    EXPECT_TRUE(done);
    return list;
}

bool is_settled(const store::Database& data) {
    return replies_in(data, ReplyState::waiting).empty() &&
           replies_in(data, ReplyState::sending).empty() &&
           replies_in(data, ReplyState::sent).empty();
}

std::map<std::string, int> notes_in(const store::Database& data) {
    std::map<std::string, int> count;
    const auto done = data.read([&](store::Reader& reader) -> Status {
        for (const auto id : reader.conversation_ids({}, 100'000)) {
            for (const auto& view : reader.notes(id))
                ++count[view.note.text];
        }
        return {};
    });
    EXPECT_TRUE(done);
    return count;
}

/// Every reply that was taken is on the street once, or among the failed with a reason that is the
/// street's; what was refused is nowhere. Gives how many failed.
int expect_said_once(const Agent::Report& report, const store::Database& data,
                     const TownTruth& truth) {
    std::map<std::string, std::string> failed;
    for (const auto& reply : replies_in(data, ReplyState::failed))
        failed[reply.text] = reply.error;
    int not_said = 0;
    for (const auto& text : report.accepted) {
        const auto why = failed.find(text);
        EXPECT_EQ(truth.said(text), why == failed.end() ? 1 : 0)
            << text << (why == failed.end() ? "" : " failed: " + why->second);
        if (why != failed.end()) {
            ++not_said;
            const bool of_the_street = why->second == "the post to answer is gone" ||
                                       why->second == "this person takes no messages from you";
            EXPECT_TRUE(of_the_street) << why->second;
        }
    }
    for (const auto& text : report.refused)
        EXPECT_EQ(truth.said(text), 0) << text;
    const auto notes = notes_in(data);
    for (const auto& text : report.notes)
        EXPECT_EQ(notes.contains(text) ? notes.at(text) : 0, 1) << "the note " << text;
    EXPECT_EQ(report.wrong, std::vector<std::string>{});
    return not_said;
}

TEST_P(CrashTest, EverythingIsThereOnceWhateverDiesWhen) {
    const int kills = GetParam() == "sqlite" ? 52 : 12;
    Board board;
    std::vector<std::unique_ptr<Agent>> team;
    for (int i = 0; i < agents; ++i) {
        team.push_back(std::make_unique<Agent>(
            board, [](DeskClient& desk) { return desk.enter_demo(); },
            Agent::Post{"street", i, agents}, seed_ + 1 + static_cast<std::uint64_t>(i)));
    }
    for (int i = 0; i < kills && !HasFatalFailure(); ++i) {
        live_and_die(board);
        expect_clean();
    }

    DeskProcess desk(demo_arguments(""), log_);
    ASSERT_TRUE(desk.wait_until_ready(ready_within)) << tail_of(log_);
    board.finish();
    board.publish(desk.url());
    const bool finished = board.wait_until_left(agents, finished_within);
    board.close();
    EXPECT_TRUE(finished) << tail_of(log_);

    const auto data = open_data(data_.target());
    EXPECT_TRUE(eventually(settled_within, [&] { return is_settled(*data); })) << tail_of(log_);
    const TownTruth truth(journal_, folder_.file("copy.jsonl"), town(), SystemClock().now());
    eventually(settled_within, [&] { return truth.differences(*data).empty(); });
    EXPECT_EQ(truth.differences(*data), std::vector<std::string>{});
    EXPECT_EQ(doubled_posts(*data), std::vector<std::string>{});
    std::size_t accepted = 0;
    std::size_t failed = 0;
    int repeated = 0;
    for (const auto& agent : team) {
        const auto& report = agent->report();
        failed += static_cast<std::size_t>(expect_said_once(report, *data, truth));
        accepted += report.accepted.size();
        repeated += report.repeated;
    }
    EXPECT_EQ(truth.replies() + failed, accepted) << "nothing was said that nobody wrote";
    EXPECT_EQ(desk.stop(), 0) << tail_of(log_);
    expect_clean();
    fmt::print(
        "{} kills, {} of them between the street's yes and our hearing it: {} posts heard, "
        "{} replies said once, {} refused by the street, {} requests repeated\n",
        kills, killed_by_fault_, truth.posts_to_hear(), accepted - failed, failed, repeated);
    // How much is said in a life depends on where the dice of the street and of the kills fall:
    // some 0.7 to 3 replies.
    EXPECT_GT(accepted, static_cast<std::size_t>(kills / 4)) << "the desk was hardly used";
}

INSTANTIATE_TEST_SUITE_P(Engines, CrashTest, testing::ValuesIn(engines()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace heed::test
