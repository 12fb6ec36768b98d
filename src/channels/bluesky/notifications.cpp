#include "channels/bluesky/notifications.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/log.hpp"
#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

namespace {

constexpr std::size_t malformed_key_bytes = 512;

bool is_about_us(std::string_view reason) {
    return reason == "mention" || reason == "reply" || reason == "quote";
}

/// The network's cursor is a moment, and it goes on strictly before it: entries of the very same
/// millisecond would be lost between two pages. One more millisecond lists them again instead.
std::string with_ties(const std::string& cursor, const std::string& used) {
    const auto moment = parse_rfc3339(cursor);
    if (!moment) return cursor;
    auto inclusive = format_rfc3339(*moment + Millis{1});
    return inclusive == used ? cursor : inclusive;  // a page full of one moment must end some time
}

/// An account that has never looked at its notifications has no "seen" mark; the network then
/// names the newest entry's moment and calls only that one unread. All of them are.
bool never_looked(const json::value& answer) {
    const auto& entries = read_list(answer, {"notifications"});
    const auto seen = read_text(answer, {"seenAt"});
    if (seen.empty()) return true;
    if (entries.empty() || read_flag(entries[0], {"isRead"})) return false;
    return parse_rfc3339(seen) == parse_rfc3339(read_text(entries[0], {"indexedAt"}));
}

}  // namespace

void Notifications::reset(std::optional<Time> position) {
    first_run_ = !position;
    primed_ = false;
    position_ = position.value_or(Time{});
    floor_ = Time{};
    next_deep_scan_ = Time{};
    scan_ = {};
    backlog_.clear();
    known_.clear();
}

Result<bool> Notifications::scan(const std::stop_token& stop) {
    if (!scan_.active) begin_scan();
    for (int step = 0; step < pages_per_step_max; ++step) {
        const auto page = read_page(stop);
        if (!page) return fail(page.error());
        const auto next = page->entries == 0 ? page->next_cursor
                                             : with_ties(page->next_cursor, scan_.page_cursor);
        if (is_complete(*page) || next == scan_.page_cursor) {
            finish_scan();
            return true;
        }
        scan_.page_cursor = next;
    }
    return false;
}

void Notifications::begin_scan() {
    scan_ = {};
    scan_.active = true;
    scan_.deep = clock_.now() >= next_deep_scan_;
}

Result<Notifications::Page> Notifications::read_page(const std::stop_token& stop) {
    XrpcCall call{XrpcKind::query, "app.bsky.notification.listNotifications"};
    // Said outright: an account may have asked its app to show only people it follows, and a server
    // was seen to turn that on by itself. A customer is nobody whom we follow.
    call.query = {{"limit", std::to_string(page_size)},
                  {"priority", "false"},
                  {"reasons", "mention"},
                  {"reasons", "reply"},
                  {"reasons", "quote"}};
    if (!scan_.page_cursor.empty()) call.query.emplace_back("cursor", scan_.page_cursor);
    const auto answer = session_.call(call, stop);
    if (!answer) return fail(answer.error());
    Page page;
    page.next_cursor = read_text(*answer, {"cursor"});
    const bool all_unread = scan_.page_cursor.empty() && never_looked(*answer);
    for (const auto& entry : read_list(*answer, {"notifications"}))
        read_entry(entry, all_unread, page);
    ++scan_.pages;
    scan_.stale_pages = page.entries > 0 && page.fresh == 0 ? scan_.stale_pages + 1 : 0;
    // What does not fit is the newest; a later scan finds it again, above the position.
    if (scan_.found.size() > 2 * backlog_max)
        scan_.found.erase(scan_.found.begin(), scan_.found.begin() + backlog_max);
    return page;
}

void Notifications::read_entry(const json::value& entry, bool all_unread, Page& page) {
    if (!is_about_us(read_text(entry, {"reason"}))) return;
    const auto uri = read_text(entry, {"uri"});
    const auto indexed_at = parse_rfc3339(read_text(entry, {"indexedAt"}));
    if (!parse_post_uri(uri) || !indexed_at) return skip(entry);
    const Time time = *indexed_at;
    const bool unread = all_unread || !read_flag(entry, {"isRead"});
    ++page.entries;
    page.reached_read = page.reached_read || !unread;
    scan_.newest = std::max(scan_.newest, time);
    scan_.oldest = std::min(scan_.oldest, time);
    if (known_.contains(uri)) ++page.known;
    if (scan_.listed.contains(uri)) return;
    scan_.listed.add(uri);
    ++page.fresh;
    if (known_.contains(uri)) return;
    if (is_wanted(time, unread)) {
        scan_.found.push_back({uri, time, json::serialize(entry)});
    } else {
        scan_.passed_over.push_back(uri);
    }
}

bool Notifications::is_wanted(Time time, bool unread) const {
    if (first_run_) return unread;
    return time >= position_ - late_arrival_overlap || (primed_ && time >= floor_);
}

bool Notifications::is_complete(const Page& page) const {
    if (page.next_cursor.empty()) return true;
    if (scan_.stale_pages >= stale_pages_max) return true;  // the server goes round in circles
    if (first_run_) return page.reached_read || scan_.pages >= first_pages_max;
    if (scan_.oldest < position_ - late_arrival_overlap) return true;
    return primed_ && !scan_.deep && page.entries > 0 && page.known == page.entries;
}

void Notifications::finish_scan() {
    std::stable_sort(scan_.found.begin(), scan_.found.end(),
                     [](const Pointer& a, const Pointer& b) { return a.time < b.time; });
    for (auto& pointer : scan_.found)
        backlog_.push_back(std::move(pointer));
    for (const auto& uri : scan_.passed_over)
        known_.add(uri);
    while (backlog_.size() > backlog_max)
        backlog_.pop_back();
    if (first_run_) {
        const bool nothing_listed = scan_.newest == Time{};
        position_ = nothing_listed ? clock_.now() - late_arrival_overlap : passed(scan_.newest);
        if (!backlog_.empty()) position_ = passed(backlog_.front().time);
    }
    if (!primed_) floor_ = scan_.oldest == Time::max() ? Time{} : scan_.oldest;
    if (scan_.deep) next_deep_scan_ = clock_.now() + deep_scan_interval;
    first_run_ = false;
    primed_ = true;
    scan_ = {};
}

/// A moment that lies ahead must not carry the position along, or all until then would be lost.
Time Notifications::passed(Time time) const {
    return std::min(time, clock_.now());
}

void Notifications::drop(std::size_t count) {
    for (std::size_t i = 0; i < count && !backlog_.empty(); ++i) {
        position_ = std::max(position_, passed(backlog_.front().time));
        known_.add(backlog_.front().uri);
        backlog_.pop_front();
    }
}

int Notifications::take_skipped() {
    return std::exchange(skipped_, 0);
}

/// Counted and said once, though every scan meets the entry again.
void Notifications::skip(const json::value& entry) {
    const std::string key = json::serialize(entry).substr(0, malformed_key_bytes);
    if (known_.contains(key)) return;
    known_.add(key);
    ++skipped_;
    log::warn("Bluesky: skipped a notification without a usable post or time");
}

}  // namespace heed::channels::bluesky
