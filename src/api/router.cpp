#include "api/router.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heed::api {
namespace {

bool changes_something(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

int rank(Role role) {
    switch (role) {
        case Role::viewer:
            return 1;
        case Role::trainee:
            return 2;
        case Role::agent:
            return 3;
        case Role::lead:
            return 4;
        case Role::owner:
            return 5;
    }
    return 0;
}

int rank(Access access) {
    return static_cast<int>(access);
}

std::string_view role_wanted(Access access) {
    switch (access) {
        case Access::open:
            return "nobody";
        case Access::viewer:
            return "viewer";
        case Access::trainee:
            return "trainee";
        case Access::agent:
            return "agent";
        case Access::lead:
            return "lead";
        case Access::owner:
            return "owner";
    }
    return "owner";
}

Scope scope_wanted(const Route& route) {
    if (route.scope != Scope::by_method) return route.scope;
    if (route.access == Access::owner) return Scope::admin;
    return changes_something(route.method) ? Scope::write : Scope::read;
}

Status check_access(const Route& route, const Caller& caller) {
    if (route.access == Access::open) return {};
    if (rank(caller.role) < rank(route.access)) {
        return fail(ErrorCode::forbidden,
                    fmt::format("This needs the role {}; yours is {}.", role_wanted(route.access),
                                name_of(caller.role)));
    }
    const auto scope = name_of(scope_wanted(route));
    if (caller.by_token && std::ranges::find(caller.scopes, scope) == caller.scopes.end()) {
        return fail(ErrorCode::forbidden, fmt::format("This token lacks the scope \"{}\".", scope));
    }
    return {};
}

Status check_csrf(const Request& request, const Route& route, const Caller& caller) {
    const bool by_cookie = !caller.by_token && route.access != Access::open;
    if (!by_cookie || !changes_something(request.method)) return {};
    const bool right =
        !caller.csrf.empty() && equal_in_constant_time(request.header("x-csrf-token"), caller.csrf);
    if (right) return {};
    return fail(ErrorCode::forbidden,
                "The X-CSRF-Token header is missing or does not belong to this session.");
}

std::string lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return out;
}

/// Null when the body is of a kind that the route takes.
std::optional<Response> check_body(const Request& request, const Route& route) {
    if (request.body.size() > route.body_bytes_max) {
        return problem_response(
            413, fmt::format("At most {} bytes are taken here.", route.body_bytes_max));
    }
    if (request.body.empty() || route.accepts.empty()) return std::nullopt;
    auto type = request.header("content-type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    if (std::ranges::find(route.accepts, lower(type)) != route.accepts.end()) return std::nullopt;
    return problem_response(
        415, fmt::format("The Content-Type must be {}.", fmt::join(route.accepts, " or ")));
}

std::string allowed_methods(const std::vector<std::pair<Method, std::size_t>>& routes) {
    std::string out;
    for (const auto& [method, _] : routes) {
        out += method_name(method);
        out += ", ";
        if (method == Method::get) out += "HEAD, ";
    }
    return out + "OPTIONS";
}

Response refused(const Error& error) {
    auto response = error_response(error);
    if (response.status == 401) set_header(response, "WWW-Authenticate", "Bearer realm=\"heed\"");
    return response;
}

}  // namespace

Router::Router(std::vector<Route> routes, RouterOptions options)
    : routes_{std::move(routes)}, options_{std::move(options)} {
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        tree_.add(routes_[i].method, routes_[i].pattern, i);
    }
}

Response Router::handle(const Request& request) const {
    const auto match = tree_.find(request.path);
    if (!match) return without_route(request);
    const auto method = request.method == Method::head ? Method::get : request.method;
    for (const auto& [known, route] : *match->routes) {
        if (known == method) return dispatch(request, routes_[route], match->arguments);
    }
    auto response = problem_response(405, "This address does not take that method.");
    if (method == Method::options) {
        response = {};
        response.status = 204;
    }
    set_header(response, "Allow", allowed_methods(*match->routes));
    return response;
}

Response Router::without_route(const Request& request) const {
    const bool of_the_api = request.path == "/api" || request.path.starts_with("/api/");
    if (!of_the_api && options_.fallback) return options_.fallback(request);
    return problem_response(404, "There is nothing at this address.");
}

Response Router::dispatch(const Request& request, const Route& route,
                          const Call::Arguments& arguments) const {
    auto caller = identify(request, route);
    if (!caller) return refused(caller.error());
    for (const auto& checked : {check_access(route, *caller), check_origin(request, *caller),
                                check_csrf(request, route, *caller)}) {
        if (!checked) return refused(checked.error());
    }
    if (auto wrong = check_body(request, route)) return std::move(*wrong);
    Call call{request, std::move(*caller), arguments};
    return route.handle(call);
}

Result<Caller> Router::identify(const Request& request, const Route& route) const {
    if (!options_.authenticate) {
        return route.access == Access::open
                   ? Result<Caller>{Caller{}}
                   : fail(ErrorCode::unauthenticated, "Nobody is signed in.");
    }
    auto caller = options_.authenticate(request);
    const bool nobody = !caller && caller.error().code == ErrorCode::unauthenticated;
    if (nobody && route.access == Access::open) return Caller{};
    return caller;
}

/// A page of somebody else's can make a browser send requests with our cookie, but it cannot make
/// it lie about where they come from.
Status Router::check_origin(const Request& request, const Caller& caller) const {
    const auto origin = request.header("origin");
    if (!changes_something(request.method) || caller.by_token || origin.empty()) return {};
    if (std::ranges::find(options_.origins, origin) != options_.origins.end()) return {};
    const auto scheme = origin.find("://");
    const bool same_host = scheme != std::string_view::npos &&
                           lower(origin.substr(scheme + 3)) == lower(request.header("host"));
    if (same_host && (!request.secure || origin.starts_with("https://"))) return {};
    return fail(ErrorCode::forbidden, "This request comes from a page of another site.");
}

}  // namespace heed::api
