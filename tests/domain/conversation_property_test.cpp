#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <tuple>

#include "domain/conversation/conversation.hpp"

namespace heed {
namespace {

constexpr Time noon = from_millis(1'790'000'000'000);

/// A conversation that lives at random, but only as the desk would let it: what a verb says
/// happens, and a reply goes through its states in order.
class RandomLife {
public:
    explicit RandomLife(unsigned seed) : random_(seed) {}

    void step() {
        now_ += Millis{1000};
        const auto choice = pick(12);
        if (choice < 4) return post(Side::customer);
        if (choice == 4) return post(Side::us);
        if (choice == 5) return take(claim(state, UserId{pick(3) + 1}, now_, pick(2) == 0));
        if (choice == 6) return take(release(state, UserId{1}, now_));
        if (choice == 7) return take(resolve(state, UserId{1}, reason(), now_));
        if (choice == 8) return take(reopen(state, UserId{1}, "by hand", now_));
        if (choice == 9) return write_reply();
        if (choice == 10) return remove();
        move_reply();
    }

    Conversation state;
    Events events;

private:
    long long pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

    std::optional<ResolveReason> reason() {
        if (pick(2) == 0) return std::nullopt;
        return ResolveReason::no_answer_needed;
    }

    void happen(Event event) {
        apply(state, event);
        events.push_back(std::move(event));
    }

    void take(const Result<Events>& made) {
        if (!made) return;
        for (const auto& event : *made)
            happen(event);
    }

    void post(Side side) {
        Event event;
        event.kind = EventKind::post_received;
        event.side = side;
        // Networks do not deliver in order.
        event.written_at = now_ - Millis{pick(5000)};
        if (side == Side::customer) {
            event.post = PostId{++last_post_};
            posts_.emplace_back(event.post, event.written_at);
            if (state.state == ConversationState::resolved) {
                take(reopen(state, {}, "the customer wrote again", now_));
            }
        }
        happen(event);
    }

    void remove() {
        if (posts_.empty()) return;
        const auto which = posts_.begin() + pick(static_cast<int>(posts_.size()));
        Event event;
        event.kind = EventKind::post_deleted;
        event.side = Side::customer;
        std::tie(event.post, event.written_at) = *which;
        posts_.erase(which);
        happen(event);
    }

    void write_reply() {
        const ReplyId id{++last_reply_};
        take(queue_reply(state, UserId{1}, id, RoomId{1}, now_));
        replies_[id] = EventKind::reply_queued;
    }

    /// As the store finds it (app::Transaction::wait_answered_only_by).
    Time wait_answered_only_by(ReplyId id) const {
        for (const auto& [other, last] : replies_) {
            const bool on_its_way = last == EventKind::reply_queued ||
                                    last == EventKind::reply_sending ||
                                    last == EventKind::reply_retried;
            if (other > id && on_its_way) return {};
        }
        for (const auto& event : events) {
            if (event.kind == EventKind::reply_queued && event.reply == id) return event.written_at;
        }
        return {};
    }

    void move_reply() {
        if (replies_.empty()) return;
        auto which = replies_.begin();
        std::advance(which, pick(static_cast<int>(replies_.size())));
        static const std::map<EventKind, std::vector<EventKind>> next = {
            {EventKind::reply_queued, {EventKind::reply_sending, EventKind::reply_cancelled}},
            {EventKind::reply_sending, {EventKind::reply_sent, EventKind::reply_failed}},
            {EventKind::reply_sent, {EventKind::reply_seen, EventKind::reply_vanished}},
            {EventKind::reply_failed, {EventKind::reply_retried, EventKind::reply_cancelled}},
            {EventKind::reply_vanished, {EventKind::reply_retried, EventKind::reply_cancelled}},
            {EventKind::reply_retried, {EventKind::reply_sending, EventKind::reply_cancelled}},
        };
        const auto ways = next.find(which->second);
        if (ways == next.end()) return;
        const bool had_failed =
            which->second == EventKind::reply_failed || which->second == EventKind::reply_vanished;
        Event event;
        event.kind = ways->second[static_cast<std::size_t>(pick(2))];
        event.reply = which->first;
        event.written_at = now_ - Millis{pick(5000)};
        if (event.kind == EventKind::reply_cancelled) {
            event.detail = had_failed ? "failed" : "";
            event.written_at = had_failed ? Time{} : wait_answered_only_by(which->first);
        }
        which->second = event.kind;
        happen(event);
    }

    std::mt19937 random_;
    Time now_ = noon;
    std::vector<std::pair<PostId, Time>> posts_;
    std::map<ReplyId, EventKind> replies_;
    long long last_post_ = 0;
    long long last_reply_ = 0;
};

bool same(const Conversation& a, const Conversation& b) {
    return a.state == b.state && a.owner == b.owner && a.waiting_since == b.waiting_since &&
           a.unanswered == b.unanswered && a.later_waiting_since == b.later_waiting_since &&
           a.later_unanswered == b.later_unanswered && a.replies_pending == b.replies_pending &&
           a.reply_state == b.reply_state && a.last_post_at == b.last_post_at &&
           a.resolved_reason == b.resolved_reason && a.version == b.version;
}

TEST(ConversationProperty, StaysWholeWhateverHappens) {
    for (unsigned seed = 0; seed < 400; ++seed) {
        RandomLife life(seed);
        for (int i = 0; i < 80; ++i) {
            life.step();
            const auto& c = life.state;
            ASSERT_EQ(c.unanswered == 0, !c.waiting_since) << "seed " << seed << " step " << i;
            ASSERT_EQ(c.later_unanswered == 0, !c.later_waiting_since) << "seed " << seed;
            ASSERT_GE(c.unanswered, 0);
            ASSERT_GE(c.replies_pending, 0);
            ASSERT_EQ(c.version, static_cast<long long>(life.events.size()));
            ASSERT_EQ(c.resolved_reason.empty(), c.state == ConversationState::open);
        }
        Conversation folded;
        for (const auto& event : life.events)
            apply(folded, event);
        EXPECT_TRUE(same(folded, life.state)) << "seed " << seed;
    }
}

/// What nobody has answered, counted post by post: a reply that gets out answers what stood before
/// it was written, an own post or a decision to say nothing answers everything, and a post that was
/// deleted needs no answer.
class Ledger {
public:
    void enter(const Event& event) {
        switch (event.kind) {
            case EventKind::post_received:
                if (event.side == Side::customer) open_.insert(posts_ = event.post.value);
                if (event.side == Side::us) open_.clear();
                break;
            case EventKind::post_deleted:
                open_.erase(event.post.value);
                break;
            case EventKind::resolved:
                if (event.detail != "answered") open_.clear();
                break;
            case EventKind::reply_queued:
                covers_[event.reply] = posts_;
                break;
            case EventKind::reply_sent:
                open_.erase(open_.begin(), open_.upper_bound(covers_[event.reply]));
                break;
            default:
                break;
        }
    }
    [[nodiscard]] bool somebody_waits() const { return !open_.empty(); }

private:
    long long posts_ = 0;
    std::set<long long> open_;
    std::map<ReplyId, long long> covers_;
};

/// No silence: while a post is unanswered the conversation says that somebody waits, or a reply is
/// on its way.
TEST(ConversationProperty, NeverForgetsWhoWrote) {
    for (unsigned seed = 0; seed < 400; ++seed) {
        RandomLife life(seed);
        Ledger ledger;
        std::size_t entered = 0;
        for (int i = 0; i < 80; ++i) {
            life.step();
            for (; entered < life.events.size(); ++entered)
                ledger.enter(life.events[entered]);
            ASSERT_TRUE(!ledger.somebody_waits() || life.state.waiting_since ||
                        life.state.replies_pending > 0)
                << "seed " << seed << " step " << i;
        }
    }
}

}  // namespace
}  // namespace heed
