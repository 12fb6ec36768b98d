#include "api/map.hpp"

#include "api/json.hpp"

namespace heed::api {

namespace {

Maybe<Person> person(UserId id, const std::string& name) {
    if (!id) return std::nullopt;
    return Person{to_string(id), name};
}

template <class Tag>
Maybe<Text> id_or_none(Id<Tag> id) {
    if (!id) return std::nullopt;
    return to_string(id);
}

Maybe<Text> text_or_none(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

WrittenBy to_wire(Side side) {
    switch (side) {
        case Side::customer:
            return WrittenBy::customer;
        case Side::us:
            return WrittenBy::us;
        case Side::other:
            return WrittenBy::other;
    }
    return WrittenBy::other;
}

/// Pictures of ours are on this desk already; those of a network come through our proxy.
std::vector<Picture> pictures(PostId post, const std::vector<Media>& media) {
    constexpr std::string_view ours = "media:";
    std::vector<Picture> list;
    for (std::size_t i = 0; i < media.size(); ++i) {
        const auto& item = media[i];
        const bool own = item.url.starts_with(ours);
        list.push_back({own ? "/api/v1/media/" + item.url.substr(ours.size())
                            : "/api/v1/posts/" + to_string(post) + "/pictures/" + std::to_string(i),
                        item.alt, item.width, item.height});
    }
    return list;
}

api::ReplyState to_wire(heed::ReplyState state) {
    return enum_from_name<api::ReplyState>(heed::name_of(state)).value_or(api::ReplyState::waiting);
}

}  // namespace

std::string to_wire(Time time) {
    return format_rfc3339(time);
}

Maybe<Text> to_wire_or_none(Time time) {
    if (time == Time{}) return std::nullopt;
    return format_rfc3339(time);
}

RoomName to_wire(RoomKind kind) {
    return enum_from_name<RoomName>(heed::name_of(kind)).value_or(RoomName::public_);
}

Role to_wire(app::Role role) {
    return enum_from_name<Role>(app::name_of(role)).value_or(Role::viewer);
}

app::Role from_wire(Role role) {
    return app::role(name_of(role)).value_or(app::Role::viewer);
}

Screening to_wire(app::Screening screening) {
    return enum_from_name<Screening>(app::name_of(screening)).value_or(Screening::unscreened);
}

app::Screening from_wire(Screening screening) {
    return app::screening(name_of(screening));
}

std::string media_path(MediaId id) {
    return "/api/v1/media/" + to_string(id);
}

Identity to_wire(IdentityId id, const std::string& network, const Author& author) {
    Identity identity;
    identity.id = to_string(id);
    identity.network = network;
    identity.handle = author.handle.empty() ? author.remote_id : author.handle;
    identity.name = author.name.empty() ? identity.handle : author.name;
    // A link that a person may click: only ever to the web.
    if (author.profile_url.starts_with("https://") || author.profile_url.starts_with("http://")) {
        identity.profile_url = author.profile_url;
    }
    if (!author.avatar_url.empty()) {
        identity.avatar = "/api/v1/identities/" + to_string(id) + "/avatar";
    }
    if (author.followers >= 0) identity.followers = author.followers;
    return identity;
}

ConversationRow to_wire(const store::RowView& view, int promise_minutes) {
    const auto& record = view.record;
    const auto& state = record.state;
    ConversationRow row;
    row.id = to_string(state.id);
    row.version = state.version;
    row.state = state.state == ConversationState::resolved ? State::resolved : State::open;
    row.customer = to_wire(record.identity, view.network, view.customer);
    row.customer_id = to_string(record.customer);
    row.channel_id = to_string(record.channel);
    row.network = view.network;
    row.room = to_wire(record.last_room);
    row.preview = record.preview;
    row.preview_by = to_wire(record.preview_by);
    if (state.waiting_since) {
        row.waiting_since = to_wire(*state.waiting_since);
        row.due_at = to_wire(*state.waiting_since + std::chrono::minutes{promise_minutes});
    }
    row.opened_at = to_wire(state.opened_at);
    row.last_post_at = to_wire(state.last_post_at);
    row.owner = person(state.owner, view.owner_name);
    row.unanswered = state.unanswered;
    row.addressed = record.addressed;
    switch (state.reply_state) {
        case heed::ReplyState::waiting:
        case heed::ReplyState::sending:
        case heed::ReplyState::sent:
        case heed::ReplyState::failed:
        case heed::ReplyState::held:
            row.reply_state = to_wire(state.reply_state);
            break;
        default:
            break;
    }
    row.resolved_reason = text_or_none(state.resolved_reason);
    if (record.facts.matter.judged) row.matter = to_wire(record.facts.matter);
    row.head_start = record.head_start;
    return row;
}

Post to_wire(const store::PostView& view, const std::vector<app::PostVersionRecord>* versions) {
    const auto& record = view.post;
    Post post;
    post.id = to_string(record.id);
    post.room_id = record.room ? to_string(record.room) : "";
    post.remote_id = record.remote_id;
    post.by = to_wire(record.side);
    post.author = to_wire(record.identity, view.author.network, view.author.author);
    post.agent = person(record.user, view.agent_name);
    post.text = record.text;
    post.language = record.language;
    if (record.url.starts_with("https://") || record.url.starts_with("http://")) {
        post.url = record.url;
    }
    post.pictures = pictures(record.id, record.media);
    post.written_at = to_wire(record.written_at);
    post.received_at = to_wire(record.received_at);
    post.edited_at = to_wire_or_none(record.edited_at);
    post.deleted_at = to_wire_or_none(record.deleted_at);
    if (versions != nullptr) {
        for (const auto& version : *versions) {
            post.earlier_versions.push_back({version.text, to_wire(version.replaced_at)});
        }
    }
    return post;
}

Maybe<Approval> approval_of(const store::ReplyView& view) {
    const auto& record = view.reply;
    if (!record.decided_by) return std::nullopt;
    const bool returned = record.state == heed::ReplyState::returned;
    return Approval{returned ? Decision::return_ : Decision::approve,
                    record.decision_note,
                    {to_string(record.decided_by), view.decided_by_name},
                    to_wire(record.decided_at)};
}

DraftMedia to_draft_media(const app::MediaRecord& media) {
    return {to_string(media.id),
            media_path(media.id),
            media.mime,
            media.alt,
            media.width,
            media.height,
            to_wire_or_none(media.looked_at),
            to_wire(media.screening)};
}

Reply to_wire(const store::ReplyView& view) {
    const auto& record = view.reply;
    Reply reply;
    reply.id = to_string(record.id);
    reply.conversation_id = to_string(record.conversation);
    reply.room_id = to_string(record.room);
    reply.state = to_wire(record.state);
    reply.agent = {to_string(record.user), view.agent_name};
    reply.text = record.text;
    reply.in_reply_to = to_string(record.in_reply_to);
    reply.to = view.to;
    for (const auto id : record.media)
        reply.pictures.push_back({media_path(id), "", 0, 0});
    reply.created_at = to_wire(record.created_at);
    if (record.state == heed::ReplyState::waiting && record.attempts == 0) {
        reply.leaves_at = to_wire(record.leaves_at);
    }
    reply.attempts = record.attempts;
    reply.error = text_or_none(record.error);
    if (record.state == heed::ReplyState::waiting && record.attempts > 0) {
        reply.next_attempt_at = to_wire(record.next_attempt_at);
    }
    reply.sent_at = to_wire_or_none(record.sent_at);
    reply.seen_at = to_wire_or_none(record.seen_at);
    reply.post_id = id_or_none(record.post);
    reply.held_because = text_or_none(record.held_because);
    reply.ask_note = text_or_none(record.ask_note);
    reply.override_reason = text_or_none(record.override_reason);
    reply.approval = approval_of(view);
    return reply;
}

Note to_wire(const store::NoteView& view) {
    return {to_string(view.note.id),
            view.note.text,
            to_wire(view.note.written_at),
            {to_string(view.note.user), view.author_name}};
}

Draft to_wire(store::Reader& reader, const app::DraftRecord& draft) {
    Draft wire;
    wire.room_id = to_string(draft.room);
    wire.text = draft.text;
    if (draft.in_reply_to) wire.in_reply_to = to_string(draft.in_reply_to);
    for (const auto id : draft.media) {
        const auto media = reader.media_info(id);
        if (!media) continue;
        wire.media.push_back(to_draft_media(*media));
    }
    wire.updated_at = to_wire(draft.updated_at);
    if (draft.returned_by) {
        const auto by = reader.user(draft.returned_by);
        wire.returned = DraftReturn{{to_string(draft.returned_by), by ? by->name : ""},
                                    draft.returned_note,
                                    to_wire(draft.returned_at)};
    }
    return wire;
}

User to_wire(const app::UserRecord& user) {
    User wire;
    wire.id = to_string(user.id);
    wire.name = user.name;
    wire.login = user.login;
    wire.role = to_wire(user.role);
    wire.created_at = to_wire(user.created_at);
    wire.disabled_at = to_wire_or_none(user.disabled_at);
    wire.last_seen_at = to_wire_or_none(user.last_seen_at);
    wire.invited = user.password_hash.empty();
    return wire;
}

Event to_wire(const heed::Event& event, const Names& names) {
    const auto named = [&](UserId id) -> Maybe<Person> {
        if (!id) return std::nullopt;
        const auto found = names.find(id);
        return Person{to_string(id), found == names.end() ? "" : found->second};
    };
    Event wire;
    wire.seq = event.seq;
    wire.at = to_wire(event.at);
    wire.kind = heed::name_of(event.kind);
    wire.conversation_id = id_or_none(event.conversation);
    wire.post_id = id_or_none(event.post);
    wire.reply_id = id_or_none(event.reply);
    wire.channel_id = id_or_none(event.channel);
    wire.actor = named(event.actor);
    wire.person = named(event.person);
    wire.detail = event.detail;
    return wire;
}

Result<std::vector<MediaId>> media_ids(const Maybe<Texts>& texts) {
    std::vector<MediaId> ids;
    if (!texts) return ids;
    for (const auto& text : *texts) {
        const auto id = parse_id(text);
        if (!id) return fail(ErrorCode::invalid, "holds what is no picture's id", "$.media_ids");
        ids.push_back(MediaId{*id});
    }
    return ids;
}

Customer customer_view(store::Reader& reader, CustomerId id, ConversationId without) {
    Customer wire;
    wire.id = to_string(id);
    const auto record = reader.customer(id);
    if (!record) return wire;
    wire.name = record->name;
    wire.marks = to_wire(record->marks);
    wire.known_since = to_wire(record->created_at);
    for (const auto& identity : reader.identities(id)) {
        wire.identities.push_back(to_wire(identity.id, identity.network, identity.author));
    }
    for (const auto& earlier : reader.conversations_of(id, without)) {
        wire.earlier.push_back({to_string(earlier.id), earlier.preview, to_wire(earlier.opened_at),
                                earlier.state == "resolved" ? State::resolved : State::open,
                                text_or_none(earlier.reason)});
    }
    wire.post_count = static_cast<int>(reader.count_posts(id));
    wire.conversation_count = static_cast<int>(wire.earlier.size()) + (without ? 1 : 0);
    return wire;
}

Result<ConversationRow> current_row(Services& services, ConversationId id) {
    return services.database.ask<ConversationRow>(
        [&](store::Reader& reader) -> Result<ConversationRow> {
            const auto rows = reader.rows({id});
            if (rows.empty()) return fail(ErrorCode::not_found, "There is no such conversation.");
            return to_wire(rows.front(), services.settings.promise_minutes);
        });
}

}  // namespace heed::api
