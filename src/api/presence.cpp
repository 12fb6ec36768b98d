#include "api/presence.hpp"

#include <algorithm>

namespace heed::api {

bool PresenceBoard::note(ConversationId conversation, const Person& person, bool replying,
                         Time now) {
    const std::lock_guard lock(mutex_);
    if (here_.size() >= conversations_max) here_.clear();
    auto& list = here_[conversation];
    std::erase_if(list, [&](const Here& here) {
        return here.person.id != person.id && now - here.seen_at > seen_for;
    });
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const Here& here) { return here.person.id == person.id; });
    if (found == list.end()) {
        list.push_back({person, now, replying ? now : Time{}});
        return true;
    }
    const bool was_gone = now - found->seen_at > seen_for;
    const bool was_replying = now - found->replying_at < replying_for;
    found->seen_at = now;
    found->replying_at = replying ? now : Time{};
    return was_gone || was_replying != replying;
}

std::vector<Presence> PresenceBoard::everybody(ConversationId conversation, Time now) {
    return others(conversation, "", now);
}

std::vector<Presence> PresenceBoard::others(ConversationId conversation, const Text& person_id,
                                            Time now) {
    const std::lock_guard lock(mutex_);
    std::vector<Presence> list;
    const auto found = here_.find(conversation);
    if (found == here_.end()) return list;
    for (const auto& here : found->second) {
        if (here.person.id == person_id || now - here.seen_at > seen_for) continue;
        list.push_back({here.person, now - here.replying_at < replying_for});
    }
    return list;
}

}  // namespace heed::api
