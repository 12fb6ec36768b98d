#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "channels/replay/recorded_post.hpp"
#include "channels/street/street.hpp"

/// What the street's tests share: a clock to turn by hand, and ways to look at what was heard.
namespace heed::channels::street {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class ManualClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_; }
    void pass(Millis duration) { now_ += duration; }

private:
    Time now_ = from_millis(1'795'000'000'000);
};

inline std::shared_ptr<World> open(const StreetSettings& settings, const Clock& clock) {
    auto world = World::open(settings, clock);
    EXPECT_TRUE(world) << world.error().message;
    return *world;
}

/// A street on which nothing begins by itself after the start.
inline StreetSettings quiet(std::uint64_t seed = 1) {
    StreetSettings settings;
    settings.seed = seed;
    settings.posts_per_hour = 0;
    return settings;
}

inline std::vector<app::Incoming> hear_all(World& world, std::string cursor = "") {
    std::vector<app::Incoming> heard;
    for (;;) {
        auto received = world.receive(cursor, Millis{0}, {});
        EXPECT_TRUE(received);
        for (auto& item : received->items)
            heard.push_back(std::move(item));
        cursor = received->cursor;
        if (!received->more) return heard;
    }
}

inline std::vector<app::IncomingPost> posts_of(const std::vector<app::Incoming>& items) {
    std::vector<app::IncomingPost> posts;
    for (const auto& item : items) {
        if (const auto* post = std::get_if<app::IncomingPost>(&item)) posts.push_back(*post);
    }
    return posts;
}

/// Everything that can be seen of what was heard, in order.
inline std::vector<std::string> digest(const std::vector<app::Incoming>& items) {
    std::vector<std::string> lines;
    for (const auto& item : items) {
        if (const auto* post = std::get_if<app::IncomingPost>(&item)) {
            lines.push_back(write_recorded_post(*post));
        } else if (const auto* edit = std::get_if<app::IncomingEdit>(&item)) {
            lines.push_back("edit " + edit->remote_id + " " + edit->text);
        } else if (const auto* gone = std::get_if<app::IncomingDeletion>(&item)) {
            lines.push_back("gone " + gone->remote_id + " " + format_rfc3339(gone->deleted_at));
        } else {
            const auto& author = std::get<app::IncomingProfile>(item).author;
            lines.push_back("who " + author.handle + " " + std::to_string(author.followers));
        }
    }
    return lines;
}

inline app::Outgoing reply_to(const app::IncomingPost& post, const std::string& text,
                              const std::string& key) {
    app::Outgoing outgoing;
    outgoing.delivery_key = key;
    outgoing.room = post.room;
    outgoing.text = text;
    outgoing.in_reply_to = post.remote_id;
    outgoing.thread_root = post.thread_root.empty() ? post.remote_id : post.thread_root;
    outgoing.recipient = post.author;
    return outgoing;
}

inline Story story_of(World& world, int id) {
    return world.stories().at(static_cast<std::size_t>(id));
}

inline std::vector<Entry> entries_of(World& world, int story) {
    std::vector<Entry> mine;
    for (const Entry& entry : world.posts()) {
        if (entry.story == story) mine.push_back(entry);
    }
    return mine;
}

/// The last thing that the person of a story wrote.
inline app::IncomingPost last_word(World& world, int story) {
    const auto all = entries_of(world, story);
    const auto& author = all.front().post.author.remote_id;
    app::IncomingPost last;
    for (const Entry& entry : all) {
        if (entry.post.author.remote_id == author) last = entry.post;
    }
    return last;
}

}  // namespace heed::channels::street
