#pragma once

#include <vector>

#include "api/route.hpp"
#include "api/services.hpp"

namespace heed::api {

/// Which conversations there are, and how many of each; a part of `add_conversation_routes`.
void add_conversation_list_routes(std::vector<Route>& routes, Services& services);

}  // namespace heed::api
