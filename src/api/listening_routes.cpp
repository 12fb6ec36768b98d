#include <algorithm>
#include <limits>

#include "api/map_listening.hpp"
#include "api/page.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/heard_posts.hpp"

namespace heed::api {

namespace {

constexpr int volume_days_default = 7;
constexpr int volume_days_max = 90;
/// Up to so many days in hours, more in days.
constexpr int volume_days_in_hours = 3;
constexpr int volume_points_max = 50'000;

app::Env env_of(Services& services, const Call& call) {
    return {services.clock.now(), services.ids, call.caller.user};
}

Result<store::HeardQuery> heard_query(const Call& call) {
    store::HeardQuery query;
    const auto limit = call.integer("limit", page_limit_default, 1, page_limit_max);
    if (!limit) return fail(limit.error());
    query.limit = static_cast<int>(*limit);
    auto after = cursor_of(call, "cursor");
    if (!after) return fail(after.error());
    query.after = *after;
    if (const auto term = call.request.parameter("term")) {
        const auto id = parse_id(*term);
        if (!id) return fail(ErrorCode::invalid, "is no term's id", "term");
        query.term.value = *id;
    }
    if (call.request.parameter("decision")) {
        const auto decision = call.choice<HeardDecision>("decision", HeardDecision::listening);
        if (!decision) return fail(decision.error());
        query.decision = heard_decision(name_of(*decision));
    }
    if (call.request.parameter("intent")) {
        const auto intent = call.choice<Intent>("intent", Intent::other);
        if (!intent) return fail(intent.error());
        query.intent = heed::intent(name_of(*intent));
    }
    return query;
}

Result<HeardPage> list(Services& services, Call& call) {
    const auto query = heard_query(call);
    if (!query) return fail(query.error());
    return services.database.ask<HeardPage>([&](store::Reader& reader) -> Result<HeardPage> {
        HeardPage page;
        const auto views = reader.heard(*query);
        for (const auto& view : views)
            page.items.push_back(to_wire(view));
        if (static_cast<int>(views.size()) == query->limit) {
            const auto& last = views.back().record;
            page.next = to_cursor({to_millis(last.written_at), last.post.value});
            link_next(call, *page.next);
        }
        return page;
    });
}

HeardStream stream(Services& services) {
    return to_wire(services.listening.stream(), services.clock.now());
}

void add_point(TermVolume& term, const store::HeardVolume& volume) {
    term.count += volume.count;
    term.negative += volume.negative;
    term.inbox += volume.inbox;
    term.negative_share = static_cast<double>(term.negative) / static_cast<double>(term.count);
    term.points.push_back({to_wire(volume.from), volume.count, volume.negative, volume.inbox});
}

/// The terms that were heard, and those in use that were not.
std::vector<TermVolume> by_term(store::Reader& reader, Time since, Millis step) {
    std::vector<TermVolume> terms;
    for (const auto& volume : reader.heard_volume(since, step, volume_points_max)) {
        const auto id = to_string(volume.term);
        if (terms.empty() || terms.back().term_id != id) {
            const auto term = reader.term(volume.term);
            if (!term) continue;
            terms.push_back({id, term->term.text, to_wire(term->term.purpose), 0, 0, 0, 0, {}});
        }
        add_point(terms.back(), volume);
    }
    for (const auto& record : reader.terms()) {
        const auto id = to_string(record.id);
        const bool known = std::any_of(terms.begin(), terms.end(),
                                       [&](const auto& term) { return term.term_id == id; });
        if (!known)
            terms.push_back({id, record.term.text, to_wire(record.term.purpose), 0, 0, 0, 0, {}});
    }
    std::stable_sort(terms.begin(), terms.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return terms;
}

Result<Volume> volume(Services& services, Call& call) {
    const auto days = call.integer("days", volume_days_default, 1, volume_days_max);
    if (!days) return fail(days.error());
    const int step_hours = *days <= volume_days_in_hours ? 1 : 24;
    const auto step = std::chrono::hours{step_hours};
    // From a whole step on: half a first point would look like a rise.
    const auto since =
        Time{(services.clock.now() - std::chrono::days{*days}).time_since_epoch() / step * step};
    return services.database.ask<Volume>([&](store::Reader& reader) -> Result<Volume> {
        Volume wire{to_wire(since), step_hours, by_term(reader, since, step), {}};
        for (const auto& [decision, count] : reader.heard_counts(since))
            wire.decisions.push_back({to_wire(decision), count});
        return wire;
    });
}

Result<ConversationRow> bring_in(Services& services, Call& call) {
    const auto id = call.id<PostId>("id");
    if (!id) return fail(id.error());
    const auto made =
        write_once<Made>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Made> {
            const auto conversation = app::bring_in(t, env_of(services, call), *id);
            if (!conversation) return fail(conversation.error());
            return Made{to_string(*conversation)};
        });
    if (!made) return fail(made.error());
    heed::Correction said;
    said.about_us = true;
    services.judging.learn(*id, {}, said);
    return current_row(services, ConversationId{parse_id(made->id).value_or(0)});
}

Result<HeardItem> not_about_us(Services& services, Call& call) {
    const auto id = call.id<PostId>("id");
    if (!id) return fail(id.error());
    const auto done = services.database.write([&](app::Transaction& t) -> Status {
        if (!t.heard(*id)) return fail(ErrorCode::not_found, "There is no such post.");
        return app::not_about_us(t, env_of(services, call), *id);
    });
    if (!done) return fail(done.error());
    auto item = services.database.ask<HeardItem>([&](store::Reader& reader) -> Result<HeardItem> {
        const auto view = reader.heard(*id);
        if (!view) return fail(ErrorCode::not_found, "There is no such post.");
        return to_wire(*view);
    });
    if (item) {
        heed::Correction said;
        said.about_us = false;
        services.judging.learn(*id, item->post.text, said);
    }
    return item;
}

// --- whom we leave alone -------------------------------------------------------------------------

Result<QuietPage> list_quiet(Services& services, Call& call) {
    const auto limit = call.integer("limit", page_limit_default, 1, page_limit_max);
    if (!limit) return fail(limit.error());
    const auto after = cursor_of(call, "cursor");
    if (!after) return fail(after.error());
    const QuietId before{*after ? (*after)->id : std::numeric_limits<std::int64_t>::max()};
    return services.database.ask<QuietPage>([&](store::Reader& reader) -> Result<QuietPage> {
        QuietPage page;
        const auto views = reader.quiet(before, static_cast<int>(*limit));
        for (const auto& view : views)
            page.items.push_back(to_wire(view));
        if (static_cast<long long>(views.size()) == *limit) {
            const auto& last = views.back().record;
            page.next = to_cursor({to_millis(last.at), last.id.value});
            link_next(call, *page.next);
        }
        return page;
    });
}

Result<Quiet> add_quiet(Services& services, Call& call, const NewQuiet& input) {
    app::NewQuiet wanted{{}, input.network.value_or(""), input.handle.value_or(""), input.reason};
    if (input.identity_id) {
        const auto id = parse_id(*input.identity_id);
        if (!id) return fail(ErrorCode::invalid, "is no account's id", "$.identity_id");
        wanted.identity.value = *id;
    }
    auto added = write_once<Quiet>(
        services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Quiet> {
            const auto record = app::add_quiet(t, env_of(services, call), wanted);
            if (!record) return fail(record.error());
            const auto by = t.user(record->added_by);
            return to_wire(store::QuietView{*record, by ? by->name : std::string{}});
        });
    if (added) call.status = 201;
    return added;
}

Status remove_quiet(Services& services, Call& call) {
    const auto id = call.id<QuietId>("id");
    if (!id) return fail(id.error());
    return services.database.write(
        [&](app::Transaction& t) { return app::remove_quiet(t, env_of(services, call), *id); });
}

void add_quiet_routes(std::vector<Route>& routes, Services& services) {
    const auto put = [&](Route route) { routes.push_back(std::move(route).tagged("listening")); };
    put(route<None, QuietPage>(Method::get, "/api/v1/quiet", Access::viewer,
                               "Accounts that are not approached unasked, newest first",
                               [&](Call& c) { return list_quiet(services, c); })
            .with({"cursor", "Where the page before ended"})
            .with({"limit", "1 to 200"}));
    put(route<NewQuiet, Quiet>(
            Method::post, "/api/v1/quiet", Access::agent,
            "Do not approach an account unasked any more",
            [&](Call& c, const NewQuiet& in) { return add_quiet(services, c, in); })
            .created()
            .with(once_parameter(Once::if_asked)));
    put(route<None, None>(Method::delete_, "/api/v1/quiet/{id}", Access::agent,
                          "Take an account off the quiet list",
                          [&](Call& c) { return remove_quiet(services, c); }));
}

}  // namespace

void add_listening_routes(std::vector<Route>& routes, Services& services) {
    const std::string all = "/api/v1/listening";
    const auto put = [&](Route route) { routes.push_back(std::move(route).tagged("listening")); };
    put(route<None, HeardPage>(Method::get, all, Access::viewer,
                               "Talk about us that does not address us, newest first",
                               [&](Call& c) { return list(services, c); })
            .with({"term", "Only posts that hold this term"})
            .with(choice_parameter<HeardDecision>("decision", "Only what was decided so"))
            .with(choice_parameter<Intent>("intent", "Only posts that were judged so"))
            .with({"cursor", "Where the page before ended"})
            .with({"limit", "1 to 200"}));
    put(route<None, HeardStream>(Method::get, all + "/stream", Access::viewer,
                                 "Whether a whole network is heard, up to when, and why not",
                                 [&](Call&) { return Result<HeardStream>(stream(services)); }));
    put(route<None, Volume>(Method::get, all + "/volume", Access::viewer,
                            "How much was heard of each term, and in what mood",
                            [&](Call& c) { return volume(services, c); })
            .with({"days", "1 to 90; up to 3 in hours, more in days"}));
    put(route<None, ConversationRow>(Method::post, all + "/{id}/bring-in", Access::agent,
                                     "Take a post into the inbox to answer it",
                                     [&](Call& c) { return bring_in(services, c); })
            .with(once_parameter(Once::if_asked)));
    put(route<None, HeardItem>(
        Method::post, all + "/{id}/not-about-us", Access::agent,
        "Say that a post does not concern us; much the same stays out from now on",
        [&](Call& c) { return not_about_us(services, c); }));
    add_quiet_routes(routes, services);
}

}  // namespace heed::api
