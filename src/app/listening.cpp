#include "app/listening.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace heed::app {

struct Listening::Set {
    std::string version;
    std::vector<TermRecord> records;
    std::optional<understand::TermSet> compiled;  ///< none: there are no terms
};

namespace {

std::vector<HeardTerm> find_all(const std::vector<TermRecord>& records,
                                const understand::TermSet& set, std::string_view text,
                                std::string_view language) {
    // One a thread: it is big, and fits itself to the set that is used.
    thread_local understand::TermSet::Scratch scratch;
    std::vector<HeardTerm> found;
    for (const auto& match : set.match(text, scratch, language)) {
        const auto& record = records[match.term];
        if (found.empty() || found.back().id != record.id)
            found.push_back({record.id, record.term.text, record.term.purpose, {}});
        found.back().spans.push_back(match.span);
    }
    return found;
}

}  // namespace

Listening::Listening(Ports ports) : ports_(std::move(ports)), set_(std::make_shared<const Set>()) {}

Listening::~Listening() {
    stop();
}

void Listening::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Listening::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

Status Listening::refresh() {
    const std::lock_guard one_at_a_time(refreshing_);
    auto version = ports_.version();
    if (!version) return fail(version.error());
    if (*version == current()->version) return {};
    auto records = ports_.terms();
    if (!records) return fail(records.error());
    auto next = std::make_shared<Set>();
    next->version = std::move(*version);
    next->records = std::move(*records);
    std::vector<understand::Term> terms;
    for (const auto& record : next->records)
        terms.push_back(record.term);
    if (!terms.empty()) {
        auto compiled = understand::TermSet::compile(std::move(terms));
        if (!compiled) return fail(compiled.error());
        next->compiled = std::move(*compiled);
    }
    const std::lock_guard lock(mutex_);
    set_ = std::move(next);
    return {};
}

std::shared_ptr<const Listening::Set> Listening::current() const {
    const std::lock_guard lock(mutex_);
    return set_;
}

bool Listening::has_terms() const {
    return current()->compiled.has_value();
}

std::vector<HeardTerm> Listening::matches(std::string_view text, std::string_view language) const {
    const auto set = current();
    if (!set->compiled) return {};
    return find_all(set->records, *set->compiled, text, language);
}

std::span<const understand::TermMatch> Listening::find(
    std::string_view text, std::string_view language, understand::TermSet::Scratch& scratch) const {
    const auto set = current();
    if (!set->compiled) return {};
    return set->compiled->match(text, scratch, language);
}

void Listening::match(const std::vector<Incoming*>& items) const {
    const auto set = current();
    if (!set->compiled) return;
    for (auto* item : items) {
        auto* post = post_in(*item);
        if (post == nullptr || !may_be_heard(*post) || post->terms) continue;
        post->terms = find_all(set->records, *set->compiled, post->text, post->language);
    }
}

void Listening::note_heard(long long count) {
    const std::lock_guard lock(mutex_);
    heard_ += count;
}

void Listening::note_stream(StreamStatus status) {
    const std::lock_guard lock(mutex_);
    const bool same = status.hearing == stream_.hearing && status.network == stream_.network;
    if (same && stream_.since != Time{}) status.since = stream_.since;
    stream_changed_ = stream_changed_ || !same || status.reason != stream_.reason;
    const bool elsewhere = status.network != stream_.network;
    if (!elsewhere) status.heard_up_to = std::max(status.heard_up_to, stream_.heard_up_to);
    stream_ = std::move(status);
}

void Listening::note_heard_up_to(Time written_at) {
    const std::lock_guard lock(mutex_);
    stream_.heard_up_to = std::max(stream_.heard_up_to, written_at);
}

StreamStatus Listening::stream() const {
    const std::lock_guard lock(mutex_);
    return stream_;
}

void Listening::run(const std::stop_token& stop) {
    for (;;) {
        long long heard = 0;
        bool stream_changed = false;
        {
            std::unique_lock lock(mutex_);
            beat_.wait_for(lock, stop, every, [] { return false; });
            if (stop.stop_requested()) return;
            heard = std::exchange(heard_, 0);
            stream_changed = std::exchange(stream_changed_, false);
        }
        if (stream_changed && ports_.tell_stream) ports_.tell_stream();
        if (heard > 0 && ports_.tell) ports_.tell(heard);
        if (const auto done = refresh(); !done && ports_.complain)
            ports_.complain("The terms could not be read again: " + done.error().message);
    }
}

}  // namespace heed::app
