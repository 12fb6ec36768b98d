#include "app/post_intake.hpp"

#include <algorithm>
#include <utility>

#include "app/judgements.hpp"
#include "app/receive_posts.hpp"
#include "base/text.hpp"

namespace heed::app {

PostIntake::PostIntake(Transaction& transaction, const Env& env, const ChannelRecord& channel)
    : transaction_(transaction), env_(env), channel_(channel), heard_(channel.network) {}

void PostIntake::load(const std::vector<IncomingPost>& posts) {
    IntakeKeys keys;
    for (const auto& post : posts) {
        keys.posts.push_back(post.remote_id);
        if (!post.in_reply_to.empty()) keys.posts.push_back(post.in_reply_to);
        if (post.thread_root != post.remote_id) keys.posts.push_back(post.thread_root);
        keys.authors.push_back(post.author.remote_id);
    }
    for (auto* list : {&keys.posts, &keys.authors}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    facts_ = transaction_.load_intake(channel_.id, channel_.network, keys);
    for (const auto& [id, record] : facts_.conversations)
        note_latest(record);
    heard_.load(transaction_, posts, facts_);
}

Taken PostIntake::take(const IncomingPost& post) {
    if (facts_.tombstones.contains(post.remote_id)) return Taken::known;
    const auto known = facts_.posts.find(post.remote_id);
    if (known != facts_.posts.end() && !was_context(known->second, post)) return Taken::known;
    if (post.terms && may_be_heard(post)) return hear(post);
    const IdentityRecord& identity = identify(post.author);
    if (post.own || post.context) {
        take_from_others(post, identity);
    } else {
        take_from_customer(post, identity);
    }
    return Taken::stored;
}

void PostIntake::bring_in(const IncomingPost& post, const std::string& reason) {
    take_from_customer(post, identify(post.author), &reason);
}

void PostIntake::save() {
    for (const auto id : changed_) {
        auto& record = facts_.conversations.at(id);
        record.head_start = prioritise(record.facts, facts_.weights).head_start;
        changes_.conversations.push_back(record);
    }
    transaction_.save_intake(changes_);
    for (const auto& post : moved_)
        transaction_.change_post(post);
}

bool PostIntake::was_context(const IntakeFacts::KnownPost& known, const IncomingPost& post) {
    if (known.conversation || known.deleted || post.context) return false;
    if (post.terms && may_be_heard(post)) return false;  // heard again
    return !post.own || conversation_of_thread(post) != nullptr;
}

void PostIntake::note_latest(const ConversationRecord& record) {
    auto& latest = latest_[record.customer];
    const auto found = facts_.conversations.find(latest);
    if (found == facts_.conversations.end() ||
        found->second.state.last_post_at <= record.state.last_post_at) {
        latest = record.state.id;
    }
}

const IdentityRecord& PostIntake::identify(const Author& author) {
    auto found = facts_.identities.find(author.remote_id);
    if (found == facts_.identities.end()) {
        CustomerRecord customer{env_.ids.next<CustomerId>(env_.now), author.name, env_.now};
        if (customer.name.empty()) customer.name = author.handle;
        if (customer.name.empty()) customer.name = author.remote_id;
        IdentityRecord identity{env_.ids.next<IdentityId>(env_.now), customer.id, channel_.network,
                                author, env_.now};
        changes_.customers.push_back(std::move(customer));
        changes_.identities.push_back(identity);
        return facts_.identities.emplace(author.remote_id, std::move(identity)).first->second;
    }
    refresh(found->second, author);
    return found->second;
}

void PostIntake::refresh(IdentityRecord& known, const Author& seen) {
    Author merged = known.author;
    if (!seen.handle.empty()) merged.handle = seen.handle;
    if (!seen.name.empty()) merged.name = seen.name;
    if (!seen.avatar_url.empty()) merged.avatar_url = seen.avatar_url;
    if (!seen.profile_url.empty()) merged.profile_url = seen.profile_url;
    if (seen.followers >= 0) merged.followers = seen.followers;
    if (same_profile(known.author, merged)) return;
    known.author = merged;
    known.updated_at = env_.now;
    changes_.identities.push_back(known);
}

Taken PostIntake::hear(const IncomingPost& post) {
    if (continues_thread(post)) {
        take_from_customer(post, identify(post.author));
        return Taken::stored;
    }
    if (post.terms->empty()) return overhear(post);
    const IdentityRecord& identity = identify(post.author);
    const Entry entry = heard_.decide(post, identity);
    const bool enters = entry.decision == HeardDecision::inbox;
    const PostId id = enters ? take_from_customer(post, identity, &entry.reason)
                             : store(post, identity, {}, {}, Side::customer);
    changes_.heard.push_back(
        {id, identity.id, post.written_at, entry.decision, entry.reason, *post.terms});
    return enters ? Taken::stored : Taken::heard;
}

Taken PostIntake::overhear(const IncomingPost& post) {
    if (conversation_of_thread(post) == nullptr) return Taken::ignored;
    store(post, identify(post.author), {}, {}, Side::other);
    return Taken::stored;
}

bool PostIntake::continues_thread(const IncomingPost& post) {
    const auto author = facts_.identities.find(post.author.remote_id);
    if (author == facts_.identities.end()) return false;
    const auto* conversation = conversation_of_thread(post);
    return conversation != nullptr && conversation->customer == author->second.customer;
}

PostId PostIntake::take_from_customer(const IncomingPost& post, const IdentityRecord& identity,
                                      const std::string* brought_in) {
    ConversationRecord& conversation = conversation_for(post, identity);
    const RoomId room = room_for(conversation, post);
    const PostId id = store(post, identity, conversation.state.id, room, Side::customer);
    if (brought_in != nullptr) {
        Event entered = event(EventKind::brought_in, conversation);
        entered.post = id;
        entered.actor = env_.actor;
        entered.detail = *brought_in;
        happen(conversation, std::move(entered));
    }
    if (conversation.state.state == ConversationState::resolved) {
        Event reopened = event(EventKind::reopened, conversation);
        reopened.detail = "the customer wrote again";
        happen(conversation, std::move(reopened));
    }
    note_facts(conversation, post, identity);
    note_post(conversation, post, id, room, Side::customer);
    note_latest(conversation);
    return id;
}

void PostIntake::take_from_others(const IncomingPost& post, const IdentityRecord& identity) {
    ConversationRecord* conversation = post.own ? conversation_of_thread(post) : nullptr;
    const Side side = post.own ? Side::us : Side::other;
    if (conversation == nullptr || post.context) {
        store(post, identity, {}, {}, side);
        return;
    }
    const RoomId room = room_for(*conversation, post);
    const PostId id = store(post, identity, conversation->state.id, room, side);
    note_post(*conversation, post, id, room, side);
}

ConversationRecord* PostIntake::conversation_with(const std::string& remote_id) {
    const auto post = facts_.posts.find(remote_id);
    if (post == facts_.posts.end() || !post->second.conversation) return nullptr;
    const auto found = facts_.conversations.find(post->second.conversation);
    return found == facts_.conversations.end() ? nullptr : &found->second;
}

ConversationRecord* PostIntake::conversation_of_thread(const IncomingPost& post) {
    if (auto* parent = conversation_with(post.in_reply_to)) return parent;
    return conversation_with(post.thread_root);
}

ConversationRecord& PostIntake::conversation_for(const IncomingPost& post,
                                                 const IdentityRecord& identity) {
    for (const auto* remote_id : {&post.in_reply_to, &post.thread_root}) {
        auto* found = conversation_with(*remote_id);
        if (found != nullptr && found->customer == identity.customer) return *found;
    }
    const auto latest = latest_.find(identity.customer);
    if (latest != latest_.end()) {
        auto& candidate = facts_.conversations.at(latest->second);
        if (continues(candidate, post)) return candidate;
    }
    return open(post, identity);
}

bool PostIntake::continues(const ConversationRecord& candidate, const IncomingPost& post) {
    const auto gap = std::chrono::abs(post.written_at - candidate.state.last_post_at);
    if (gap > same_matter_for) return false;
    // A new public post after the matter was closed is a new matter; a private room is one
    // long thread, so there it goes on.
    return candidate.state.state == ConversationState::open || post.room != RoomKind::public_;
}

ConversationRecord& PostIntake::open(const IncomingPost& post, const IdentityRecord& identity) {
    ConversationRecord record;
    record.state.id = env_.ids.next<ConversationId>(env_.now);
    record.brand = channel_.brand;
    record.customer = identity.customer;
    record.identity = identity.id;
    record.channel = channel_.id;
    record.addressed = post.addressed;
    auto& conversation = facts_.conversations[record.state.id] = std::move(record);
    Event opened = event(EventKind::conversation_opened, conversation);
    opened.written_at = post.written_at;
    happen(conversation, std::move(opened));
    return conversation;
}

RoomId PostIntake::room_for(ConversationRecord& conversation, const IncomingPost& post) {
    auto& rooms = facts_.rooms[conversation.state.id];
    for (const auto& room : rooms) {
        if (room.channel == channel_.id && room.kind == post.room) return room.id;
    }
    RoomRecord room{env_.ids.next<RoomId>(env_.now), conversation.state.id, channel_.id, post.room,
                    env_.now};
    rooms.push_back(room);
    changes_.rooms.push_back(room);
    if (rooms.size() > 1) {
        Event opened = event(EventKind::room_opened, conversation);
        opened.room = room.id;
        opened.detail = name_of(post.room);
        happen(conversation, std::move(opened));
    }
    return room.id;
}

PostId PostIntake::store(const IncomingPost& post, const IdentityRecord& identity,
                         ConversationId conversation, RoomId room, Side side) {
    if (facts_.posts.contains(post.remote_id)) {
        return move_in(post.remote_id, conversation, room, side);
    }
    PostRecord record;
    record.id = env_.ids.next<PostId>(env_.now);
    record.channel = channel_.id;
    record.remote_id = post.remote_id;
    record.conversation = conversation;
    record.room = room;
    record.identity = identity.id;
    record.side = side;
    record.text = post.text;
    record.language = post.language;
    record.in_reply_to = post.in_reply_to;
    record.thread_root = post.thread_root;
    record.url = post.url;
    record.media = post.media;
    record.raw = post.raw;
    record.written_at = post.written_at;
    record.received_at = env_.now;
    facts_.posts[post.remote_id] = {record.id,       conversation,     room, identity.id, side,
                                    post.written_at, post.thread_root, false};
    if (post.judgement && side == Side::customer) {
        changes_.judgements.push_back({record.id, *post.judgement, env_.now});
    }
    changes_.posts.push_back(record);
    return record.id;
}

PostId PostIntake::move_in(const std::string& remote_id, ConversationId conversation, RoomId room,
                           Side side) {
    auto& known = facts_.posts.at(remote_id);
    const auto fresh = std::find_if(changes_.posts.begin(), changes_.posts.end(),
                                    [&](const PostRecord& post) { return post.id == known.id; });
    auto record = fresh == changes_.posts.end() ? transaction_.post(known.id)
                                                : std::optional<PostRecord>(*fresh);
    if (!record) return known.id;
    record->conversation = known.conversation = conversation;
    record->room = known.room = room;
    record->side = known.side = side;
    if (fresh == changes_.posts.end()) {
        moved_.push_back(*record);
    } else {
        *fresh = *record;
    }
    return known.id;
}

void PostIntake::note_facts(ConversationRecord& conversation, const IncomingPost& post,
                            const IdentityRecord& identity) {
    auto& facts = conversation.facts;
    if (!conversation.state.waiting_since) facts.matter = {};
    if (post.judgement) add(facts.matter, *post.judgement);
    facts.earlier_tries = conversation.state.waiting_since ? facts.earlier_tries + 1 : 0;
    facts.followers = identity.author.followers;
    const auto marks = facts_.marks.find(conversation.customer);
    if (marks != facts_.marks.end()) facts.marks = marks->second;
}

void PostIntake::note_post(ConversationRecord& conversation, const IncomingPost& post, PostId id,
                           RoomId room, Side side) {
    if (post.written_at >= conversation.state.last_post_at) {
        conversation.last_post = id;
        conversation.preview = preview_of(post.text, preview_code_points_max);
        conversation.preview_by = side;
        conversation.last_room = post.room;
    }
    conversation.addressed = conversation.addressed || post.addressed;
    Event received = event(EventKind::post_received, conversation);
    received.post = id;
    received.room = room;
    received.side = side;
    received.written_at = post.written_at;
    happen(conversation, std::move(received));
}

Event PostIntake::event(EventKind kind, const ConversationRecord& conversation) const {
    Event event;
    event.at = env_.now;
    event.kind = kind;
    event.conversation = conversation.state.id;
    event.channel = channel_.id;
    return event;
}

void PostIntake::happen(ConversationRecord& conversation, Event event) {
    apply(conversation.state, event);
    changed_.insert(conversation.state.id);
    changes_.events.push_back(std::move(event));
}

}  // namespace heed::app
