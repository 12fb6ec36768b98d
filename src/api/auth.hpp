#pragma once

#include <string>

#include "api/rate_limiter.hpp"
#include "api/route.hpp"
#include "api/services.hpp"

namespace heed::api {

/// Slows down who guesses passwords. One address soon waits, for everybody's login and sooner for
/// one; many addresses together have to wait for one login, too. What one address may spend on a
/// login comes back to that login faster, so nobody locks a person out from a single place.
class LoginGuard {
public:
    /// Zero: try; otherwise how long to wait. A try that is refused is not counted any further.
    [[nodiscard]] Millis try_login(const std::string& peer, const std::string& login, Time now);
    /// For what nobody can guess: a stranger who tries must not keep others from trying.
    [[nodiscard]] Millis try_link(const std::string& peer, Time now);
    /// The right password: this address has all its tries for this login back.
    void succeeded(const std::string& peer, const std::string& login);

private:
    RateLimiter by_peer_{{20, std::chrono::seconds{5}}};
    RateLimiter by_peer_and_login_{{5, std::chrono::seconds{30}}};
    RateLimiter by_login_{{60, std::chrono::seconds{5}}};
};

/// Who sends this request: by session cookie, by bearer token, or, in the demo on loopback, its
/// one inhabitant.
class Authenticator {
public:
    explicit Authenticator(Services& services);
    [[nodiscard]] Result<Caller> operator()(const Request& request) const;

private:
    [[nodiscard]] Result<Caller> by_cookie(std::string_view cookie) const;
    [[nodiscard]] Result<Caller> by_token(std::string_view secret) const;
    [[nodiscard]] Result<Caller> demo() const;

    Services& services_;
    std::string demo_csrf_;
};

inline constexpr std::string_view session_cookie = "heed_session";
inline constexpr std::string_view token_prefix = "heed_";

[[nodiscard]] bool is_loopback(std::string_view peer);
/// Whether a Host header names this machine and nothing else.
[[nodiscard]] bool is_loopback_host(std::string_view host);

/// What a browser needs to know about itself and the desk.
[[nodiscard]] Result<Session> session_of(Services& services, const Caller& caller);

}  // namespace heed::api
