#include <fmt/format.h>

#include <algorithm>

#include "app/connect_channels.hpp"
#include "app/deliveries.hpp"
#include "channels/runner.hpp"

namespace heed::channels {

namespace {

constexpr Millis heard_noted_every = std::chrono::seconds{10};
constexpr Millis recheck_every = std::chrono::seconds{5};
/// No longer than that, or edits would go unnoticed for as long as nobody writes anything new.
constexpr Millis listen_wait = recheck_every;
constexpr Millis recheck_within = std::chrono::days{3};
constexpr int recheck_posts_max = 100;
constexpr int due_replies_max = 50;
constexpr int unseen_replies_max = 20;
constexpr Millis outbox_tick = std::chrono::seconds{1};
/// What was just sent is looked for at once, the rest now and then: requests are rationed.
constexpr Millis read_back_every = std::chrono::seconds{5};
/// A network may need a while to show what it took; after that it is gone.
constexpr Millis shown_within = std::chrono::minutes{2};
constexpr Millis stumble_pause_max = std::chrono::minutes{1};
constexpr Millis refused_pause = std::chrono::minutes{5};

}  // namespace

RunningChannel::RunningChannel(Workshop& workshop, app::ChannelRecord record,
                               std::unique_ptr<Channel> channel)
    : workshop_(workshop),
      record_(std::move(record)),
      channel_(std::move(channel)),
      cursor_(record_.cursor),
      listener_([this](std::stop_token stop) { listen(stop); }),
      deliverer_([this](std::stop_token stop) { deliver_all(stop); }) {}

RunningChannel::~RunningChannel() {
    listener_.request_stop();
    deliverer_.request_stop();
    listener_.join();
    deliverer_.join();
}

app::Env RunningChannel::env() const {
    return {workshop_.clock.now(), workshop_.ids};
}

void RunningChannel::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

/// True when the whole time went by; false when a stop was asked for.
bool RunningChannel::pause(Millis time, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

void RunningChannel::note(app::ChannelState state, const std::string& reason,
                          const Account& account) {
    noted_at_ = workshop_.clock.now();
    const auto done = workshop_.store.write([&](app::Transaction& t) {
        return app::note_channel_state(t, env(), record_.id, state, reason, account);
    });
    if (!done) workshop_.say("cannot note a channel's state: " + done.error().message);
}

/// Says what is wrong where people see it, and waits before the next try.
void RunningChannel::stumble(const Error& error, std::stop_token stop) {
    ++failures_;
    const bool refused =
        error.code == ErrorCode::unauthenticated || error.code == ErrorCode::forbidden;
    Millis wait = std::min<Millis>(std::chrono::seconds{1LL << std::min(failures_ - 1, 6)},
                                   stumble_pause_max);
    if (refused) wait = refused_pause;
    wait = std::max<Millis>(wait, std::chrono::seconds{error.retry_after_s});
    // A single hiccup is no trouble yet.
    if (refused || failures_ > 1) {
        note(refused ? app::ChannelState::refused : app::ChannelState::unreachable, error.message);
    }
    pause(wait, stop);
}

bool RunningChannel::connect(std::stop_token stop) {
    auto account = channel_->connect();
    if (!account) {
        stumble(account.error(), stop);
        return false;
    }
    failures_ = 0;
    note(app::ChannelState::listening, "", *account);
    return true;
}

void RunningChannel::listen(std::stop_token stop) {
    bool connected = false;
    while (!stop.stop_requested()) {
        if (!connected) {
            connected = connect(stop);
            continue;
        }
        auto received = channel_->receive(cursor_, listen_wait, stop);
        if (stop.stop_requested() && !received) break;
        if (!received) {
            stumble(received.error(), stop);
            // Prove the credentials again only when they were doubted: logins are rationed.
            connected = received.error().code != ErrorCode::unauthenticated;
            continue;
        }
        const bool recovered = failures_ > 1;
        failures_ = 0;
        const bool more = received->more;
        if (received->skipped > 0) {
            workshop_.say(fmt::format("{}: {} malformed things were left out", record_.name,
                                      received->skipped));
        }
        if (!take(std::move(*received), stop)) break;
        const auto now = workshop_.clock.now();
        if (recovered || now - noted_at_ > heard_noted_every) {
            note(app::ChannelState::listening, "");
        }
        if (!more && now - rechecked_at_ > recheck_every) recheck(stop);
    }
}

/// Stores what came; tries until it is stored, because the network may not show it again.
bool RunningChannel::take(Received received, std::stop_token stop) {
    if (received.items.empty() && received.cursor == cursor_) return true;
    for (;;) {
        const auto count = workshop_.intake.receive(record_.id, received.items, received.cursor);
        if (count) break;
        workshop_.say("cannot store what came: " + count.error().message);
        if (!pause(std::chrono::seconds{1}, stop)) return false;
    }
    cursor_ = std::move(received.cursor);
    return true;
}

void RunningChannel::recheck(std::stop_token stop) {
    rechecked_at_ = workshop_.clock.now();
    const auto watched =
        workshop_.outbox.watched(record_.id, rechecked_at_ - recheck_within, recheck_posts_max);
    if (!watched || watched->empty()) return;
    std::vector<Watched> posts;
    for (const auto& post : *watched)
        posts.push_back({post.remote_id, post.text});
    auto changes = channel_->recheck(posts, stop);
    // What it finds it will find again next time, so a failure here loses nothing.
    if (!changes || changes->empty()) return;
    const auto count = workshop_.intake.receive(record_.id, std::move(*changes));
    if (!count) workshop_.say("cannot store an edit: " + count.error().message);
}

void RunningChannel::deliver_all(std::stop_token stop) {
    while (!stop.stop_requested()) {
        const auto now = workshop_.clock.now();
        bool sent = false;
        if (const auto due = workshop_.outbox.due(record_.id, now, due_replies_max)) {
            for (const auto& reply : *due) {
                if (stop.stop_requested()) return;
                deliver(reply);
                sent = true;
            }
        }
        if (sent || now - read_back_at_ >= read_back_every) {
            read_back_at_ = now;
            read_back(stop);
        }
        Millis wait = outbox_tick;
        if (const auto next = workshop_.outbox.next_due(record_.id); next && *next) {
            wait = std::clamp(**next - workshop_.clock.now(), Millis{10}, outbox_tick);
        }
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, wait, [this] { return woken_; });
        woken_ = false;
    }
}

void RunningChannel::deliver(const app::DueReply& due) {
    const auto key = channel_->delivery_key(due.id, due.created_at);
    Result<app::Outgoing> outgoing = fail(ErrorCode::internal, "not begun");
    const auto begun = workshop_.store.write([&](app::Transaction& t) -> Status {
        outgoing = app::begin_delivery(t, env(), due.id, key);
        if (!outgoing) return fail(outgoing.error());
        return {};
    });
    if (!begun) return;  // taken back meanwhile, or the database is gone: the next round sees
    const auto delivery = channel_->deliver(*outgoing);
    const auto recorded = workshop_.store.write([&](app::Transaction& t) {
        return delivery ? app::record_delivery(t, env(), due.id, *delivery)
                        : app::record_failure(t, env(), due.id, delivery.error());
    });
    // Not recorded: the attempt's lease runs out and the same key finds what got through.
    if (!recorded) workshop_.say("cannot record a delivery: " + recorded.error().message);
}

void RunningChannel::read_back(std::stop_token stop) {
    const auto unseen = workshop_.outbox.unseen(record_.id, unseen_replies_max);
    if (!unseen) return;
    ++read_backs_;
    // Another one first each time: one that the network cannot show yet must not hide the rest.
    for (std::size_t i = 0; i < unseen->size(); ++i) {
        if (stop.stop_requested()) return;
        const auto& reply = (*unseen)[(i + read_backs_) % unseen->size()];
        const auto presence = channel_->read_back(reply.remote_id);
        if (!presence) return;  // the network's trouble; the listener reports it
        const bool visible = *presence == Presence::visible;
        if (!visible && workshop_.clock.now() - reply.sent_at < shown_within) continue;
        const auto recorded = workshop_.store.write(
            [&](app::Transaction& t) { return app::record_presence(t, env(), reply.id, visible); });
        if (!recorded) return;
    }
}

}  // namespace heed::channels
