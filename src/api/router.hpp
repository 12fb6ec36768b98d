#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/http.hpp"
#include "api/route.hpp"
#include "api/route_tree.hpp"

namespace heed::api {

struct RouterOptions {
    /// Says who calls, by cookie or token. `unauthenticated` is no failure on an open route.
    std::function<Result<Caller>(const Request&)> authenticate;
    /// Answers what is neither a route nor under /api/: the user interface.
    Handler fallback;
    /// Origins besides the desk's own from which a browser may change something.
    std::vector<std::string> origins;
};

/// The one gate between the network and the handlers: finds the route, checks who calls, whether
/// they may, and whether a browser was tricked into it.
class Router {
public:
    Router(std::vector<Route> routes, RouterOptions options);

    /// Thread safe.
    [[nodiscard]] Response handle(const Request& request) const;

private:
    [[nodiscard]] Response without_route(const Request& request) const;
    [[nodiscard]] Response dispatch(const Request& request, const Route& route,
                                    const Call::Arguments& arguments) const;
    [[nodiscard]] Result<Caller> identify(const Request& request, const Route& route) const;
    [[nodiscard]] Status check_origin(const Request& request, const Caller& caller) const;

    std::vector<Route> routes_;
    RouterOptions options_;
    RouteTree tree_;
};

/// The table as an OpenAPI 3.1 document.
[[nodiscard]] std::string openapi(const std::vector<Route>& routes);

/// Adds the route that serves the document of the whole table, itself included.
void add_openapi(std::vector<Route>& routes);

}  // namespace heed::api
