#include "api/live.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/json.hpp"
#include "base/log.hpp"

namespace heed::api {

namespace {

std::string skipped_message(long long from, long long to) {
    return fmt::format("id: {}\nevent: skipped\ndata: {{\"from\":{},\"to\":{}}}\n\n", to, from, to);
}

}  // namespace

/// Makes the hub put events into words for as long as it lives.
class Listener {
public:
    explicit Listener(std::atomic<int>& count) : count_(count) { ++count_; }
    ~Listener() { --count_; }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

private:
    std::atomic<int>& count_;
};

/// One browser's line. Pulled by one thread.
class LiveStream final : public Stream {
public:
    LiveStream(LiveHub& hub, UserId reader, std::unique_ptr<Listener> listener,
               unsigned long long position, long long after, std::string first)
        : hub_(hub),
          reader_(reader),
          listener_(std::move(listener)),
          position_(position),
          after_(after) {
        if (!first.empty()) first_ = std::make_shared<const std::string>(std::move(first));
    }
    ~LiveStream() override {
        if (subscription_ != 0) hub_.unsubscribe(subscription_);
    }

    void start(std::function<void()> wake) override {
        subscription_ = hub_.subscribe(reader_, wake, over_);
        wake();
    }

    std::shared_ptr<const std::string> pull() override {
        if (first_) return std::move(first_);
        auto reading = hub_.read(position_, after_);
        position_ = reading.position;
        after_ = reading.after;
        return reading.text;
    }

    bool over() const override { return over_; }

private:
    LiveHub& hub_;
    UserId reader_;
    std::unique_ptr<Listener> listener_;
    unsigned long long position_;
    long long after_;
    std::shared_ptr<const std::string> first_;
    unsigned long long subscription_ = 0;
    std::atomic<bool> over_ = false;
};

LiveHub::LiveHub() = default;
LiveHub::~LiveHub() {
    stop();
}

void LiveHub::start(store::Database& database, int promise_minutes) {
    database_ = &database;
    promise_minutes_ = promise_minutes;
    const auto newest = database.ask<long long>(
        [](store::Reader& reader) -> Result<long long> { return reader.last_event(); });
    last_ = newest.value_or(0);
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void LiveHub::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void LiveHub::publish(const Events& events) {
    for (const auto& event : events) {
        if (event.kind == EventKind::user_changed) end_streams(event.person);
    }
    {
        const std::lock_guard lock(queue_mutex_);
        if (queue_.size() + events.size() > queue_max) {
            skipped_to_ = events.back().seq;
            queue_.clear();
        } else {
            queue_.insert(queue_.end(), events.begin(), events.end());
        }
    }
    queued_.notify_one();
}

void LiveHub::announce(std::string_view kind, std::string_view json) {
    auto text = fmt::format("event: {}\ndata: {}\n\n", kind, json);
    append({{0, std::make_shared<const std::string>(std::move(text))}});
}

void LiveHub::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        auto batch = next_batch(stop);
        // Nobody listens: whoever comes next begins with what the database holds.
        if (listeners_ == 0) {
            if (!batch.events.empty()) last_ = std::max(last_, batch.events.back().seq);
            last_ = std::max(last_, batch.to);
            continue;
        }
        complete(batch);
        tell(std::move(batch));
    }
}

LiveHub::Batch LiveHub::next_batch(std::stop_token stop) {
    Batch batch;
    std::unique_lock lock(queue_mutex_);
    queued_.wait_for(lock, stop, look_every, [&] { return !queue_.empty() || skipped_to_ != 0; });
    batch.events.swap(queue_);
    std::swap(batch.to, skipped_to_);
    return batch;
}

/// Puts in what was committed elsewhere, before these events or since the last ones.
void LiveHub::complete(Batch& batch) {
    std::erase_if(batch.events, [&](const auto& event) { return event.seq <= last_; });
    const auto count = static_cast<long long>(batch.events.size());
    if (batch.to != 0 || (count > 0 && batch.events.back().seq == last_ + count)) return;
    Events logged;
    long long newest = 0;
    const auto done = database_->read([&](store::Reader& reader) -> Status {
        logged = reader.events_after(last_, static_cast<int>(burst_max) + 1);
        if (logged.size() > burst_max) newest = reader.last_event();
        return {};
    });
    if (!done && !log_unread_) log::error("live events may be missing: {}", done.error().message);
    log_unread_ = !done;
    if (!done) {
        // With a hole in it the batch is told as "look again", which is right in any case.
        if (count > 0) batch.to = batch.events.back().seq;
        return;
    }
    batch.to = newest;
    for (const auto& event : logged) {
        const bool own = std::any_of(batch.events.begin(), batch.events.end(),
                                     [&](const auto& one) { return one.seq == event.seq; });
        if (!own && event.kind == EventKind::user_changed) end_streams(event.person);
    }
    batch.events = std::move(logged);
}

void LiveHub::tell(Batch batch) {
    if (batch.events.empty() && batch.to == 0) return;
    const auto newest = std::max(batch.to, batch.events.empty() ? 0 : batch.events.back().seq);
    if (batch.to != 0 || batch.events.size() > burst_max) {
        // A browser cannot follow hundreds of changes at once, and need not: it asks again for
        // what it shows.
        append({{newest, std::make_shared<const std::string>(skipped_message(last_ + 1, newest))}});
    } else {
        append(words(batch.events));
    }
    last_ = newest;
}

std::vector<LiveHub::Entry> LiveHub::words(const std::vector<heed::Event>& events) {
    std::vector<ConversationId> ids;
    bool names_stale = names_.empty();
    for (const auto& event : events) {
        if (event.conversation) ids.push_back(event.conversation);
        for (const auto user : {event.actor, event.person}) {
            names_stale = names_stale || (user && !names_.contains(user));
        }
        names_stale = names_stale || event.kind == EventKind::user_changed;
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::unordered_map<std::string, ConversationRow> rows;
    const auto done = database_->read([&](store::Reader& reader) -> Status {
        if (names_stale) {
            for (const auto& user : reader.users())
                names_[user.id] = user.name;
        }
        if (ids.empty()) return {};
        for (const auto& view : reader.rows(ids)) {
            auto row = to_wire(view, promise_minutes_);
            rows.emplace(row.id, std::move(row));
        }
        return {};
    });
    if (!done) log::error("live events go out without rows: {}", done.error().message);

    std::vector<Entry> entries;
    for (const auto& event : events) {
        auto wire = to_wire(event, names_);
        if (wire.conversation_id) {
            const auto row = rows.find(*wire.conversation_id);
            if (row != rows.end()) wire.row = row->second;
        }
        auto text = fmt::format("id: {}\nevent: event\ndata: {}\n\n", event.seq, to_json(wire));
        entries.push_back({event.seq, std::make_shared<const std::string>(std::move(text))});
    }
    return entries;
}

void LiveHub::append(std::vector<Entry> entries) {
    {
        const std::lock_guard lock(entries_mutex_);
        for (auto& entry : entries) {
            entries_bytes_ += entry.text->size();
            entries_.push_back(std::move(entry));
        }
        while (entries_.size() > entries_max || entries_bytes_ > entries_bytes_max) {
            entries_bytes_ -= entries_.front().text->size();
            forgotten_to_ = std::max(forgotten_to_, entries_.front().seq);
            entries_.pop_front();
            ++first_position_;
        }
    }
    const std::lock_guard lock(streams_mutex_);
    for (const auto& stream : streams_)
        stream.wake();
}

unsigned long long LiveHub::end_position() {
    const std::lock_guard lock(entries_mutex_);
    return first_position_ + entries_.size();
}

LiveHub::Reading LiveHub::read(unsigned long long position, long long after) {
    Reading reading{nullptr, position, after};
    std::string text;
    std::shared_ptr<const std::string> only;
    std::size_t count = 0;
    const std::lock_guard lock(entries_mutex_);
    if (reading.position < first_position_) {
        // Too slow: what was missed is gone from here, so say so instead of leaving a gap.
        reading.position = first_position_;
        if (forgotten_to_ > after) {
            text = skipped_message(after + 1, forgotten_to_);
            reading.after = forgotten_to_;
            ++count;
        }
    }
    while (reading.position < first_position_ + entries_.size() && text.size() < pull_bytes_max) {
        const auto& entry = entries_[reading.position - first_position_];
        ++reading.position;
        if (entry.seq != 0 && entry.seq <= reading.after) continue;
        if (entry.seq != 0) reading.after = entry.seq;
        if (++count == 1) {
            only = entry.text;
        } else {
            if (count == 2 && only) text = *only;
            text += *entry.text;
        }
    }
    if (count == 1 && only) {
        reading.text = std::move(only);
    } else if (count > 0) {
        reading.text = std::make_shared<const std::string>(std::move(text));
    }
    return reading;
}

unsigned long long LiveHub::subscribe(UserId reader, std::function<void()> wake,
                                      std::atomic<bool>& over) {
    const std::lock_guard lock(streams_mutex_);
    streams_.push_back({next_stream_, reader, std::move(wake), &over});
    return next_stream_++;
}

void LiveHub::end_streams(UserId reader) {
    const std::lock_guard lock(streams_mutex_);
    for (const auto& stream : streams_) {
        if (reader && stream.reader != reader) continue;
        *stream.over = true;
        stream.wake();
    }
}

void LiveHub::unsubscribe(unsigned long long id) {
    const std::lock_guard lock(streams_mutex_);
    std::erase_if(streams_, [&](const auto& stream) { return stream.id == id; });
}

Result<std::unique_ptr<Stream>> LiveHub::open(long long after, UserId reader_id) {
    // The place in the ring first, the database second: what is committed in between is in both,
    // and its number tells.
    auto listener = std::make_unique<Listener>(listeners_);
    const auto position = end_position();
    std::string first = "retry: 2000\n\n";
    Events missed;
    long long last = after;
    Names names;
    std::vector<store::RowView> rows;
    const auto done = database_->read([&](store::Reader& reader) -> Status {
        if (after < 0) {
            last = reader.last_event();
            return {};
        }
        const auto newest = reader.last_event();
        if (after > newest) {
            // From another desk's past, or from before a restore: what it knows is of no use.
            last = newest;
            first += skipped_message(0, last);
            return {};
        }
        missed = reader.events_after(after, catch_up_max + 1);
        if (missed.size() > static_cast<std::size_t>(catch_up_max)) {
            last = reader.last_event();
            first += skipped_message(after + 1, last);
            missed.clear();
            return {};
        }
        if (missed.empty()) return {};
        last = missed.back().seq;
        for (const auto& user : reader.users())
            names[user.id] = user.name;
        std::vector<ConversationId> ids;
        for (const auto& event : missed) {
            if (event.conversation) ids.push_back(event.conversation);
        }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        rows = reader.rows(ids);
        return {};
    });
    if (!done) return fail(done.error());
    for (const auto& event : missed) {
        auto wire = to_wire(event, names);
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const store::RowView& view) {
            return view.record.state.id == event.conversation;
        });
        if (row != rows.end()) wire.row = to_wire(*row, promise_minutes_);
        first += fmt::format("id: {}\nevent: event\ndata: {}\n\n", event.seq, to_json(wire));
    }
    return std::make_unique<LiveStream>(*this, reader_id, std::move(listener), position, last,
                                        std::move(first));
}

}  // namespace heed::api
