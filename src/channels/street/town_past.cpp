// What lies behind the start: conversations of the last day and a half in all their stages, with
// the replies of the four people who kept the desk until now.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "channels/street/town.hpp"

namespace heed::channels::street {

namespace {

constexpr std::array<std::string_view, 4> agents = {"Nora", "Ben", "Aylin", "Tomás"};

/// People sleep: the share of a full hour's posts that are written in this hour (UTC).
double liveliness(Time at) {
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(
                          at - std::chrono::floor<std::chrono::days>(at))
                          .count();
    if (hour < 5) return 0.12;
    if (hour < 7) return 0.5;
    if (hour < 21) return 1.0;
    return 0.45;
}

}  // namespace

void Town::plan_history() {
    auto random = Random::derive(settings_.seed, "past");
    const auto span = static_cast<double>(settings_.history.count());
    for (int i = 0; i < settings_.history_conversations; ++i) {
        const Opening opening = next_opening();
        // A third lies within the last sixth, so that enough of them are still open.
        Time at = start_;
        for (int tries = 0; tries < 20; ++tries) {
            const double ago = random.chance(0.3) ? random.fraction() / 6 : random.fraction();
            at = start_ - Millis{static_cast<Millis::rep>(1 + ago * (span - 1))};
            if (random.chance(liveliness(at))) break;
        }
        Story& story =
            begin_story(*opening.matter, choose_person(opening.matter->language, random));
        plan(at, Plan::open, story.id, 0, 0, lines_of(opening.matter->lines, "open")[opening.line]);
    }
    for (int i = 0; i < settings_.recent_conversations; ++i) {
        const Opening opening = next_opening();
        const double ago = 60'000 + random.fraction() * 3'500'000;
        Story& story =
            begin_story(*opening.matter, choose_person(opening.matter->language, random));
        plan(start_ - Millis{static_cast<Millis::rep>(ago)}, Plan::open, story.id, 0, 0,
             lines_of(opening.matter->lines, "open")[opening.line]);
    }
    const int noises = settings_.history_conversations / 3;
    for (int i = 0; i < noises; ++i) {
        const Time at = start_ - Millis{static_cast<Millis::rep>(random.fraction() * span)};
        plan(at, Plan::noise, -1, 0, 0, random.chance(0.2) ? "spam" : "chatter");
    }
    // The collector had an evening of it: more than anybody wants to read.
    const int bunches = settings_.history_conversations > 0 ? 4 : 0;
    for (int i = 0; i < bunches; ++i)
        plan(start_ - std::chrono::minutes{200 - 9 * i}, Plan::noise, -1, 0, 0, "swap");
}

bool Town::may_be_overlooked(const Story& story) const {
    const Entry* const root = find(story.root);
    return root && start_ - root->post.written_at <= settings_.overlooks_within;
}

void Town::plan_desk(Story& story) {
    const double chance = story.matter->intent == Intent::praise ? 0.6 : 0.92;
    const bool overlooks = story.neglected || !story.random.chance(chance);
    if (overlooks && may_be_overlooked(story)) return;
    const double usual_minutes = story.replies == 0 ? 34 : 18;
    const double drawn = usual_minutes * std::exp(story.random.between(-1.2, 1.3));
    const Millis delay{static_cast<Millis::rep>(drawn * 60'000)};
    const Millis lately = std::chrono::minutes{2};
    if (now_ + delay < start_ - lately) plan_for(story, delay, Plan::desk);
}

std::string Town::desk_line(Story& story, std::string& key) {
    const double kind = story.random.fraction();
    if (story.in_private) {
        key = "agent_private";
    } else if (story.matter->sensitive && kind < 0.75) {
        key = "agent_invite";
    } else if (story.has_answered || kind < 0.62 || story.matter->intent != Intent::complaint) {
        key = "reply";
    } else if (kind < 0.76) {
        key = "agent_ask";
    } else if (kind < 0.89) {
        key = "agent_invite";
    } else {
        key = "agent_canned";
    }
    if (key == "reply" && (story.had_good_answer || lines_of(story.matter->lines, "reply").empty()))
        key = "agent_answer";
    if (key == "reply") story.had_good_answer = true;
    const Lines& lines = Corpus::shipped().lines(*story.matter, key);
    return memory_.choose(lines, story.slots, story.random);
}

void Town::desk_answers(Story& story) {
    std::string key;
    Slots slots = story.slots;
    if (slots.agent.empty())
        slots.agent = story.random.pick(std::vector<std::string>{agents.begin(), agents.end()});
    story.slots.agent = slots.agent;
    const std::string line = desk_line(story, key);
    if (line.empty()) return;
    Reply reply;
    reply.delivery_key = fmt::format("past:{}:{}", story.id, story.replies);
    reply.at = now_;
    reply.room = story.in_private ? RoomKind::direct : RoomKind::public_;
    reply.text = fill(line, slots, people_[story.person]);
    reply.language = story.matter->language;
    reply.in_reply_to = story.in_private ? story.direct_root : story.last_post;
    reply.recipient = people_[story.person].author.remote_id;
    take_in(reply);
}

}  // namespace heed::channels::street
