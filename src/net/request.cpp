#include "net/request.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "api/percent.hpp"

namespace heed::net {
namespace {

using Header = api::Headers::value_type;

constexpr std::string_view invitation_wanted = "100-continue";

std::string lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return out;
}

/// "http://host/path" is the same request as "/path".
std::string_view origin_form(std::string_view target) {
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos) return target;
    const auto path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? "/" : target.substr(path);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::ranges::find(list, value) != list.end();
}

/// The nearest address that is not one of our own proxies. What stands left of it was written by
/// whoever sits there, so it proves nothing.
std::string forwarded_peer(std::string_view chain, std::string peer,
                           const std::vector<std::string>& trusted) {
    while (!chain.empty() && contains(trusted, peer)) {
        const auto comma = chain.rfind(',');
        const auto last = comma == std::string_view::npos ? chain : chain.substr(comma + 1);
        boost::system::error_code ec;
        const auto address = boost::asio::ip::make_address(std::string{trimmed(last)}, ec);
        if (ec) break;
        peer = address.to_string();
        chain = comma == std::string_view::npos ? std::string_view{} : chain.substr(0, comma);
    }
    return peer;
}

void believe_proxy(api::Request& request, const ServerOptions& options) {
    if (!contains(options.trusted_proxies, request.peer)) return;
    request.secure = request.header("x-forwarded-proto") == "https";
    request.peer =
        forwarded_peer(request.header("x-forwarded-for"), request.peer, options.trusted_proxies);
}

}  // namespace

std::optional<Refusal> check_head(const RawHead& head) {
    if (head.target.size() > api::request_target_bytes_max) {
        return Refusal{414, "The address is too long."};
    }
    if (head.version != 10 && head.version != 11) {
        return Refusal{505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
    }
    const auto hosts = std::ranges::count(head.headers, "host", &Header::first);
    if (hosts > 1 || (hosts == 0 && head.version == 11)) {
        return Refusal{400, "There must be exactly one Host header."};
    }
    for (const auto& [name, value] : head.headers) {
        // What we and a proxy before us could read differently is refused, not interpreted.
        if (name == "transfer-encoding" && lower(value) != "chunked") {
            return Refusal{501, "Of the transfer encodings only chunked is understood."};
        }
        if (name == "expect" && lower(value) != invitation_wanted) {
            return Refusal{417, "Of the expectations only 100-continue is understood."};
        }
    }
    const auto target = origin_form(head.target);
    if (!api::decode_path(target.substr(0, target.find_first_of("?#")))) {
        return Refusal{400, "The path is not a valid one."};
    }
    return std::nullopt;
}

bool expects_continue(const api::Request& request) {
    return lower(request.header("expect")) == invitation_wanted;
}

api::Request convert_head(RawHead head, const std::string& peer, const ServerOptions& options) {
    api::Request request;
    request.method = head.method;
    auto target = origin_form(head.target);
    target = target.substr(0, target.find('#'));
    const auto question = target.find('?');
    request.path = api::decode_path(target.substr(0, question)).value_or("/");
    if (question != std::string_view::npos) request.query = target.substr(question + 1);
    request.headers = std::move(head.headers);
    request.peer = peer;
    believe_proxy(request, options);
    return request;
}

}  // namespace heed::net
