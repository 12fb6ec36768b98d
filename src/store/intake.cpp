#include <algorithm>

#include "store/columns.hpp"
#include "store/media_json.hpp"
#include "store/transaction.hpp"

namespace heed::store {

using namespace app;

IntakeFacts SqlTransaction::load_intake(ChannelId channel, std::string_view network,
                                        const IntakeKeys& keys) {
    IntakeFacts facts;
    const auto posts = json_array(keys.posts);
    db_.each<String, Integer, Integer, Integer, Integer, String, Integer, String, Integer>(
        "intake.posts", {{"keys", posts}, {"channel", channel.value}},
        [&](String& remote_id, Integer id, Integer conversation, Integer room, Integer identity,
            String& side_name, Integer written_at, String& thread_root, Integer deleted) {
            facts.posts[remote_id] = {
                PostId{id},      ConversationId{conversation}, RoomId{room}, IdentityId{identity},
                side(side_name), from_millis(written_at),      thread_root,  deleted != 0};
        });
    db_.each<String>("intake.tombstones", {{"keys", posts}, {"channel", channel.value}},
                     [&](String& remote_id) { facts.tombstones.insert(remote_id); });
    db_.each<Integer, Integer, String, String, String, String, String, Integer, Integer, String,
             Integer, Integer>(
        "intake.identities", {{"keys", json_array(keys.authors)}, {"network", network}},
        [&](Integer id, Integer customer, String& remote_id, String& handle, String& name,
            String& avatar, String& profile, Integer followers, Integer updated_at, String& value,
            Integer vulnerable, Integer influential) {
            facts.marks[CustomerId{customer}] = {
                customer_value(value).value_or(CustomerValue::ordinary), vulnerable != 0,
                influential != 0};
            facts.identities[remote_id] = {IdentityId{id},
                                           CustomerId{customer},
                                           std::string(network),
                                           {remote_id, handle, name, avatar, profile, followers},
                                           from_millis(updated_at)};
        });
    if (const auto text = setting("priority_weights")) facts.weights = weights_from_text(*text);
    const auto record = this->channel(channel);
    if (record) load_conversations(facts, record->brand);
    return facts;
}

void SqlTransaction::load_conversations(IntakeFacts& facts, BrandId brand) {
    std::vector<Integer> ids;
    for (const auto& [remote_id, post] : facts.posts) {
        if (post.conversation) ids.push_back(post.conversation.value);
    }
    std::vector<Integer> customers;
    for (const auto& [remote_id, identity] : facts.identities) {
        customers.push_back(identity.customer.value);
    }
    if (!customers.empty()) {
        db_.each<Integer>("intake.latest_conversations",
                          {{"customers", json_array(customers)}, {"brand", brand.value}},
                          [&](Integer id) { ids.push_back(id); });
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.empty()) return;
    const auto list = json_array(ids);
    read_conversations(db_, "intake.conversations", {{"ids", list}}, [&](ConversationRecord found) {
        facts.conversations[found.state.id] = std::move(found);
    });
    read_rooms(db_, "intake.rooms", {{"ids", list}},
               [&](RoomRecord room) { facts.rooms[room.conversation].push_back(room); });
}

void SqlTransaction::save_intake(const IntakeChanges& changes) {
    Rows customers;
    for (const auto& record : changes.customers) {
        customers.add(record.id.value, record.name, to_millis(record.created_at));
    }
    if (!customers.empty()) db_.run("intake.save_customers", {{"rows", customers.take()}});

    Rows identities;
    for (const auto& [id, customer, network, author, updated_at] : changes.identities) {
        identities.add(id.value, customer.value, network, author.remote_id, author.handle,
                       author.name, author.avatar_url, author.profile_url, author.followers,
                       to_millis(updated_at));
    }
    if (!identities.empty()) db_.run("intake.save_identities", {{"rows", identities.take()}});

    save_conversations(changes.conversations);

    Rows rooms;
    for (const auto& room : changes.rooms) {
        rooms.add(room.id.value, room.conversation.value, room.channel.value, name_of(room.kind),
                  to_millis(room.opened_at));
    }
    if (!rooms.empty()) db_.run("intake.save_rooms", {{"rows", rooms.take()}});

    save_posts(changes.posts);
    save(changes.judgements);
    save(changes.heard);
    append(changes.events);
}

void SqlTransaction::save_conversations(const std::vector<ConversationRecord>& records) {
    Rows rows;
    for (const auto& record : records) {
        const auto& c = record.state;
        const auto millis = [](const std::optional<Time>& time) {
            return time ? to_millis(*time) : 0;
        };
        rows.add(c.id.value, record.brand.value, record.customer.value, record.identity.value,
                 record.channel.value, c.owner.value,
                 c.state == ConversationState::resolved ? "resolved" : "open", c.resolved_reason,
                 to_millis(c.opened_at), millis(c.waiting_since), c.unanswered,
                 millis(c.later_waiting_since), c.later_unanswered, c.replies_pending,
                 name_of(c.reply_state), to_millis(c.last_post_at), record.last_post.value,
                 record.preview, name_of(record.preview_by), name_of(record.last_room),
                 static_cast<int>(record.addressed), c.version, facts_to_json(record.facts),
                 record.head_start, to_millis(record.urgency()));
    }
    if (!rows.empty()) db_.run("intake.save_conversations", {{"rows", rows.take()}});
}

void SqlTransaction::save_posts(const std::vector<PostRecord>& posts) {
    Rows rows;
    for (const auto& post : posts) {
        rows.add(post.id.value, post.channel.value, post.remote_id, post.conversation.value,
                 post.room.value, post.identity.value, post.user.value, name_of(post.side),
                 post.text, post.language, post.in_reply_to, post.thread_root, post.url,
                 media_to_json(post.media), post.raw, to_millis(post.written_at),
                 to_millis(post.received_at), to_millis(post.edited_at),
                 to_millis(post.deleted_at));
    }
    if (!rows.empty()) db_.run("intake.save_posts", {{"rows", rows.take()}});
}

void SqlTransaction::save(const ConversationRecord& record) {
    save_conversations({record});
}

void SqlTransaction::add(const PostRecord& record) {
    save_posts({record});
}

void SqlTransaction::add(const RoomRecord& record) {
    Rows rows;
    rows.add(record.id.value, record.conversation.value, record.channel.value, name_of(record.kind),
             to_millis(record.opened_at));
    db_.run("intake.save_rooms", {{"rows", rows.take()}});
}

void SqlTransaction::bury(ChannelId channel, const std::string& remote_id, Time at) {
    db_.run("intake.bury",
            {{"channel", channel.value}, {"remote_id", remote_id}, {"at", to_millis(at)}});
}

void SqlTransaction::append(Events events) {
    if (events.empty()) return;
    if (!numbered_) {
        // Numbers follow the order of commit: on PostgreSQL several nodes take turns here.
        db_.each<Integer>("events.lock", {}, [](Integer) {});
        db_.each<Integer>("events.last", {}, [&](Integer seq) { last_seq_ = seq; });
        numbered_ = true;
    }
    Rows rows;
    for (auto& event : events) {
        event.seq = ++last_seq_;
        rows.add(event.seq, to_millis(event.at), name_of(event.kind), event.conversation.value,
                 event.post.value, event.reply.value, event.channel.value, event.room.value,
                 event.actor.value, event.person.value, name_of(event.side),
                 to_millis(event.written_at), event.detail);
    }
    db_.run("events.save", {{"rows", rows.take()}});
    appended_.insert(appended_.end(), std::make_move_iterator(events.begin()),
                     std::make_move_iterator(events.end()));
}

Events SqlTransaction::events_since(ConversationId id, long long version) {
    Events events;
    read_events(db_, "events.since_version", {{"conversation", id.value}, {"version", version}},
                [&](Event event) { events.push_back(std::move(event)); });
    return events;
}

}  // namespace heed::store
