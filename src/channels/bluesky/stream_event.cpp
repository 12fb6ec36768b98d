#include "channels/bluesky/stream_event.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <boost/json.hpp>
#include <chrono>

#include "base/text.hpp"
#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;
namespace dom = simdjson::dom;

namespace {

constexpr std::string_view post_collection = "app.bsky.feed.post";
constexpr std::size_t alt_bytes_max = 8192;
constexpr std::size_t language_bytes_max = 35;
/// Content addresses are letters and digits; anything else has no place in an address of ours.
constexpr std::size_t cid_bytes_max = 200;

Time time_of(long long time_us) {
    return from_millis(time_us / 1000);
}

StreamVerb verb_of(std::string_view operation) {
    if (operation == "create") return StreamVerb::create;
    if (operation == "update") return StreamVerb::update;
    return operation == "delete" ? StreamVerb::remove : StreamVerb::none;
}

/// What is missing or no text reads as empty.
std::string_view text_of(const dom::object& from, std::string_view name) {
    std::string_view text;
    return from.at_key(name).get(text) ? std::string_view{} : text;
}

void read_record(const dom::object& record, StreamEvent& event) {
    event.text = text_of(record, "text");
    dom::array languages;
    if (record.at_key("langs").get(languages) || languages.size() == 0) return;
    std::string_view first;
    if (!languages.at(0).get(first)) event.language = first;
}

bool read_commit(const dom::object& commit, StreamEvent& event) {
    if (text_of(commit, "collection") != post_collection) return true;
    event.revision = text_of(commit, "rev");
    event.record_key = text_of(commit, "rkey");
    event.verb = verb_of(text_of(commit, "operation"));
    if (event.record_key.empty() || event.verb == StreamVerb::none) return false;
    if (event.verb == StreamVerb::remove) return true;
    dom::object record;
    if (commit.at_key("record").get(record)) return false;
    read_record(record, event);
    return true;
}

bool is_content_address(std::string_view cid) {
    return !cid.empty() && cid.size() <= cid_bytes_max &&
           cid.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") ==
               std::string_view::npos;
}

std::string bounded(std::string text, std::size_t bytes_max) {
    text.resize(cut_utf8(text, bytes_max).size());
    return text;
}

void add_images(const json::value& embed, std::string_view did, std::string_view images,
                std::vector<Media>& media) {
    for (const auto& image : read_list(embed, {"images"})) {
        const auto cid = read_text(image, {"image", "ref", "$link"});
        if (!is_content_address(cid) || media.size() == app::post_media_max) continue;
        Media one;
        one.url = fmt::format("{}/feed_fullsize/plain/{}/{}@jpeg", images, did, cid);
        one.mime = "image/jpeg";
        one.alt = bounded(read_text(image, {"alt"}), alt_bytes_max);
        media.push_back(std::move(one));
    }
}

std::vector<Media> read_record_media(const json::value& record, std::string_view did,
                                     std::string_view images) {
    std::vector<Media> media;
    if (const auto* embed = find(record, {"embed"})) add_images(*embed, did, images, media);
    if (const auto* embed = find(record, {"embed", "media"}))
        add_images(*embed, did, images, media);
    return media;
}

Time written_at(const json::value& record, Time seen) {
    const auto said = parse_rfc3339(read_text(record, {"createdAt"}));
    return said && *said <= seen && seen - *said <= author_clock_tolerance ? *said : seen;
}

bool is_of(std::string_view uri, std::string_view did) {
    const auto parts = parse_post_uri(uri);
    return parts && parts->did == did;
}

}  // namespace

struct StreamReader::Parser {
    dom::parser json;
};

StreamReader::StreamReader() : parser_(std::make_unique<Parser>()) {}
StreamReader::~StreamReader() = default;

std::optional<StreamEvent> StreamReader::read(std::string& message) {
    // The parser looks ahead.
    message.reserve(message.size() + simdjson::SIMDJSON_PADDING);
    constexpr bool copy = false;
    dom::object root;
    if (parser_->json.parse(message.data(), message.size(), copy).get(root)) return std::nullopt;
    StreamEvent event;
    std::int64_t time_us = 0;
    if (root.at_key("time_us").get(time_us) || time_us <= 0) return std::nullopt;
    event.time_us = time_us;
    event.did = text_of(root, "did");
    if (text_of(root, "kind") != "commit") return event;
    dom::object commit;
    if (!event.did.starts_with("did:") || root.at_key("commit").get(commit) ||
        !read_commit(commit, event))
        return std::nullopt;
    return event;
}

std::optional<app::IncomingPost> read_stream_post(std::string_view message,
                                                  std::string_view images) {
    const auto event = parse_json(message);
    if (!event) return std::nullopt;
    const auto* record = find(*event, {"commit", "record"});
    const auto did = read_text(*event, {"did"});
    const auto key = read_text(*event, {"commit", "rkey"});
    const auto uri = make_post_uri(did, key);
    if (record == nullptr || !parse_post_uri(uri)) return std::nullopt;
    const auto* text = find(*record, {"text"});
    if (text == nullptr || !text->is_string()) return std::nullopt;

    app::IncomingPost post;
    post.remote_id = uri;
    post.author.remote_id = did;
    post.written_at = written_at(*record, time_of(read_number(*event, {"time_us"}, 0)));
    post.text = read_post_text(*record);
    const auto& languages = read_list(*record, {"langs"});
    if (!languages.empty())
        post.language = bounded(read_text(languages[0], {}), language_bytes_max);
    post.in_reply_to =
        bounded(read_text(*record, {"reply", "parent", "uri"}), app::remote_id_bytes_max);
    post.thread_root =
        bounded(read_text(*record, {"reply", "root", "uri"}), app::remote_id_bytes_max);
    post.url = web_url(post.author, key);
    post.media = read_record_media(*record, did, images);
    post.addressed = false;
    if (message.size() <= app::post_raw_bytes_max) post.raw = message;
    return post;
}

bool addresses(std::string_view message, std::string_view own_did) {
    // Nearly every post ends here.
    if (own_did.empty() || message.find(own_did) == std::string_view::npos) return false;
    const auto event = parse_json(message);
    const auto* record = event ? find(*event, {"commit", "record"}) : nullptr;
    if (record == nullptr) return false;
    for (const auto& path :
         {Path{"reply", "parent", "uri"}, Path{"reply", "root", "uri"},
          Path{"embed", "record", "uri"}, Path{"embed", "record", "record", "uri"}})
        if (is_of(read_text(*record, path), own_did)) return true;
    for (const auto& facet : read_list(*record, {"facets"}))
        for (const auto& feature : read_list(facet, {"features"}))
            if (read_text(feature, {"did"}) == own_did) return true;
    return false;
}

}  // namespace heed::channels::bluesky
