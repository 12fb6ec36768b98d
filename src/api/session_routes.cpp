#include <fmt/format.h>

#include "api/auth.hpp"
#include "api/live.hpp"
#include "api/map.hpp"
#include "api/routes.hpp"
#include "app/people.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"

namespace heed::api {

namespace {

/// Starts a session for the user: stores it and sends the cookie.
Result<Session> begin_session(Services& services, Call& call, const app::UserRecord& user) {
    const auto token = random_token();
    app::SessionRecord record;
    record.token_hash = hash_token(token);
    record.user = user.id;
    record.csrf = random_token();
    record.created_at = services.clock.now();
    record.expires_at = record.created_at + app::session_valid_for;
    const auto saved = services.database.write([&](app::Transaction& t) -> Status {
        // The password was checked outside of this transaction: meanwhile an owner may have
        // disabled this person or made a new link.
        auto seen = t.user(user.id);
        if (!seen || seen->disabled_at != Time{} || seen->password_hash != user.password_hash) {
            return fail(ErrorCode::unauthenticated, "This account changed meanwhile. Try again.");
        }
        t.erase_expired(record.created_at);
        t.add(record);
        seen->last_seen_at = record.created_at;
        t.save(*seen);
        return {};
    });
    if (!saved) return fail(saved.error());
    const bool secure = call.request.secure || services.settings.secure_cookies;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(app::session_valid_for);
    call.headers.emplace_back(
        "Set-Cookie",
        fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", session_cookie, token,
                    seconds.count(), secure ? "; Secure" : ""));
    Caller caller;
    caller.user = user.id;
    caller.csrf = record.csrf;
    return session_of(services, caller);
}

Status throttled(Millis wait) {
    if (wait == Millis{0}) return {};
    return fail({ErrorCode::rate_limited, "Too many tries. Wait a little, then try again.", "",
                 whole_seconds(wait)});
}

Status throttle(Services& services, const std::string& peer) {
    return throttled(services.logins.try_link(peer, services.clock.now()));
}

Status throttle(Services& services, const std::string& peer, const std::string& login) {
    return throttled(services.logins.try_login(peer, login, services.clock.now()));
}

Result<Session> sign_in(Services& services, Call& call, const Login& input) {
    const auto login = lower_ascii(trim(clean_utf8(input.login)));
    if (auto allowed = throttle(services, call.request.peer, login); !allowed) {
        return fail(allowed.error());
    }
    std::optional<app::UserRecord> user;
    const auto found = services.database.read([&](store::Reader& reader) -> Status {
        user = reader.user_by_login(login);
        return {};
    });
    if (!found) return fail(found.error());
    // An unknown login costs as much time as a wrong password, so that nobody learns who is here.
    static const std::string nobodys_hash = hash_password(random_token());
    const bool active = user && user->disabled_at == Time{} && !user->password_hash.empty();
    const bool right =
        check_password(active ? user->password_hash : nobodys_hash, input.password) && active;
    if (!right) {
        return fail(ErrorCode::unauthenticated, "This login and password do not fit together.");
    }
    services.logins.succeeded(call.request.peer, login);
    return begin_session(services, call, *user);
}

Status sign_out(Services& services, Call& call) {
    const auto cookie = call.request.cookie(session_cookie);
    call.headers.emplace_back(
        "Set-Cookie",
        fmt::format("{}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0", session_cookie));
    if (cookie.empty()) return {};
    auto ended = services.database.write([&](app::Transaction& t) -> Status {
        t.end_session(hash_token(cookie));
        return {};
    });
    if (ended) services.live.end_streams(call.caller.user);
    return ended;
}

Result<SetupState> setup_state(Services& services) {
    return services.database.ask<SetupState>([](store::Reader& reader) -> Result<SetupState> {
        return SetupState{reader.users().empty()};
    });
}

Result<Session> set_up(Services& services, Call& call, const Setup& input) {
    if (auto allowed = throttle(services, call.request.peer); !allowed) {
        return fail(allowed.error());
    }
    if (auto checked = app::checked_password(input.password); !checked) {
        return fail(checked.error());
    }
    const auto password_hash = hash_password(input.password);
    const auto owner =
        write<app::UserRecord>(services, [&](app::Transaction& t) -> Result<app::UserRecord> {
            const auto expected = t.setting("setup_token_hash");
            if (t.count_users() == 0 &&
                (!expected || !equal_in_constant_time(*expected, hash_token(input.token)))) {
                return fail(ErrorCode::forbidden,
                            "This link is not the one printed on the terminal at the start.",
                            "$.token");
            }
            auto made = app::found_desk(t, {services.clock.now(), services.ids},
                                        {input.brand, input.name, input.login, password_hash});
            if (made) t.save_setting("setup_token_hash", "used");
            return made;
        });
    if (!owner) return fail(owner.error());
    return begin_session(services, call, *owner);
}

Result<Session> accept(Services& services, Call& call, const AcceptInvitation& input) {
    if (auto allowed = throttle(services, call.request.peer); !allowed) {
        return fail(allowed.error());
    }
    if (auto checked = app::checked_password(input.password); !checked) {
        return fail(checked.error());
    }
    const auto password_hash = hash_password(input.password);
    const auto user =
        write<app::UserRecord>(services, [&](app::Transaction& t) -> Result<app::UserRecord> {
            return app::accept_invitation(t, {services.clock.now(), services.ids},
                                          hash_token(input.token), password_hash);
        });
    if (!user) return fail(user.error());
    return begin_session(services, call, *user);
}

}  // namespace

void add_session_routes(std::vector<Route>& routes, Services& services) {
    routes.push_back(route<None, SetupState>(Method::get, "/api/v1/setup", Access::open,
                                             "Whether the desk waits for its owner",
                                             [&](Call&) { return setup_state(services); })
                         .tagged("session"));
    routes.push_back(
        route<Setup, Session>(Method::post, "/api/v1/setup", Access::open,
                              "Become the owner of a new desk, by the link on the terminal",
                              [&](Call& c, const Setup& in) { return set_up(services, c, in); })
            .tagged("session"));
    routes.push_back(route<None, Session>(Method::get, "/api/v1/session", Access::viewer,
                                          "Who is signed in",
                                          [&](Call& c) { return session_of(services, c.caller); })
                         .tagged("session"));
    routes.push_back(
        route<Login, Session>(Method::post, "/api/v1/session", Access::open, "Sign in",
                              [&](Call& c, const Login& in) { return sign_in(services, c, in); })
            .tagged("session"));
    routes.push_back(route<None, None>(Method::delete_, "/api/v1/session", Access::viewer,
                                       "Sign out", [&](Call& c) { return sign_out(services, c); })
                         .tagged("session"));
    routes.push_back(
        route<AcceptInvitation, Session>(
            Method::post, "/api/v1/invitation", Access::open,
            "Choose a password by a one-time link",
            [&](Call& c, const AcceptInvitation& in) { return accept(services, c, in); })
            .tagged("session"));
}

}  // namespace heed::api
