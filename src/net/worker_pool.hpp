#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace heed::net {

/// A bounded number of threads and a bounded queue before them. A thread is started when there is a
/// job and none is free, because most jobs wait for the disk and a quiet desk needs few.
class WorkerPool {
public:
    WorkerPool(std::size_t threads_max, std::size_t queue_max);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when the queue is full or the pool stops. Jobs must not throw.
    [[nodiscard]] bool submit(std::function<void()> job);

    /// Drops what waits, and waits for what runs.
    void stop();

private:
    void work();

    const std::size_t threads_max_;
    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    std::size_t free_ = 0;  ///< threads that wait for a job
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace heed::net
