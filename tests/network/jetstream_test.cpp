#include "channels/bluesky/jetstream.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/http_client.hpp"
#include "net/websocket_client.hpp"
#include "network/bluesky_network.hpp"

namespace heed::test {
namespace {

using channels::Jetstream;
using channels::StreamBatch;
using channels::StreamState;
using namespace std::chrono_literals;

/// Listens for one word of its own, so that tests do not hear each other.
class Ears final : public channels::StreamEars {
public:
    explicit Ears(std::string word)
        : set_(*understand::TermSet::compile({{std::move(word), understand::TermKind::word}})) {}
    std::span<const understand::TermMatch> concerns_us(
        const channels::bluesky::StreamEvent& post) override {
        return set_.match(post.text, scratch_);
    }
    bool knows(const std::string&) override { return false; }
    Status take(const StreamBatch& batch) override {
        const std::lock_guard lock(mutex_);
        items_.insert(items_.end(), batch.items.begin(), batch.items.end());
        cursor_ = batch.cursor;
        changed_.notify_all();
        return {};
    }
    void note(StreamState state, const std::string&) override {
        const std::lock_guard lock(mutex_);
        listening_ = state == StreamState::listening;
        changed_.notify_all();
    }
    std::vector<app::Incoming> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 60s, [&] { return items_.size() >= count; });
        return items_;
    }
    std::string cursor() {
        const std::lock_guard lock(mutex_);
        return cursor_;
    }

private:
    understand::TermSet set_;
    understand::TermSet::Scratch scratch_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<app::Incoming> items_;
    std::string cursor_;
    bool listening_ = false;
};

class JetstreamNetwork : public testing::Test {
protected:
    void SetUp() override {
        std::string why_not;
        network_ = BlueskyNetwork::start(http(), why_not);
        if (network_ != nullptr) return;
        if (std::getenv("HEED_REQUIRE_NETWORK") != nullptr) FAIL() << why_not;
        GTEST_SKIP() << why_not;
    }

    void listen(Ears& ears, const std::string& cursor, const std::string& own_did,
                const std::function<void()>& meanwhile) {
        channels::JetstreamSettings settings;
        settings.urls = {network_->jetstream_url()};
        settings.own_dids = {own_did};
        settings.profiles = network_->appview_url();
        settings.pause_first = 10ms;
        settings.gather = 50ms;
        Jetstream stream(settings, sockets_, http(), clock_);
        const std::jthread thread([&](std::stop_token stop) { stream.run(stop, cursor, ears); });
        meanwhile();
    }

    /// The network outlives every test.
    static net::CurlHttpClient& http() {
        static net::CurlHttpClient client;
        return client;
    }

    net::BeastWebSocketClient sockets_;
    SystemClock clock_;
    BlueskyNetwork* network_ = nullptr;
};

template <class Kind>
const Kind* as(const app::Incoming& item) {
    return std::get_if<Kind>(&item);
}

TEST_F(JetstreamNetwork, ShowsThePostsThatNobodySentToUs) {
    const auto brand = network_->make_account("brand");
    const auto mia = network_->make_account("mia");
    network_->settle();
    Ears ears("zephyrine");
    listen(ears, "1", brand.did, [&] {
        network_->post(mia, "nothing of the kind");
        network_->mention(mia, brand, "about zephyrine, said to your face");
        const auto post = network_->post(mia, "My #ZephyrineFails again");
        network_->edit(mia, post, "My zephyrine works, sorry");
        network_->remove(mia, post);
        const auto items = ears.wait_for(3);
        ASSERT_EQ(items.size(), 3U);
        const auto* first = as<app::IncomingPost>(items[0]);
        ASSERT_NE(first, nullptr);
        EXPECT_EQ(first->remote_id, post.uri);
        EXPECT_EQ(first->text, "My #ZephyrineFails again");
        EXPECT_EQ(first->author.handle, mia.handle);
        EXPECT_EQ(first->author.followers, 0);
        EXPECT_FALSE(first->addressed);
        ASSERT_NE(as<app::IncomingEdit>(items[1]), nullptr);
        EXPECT_EQ(as<app::IncomingEdit>(items[1])->text, "My zephyrine works, sorry");
        ASSERT_NE(as<app::IncomingDeletion>(items[2]), nullptr);
        EXPECT_EQ(as<app::IncomingDeletion>(items[2])->remote_id, post.uri);
    });
}

TEST_F(JetstreamNetwork, GoesOnWhereItWasCutOff) {
    const auto mia = network_->make_account("mia");
    std::vector<std::string> written;
    const auto write = [&](int count) {
        for (int i = 0; i < count; ++i)
            written.push_back(network_->post(mia, "about quillon").uri);
    };
    Ears ears("quillon");
    listen(ears, "1", "", [&] {
        write(5);
        EXPECT_EQ(ears.wait_for(3).size() >= 3, true);
        network_->cut_jetstream();
        write(5);
        network_->cut_jetstream();
        write(5);
        EXPECT_EQ(ears.wait_for(15).size(), 15U);
    });
    write(5);  // while nobody listens
    Ears later("quillon");
    listen(later, ears.cursor(), "", [&] {
        const auto items = later.wait_for(5);
        ASSERT_GE(items.size(), 5U);
        EXPECT_EQ(as<app::IncomingPost>(items.back())->remote_id, written.back());
    });
    std::vector<std::string> heard;
    for (const auto& item : ears.wait_for(15))
        heard.push_back(as<app::IncomingPost>(item)->remote_id);
    EXPECT_EQ(heard, std::vector<std::string>(written.begin(), written.begin() + 15));
}

}  // namespace
}  // namespace heed::test
