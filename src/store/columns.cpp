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
                            Integer sent_at, Integer seen_at) {
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
    return reply;
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
