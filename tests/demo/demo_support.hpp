#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/connect_channels.hpp"
#include "app/deliveries.hpp"
#include "app/first_look.hpp"
#include "app/receive_posts.hpp"
#include "channels/street/street.hpp"
#include "cli/demo.hpp"
#include "cli/demo_past.hpp"
#include "cli/demo_team.hpp"
#include "store/coaching_ports.hpp"
#include "store/listening_ports.hpp"
#include "store/reader.hpp"
#include "support/desk_store.hpp"

/// A demo's desk whose time a test turns by hand: real store, real street, real team.
namespace heed::cli {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class HandClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return from_millis(now_); }
    void pass(Millis duration) { now_ += duration.count(); }

private:
    std::atomic<long long> now_ = 1'795'000'000'000;
};

/// Whoever names us has a complaint: the demo without its models.
class EveryoneNeedsUs final : public app::Judging {
public:
    std::vector<Judgement> at_once(const std::vector<std::string_view>& texts) const override {
        Judgement judgement;
        judgement.intent = Intent::complaint;
        judgement.intent_confidence = 0.9;
        judgement.severity = 1;
        judgement.needs_answer = true;
        judgement.layer = fast_layer;
        return std::vector<Judgement>(texts.size(), judgement);
    }
    std::vector<Judgement> in_depth(const std::vector<std::string_view>& texts) const override {
        return at_once(texts);
    }
    void learn(PostId, std::string_view, const Correction&) override {}
    void forget(PostId) override {}
    void use_topics(const std::vector<std::pair<std::string, std::string>>&) override {}
    app::JudgingState state() const override { return {true, false, "Everyone needs us.", 0}; }
};

class DemoDesk {
public:
    explicit DemoDesk(std::uint64_t seed, double speed = 1) : speed_(speed), seed_(seed) {
        // The street sleeps at night: with an even seed the demo is opened after midnight.
        if (seed % 2 == 0) clock.pass(hours{16});
        auto opened = store::Database::open({.target = fresh_.target()});
        database = std::move(*opened);
        DeskOptions options;
        options.seed = seed;
        options.speed = speed;
        EXPECT_TRUE(furnish_demo(*database, ids, clock));
        world = *open_street(options, clock);
        listening_ = std::make_unique<app::Listening>(store::listening_ports(*database));
        EXPECT_TRUE(listening_->refresh());
        const auto lived =
            live_the_past(*database, ids, *world, clock, seed, *listening_, judging_);
        EXPECT_TRUE(lived) << lived.error().message;
        const auto loaded = database->write([&](app::Transaction& t) -> Status {
            for (const auto& channel : t.channels()) {
                if (channel.network == "street") channel_ = channel;
            }
            cast = *Cast::find(t);
            return {};
        });
        EXPECT_TRUE(loaded);
        street_ = channels::street::make_street(world);
    }

    [[nodiscard]] DemoOffice office() {
        return {*database,  ids,   clock, *world, presence,   live,
                coaching(), [] {}, seed_, speed_, seconds{10}};
    }

    [[nodiscard]] app::Coaching& coaching() {
        if (!coaching_)
            coaching_ = std::make_unique<app::Coaching>(store::coaching_ports(*database));
        return *coaching_;
    }

    /// What the channel's threads would do.
    void hear_and_deliver() {
        for (bool more = true; more;) {
            auto received = *street_->receive(channel_.cursor, Millis{0}, {});
            more = received.more;
            std::vector<app::Incoming*> items;
            for (auto& item : received.items)
                items.push_back(&item);
            app::first_look(items, listening_.get(), judging_);
            write([&](app::Transaction& t) -> Status {
                (void)app::receive_posts(t, {clock.now(), ids}, channel_, received.items);
                t.move_cursor(channel_.id, received.cursor, clock.now());
                return {};
            });
            channel_.cursor = received.cursor;
        }
        const auto due = database->due(channel_.id, clock.now(), 50);
        for (const auto& reply : *due)
            deliver(reply);
    }

    /// An hour, or whatever is asked for, in which the team works.
    void live_on(
        DemoTeam& team, Millis duration, const std::function<void()>& each = [] {}) {
        constexpr Millis beat = seconds{2};
        for (Millis lived{0}; lived < duration; lived += beat) {
            clock.pass(beat);
            hear_and_deliver();
            each();
            (void)team.step();
        }
    }

    void write(const std::function<Status(app::Transaction&)>& work) {
        const auto done = database->write(work);
        ASSERT_TRUE(done) << done.error().message;
    }

    template <class Value>
    [[nodiscard]] Value ask(const std::function<Value(store::Reader&)>& work) const {
        return *database->ask<Value>(
            [&](store::Reader& reader) -> Result<Value> { return work(reader); });
    }

    [[nodiscard]] std::vector<store::RowView> rows(store::View view) const {
        return ask<std::vector<store::RowView>>([&](store::Reader& reader) {
            store::ListQuery query;
            query.view = view;
            query.user = cast.owner();
            query.limit = 1'000;
            return reader.list(query);
        });
    }

    [[nodiscard]] Events events() const {
        return ask<Events>([](store::Reader& reader) { return reader.events_after(0, 1'000'000); });
    }

    HandClock clock;
    IdSource ids{1};
    std::unique_ptr<store::Database> database;
    std::shared_ptr<channels::street::World> world;
    api::PresenceBoard presence;
    api::LiveHub live;
    Cast cast;

    [[nodiscard]] const app::Listening& listening() const { return *listening_; }
    [[nodiscard]] const app::Judging& judging() const { return judging_; }

private:
    void deliver(const app::DueReply& due) {
        write([&](app::Transaction& t) -> Status {
            auto outgoing = app::begin_delivery(t, {clock.now(), ids}, due.id,
                                                street_->delivery_key(due.id, due.created_at));
            if (!outgoing) return {};
            const auto delivery = street_->deliver(*outgoing);
            const app::Env env{clock.now(), ids};
            return delivery ? app::record_delivery(t, env, due.id, *delivery)
                            : app::record_failure(t, env, due.id, delivery.error());
        });
    }

    double speed_;
    std::uint64_t seed_;
    EveryoneNeedsUs judging_;
    std::unique_ptr<app::Listening> listening_;
    std::unique_ptr<app::Coaching> coaching_;
    test::FreshDatabase fresh_{"sqlite"};
    app::ChannelRecord channel_;
    std::unique_ptr<channels::Channel> street_;
};

/// What the events alone say of every conversation.
inline std::map<ConversationId, Conversation> folded(const Events& events) {
    std::map<ConversationId, Conversation> all;
    for (const auto& event : events) {
        if (event.conversation) apply(all[event.conversation], event);
    }
    return all;
}

}  // namespace heed::cli
