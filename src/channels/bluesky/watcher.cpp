#include "channels/bluesky/watcher.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "channels/bluesky/json.hpp"
#include "channels/bluesky/listener.hpp"
#include "channels/bluesky/post_view.hpp"
#include "channels/bluesky/records.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

Result<std::vector<app::Incoming>> Watcher::recheck(std::span<const Watched> posts,
                                                    const std::stop_token& stop) {
    posts = posts.first(std::min(posts.size(), watched_max));
    record_reads_left_ = record_reads_max;
    std::vector<app::Incoming> changes;
    for (std::size_t i = 0; i < posts.size(); i += posts_per_call) {
        const auto some = posts.subspan(i, std::min(posts_per_call, posts.size() - i));
        if (auto done = recheck_some(some, changes, stop); !done)
            return fail(std::move(done.error()));
    }
    return changes;
}

Status Watcher::recheck_some(std::span<const Watched> posts, std::vector<app::Incoming>& changes,
                             const std::stop_token& stop) {
    XrpcCall call{XrpcKind::query, "app.bsky.feed.getPosts"};
    for (const auto& post : posts)
        if (parse_post_uri(post.remote_id)) call.query.emplace_back("uris", post.remote_id);
    if (call.query.empty()) return {};
    const auto answer = session_.call(call, stop);
    if (!answer) return fail(answer.error());
    std::map<std::string, const json::value*> views;
    for (const auto& view : read_list(*answer, {"posts"}))
        views.emplace(read_text(view, {"uri"}), &view);
    for (const auto& post : posts) {
        if (!parse_post_uri(post.remote_id)) continue;
        const auto view = views.find(post.remote_id);
        if (view == views.end()) {
            if (auto done = confirm_missing(post, changes, stop); !done) return done;
            continue;
        }
        const json::value* record = find(*view->second, {"record"});
        if (record == nullptr || find(*record, {"text"}) == nullptr) continue;
        std::string text = read_post_text(*record);
        if (text == post.text) continue;
        const auto edited_at = parse_rfc3339(read_text(*view->second, {"indexedAt"}));
        changes.push_back(app::IncomingEdit{post.remote_id, std::move(text),
                                            read_media(*view->second),
                                            edited_at.value_or(clock_.now())});
    }
    return {};
}

/// A post that is not shown was deleted, or its author blocks us. Only a deletion takes the record
/// away; who blocks us has not asked for his words to be forgotten. Beyond the bound the rest waits
/// for the next time.
Status Watcher::confirm_missing(const Watched& post, std::vector<app::Incoming>& changes,
                                const std::stop_token& stop) {
    if (record_reads_left_-- <= 0) return {};
    const auto exists = record_exists(session_, post.remote_id, stop);
    if (!exists) return fail(exists.error());
    if (*exists) return {};
    changes.push_back(app::IncomingDeletion{post.remote_id, clock_.now()});
    return {};
}

}  // namespace heed::channels::bluesky
