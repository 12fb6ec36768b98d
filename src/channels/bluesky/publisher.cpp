#include "channels/bluesky/publisher.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "channels/bluesky/facets.hpp"
#include "channels/bluesky/json.hpp"
#include "channels/bluesky/post_view.hpp"
#include "channels/bluesky/records.hpp"
#include "channels/bluesky/tid.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

namespace {

constexpr std::string_view post_type = "app.bsky.feed.post";

Status check_images(const std::vector<app::OutgoingImage>& images) {
    if (images.size() > images_max)
        return fail(ErrorCode::invalid,
                    fmt::format("{} pictures; Bluesky takes {}", images.size(), images_max),
                    "$.images");
    for (const auto& image : images) {
        if (image.bytes.size() > image_bytes_max)
            return fail(ErrorCode::invalid,
                        fmt::format("a picture has {} bytes; Bluesky takes {}", image.bytes.size(),
                                    image_bytes_max),
                        "$.images");
        if (!image.mime.starts_with("image/"))
            return fail(ErrorCode::invalid, "Bluesky takes only pictures", "$.images");
    }
    return {};
}

/// The network would refuse all of this as well, but only after pictures were sent.
Status check(const app::Outgoing& outgoing) {
    if (outgoing.room != RoomKind::public_)
        return fail(ErrorCode::invalid, "this channel only answers in public", "$.room");
    if (!is_tid(outgoing.delivery_key))
        return fail(ErrorCode::internal, "the delivery key is none of Bluesky's");
    if (!is_valid_utf8(outgoing.text))
        return fail(ErrorCode::invalid, "the text is not valid UTF-8", "$.text");
    if (outgoing.text.empty() && outgoing.images.empty())
        return fail(ErrorCode::invalid, "there is nothing to say", "$.text");
    const auto graphemes = count_graphemes(outgoing.text);
    if (graphemes > text_graphemes_max)
        return fail(ErrorCode::invalid,
                    fmt::format("{} characters; Bluesky takes {}", graphemes, text_graphemes_max),
                    "$.text");
    if (outgoing.text.size() > text_bytes_max)
        return fail(ErrorCode::invalid,
                    fmt::format("{} bytes; Bluesky takes {}", outgoing.text.size(), text_bytes_max),
                    "$.text");
    return check_images(outgoing.images);
}

json::object make_feature(const Facet& facet, const std::string& did) {
    switch (facet.kind) {
        case FacetKind::mention:
            return {{"$type", "app.bsky.richtext.facet#mention"}, {"did", did}};
        case FacetKind::link:
            return {{"$type", "app.bsky.richtext.facet#link"}, {"uri", facet.value}};
        case FacetKind::tag:
            break;
    }
    return {{"$type", "app.bsky.richtext.facet#tag"}, {"tag", facet.value}};
}

json::object make_facet(const Facet& facet, const std::string& did) {
    return {{"index", {{"byteStart", facet.byte_start}, {"byteEnd", facet.byte_end}}},
            {"features", json::array{make_feature(facet, did)}}};
}

json::object make_reference(const json::value& value, const std::string& uri) {
    return {{"uri", uri}, {"cid", read_text(value, {"cid"})}};
}

}  // namespace

Result<app::Delivery> Publisher::deliver(const app::Outgoing& outgoing) {
    if (auto checked = check(outgoing); !checked) return fail(std::move(checked.error()));
    const auto did = session_.did(never_);
    if (!did) return fail(did.error());
    // Before the network knows it: the listener may see the post before we get our answer.
    delivered_.add(make_post_uri(*did, outgoing.delivery_key));
    auto delivery = put(outgoing, *did);
    if (delivery || delivery.error().code != ErrorCode::not_found) return delivery;
    // The post to answer is gone; an earlier attempt may still have got through before it went.
    const auto there = record_exists(session_, make_post_uri(*did, outgoing.delivery_key), never_);
    if (there && *there) return describe(*did, outgoing, true);
    return delivery;
}

Result<app::Delivery> Publisher::put(const app::Outgoing& outgoing, const std::string& did) {
    auto record = make_record(outgoing);
    if (!record) return fail(std::move(record.error()));
    const json::object body{{"repo", did},
                            {"collection", post_type},
                            {"rkey", outgoing.delivery_key},
                            {"record", *std::move(record)},
                            {"swapRecord", nullptr}};  // only where there is none
    const XrpcCall call{XrpcKind::procedure,
                        "com.atproto.repo.putRecord",
                        {},
                        json::serialize(body),
                        "application/json"};
    const auto answer = session_.call(call, never_);
    // The very same record again is no conflict; only a new one makes a commit.
    if (answer) return describe(did, outgoing, find(*answer, {"commit"}) == nullptr);
    if (answer.error().code == ErrorCode::conflict) return describe(did, outgoing, true);
    return fail(answer.error());
}

Result<json::object> Publisher::make_record(const app::Outgoing& outgoing) {
    json::object record{{"$type", post_type},
                        {"text", outgoing.text},
                        {"createdAt", format_rfc3339(outgoing.created_at)}};
    if (!outgoing.in_reply_to.empty()) {
        auto reference = make_reply_reference(outgoing.in_reply_to);
        if (!reference) return fail(std::move(reference.error()));
        record["reply"] = *std::move(reference);
    }
    if (!outgoing.language.empty()) record["langs"] = json::array{json::string(outgoing.language)};
    auto facets = make_facets(outgoing);
    if (!facets) return fail(std::move(facets.error()));
    if (!facets->empty()) record["facets"] = *std::move(facets);
    if (outgoing.images.empty()) return record;
    auto images = upload(outgoing.images);
    if (!images) return fail(std::move(images.error()));
    record["embed"] = {{"$type", "app.bsky.embed.images"}, {"images", *std::move(images)}};
    return record;
}

/// Root and parent, each with its present content id. The thread's root is whatever the parent's
/// own record says: the parent may stand deep in a thread that we never read to the top.
Result<json::object> Publisher::make_reply_reference(const std::string& parent_uri) {
    XrpcCall call{XrpcKind::query, "app.bsky.feed.getPostThread"};
    call.query = {{"uri", parent_uri}, {"depth", "0"}, {"parentHeight", "0"}};
    const auto answer = session_.call(call, never_);
    if (!answer) return fail(answer.error());
    if (read_flag(*answer, {"thread", "blocked"}))
        return fail(ErrorCode::forbidden, "one of the two accounts blocks the other");
    const json::value* view = find(*answer, {"thread", "post"});
    if (view == nullptr) return fail(ErrorCode::not_found, "the post to answer is gone");
    if (read_flag(*view, {"viewer", "replyDisabled"}))
        return fail(ErrorCode::forbidden, "the author lets nobody of us answer in this thread");
    auto parent = make_reference(*view, parent_uri);
    const json::value* root = find(*view, {"record", "reply", "root"});
    const auto root_uri = root != nullptr ? read_text(*root, {"uri"}) : std::string{};
    auto root_reference = root_uri.empty() ? parent : make_reference(*root, root_uri);
    return json::object{{"root", std::move(root_reference)}, {"parent", std::move(parent)}};
}

/// A handle that nobody has stays plain text; a network that cannot say is another matter.
Result<json::array> Publisher::make_facets(const app::Outgoing& outgoing) {
    json::array facets;
    for (const auto& facet : find_facets(outgoing.text)) {
        std::string did;
        if (facet.kind == FacetKind::mention) {
            auto resolved = resolve(facet.value, outgoing.recipient);
            if (!resolved) return fail(std::move(resolved.error()));
            did = *std::move(resolved);
            if (did.empty()) continue;
        }
        facets.push_back(make_facet(facet, did));
    }
    return facets;
}

Result<std::string> Publisher::resolve(const std::string& handle, const Author& recipient) {
    if (handle == recipient.handle && recipient.remote_id.starts_with("did:"))
        return recipient.remote_id;
    const XrpcCall call{
        XrpcKind::query, "com.atproto.identity.resolveHandle", {{"handle", handle}}};
    const auto answer = session_.call(call, never_);
    if (answer) return read_text(*answer, {"did"});
    const auto code = answer.error().code;
    if (code == ErrorCode::invalid || code == ErrorCode::not_found) return std::string{};
    return fail(answer.error());
}

Result<json::array> Publisher::upload(const std::vector<app::OutgoingImage>& images) {
    json::array uploaded;
    for (const auto& image : images) {
        const XrpcCall call{
            XrpcKind::procedure, "com.atproto.repo.uploadBlob", {}, image.bytes, image.mime};
        const auto answer = session_.call(call, never_);
        if (!answer) return fail(answer.error());
        const json::value* blob = find(*answer, {"blob"});
        if (blob == nullptr) return fail(ErrorCode::unavailable, "the picture was not taken");
        json::object entry{{"image", *blob}, {"alt", clean_utf8(image.alt)}};
        if (image.width > 0 && image.height > 0)
            entry["aspectRatio"] = {{"width", image.width}, {"height", image.height}};
        uploaded.push_back(std::move(entry));
    }
    return uploaded;
}

app::Delivery Publisher::describe(const std::string& did, const app::Outgoing& outgoing,
                                  bool was_already_there) const {
    Author self;
    self.remote_id = did;
    return {make_post_uri(did, outgoing.delivery_key), web_url(self, outgoing.delivery_key),
            was_already_there};
}

Result<Presence> Publisher::read_back(const std::string& uri) {
    const XrpcCall call{XrpcKind::query, "app.bsky.feed.getPosts", {{"uris", uri}}};
    const auto answer = session_.call(call, never_);
    if (!answer) return fail(answer.error());
    for (const auto& view : read_list(*answer, {"posts"}))
        if (read_text(view, {"uri"}) == uri) return Presence::visible;
    const auto there = record_exists(session_, uri, never_);
    if (!there) return fail(there.error());
    if (!*there) return Presence::gone;
    return fail(ErrorCode::unavailable, "Bluesky holds the reply but does not show it yet");
}

}  // namespace heed::channels::bluesky
