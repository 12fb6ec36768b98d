#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace heed::net {

/// A fixed number of threads and a bounded queue before them.
class WorkerPool {
public:
    WorkerPool(std::size_t threads, std::size_t queue_max);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when the queue is full or the pool stops. Jobs must not throw.
    [[nodiscard]] bool submit(std::function<void()> job);

    /// Drops what waits, and waits for what runs.
    void stop();

private:
    void work();

    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace heed::net
