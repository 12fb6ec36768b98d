#include "channels/bluesky/home_server.hpp"

#include <boost/json.hpp>

#include "channels/bluesky/json.hpp"
#include "channels/bluesky/xrpc.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

namespace {

std::string without_slash(std::string service) {
    while (!service.empty() && service.back() == '/')
        service.pop_back();
    return service;
}

/// Null: there is no such thing there, or nothing that can be understood.
Result<json::value> get(HttpClient& http, HttpRequest request, const std::stop_token& stop) {
    auto answer = http.send(request, stop);
    if (!answer) return fail(std::move(answer.error()));
    if (answer->status >= 500 || answer->status == 429) {
        return fail(ErrorCode::unavailable,
                    "The network cannot say now where this account lives; it is asked again.");
    }
    if (answer->status != 200) return json::value(nullptr);
    auto read = parse_json(answer->body);
    return read ? std::move(*read) : json::value(nullptr);
}

Result<std::string> did_of(const std::string& handle, HttpClient& http,
                           const std::stop_token& stop) {
    const XrpcCall call{
        XrpcKind::query, "com.atproto.identity.resolveHandle", {{"handle", handle}}};
    const auto answer = get(http, make_request(std::string(common_service), call, {}), stop);
    if (!answer) return fail(answer.error());
    return read_text(*answer, {"did"});
}

/// Where the document about a DID lies; empty for a kind that the network does not use.
std::string document_url(const std::string& did) {
    constexpr std::string_view web = "did:web:";
    if (did.starts_with("did:plc:")) return "https://plc.directory/" + did;
    if (!did.starts_with(web)) return {};
    const auto host = did.substr(web.size());
    const bool plain = host.find_first_of("/?#@:% ") == std::string::npos;
    return plain ? "https://" + host + "/.well-known/did.json" : std::string{};
}

std::string server_in(const json::value& document) {
    const auto* services = find(document, {"service"});
    if (services == nullptr || !services->is_array()) return {};
    for (const auto& service : services->get_array()) {
        if (!read_text(service, {"id"}).ends_with("#atproto_pds")) continue;
        return without_slash(read_text(service, {"serviceEndpoint"}));
    }
    return {};
}

/// The common service stands before its own servers and is what one logs in to.
bool is_behind_the_common_one(const std::string& server) {
    return server.ends_with(".host.bsky.network");
}

}  // namespace

Result<std::string> find_home_server(const BlueskySettings& settings, HttpClient& http,
                                     const std::stop_token& stop) {
    const auto named = without_slash(settings.service);
    const auto& who = settings.identifier;
    if (named != common_service || who.find('@') != std::string::npos) return named;
    const auto did = who.starts_with("did:") ? Result<std::string>{who} : did_of(who, http, stop);
    if (!did) return fail(did.error());
    const auto url = document_url(*did);
    if (url.empty()) return named;
    HttpRequest request;
    request.url = url;
    request.public_only = true;
    const auto document = get(http, std::move(request), stop);
    if (!document) return fail(document.error());
    const auto server = server_in(*document);
    const bool elsewhere = server.starts_with("https://") && !is_behind_the_common_one(server);
    return elsewhere ? server : named;
}

}  // namespace heed::channels::bluesky
