#include "channels/bluesky/session.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "channels/bluesky/home_server.hpp"
#include "channels/bluesky/json.hpp"

namespace heed::channels::bluesky {

namespace json = boost::json;

namespace {

constexpr Millis default_lifetime{30 * 60'000};  ///< of a token that does not say when it ends

std::string decode_base64url(std::string_view text) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) break;
        bits = (bits << 6) | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>((bits >> held) & 0xFFU);
    }
    return bytes;
}

/// How long a token lives by its own word. Its span counts, not its end: then a clock of ours that
/// is wrong does no harm.
Millis lifetime_of(std::string_view token) {
    const auto first_dot = token.find('.');
    if (first_dot == std::string_view::npos) return default_lifetime;
    token.remove_prefix(first_dot + 1);
    const auto claims = parse_json(decode_base64url(token.substr(0, token.find('.'))));
    if (!claims) return default_lifetime;
    const long long span_s = read_number(*claims, {"exp"}, 0) - read_number(*claims, {"iat"}, 0);
    return span_s > 0 ? Millis{std::min(span_s, 30LL * 24 * 3600) * 1000} : default_lifetime;
}

std::string without_slash(std::string service) {
    while (!service.empty() && service.back() == '/')
        service.pop_back();
    return service;
}

/// What a person can do about a login that was refused, after the network's own words.
std::string_view advice_for(const Error& refusal) {
    if (refusal.field == "AuthFactorTokenRequired") {
        return ". That is the account's own password. Enter an app password instead: Bluesky makes "
               "one under Settings, Privacy and security, App passwords.";
    }
    if (refusal.field == "AuthenticationRequired") {
        return ". Check the handle, and enter a new app password: Bluesky makes one under "
               "Settings, Privacy and security, App passwords.";
    }
    return "";
}

}  // namespace

Session::Session(const BlueskySettings& settings, HttpClient& http, const Clock& clock)
    : settings_(settings), http_(http), clock_(clock), service_(without_slash(settings.service)) {
    if (!settings.session.empty()) restore(settings.session);
}

Result<std::string> Session::did(const std::stop_token& stop) {
    auto held = tokens(stop);
    if (!held) return fail(std::move(held.error()));
    return std::move(held->did);
}

Result<json::value> Session::call(const XrpcCall& call, const std::stop_token& stop) {
    auto held = tokens(stop);
    if (!held) return fail(std::move(held.error()));
    auto answer = exchange(call, held->access, stop);
    if (answer || answer.error().code != ErrorCode::unauthenticated) return answer;
    auto renewed = renew(held->access, stop);
    if (!renewed) return fail(std::move(renewed.error()));
    return exchange(call, renewed->access, stop);
}

Result<Session::Tokens> Session::tokens(const std::stop_token& stop) {
    auto held = current();
    if (held && clock_.now() < held->renew_at) return *std::move(held);
    return renew(held ? held->access : std::string{}, stop);
}

Result<Session::Tokens> Session::renew(const std::string& stale_access,
                                       const std::stop_token& stop) {
    const std::lock_guard lock(renewing_);
    auto held = current();
    if (held && held->access != stale_access) return *std::move(held);  // another thread was first
    if (held) {
        auto refreshed = refresh(*held, stop);
        if (refreshed || refreshed.error().code != ErrorCode::unauthenticated) return refreshed;
    }
    return log_in(stop);
}

Result<Session::Tokens> Session::refresh(const Tokens& old, const std::stop_token& stop) {
    const XrpcCall call{XrpcKind::procedure, "com.atproto.server.refreshSession"};
    return take_session(exchange(call, old.refresh, stop));
}

Result<Session::Tokens> Session::log_in(const std::stop_token& stop) {
    const Time now = clock_.now();
    if (refusal_ && now < next_login_) return fail(*refusal_);
    auto home = find_home_server(settings_, http_, stop);
    if (!home) return fail(std::move(home.error()));
    use(std::move(*home));
    const json::object body{{"identifier", settings_.identifier},
                            {"password", settings_.app_password}};
    const XrpcCall call{XrpcKind::procedure,
                        "com.atproto.server.createSession",
                        {},
                        json::serialize(body),
                        "application/json"};
    auto made = take_session(exchange(call, {}, stop));
    refusal_.reset();
    if (!made) made.error().message += advice_for(made.error());
    if (!made && made.error().code != ErrorCode::unavailable) {
        refusal_ = made.error();
        next_login_ = now + std::max(login_pause, Millis{made.error().retry_after_s * 1000LL});
    }
    return made;
}

Result<Session::Tokens> Session::take_session(const Result<json::value>& answer) {
    if (!answer) return fail(answer.error());
    Tokens tokens{read_text(*answer, {"accessJwt"}), read_text(*answer, {"refreshJwt"}),
                  read_text(*answer, {"did"})};
    if (tokens.access.empty() || tokens.refresh.empty() || tokens.did.empty())
        return fail(ErrorCode::unavailable, "the server gave no session");
    const json::value* active = find(*answer, {"active"});
    if (active != nullptr && active->is_bool() && !active->as_bool())
        return fail(ErrorCode::unauthenticated, "Bluesky says that this account is not active");
    const Millis lifetime = lifetime_of(tokens.access);
    tokens.renew_at = clock_.now() + lifetime - std::min(renewal_margin, lifetime / 2);
    keep(tokens);
    return tokens;
}

Result<json::value> Session::exchange(const XrpcCall& call, const std::string& bearer,
                                      const std::stop_token& stop) {
    auto answer = http_.send(make_request(service(), call, bearer), stop);
    if (!answer) return fail(std::move(answer.error()));
    if (answer->status != 200) return fail(explain_refusal(*answer, clock_.now()));
    if (answer->body.empty()) return json::value(nullptr);
    return parse_json(answer->body);
}

std::optional<Session::Tokens> Session::current() {
    const std::lock_guard lock(mutex_);
    return tokens_;
}

std::string Session::service() {
    const std::lock_guard lock(mutex_);
    return service_;
}

void Session::use(std::string service) {
    const std::lock_guard lock(mutex_);
    service_ = std::move(service);
}

/// A kept session that cannot be read is as good as none: we log in.
void Session::restore(const std::string& session) {
    const auto kept = parse_json(session);
    if (!kept) return;
    // Renewed before its first use: an app password that was revoked meanwhile shows at once, not
    // when the access runs out hours later.
    Tokens tokens{read_text(*kept, {"access"}), read_text(*kept, {"refresh"}),
                  read_text(*kept, {"did"}), Time{}};
    if (tokens.access.empty() || tokens.refresh.empty() || tokens.did.empty()) return;
    tokens_ = std::move(tokens);
    if (auto service = read_text(*kept, {"service"}); !service.empty()) service_ = service;
}

void Session::keep(const Tokens& tokens) {
    {
        const std::lock_guard lock(mutex_);
        tokens_ = tokens;
    }
    if (!settings_.keep_session) return;
    settings_.keep_session(json::serialize(json::object{{"service", service()},
                                                        {"access", tokens.access},
                                                        {"refresh", tokens.refresh},
                                                        {"did", tokens.did},
                                                        {"renew_at", to_millis(tokens.renew_at)}}));
}

}  // namespace heed::channels::bluesky
