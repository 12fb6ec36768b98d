#include <boost/json.hpp>

#include "channels/replay/recorded_post.hpp"

namespace heed::channels {

namespace {

void put_text(boost::json::object& into, std::string_view name, const std::string& text) {
    if (!text.empty()) into[name] = text;
}

boost::json::object author_json(const Author& author) {
    boost::json::object json;
    json["id"] = author.remote_id;
    put_text(json, "handle", author.handle);
    put_text(json, "name", author.name);
    put_text(json, "avatar_url", author.avatar_url);
    put_text(json, "profile_url", author.profile_url);
    if (author.followers >= 0) json["followers"] = author.followers;
    return json;
}

boost::json::array media_json(const std::vector<Media>& media) {
    boost::json::array json;
    for (const Media& medium : media) {
        boost::json::object each;
        each["url"] = medium.url;
        put_text(each, "mime", medium.mime);
        put_text(each, "alt", medium.alt);
        if (medium.width > 0) each["width"] = medium.width;
        if (medium.height > 0) each["height"] = medium.height;
        json.push_back(std::move(each));
    }
    return json;
}

}  // namespace

std::string write_recorded_post(const app::IncomingPost& post) {
    boost::json::object json;
    json["id"] = post.remote_id;
    json["time"] = format_rfc3339(post.written_at);
    json["author"] = author_json(post.author);
    json["text"] = post.text;
    put_text(json, "in_reply_to", post.in_reply_to);
    put_text(json, "thread_root", post.thread_root);
    put_text(json, "language", post.language);
    if (post.room == RoomKind::direct) json["kind"] = "direct";
    put_text(json, "url", post.url);
    if (!post.media.empty()) json["media"] = media_json(post.media);
    if (post.own) json["own"] = true;
    if (!post.addressed) json["addressed"] = false;
    if (post.context) json["context"] = true;
    return boost::json::serialize(json);
}

}  // namespace heed::channels
