#include "net/request.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>

#include "api/percent.hpp"

namespace heed::net {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

/// "http://host/path" is the same request as "/path".
std::string_view origin_form(std::string_view target) {
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos) return target;
    const auto path = target.find('/', scheme + 3);
    return path == std::string_view::npos ? "/" : target.substr(path);
}

api::Method method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return api::Method::get;
        case http::verb::head:
            return api::Method::head;
        case http::verb::post:
            return api::Method::post;
        case http::verb::put:
            return api::Method::put;
        case http::verb::patch:
            return api::Method::patch;
        case http::verb::delete_:
            return api::Method::delete_;
        case http::verb::options:
            return api::Method::options;
        default:
            return api::Method::other;
    }
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

std::optional<Refusal> check_head(const BeastRequest& head) {
    if (head.target().size() > api::request_target_bytes_max) {
        return Refusal{414, "The address is too long."};
    }
    if (head.version() != 10 && head.version() != 11) {
        return Refusal{505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
    }
    const auto hosts = head.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == 11)) {
        return Refusal{400, "There must be exactly one Host header."};
    }
    // What we and a proxy before us could read differently is refused, not interpreted.
    const auto encoding = head.find(http::field::transfer_encoding);
    if (encoding != head.end() && !boost::beast::iequals(encoding->value(), "chunked")) {
        return Refusal{501, "Of the transfer encodings only chunked is understood."};
    }
    const auto expect = head[http::field::expect];
    if (!expect.empty() && !boost::beast::iequals(expect, "100-continue")) {
        return Refusal{417, "Of the expectations only 100-continue is understood."};
    }
    const auto target = origin_form(view(head.target()));
    if (!api::decode_path(target.substr(0, target.find_first_of("?#")))) {
        return Refusal{400, "The path is not a valid one."};
    }
    return std::nullopt;
}

bool expects_continue(const BeastRequest& head) {
    return head.version() == 11 && boost::beast::iequals(head[http::field::expect], "100-continue");
}

api::Request convert_head(const BeastRequest& head, const std::string& peer,
                          const ServerOptions& options) {
    api::Request request;
    request.method = method_of(head.method());
    auto target = origin_form(view(head.target()));
    target = target.substr(0, target.find('#'));
    const auto question = target.find('?');
    request.path = api::decode_path(target.substr(0, question)).value_or("/");
    if (question != std::string_view::npos) request.query = target.substr(question + 1);
    for (const auto& field : head) {
        auto& [name, value] =
            request.headers.emplace_back(view(field.name_string()), view(field.value()));
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        });
    }
    request.peer = peer;
    believe_proxy(request, options);
    return request;
}

}  // namespace heed::net
