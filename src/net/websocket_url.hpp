#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace heed::net {

/// "wss://host:port/path?query" in its parts.
struct WebSocketUrl {
    bool secure = false;
    std::string host;       ///< as for a resolver: no brackets
    std::string port;       ///< as written, or the scheme's
    std::string authority;  ///< for the Host header
    std::string target;     ///< begins with a slash
};

[[nodiscard]] Result<WebSocketUrl> parse_websocket_url(std::string_view url);

}  // namespace heed::net
