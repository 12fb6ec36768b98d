#include "app/intake.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "app/first_look.hpp"
#include "app/receive_posts.hpp"

namespace heed::app {

IntakeQueue::IntakeQueue(Store& store, IdSource& ids, const Clock& clock, const Judging& judging,
                         Listening* listening)
    : store_(store),
      ids_(ids),
      clock_(clock),
      judging_(judging),
      listening_(listening),
      thread_([this](std::stop_token stop) { run(stop); }) {}

IntakeQueue::~IntakeQueue() {
    thread_.request_stop();
    thread_.join();
}

Result<IntakeCount> IntakeQueue::receive(ChannelId channel, std::vector<Incoming> items,
                                         std::optional<std::string> cursor,
                                         std::optional<Bookmark> bookmark) {
    Batch batch;
    batch.channel = channel;
    batch.items = std::move(items);
    batch.cursor = std::move(cursor);
    batch.bookmark = std::move(bookmark);
    std::unique_lock lock(mutex_);
    if (waiting_items_ > waiting_items_max) {
        return fail(
            {ErrorCode::unavailable, "More is arriving than can be written; come back.", "", 1});
    }
    // In the caller's thread: while one batch is written, others are looked at.
    lock.unlock();
    look(batch.items);
    lock.lock();
    if (stopped_) return batch.outcome;
    waiting_items_ += batch.items.size();
    waiting_.push_back(&batch);
    arrived_.notify_one();
    batch.finished.wait(lock, [&] { return batch.done; });
    return batch.outcome;
}

void IntakeQueue::run(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, stop, [&] { return !waiting_.empty(); });
        if (waiting_.empty()) break;  // asked to stop, and nobody waits
        std::vector<Batch*> batches;
        std::size_t items = 0;
        while (!waiting_.empty() && (batches.empty() || items < transaction_items_max)) {
            items += waiting_.front()->items.size();
            batches.push_back(waiting_.front());
            waiting_.pop_front();
        }
        waiting_items_ -= items;
        lock.unlock();
        write(batches);
        lock.lock();
        for (auto* batch : batches) {
            batch->done = true;
            batch->finished.notify_one();  // under the lock: once it is let go the batch is gone
        }
    }
    stopped_ = true;
}

void IntakeQueue::look(std::vector<Incoming>& items) const {
    std::vector<Incoming*> list;
    for (auto& item : items)
        list.push_back(&item);
    first_look(list, listening_, judging_);
}

/// All batches in one transaction; when that fails, each in its own, so that one bad batch harms
/// nobody else's.
void IntakeQueue::write(std::vector<Batch*>& batches) {
    const auto together = store_.write([&](Transaction& t) { return write_all(t, batches); });
    if (!together) write_each(batches);
    if (listening_ == nullptr) return;
    long long heard = 0;
    for (const auto* batch : batches)
        heard += batch->outcome ? batch->outcome->heard : 0;
    listening_->note_heard(heard);
}

void IntakeQueue::write_each(std::vector<Batch*>& batches) {
    for (auto* batch : batches) {
        std::vector<Batch*> alone{batch};
        const auto done = store_.write([&](Transaction& t) { return write_all(t, alone); });
        if (!done) batch->outcome = fail(done.error());
    }
}

Status IntakeQueue::write_all(Transaction& transaction, std::vector<Batch*>& batches) {
    const Env env{clock_.now(), ids_};
    std::map<ChannelId, std::vector<Batch*>> by_channel;
    for (auto* batch : batches)
        by_channel[batch->channel].push_back(batch);
    for (auto& [id, of_channel] : by_channel) {
        const auto channel = transaction.channel(id);
        if (!channel) return fail(ErrorCode::not_found, "There is no such channel.");
        std::vector<Incoming> items;
        for (const auto* batch : of_channel) {
            items.insert(items.end(), batch->items.begin(), batch->items.end());
        }
        const auto taken = receive_posts(transaction, env, *channel, items);
        auto outcome = taken.begin();
        for (auto* batch : of_channel) {
            const auto end = std::next(outcome, static_cast<std::ptrdiff_t>(batch->items.size()));
            IntakeCount count;
            count.heard = std::count(outcome, end, Taken::heard);
            count.received = std::count(outcome, end, Taken::stored) + count.heard;
            count.known = std::distance(outcome, end) - count.received;
            batch->outcome = count;
            outcome = end;
            if (batch->cursor) transaction.move_cursor(id, *batch->cursor, env.now);
            if (const auto& mark = batch->bookmark)
                transaction.save_setting(mark->setting, mark->value);
        }
    }
    return {};
}

}  // namespace heed::app
