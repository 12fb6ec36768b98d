#include "api/if_match.hpp"
#include "api/map_answers.hpp"
#include "api/page.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/promises.hpp"
#include "app/remedies.hpp"

namespace heed::api {

namespace {

constexpr std::chrono::days counted_within{90};

app::Env env_of(Services& services, const Call& call) {
    return {services.clock.now(), services.ids, call.caller.user};
}

Result<Time> moment(const std::string& text, const char* field) {
    const auto time = parse_rfc3339(text);
    if (time) return *time;
    return fail(ErrorCode::invalid, "is no time, expected \"2026-11-24T17:00:00Z\"", field);
}

Result<Promise> show(Services& services, Call& call, PromiseId id) {
    auto shown = services.database.ask<Promise>([&](store::Reader& reader) -> Result<Promise> {
        const auto view = store::AnswerReader(reader).promise(id);
        if (!view) return fail(ErrorCode::not_found, "There is no such promise.");
        return to_wire(*view);
    });
    if (shown) tell_version(call, shown->version);
    return shown;
}

Result<app::NewPromise> to_app(ConversationId conversation, const NewPromise& input) {
    app::NewPromise promise;
    promise.conversation = conversation;
    promise.what = input.what;
    promise.evidence = input.evidence.value_or("");
    const auto due = moment(input.due_at, "$.due_at");
    if (!due) return fail(due.error());
    promise.due_at = *due;
    if (input.owner_id) {
        const auto id = parse_id(*input.owner_id);
        if (!id) return fail(ErrorCode::invalid, "is nobody's id", "$.owner_id");
        promise.owner.value = *id;
    }
    if (input.reply_id) {
        const auto id = parse_id(*input.reply_id);
        if (!id) return fail(ErrorCode::invalid, "is no reply's id", "$.reply_id");
        promise.reply.value = *id;
    }
    return promise;
}

Result<Promise> record(Services& services, Call& call, const NewPromise& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto promise = to_app(*id, input);
    if (!promise) return fail(promise.error());
    const auto made =
        write_once<Made>(services, call, Once::required, [&](app::Transaction& t) -> Result<Made> {
            const auto recorded = app::record_promise(t, env_of(services, call), *promise);
            if (!recorded) return fail(recorded.error());
            return Made{to_string(recorded->id)};
        });
    if (!made) return fail(made.error());
    return show(services, call, PromiseId{parse_id(made->id).value_or(0)});
}

Result<heed::PromiseChange> to_domain(const PromiseChange& input) {
    heed::PromiseChange change;
    if (input.state) change.state = promise_state(name_of(*input.state));
    change.what = input.what;
    change.evidence = input.evidence;
    if (input.due_at) {
        const auto due = moment(*input.due_at, "$.due_at");
        if (!due) return fail(due.error());
        change.due_at = *due;
    }
    if (input.owner_id) {
        const auto id = parse_id(*input.owner_id);
        if (!id) return fail(ErrorCode::invalid, "is nobody's id", "$.owner_id");
        change.owner = UserId{*id};
    }
    return change;
}

Result<Promise> change(Services& services, Call& call, const PromiseChange& input) {
    const auto id = call.id<PromiseId>("id");
    if (!id) return fail(id.error());
    const auto wanted = to_domain(input);
    if (!wanted) return fail(wanted.error());
    const auto seen = if_match(call);
    if (!seen) return fail(seen.error());
    const auto changed =
        write<heed::Promise>(services, [&](app::Transaction& t) -> Result<heed::Promise> {
            return app::change_promise(t, env_of(services, call), *id, *wanted, *seen);
        });
    if (!changed) return or_precondition<Promise>(call, fail(changed.error()));
    return show(services, call, *id);
}

Result<store::PromiseQuery> query_of(const Call& call) {
    store::PromiseQuery query;
    if (call.request.parameter("state")) {
        const auto state = call.choice<PromiseState>("state", PromiseState::open);
        if (!state) return fail(state.error());
        query.state = promise_state(name_of(*state));
    }
    if (call.request.parameter("group")) {
        const auto group = call.choice<PromiseGroup>("group", PromiseGroup::open);
        if (!group) return fail(group.error());
        query.group = *group == PromiseGroup::broken   ? store::PromiseGroup::broken
                      : *group == PromiseGroup::closed ? store::PromiseGroup::closed
                                                       : store::PromiseGroup::open;
    }
    if (const auto owner = call.request.parameter("owner")) {
        const auto id = *owner == "me" ? std::optional(call.caller.user.value) : parse_id(*owner);
        if (!id) return fail(ErrorCode::invalid, "is nobody's id", "owner");
        query.owner.value = *id;
    }
    query.topic = call.request.parameter("topic").value_or("");
    const auto after = cursor_of(call, "cursor");
    if (!after) return fail(after.error());
    query.after = *after;
    query.limit = page_limit_default;
    return query;
}

/// By which the next page is found.
Time place_of(const heed::Promise& promise, const store::PromiseQuery& query) {
    if (query.group != store::PromiseGroup::closed) return promise.due_at;
    return promise.made_good_at != Time{} ? promise.made_good_at : promise.closed_at;
}

Result<PromisePage> list(Services& services, Call& call) {
    const auto query = query_of(call);
    if (!query) return fail(query.error());
    return services.database.ask<PromisePage>([&](store::Reader& reader) -> Result<PromisePage> {
        const auto views = store::AnswerReader(reader).promises(*query);
        PromisePage page;
        for (const auto& view : views)
            page.items.push_back(to_wire(view));
        if (views.size() == page_limit_default) {
            const auto& last = views.back().promise;
            page.next = to_cursor({to_millis(place_of(last, *query)), last.id.value});
            link_next(call, *page.next);
        }
        return page;
    });
}

Result<PromiseCounts> counts(Services& services) {
    const auto since = services.clock.now() - counted_within;
    return services.database.ask<PromiseCounts>([&](store::Reader& reader)
                                                    -> Result<PromiseCounts> {
        store::AnswerReader answers(reader);
        PromiseCounts wire;
        for (const auto& sum : answers.promises_by_owner(since)) {
            wire.people.push_back(
                {{to_string(sum.owner), sum.name}, sum.open, sum.kept, sum.broken, sum.made_good});
        }
        for (const auto& sum : answers.promises_by_topic(since)) {
            wire.topics.push_back({sum.name, sum.open, sum.kept, sum.broken, sum.made_good});
        }
        return wire;
    });
}

Result<Remedy> change_remedy(Services& services, Call& call, const RemedyChange& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto seen = if_match(call);
    if (!seen) return fail(seen.error());
    app::RemedyChange wanted{input.asked, input.followed, input.wish, input.reason, {}};
    if (input.decision) wanted.decision = app::remedy_decision(name_of(*input.decision));
    const auto changed =
        write<app::RemedyRecord>(services, [&](app::Transaction& t) -> Result<app::RemedyRecord> {
            return app::change_remedy(t, env_of(services, call), *id, wanted, *seen);
        });
    if (!changed) return or_precondition<Remedy>(call, fail(changed.error()));
    tell_version(call, changed->version);
    return services.database.ask<Remedy>([&](store::Reader& reader) -> Result<Remedy> {
        return to_wire(*changed, names_of(reader));
    });
}

}  // namespace

void add_promise_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("promises")); };
    add(route<NewPromise, Promise>(
            Method::post, "/api/v1/conversations/{id}/promises", Access::trainee,
            "Record what a customer was promised",
            [&](Call& c, const NewPromise& in) { return record(services, c, in); })
            .with(once_parameter(Once::required)));
    add(route<None, PromisePage>(Method::get, "/api/v1/promises", Access::viewer,
                                 "Promises, the first due first; closed ones the last closed first",
                                 [&](Call& c) { return list(services, c); })
            .with(choice_parameter<PromiseState>("state", "Only these"))
            .with(choice_parameter<PromiseGroup>(
                "group", "Only these; what was broken and made good is closed"))
            .with({"owner", "Only this person's; \"me\" the caller's"})
            .with({"topic", "Only of this topic"})
            .with({"cursor", "Where the page before ended"}));
    add(route<None, PromiseCounts>(Method::get, "/api/v1/promises/counts", Access::viewer,
                                   "Kept and broken, per person and topic",
                                   [&](Call&) { return counts(services); }));
    add(route<PromiseChange, Promise>(
            Method::patch, "/api/v1/promises/{id}", Access::trainee,
            "Change a promise, or say what became of it",
            [&](Call& c, const PromiseChange& in) { return change(services, c, in); })
            .with({"If-Match", "The promise's version as the caller saw it: 412 when it changed",
                   Parameter::In::header}));
    add(route<RemedyChange, Remedy>(
            Method::put, "/api/v1/conversations/{id}/remedy", Access::trainee,
            "Record what would put it right, what was decided and whether it was done",
            [&](Call& c, const RemedyChange& in) { return change_remedy(services, c, in); })
            .with({"If-Match", "The remedy's version as the caller saw it: 412 when it changed",
                   Parameter::In::header}));
}

}  // namespace heed::api
