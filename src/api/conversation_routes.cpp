#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "api/conversation_lists.hpp"
#include "api/live.hpp"
#include "api/map_answers.hpp"
#include "api/page.hpp"
#include "api/presence.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/conversations.hpp"

namespace heed::api {

namespace {

constexpr int posts_per_page = 200;
constexpr store::Key newest{std::numeric_limits<long long>::max(),
                            std::numeric_limits<long long>::max()};

/// Posts oldest first, each knowing which of ours it answers.
std::vector<Post> posts_on_wire(store::Reader& reader, ConversationId id,
                                std::vector<store::PostView> views) {
    const auto versions = reader.versions(id);
    const auto judgements = reader.judgements(id);
    std::unordered_map<std::string, Approval> approvals;
    for (const auto& reply : store::AnswerReader(reader).approved_posts(id, posts_per_page)) {
        if (auto approval = approval_of(reply)) {
            approvals.emplace(to_string(reply.reply.post), std::move(*approval));
        }
    }
    std::unordered_map<std::string, PostId> by_remote;
    for (const auto& view : views)
        by_remote[view.post.remote_id] = view.post.id;
    std::sort(views.begin(), views.end(), [](const auto& a, const auto& b) {
        return std::pair(a.post.written_at, a.post.id) < std::pair(b.post.written_at, b.post.id);
    });
    std::vector<Post> posts;
    for (const auto& view : views) {
        const auto found = versions.find(view.post.id);
        auto post = to_wire(view, found == versions.end() ? nullptr : &found->second);
        const auto parent = by_remote.find(view.post.in_reply_to);
        if (parent != by_remote.end()) post.in_reply_to = to_string(parent->second);
        const auto judged = judgements.find(view.post.id);
        if (judged != judgements.end()) post.judgement = to_wire(judged->second);
        const auto approved = approvals.find(post.id);
        if (approved != approvals.end()) post.approval = approved->second;
        post.context = view.post.conversation != id;
        posts.push_back(std::move(post));
    }
    return posts;
}

std::vector<Room> rooms_on_wire(Services& services, store::Reader& reader, ConversationId id) {
    std::vector<Room> rooms;
    for (const auto& record : reader.rooms(id)) {
        Room room;
        room.id = to_string(record.id);
        room.kind = to_wire(record.kind);
        room.channel_id = to_string(record.channel);
        const auto channel = reader.channel(record.channel);
        if (channel) {
            room.network = channel->network;
            room.speaks_as = channel->handle.empty() ? channel->name : channel->handle;
            room.can_reply = channel->disconnected_at == Time{} && channel->network != "replay";
            if (channel->disconnected_at != Time{}) {
                room.cannot_reply_because = "The channel is disconnected. Connect it again first.";
            } else if (channel->network == "replay") {
                room.cannot_reply_because = "These posts are a recording; nobody would read it.";
            }
            const auto limits =
                services.channels.limits(channel->id, channel->network, record.kind);
            constexpr std::string_view units[] = {"graphemes", "code_points", "bytes"};
            room.limits = {limits.length_max,
                           std::string(units[static_cast<std::size_t>(limits.unit)]),
                           limits.bytes_max, limits.images_max, limits.image_bytes_max};
        }
        rooms.push_back(std::move(room));
    }
    return rooms;
}

/// What helps to answer it well.
void add_answers(store::Reader& reader, UserId caller, const app::ConversationRecord& record,
                 Conversation& wire) {
    store::AnswerReader answers(reader);
    for (const auto& view : answers.fitting(caller, record.facts.matter.topics))
        wire.playbooks.push_back(to_wire(view));
    for (const auto& view : answers.promises(record.state.id))
        wire.promises.push_back(to_wire(view));
    if (const auto remedy = answers.remedy(record.state.id)) {
        wire.remedy = to_wire(*remedy, names_of(reader));
    }
}

Result<Conversation> show(Services& services, Call& call) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    auto shown =
        services.database.ask<Conversation>([&](store::Reader& reader) -> Result<Conversation> {
            const auto rows = reader.rows({*id});
            if (rows.empty()) return fail(ErrorCode::not_found, "There is no such conversation.");
            Conversation wire;
            wire.row = to_wire(rows.front(), services.settings.promise_minutes);
            wire.rooms = rooms_on_wire(services, reader, *id);
            auto views = reader.posts(*id, newest, posts_per_page);
            if (static_cast<int>(views.size()) == posts_per_page) {
                wire.posts_before = to_cursor(
                    {to_millis(views.back().post.written_at), views.back().post.id.value});
            }
            auto context = reader.context(*id);
            views.insert(views.end(), std::make_move_iterator(context.begin()),
                         std::make_move_iterator(context.end()));
            wire.posts = posts_on_wire(reader, *id, std::move(views));
            for (const auto& reply : reader.open_replies(*id)) {
                wire.replies.push_back(to_wire(reply));
            }
            for (const auto& note : reader.notes(*id))
                wire.notes.push_back(to_wire(note));
            if (const auto draft = reader.draft(*id, call.caller.user)) {
                wire.draft = to_wire(reader, *draft);
            }
            wire.customer = customer_view(reader, rows.front().record.customer, *id);
            wire.priority = to_wire(prioritise(rows.front().record.facts, reader.weights()));
            add_answers(reader, call.caller.user, rows.front().record, wire);
            return wire;
        });
    if (!shown) return shown;
    shown->others =
        services.presence.others(*id, to_string(call.caller.user), services.clock.now());
    call.headers.emplace_back("ETag", fmt::format("\"{}\"", shown->row.version));
    return shown;
}

Result<PostPage> older_posts(Services& services, Call& call) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto before = cursor_of(call, "before");
    if (!before) return fail(before.error());
    return services.database.ask<PostPage>([&](store::Reader& reader) -> Result<PostPage> {
        if (!reader.conversation(*id)) {
            return fail(ErrorCode::not_found, "There is no such conversation.");
        }
        auto views = reader.posts(*id, before->value_or(newest), posts_per_page);
        PostPage page;
        if (static_cast<int>(views.size()) == posts_per_page) {
            page.before =
                to_cursor({to_millis(views.back().post.written_at), views.back().post.id.value});
        }
        page.items = posts_on_wire(reader, *id, std::move(views));
        return page;
    });
}

Result<EventPage> history(Services& services, Call& call) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto before = call.integer("cursor", 0, 0, std::numeric_limits<long long>::max());
    if (!before) return fail(before.error());
    return services.database.ask<EventPage>([&](store::Reader& reader) -> Result<EventPage> {
        if (!reader.conversation(*id)) {
            return fail(ErrorCode::not_found, "There is no such conversation.");
        }
        Names names;
        for (const auto& user : reader.users())
            names[user.id] = user.name;
        EventPage page;
        for (const auto& event : reader.events_of(*id, *before, page_limit_max)) {
            page.items.push_back(to_wire(event, names));
        }
        if (page.items.size() == page_limit_max) {
            page.next = std::to_string(page.items.back().seq);
            link_next(call, *page.next);
        }
        return page;
    });
}

// --- what is done to it ------------------------------------------------------------------------

using Change = std::function<Result<app::ConversationRecord>(app::Transaction&, const app::Env&,
                                                             ConversationId)>;

Result<ConversationRow> change(Services& services, Call& call, const Change& work) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const app::Env env{services.clock.now(), services.ids, call.caller.user};
    const auto changed = write<app::ConversationRecord>(
        services, [&](app::Transaction& t) { return work(t, env, *id); });
    if (!changed) return fail(changed.error());
    return current_row(services, *id);
}

Result<ConversationRow> set_owner(Services& services, Call& call, const NewOwner& input) {
    const auto user = parse_id(input.user_id);
    if (!user) return fail(ErrorCode::invalid, "is nobody's id", "$.user_id");
    const auto seen = call.request.header("if-match");
    return change(services, call, [&](auto& t, const auto& env, ConversationId id) {
        // Whoever saw the present owner may take over; who did not is told first.
        const auto now = t.conversation(id);
        const bool saw = now && seen == fmt::format("\"{}\"", now->state.version);
        return app::set_owner(t, env, id, UserId{*user}, saw);
    });
}

std::optional<heed::ResolveReason> to_domain(const Maybe<ResolveReason>& reason) {
    if (!reason) return std::nullopt;
    for (const auto known :
         {heed::ResolveReason::answered, heed::ResolveReason::no_answer_needed,
          heed::ResolveReason::spam, heed::ResolveReason::duplicate,
          heed::ResolveReason::answered_elsewhere, heed::ResolveReason::not_about_us}) {
        if (heed::name_of(known) == name_of(*reason)) return known;
    }
    return std::nullopt;
}

Result<Note> add_note(Services& services, Call& call, const NewNote& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    return write_once<Note>(
        services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Note> {
            const auto note = app::add_note(
                t, {services.clock.now(), services.ids, call.caller.user}, *id, input.text);
            if (!note) return fail(note.error());
            return to_wire(store::NoteView{*note, call.caller.name});
        });
}

Result<Draft> save_draft(Services& services, Call& call, const NewDraft& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto room = parse_id(input.room_id);
    if (!room) return fail(ErrorCode::invalid, "is no room's id", "$.room_id");
    app::DraftRecord draft;
    draft.conversation = *id;
    draft.room.value = *room;
    draft.text = input.text;
    if (input.in_reply_to && !input.in_reply_to->empty()) {
        draft.in_reply_to.value = parse_id(*input.in_reply_to).value_or(-1);
    }
    auto media = media_ids(input.media_ids);
    if (!media) return fail(media.error());
    draft.media = std::move(*media);
    const auto saved =
        write<app::DraftRecord>(services, [&](app::Transaction& t) -> Result<app::DraftRecord> {
            return app::save_draft(t, {services.clock.now(), services.ids, call.caller.user},
                                   std::move(draft));
        });
    if (!saved) return fail(saved.error());
    return services.database.ask<Draft>(
        [&](store::Reader& reader) -> Result<Draft> { return to_wire(reader, *saved); });
}

Status erase_draft(Services& services, Call& call) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    return services.database.write([&](app::Transaction& t) -> Status {
        t.erase_draft(*id, call.caller.user);
        return {};
    });
}

struct PresenceMessage {
    Text conversation_id;
    std::vector<Presence> others;
};
BOOST_DESCRIBE_STRUCT(PresenceMessage, (), (conversation_id, others))

Status note_presence(Services& services, Call& call, const NewPresence& input) {
    const auto id = call.id<ConversationId>("id");
    if (!id) return fail(id.error());
    const auto now = services.clock.now();
    const Person me{to_string(call.caller.user), call.caller.name};
    if (services.presence.note(*id, me, input.replying, now)) {
        const PresenceMessage message{to_string(*id), services.presence.everybody(*id, now)};
        services.live.announce("presence", to_json(message));
    }
    return {};
}

}  // namespace

void add_conversation_routes(std::vector<Route>& routes, Services& services) {
    const std::string one = "/api/v1/conversations/{id}";
    const auto add = [&](Route route) {
        routes.push_back(std::move(route).tagged("conversations"));
    };
    add_conversation_list_routes(routes, services);
    add(route<None, Conversation>(Method::get, one, Access::viewer, "Show a conversation",
                                  [&](Call& c) { return show(services, c); }));
    add(route<None, PostPage>(Method::get, one + "/posts", Access::viewer, "Older posts",
                              [&](Call& c) { return older_posts(services, c); })
            .with({"before", "posts_before of what is known"}));
    add(route<None, EventPage>(Method::get, one + "/events", Access::viewer,
                               "What happened to a conversation, newest first",
                               [&](Call& c) { return history(services, c); })
            .with({"cursor", "Where the page before ended"}));
    add(route<NewOwner, ConversationRow>(
        Method::put, one + "/owner", Access::trainee, "Claim it, or hand it to a colleague",
        [&](Call& c, const NewOwner& in) { return set_owner(services, c, in); }));
    add(route<None, ConversationRow>(
        Method::delete_, one + "/owner", Access::trainee, "Release it", [&](Call& c) {
            return change(services, c, [](auto& t, const auto& env, ConversationId id) {
                return app::release_owner(t, env, id);
            });
        }));
    add(route<Resolution, ConversationRow>(
        Method::put, one + "/resolution", Access::trainee,
        "Resolve it; unanswered only with a reason", [&](Call& c, const Resolution& in) {
            return change(services, c, [&](auto& t, const auto& env, ConversationId id) {
                return app::resolve_conversation(t, env, id, to_domain(in.reason));
            });
        }));
    add(route<None, ConversationRow>(
        Method::delete_, one + "/resolution", Access::trainee, "Open it again", [&](Call& c) {
            return change(services, c, [](auto& t, const auto& env, ConversationId id) {
                return app::reopen_conversation(t, env, id);
            });
        }));
    add(route<NewNote, Note>(Method::post, one + "/notes", Access::trainee,
                             "Add a note for colleagues",
                             [&](Call& c, const NewNote& in) { return add_note(services, c, in); })
            .with(once_parameter(Once::if_asked)));
    add(route<NewDraft, Draft>(
        Method::put, one + "/draft", Access::trainee, "Keep the caller's draft",
        [&](Call& c, const NewDraft& in) { return save_draft(services, c, in); }));
    add(route<None, None>(Method::delete_, one + "/draft", Access::trainee, "Discard the draft",
                          [&](Call& c) { return erase_draft(services, c); }));
    add(route<NewPresence, None>(
        Method::put, one + "/presence", Access::viewer, "Say that the caller is looking at it",
        [&](Call& c, const NewPresence& in) { return note_presence(services, c, in); }));
}

}  // namespace heed::api
