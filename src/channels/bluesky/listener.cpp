#include "channels/bluesky/listener.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <condition_variable>

#include "base/log.hpp"
#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"
#include "channels/bluesky/records.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;
using std::chrono::steady_clock;

namespace {

Millis elapsed(const std::optional<steady_clock::time_point>& since) {
    if (!since) return Millis::max();
    return std::chrono::duration_cast<Millis>(steady_clock::now() - *since);
}

/// The moment in a cursor of ours; none in an empty or a foreign one.
std::optional<Time> read_cursor(const std::string& cursor) {
    return parse_rfc3339(std::string_view(cursor).substr(0, cursor.find('#')));
}

}  // namespace

Listener::Listener(const BlueskySettings& settings, Session& session, Delivered& delivered,
                   const Clock& clock)
    : settings_(settings),
      session_(session),
      delivered_(delivered),
      clock_(clock),
      notifications_(session, clock),
      profiles_(session, clock) {}

Result<Received> Listener::receive(const std::string& cursor, Millis wait,
                                   const std::stop_token& stop) {
    const auto begun = steady_clock::now();
    const Millis interval{settings_.poll_interval_ms};
    while (true) {
        const bool has_work = notifications_.is_scanning() || !notifications_.backlog().empty();
        const Millis left = wait - elapsed(begun);
        if (!has_work && elapsed(last_scan_) < interval)
            pause(std::min(left, interval - elapsed(last_scan_)), stop);
        auto received = step(cursor, stop);
        if (!received || received->more || received->cursor != cursor) return received;
        if (stop.stop_requested() || elapsed(begun) >= wait) return received;
    }
}

Result<Received> Listener::step(const std::string& cursor, const std::stop_token& stop) {
    auto did = session_.did(stop);
    if (!did) return fail(std::move(did.error()));
    own_did_ = *std::move(did);
    if (cursor.empty() || cursor != returned_cursor_)
        begin(cursor);
    else
        mark_seen(stop);
    if (notifications_.backlog().empty()) {
        const auto whole = notifications_.scan(stop);
        if (!whole) return fail(whole.error());
        last_scan_ = steady_clock::now();
        skipped_ += notifications_.take_skipped();
        if (!*whole) return Received{{}, cursor, true};
    }
    if (!notifications_.backlog().empty()) return hand_over(stop);
    if (elapsed(last_own_posts_) >= Millis{settings_.own_posts_interval_ms})
        return hand_over_own_posts(stop);
    // The first step of all gives a cursor, for there is none yet to give back.
    return cursor.empty() ? give({}, false) : Received{{}, cursor, false};
}

void Listener::begin(const std::string& cursor) {
    if (cursor.empty() && notifications_.is_scanning()) return;  // the first scan goes on
    const auto position = read_cursor(cursor);
    notifications_.reset(position);
    own_position_ = position.value_or(clock_.now());
    seen_up_to_ = position.value_or(Time{});
    handed_over_.clear();
    last_own_posts_.reset();
    returned_cursor_ = cursor;
}

Result<Received> Listener::hand_over(const std::stop_token& stop) {
    const auto count = std::min(posts_per_step_max, notifications_.backlog().size());
    auto posts = fetch_posts(count, stop);
    if (!posts) return fail(std::move(posts.error()));
    in_this_step_.clear();
    std::vector<app::Incoming> items;
    pending_.clear();
    for (const auto& [uri, post] : *posts)
        pending_.insert(uri);
    std::size_t taken = 0;
    for (; taken < count; ++taken) {
        if (items.size() + ancestors_max >= app::incoming_batch_max) break;
        const auto found = posts->find(notifications_.backlog()[taken].uri);
        if (found == posts->end()) continue;  // deleted meanwhile, or malformed
        const auto added = add_with_ancestors(std::move(found->second), items, stop);
        if (!added) return fail(added.error());
    }
    notifications_.drop(taken);
    for (const auto& uri : in_this_step_)
        handed_over_.add(uri);
    profiles_.complete(items, stop);
    return give(std::move(items), !notifications_.backlog().empty());
}

Result<Listener::Views> Listener::fetch_posts(std::size_t count, const std::stop_token& stop) {
    Views posts;
    for (std::size_t begin = 0; begin < count; begin += posts_per_call) {
        XrpcCall call{XrpcKind::query, "app.bsky.feed.getPosts"};
        for (std::size_t i = begin; i < std::min(begin + posts_per_call, count); ++i)
            call.query.emplace_back("uris", notifications_.backlog()[i].uri);
        const auto answer = session_.call(call, stop);
        if (!answer) return fail(answer.error());
        for (const auto& view : read_list(*answer, {"posts"})) {
            auto post = read_post(view, own_did_, clock_.now());
            if (!post) {
                ++skipped_;
                log::warn("Bluesky: skipped a malformed post");
                continue;
            }
            std::string uri = post->remote_id;
            posts.emplace(std::move(uri), *std::move(post));
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto& pointer = notifications_.backlog()[i];
        if (posts.contains(pointer.uri)) continue;
        auto post = recover(pointer, stop);
        if (!post) return fail(std::move(post.error()));
        if (*post) posts.emplace(pointer.uri, **std::move(post));
    }
    return posts;
}

/// A post that we were told of and that is not shown. When its record still exists, the network is
/// only behind (or hides it from us), and what the notification held is handed over.
Result<std::optional<app::IncomingPost>> Listener::recover(const Pointer& pointer,
                                                           const std::stop_token& stop) {
    const auto view = parse_json(pointer.view);
    auto post = view ? read_post(*view, own_did_, clock_.now()) : std::nullopt;
    if (!post) return std::nullopt;
    const auto exists = record_exists(session_, pointer.uri, stop);
    if (!exists) return fail(exists.error());
    if (!*exists) post.reset();
    return post;
}

Status Listener::add_with_ancestors(app::IncomingPost post, std::vector<app::Incoming>& items,
                                    const std::stop_token& stop) {
    const auto is_news = [&](const std::string& uri) {
        return !handed_over_.contains(uri) && !in_this_step_.contains(uri);
    };
    if (in_this_step_.contains(post.remote_id)) return {};
    if (!post.in_reply_to.empty() && is_news(post.in_reply_to)) {
        auto ancestors = fetch_ancestors(post.remote_id, stop);
        if (!ancestors) return fail(std::move(ancestors.error()));
        for (auto& ancestor : *ancestors) {
            if (!is_news(ancestor.remote_id) || delivered_.contains(ancestor.remote_id)) continue;
            // One that turns up below as a mention of its own must not come as mere context.
            if (pending_.contains(ancestor.remote_id)) ancestor.context = false;
            ancestor.addressed = !ancestor.context && !ancestor.own;
            in_this_step_.insert(ancestor.remote_id);
            items.emplace_back(std::move(ancestor));
        }
    }
    in_this_step_.insert(post.remote_id);
    items.emplace_back(std::move(post));
    return {};
}

/// The posts above `uri`, the topmost first. It may end at one that is gone or hidden from us.
Result<std::vector<app::IncomingPost>> Listener::fetch_ancestors(const std::string& uri,
                                                                 const std::stop_token& stop) {
    XrpcCall call{XrpcKind::query, "app.bsky.feed.getPostThread"};
    call.query = {{"uri", uri}, {"depth", "0"}, {"parentHeight", std::to_string(ancestors_max)}};
    const auto answer = session_.call(call, stop);
    std::vector<app::IncomingPost> ancestors;
    if (!answer) {
        const auto code = answer.error().code;
        if (code == ErrorCode::not_found || code == ErrorCode::invalid) return ancestors;
        return fail(answer.error());
    }
    const json::value* node = find(*answer, {"thread", "parent"});
    while (node != nullptr && ancestors.size() < ancestors_max) {
        const json::value* view = find(*node, {"post"});
        auto post = view != nullptr ? read_post(*view, own_did_, clock_.now()) : std::nullopt;
        if (!post) break;
        // What we answered ourselves, from a phone, is part of the matter and not its background.
        post->context = !post->own || post->in_reply_to.empty();
        ancestors.push_back(*std::move(post));
        node = find(*node, {"parent"});
    }
    std::reverse(ancestors.begin(), ancestors.end());
    return ancestors;
}

Result<Received> Listener::hand_over_own_posts(const std::stop_token& stop) {
    auto items = fetch_own_posts(stop);
    if (!items) return fail(std::move(items.error()));
    last_own_posts_ = steady_clock::now();
    if (items->empty() && !returned_cursor_.empty()) return Received{{}, returned_cursor_, false};
    profiles_.complete(*items, stop);
    return give(*std::move(items), false);
}

/// Answers that our account gave from elsewhere. What it posts outside of threads answers nobody.
Result<std::vector<app::Incoming>> Listener::fetch_own_posts(const std::stop_token& stop) {
    std::vector<app::Incoming> items;
    std::string page_cursor;
    Time newest = own_position_;
    for (int page = 0; page < own_pages_max; ++page) {
        XrpcCall call{XrpcKind::query, "app.bsky.feed.getAuthorFeed"};
        call.query = {{"actor", own_did_},
                      {"filter", "posts_with_replies"},
                      {"limit", std::to_string(own_page_size)}};
        if (!page_cursor.empty()) call.query.emplace_back("cursor", page_cursor);
        const auto answer = session_.call(call, stop);
        if (!answer) return fail(answer.error());
        const bool reached_known = take_own_posts(*answer, items, newest);
        page_cursor = read_text(*answer, {"cursor"});
        if (reached_known || page_cursor.empty()) break;
    }
    own_position_ = newest;
    for (const auto& item : items)
        handed_over_.add(std::get<app::IncomingPost>(item).remote_id);
    std::reverse(items.begin(), items.end());
    return items;
}

/// Takes the answers from one page of our account's feed; true when the rest is old.
bool Listener::take_own_posts(const json::value& page, std::vector<app::Incoming>& items,
                              Time& newest) const {
    for (const auto& entry : read_list(page, {"feed"})) {
        const json::value* view = find(entry, {"post"});
        auto post = view != nullptr ? read_post(*view, own_did_, clock_.now()) : std::nullopt;
        const bool reposted = find(entry, {"reason"}) != nullptr;
        if (!post || !post->own || reposted) continue;
        newest = std::max(newest, std::min(post->written_at, clock_.now()));
        if (post->written_at < own_position_ - late_arrival_overlap) return true;
        const bool known =
            handed_over_.contains(post->remote_id) || delivered_.contains(post->remote_id);
        if (post->in_reply_to.empty() || known) continue;
        post->addressed = false;
        items.emplace_back(*std::move(post));
    }
    return false;
}

Received Listener::give(std::vector<app::Incoming> items, bool more) {
    returned_cursor_ =
        fmt::format("{}#{}", format_rfc3339(notifications_.position()), ++step_number_);
    Received received{std::move(items), returned_cursor_, more};
    received.skipped = std::exchange(skipped_, 0);
    return received;
}

/// Takes the unread marks off our account's app, once the step is stored. Only for the eye: what we
/// have read we know by our own cursor, and so a failure does no harm.
void Listener::mark_seen(const std::stop_token& stop) {
    const Time position = notifications_.position();
    if (position <= seen_up_to_) return;
    seen_up_to_ = position;
    const json::object body{{"seenAt", format_rfc3339(position + Millis{1})}};
    const XrpcCall call{XrpcKind::procedure,
                        "app.bsky.notification.updateSeen",
                        {},
                        json::serialize(body),
                        "application/json"};
    if (const auto answer = session_.call(call, stop); !answer)
        log::warn("Bluesky: cannot mark notifications as seen: {}", answer.error().message);
}

void Listener::pause(Millis time, const std::stop_token& stop) const {
    if (time <= Millis{0}) return;
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace heed::channels::bluesky
