#pragma once

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/result.hpp"
#include "channels/http.hpp"

namespace heed::cli {

/// Fetches networks' pictures for the team's browsers and keeps the last ones. Thread safe.
class PictureCache {
public:
    static constexpr std::size_t bytes_max = 16 * 1024 * 1024;
    static constexpr std::size_t picture_bytes_max = 4 * 1024 * 1024;
    static constexpr int timeout_ms = 10'000;

    explicit PictureCache(channels::HttpClient& http) : http_(http) {}

    /// An origin that may be asked without TLS ("http://127.0.0.1:2583"), because a channel of this
    /// desk lives there. Everything else must be https and lie on the public internet.
    void allow_plain(std::string origin);

    using Picture = std::pair<std::string, std::string>;  ///< mime and bytes
    [[nodiscard]] Result<Picture> fetch(const std::string& url);

private:
    [[nodiscard]] bool may_ask(const std::string& url);
    void keep(const std::string& url, const Picture& picture);

    channels::HttpClient& http_;
    std::mutex mutex_;
    std::string plain_origin_;
    std::list<std::pair<std::string, Picture>> kept_;  ///< the last used first
    std::unordered_map<std::string, std::list<std::pair<std::string, Picture>>::iterator> by_url_;
    std::size_t bytes_ = 0;
};

}  // namespace heed::cli
