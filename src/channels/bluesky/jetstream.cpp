#include "channels/bluesky/jetstream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"
#include "channels/bluesky/xrpc.hpp"

namespace heed::channels {

using bluesky::StreamEvent;
using bluesky::StreamVerb;
using std::chrono::steady_clock;
using understand::TermMatch;

namespace {

constexpr Millis listen_wait = std::chrono::seconds{1};
/// The cursor of a stream in which nothing concerns us is worth a transaction only now and then.
constexpr Millis cursor_noted_every = std::chrono::seconds{5};
constexpr Millis store_pause = std::chrono::seconds{1};
/// An event from the future would become a cursor that hears nothing until then.
constexpr Millis clock_tolerance = std::chrono::hours{1};
constexpr Millis gap_worth_a_word = std::chrono::minutes{10};
constexpr int malformed_in_a_row_max = 100;
constexpr int profiles_timeout_ms = 5'000;
constexpr int doublings_max = 10;
/// A millisecond of the whole network is about one event.
constexpr Millis skipped_first{1};
constexpr Millis skipped_max = std::chrono::minutes{10};

long long micros(Millis time) {
    return std::chrono::microseconds(time).count();
}

long long read_cursor(std::string_view cursor) {
    long long time_us = 0;
    const auto end = cursor.data() + cursor.size();
    const auto read = std::from_chars(cursor.data(), end, time_us);
    return read.ec == std::errc{} && read.ptr == end && time_us > 0 ? time_us : 0;
}

bluesky::Profiles::Ask ask_without_account(std::string service, HttpClient& http,
                                           const Clock& clock) {
    return [service = std::move(service), &http, &clock](
               const bluesky::XrpcCall& call,
               const std::stop_token& stop) -> Result<boost::json::value> {
        auto request = bluesky::make_request(service, call, "");
        request.timeout_ms = profiles_timeout_ms;
        const auto answer = http.send(request, stop);
        if (!answer) return fail(answer.error());
        if (answer->status != 200) return fail(bluesky::explain_refusal(*answer, clock.now()));
        return bluesky::parse_json(answer->body);
    };
}

bool is_refusal(const Error& error) {
    return error.code != ErrorCode::unavailable && error.code != ErrorCode::rate_limited;
}

std::string revision_of(const StreamEvent& event) {
    return event.revision.empty()
               ? fmt::format("{}/{}@{}", event.did, event.record_key, event.time_us)
               : fmt::format("{}/{}#{}", event.did, event.record_key, event.revision);
}

}  // namespace

Jetstream::Jetstream(JetstreamSettings settings, WebSocketClient& sockets, HttpClient& http,
                     const Clock& clock)
    : settings_(std::move(settings)),
      sockets_(sockets),
      clock_(clock),
      profiles_(ask_without_account(settings_.profiles, http, clock), clock) {}

void Jetstream::run(const std::stop_token& stop, const std::string& cursor, StreamEars& ears) {
    ears_ = &ears;
    position_us_ = handed_over_us_ = read_cursor(cursor);
    noted_cursor_ = steady_clock::now();
    while (!stop.stop_requested()) {
        const auto heard = listen(stop);
        // What was heard until then is not lost with the line.
        if (!hand_over(stop) || stop.stop_requested()) return;
        if (!heard && unreadable_) step_over();
        if (!heard) stumble(heard.error(), stop);
    }
}

std::string Jetstream::address() const {
    const auto& url = settings_.urls[url_ % settings_.urls.size()];
    auto address =
        fmt::format("{}{}wantedCollections=app.bsky.feed.post&maxMessageSizeBytes={}", url,
                    url.find('?') == std::string::npos ? '?' : '&', settings_.message_bytes_max);
    if (asked_from_us_ > 0) address += fmt::format("&cursor={}", asked_from_us_);
    return address;
}

/// Hears one connection to its end.
Status Jetstream::listen(const std::stop_token& stop) {
    const auto back = skipped_ > Millis{} ? -skipped_ : settings_.overlap;
    asked_from_us_ = position_us_ > 0 ? std::max(position_us_ - micros(back), 1LL) : 0;
    unreadable_ = false;
    WebSocketRequest request;
    request.url = address();
    request.message_bytes_max = settings_.message_bytes_max;
    request.idle_timeout = settings_.idle_timeout;
    auto socket = sockets_.open(request, stop);
    if (!socket) return fail(std::move(socket.error()));
    ++connections_;
    malformed_in_a_row_ = 0;
    ears_->note(StreamState::listening, "");
    std::vector<std::string> messages;
    std::size_t oversized = 0;
    while (!stop.stop_requested()) {
        if (auto came = (*socket)->receive(messages, std::min(listen_wait, settings_.gather), stop);
            !came) {
            unreadable_ = came.error().code == ErrorCode::invalid;
            return came;
        }
        malformed_ += static_cast<long long>((*socket)->oversized() - oversized);
        oversized = (*socket)->oversized();
        if (auto heard = hear_all(messages, stop); !heard) return heard;
        if (is_due() && !hand_over(stop)) return {};
    }
    return {};
}

Status Jetstream::hear_all(std::vector<std::string>& messages, const std::stop_token& stop) {
    for (auto& message : messages) {
        hear(message);
        if (batch_.items.size() >= jetstream_batch_max && !hand_over(stop)) return {};
        if (malformed_in_a_row_ > malformed_in_a_row_max)
            return fail(ErrorCode::unavailable, "what comes is no Jetstream");
    }
    return {};
}

void Jetstream::hear(std::string& message) {
    const auto event = reader_.read(message);
    const auto latest_us = micros(clock_.now().time_since_epoch() + clock_tolerance);
    if (!event || event->time_us > latest_us) {
        ++malformed_;
        ++malformed_in_a_row_;
        return;
    }
    malformed_in_a_row_ = 0;
    failures_ = 0;
    skipped_ = {};
    warn_of_gap(event->time_us);
    if (event->verb == StreamVerb::create) {
        hear_post(*event, message);
    } else if (event->verb != StreamVerb::none) {
        hear_change(*event, message);
    }
    position_us_ = std::max(position_us_, event->time_us);
    heard_up_to_us_ = position_us_;
}

void Jetstream::hear_post(const StreamEvent& event, const std::string& message) {
    ++posts_;
    if (event.text.empty() || is_ours(event.did)) return;
    const auto matches = ears_->concerns_us(event);
    if (matches.empty()) return;
    const auto names_us = [&](const std::string& did) { return bluesky::addresses(message, did); };
    if (std::any_of(settings_.own_dids.begin(), settings_.own_dids.end(), names_us)) return;
    auto post = bluesky::read_stream_post(message, settings_.images);
    if (!post) {
        ++malformed_;
        return;
    }
    ++concerned_us_;
    add(std::move(*post), event, matches);
}

void Jetstream::hear_change(const StreamEvent& event, const std::string& message) {
    const auto uri = bluesky::make_post_uri(event.did, event.record_key);
    const auto time = from_millis(event.time_us / 1000);
    if (!known_.contains(uri) && !ears_->knows(uri)) {
        if (event.verb == StreamVerb::update) hear_post(event, message);
        return;
    }
    if (event.verb == StreamVerb::remove) return add(app::IncomingDeletion{uri, time}, event, {});
    auto post = bluesky::read_stream_post(message, settings_.images);
    if (!post) {
        ++malformed_;
        return;
    }
    const auto matches = ears_->concerns_us(event);
    add(app::IncomingEdit{uri, std::move(post->text), std::move(post->media), time}, event,
        matches);
}

void Jetstream::add(app::Incoming item, const StreamEvent& event,
                    std::span<const TermMatch> matches) {
    const auto revision = revision_of(event);
    if (handed_over_.contains(revision)) return;
    handed_over_.add(revision);
    known_.add(bluesky::make_post_uri(event.did, event.record_key));
    if (batch_.items.empty()) batch_begun_ = steady_clock::now();
    batch_.items.push_back(std::move(item));
    batch_.matches.emplace_back(matches.begin(), matches.end());
}

bool Jetstream::is_ours(std::string_view did) const {
    return std::find(settings_.own_dids.begin(), settings_.own_dids.end(), did) !=
           settings_.own_dids.end();
}

void Jetstream::warn_of_gap(long long time_us) {
    const auto asked = std::exchange(asked_from_us_, 0);
    if (asked == 0 || time_us - asked < micros(gap_worth_a_word)) return;
    ears_->note(
        StreamState::listening,
        fmt::format("the stream begins at {}; what was written between {} and then may be missing",
                    format_rfc3339(from_millis(time_us / 1000)),
                    format_rfc3339(from_millis(asked / 1000))));
}

bool Jetstream::is_due() const {
    const auto now = steady_clock::now();
    if (!batch_.items.empty()) return now - batch_begun_ >= settings_.gather;
    return position_us_ > handed_over_us_ && now - noted_cursor_ >= cursor_noted_every;
}

/// Tries until it is stored, because the stream shows it only once. False when a stop was asked
/// for before.
bool Jetstream::hand_over(const std::stop_token& stop) {
    if (batch_.items.empty() && position_us_ == handed_over_us_) return true;
    if (!settings_.profiles.empty()) profiles_.complete(batch_.items, stop);
    batch_.cursor = std::to_string(position_us_);
    while (!ears_->take(batch_)) {
        if (stop.stop_requested()) return false;
        pause(store_pause, stop);
    }
    batch_ = {};
    handed_over_us_ = position_us_;
    noted_cursor_ = steady_clock::now();
    return true;
}

/// The stream would send it again and again: what follows the last good event is left out, a little
/// more each time until a good one comes.
void Jetstream::step_over() {
    ++malformed_;
    skipped_ = std::clamp(skipped_ * 2, skipped_first, skipped_max);
    ears_->note(
        StreamState::listening,
        fmt::format("something came that is no text; what was written within {} ms after {} "
                    "may be missing",
                    skipped_.count(), format_rfc3339(from_millis(position_us_ / 1000))));
}

void Jetstream::stumble(const Error& error, const std::stop_token& stop) {
    ++url_;
    ++failures_;
    const bool refused = !unreadable_ && is_refusal(error);
    // A single hiccup is no trouble yet.
    if (refused || failures_ > 1)
        ears_->note(refused ? StreamState::refused : StreamState::unreachable, error.message);
    Millis wait =
        std::min<Millis>(settings_.pause_first * (1LL << std::min(failures_ - 1, doublings_max)),
                         settings_.pause_max);
    if (refused) wait = settings_.refused_pause;
    pause(std::max<Millis>(wait, std::chrono::seconds{error.retry_after_s}), stop);
}

void Jetstream::pause(Millis time, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, time, [] { return false; });
}

StreamCounts Jetstream::counts() const {
    return {posts_, concerned_us_, malformed_, connections_, from_millis(heard_up_to_us_ / 1000)};
}

}  // namespace heed::channels
