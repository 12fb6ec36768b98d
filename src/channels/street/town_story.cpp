// How one matter goes on: waiting, following up, reacting to a reply, thanking.
#include <algorithm>

#include "channels/street/town.hpp"

namespace heed::channels::street {

namespace {

constexpr int follow_ups_max = 3;

bool is_over(Stage stage) {
    return stage == Stage::thanked || stage == Stage::left;
}

}  // namespace

std::size_t Town::say(Story& story, std::string_view key, RoomKind room) {
    const Person& person = people_[story.person];
    const Lines& lines = Corpus::shipped().lines(*story.matter, key);
    const Spoken spoken =
        speak(memory_.choose(lines, story.slots, story.random), story.slots, person, story.random);
    if (spoken.text.empty()) return Shown::none;

    const auto number =
        mix(mix(static_cast<std::uint64_t>(story.id), 3), static_cast<std::uint64_t>(story.said++));
    app::IncomingPost post = draft_post(person, spoken.text, number);
    post.room = room;
    if (room == RoomKind::direct) {
        post.thread_root = story.direct_root;
        if (story.direct_root.empty()) story.direct_root = post.remote_id;
    } else {
        const bool answers_us = !story.last_agent_post.empty() && key != "more1" && key != "more2";
        const Entry* const ours = answers_us ? find(story.last_agent_post) : nullptr;
        const bool in_public = ours && ours->post.room == RoomKind::public_;
        post.in_reply_to = in_public ? story.last_agent_post : story.last_post;
        post.thread_root = story.root;
    }
    const std::string id = post.remote_id;
    const std::size_t index = publish(std::move(post), story.id, true, story.matter->intent,
                                      story.anger, story.matter->name);
    entries_[index].key = key;
    if (room == RoomKind::public_) story.last_post = id;
    story.own_words.push_back(spoken.meant);
    plan_correction(index, spoken, story);
    return index;
}

/// Who slipped may notice and correct it; an angry post is sometimes regretted.
void Town::plan_correction(std::size_t entry, const Spoken& spoken, Story& story) {
    if (spoken.text != spoken.meant && story.random.chance(0.5))
        plan(now_ + minutes(story, 1, 6), Plan::edit, story.id, 0, entry, spoken.meant);
    if (story.anger >= 2 && story.random.chance(0.05))
        plan(now_ + minutes(story, 8, 40), Plan::take_away, story.id, 0, entry);
}

void Town::wait_for_answer(Story& story) {
    if (is_over(story.stage)) return;
    ++story.generation;
    story.stage = Stage::waiting;
    story.waiting_since = now_;
    const double patience = people_[story.person].patience / (1 + 0.35 * story.anger);
    // In the past hours went by; whoever watches now should see it happen.
    const Millis delay = in_past() ? minutes(story, 70 * patience, 240 * patience)
                                   : minutes(story, 9 * patience, 24 * patience);
    plan_for(story, delay, Plan::follow_up);
    if (in_past()) plan_desk(story);
}

void Town::follow_up(Story& story) {
    const bool complains = story.matter->intent == Intent::complaint;
    const int most = complains ? follow_ups_max : 1;
    if (story.matter->intent == Intent::praise || story.follow_ups >= most) {
        if (complains) story.stage = Stage::left;
        if (complains && busy_[story.person] > 0) --busy_[story.person];
        return;
    }
    ++story.follow_ups;
    if (complains) story.anger = std::min(3, story.anger + 1);
    story.worst_anger = std::max(story.worst_anger, story.anger);
    static constexpr std::string_view keys[] = {"more1", "more2", "more3"};
    say(story, keys[story.follow_ups - 1],
        story.in_private && story.follow_ups == 1 ? RoomKind::direct : RoomKind::public_);
    if (story.anger >= 2 && story.random.chance(0.5))
        plan_for(story, minutes(story, 1, 9), Plan::bystander);
    if (story.anger >= 2 && story.random.chance(0.3))
        plan_for(story, minutes(story, 2, 12), Plan::reshare);
    if (story.anger >= 3 && story.random.chance(0.35))
        plan_for(story, minutes(story, 2, 15), Plan::notice);
    wait_for_answer(story);
}

void Town::notice_reply(Story& story, const Reply& reply) {
    const Person& person = people_[story.person];
    ++story.replies;
    Reader reader{person.given, person.family, person.author.handle, story.own_words, {}};
    // The past's desk speaks from a small stock; only those who watch now compare.
    if (!in_past()) reader.seen_elsewhere.assign(recent_replies_.begin(), recent_replies_.end());
    const Impression impression = read_reply(reply.text, reader);
    if (!impression.agent.empty()) story.slots.agent = impression.agent;

    if (story.stage == Stage::solved) {  // asked in public whether it is: the best of ends
        ++story.generation;
        plan_for(story, minutes(story, 0.4, 2.5), Plan::give_thanks);
        return;
    }
    if (is_over(story.stage) && story.stage != Stage::left) return;
    const bool is_waiting = story.stage == Stage::waiting || story.stage == Stage::left;
    if (story.stage == Stage::hoping && !impression.insulting) return;

    const auto waited = now_ - story.waiting_since;
    const auto long_wait = paced(std::chrono::minutes{in_past() ? 90 : 10});
    const Mood mood{story.anger,
                    reply.room == RoomKind::direct,
                    story.matter->intent == Intent::complaint,
                    story.matter->sensitive,
                    is_waiting && waited > long_wait,
                    story.has_answered};
    const Reaction reaction = react(impression, mood);
    // A second, lesser word does not undo what a good one has begun.
    const bool was_helped = story.stage == Stage::reacting && story.next_move >= Move::answer;
    if (was_helped && reaction.move < Move::answer && reaction.move != Move::insulted) return;
    ++story.generation;
    story.anger = reaction.anger;
    story.worst_anger = std::max(story.worst_anger, story.anger);
    story.next_move = reaction.move;
    story.stage = Stage::reacting;
    plan_for(story, in_past() ? minutes(story, 2, 25) : minutes(story, 0.3, 1.8), Plan::react);
}

void Town::carry_out(Story& story) {
    const RoomKind here = story.in_private ? RoomKind::direct : RoomKind::public_;
    switch (story.next_move) {
        case Move::none:
            break;
        case Move::insulted:
            say(story, "insulted", RoomKind::public_);
            break;
        case Move::sceptical:
            say(story, "sceptical", here);
            break;
        case Move::late:
            say(story, "late", here);
            break;
        case Move::answer:
            story.has_answered = true;
            say(story, "answer", here);
            break;
        case Move::come_private:
            story.in_private = true;
            say(story, "dm", RoomKind::direct);
            break;
        case Move::calm: {
            const bool complains = story.matter->intent == Intent::complaint;
            if (complains && story.random.chance(0.8)) say(story, "calm", here);
            story.stage = Stage::hoping;
            ++story.generation;
            const bool quick = !complains;
            const Millis delay = in_past() ? minutes(story, quick ? 3 : 40, quick ? 40 : 420)
                                           : minutes(story, quick ? 0.3 : 1.5, quick ? 2 : 7);
            plan_for(story, delay, Plan::outcome);
            return;
        }
    }
    wait_for_answer(story);
}

/// What was announced has happened, mostly. Who was helped in private does not always come back to
/// say so where everybody reads; then the agent may ask.
void Town::outcome(Story& story) {
    const bool complains = story.matter->intent == Intent::complaint;
    if (complains && story.random.chance(0.1)) {
        story.anger = std::min(3, story.anger + 1);
        story.worst_anger = std::max(story.worst_anger, story.anger);
        say(story, "nothing_came", story.in_private ? RoomKind::direct : RoomKind::public_);
        wait_for_answer(story);
        return;
    }
    story.anger = 0;
    story.stage = Stage::solved;
    const double gratitude = people_[story.person].gratitude * (story.in_private ? 0.55 : 1.0);
    if (story.random.chance(gratitude)) give_thanks(story);
}

void Town::give_thanks(Story& story) {
    if (story.stage == Stage::thanked) return;
    const bool grudging = story.worst_anger >= 3 && story.random.chance(0.6);
    story.anger = 0;
    say(story, grudging ? "grudging" : "thanks", RoomKind::public_);
    story.stage = Stage::thanked;
    ++story.generation;
    if (busy_[story.person] > 0) --busy_[story.person];
}

void Town::change_text(const Event& event) {
    Entry& entry = entries_[event.entry];
    if (entry.deleted) return;
    entry.post.text = event.text;
    app::IncomingEdit edit{entry.post.remote_id, event.text, entry.post.media, now_};
    edit.whole = entry.post;
    stream_.push_back({std::move(edit), event.entry});
}

void Town::take_away(std::size_t index, Time at) {
    Entry& entry = entries_[index];
    if (entry.deleted) return;
    entry.deleted = true;
    stream_.push_back({app::IncomingDeletion{entry.post.remote_id, at}, index});
}

}  // namespace heed::channels::street
