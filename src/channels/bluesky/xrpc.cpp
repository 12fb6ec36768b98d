#include "channels/bluesky/xrpc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/text.hpp"
#include "channels/bluesky/json.hpp"

namespace heed::channels::bluesky {

namespace {

/// Names of refusals that a person must settle: a new password, an appeal.
constexpr std::string_view dead_credentials[] = {
    "AuthenticationRequired", "AuthMissing",      "AuthFactorTokenRequired",
    "InvalidToken",           "ExpiredToken",     "AccountTakedown",
    "AccountDeactivated",     "AccountSuspended", "RepoTakendown",
    "RepoDeactivated",        "BadJwt",           "BadJwtSignature",
};
constexpr std::string_view missing_things[] = {"NotFound", "RecordNotFound", "RepoNotFound",
                                               "AccountNotFound", "ActorNotFound"};

bool holds(auto& names, std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string percent_encode(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c))
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

long long to_number(std::string_view text) {
    long long number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Retry-After says seconds, ratelimit-reset the second of the epoch; either may be missing.
int retry_after_s(const HttpResponse& response, Time now) {
    long long seconds = to_number(response.header("retry-after"));
    const long long reset_s = to_number(response.header("ratelimit-reset"));
    if (seconds <= 0 && reset_s > 0) seconds = reset_s - to_millis(now) / 1000;
    return static_cast<int>(std::clamp<long long>(seconds, 1, retry_after_s_max));
}

ErrorCode code_of(int status, std::string_view name) {
    if (status == 429) return ErrorCode::rate_limited;
    if (status >= 500 || status == 408) return ErrorCode::unavailable;
    if (holds(dead_credentials, name) || status == 401) return ErrorCode::unauthenticated;
    if (name == "InvalidSwap") return ErrorCode::conflict;
    if (holds(missing_things, name)) return ErrorCode::not_found;
    if (status == 403) return ErrorCode::forbidden;
    return ErrorCode::invalid;
}

}  // namespace

HttpRequest make_request(const std::string& service, const XrpcCall& call,
                         const std::string& bearer) {
    HttpRequest request;
    request.method = call.kind == XrpcKind::query ? "GET" : "POST";
    request.url = fmt::format("{}/xrpc/{}", service, call.method);
    for (char separator = '?'; const auto& [name, value] : call.query) {
        request.url += fmt::format("{}{}={}", separator, name, percent_encode(value));
        separator = '&';
    }
    if (!bearer.empty()) request.headers.push_back({"authorization", "Bearer " + bearer});
    if (!call.content_type.empty()) request.headers.push_back({"content-type", call.content_type});
    request.body = call.body;
    return request;
}

Error explain_refusal(const HttpResponse& response, Time now) {
    std::string name;
    std::string message;
    if (const auto body = parse_json(response.body)) {
        name = read_text(*body, {"error"});
        message = read_text(*body, {"message"});
    }
    Error error;
    error.code = code_of(response.status, name);
    error.field = name;
    error.message = fmt::format("Bluesky answered {}", response.status);
    if (!name.empty()) error.message += fmt::format(" {}", cut_utf8(name, 64));
    if (!message.empty())
        error.message += fmt::format(": {}", cut_utf8(message, error_message_bytes_max));
    if (error.code == ErrorCode::rate_limited) error.retry_after_s = retry_after_s(response, now);
    return error;
}

}  // namespace heed::channels::bluesky
