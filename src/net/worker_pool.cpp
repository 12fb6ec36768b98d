#include "net/worker_pool.hpp"

namespace heed::net {

WorkerPool::WorkerPool(std::size_t threads_max, std::size_t queue_max)
    : threads_max_{threads_max}, queue_max_{queue_max} {}

WorkerPool::~WorkerPool() {
    stop();
}

bool WorkerPool::submit(std::function<void()> job) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(job));
        if (queue_.size() > free_ && threads_.size() < threads_max_) {
            threads_.emplace_back([this] { work(); });
        }
    }
    wake_.notify_one();
    return true;
}

void WorkerPool::stop() {
    std::deque<std::function<void()>> dropped;
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        dropped.swap(queue_);
    }
    wake_.notify_all();
    threads_.clear();  // joins
}

void WorkerPool::work() {
    for (;;) {
        std::unique_lock lock{mutex_};
        ++free_;
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        --free_;
        if (stopping_) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        job();
    }
}

}  // namespace heed::net
