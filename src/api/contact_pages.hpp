#pragma once

#include <vector>

#include "api/rate_limiter.hpp"
#include "api/route.hpp"
#include "api/services.hpp"

/// The contact pages that customers see: /contact/<slug>, the page of their conversation behind an
/// unguessable link, and what a company needs to show the form within its own site.
///
/// A typed address proves nothing. Two people may give the same one, so a link shows only the
/// thread that began with it, never the rest of a customer's conversation.
namespace heed::api {

/// What one address (or IPv6 net), one form and one conversation may send.
inline constexpr Allowance contact_peer_allowance{10, Millis{20'000}};
inline constexpr Allowance contact_form_allowance{60, Millis{1'000}};
inline constexpr Allowance contact_link_allowance{10, Millis{10'000}};
inline constexpr int contact_messages_shown_max = 200;

/// What the pages use of the desk.
struct ContactDesk {
    store::Database& database;
    app::IntakeQueue& intake;
    const Clock& clock;
    int promise_minutes = 60;
};

void add_contact_routes(std::vector<Route>& routes, const ContactDesk& desk);
void add_contact_routes(std::vector<Route>& routes, Services& services);

}  // namespace heed::api
