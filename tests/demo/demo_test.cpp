#include <gtest/gtest.h>

#include <set>

#include "app/conversations.hpp"
#include "app/guard.hpp"
#include "demo/demo_support.hpp"

namespace heed::cli {
namespace {

using store::View;

class FirstView : public testing::TestWithParam<int> {
protected:
    DemoDesk desk{static_cast<std::uint64_t>(GetParam())};
};

INSTANTIATE_TEST_SUITE_P(Seeds, FirstView, testing::Values(1, 7, 42));

TEST_P(FirstView, IsWhatATeamOfFourCouldHaveLeft) {
    const auto waiting = desk.rows(View::needs_reply);
    EXPECT_GE(waiting.size(), 16U);
    EXPECT_LE(waiting.size(), 30U);
    int overdue = 0;
    int mine = 0;
    int colleagues = 0;
    for (const auto& row : waiting) {
        const auto waited = desk.clock.now() - *row.record.state.waiting_since;
        EXPECT_LT(waited, hours{8});
        overdue += waited > minutes{60} ? 1 : 0;
        mine += row.record.state.owner == desk.cast.owner() ? 1 : 0;
        colleagues += desk.cast.is_colleague(row.record.state.owner) ? 1 : 0;
    }
    EXPECT_GE(overdue, 3);
    EXPECT_LE(overdue, 8);
    EXPECT_GE(mine, 3);
    EXPECT_LE(mine, 5);
    EXPECT_GE(colleagues, 2);
    EXPECT_GE(desk.rows(View::answered).size(), 2U);
    EXPECT_GE(desk.rows(View::resolved).size(), 60U);
}

TEST_P(FirstView, ShowsSeveralNetworksReasonsAndHands) {
    std::map<std::string, int> networks;
    std::map<std::string, int> reasons;
    std::map<std::string, int> owners;
    for (const auto& row : desk.rows(View::all)) {
        ++networks[row.network];
        ++reasons[row.record.state.resolved_reason];
        ++owners[row.owner_name];
    }
    EXPECT_EQ(networks["web_form"], 3);
    EXPECT_GT(reasons["answered"], 3);
    EXPECT_GT(reasons["no_answer_needed"], 20);
    EXPECT_GT(reasons["spam"], 0);
    for (const auto& member : cast_members)
        EXPECT_GT(owners[std::string(member.name)], 3) << member.name;
}

TEST_P(FirstView, HappenedWhenItSays) {
    int notes = 0;
    std::map<ConversationId, Time> latest;
    for (const auto& event : desk.events()) {
        EXPECT_LE(event.at, desk.clock.now());
        if (event.kind == EventKind::reply_sent) {
            EXPECT_EQ(event.at, event.written_at);
        }
        notes += event.kind == EventKind::note_added ? 1 : 0;
        if (!event.conversation) continue;
        // A reply is queued its undo window before it is seen to leave.
        EXPECT_GE(event.at + minutes{2}, latest[event.conversation]) << name_of(event.kind);
        latest[event.conversation] = std::max(latest[event.conversation], event.at);
    }
    EXPECT_GE(notes, 4);
}

TEST_P(FirstView, HeardTheStreet) {
    std::map<std::string, int> decisions;
    std::map<std::string, int> terms;
    const auto heard = desk.ask<std::vector<store::HeardView>>([](store::Reader& reader) {
        store::HeardQuery query;
        query.limit = 10'000;
        return reader.heard(query);
    });
    for (const auto& view : heard) {
        ++decisions[std::string(name_of(view.record.decision))];
        for (const auto& term : view.record.terms)
            ++terms[term.text];
        EXPECT_EQ(view.post.post.text.find("garden"), std::string::npos);
    }
    EXPECT_GT(decisions["inbox"], 0);
    EXPECT_GT(decisions["listening"], 0);
    EXPECT_GT(decisions["folded"], 0);
    EXPECT_GT(terms["Larkspur"], 5);
    EXPECT_GT(terms["Bramble Parcels"], 0);
}

void expect_state_follows_from_events(const DemoDesk& desk) {
    const auto truth = folded(desk.events());
    const auto rows = desk.rows(View::all);
    EXPECT_EQ(rows.size(), truth.size());
    for (const auto& row : rows) {
        const auto& state = row.record.state;
        const auto& told = truth.at(state.id);
        EXPECT_EQ(state.version, told.version);
        EXPECT_EQ(state.owner, told.owner);
        EXPECT_EQ(state.state, told.state);
        EXPECT_EQ(state.waiting_since, told.waiting_since);
        EXPECT_EQ(state.unanswered, told.unanswered);
        EXPECT_EQ(state.replies_pending, told.replies_pending);
        EXPECT_EQ(state.resolved_reason, told.resolved_reason);
    }
    EXPECT_EQ(desk.ask<std::vector<std::string>>([](auto& reader) { return reader.violations(); }),
              std::vector<std::string>{});
}

TEST_P(FirstView, FollowsFromItsEvents) {
    expect_state_follows_from_events(desk);
}

TEST(TheTeam, KeepsTheInboxAliveForAnHour) {
    DemoDesk desk{1};
    DemoTeam team{desk.office()};
    std::size_t most = 0;
    std::size_t least = 1'000;
    desk.live_on(team, hours{1}, [&] {
        const auto waiting = desk.rows(View::needs_reply).size();
        most = std::max(most, waiting);
        least = std::min(least, waiting);
    });
    EXPECT_LT(most, 60U);
    EXPECT_GT(least, 5U);
    std::map<UserId, int> replies;
    for (const auto& event : desk.events()) {
        const bool now = event.at > desk.world->start();
        if (now && event.kind == EventKind::reply_queued) ++replies[event.actor];
    }
    for (std::size_t i = 1; i < cast_members.size(); ++i)
        EXPECT_GT(replies[desk.cast.ids[i]], 8) << cast_members[i].name;
    EXPECT_EQ(replies[desk.cast.owner()], 0);
    expect_state_follows_from_events(desk);
}

/// Every third that nobody owns: one is looked at, one has a draft, one is claimed, in turn.
TEST(TheTeam, LeavesAloneWhatIsTheOwners) {
    DemoDesk desk{2, 5};
    DemoTeam team{desk.office()};
    std::vector<ConversationId> looked_at;
    std::map<ConversationId, long long> touched;
    int turn = 0;
    for (const auto& row : desk.rows(View::unassigned)) {
        const auto id = row.record.state.id;
        if (++turn % 3 == 0) looked_at.push_back(id);
        desk.write([&](app::Transaction& t) -> Status {
            const app::Env nora{desk.clock.now(), desk.ids, desk.cast.owner()};
            const auto post = t.post(row.record.last_post);
            if (turn % 3 == 1) {
                (void)app::save_draft(t, nora, {id, {}, post->room, post->id, "Hi", {}, {}});
            } else if (turn % 3 == 2) {
                (void)app::set_owner(t, nora, id, desk.cast.owner(), false);
            }
            return {};
        });
        touched[id] = 0;
    }
    ASSERT_GT(touched.size(), 6U);
    const api::Person nora{to_string(desk.cast.owner()), "Nora"};
    const auto begin = desk.events().back().seq;
    desk.live_on(team, minutes{20}, [&] {
        for (const auto id : looked_at)
            desk.presence.note(id, nora, false, desk.clock.now());
    });
    int elsewhere = 0;
    std::map<ConversationId, UserId> owner;
    for (const auto& event : desk.events()) {
        const bool by_team = desk.cast.is_colleague(event.actor) && event.seq > begin;
        if (by_team) {
            EXPECT_FALSE(touched.contains(event.conversation)) << name_of(event.kind);
            EXPECT_NE(owner[event.conversation], desk.cast.owner());
        }
        elsewhere += by_team ? 1 : 0;
        if (event.kind == EventKind::claimed || event.kind == EventKind::assigned)
            owner[event.conversation] = event.person;
    }
    EXPECT_GT(elsewhere, 20);
}

TEST(TheTeam, DoesTheSameForTheSameSeed) {
    const auto replies_of = [] {
        DemoDesk desk{3, 10};
        DemoTeam team{desk.office()};
        desk.live_on(team, minutes{8});
        std::vector<std::string> texts;
        for (const auto& post : desk.world->posts()) {
            if (post.post.own) texts.push_back(post.post.text);
        }
        return texts;
    };
    const auto once = replies_of();
    EXPECT_GT(once.size(), 100U);
    EXPECT_EQ(once, replies_of());
}

/// The guard holds for them as for everybody: a desk on which every reply waits for a second person
/// lets none of theirs go alone, and one that is stopped lets none go at all.
TEST(TheTeam, SendsNothingPastTheGuard) {
    DemoDesk desk{1, 4};
    DemoTeam team{desk.office()};
    desk.write([&](app::Transaction& t) {
        GuardRule rule;
        rule.all_wait = true;
        return app::set_guard(t, {desk.clock.now(), desk.ids, desk.cast.owner()}, {{rule}}, {});
    });
    const auto begin = desk.events().back().seq;
    desk.live_on(team, minutes{12});
    std::map<ReplyId, UserId> writers;
    std::set<ReplyId> held;
    std::set<ReplyId> approved;
    int sent = 0;
    for (const auto& event : desk.events()) {
        if (event.seq <= begin) continue;
        if (event.kind == EventKind::reply_queued) writers[event.reply] = event.actor;
        if (event.kind == EventKind::reply_held) held.insert(event.reply);
        if (event.kind == EventKind::reply_approved) {
            approved.insert(event.reply);
            EXPECT_NE(event.actor, writers[event.reply]);
        }
        if (event.kind != EventKind::reply_sent) continue;
        ++sent;
        EXPECT_TRUE(approved.contains(event.reply));
    }
    EXPECT_GT(writers.size(), 10U);
    EXPECT_EQ(held.size(), writers.size());
    EXPECT_GT(sent, 5);

    desk.write([&](app::Transaction& t) {
        return app::stop_outgoing(t, {desk.clock.now(), desk.ids, desk.cast.owner()}, "Wait.");
    });
    const auto stopped = desk.events().back().seq;
    desk.live_on(team, minutes{6});
    for (const auto& event : desk.events()) {
        if (event.seq > stopped) {
            EXPECT_NE(event.kind, EventKind::reply_sending);
        }
    }
}

TEST(TheTeam, IsSeenWhileItWrites) {
    DemoDesk desk{1, 2};
    DemoTeam team{desk.office()};
    int seen = 0;
    desk.live_on(team, minutes{6}, [&] {
        for (const auto& row : desk.rows(View::all)) {
            for (const auto& here : desk.presence.everybody(row.record.state.id, desk.clock.now()))
                seen += here.replying ? 1 : 0;
        }
    });
    EXPECT_GT(seen, 0);
}

TEST(TheTeam, StopsWhileItWaits) {
    DemoDesk desk{1};
    DemoTeam team{desk.office()};
    team.start();
    team.stop();
    team.stop();
    EXPECT_FALSE(desk.rows(View::all).empty());
}

TEST(ThePast, IsLivedOnce) {
    DemoDesk desk{1};
    const auto before = desk.events().size();
    EXPECT_TRUE(live_the_past(*desk.database, desk.ids, *desk.world, desk.clock, 1,
                              desk.listening(), desk.judging()));
    EXPECT_EQ(desk.events().size(), before);
}

}  // namespace
}  // namespace heed::cli
