#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "bluesky_script.hpp"
#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"

namespace heed::channels::bluesky {
namespace {

namespace json = boost::json;

constexpr std::string_view own_did = "did:plc:brandaaaaaaaaaaaaaaaaaaa";
const Time now = parse_rfc3339("2026-11-22T00:00:00Z").value();

std::vector<app::IncomingPost> read_captured() {
    std::vector<app::IncomingPost> posts;
    const auto answer = parse_json(captured("posts.json"));
    for (const auto& view : read_list(*answer, {"posts"}))
        posts.push_back(read_post(view, own_did, now).value());
    return posts;
}

TEST(BlueskyPost, IsReadFromWhatTheServersSay) {
    const auto posts = read_captured();
    ASSERT_EQ(posts.size(), 4U);
    const auto& mention = posts[0];
    EXPECT_EQ(mention.remote_id,
              "at://did:plc:miaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3n2uackpwmc2c");
    EXPECT_EQ(mention.text, "@brand.test mine leaks \U0001F4A7");
    EXPECT_EQ(mention.author.remote_id, "did:plc:miaaaaaaaaaaaaaaaaaaaaaa");
    EXPECT_EQ(mention.author.handle, "mia.test");
    EXPECT_EQ(mention.author.name, "Mia M\u00FCller");
    EXPECT_EQ(mention.author.followers, -1) << "a short profile does not say";
    EXPECT_EQ(mention.author.profile_url, "https://bsky.app/profile/mia.test");
    EXPECT_EQ(mention.url, "https://bsky.app/profile/mia.test/post/3n2uackpwmc2c");
    EXPECT_EQ(mention.language, "en");
    EXPECT_EQ(mention.written_at, parse_rfc3339("2026-11-21T23:17:38.105Z"));
    EXPECT_EQ(mention.in_reply_to,
              "at://did:plc:tomaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3n2uackpgyc2c");
    EXPECT_EQ(mention.thread_root, mention.in_reply_to);
    EXPECT_FALSE(mention.own);
    ASSERT_EQ(mention.media.size(), 1U);
    EXPECT_EQ(mention.media[0].alt, "a leaking kettle");
    EXPECT_EQ(mention.media[0].mime, "image/png");
    EXPECT_TRUE(mention.media[0].url.starts_with("https://"));
    EXPECT_TRUE(posts[3].own);
    EXPECT_TRUE(posts[3].in_reply_to.empty());
    EXPECT_TRUE(posts[3].language.empty());
}

TEST(BlueskyPost, NotificationShowsAPostAsWell) {
    const auto answer = parse_json(captured("notifications.json"));
    int posts = 0;
    for (const auto& entry : read_list(*answer, {"notifications"}))
        posts += read_post(entry, own_did, now).has_value() ? 1 : 0;
    EXPECT_EQ(posts, 2) << "a mention and a quote; not the like, not the follow";
}

/// One post with pieces of it changed: what a network may send one day, or an attacker today.
json::value post_with(const char* path, json::value value) {
    auto view = json::parse(R"({
        "uri": "at://did:plc:mia/app.bsky.feed.post/3k", "cid": "c", "indexedAt": "2026-11-21T10:00:00Z",
        "author": {"did": "did:plc:mia", "handle": "mia.test"},
        "record": {"text": "hello", "createdAt": "2026-11-21T09:59:59Z"}})");
    view.at_pointer(path) = std::move(value);
    return view;
}

TEST(BlueskyPost, MalformedOnesAreRefused) {
    struct Case {
        const char* path;
        json::value value;
    };
    const Case cases[] = {
        {"/uri", nullptr},
        {"/uri", 7},
        {"/uri", ""},
        {"/uri", "https://a.test/b/c"},
        {"/uri", "at://did:plc:mia"},
        {"/uri", "at://did:plc:mia/app.bsky.feed.post"},
        {"/uri", "at://did:plc:mia/app.bsky.feed.post/"},
        {"/uri", "at://did:plc:mia/app.bsky.feed.post/a/b"},
        {"/uri", "at://mia.test/app.bsky.feed.post/3k"},
        {"/uri", json::string("at://did:plc:mia/app.bsky.feed.post/" + std::string(2000, 'k'))},
        {"/author", nullptr},
        {"/author", "mia"},
        {"/author/did", "mia.test"},
        {"/author/did", "did:plc:somebody-else"},
        {"/record", nullptr},
        {"/record", json::array{}},
        {"/record/text", nullptr},
        {"/record/text", 5},
    };
    EXPECT_TRUE(read_post(post_with("/cid", "c"), own_did, now)) << "the unchanged one is fine";
    for (const auto& c : cases)
        EXPECT_FALSE(read_post(post_with(c.path, c.value), own_did, now))
            << c.path << " = " << c.value;
}

TEST(BlueskyPost, OddDetailsCostOnlyThemselves) {
    EXPECT_EQ(read_post(post_with("/author/handle", 3), own_did, now)->author.handle, "");
    EXPECT_EQ(read_post(post_with("/author/handle", "handle.invalid"), own_did, now)->url,
              "https://bsky.app/profile/did:plc:mia/post/3k");
    auto odd = post_with("/cid", 1);
    odd.at("record").as_object()["langs"] = "en";
    odd.at("record").as_object()["reply"] = json::array{1, 2};
    odd.as_object()["embed"] = {
        {"$type", "app.bsky.embed.images#view"},
        {"images", {1, {{"fullsize", 2}}, {{"fullsize", "https://a/b"}, {"aspectRatio", "wide"}}}}};
    const auto post = read_post(odd, own_did, now);
    ASSERT_TRUE(post);
    EXPECT_EQ(post->language, "");
    EXPECT_EQ(post->in_reply_to, "");
    ASSERT_EQ(post->media.size(), 1U);
    EXPECT_EQ(post->media[0].width, 0);
}

TEST(BlueskyPost, TextIsCutAtItsBoundAndNeverInACharacter) {
    std::string longest;
    while (longest.size() < app::post_text_bytes_max + 10)
        longest += "\u20AC";
    const auto post = read_post(post_with("/record/text", json::string(longest)), own_did, now);
    EXPECT_LE(post->text.size(), app::post_text_bytes_max);
    EXPECT_EQ(post->text.size() % 3, 0U);
}

TEST(BlueskyPost, AuthorsClockIsBelievedWithinADay) {
    struct Case {
        const char* created_at;
        const char* written_at;
    };
    const Case cases[] = {
        {"2026-11-21T09:59:59Z", "2026-11-21T09:59:59Z"},
        {"2026-11-21T09:59:59+02:00", "2026-11-21T07:59:59Z"},
        {"2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"},
        {"2026-11-20T09:59:59Z", "2026-11-21T10:00:00Z"},
        {"1970-01-01T00:00:00Z", "2026-11-21T10:00:00Z"},
        {"2026-11-21T10:00:01Z", "2026-11-21T10:00:00Z"},
        {"2999-01-01T00:00:00Z", "2026-11-21T10:00:00Z"},
        {"yesterday", "2026-11-21T10:00:00Z"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(read_post(post_with("/record/createdAt", c.created_at), own_did, now)->written_at,
                  parse_rfc3339(c.written_at))
            << c.created_at;
    const auto without = read_post(post_with("/indexedAt", nullptr), own_did, now);
    EXPECT_EQ(without->written_at, parse_rfc3339("2026-11-21T09:59:59Z"));
}

}  // namespace
}  // namespace heed::channels::bluesky
