#include "cli/replay_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace heed::cli {

ReplayFeed::ReplayFeed(ReplayTarget& target)
    : target_(target), lane_count_(std::min(target.lanes(), lanes_max)) {
    for (std::size_t i = 0; i < lane_count_; ++i) {
        auto& lane = lanes_[i];
        lane.thread = std::jthread([this, &lane](const std::stop_token& stop) { run(lane, stop); });
    }
}

ReplayFeed::~ReplayFeed() {
    for (auto& lane : lanes_)
        lane.thread.request_stop();
}

/// The lane of the post that it answers, else of its thread, else its author's.
std::size_t ReplayFeed::lane_of(const app::IncomingPost& post) {
    std::optional<std::size_t> lane;
    for (const auto* key : {&post.in_reply_to, &post.thread_root}) {
        const auto found = key->empty() ? lane_by_post_.end() : lane_by_post_.find(*key);
        if (!lane && found != lane_by_post_.end()) lane = found->second;
    }
    if (!lane) lane = std::hash<std::string>{}(post.author.remote_id) % lane_count_;
    if (lane_by_post_.size() >= remembered_threads_max) lane_by_post_.clear();
    lane_by_post_[post.remote_id] = *lane;
    return *lane;
}

bool ReplayFeed::add(app::IncomingPost post, std::string_view line, std::size_t number) {
    auto& lane = lanes_[lane_of(post)];
    auto& batch = lane.gathered;
    if (batch.items.size() >= batch_posts_max ||
        batch.lines.size() + line.size() >= batch_bytes_max) {
        send(lane);
    }
    if (batch.items.empty()) batch.first_line = number;
    batch.items.emplace_back(std::move(post));
    batch.lines.append(line).push_back('\n');
    const std::lock_guard lock(mutex_);
    return !error_;
}

void ReplayFeed::send(Lane& lane) {
    if (lane.gathered.items.empty()) return;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return error_ || lane.waiting.size() < waiting_batches_max; });
    lane.waiting.push_back(std::exchange(lane.gathered, {}));
    changed_.notify_all();
}

void ReplayFeed::flush() {
    for (auto& lane : lanes_)
        send(lane);
}

void ReplayFeed::finish() {
    flush();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
        return std::all_of(lanes_.begin(), lanes_.end(),
                           [](const Lane& lane) { return lane.waiting.empty() && !lane.sending; });
    });
}

void ReplayFeed::run(Lane& lane, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return !lane.waiting.empty(); })) {
        auto batch = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        lane.sending = true;
        const bool given_up = error_.has_value();
        lock.unlock();
        const auto posts = batch.items.size();
        const auto done = given_up ? fail(ErrorCode::unavailable, "an earlier batch failed")
                                   : target_.take(batch, stop);
        lock.lock();
        settle(batch, posts, done);
        lane.sending = false;
        changed_.notify_all();
    }
}

void ReplayFeed::settle(const ReplayBatch& batch, std::size_t posts,
                        const Result<app::IntakeCount>& done) {
    if (done) {
        count_.fresh += done->received;
        count_.known += done->known;
        return;
    }
    count_.lost += static_cast<long long>(posts);
    if (error_) return;
    error_ = done.error();
    error_->message = fmt::format("line {} and on: {}", batch.first_line, error_->message);
}

ReplayFeed::Count ReplayFeed::count() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

std::optional<Error> ReplayFeed::error() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

}  // namespace heed::cli
