#include "net/websocket_url.hpp"

#include <algorithm>

namespace heed::net {

namespace {

bool is_sayable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           std::stoi(std::string(text)) <= 65535;
}

tl::unexpected<Error> no_address() {
    return fail(ErrorCode::invalid, "this is no address of a websocket (wss://host/path)");
}

}  // namespace

Result<WebSocketUrl> parse_websocket_url(std::string_view url) {
    WebSocketUrl parts;
    constexpr std::string_view plain = "ws://";
    constexpr std::string_view secure = "wss://";
    parts.secure = url.starts_with(secure);
    if ((!parts.secure && !url.starts_with(plain)) || !is_sayable(url)) return no_address();
    url.remove_prefix(parts.secure ? secure.size() : plain.size());
    url = url.substr(0, url.find('#'));
    const auto end = std::min(url.find_first_of("/?"), url.size());
    const auto authority = url.substr(0, end);
    parts.authority = authority;
    parts.target = url.substr(end);
    if (!parts.target.starts_with('/')) parts.target.insert(0, "/");
    parts.port = parts.secure ? "443" : "80";
    const bool bracketed = authority.starts_with('[');
    const auto close = bracketed ? authority.find(']') : 0;
    if (close == std::string_view::npos) return no_address();
    const auto colon = authority.find(':', close);
    parts.host = bracketed ? authority.substr(1, close - 1) : authority.substr(0, colon);
    if (colon != std::string_view::npos) {
        if (!is_port(authority.substr(colon + 1))) return no_address();
        parts.port = authority.substr(colon + 1);
    }
    // A name and a password in an address would end up in logs.
    if (parts.host.empty() || authority.find('@') != std::string_view::npos) return no_address();
    return parts;
}

}  // namespace heed::net
