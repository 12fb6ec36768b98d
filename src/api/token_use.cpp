#include "api/token_use.hpp"

#include <utility>

#include "base/log.hpp"

namespace heed::api {

TokenUse::~TokenUse() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void TokenUse::note(const app::TokenRecord& token, Time now) {
    {
        const std::lock_guard lock(mutex_);
        if (last_.size() >= tokens_max) last_.clear();
        auto& last = last_.try_emplace(token.id, token.last_used_at).first->second;
        if (now - last < every) return;
        last = now;
        to_write_[token.id] = now;
        if (!thread_.joinable()) {
            thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
        }
    }
    noted_.notify_one();
}

void TokenUse::run(std::stop_token stop) {
    while (true) {
        Times used;
        {
            std::unique_lock lock(mutex_);
            if (!noted_.wait(lock, stop, [&] { return !to_write_.empty(); })) return;
            used.swap(to_write_);
        }
        write(used);
    }
}

void TokenUse::write(const Times& used) {
    const auto done = database_.write([&](app::Transaction& t) -> Status {
        for (const auto& [token, at] : used)
            t.note_token_used(token, at);
        return {};
    });
    if (!done) log::warn("when tokens were used is not noted: {}", done.error().message);
}

}  // namespace heed::api
