#include "channels/bluesky/profiles.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <vector>

#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"

namespace heed::channels::bluesky {

Profiles::Profiles(Session& session, const Clock& clock)
    : Profiles(Ask([&session](const XrpcCall& call, const std::stop_token& stop) {
                   return session.call(call, stop);
               }),
               clock) {}

void Profiles::complete(std::span<app::Incoming> items, const std::stop_token& stop) {
    std::set<std::string> missing;
    for (const auto& item : items) {
        const auto* post = std::get_if<app::IncomingPost>(&item);
        if (post == nullptr) continue;
        const auto entry = entries_.find(post->author.remote_id);
        if (entry == entries_.end() || clock_.now() - entry->second.fetched_at > profile_lifetime)
            missing.insert(post->author.remote_id);
    }
    const std::vector<std::string> dids(missing.begin(), missing.end());
    for (std::size_t i = 0; i < dids.size(); i += profiles_per_call)
        fetch(std::span(dids).subspan(i, std::min(profiles_per_call, dids.size() - i)), stop);
    for (auto& item : items) {
        auto* post = std::get_if<app::IncomingPost>(&item);
        if (post == nullptr) continue;
        const auto entry = entries_.find(post->author.remote_id);
        if (entry != entries_.end()) post->author = entry->second.author;
    }
}

void Profiles::fetch(std::span<const std::string> dids, const std::stop_token& stop) {
    XrpcCall call{XrpcKind::query, "app.bsky.actor.getProfiles"};
    for (const auto& did : dids)
        call.query.emplace_back("actors", did);
    const auto answer = ask_(call, stop);
    if (!answer) return;
    for (const auto& profile : read_list(*answer, {"profiles"}))
        if (auto author = read_author(profile)) remember(*std::move(author));
}

void Profiles::remember(Author author) {
    const std::string did = author.remote_id;
    if (entries_.insert_or_assign(did, Entry{std::move(author), clock_.now()}).second)
        order_.push_back(did);
    if (order_.size() <= profiles_max) return;
    entries_.erase(order_.front());
    order_.pop_front();
}

}  // namespace heed::channels::bluesky
