#include <charconv>
#include <limits>

#include "api/live.hpp"
#include "api/routes.hpp"

namespace heed::api {

namespace {

/// A browser that reconnects sends the last number it saw; a page that opens says where it stands.
Result<long long> resume_after(const Call& call) {
    const auto last = call.request.header("last-event-id");
    if (last.empty()) {
        return call.integer("after", -1, 0, std::numeric_limits<long long>::max());
    }
    long long seq = 0;
    const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), seq);
    if (error != std::errc{} || end != last.data() + last.size() || seq < 0) {
        return fail(ErrorCode::invalid, "is no event number", "Last-Event-ID");
    }
    return seq;
}

Result<Response> open_stream(Services& services, Call& call) {
    const auto after = resume_after(call);
    if (!after) return fail(after.error());
    auto stream = services.live.open(*after, call.caller.user);
    if (!stream) return fail(stream.error());
    Response response;
    response.stream = std::move(*stream);
    return response;
}

}  // namespace

void add_event_routes(std::vector<Route>& routes, Services& services) {
    routes.push_back(
        raw_route(Method::get, "/api/v1/events", Access::viewer, "Live events, resumed by number",
                  [&](Call& call) { return open_stream(services, call); })
            .tagged("events")
            .with({"after", "Event number to go on from; absent: from now on"})
            .with({"Last-Event-ID", "The same, as browsers send it", Parameter::In::header})
            .gives("text/event-stream"));
}

std::vector<Route> all_routes(Services& services) {
    std::vector<Route> routes;
    add_session_routes(routes, services);
    add_conversation_routes(routes, services);
    add_reply_routes(routes, services);
    add_customer_routes(routes, services);
    add_people_routes(routes, services);
    add_channel_routes(routes, services);
    add_media_routes(routes, services);
    add_understanding_routes(routes, services);
    add_term_routes(routes, services);
    add_listening_routes(routes, services);
    add_coach_routes(routes, services);
    add_guard_routes(routes, services);
    add_playbook_routes(routes, services);
    add_promise_routes(routes, services);
    add_event_routes(routes, services);
    return routes;
}

}  // namespace heed::api
