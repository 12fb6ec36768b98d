#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "app/env.hpp"
#include "app/judging.hpp"
#include "app/store.hpp"

namespace heed::app {

/// Looks again, in depth, at what entered conversations with the fast layer's word alone: newest
/// first, a few at a time, so that the list is right within moments of a post and never waits for
/// the slower model.
class Refiner {
public:
    static constexpr int batch_max = 16;
    /// Looked for even when nobody woke it: another program may have stored posts.
    static constexpr std::chrono::seconds look_every{15};

    Refiner(IdSource& ids, const Clock& clock) : ids_(ids), clock_(clock) {}
    ~Refiner() { stop(); }
    Refiner(const Refiner&) = delete;
    Refiner& operator=(const Refiner&) = delete;

    /// Begins with what nothing has judged yet. Both must live until `stop`.
    void start(Store& store, const Judging& judging);
    void stop();

    /// Posts were stored. Cheap; called from any thread, before and after its time too.
    void wake();

private:
    void run(std::stop_token stop);
    using Load = std::vector<PostToRefine> (Transaction::*)(int);
    /// Whether there may be more.
    bool refine_some(const std::stop_token& stop, Load load);
    [[nodiscard]] std::vector<Judgement> judge(const std::stop_token& stop,
                                               const std::vector<std::string_view>& texts) const;

    IdSource& ids_;
    const Clock& clock_;
    Store* store_ = nullptr;
    const Judging* judging_ = nullptr;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    bool more_ = true;
    std::jthread thread_;
};

}  // namespace heed::app
