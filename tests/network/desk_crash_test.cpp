#include <fmt/format.h>

#include <atomic>
#include <map>
#include <thread>

#include "network/desk_fixture.hpp"
#include "support/agent.hpp"
#include "support/board.hpp"
#include "support/chance.hpp"
#include "support/eventually.hpp"

namespace heed::test {
namespace {

constexpr int kills = 12;
constexpr int customers = 6;
constexpr std::size_t mentions_least = 100;
constexpr Millis between_mentions{60};
constexpr Millis finished_within = std::chrono::seconds{60};
constexpr Millis heard_within = std::chrono::seconds{60};

/// Several people who mention the brand, whether it listens or not.
class Crowd {
public:
    Crowd(BlueskyNetwork& network, const BlueskyAccount& brand) : network_(network), brand_(brand) {
        for (int i = 0; i < customers; ++i)
            people_.push_back(network.make_account("crowd"));
        thread_ = std::thread([this] { work(); });
    }
    ~Crowd() { join(); }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    /// Everything that was written, when nobody writes any more.
    const std::vector<std::string>& join() {
        ending_ = true;
        if (thread_.joinable()) thread_.join();
        return written_;
    }

private:
    void work() {
        while (!ending_ || written_.size() < mentions_least) {
            const auto& who = people_[written_.size() % people_.size()];
            const auto words = fmt::format("where is parcel {}?", written_.size());
            written_.push_back(network_.mention(who, brand_, words).uri);
            std::this_thread::sleep_for(between_mentions);
        }
    }

    BlueskyNetwork& network_;
    const BlueskyAccount& brand_;
    std::vector<BlueskyAccount> people_;
    std::vector<std::string> written_;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

TEST_F(DeskNetworkTest, NothingIsLostOrDoubledWhateverDiesWhen) {
    const auto seed = crash_seed();
    fmt::print("HEED_TEST_SEED={}\n", seed);
    Chance chance(seed);
    ASSERT_NO_FATAL_FAILURE(connect_or_fail());
    DeskClient session(desk_->url());
    session.continue_as(*owner_);
    Crowd crowd(*network_, brand_);
    Board board;
    Agent agent(
        board,
        [&](DeskClient& desk) {
            desk.continue_as(session);
            return desk.get("/api/v1/session").good();
        },
        {"bluesky", 0, 1}, seed + 1);
    for (int i = 0; i < kills && !HasFatalFailure(); ++i) {
        board.publish(desk_->url());
        // Some die while they sign in, the others when they have heard something.
        if (!chance.one_in(3)) wait_until_something_happens();
        std::this_thread::sleep_for(Millis{chance.between(10, 700)});
        board.withdraw();
        desk_->kill();
        EXPECT_EQ(faults_in(data_), "");
        start_desk();
    }
    board.publish(desk_->url());
    EXPECT_TRUE(eventually(finished_within, [&] { return said_by(brand_).size() >= kills; }));
    const auto& written = crowd.join();
    board.finish();
    EXPECT_TRUE(board.wait_until_left(1, finished_within)) << tail_of(log_);
    board.close();
    const auto& report = agent.report();
    EXPECT_EQ(report.wrong, std::vector<std::string>{});

    std::map<std::string, int> held;
    eventually(heard_within, [&] {
        held.clear();
        for (const auto& conversation : conversations()) {
            for (const auto& post : array_at(conversation, "/posts"))
                ++held[text_at(post, "/remote_id")];
        }
        return std::all_of(written.begin(), written.end(),
                           [&](const auto& uri) { return held.contains(uri); });
    });
    for (const auto& uri : written)
        EXPECT_EQ(held[uri], 1) << uri;

    EXPECT_EQ(array_at(owner_->get("/api/v1/replies?state=failed").body, "/items").size(), 0U);
    EXPECT_TRUE(
        eventually(heard_within, [&] { return said_by(brand_).size() >= report.accepted.size(); }));
    std::map<std::string, int> said;
    for (const auto& text : said_by(brand_))
        ++said[text];
    for (const auto& text : report.accepted)
        EXPECT_EQ(said[text], 1) << text;
    EXPECT_EQ(said.size(), report.accepted.size()) << "nothing was said that nobody wrote";
    EXPECT_EQ(desk_->stop(), 0) << tail_of(log_);
    EXPECT_EQ(faults_in(data_), "");
    fmt::print("{} kills: {} mentions by {} people, {} replies said once, {} requests repeated\n",
               kills, written.size(), customers, report.accepted.size(), report.repeated);
    EXPECT_GE(written.size(), mentions_least);
    EXPECT_GE(report.accepted.size(), static_cast<std::size_t>(kills));
}

}  // namespace
}  // namespace heed::test
