#include "channels/bluesky/post_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "channels/bluesky/json.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

namespace {

constexpr std::string_view uri_scheme = "at://";
constexpr std::string_view post_collection = "app.bsky.feed.post";
constexpr std::string_view web_profiles = "https://bsky.app/profile/";
constexpr std::string_view invalid_handle = "handle.invalid";
constexpr long long pixels_max = 100'000;

std::string bounded(std::string text, std::size_t bytes_max) {
    text.resize(cut_utf8(text, bytes_max).size());
    return text;
}

std::string field(const json::value& value, Path path) {
    return bounded(read_text(value, path), app::author_field_bytes_max);
}

int read_pixels(const json::value& value, std::string_view side) {
    const long long pixels = read_number(value, {"aspectRatio", side}, 0);
    return pixels > 0 && pixels <= pixels_max ? static_cast<int>(pixels) : 0;
}

std::string profile_url(const Author& author) {
    const bool has_handle = !author.handle.empty() && author.handle != invalid_handle;
    return fmt::format("{}{}", web_profiles, has_handle ? author.handle : author.remote_id);
}

Media read_image(const json::value& image) {
    return {read_text(image, {"fullsize"}), "", bounded(read_text(image, {"alt"}), 8192),
            read_pixels(image, "width"), read_pixels(image, "height")};
}

Media read_video(const json::value& video) {
    return {read_text(video, {"playlist"}), "application/vnd.apple.mpegurl",
            bounded(read_text(video, {"alt"}), 8192), read_pixels(video, "width"),
            read_pixels(video, "height")};
}

void add_media(const json::value& embed, std::vector<Media>& media) {
    const std::string type = read_text(embed, {"$type"});
    if (type == "app.bsky.embed.images#view")
        for (const auto& image : read_list(embed, {"images"}))
            media.push_back(read_image(image));
    if (type == "app.bsky.embed.video#view") media.push_back(read_video(embed));
}

/// The view carries pictures without their kind; the record has it, in the same order.
void add_mimes(const json::value& record_embed, std::vector<Media>& media) {
    const auto& images = read_list(record_embed, {"images"});
    for (std::size_t i = 0; i < media.size() && i < images.size(); ++i)
        if (media[i].mime.empty()) media[i].mime = field(images[i], {"image", "mimeType"});
}

Time read_written_at(const json::value& view, Time now) {
    const Time seen = parse_rfc3339(read_text(view, {"indexedAt"})).value_or(now);
    const auto said = parse_rfc3339(read_text(view, {"record", "createdAt"}));
    return said && *said <= seen && seen - *said <= author_clock_tolerance ? *said : seen;
}

std::string first_language(const json::value& record) {
    const auto& languages = read_list(record, {"langs"});
    return languages.empty() ? std::string{} : bounded(read_text(languages[0], {}), 35);
}

std::string raw_form(const json::value& view) {
    std::string raw = json::serialize(view);
    if (raw.size() > app::post_raw_bytes_max) raw = json::serialize(*find(view, {"record"}));
    return raw.size() > app::post_raw_bytes_max ? std::string{} : raw;
}

}  // namespace

std::optional<PostUri> parse_post_uri(std::string_view uri) {
    if (!uri.starts_with(uri_scheme) || uri.size() > app::remote_id_bytes_max) return std::nullopt;
    uri.remove_prefix(uri_scheme.size());
    const auto first = uri.find('/');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = uri.find('/', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    PostUri parts{std::string(uri.substr(0, first)),
                  std::string(uri.substr(first + 1, second - first - 1)),
                  std::string(uri.substr(second + 1))};
    const bool whole = parts.did.starts_with("did:") && !parts.collection.empty() &&
                       !parts.record_key.empty() && parts.record_key.find('/') == std::string::npos;
    return whole ? std::optional(std::move(parts)) : std::nullopt;
}

std::string make_post_uri(std::string_view did, std::string_view record_key) {
    return fmt::format("{}{}/{}/{}", uri_scheme, did, post_collection, record_key);
}

std::string web_url(const Author& author, std::string_view record_key) {
    return fmt::format("{}/post/{}", profile_url(author), record_key);
}

std::optional<Author> read_author(const json::value& profile) {
    Author author{field(profile, {"did"}),
                  field(profile, {"handle"}),
                  field(profile, {"displayName"}),
                  field(profile, {"avatar"}),
                  {},
                  read_number(profile, {"followersCount"}, -1),
                  field(profile, {"description"})};
    if (!author.remote_id.starts_with("did:")) return std::nullopt;
    author.profile_url = profile_url(author);
    return author;
}

std::string read_post_text(const json::value& record) {
    return bounded(read_text(record, {"text"}), app::post_text_bytes_max);
}

std::vector<Media> read_media(const json::value& post_view) {
    std::vector<Media> media;
    if (const auto* embed = find(post_view, {"embed"})) add_media(*embed, media);
    if (const auto* embed = find(post_view, {"embed", "media"})) add_media(*embed, media);
    if (const auto* embed = find(post_view, {"record", "embed"})) add_mimes(*embed, media);
    if (const auto* embed = find(post_view, {"record", "embed", "media"})) add_mimes(*embed, media);
    std::erase_if(media, [](const Media& one) {
        return one.url.empty() || one.url.size() > app::author_field_bytes_max;
    });
    media.resize(std::min(media.size(), app::post_media_max));
    return media;
}

std::optional<app::IncomingPost> read_post(const json::value& post_view, std::string_view own_did,
                                           Time now) {
    const auto uri = parse_post_uri(read_text(post_view, {"uri"}));
    const auto* profile = find(post_view, {"author"});
    const auto* record = find(post_view, {"record"});
    if (!uri || profile == nullptr || record == nullptr || !record->is_object()) return {};
    auto author = read_author(*profile);
    if (!author || author->remote_id != uri->did) return {};
    if (find(*record, {"text"}) == nullptr || !find(*record, {"text"})->is_string()) return {};

    app::IncomingPost post;
    post.remote_id = read_text(post_view, {"uri"});
    post.author = *std::move(author);
    post.written_at = read_written_at(post_view, now);
    post.text = read_post_text(*record);
    post.language = first_language(*record);
    post.in_reply_to = bounded(read_text(*record, {"reply", "parent", "uri"}), 1024);
    post.thread_root = bounded(read_text(*record, {"reply", "root", "uri"}), 1024);
    post.url = web_url(post.author, uri->record_key);
    post.media = read_media(post_view);
    post.own = post.author.remote_id == own_did;
    post.raw = raw_form(post_view);
    return post;
}

}  // namespace heed::channels::bluesky
