#include "store/columns.hpp"

#include "store/media_json.hpp"

namespace heed::store {

app::PostRecord make_post(Integer id, Integer channel, String& remote_id, Integer conversation,
                          Integer room, Integer identity, Integer user, const String& side_name,
                          String& text, String& language, String& in_reply_to, String& thread_root,
                          String& url, const String& media, String& raw, Integer written_at,
                          Integer received_at, Integer edited_at, Integer deleted_at) {
    app::PostRecord post;
    post.id.value = id;
    post.channel.value = channel;
    post.remote_id = remote_id;
    post.conversation.value = conversation;
    post.room.value = room;
    post.identity.value = identity;
    post.user.value = user;
    post.side = side(side_name);
    post.text = text;
    post.language = language;
    post.in_reply_to = in_reply_to;
    post.thread_root = thread_root;
    post.url = url;
    post.media = media_from_json(media);
    post.raw = raw;
    post.written_at = from_millis(written_at);
    post.received_at = from_millis(received_at);
    post.edited_at = from_millis(edited_at);
    post.deleted_at = from_millis(deleted_at);
    return post;
}

app::ReplyRecord make_reply(Integer id, Integer conversation, Integer room, Integer channel,
                            Integer user, Integer identity, Integer in_reply_to, String& text,
                            const String& media_ids, const String& state, String& delivery_key,
                            String& remote_id, Integer post, Integer created_at, Integer leaves_at,
                            Integer attempts, Integer next_attempt_at, String& error,
                            Integer sent_at, Integer seen_at, String& held_because,
                            Integer then_resolve, String& override_reason, Integer decided_by,
                            Integer decided_at, String& decision_note, String& ask_note) {
    app::ReplyRecord reply;
    reply.id.value = id;
    reply.conversation.value = conversation;
    reply.room.value = room;
    reply.channel.value = channel;
    reply.user.value = user;
    reply.recipient.value = identity;
    reply.in_reply_to.value = in_reply_to;
    reply.text = text;
    reply.media = ids_from_text(media_ids);
    reply.state = reply_state(state);
    reply.delivery_key = delivery_key;
    reply.remote_id = remote_id;
    reply.post.value = post;
    reply.created_at = from_millis(created_at);
    reply.leaves_at = from_millis(leaves_at);
    reply.attempts = static_cast<int>(attempts);
    reply.next_attempt_at = from_millis(next_attempt_at);
    reply.error = error;
    reply.sent_at = from_millis(sent_at);
    reply.seen_at = from_millis(seen_at);
    reply.held_because = held_because;
    reply.then_resolve = then_resolve != 0;
    reply.override_reason = override_reason;
    reply.decided_by.value = decided_by;
    reply.decided_at = from_millis(decided_at);
    reply.decision_note = decision_note;
    reply.ask_note = ask_note;
    return reply;
}

std::optional<app::MediaRecord> find_media(Connection& db, std::string_view query, MediaId id) {
    std::optional<app::MediaRecord> found;
    db.each<Integer, Integer, String, String, Integer, Integer, String, Integer, Integer, String,
            String, String>(query, {{"id", id.value}},
                            [&](Integer, Integer user, String& mime, String& bytes, Integer width,
                                Integer height, String& alt, Integer created_at, Integer looked_at,
                                String& screening, String& hash, String& name) {
                                found = app::MediaRecord{id,
                                                         UserId{user},
                                                         mime,
                                                         from_base64(bytes),
                                                         static_cast<int>(width),
                                                         static_cast<int>(height),
                                                         alt,
                                                         from_millis(created_at),
                                                         from_millis(looked_at),
                                                         app::screening(screening),
                                                         hash,
                                                         name};
                            });
    return found;
}

std::optional<app::DraftRecord> find_draft(Connection& db, ConversationId conversation,
                                           UserId user) {
    std::optional<app::DraftRecord> found;
    db.each<Integer, Integer, String, String, Integer, Integer, String, Integer>(
        "drafts.find", {{"conversation", conversation.value}, {"user", user.value}},
        [&](Integer room, Integer in_reply_to, String& text, String& media, Integer updated_at,
            Integer returned_by, String& note, Integer returned_at) {
            found = app::DraftRecord{conversation,
                                     user,
                                     RoomId{room},
                                     PostId{in_reply_to},
                                     text,
                                     ids_from_text(media),
                                     from_millis(updated_at),
                                     UserId{returned_by},
                                     note,
                                     from_millis(returned_at)};
        });
    return found;
}

app::ChannelRecord make_channel(Integer id, Integer brand, String& network, String& name,
                                String& handle, String& account_id, String& settings,
                                String& secrets, String& cursor, const String& state,
                                String& reason, Integer last_heard_at, Integer created_at,
                                Integer disconnected_at) {
    app::ChannelRecord channel;
    channel.id.value = id;
    channel.brand.value = brand;
    channel.network = network;
    channel.name = name;
    channel.handle = handle;
    channel.account_id = account_id;
    channel.settings = settings;
    channel.secrets = secrets;
    channel.cursor = cursor;
    channel.state = app::channel_state(state);
    channel.state_reason = reason;
    channel.last_heard_at = from_millis(last_heard_at);
    channel.created_at = from_millis(created_at);
    channel.disconnected_at = from_millis(disconnected_at);
    return channel;
}

}  // namespace heed::store
