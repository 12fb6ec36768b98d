#pragma once

#include <optional>
#include <string>

#include "app/records.hpp"
#include "store/judgement_json.hpp"
#include "store/sql.hpp"

/// One function a noun that runs a query whose columns are that noun's, in the order of
/// queries/*.sql, and hands each row over as a record.
namespace heed::store {

using Integer = long long;
using String = std::string;

/// The first record that a read_* function hands over; the rest are let go.
template <class Record, class Read>
std::optional<Record> one(Read read) {
    std::optional<Record> found;
    read([&](Record record) {
        if (!found) found = std::move(record);
    });
    return found;
}

inline app::ConversationRecord make_conversation(
    Integer id, Integer brand, Integer customer, Integer identity, Integer channel, Integer owner,
    const String& state, const String& reason, Integer opened_at, Integer waiting_since,
    Integer unanswered, Integer later_since, Integer later, Integer pending,
    const String& reply_state_name, Integer last_post_at, Integer last_post, const String& preview,
    const String& preview_by, const String& last_room, Integer addressed, Integer version,
    const String& facts, Integer head_start) {
    app::ConversationRecord record;
    auto& c = record.state;
    c.id.value = id;
    c.owner.value = owner;
    c.state = state == "resolved" ? ConversationState::resolved : ConversationState::open;
    c.resolved_reason = reason;
    c.opened_at = from_millis(opened_at);
    if (waiting_since != 0) c.waiting_since = from_millis(waiting_since);
    c.unanswered = static_cast<int>(unanswered);
    if (later_since != 0) c.later_waiting_since = from_millis(later_since);
    c.later_unanswered = static_cast<int>(later);
    c.replies_pending = static_cast<int>(pending);
    c.reply_state = reply_state(reply_state_name);
    c.last_post_at = from_millis(last_post_at);
    c.version = version;
    record.brand.value = brand;
    record.customer.value = customer;
    record.identity.value = identity;
    record.channel.value = channel;
    record.last_post.value = last_post;
    record.preview = preview;
    record.preview_by = side(preview_by);
    record.last_room = room_kind(last_room);
    record.addressed = addressed != 0;
    record.facts = facts_from_json(facts);
    record.head_start = static_cast<int>(head_start);
    return record;
}

template <class Fn>
void read_conversations(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                        Fn fn) {
    db.each<Integer, Integer, Integer, Integer, Integer, Integer, String, String, Integer, Integer,
            Integer, Integer, Integer, Integer, String, Integer, Integer, String, String, String,
            Integer, Integer, String, Integer>(
        query, binds, [&](auto&... column) { fn(make_conversation(column...)); });
}

app::PostRecord make_post(Integer id, Integer channel, String& remote_id, Integer conversation,
                          Integer room, Integer identity, Integer user, const String& side_name,
                          String& text, String& language, String& in_reply_to, String& thread_root,
                          String& url, const String& media, String& raw, Integer written_at,
                          Integer received_at, Integer edited_at, Integer deleted_at);

template <class Fn>
void read_posts(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, Integer, String, Integer, Integer, Integer, Integer, String, String, String,
            String, String, String, String, String, Integer, Integer, Integer, Integer>(
        query, binds, [&](auto&... column) { fn(make_post(column...)); });
}

template <class Fn>
void read_identities(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                     Fn fn) {
    db.each<Integer, Integer, String, String, String, String, String, String, Integer, Integer>(
        query, binds,
        [&](Integer id, Integer customer, String& network, String& remote_id, String& handle,
            String& name, String& avatar, String& profile, Integer followers, Integer updated_at) {
            fn(app::IdentityRecord{IdentityId{id},
                                   CustomerId{customer},
                                   network,
                                   {remote_id, handle, name, avatar, profile, followers},
                                   from_millis(updated_at)});
        });
}

template <class Fn>
void read_rooms(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, Integer, Integer, String, Integer>(
        query, binds,
        [&](Integer id, Integer conversation, Integer channel, String& kind, Integer opened_at) {
            fn(app::RoomRecord{RoomId{id}, ConversationId{conversation}, ChannelId{channel},
                               room_kind(kind), from_millis(opened_at)});
        });
}

template <class Fn>
void read_events(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, Integer, String, Integer, Integer, Integer, Integer, Integer, Integer, Integer,
            String, Integer, String>(
        query, binds,
        [&](Integer seq, Integer at, String& kind, Integer conversation, Integer post,
            Integer reply, Integer channel, Integer room, Integer actor, Integer person,
            String& side_name, Integer written_at, String& detail) {
            const auto known = event_kind(kind);
            if (!known) return;
            fn(Event{seq, from_millis(at), *known, ConversationId{conversation}, PostId{post},
                     ReplyId{reply}, ChannelId{channel}, RoomId{room}, UserId{actor},
                     UserId{person}, side(side_name), from_millis(written_at), detail});
        });
}

app::ReplyRecord make_reply(Integer id, Integer conversation, Integer room, Integer channel,
                            Integer user, Integer identity, Integer in_reply_to, String& text,
                            const String& media_ids, const String& state, String& delivery_key,
                            String& remote_id, Integer post, Integer created_at, Integer leaves_at,
                            Integer attempts, Integer next_attempt_at, String& error,
                            Integer sent_at, Integer seen_at, String& held_because,
                            Integer then_resolve, String& override_reason, Integer decided_by,
                            Integer decided_at, String& decision_note, String& ask_note);

/// `More` are the columns behind those of the reply, handed to `fn` after it.
template <class... More, class Fn>
void read_replies(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                  Fn fn) {
    db.each<Integer, Integer, Integer, Integer, Integer, Integer, Integer, String, String, String,
            String, String, Integer, Integer, Integer, Integer, Integer, String, Integer, Integer,
            String, Integer, String, Integer, Integer, String, String, More...>(
        query, binds,
        [&](Integer id, Integer conversation, Integer room, Integer channel, Integer user,
            Integer identity, Integer in_reply_to, String& text, String& media, String& state,
            String& key, String& remote_id, Integer post, Integer created_at, Integer leaves_at,
            Integer attempts, Integer next_at, String& error, Integer sent_at, Integer seen_at,
            String& held_because, Integer then_resolve, String& override_reason, Integer decided_by,
            Integer decided_at, String& note, String& ask_note, More&... more) {
            fn(make_reply(id, conversation, room, channel, user, identity, in_reply_to, text, media,
                          state, key, remote_id, post, created_at, leaves_at, attempts, next_at,
                          error, sent_at, seen_at, held_because, then_resolve, override_reason,
                          decided_by, decided_at, note, ask_note),
               more...);
        });
}

std::optional<app::MediaRecord> find_media(Connection& db, std::string_view query, MediaId id);
std::optional<app::DraftRecord> find_draft(Connection& db, ConversationId conversation,
                                           UserId user);

app::ChannelRecord make_channel(Integer id, Integer brand, String& network, String& name,
                                String& handle, String& account_id, String& settings,
                                String& secrets, String& cursor, const String& state,
                                String& reason, Integer last_heard_at, Integer created_at,
                                Integer disconnected_at);

template <class Fn>
void read_channels(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                   Fn fn) {
    db.each<Integer, Integer, String, String, String, String, String, String, String, String,
            String, Integer, Integer, Integer>(
        query, binds, [&](auto&... column) { fn(make_channel(column...)); });
}

template <class Fn>
void read_users(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, String, String, String, String, String, Integer, Integer, Integer, Integer>(
        query, binds,
        [&](Integer id, String& name, String& login, String& role, String& password,
            String& invitation, Integer expires_at, Integer created_at, Integer disabled_at,
            Integer seen_at) {
            fn(app::UserRecord{UserId{id}, name, login, app::role(role).value_or(app::Role::viewer),
                               password, invitation, from_millis(expires_at),
                               from_millis(created_at), from_millis(disabled_at),
                               from_millis(seen_at)});
        });
}

}  // namespace heed::store
