#include "cli/pictures.hpp"

#include "api/image_info.hpp"
#include "channels/street/pictures.hpp"

namespace heed::cli {

void PictureCache::allow_plain(std::string origin) {
    const std::lock_guard lock(mutex_);
    plain_origin_ = std::move(origin);
}

bool PictureCache::may_ask(const std::string& url) {
    if (url.starts_with("https://")) return true;
    const std::lock_guard lock(mutex_);
    if (plain_origin_.empty() || !url.starts_with(plain_origin_)) return false;
    // "http://host:80" is not the beginning of "http://host:8080" or of "http://host:80@other".
    return url.size() == plain_origin_.size() || url[plain_origin_.size()] == '/';
}

Result<PictureCache::Picture> PictureCache::fetch(const std::string& url) {
    if (auto drawn = channels::street::find_picture(url)) {
        return Picture{std::move(drawn->mime), std::move(drawn->bytes)};
    }
    if (!may_ask(url)) return fail(ErrorCode::not_found, "There is no picture.");
    {
        const std::lock_guard lock(mutex_);
        const auto found = by_url_.find(url);
        if (found != by_url_.end()) {
            kept_.splice(kept_.begin(), kept_, found->second);
            return kept_.front().second;
        }
    }
    channels::HttpRequest request;
    request.url = url;
    request.timeout_ms = timeout_ms;
    request.body_bytes_max = picture_bytes_max;
    request.public_only = url.starts_with("https://");
    const auto answer = http_.send(request, {});
    if (!answer) return fail(answer.error());
    // What it is, its own bytes say; what the server claims does not matter.
    const auto info = api::read_image_info(answer->body);
    if (answer->status != 200 || !info) {
        return fail(ErrorCode::not_found, "The network shows no picture there.");
    }
    Picture picture{std::string(info->mime), answer->body};
    keep(url, picture);
    return picture;
}

void PictureCache::keep(const std::string& url, const Picture& picture) {
    const std::lock_guard lock(mutex_);
    if (by_url_.contains(url)) return;
    kept_.emplace_front(url, picture);
    by_url_[url] = kept_.begin();
    bytes_ += picture.second.size();
    while (bytes_ > bytes_max) {
        bytes_ -= kept_.back().second.second.size();
        by_url_.erase(kept_.back().first);
        kept_.pop_back();
    }
}

}  // namespace heed::cli
