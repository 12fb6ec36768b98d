#include "channels/replay/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "channels/replay/line_reader.hpp"
#include "channels/replay/recorded_post.hpp"

namespace heed::channels {

namespace {

void wait_for(Millis duration, const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock{mutex};
    std::condition_variable_any stopped;
    stopped.wait_for(lock, stop, duration, [] { return false; });
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

Replay::Replay(ReplaySettings settings, const Clock& clock)
    : settings_(std::move(settings)), clock_(clock) {}

Result<Account> Replay::connect() {
    const auto reader = LineReader::open(settings_.path, {});
    if (!reader) return fail(reader.error());
    return settings_.account;
}

Result<Received> Replay::receive(const std::string& cursor, Millis wait, std::stop_token stop) {
    const auto place = LinePlace::parse(cursor);
    if (!place) return fail(place.error());
    auto reader = LineReader::open(settings_.path, *place);
    if (!reader) return fail(reader.error());

    Received received{.items = {}, .cursor = cursor, .more = false};
    std::string line;
    ended_ = false;
    while (received.items.size() < app::incoming_batch_max) {
        const std::size_t number = reader->place().number;
        ended_ = !reader->next(line);
        if (ended_) break;
        if (is_blank(line)) continue;
        auto post = parse_recorded_post(line, number);
        if (!post) {
            if (settings_.on_bad_line) settings_.on_bad_line(post.error());
            received.cursor = reader->place().text();
            continue;
        }
        const Millis early = due(post->written_at) - clock_.now();
        if (early > Millis{0}) {
            if (received.items.empty()) wait_for(std::min(early, wait), stop);
            return received;
        }
        if (settings_.as_if_now) post->written_at = clock_.now();
        received.items.emplace_back(std::move(*post));
        received.cursor = reader->place().text();
    }
    received.more = !ended_;
    if (received.items.empty() && ended_) wait_for(wait, stop);
    return received;
}

Time Replay::due(Time written_at) {
    if (!settings_.speed || !(*settings_.speed > 0)) return clock_.now();
    if (!first_written_at_) {
        first_written_at_ = written_at;
        first_played_at_ = clock_.now();
    }
    // A recording may span centuries; what lies further ahead than this is never played.
    constexpr double ahead_ms_max = 1e14;
    const auto since = static_cast<double>((written_at - *first_written_at_).count());
    const double ahead = std::clamp(since / *settings_.speed, -ahead_ms_max, ahead_ms_max);
    return first_played_at_ + Millis{static_cast<Millis::rep>(ahead)};
}

std::string Replay::delivery_key(ReplyId id, Time) const {
    return "replay:" + to_string(id);
}

Result<app::Delivery> Replay::deliver(const app::Outgoing&) {
    return fail(ErrorCode::invalid, "a recording cannot be answered: nobody is there to read it");
}

Result<Presence> Replay::read_back(const std::string& remote_id) {
    return fail(ErrorCode::not_found, fmt::format("a recording holds no reply {}", remote_id));
}

Limits Replay::limits(RoomKind) const {
    return {};
}

std::unique_ptr<Channel> make_replay(ReplaySettings settings, const Clock& clock) {
    return std::make_unique<Replay>(std::move(settings), clock);
}

}  // namespace heed::channels
