#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "channels/channel.hpp"

namespace heed::test {

/// A clock that stands until it is moved.
class HandClock final : public Clock {
public:
    explicit HandClock(Time start) : now_(to_millis(start)) {}
    [[nodiscard]] Time now() const override { return from_millis(now_); }
    void move(Millis by) { now_ += by.count(); }

private:
    std::atomic<long long> now_;
};

/// Asks until it is so, for what happens on other threads; false after ten seconds.
template <class Condition>
[[nodiscard]] bool eventually(Condition condition) {
    for (int tries = 0; tries < 2000; ++tries) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return condition();
}

/// What a network does, decided by the test. All members but the functions are guarded by `mutex`;
/// the functions are set before the channel starts and must be safe on two threads.
struct Script {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::deque<Result<channels::Received>> heard;  ///< what `receive` gives, one after another
    std::vector<app::Outgoing> said;               ///< every attempt
    int connects = 0;
    int receives = 0;

    channels::Account account{"us", "larkspur", "Larkspur", "", "", 10};
    std::function<Result<channels::Account>()> connect = [this] { return account; };
    std::function<Result<app::Delivery>(const app::Outgoing&)> deliver =
        [](const app::Outgoing& outgoing) -> Result<app::Delivery> {
        return app::Delivery{"sent:" + outgoing.delivery_key, "https://street.example/sent", false};
    };
    std::function<Result<channels::Presence>(const std::string&)> read_back =
        [](const std::string&) { return channels::Presence::visible; };

    void hear(Result<channels::Received> received) {
        {
            const std::lock_guard lock(mutex);
            heard.push_back(std::move(received));
        }
        changed.notify_all();
    }
    [[nodiscard]] std::size_t attempts() {
        const std::lock_guard lock(mutex);
        return said.size();
    }
    [[nodiscard]] int times_connected() {
        const std::lock_guard lock(mutex);
        return connects;
    }
};

class ScriptedChannel final : public channels::Channel {
public:
    explicit ScriptedChannel(Script& script) : script_(script) {}

    Result<channels::Account> connect() override {
        {
            const std::lock_guard lock(script_.mutex);
            ++script_.connects;
        }
        return script_.connect();
    }
    Result<channels::Received> receive(const std::string& cursor, Millis wait,
                                       std::stop_token stop) override {
        std::unique_lock lock(script_.mutex);
        ++script_.receives;
        script_.changed.wait_for(lock, stop, wait, [&] { return !script_.heard.empty(); });
        if (script_.heard.empty()) return channels::Received{{}, cursor, false, 0};
        auto next = std::move(script_.heard.front());
        script_.heard.pop_front();
        return next;
    }
    std::string delivery_key(ReplyId id, Time) const override { return "key-" + to_string(id); }
    Result<app::Delivery> deliver(const app::Outgoing& outgoing) override {
        {
            const std::lock_guard lock(script_.mutex);
            script_.said.push_back(outgoing);
        }
        return script_.deliver(outgoing);
    }
    Result<channels::Presence> read_back(const std::string& remote_id) override {
        return script_.read_back(remote_id);
    }
    channels::Limits limits(RoomKind) const override {
        return {300, channels::LengthUnit::graphemes, 3000, 4, 1'000'000};
    }

private:
    Script& script_;
};

}  // namespace heed::test
