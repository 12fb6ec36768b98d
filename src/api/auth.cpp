#include "api/auth.hpp"

#include "api/map.hpp"
#include "api/token_use.hpp"
#include "base/secret.hpp"

namespace heed::api {

namespace {

Caller caller_of(const app::UserRecord& user) {
    Caller caller;
    caller.user = user.id;
    caller.role = to_wire(user.role);
    caller.name = user.name;
    return caller;
}

std::vector<std::string> split(std::string_view scopes) {
    std::vector<std::string> list;
    while (!scopes.empty()) {
        const auto end = std::min(scopes.find(' '), scopes.size());
        if (end > 0) list.emplace_back(scopes.substr(0, end));
        scopes.remove_prefix(std::min(end + 1, scopes.size()));
    }
    return list;
}

tl::unexpected<Error> nobody() {
    return fail(ErrorCode::unauthenticated, "Nobody is signed in.");
}

}  // namespace

bool is_loopback(std::string_view peer) {
    return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

bool is_loopback_host(std::string_view host) {
    const bool bracketed = host.starts_with('[');
    const auto name =
        bracketed ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
    if (name == "localhost" || name.ends_with(".localhost") || name == "[::1]") return true;
    // "127.example.org" begins like an address.
    return name.starts_with("127.") && name.find_first_not_of("0123456789.") == name.npos;
}

Millis LoginGuard::try_link(const std::string& peer, Time now) {
    return by_peer_.take(peer_key(peer), now);
}

Millis LoginGuard::try_login(const std::string& peer, const std::string& login, Time now) {
    if (const auto wait = try_link(peer, now); wait != Millis{0}) return wait;
    const auto wait = by_peer_and_login_.take(peer_key(peer) + ' ' + login, now);
    return wait != Millis{0} ? wait : by_login_.take(login, now);
}

void LoginGuard::succeeded(const std::string& peer, const std::string& login) {
    by_peer_and_login_.forget(peer_key(peer) + ' ' + login);
}

Authenticator::Authenticator(Services& services)
    : services_(services), demo_csrf_(random_token()) {}

Result<Caller> Authenticator::operator()(const Request& request) const {
    constexpr std::string_view bearer = "Bearer ";
    const auto authorization = request.header("authorization");
    if (authorization.starts_with(bearer)) return by_token(authorization.substr(bearer.size()));
    if (const auto cookie = request.cookie(session_cookie); !cookie.empty()) {
        auto caller = by_cookie(cookie);
        if (caller || !services_.settings.demo) return caller;
    }
    // A page of somebody else's may have its own name lead here, and a proxy on this machine may
    // stand for the whole world: the name that was asked for has to be this machine's, too.
    if (services_.settings.demo && is_loopback(request.peer) &&
        is_loopback_host(request.header("host"))) {
        return demo();
    }
    return nobody();
}

Result<Caller> Authenticator::by_cookie(std::string_view cookie) const {
    return services_.database.ask<Caller>([&](store::Reader& reader) -> Result<Caller> {
        const auto session = reader.session(hash_token(cookie));
        if (!session || session->expires_at <= services_.clock.now()) return nobody();
        const auto user = reader.user(session->user);
        if (!user || user->disabled_at != Time{}) return nobody();
        auto caller = caller_of(*user);
        caller.csrf = session->csrf;
        return caller;
    });
}

Result<Caller> Authenticator::by_token(std::string_view secret) const {
    return services_.database.ask<Caller>([&](store::Reader& reader) -> Result<Caller> {
        const auto token = reader.token(hash_token(secret));
        if (!token) return fail(ErrorCode::unauthenticated, "This token is not known here.");
        const auto user = reader.user(token->user);
        if (!user || user->disabled_at != Time{}) return nobody();
        services_.token_use.note(*token, services_.clock.now());
        auto caller = caller_of(*user);
        caller.by_token = true;
        caller.scopes = split(token->scopes);
        return caller;
    });
}

/// The demo's first user, the owner.
Result<Caller> Authenticator::demo() const {
    return services_.database.ask<Caller>([&](store::Reader& reader) -> Result<Caller> {
        const auto users = reader.users();
        if (users.empty()) return nobody();
        auto caller = caller_of(users.front());
        caller.csrf = demo_csrf_;
        return caller;
    });
}

Result<Session> session_of(Services& services, const Caller& caller) {
    return services.database.ask<Session>([&](store::Reader& reader) -> Result<Session> {
        const auto user = reader.user(caller.user);
        if (!user) return nobody();
        Session session;
        session.user = to_wire(*user);
        session.csrf = caller.csrf;
        const auto brands = reader.brands();
        session.brand = brands.empty() ? "" : brands.front().second;
        session.demo = services.settings.demo;
        session.version = services.settings.version;
        session.promise_minutes = services.settings.promise_minutes;
        session.undo_seconds = services.settings.undo_seconds;
        session.last_event = reader.last_event();
        return session;
    });
}

}  // namespace heed::api
