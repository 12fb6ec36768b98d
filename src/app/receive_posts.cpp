#include "app/receive_posts.hpp"

#include <algorithm>
#include <utility>

#include "app/bounds.hpp"
#include "app/heard_posts.hpp"
#include "app/judgements.hpp"
#include "base/text.hpp"

namespace heed::app {

namespace {

bool same_profile(const Author& a, const Author& b) {
    return a.handle == b.handle && a.name == b.name && a.avatar_url == b.avatar_url &&
           a.profile_url == b.profile_url && a.followers == b.followers;
}

/// One run of posts: the facts as loaded, kept up to date while posts are taken one after another,
/// and the changes that make them so.
class Intake {
public:
    Intake(Transaction& transaction, const Env& env, const ChannelRecord& channel)
        : transaction_(transaction), env_(env), channel_(channel), heard_(channel.network) {}

    void load(const std::vector<IncomingPost>& posts) {
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

    Taken take(const IncomingPost& post) {
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

    /// As `take` does with a customer's post, because somebody wants it there.
    void bring_in(const IncomingPost& post, const std::string& reason) {
        take_from_customer(post, identify(post.author), &reason);
    }

    void save() {
        for (const auto id : changed_) {
            auto& record = facts_.conversations.at(id);
            record.head_start = prioritise(record.facts, facts_.weights).head_start;
            changes_.conversations.push_back(record);
        }
        transaction_.save_intake(changes_);
        for (const auto& post : moved_)
            transaction_.change_post(post);
    }

private:
    /// Kept so far only to understand a thread, and now it comes by itself: it is somebody's matter
    /// like any other.
    bool was_context(const IntakeFacts::KnownPost& known, const IncomingPost& post) {
        if (known.conversation || known.deleted || post.context) return false;
        if (post.terms && may_be_heard(post)) return false;  // heard again
        return !post.own || conversation_of_thread(post) != nullptr;
    }

    void note_latest(const ConversationRecord& record) {
        auto& latest = latest_[record.customer];
        const auto found = facts_.conversations.find(latest);
        if (found == facts_.conversations.end() ||
            found->second.state.last_post_at <= record.state.last_post_at) {
            latest = record.state.id;
        }
    }

    const IdentityRecord& identify(const Author& author) {
        auto found = facts_.identities.find(author.remote_id);
        if (found == facts_.identities.end()) {
            CustomerRecord customer{env_.ids.next<CustomerId>(env_.now), author.name, env_.now};
            if (customer.name.empty()) customer.name = author.handle;
            if (customer.name.empty()) customer.name = author.remote_id;
            IdentityRecord identity{env_.ids.next<IdentityId>(env_.now), customer.id,
                                    channel_.network, author, env_.now};
            changes_.customers.push_back(std::move(customer));
            changes_.identities.push_back(identity);
            return facts_.identities.emplace(author.remote_id, std::move(identity)).first->second;
        }
        refresh(found->second, author);
        return found->second;
    }

    /// Keeps the newest profile; what a poorer source leaves out is not forgotten.
    void refresh(IdentityRecord& known, const Author& seen) {
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

    /// Talk about us that does not address us: a real need enters, the rest is kept beside.
    Taken hear(const IncomingPost& post) {
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

    /// Names us nowhere: kept only to understand a thread that we are in.
    Taken overhear(const IncomingPost& post) {
        if (conversation_of_thread(post) == nullptr) return Taken::ignored;
        store(post, identify(post.author), {}, {}, Side::other);
        return Taken::stored;
    }

    bool continues_thread(const IncomingPost& post) {
        const auto author = facts_.identities.find(post.author.remote_id);
        if (author == facts_.identities.end()) return false;
        const auto* conversation = conversation_of_thread(post);
        return conversation != nullptr && conversation->customer == author->second.customer;
    }

    /// `brought_in`: why a post that does not address us enters.
    PostId take_from_customer(const IncomingPost& post, const IdentityRecord& identity,
                              const std::string* brought_in = nullptr) {
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

    /// Our own posts and the context of a thread belong to a conversation only where they answer
    /// into one; they never open one.
    void take_from_others(const IncomingPost& post, const IdentityRecord& identity) {
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

    ConversationRecord* conversation_with(const std::string& remote_id) {
        const auto post = facts_.posts.find(remote_id);
        if (post == facts_.posts.end() || !post->second.conversation) return nullptr;
        const auto found = facts_.conversations.find(post->second.conversation);
        return found == facts_.conversations.end() ? nullptr : &found->second;
    }

    ConversationRecord* conversation_of_thread(const IncomingPost& post) {
        if (auto* parent = conversation_with(post.in_reply_to)) return parent;
        return conversation_with(post.thread_root);
    }

    /// The same customer's conversation that this post continues: by the post it answers, by its
    /// thread, or because it is the same matter by time. Otherwise a new one.
    ConversationRecord& conversation_for(const IncomingPost& post, const IdentityRecord& identity) {
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

    static bool continues(const ConversationRecord& candidate, const IncomingPost& post) {
        const auto gap = std::chrono::abs(post.written_at - candidate.state.last_post_at);
        if (gap > same_matter_for) return false;
        // A new public post after the matter was closed is a new matter; a private room is one
        // long thread, so there it goes on.
        return candidate.state.state == ConversationState::open || post.room != RoomKind::public_;
    }

    ConversationRecord& open(const IncomingPost& post, const IdentityRecord& identity) {
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

    RoomId room_for(ConversationRecord& conversation, const IncomingPost& post) {
        auto& rooms = facts_.rooms[conversation.state.id];
        for (const auto& room : rooms) {
            if (room.channel == channel_.id && room.kind == post.room) return room.id;
        }
        RoomRecord room{env_.ids.next<RoomId>(env_.now), conversation.state.id, channel_.id,
                        post.room, env_.now};
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

    PostId store(const IncomingPost& post, const IdentityRecord& identity,
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

    /// A post that was stored as context moves into a conversation.
    PostId move_in(const std::string& remote_id, ConversationId conversation, RoomId room,
                   Side side) {
        auto& known = facts_.posts.at(remote_id);
        const auto fresh =
            std::find_if(changes_.posts.begin(), changes_.posts.end(),
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

    /// What the customer waits to have answered, with this post: before it is counted.
    void note_facts(ConversationRecord& conversation, const IncomingPost& post,
                    const IdentityRecord& identity) {
        auto& facts = conversation.facts;
        if (!conversation.state.waiting_since) facts.matter = {};
        if (post.judgement) add(facts.matter, *post.judgement);
        facts.earlier_tries = conversation.state.waiting_since ? facts.earlier_tries + 1 : 0;
        facts.followers = identity.author.followers;
        const auto marks = facts_.marks.find(conversation.customer);
        if (marks != facts_.marks.end()) facts.marks = marks->second;
    }

    void note_post(ConversationRecord& conversation, const IncomingPost& post, PostId id,
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

    Event event(EventKind kind, const ConversationRecord& conversation) const {
        Event event;
        event.at = env_.now;
        event.kind = kind;
        event.conversation = conversation.state.id;
        event.channel = channel_.id;
        return event;
    }

    void happen(ConversationRecord& conversation, Event event) {
        apply(conversation.state, event);
        changed_.insert(conversation.state.id);
        changes_.events.push_back(std::move(event));
    }

    Transaction& transaction_;
    const Env& env_;
    const ChannelRecord& channel_;
    IntakeFacts facts_;
    HeardPosts heard_;
    IntakeChanges changes_;
    std::vector<PostRecord> moved_;  ///< stored before, now part of a conversation
    std::unordered_map<CustomerId, ConversationId> latest_;
    std::unordered_set<ConversationId> changed_;
};

Event post_event(const Env& env, const PostRecord& post, EventKind kind) {
    Event event;
    event.at = env.now;
    event.kind = kind;
    event.conversation = post.conversation;
    event.post = post.id;
    event.room = post.room;
    event.channel = post.channel;
    event.side = post.side;
    event.written_at = post.written_at;
    return event;
}

/// What a row does not keep, and a deletion asks for: the state with all it was made of.
Conversation folded(Transaction& transaction, ConversationId id) {
    Conversation state;
    while (state.version < history_events_max) {
        const auto events = transaction.events_since(id, state.version);
        if (events.empty()) break;
        for (const auto& event : events)
            apply(state, event);
    }
    return state;
}

/// Saves what happened to a stored post with its conversation, whose preview follows.
void happen_to_post(Transaction& transaction, const PostRecord& post, const Event& event) {
    auto conversation =
        post.conversation ? transaction.conversation(post.conversation) : std::nullopt;
    if (conversation && deletes_what_waits(conversation->state, event)) {
        conversation->state = folded(transaction, post.conversation);
    }
    transaction.append({event});
    if (!conversation) return;
    apply(conversation->state, event);
    if (const auto last = transaction.last_post(post.conversation)) {
        conversation->last_post = last->id;
        conversation->preview = preview_of(last->text, preview_code_points_max);
        conversation->preview_by = last->side;
    } else {
        conversation->preview.clear();
    }
    refresh_priority(transaction, *conversation, weights(transaction));
    transaction.save(*conversation);
}

Taken take_edit(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                const IncomingEdit& edit) {
    auto post = transaction.post(channel.id, clean(edit.remote_id, remote_id_bytes_max));
    if (!post) return Taken::ignored;
    const auto text = clean(edit.text, post_text_bytes_max);
    if (post->deleted_at != Time{} || text == post->text) return Taken::known;
    transaction.add(PostVersionRecord{post->id, transaction.count_versions(post->id) + 1,
                                      post->text, post->media, env.now});
    post->text = text;
    post->media = bounded(edit.media);
    post->edited_at = plausible(edit.edited_at, env.now);
    transaction.change_post(*post);
    transaction.forget_spans(post->id);
    if (edit.judgement && post->side == Side::customer) {
        transaction.save(std::vector<JudgementRecord>{{post->id, *edit.judgement, env.now}});
    }
    happen_to_post(transaction, *post, post_event(env, *post, EventKind::post_edited));
    return Taken::stored;
}

/// What its author took back is not kept: the text goes, the row stays so that it cannot return.
Taken take_deletion(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                    const IncomingDeletion& deletion) {
    const auto remote_id = clean(deletion.remote_id, remote_id_bytes_max);
    auto post = transaction.post(channel.id, remote_id);
    if (!post) {
        transaction.bury(channel.id, remote_id, env.now);
        return Taken::stored;
    }
    if (post->deleted_at != Time{}) return Taken::known;
    post->text.clear();
    post->raw.clear();
    post->media.clear();
    post->deleted_at = plausible(deletion.deleted_at, env.now);
    transaction.change_post(*post);
    transaction.erase_versions(post->id);
    transaction.erase_judgement(post->id);
    happen_to_post(transaction, *post, post_event(env, *post, EventKind::post_deleted));
    return Taken::stored;
}

Taken take_profile(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                   const IncomingProfile& profile) {
    const auto author = bounded(profile.author);
    auto facts = transaction.load_intake(channel.id, channel.network, {{}, {author.remote_id}});
    const auto found = facts.identities.find(author.remote_id);
    if (found == facts.identities.end()) return Taken::ignored;
    if (same_profile(found->second.author, author)) return Taken::known;
    IntakeChanges changes;
    found->second.author = author;
    found->second.updated_at = env.now;
    changes.identities.push_back(found->second);
    transaction.save_intake(changes);
    return Taken::stored;
}

/// Takes the run of posts that begins at `at`; moves `at` behind it.
void take_posts(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                const std::vector<Incoming>& items, std::size_t& at, std::vector<Taken>& taken) {
    std::vector<IncomingPost> posts;
    for (; at < items.size(); ++at) {
        const auto* post = std::get_if<IncomingPost>(&items[at]);
        if (post == nullptr) break;
        posts.push_back(bounded(*post, env.now));
    }
    Intake intake(transaction, env, channel);
    intake.load(posts);
    for (const auto& post : posts)
        taken.push_back(intake.take(post));
    intake.save();
}

}  // namespace

std::vector<Taken> receive_posts(Transaction& transaction, const Env& env,
                                 const ChannelRecord& channel, const std::vector<Incoming>& items) {
    std::vector<Taken> taken;
    taken.reserve(items.size());
    for (std::size_t at = 0; at < items.size();) {
        if (std::holds_alternative<IncomingPost>(items[at])) {
            take_posts(transaction, env, channel, items, at, taken);
            continue;
        }
        const auto& item = items[at++];
        if (const auto* edit = std::get_if<IncomingEdit>(&item)) {
            taken.push_back(take_edit(transaction, env, channel, *edit));
        } else if (const auto* deletion = std::get_if<IncomingDeletion>(&item)) {
            taken.push_back(take_deletion(transaction, env, channel, *deletion));
        } else {
            taken.push_back(
                take_profile(transaction, env, channel, std::get<IncomingProfile>(item)));
        }
    }
    return taken;
}

void open_for_post(Transaction& transaction, const Env& env, const ChannelRecord& channel,
                   const PostRecord& post, const Author& author, const std::string& reason) {
    IncomingPost incoming;
    incoming.remote_id = post.remote_id;
    incoming.author = author;
    incoming.written_at = post.written_at;
    incoming.text = post.text;
    incoming.in_reply_to = post.in_reply_to;
    incoming.thread_root = post.thread_root;
    incoming.addressed = false;
    if (const auto known = transaction.judgement(post.id)) incoming.judgement = known->judgement;
    Intake intake(transaction, env, channel);
    intake.load({incoming});
    intake.bring_in(incoming, reason);
    intake.save();
}

}  // namespace heed::app
