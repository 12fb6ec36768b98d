#pragma once

#include <vector>

#include "api/route.hpp"
#include "api/services.hpp"

namespace heed::api {

/// Every route of the desk, one function a noun. `services` must outlive them.
void add_session_routes(std::vector<Route>& routes, Services& services);
void add_conversation_routes(std::vector<Route>& routes, Services& services);
void add_reply_routes(std::vector<Route>& routes, Services& services);
void add_customer_routes(std::vector<Route>& routes, Services& services);
void add_people_routes(std::vector<Route>& routes, Services& services);
void add_channel_routes(std::vector<Route>& routes, Services& services);
void add_media_routes(std::vector<Route>& routes, Services& services);
void add_understanding_routes(std::vector<Route>& routes, Services& services);
void add_term_routes(std::vector<Route>& routes, Services& services);
void add_listening_routes(std::vector<Route>& routes, Services& services);
void add_coach_routes(std::vector<Route>& routes, Services& services);
void add_guard_routes(std::vector<Route>& routes, Services& services);
void add_playbook_routes(std::vector<Route>& routes, Services& services);
void add_promise_routes(std::vector<Route>& routes, Services& services);
void add_event_routes(std::vector<Route>& routes, Services& services);

[[nodiscard]] std::vector<Route> all_routes(Services& services);

}  // namespace heed::api
