#pragma once

#include <string>

#include "api/rate_limiter.hpp"
#include "api/route.hpp"
#include "api/services.hpp"

namespace heed::api {

/// Slows down who guesses passwords: by login, and by address.
class LoginGuard {
public:
    RateLimiter by_login{{5, std::chrono::seconds{30}}};
    RateLimiter by_peer{{20, std::chrono::seconds{5}}};
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

/// Runs `work` in one transaction, at most once per Idempotency-Key of this caller: a second
/// request with the same key and body gets the first one's answer, one with another body is
/// refused. Without a key it runs as often as it is asked, unless `required`.
template <class Out>
[[nodiscard]] Result<Out> write_once(Services& services, Call& call, bool required,
                                     const std::function<Result<Out>(app::Transaction&)>& work);

}  // namespace heed::api
