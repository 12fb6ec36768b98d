#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace heed::test {

/// Where everybody reads whether there is a desk, and at which address.
class Board {
public:
    void publish(std::string url) {
        const std::lock_guard lock(mutex_);
        url_ = std::move(url);
        changed_.notify_all();
    }
    void withdraw() { publish({}); }

    /// Nobody begins anything new, but everybody finishes what was begun.
    void finish() {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    /// Everybody goes home, whatever is unfinished.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

    /// Waits for a desk; empty when the board is closed.
    [[nodiscard]] std::optional<std::string> wait_for_desk() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !url_.empty(); });
        return closed_ ? std::nullopt : std::optional(url_);
    }
    [[nodiscard]] bool finishing() const {
        const std::lock_guard lock(mutex_);
        return finishing_;
    }

    /// Somebody's request was answered.
    void count_answer() {
        const std::lock_guard lock(mutex_);
        ++answers_;
        changed_.notify_all();
    }
    /// Waits until so many more requests are answered, or for as long as it may take.
    void wait_for_answers(long long count, Millis most) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, most, [&, until = answers_ + count] { return answers_ >= until; });
    }

    void leave() {
        const std::lock_guard lock(mutex_);
        ++left_;
        changed_.notify_all();
    }
    /// Waits until so many have left with everything finished.
    [[nodiscard]] bool wait_until_left(int count, Millis most) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, most, [&] { return left_ >= count; });
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string url_;
    bool finishing_ = false;
    bool closed_ = false;
    int left_ = 0;
    long long answers_ = 0;
};

}  // namespace heed::test
