#include <limits>

#include "api/map.hpp"
#include "api/page.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/replies.hpp"

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

/// "\"17\"" is version 17; nothing at all means that the writer does not mind.
Result<std::optional<long long>> seen_version(const Call& call) {
    auto tag = call.request.header("if-match");
    if (tag.empty() || tag == "*") return std::optional<long long>{};
    if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"') {
        tag = tag.substr(1, tag.size() - 2);
    }
    long long version = 0;
    const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (error != std::errc{} || end != tag.data() + tag.size()) {
        return fail(ErrorCode::invalid, "is no ETag of this desk, expected \"17\"", "If-Match");
    }
    return std::optional<long long>{version};
}

Result<Reply> queue(Services& services, Call& call, const NewReply& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    auto wanted = to_app(*id, input);
    if (!wanted) return fail(wanted.error());
    const auto version = seen_version(call);
    if (!version) return fail(version.error());
    wanted->seen_version = *version;
    auto queued = write_once<Reply>(
        services, call, Once::required, [&](app::Transaction& t) -> Result<Reply> {
            const auto reply =
                app::queue_reply(t, {services.clock.now(), services.ids, call.caller.user}, *wanted,
                                 std::chrono::seconds{services.settings.undo_seconds});
            if (!reply) return fail(reply.error());
            const auto recipient = t.identity(reply->recipient);
            return to_wire(store::ReplyView{*reply, call.caller.name,
                                            recipient ? recipient->author.handle : ""});
        });
    if (!queued && queued.error().field == "If-Match" &&
        queued.error().code == ErrorCode::conflict) {
        return call.precondition_failed(queued.error().message);
    }
    if (queued) services.channels.wake_outbox();
    return queued;
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
    add(route<NewReply, Reply>(Method::post, "/api/v1/conversations/{id}/replies", Access::agent,
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
    add(route<None, Draft>(Method::delete_, "/api/v1/replies/{id}", Access::agent,
                           "Take a reply back; its text is a draft again",
                           [&](Call& c) { return take_back(services, c); }));
    add(route<None, Reply>(Method::post, "/api/v1/replies/{id}/retry", Access::agent,
                           "Send a failed reply again", [&](Call& c) { return retry(services, c); })
            .with(once_parameter(Once::if_asked)));
}

}  // namespace heed::api
