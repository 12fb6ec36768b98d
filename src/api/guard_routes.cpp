#include <algorithm>
#include <limits>

#include "api/if_match.hpp"
#include "api/map_answers.hpp"
#include "api/page.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/approvals.hpp"
#include "app/guard.hpp"

namespace heed::api {

namespace {

/// Each is read by the coach anew.
constexpr int approvals_per_page = 20;
constexpr int approval_posts_max = 6;
constexpr std::size_t approval_notes_max = 3;
constexpr int guard_events_max = 20;

app::Env env_of(Services& services, const Call& call) {
    return {services.clock.now(), services.ids, call.caller.user};
}

Result<Guard> show_guard(Services& services, Call& call) {
    auto shown = services.database.ask<Guard>([&](store::Reader& reader) -> Result<Guard> {
        const auto version = reader.setting(std::string(app::guard_version_setting)).value_or("0");
        return to_wire(store::AnswerReader(reader).guard(), std::stoll(version));
    });
    if (shown) tell_version(call, shown->version);
    return shown;
}

Result<Guard> change_guard(Services& services, Call& call, const Guard& input) {
    const auto policy = from_wire(input);
    if (!policy) return fail(policy.error());
    const auto seen = if_match(call);
    if (!seen) return fail(seen.error());
    const auto done = services.database.write([&](app::Transaction& t) {
        return app::set_guard(t, env_of(services, call), *policy, *seen);
    });
    if (!done) return or_precondition<Guard>(call, fail(done.error()));
    return show_guard(services, call);
}

/// Who stopped, resumed and changed what: the latest first.
Result<EventPage> what_happened(Services& services) {
    return services.database.ask<EventPage>([](store::Reader& reader) -> Result<EventPage> {
        const auto names = names_of(reader);
        EventPage page;
        for (const auto& event : reader.events_of_guard(guard_events_max))
            page.items.push_back(to_wire(event, names));
        return page;
    });
}

// --- the big switch ----------------------------------------------------------------------------

Result<OutgoingState> show_outgoing(Services& services) {
    return services.database.ask<OutgoingState>([](store::Reader& reader) -> Result<OutgoingState> {
        store::AnswerReader answers(reader);
        OutgoingState wire;
        wire.waiting = answers.count_outgoing();
        const auto stop = answers.outgoing_stop();
        if (!stop) return wire;
        wire.stopped = true;
        wire.reason = stop->reason;
        wire.at = to_wire(stop->stopped_at);
        if (const auto user = reader.user(stop->stopped_by)) {
            wire.by = Person{to_string(user->id), user->name};
        }
        return wire;
    });
}

Result<OutgoingState> change_outgoing(Services& services, Call& call, const OutgoingChange& input) {
    if (!input.stopped) return fail(ErrorCode::invalid, "is missing", "$.stopped");
    const auto undo = std::chrono::seconds{services.settings.undo_seconds};
    const auto done = services.database.write([&](app::Transaction& t) {
        const auto env = env_of(services, call);
        return *input.stopped ? app::stop_outgoing(t, env, input.reason.value_or(""))
                              : app::resume_outgoing(t, env, undo);
    });
    if (!done) return fail(done.error());
    if (!*input.stopped) services.channels.wake_outbox();
    return show_outgoing(services);
}

// --- the second person -------------------------------------------------------------------------

Result<app::DraftReading> read_again(Services& services, const app::ReplyRecord& reply,
                                     Words words) {
    app::DraftToRead draft;
    draft.words = name_of(words);
    draft.conversation = reply.conversation;
    draft.room = reply.room;
    draft.in_reply_to = reply.in_reply_to;
    draft.text = reply.text;
    draft.media = reply.media;
    draft.itself = reply.id;
    const auto whole = draft_to_read(services, reply.user, draft);
    if (!whole) return fail(whole.error());
    return read_draft(services, *whole);
}

std::vector<Post> last_posts(store::Reader& reader, const app::ReplyRecord& reply) {
    constexpr store::Key newest{std::numeric_limits<long long>::max(),
                                std::numeric_limits<long long>::max()};
    std::vector<Post> posts;
    for (const auto& view : reader.posts(reply.conversation, newest, 50)) {
        if (view.post.room != reply.room) continue;
        posts.push_back(to_wire(view, nullptr));
        if (posts.size() == approval_posts_max) break;
    }
    std::reverse(posts.begin(), posts.end());
    return posts;
}

std::vector<Note> last_notes(store::Reader& reader, ConversationId id) {
    const auto views = reader.notes(id);
    std::vector<Note> notes;
    for (auto i = views.size() - std::min(views.size(), approval_notes_max); i < views.size(); ++i)
        notes.push_back(to_wire(views[i]));
    return notes;
}

HeldReply held_reply(Services& services, store::Reader& reader, const Caller& caller,
                     const store::ReplyView& view, const app::DraftReading& reading) {
    HeldReply held;
    held.reply = to_wire(view);
    const auto rows = reader.rows({view.reply.conversation});
    if (!rows.empty()) held.row = to_wire(rows.front(), services.settings.promise_minutes);
    held.posts = last_posts(reader, view.reply);
    held.advice = to_wire(reading.advice, reading.twins, services.clock.now());
    held.why = view.reply.held_because;
    held.notes = last_notes(reader, view.reply.conversation);
    for (const auto id : view.reply.media) {
        if (const auto media = reader.media_info(id)) held.media.push_back(to_draft_media(*media));
    }
    const auto verdict =
        verdict_on(reader, caller.role, view.reply.channel, reading.advice, Words::en);
    const bool blocked =
        verdict.state == VerdictState::blocked && view.reply.override_reason.empty();
    held.may_approve = view.reply.user != caller.user &&
                       at_least(from_wire(caller.role), heed::Role::agent) &&
                       (!blocked || verdict.may_override);
    held.needs_reason = blocked;
    return held;
}

Result<ApprovalPage> approvals(Services& services, Call& call) {
    const auto words = call.choice<Words>("words", Words::en);
    if (!words) return fail(words.error());
    ReplyId after;
    if (const auto cursor = call.request.parameter("cursor")) {
        const auto id = parse_id(*cursor);
        if (!id) return fail(ErrorCode::invalid, "is no cursor that this desk gave out", "cursor");
        after.value = *id;
    }
    const auto views = services.database.ask<std::vector<store::ReplyView>>(
        [&](store::Reader& reader) -> Result<std::vector<store::ReplyView>> {
            return store::AnswerReader(reader).held(after, approvals_per_page);
        });
    if (!views) return fail(views.error());
    ApprovalPage page;
    for (const auto& view : *views) {
        const auto reading = read_again(services, view.reply, *words);
        if (!reading) return fail(reading.error());
        auto held =
            services.database.ask<HeldReply>([&](store::Reader& reader) -> Result<HeldReply> {
                return held_reply(services, reader, call.caller, view, *reading);
            });
        if (!held) return fail(held.error());
        page.items.push_back(std::move(*held));
    }
    if (views->size() == approvals_per_page) {
        page.next = page.items.back().reply.id;
        link_next(call, *page.next);
    }
    return page;
}

Result<Reply> decide(Services& services, Call& call, const ApprovalDecision& input) {
    const auto id = call.id<ReplyId>("id");
    if (!id) return fail(id.error());
    const auto view = services.database.ask<store::ReplyView>(
        [&](store::Reader& reader) -> Result<store::ReplyView> {
            auto found = reader.reply(*id);
            if (!found) return fail(ErrorCode::not_found, "There is no such reply.");
            return std::move(*found);
        });
    if (!view) return fail(view.error());
    if (!input.decision) return fail(ErrorCode::invalid, "is missing", "$.decision");
    const auto reading = read_again(services, view->reply, Words::en);
    if (!reading) return fail(reading.error());
    const auto decision =
        *input.decision == Decision::approve ? app::Decision::approve : app::Decision::return_;
    const auto decided =
        write_once<Made>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Made> {
            const auto reply =
                app::decide(t, env_of(services, call), *id, decision, input.note.value_or(""),
                            reading->advice, std::chrono::seconds{services.settings.undo_seconds});
            if (!reply) return fail(reply.error());
            return Made{to_string(reply->id)};
        });
    if (!decided) return fail(decided.error());
    services.channels.wake_outbox();
    return services.database.ask<Reply>([&](store::Reader& reader) -> Result<Reply> {
        const auto now = reader.reply(*id);
        if (!now) return fail(ErrorCode::not_found, "There is no such reply.");
        return to_wire(*now);
    });
}

}  // namespace

void add_guard_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("guard")); };
    add(route<None, Guard>(Method::get, "/api/v1/guard", Access::viewer,
                           "What blocks a reply and what makes it wait for a second person",
                           [&](Call& c) { return show_guard(services, c); }));
    add(route<Guard, Guard>(Method::put, "/api/v1/guard", Access::lead, "Change the guard's rules",
                            [&](Call& c, const Guard& in) { return change_guard(services, c, in); })
            .with({"If-Match", "The guard's ETag as the caller saw it: 412 when it changed",
                   Parameter::In::header}));
    add(route<None, EventPage>(Method::get, "/api/v1/guard/events", Access::viewer,
                               "What happened to the guard and the big switch, newest first",
                               [&](Call&) { return what_happened(services); }));
    add(route<None, OutgoingState>(Method::get, "/api/v1/outgoing", Access::viewer,
                                   "Whether the desk may speak",
                                   [&](Call&) { return show_outgoing(services); }));
    add(route<OutgoingChange, OutgoingState>(
        Method::put, "/api/v1/outgoing", Access::agent,
        "Stop everything outgoing at once, or let it go again (leads and owners)",
        [&](Call& c, const OutgoingChange& in) { return change_outgoing(services, c, in); }));
    add(route<None, ApprovalPage>(Method::get, "/api/v1/approvals", Access::trainee,
                                  "Replies that wait for a second person, the longest first",
                                  [&](Call& c) { return approvals(services, c); })
            .with({"cursor", "Where the page before ended"})
            .with(choice_parameter<Words>("words", "The language of the remarks; en if absent")));
    add(route<ApprovalDecision, Reply>(
            Method::post, "/api/v1/replies/{id}/approval", Access::agent,
            "Approve a colleague's reply, or give it back with a note",
            [&](Call& c, const ApprovalDecision& in) { return decide(services, c, in); })
            .with(once_parameter(Once::if_asked)));
}

}  // namespace heed::api
