#include "api/if_match.hpp"
#include "api/map_answers.hpp"
#include "api/page.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/approvals.hpp"

namespace heed::api {

namespace {

Result<Reply> view_of(Services& services, ReplyId id) {
    return services.database.ask<Reply>([&](store::Reader& reader) -> Result<Reply> {
        const auto view = reader.reply(id);
        if (!view) return fail(ErrorCode::not_found, "There is no such reply.");
        return to_wire(*view);
    });
}

Result<app::NewReply> to_app(ConversationId conversation, const NewReply& input) {
    app::NewReply reply;
    reply.conversation = conversation;
    const auto room = parse_id(input.room_id);
    if (!room) return fail(ErrorCode::invalid, "is no room's id", "$.room_id");
    reply.room.value = *room;
    if (input.in_reply_to && !input.in_reply_to->empty()) {
        const auto post = parse_id(*input.in_reply_to);
        if (!post) return fail(ErrorCode::invalid, "is no post's id", "$.in_reply_to");
        reply.in_reply_to.value = *post;
    }
    reply.text = input.text;
    auto media = media_ids(input.media_ids);
    if (!media) return fail(media.error());
    reply.media = std::move(*media);
    reply.then_resolve = input.then == Then::resolve;
    return reply;
}

/// The reply as the coach reads it now: what the browser saw of it does not count.
Result<app::ReadReply> read_reply(Services& services, const Call& call, app::NewReply reply,
                                  const NewReply& input, app::DraftReading& reading) {
    app::DraftToRead asked;
    asked.conversation = reply.conversation;
    asked.room = reply.room;
    asked.in_reply_to = reply.in_reply_to;
    asked.text = reply.text;
    asked.media = reply.media;
    asked.words = name_of(input.words);
    const auto draft = draft_to_read(services, call.caller.user, asked);
    if (!draft) return fail(draft.error());
    auto read = read_draft(services, *draft);
    if (!read) return fail(read.error());
    reading = std::move(*read);
    app::ReadReply made;
    made.reply = std::move(reply);
    made.advice = reading.advice;
    if (services.coaching != nullptr) {
        made.mended = services.coaching->mended(*draft, reading.advice);
    }
    made.override_reason = input.override_reason.value_or("");
    made.ask_approval = input.ask_approval;
    made.asks_remedy = reading.asks_remedy;
    made.ask_note = input.ask_note.value_or("");
    return made;
}

bool guard_refused(const Error& error) {
    return (error.code == ErrorCode::conflict && error.field == "$.text") ||
           (error.code == ErrorCode::forbidden && error.field == "$.override_reason");
}

/// The answer to who sent what is blocked: the remarks, and what can be done.
void tell_refusal(Services& services, Call& call, const app::ReadReply& reply,
                  const app::DraftReading& reading, Words words) {
    const auto told = services.database.read([&](store::Reader& reader) -> Status {
        const auto conversation = reader.conversation(reply.reply.conversation);
        call.verdict =
            verdict_on(reader, call.caller.role, conversation ? conversation->channel : ChannelId{},
                       reading.advice, words);
        return {};
    });
    if (told) call.advice = to_wire(reading.advice, reading.twins, services.clock.now());
    // That it was blocked is worth knowing; that this could not be noted is not worth failing for.
    static_cast<void>(services.database.write([&](app::Transaction& t) -> Status {
        app::note_blocked(t, {services.clock.now(), services.ids, call.caller.user},
                          reply.reply.conversation, reading.advice);
        return {};
    }));
}

Result<Reply> send(Services& services, Call& call, const app::ReadReply& reply) {
    return write_once<Reply>(
        services, call, Once::required, [&](app::Transaction& t) -> Result<Reply> {
            const auto sent =
                app::send_reply(t, {services.clock.now(), services.ids, call.caller.user}, reply,
                                std::chrono::seconds{services.settings.undo_seconds});
            if (!sent) return fail(sent.error());
            const auto recipient = t.identity(sent->recipient);
            return to_wire(store::ReplyView{*sent, call.caller.name,
                                            recipient ? recipient->author.handle : "", ""});
        });
}

Result<Reply> queue(Services& services, Call& call, const NewReply& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    auto wanted = to_app(*id, input);
    if (!wanted) return fail(wanted.error());
    const auto version = if_match(call);
    if (!version) return fail(version.error());
    wanted->seen_version = *version;
    app::DraftReading reading;
    const auto reply = read_reply(services, call, std::move(*wanted), input, reading);
    if (!reply) return fail(reply.error());
    auto sent = send(services, call, *reply);
    if (!sent && guard_refused(sent.error())) {
        tell_refusal(services, call, *reply, reading, input.words);
    }
    if (!sent) return or_precondition(call, std::move(sent));
    if (services.coaching != nullptr) services.coaching->forget(*id, call.caller.user);
    services.channels.wake_outbox();
    return sent;
}

Result<Draft> take_back(Services& services, Call& call) {
    const auto id = call.id<ReplyId>("id");
    if (!id) return fail(id.error());
    const auto draft =
        write<app::DraftRecord>(services, [&](app::Transaction& t) -> Result<app::DraftRecord> {
            return app::take_back(t, {services.clock.now(), services.ids, call.caller.user}, *id);
        });
    if (!draft) return fail(draft.error());
    return services.database.ask<Draft>(
        [&](store::Reader& reader) -> Result<Draft> { return to_wire(reader, *draft); });
}

Result<Reply> retry(Services& services, Call& call) {
    const auto id = call.id<ReplyId>("id");
    if (!id) return fail(id.error());
    const auto again =
        write_once<Made>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Made> {
            const auto reply =
                app::retry(t, {services.clock.now(), services.ids, call.caller.user}, *id);
            if (!reply) return fail(reply.error());
            return Made{to_string(reply->id)};
        });
    if (!again) return fail(again.error());
    services.channels.wake_outbox();
    return view_of(services, *id);
}

Result<ReplyPage> list(Services& services, Call& call) {
    const auto state = call.choice<ReplyState>("state", ReplyState::failed);
    if (!state) return fail(state.error());
    ReplyId before;
    if (const auto cursor = call.request.parameter("cursor")) {
        const auto id = parse_id(*cursor);
        if (!id) return fail(ErrorCode::invalid, "is no cursor that this desk gave out", "cursor");
        before.value = *id;
    }
    return services.database.ask<ReplyPage>([&](store::Reader& reader) -> Result<ReplyPage> {
        ReplyPage page;
        const auto views =
            reader.replies(heed::reply_state(name_of(*state)), before, page_limit_default);
        for (const auto& view : views)
            page.items.push_back(to_wire(view));
        if (page.items.size() == page_limit_default) {
            page.next = page.items.back().id;
            link_next(call, *page.next);
        }
        return page;
    });
}

}  // namespace

void add_reply_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("replies")); };
    add(route<NewReply, Reply>(Method::post, "/api/v1/conversations/{id}/replies", Access::trainee,
                               "Reply; it leaves after the undo window",
                               [&](Call& c, const NewReply& in) { return queue(services, c, in); })
            .with(once_parameter(Once::required))
            .with({"If-Match", "The conversation's ETag as the writer saw it: 412 when it changed",
                   Parameter::In::header}));
    add(route<None, ReplyPage>(Method::get, "/api/v1/replies", Access::viewer,
                               "Replies by state, newest first",
                               [&](Call& c) { return list(services, c); })
            .with(choice_parameter<ReplyState>("state", "Which ones; failed if absent"))
            .with({"cursor", "Where the page before ended"}));
    add(route<None, Reply>(Method::get, "/api/v1/replies/{id}", Access::viewer, "Show a reply",
                           [&](Call& c) -> Result<Reply> {
                               const auto id = c.id<ReplyId>("id");
                               if (!id) return fail(id.error());
                               return view_of(services, *id);
                           }));
    add(route<None, Draft>(Method::delete_, "/api/v1/replies/{id}", Access::trainee,
                           "Take a reply back; its text is a draft again",
                           [&](Call& c) { return take_back(services, c); }));
    add(route<None, Reply>(Method::post, "/api/v1/replies/{id}/retry", Access::agent,
                           "Send a failed reply again", [&](Call& c) { return retry(services, c); })
            .with(once_parameter(Once::if_asked)));
}

}  // namespace heed::api
