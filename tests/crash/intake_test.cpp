#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "support/board.hpp"
#include "support/chance.hpp"
#include "support/desk_client.hpp"
#include "support/desk_process.hpp"
#include "support/desk_store.hpp"

namespace heed::test {
namespace {

namespace json = boost::json;

constexpr Millis ready_within = std::chrono::seconds{30};
constexpr Millis finished_within = std::chrono::seconds{60};
constexpr int kills = 15;
constexpr int batch_most = 300;

/// Posts with numbers from `first` on, as `heed replay` hands them over.
std::string lines(long long first, long long count) {
    std::string text;
    for (auto number = first; number < first + count; ++number) {
        text += json::serialize(
                    json::object{{"id", fmt::format("recorded-{}", number)},
                                 {"time", "2026-03-01T10:00:00Z"},
                                 {"author", {{"id", fmt::format("person-{}", number % 400)}}},
                                 {"text", fmt::format("My parcel {} is wet.", number)}}) +
                "\n";
    }
    return text;
}

struct Batch {
    long long first = 0;
    long long count = 0;
    long long fresh = 0;  ///< never sent before
    int times = 0;        ///< handed over, with or without an answer
};

/// Hands over batch after batch, some of it known, and each again until it is acknowledged.
class Sender {
public:
    Sender(Board& board, const DeskClient& owner, std::string path, std::uint64_t seed)
        : board_(board), owner_(owner), path_(std::move(path)), chance_(seed), thread_([this] {
              work();
          }) {}
    ~Sender() {
        board_.close();
        if (thread_.joinable()) thread_.join();
    }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    void join() { thread_.join(); }
    [[nodiscard]] long long sent() const { return next_; }
    [[nodiscard]] const std::vector<Batch>& acknowledged() const { return acknowledged_; }

private:
    void work() {
        Batch batch = make();
        while (const auto url = board_.wait_for_desk()) {
            DeskClient desk(*url);
            desk.continue_as(owner_);
            for (;;) {
                ++batch.times;
                const auto answer = desk.post_lines(path_, lines(batch.first, batch.count));
                if (answer.lost()) break;
                check(batch, answer);
                acknowledged_.push_back(batch);
                if (board_.finishing()) return board_.leave();
                batch = make();
            }
        }
    }

    Batch make() {
        const auto count = chance_.between(1, batch_most);
        const auto known = std::min(next_, chance_.between(0, count / 4));
        const Batch batch{next_ - known, count, count - known, 0};
        next_ += batch.fresh;
        return batch;
    }

    /// A batch is one thing: an earlier attempt has brought in all of it or nothing.
    static void check(const Batch& batch, const DeskClient::Answer& answer) {
        ASSERT_EQ(answer.status, 200) << json::serialize(answer.body);
        const auto received = number_at(answer.body, "/received");
        EXPECT_EQ(received + number_at(answer.body, "/known"), batch.count);
        const bool all = received == batch.fresh;
        const bool none_again = batch.times > 1 && received == 0;
        EXPECT_TRUE(all || none_again) << received << " of " << batch.fresh;
    }

    Board& board_;
    const DeskClient& owner_;
    std::string path_;
    Chance chance_;
    long long next_ = 0;
    std::vector<Batch> acknowledged_;
    std::thread thread_;
};

long long posts_in(const std::string& target) {
    store::Database::Options options;
    options.target = target;
    options.readers = 1;
    const auto data = store::Database::open(std::move(options));
    EXPECT_TRUE(data);
    long long count = 0;
    const auto done = (*data)->read([&](store::Reader& reader) -> Status {
        for (const auto id : reader.conversation_ids({}, 100'000)) {
            const auto rows = reader.events_of(id, 0, 100'000);
            count += std::count_if(rows.begin(), rows.end(), [](const Event& event) {
                return event.kind == EventKind::post_received;
            });
        }
        return {};
    });
    EXPECT_TRUE(done);
    return count;
}

TEST(IntakeCrashTest, CountsAddUpWhateverDiesWhen) {
    const auto seed = crash_seed();
    fmt::print("HEED_TEST_SEED={}\n", seed);
    Chance chance(seed);
    const TempFolder folder;
    const auto log = folder.file("log");
    const std::vector<std::string> arguments{"serve", "--listen=127.0.0.1:0", "--access-log=false",
                                             "--data=" + folder.file("heed.db")};
    auto desk = std::make_unique<DeskProcess>(arguments, log);
    ASSERT_TRUE(desk->wait_until_ready(ready_within)) << tail_of(log);
    DeskClient owner(desk->url());
    ASSERT_TRUE(owner.set_up(desk->setup_token()).good());
    const auto channel = owner.send(
        "POST", "/api/v1/channels",
        {{"network", "replay"},
         {"fields", json::array{json::object{{"name", "name"}, {"value", "recorded"}}}}});
    ASSERT_EQ(channel.status, 201) << json::serialize(channel.body);

    Board board;
    Sender sender(board, owner, "/api/v1/channels/" + text_at(channel.body, "/id") + "/posts",
                  seed + 1);
    for (int i = 0; i < kills; ++i) {
        board.publish(desk->url());
        std::this_thread::sleep_for(Millis{chance.between(5, 400)});
        board.withdraw();
        desk->kill();
        EXPECT_EQ(faults_in(folder.file("heed.db")), "");
        desk = std::make_unique<DeskProcess>(arguments, log);
        ASSERT_TRUE(desk->wait_until_ready(ready_within)) << tail_of(log);
        EXPECT_EQ(desk->setup_token(), "") << "a desk with an owner offers no second founding";
    }
    board.finish();
    board.publish(desk->url());
    ASSERT_TRUE(board.wait_until_left(1, finished_within)) << tail_of(log);
    sender.join();

    EXPECT_EQ(posts_in(folder.file("heed.db")), sender.sent());
    DeskClient again(desk->url());
    again.continue_as(owner);
    for (const auto& batch : sender.acknowledged()) {
        const auto answer =
            again.post_lines("/api/v1/channels/" + text_at(channel.body, "/id") + "/posts",
                             lines(batch.first, batch.count));
        EXPECT_EQ(number_at(answer.body, "/received"), 0);
        EXPECT_EQ(number_at(answer.body, "/known"), batch.count);
    }
    EXPECT_EQ(posts_in(folder.file("heed.db")), sender.sent());
    EXPECT_EQ(desk->stop(), 0) << tail_of(log);
    EXPECT_EQ(faults_in(folder.file("heed.db")), "");
    fmt::print("{} kills: {} posts in {} batches\n", kills, sender.sent(),
               sender.acknowledged().size());
}

}  // namespace
}  // namespace heed::test
