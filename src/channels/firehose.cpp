#include "channels/firehose.hpp"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace heed::channels {

using app::StreamHearing;

namespace {

constexpr std::string_view switched_off = "It is switched off in the configuration.";
constexpr std::string_view no_terms = "There are no terms yet.";
constexpr std::string_view no_account = "No Bluesky account is connected.";

/// Cursors of the stream are microseconds since 1970.
Time time_of_cursor(std::string_view cursor) {
    long long micros = 0;
    std::from_chars(cursor.data(), cursor.data() + cursor.size(), micros);
    return from_millis(micros / 1000);
}

/// The desk's ears: its terms find, its intake matches again, judges and stores.
class DeskEars final : public StreamEars {
public:
    DeskEars(Firehose::Ports& ports, ChannelId channel) : ports_(ports), channel_(channel) {}

    std::span<const understand::TermMatch> concerns_us(const bluesky::StreamEvent& post) override {
        return ports_.listening.find(post.text, post.language, scratch_);
    }
    bool knows(const std::string& remote_id) override { return ports_.knows(channel_, remote_id); }
    Status take(const StreamBatch& batch) override {
        const auto count = ports_.intake.receive(
            channel_, batch.items, std::nullopt,
            app::Bookmark{std::string(firehose_cursor_setting), batch.cursor});
        if (!count) return fail(count.error());
        ports_.listening.note_heard_up_to(time_of_cursor(batch.cursor));
        return {};
    }
    void note(StreamState state, const std::string& reason) override {
        const bool hears = state == StreamState::listening;
        ports_.listening.note_stream({hears ? StreamHearing::hears : StreamHearing::deaf,
                                      std::string(firehose_network),
                                      reason,
                                      ports_.clock.now(),
                                      {}});
        ports_.say(hears ? "The whole of Bluesky is heard."
                         : "Bluesky's stream cannot be heard: " + reason);
    }

private:
    Firehose::Ports& ports_;
    ChannelId channel_;
    understand::TermSet::Scratch scratch_;
};

}  // namespace

/// Whether to listen, and for whom.
struct Firehose::Wanted {
    ChannelId channel;  ///< none: nobody
    std::vector<std::string> own_dids;
    std::string_view wanting;  ///< why nobody
    friend bool operator==(const Wanted&, const Wanted&) = default;
};

struct Firehose::Running {
    Running(const JetstreamSettings& settings, Ports& ports, Wanted what, std::string cursor)
        : wanted(std::move(what)),
          ears(ports, wanted.channel),
          stream(settings, ports.sockets, ports.http, ports.clock),
          thread([this, from = std::move(cursor)](const std::stop_token& stop) {
              stream.run(stop, from, ears);
          }) {}

    Wanted wanted;
    DeskEars ears;
    Jetstream stream;
    std::jthread thread;  // last: it uses all of the above
};

Firehose::Firehose(JetstreamSettings settings, Ports ports)
    : settings_(std::move(settings)), ports_(std::move(ports)) {}

Firehose::~Firehose() {
    stop();
}

void Firehose::start() {
    if (settings_.urls.empty()) return note_off(switched_off);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Firehose::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

Firehose::Wanted Firehose::wanted() const {
    Wanted found;
    found.wanting = no_terms;
    if (!ports_.listening.has_terms()) return found;
    found.wanting = no_account;
    const auto channels = ports_.channels();
    if (!channels) return found;
    for (const auto& channel : *channels) {
        const bool connected = channel.network == "bluesky" && channel.disconnected_at == Time{} &&
                               !channel.account_id.empty();
        if (!connected) continue;
        found.wanting = {};
        if (!found.channel || channel.id < found.channel) found.channel = channel.id;
        found.own_dids.push_back(channel.account_id);
    }
    std::sort(found.own_dids.begin(), found.own_dids.end());
    return found;
}

std::unique_ptr<Firehose::Running> Firehose::begin(const Wanted& wanted) {
    const auto cursor = ports_.cursor();
    if (!cursor) return nullptr;  // the database is gone for now; the next look tries again
    ports_.listening.note_stream({StreamHearing::connecting,
                                  std::string(firehose_network),
                                  {},
                                  ports_.clock.now(),
                                  time_of_cursor(*cursor)});
    auto settings = settings_;
    settings.own_dids = wanted.own_dids;
    return std::make_unique<Running>(settings, ports_, wanted, *cursor);
}

void Firehose::note_off(std::string_view wanting) {
    ports_.listening.note_stream({StreamHearing::off,
                                  std::string(firehose_network),
                                  std::string(wanting),
                                  ports_.clock.now(),
                                  {}});
}

void Firehose::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_ptr<Running> running;
    while (!stop.stop_requested()) {
        const auto now_wanted = wanted();
        if (running && running->wanted != now_wanted) running.reset();
        if (!running && now_wanted.channel) running = begin(now_wanted);
        if (!now_wanted.channel) note_off(now_wanted.wanting);
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, look_again_after, [] { return false; });
    }
}

}  // namespace heed::channels
