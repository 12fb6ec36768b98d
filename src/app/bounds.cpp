#include "app/bounds.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace heed::app {

std::string clean(std::string_view text, std::size_t bytes_max) {
    // A broken byte becomes three, so what was cut may have to be cut again.
    return std::string(cut_utf8(clean_utf8(cut_utf8(text, bytes_max)), bytes_max));
}

Time plausible(Time written_at, Time now) {
    return std::clamp(written_at, Time{} + Millis{1}, std::max(now, Time{} + Millis{1}));
}

Author bounded(Author author) {
    for (auto* field : {&author.remote_id, &author.handle, &author.name, &author.avatar_url,
                        &author.profile_url, &author.about}) {
        *field = clean(*field, author_field_bytes_max);
    }
    return author;
}

std::vector<Media> bounded(std::vector<Media> list) {
    if (list.size() > post_media_max) list.resize(post_media_max);
    for (auto& media : list) {
        media.url = clean(media.url, author_field_bytes_max);
        media.mime = clean(media.mime, 255);
        media.alt = clean(media.alt, post_text_bytes_max);
    }
    return list;
}

IncomingPost bounded(IncomingPost post, Time now) {
    post.remote_id = clean(post.remote_id, remote_id_bytes_max);
    post.in_reply_to = clean(post.in_reply_to, remote_id_bytes_max);
    post.thread_root = clean(post.thread_root, remote_id_bytes_max);
    post.text = clean(post.text, post_text_bytes_max);
    post.language = clean(post.language, 35);
    post.url = clean(post.url, author_field_bytes_max);
    post.raw = clean(post.raw, post_raw_bytes_max);
    post.author = bounded(std::move(post.author));
    post.media = bounded(std::move(post.media));
    post.written_at = plausible(post.written_at, now);
    if (post.thread_root.empty()) post.thread_root = post.remote_id;
    return post;
}

}  // namespace heed::app
