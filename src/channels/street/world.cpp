#include "channels/street/world.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <charconv>

namespace heed::channels::street {

namespace {

/// A clock may be a test's: no event tells when it moves, so it is looked at again.
constexpr Millis look_again{200};
constexpr int retry_after_s = 2;

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

Error error_of(Fault fault) {
    switch (fault) {
        case Fault::rate_limited:
            return {ErrorCode::rate_limited, "too many replies at once", {}, retry_after_s};
        case Fault::unauthenticated:
            return {
                ErrorCode::unauthenticated, "the street does not accept these credentials", {}, 0};
        case Fault::invalid:
            return {ErrorCode::invalid, "the street does not take this", {}, 0};
        case Fault::not_found:
            return {ErrorCode::not_found, "the post to answer is gone", {}, 0};
        case Fault::forbidden:
            return {ErrorCode::forbidden, "this person takes no messages from you", {}, 0};
        default:
            return {ErrorCode::unavailable, "the street cannot be reached", {}, 0};
    }
}

bool is_taken_in(Fault fault) {
    return fault == Fault::accepted_unanswered || fault == Fault::kill_after_accept;
}

Result<std::size_t> read_cursor(const std::string& cursor) {
    std::size_t position = 0;
    if (cursor.empty()) return position;
    const char* const end = cursor.data() + cursor.size();
    const auto read = std::from_chars(cursor.data(), end, position);
    if (read.ec != std::errc{} || read.ptr != end)
        return fail(ErrorCode::invalid, fmt::format("\"{}\" is no cursor of the street", cursor));
    return position;
}

std::vector<Media> media_of(const app::Outgoing& outgoing, const std::string& key) {
    std::vector<Media> media;
    for (const app::OutgoingImage& image : outgoing.images) {
        media.push_back({fmt::format("street:sent/{}/{}", key, media.size()), image.mime, image.alt,
                         image.width, image.height});
    }
    return media;
}

void add_duplicates(std::vector<app::Incoming>& items, Random& random) {
    const std::size_t count = items.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (random.chance(0.3)) items.push_back(items[i]);
    }
}

}  // namespace

Result<std::shared_ptr<World>> World::open(StreetSettings settings, const Clock& clock) {
    Time start = settings.start.value_or(clock.now());
    std::unique_ptr<Journal> journal;
    std::vector<Record> records;
    if (!settings.journal.empty()) {
        auto opened = Journal::open(settings.journal, settings, start);
        if (!opened) return fail(std::move(opened.error()));
        journal = std::move(opened->journal);
        records = std::move(opened->records);
        start = opened->start;
    }
    std::shared_ptr<World> world{new World{std::move(settings), start, std::move(journal), clock}};
    world->repeat(records);
    return world;
}

World::World(StreetSettings settings, Time start, std::unique_ptr<Journal> journal,
             const Clock& clock)
    : settings_(std::move(settings)),
      start_(start),
      clock_(clock),
      journal_(std::move(journal)),
      town_(settings_, start) {}

/// Lives through everything again that came from outside, in the order in which it came.
void World::repeat(const std::vector<Record>& records) {
    for (const Record& each : records) {
        if (const auto* reply = std::get_if<Reply>(&each)) {
            remember(reply->delivery_key, town_.accept(*reply));
        } else if (const auto* begun = std::get_if<IncidentBegun>(&each)) {
            town_.start_incident(begun->incident, begun->at);
        } else if (const auto* removed = std::get_if<PostRemoved>(&each)) {
            town_.remove(removed->remote_id, removed->at);
        }
    }
}

void World::remember(const std::string& delivery_key, const std::string& remote_id) {
    delivered_.emplace(delivery_key, remote_id);
}

Time World::move_on() {
    const Time now = std::max(clock_.now(), town_.now());
    town_.advance(now);
    return now;
}

Status World::pass_faults(std::vector<Fault>& faults) {
    if (!up_) return fail(error_of(Fault::unavailable));
    if (faults.empty() || is_taken_in(faults.back())) return {};
    const Fault fault = faults.back();
    faults.pop_back();
    return fail(error_of(fault));
}

Status World::record(const Record& record) {
    return journal_ ? journal_->append(record) : Status{};
}

Result<Account> World::connect() {
    const std::lock_guard lock{mutex_};
    if (!up_) return fail(error_of(Fault::unavailable));
    return town_.account();
}

Result<app::Delivery> World::deliver(const app::Outgoing& outgoing) {
    const std::lock_guard lock{mutex_};
    const auto passed = pass_faults(delivery_faults_);
    if (!passed) return fail(passed.error());
    const Time now = move_on();
    const auto known = delivered_.find(outgoing.delivery_key);
    if (known != delivered_.end()) return delivery_of(known->second, true);
    const auto allowed = may_deliver(outgoing);
    if (!allowed) return fail(allowed.error());
    return take_in(outgoing, now);
}

Status World::may_deliver(const app::Outgoing& outgoing) const {
    if (outgoing.delivery_key.empty())
        return fail(ErrorCode::invalid, "a reply needs a delivery key", "$.delivery_key");
    if (outgoing.text.empty() && outgoing.images.empty())
        return fail(ErrorCode::invalid, "a reply needs words or a picture", "$.text");
    const bool direct = outgoing.room == RoomKind::direct;
    const auto length = code_points(outgoing.text);
    const auto length_max =
        static_cast<std::size_t>(direct ? direct_length_max : public_length_max);
    if (length > length_max)
        return fail(ErrorCode::invalid,
                    fmt::format("{} characters, the street takes {}", length, length_max),
                    "$.text");
    if (outgoing.images.size() > static_cast<std::size_t>(images_max))
        return fail(ErrorCode::invalid, fmt::format("at most {} pictures", images_max), "$.images");
    if (outgoing.in_reply_to.empty() ? !direct : town_.find(outgoing.in_reply_to) == nullptr)
        return fail(error_of(Fault::not_found));
    if (const Entry* const answered = town_.find(outgoing.in_reply_to);
        answered && answered->deleted)
        return fail(error_of(Fault::not_found));
    if (direct && !town_.find_person(outgoing.recipient.remote_id))
        return fail(ErrorCode::not_found, "nobody of this name lives on the street");
    if (direct && !town_.takes_messages(outgoing.recipient.remote_id))
        return fail(error_of(Fault::forbidden));
    return {};
}

Result<app::Delivery> World::take_in(const app::Outgoing& outgoing, Time now) {
    Reply reply;
    reply.delivery_key = outgoing.delivery_key;
    reply.at = now;
    reply.room = outgoing.room;
    reply.text = outgoing.text;
    reply.language = outgoing.language;
    reply.in_reply_to = outgoing.in_reply_to;
    reply.recipient = outgoing.recipient.remote_id;
    reply.media = media_of(outgoing, outgoing.delivery_key);
    const auto kept = record(reply);
    if (!kept) return fail(kept.error());
    const std::string remote_id = town_.accept(reply);
    remember(reply.delivery_key, remote_id);
    changed_.notify_all();
    if (delivery_faults_.empty()) return delivery_of(remote_id, false);
    const Fault fault = delivery_faults_.back();
    delivery_faults_.pop_back();
    if (fault == Fault::kill_after_accept) ::raise(SIGKILL);
    return fail(error_of(fault));
}

app::Delivery World::delivery_of(const std::string& remote_id, bool already) const {
    return {remote_id, town_.find(remote_id)->post.url, already};
}

Result<Presence> World::read_back(const std::string& remote_id) {
    const std::lock_guard lock{mutex_};
    if (!up_) return fail(error_of(Fault::unavailable));
    move_on();
    const Entry* const entry = town_.find(remote_id);
    return entry && !entry->deleted ? Presence::visible : Presence::gone;
}

Result<Received> World::receive(const std::string& cursor, Millis wait, std::stop_token stop) {
    auto position = read_cursor(cursor);
    if (!position) return fail(position.error());
    const auto until = std::chrono::steady_clock::now() + wait;
    std::unique_lock lock{mutex_};
    for (;;) {
        const auto passed = pass_faults(receive_faults_);
        if (!passed) return fail(passed.error());
        const Time now = move_on();
        if (*position > town_.stream().size())
            return fail(ErrorCode::invalid, "this cursor lies ahead of the street");
        Received received = collect(*position);
        const bool expired = std::chrono::steady_clock::now() >= until;
        if (!received.items.empty() || received.more || expired || stop.stop_requested())
            return received;
        const Millis until_next = std::clamp(town_.next_event_at() - now, Millis{1}, look_again);
        const auto wake = std::min(until, std::chrono::steady_clock::now() + until_next);
        changed_.wait_until(lock, stop, wake, [] { return false; });
    }
}

Received World::collect(std::size_t from) const {
    const auto& stream = town_.stream();
    const std::size_t repeated = misbehaviour_.duplicates ? 2 : 1;
    const std::size_t most = std::max<std::size_t>(
        1, std::min(misbehaviour_.batch_max, app::incoming_batch_max) / repeated);
    Received received;
    std::size_t at = from;
    // A network that repeats itself also repeats the end of what it sent before.
    if (misbehaviour_.duplicates && from < stream.size() && from > 0 && is_heard(stream[from - 1]))
        received.items.push_back(stream[from - 1].item);
    for (; at < stream.size() && received.items.size() < most; ++at) {
        if (is_heard(stream[at])) received.items.push_back(stream[at].item);
    }
    auto random = Random::derive(settings_.seed, "misbehaviour", from);
    if (misbehaviour_.duplicates && repeated * received.items.size() <= app::incoming_batch_max)
        add_duplicates(received.items, random);
    if (misbehaviour_.disorder) random.shuffle(received.items);
    received.cursor = std::to_string(at);
    received.more = at < stream.size();
    return received;
}

bool World::is_heard(const Town::Shown& shown) const {
    if (shown.entry == Town::Shown::none) return true;
    const Entry& entry = town_.entries()[shown.entry];
    const bool is_echo = entry.post.own && entry.post.written_at >= start_;
    if (is_echo && std::holds_alternative<app::IncomingPost>(shown.item)) return settings_.echo_own;
    if (entry.post.own || entry.post.addressed) return true;
    if (settings_.hearing == Hearing::addressed) return false;
    return settings_.hearing == Hearing::whole_street || entry.about_brand;
}

void World::fail_next(Fault fault, int times) {
    const std::lock_guard lock{mutex_};
    delivery_faults_.insert(delivery_faults_.begin(), static_cast<std::size_t>(std::max(0, times)),
                            fault);
}

void World::fail_next_receive(Fault fault, int times) {
    const std::lock_guard lock{mutex_};
    receive_faults_.insert(receive_faults_.begin(), static_cast<std::size_t>(std::max(0, times)),
                           fault);
}

void World::set_up(bool up) {
    const std::lock_guard lock{mutex_};
    up_ = up;
    changed_.notify_all();
}

void World::misbehave(Misbehaviour how) {
    const std::lock_guard lock{mutex_};
    misbehaviour_ = how;
}

Status World::start_incident(const Incident& incident) {
    const std::lock_guard lock{mutex_};
    const IncidentBegun begun{incident, move_on()};
    const auto kept = record(begun);
    if (!kept) return kept;
    town_.start_incident(begun.incident, begun.at);
    changed_.notify_all();
    return {};
}

Status World::remove(const std::string& remote_id) {
    const std::lock_guard lock{mutex_};
    const PostRemoved removed{remote_id, move_on()};
    if (!town_.find(remote_id)) return fail(ErrorCode::not_found, "the street knows no such post");
    const auto kept = record(removed);
    if (!kept) return kept;
    town_.remove(removed.remote_id, removed.at);
    changed_.notify_all();
    return {};
}

std::vector<Entry> World::posts() {
    const std::lock_guard lock{mutex_};
    move_on();
    return {town_.entries().begin(), town_.entries().end()};
}

std::vector<Story> World::stories() {
    const std::lock_guard lock{mutex_};
    move_on();
    return {town_.stories().begin(), town_.stories().end()};
}

std::optional<Truth> World::truth_of(const std::string& remote_id) {
    const std::lock_guard lock{mutex_};
    move_on();
    const Entry* const entry = town_.find(remote_id);
    if (!entry) return std::nullopt;
    Truth truth{*entry, {}, {}};
    if (entry->story >= 0) truth.story = town_.stories()[static_cast<std::size_t>(entry->story)];
    const Entry* const answered = entry->post.own ? town_.find(entry->post.in_reply_to) : entry;
    const Person* const person =
        answered ? town_.find_person(answered->post.author.remote_id) : nullptr;
    if (person) truth.person = *person;
    return truth;
}

}  // namespace heed::channels::street
