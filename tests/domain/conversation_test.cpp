#include "domain/conversation/conversation.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace heed {
namespace {

constexpr Time noon = from_millis(1'790'000'000'000);
constexpr UserId ana{1};
constexpr UserId ben{2};

Time minute(int count) {
    return noon + std::chrono::minutes{count};
}

Event posted(Side side, int at) {
    Event event;
    event.kind = EventKind::post_received;
    event.side = side;
    event.post = PostId{100 + at};
    event.written_at = minute(at);
    return event;
}

Event deleted(Side side, int at) {
    auto event = posted(side, at);
    event.kind = EventKind::post_deleted;
    return event;
}

Event replied(EventKind kind, std::optional<int> waits_since = std::nullopt,
              std::string detail = "") {
    Event event;
    event.kind = kind;
    event.reply = ReplyId{7};
    if (waits_since) event.written_at = minute(*waits_since);
    event.detail = std::move(detail);
    return event;
}

Event about(EventKind kind, UserId person, std::string detail = "") {
    Event event;
    event.kind = kind;
    event.person = person;
    event.detail = std::move(detail);
    return event;
}

Conversation fold(const Events& events) {
    Conversation conversation;
    for (const auto& event : events)
        apply(conversation, event);
    return conversation;
}

/// Minutes after noon, none when nobody waits.
std::optional<int> waits(const Conversation& c) {
    if (!c.waiting_since) return std::nullopt;
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::minutes>(*c.waiting_since - noon).count());
}

struct WaitCase {
    std::string name;
    Events events;
    std::optional<int> waiting;
    int unanswered;
    int pending = 0;
    ReplyState reply_state = ReplyState::none;
    bool needs_reply = false;
};

const auto queued = EventKind::reply_queued;
const auto sending = EventKind::reply_sending;
const auto sent = EventKind::reply_sent;
const auto failed = EventKind::reply_failed;
const auto cancelled = EventKind::reply_cancelled;
const auto retried = EventKind::reply_retried;
const auto vanished = EventKind::reply_vanished;
const auto customer = Side::customer;

std::vector<WaitCase> wait_cases() {
    return {
        {"nothing", {}, {}, 0},
        {"a post", {posted(customer, 1)}, 1, 1, 0, ReplyState::none, true},
        {"a held reply is on its way for everybody else",
         {posted(customer, 1), replied(queued), replied(EventKind::reply_held)},
         1,
         1,
         1,
         ReplyState::held},
        {"an approved one leaves",
         {posted(customer, 1), replied(queued), replied(EventKind::reply_held),
          replied(EventKind::reply_approved), replied(sending), replied(sent)},
         {},
         0,
         0,
         ReplyState::sent},
        {"a returned one leaves the customer waiting",
         {posted(customer, 1), replied(queued), replied(EventKind::reply_held),
          replied(EventKind::reply_returned, 1)},
         1,
         1,
         0,
         ReplyState::none,
         true},
        {"the oldest counts, whatever came first",
         {posted(customer, 5), posted(customer, 1)},
         1,
         2,
         0,
         ReplyState::none,
         true},
        {"somebody else's post", {posted(Side::other, 1)}, {}, 0},
        {"our own post answers", {posted(customer, 1), posted(Side::us, 2)}, {}, 0},
        {"our own post of before answers nothing",
         {posted(customer, 2), posted(Side::us, 1)},
         2,
         1,
         0,
         ReplyState::none,
         true},
        {"our own post comes late, the customer spoke again",
         {posted(customer, 1), posted(customer, 5), posted(Side::us, 3)},
         3,
         2,
         0,
         ReplyState::none,
         true},
        {"a reply on its way",
         {posted(customer, 1), replied(queued)},
         1,
         1,
         1,
         ReplyState::waiting},
        {"a reply is being sent",
         {posted(customer, 1), replied(queued), replied(sending)},
         1,
         1,
         1,
         ReplyState::sending},
        {"a reply was sent",
         {posted(customer, 1), replied(queued), replied(sending), replied(sent)},
         {},
         0,
         0,
         ReplyState::sent},
        {"a reply was seen",
         {posted(customer, 1), replied(queued), replied(sent), replied(EventKind::reply_seen)},
         {},
         0,
         0,
         ReplyState::seen},
        {"it answers only what stood before it",
         {posted(customer, 1), replied(queued), posted(customer, 2), replied(sent)},
         2,
         1,
         0,
         ReplyState::sent,
         true},
        {"the network shows it before its delivery was noted",
         {posted(customer, 1), replied(queued), posted(customer, 2), posted(Side::us, 3),
          replied(sent)},
         2,
         1,
         0,
         ReplyState::sent,
         true},
        {"a reply was taken back",
         {posted(customer, 1), replied(queued), replied(cancelled, 1)},
         1,
         1,
         0,
         ReplyState::none,
         true},
        {"a reply failed",
         {posted(customer, 1), replied(queued), replied(failed, 1)},
         1,
         1,
         0,
         ReplyState::failed,
         true},
        {"the customer writes between failure and retry",
         {posted(customer, 1), replied(queued), replied(failed, 1), posted(customer, 2),
          replied(retried), replied(sent)},
         2,
         1,
         0,
         ReplyState::sent,
         true},
        {"a reply vanished from the network",
         {posted(customer, 1), replied(queued), replied(sent), replied(vanished, 1)},
         1,
         1,
         0,
         ReplyState::failed,
         true},
        {"of two replies the second is taken back after the first arrived",
         {posted(customer, 1), replied(queued), posted(customer, 2), replied(queued), replied(sent),
          replied(cancelled, 2)},
         2,
         1,
         0,
         ReplyState::none,
         true},
        {"of two replies the second is taken back before the first arrives",
         {posted(customer, 1), replied(queued), posted(customer, 2), replied(queued),
          replied(cancelled, 2), replied(sent)},
         2,
         1,
         0,
         ReplyState::sent,
         true},
        {"of two replies the second fails before the first arrives",
         {posted(customer, 1), replied(queued), posted(customer, 2), replied(queued),
          replied(failed, 2), replied(sent)},
         2,
         1,
         0,
         ReplyState::sent,
         true},
        {"a failed reply is dismissed, its wait goes on",
         {posted(customer, 1), replied(queued), replied(failed, 1),
          replied(cancelled, std::nullopt, "failed")},
         1,
         1,
         0,
         ReplyState::none,
         true},
        {"what the author took back needs no answer",
         {posted(customer, 1), deleted(customer, 1)},
         {},
         0},
        {"one of two was taken back",
         {posted(customer, 1), posted(customer, 2), deleted(customer, 2)},
         1,
         1,
         0,
         ReplyState::none,
         true},
        {"the first of two was taken back: the other one waits since it was written",
         {posted(customer, 1), posted(customer, 4), deleted(customer, 1)},
         4,
         1,
         0,
         ReplyState::none,
         true},
        {"an answered post is taken back after an older one came late",
         {posted(customer, 5), posted(Side::us, 6), posted(customer, 2), deleted(customer, 5)},
         2,
         1,
         0,
         ReplyState::none,
         true},
        {"a newer post is taken back, the older one came late and waits on",
         {posted(customer, 5), posted(customer, 2), deleted(customer, 5)},
         2,
         1,
         0,
         ReplyState::none,
         true},
        {"what a reply on its way answers is taken back, what came later waits",
         {posted(customer, 5), replied(queued), posted(customer, 2), deleted(customer, 5),
          replied(sent)},
         2,
         1,
         0,
         ReplyState::sent,
         true},
        {"of two that a lost reply had answered one is taken back",
         {posted(customer, 1), posted(customer, 2), replied(queued), replied(sent),
          replied(vanished, 1), deleted(customer, 1)},
         2,
         1,
         0,
         ReplyState::failed,
         true},
        {"a post of before the reply that was lost is taken back",
         {posted(customer, 1), posted(Side::us, 2), posted(customer, 3), replied(queued),
          replied(sent), replied(vanished, 3), deleted(customer, 1)},
         3,
         1,
         0,
         ReplyState::failed,
         true},
        {"the same post is taken back twice",
         {posted(customer, 1), posted(customer, 2), deleted(customer, 2), deleted(customer, 2)},
         1,
         1,
         0,
         ReplyState::none,
         true},
        {"a post that was answered is taken back",
         {posted(customer, 1), posted(Side::us, 2), posted(customer, 3), deleted(customer, 1)},
         3,
         1,
         0,
         ReplyState::none,
         true},
        {"what came while the reply was on its way is taken back",
         {posted(customer, 1), replied(queued), posted(customer, 2), deleted(customer, 2),
          replied(sent)},
         {},
         0,
         0,
         ReplyState::sent},
        {"our own post is taken back",
         {posted(customer, 1), deleted(Side::us, 0)},
         1,
         1,
         0,
         ReplyState::none,
         true},
        {"closed with a reason",
         {posted(customer, 1), about(EventKind::resolved, {}, "spam")},
         {},
         0},
        {"a decision to say nothing outlives a retry",
         {posted(customer, 1), replied(queued), posted(customer, 2), replied(failed, 1),
          about(EventKind::resolved, {}, "spam"), replied(retried), replied(sent)},
         {},
         0,
         0,
         ReplyState::sent},
        {"facts that concern no wait",
         {posted(customer, 1), about(EventKind::note_added, {}), about(EventKind::room_opened, {}),
          about(EventKind::profile_changed, {}), about(EventKind::post_edited, {}),
          about(EventKind::claimed, ana)},
         1,
         1,
         0,
         ReplyState::none,
         true},
    };
}

TEST(Conversation, KnowsWhoWaitsSinceWhen) {
    for (const auto& each : wait_cases()) {
        SCOPED_TRACE(each.name);
        const auto c = fold(each.events);
        EXPECT_EQ(waits(c), each.waiting);
        EXPECT_EQ(c.unanswered, each.unanswered);
        EXPECT_EQ(c.replies_pending, each.pending);
        EXPECT_EQ(c.reply_state, each.reply_state);
        EXPECT_EQ(needs_reply(c), each.needs_reply);
        EXPECT_EQ(c.version, static_cast<long long>(each.events.size()));
    }
}

TEST(Conversation, HasAnOwnerAndAState) {
    struct Case {
        std::string name;
        Events events;
        UserId owner;
        ConversationState state;
        std::string reason;
    };
    const auto open = ConversationState::open;
    for (const auto& each : std::vector<Case>{
             {"claimed", {about(EventKind::claimed, ana)}, ana, open, ""},
             {"assigned", {about(EventKind::assigned, ben)}, ben, open, ""},
             {"taken over",
              {about(EventKind::claimed, ana), about(EventKind::claimed, ben)},
              ben,
              open,
              ""},
             {"released",
              {about(EventKind::claimed, ana), about(EventKind::released, ana)},
              {},
              open,
              ""},
             {"resolved",
              {about(EventKind::claimed, ana), about(EventKind::resolved, {}, "duplicate")},
              ana,
              ConversationState::resolved,
              "duplicate"},
             {"reopened",
              {about(EventKind::resolved, {}, "spam"), about(EventKind::reopened, {}, "by hand")},
              {},
              open,
              ""}}) {
        SCOPED_TRACE(each.name);
        const auto c = fold(each.events);
        EXPECT_EQ(c.owner, each.owner);
        EXPECT_EQ(c.state, each.state);
        EXPECT_EQ(c.resolved_reason, each.reason);
    }
}

TEST(Conversation, OpensWithItsFirstEvent) {
    Event opened;
    opened.kind = EventKind::conversation_opened;
    opened.conversation = ConversationId{9};
    opened.written_at = minute(1);
    const auto c = fold({opened, posted(customer, 1)});
    EXPECT_EQ(c.id, ConversationId{9});
    EXPECT_EQ(c.opened_at, minute(1));
    EXPECT_EQ(c.last_post_at, minute(1));
}

struct VerbCase {
    std::string name;
    Events before;
    std::function<Result<Events>(const Conversation&)> verb;
    std::vector<EventKind> happens;
    std::optional<ErrorCode> refused = std::nullopt;
    std::string field = {};
};

std::vector<VerbCase> verb_cases() {
    using C = const Conversation&;
    const auto claimed_by = [](UserId user) { return about(EventKind::claimed, user); };
    const auto resolved = about(EventKind::resolved, {}, "spam");
    const auto resolve_for = [](std::optional<ResolveReason> reason) {
        return [reason](C c) { return resolve(c, ana, reason, noon); };
    };
    return {
        {"claim", {}, [](C c) { return claim(c, ana, noon, false); }, {EventKind::claimed}},
        {"claim one's own", {claimed_by(ana)}, [](C c) { return claim(c, ana, noon, false); }, {}},
        {"claim a colleague's",
         {claimed_by(ben)},
         [](C c) { return claim(c, ana, noon, false); },
         {},
         ErrorCode::conflict},
        {"take over",
         {claimed_by(ben)},
         [](C c) { return claim(c, ana, noon, true); },
         {EventKind::claimed}},
        {"assign", {}, [](C c) { return assign(c, ana, ben, noon); }, {EventKind::assigned}},
        {"assign to the owner",
         {claimed_by(ben)},
         [](C c) { return assign(c, ana, ben, noon); },
         {}},
        {"assign to oneself is a claim",
         {claimed_by(ben)},
         [](C c) { return assign(c, ana, ana, noon); },
         {EventKind::claimed}},
        {"release",
         {claimed_by(ana)},
         [](C c) { return release(c, ana, noon); },
         {EventKind::released}},
        {"release nobody's", {}, [](C c) { return release(c, ana, noon); }, {}},
        {"resolve while the customer waits",
         {posted(customer, 1)},
         resolve_for(std::nullopt),
         {},
         ErrorCode::invalid,
         "$.reason"},
        {"resolve as answered while the customer waits",
         {posted(customer, 1)},
         resolve_for(ResolveReason::answered),
         {},
         ErrorCode::invalid,
         "$.reason"},
        {"resolve with a reason",
         {posted(customer, 1)},
         resolve_for(ResolveReason::spam),
         {EventKind::resolved}},
        {"resolve what was answered",
         {posted(customer, 1), posted(Side::us, 2)},
         resolve_for(std::nullopt),
         {EventKind::resolved}},
        {"resolve with a reply on its way",
         {posted(customer, 1), replied(queued)},
         resolve_for(std::nullopt),
         {EventKind::resolved}},
        {"resolve with a reply on its way that does not answer the last post",
         {posted(customer, 1), replied(queued), posted(customer, 2)},
         resolve_for(std::nullopt),
         {},
         ErrorCode::invalid,
         "$.reason"},
        {"resolve after the reply failed",
         {posted(customer, 1), replied(queued), replied(failed, 1)},
         resolve_for(std::nullopt),
         {},
         ErrorCode::invalid,
         "$.reason"},
        {"resolve after the reply vanished",
         {posted(customer, 1), replied(queued), replied(sent), replied(vanished, 1)},
         resolve_for(std::nullopt),
         {},
         ErrorCode::invalid,
         "$.reason"},
        {"resolve twice", {resolved}, resolve_for(std::nullopt), {}},
        {"reopen",
         {resolved},
         [](C c) { return reopen(c, ana, "by hand", noon); },
         {EventKind::reopened}},
        {"reopen what is open", {}, [](C c) { return reopen(c, ana, "by hand", noon); }, {}},
        {"reply claims",
         {posted(customer, 1)},
         [](C c) { return queue_reply(c, ana, ReplyId{7}, RoomId{3}, noon); },
         {EventKind::claimed, EventKind::reply_queued}},
        {"reply to one's own",
         {claimed_by(ana)},
         [](C c) { return queue_reply(c, ana, ReplyId{7}, RoomId{3}, noon); },
         {EventKind::reply_queued}},
        {"reply to a resolved one opens it",
         {claimed_by(ana), resolved},
         [](C c) { return queue_reply(c, ana, ReplyId{7}, RoomId{3}, noon); },
         {EventKind::reopened, EventKind::reply_queued}},
    };
}

TEST(Conversation, SaysWhatHappensOrWhyNot) {
    for (const auto& each : verb_cases()) {
        SCOPED_TRACE(each.name);
        const auto events = each.verb(fold(each.before));
        if (each.refused) {
            ASSERT_FALSE(events);
            EXPECT_EQ(events.error().code, *each.refused);
            EXPECT_EQ(events.error().field, each.field);
            EXPECT_FALSE(events.error().message.empty());
            continue;
        }
        ASSERT_TRUE(events) << events.error().message;
        std::vector<EventKind> kinds;
        for (const auto& event : *events)
            kinds.push_back(event.kind);
        EXPECT_EQ(kinds, each.happens);
    }
}

}  // namespace
}  // namespace heed
