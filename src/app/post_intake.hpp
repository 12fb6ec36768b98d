#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/env.hpp"
#include "app/heard_posts.hpp"
#include "app/incoming.hpp"
#include "app/store.hpp"

namespace heed::app {

/// One run of posts: the facts as loaded, kept up to date while posts are taken one after another,
/// and the changes that make them so.
class PostIntake {
public:
    PostIntake(Transaction& transaction, const Env& env, const ChannelRecord& channel);
    /// What is known about these posts, their authors and threads: a few statements, whatever their
    /// number. Only what was loaded may be taken.
    void load(const std::vector<IncomingPost>& posts);
    Taken take(const IncomingPost& post);
    /// As `take` does with a customer's post, because somebody wants it there.
    void bring_in(const IncomingPost& post, const std::string& reason);
    /// Everything that taking changed, in a few statements.
    void save();

private:
    /// Kept so far only to understand a thread, and now it comes by itself: it is somebody's matter
    /// like any other.
    bool was_context(const IntakeFacts::KnownPost& known, const IncomingPost& post);
    void note_latest(const ConversationRecord& record);
    const IdentityRecord& identify(const Author& author);
    /// Keeps the newest profile; what a poorer source leaves out is not forgotten.
    void refresh(IdentityRecord& known, const Author& seen);
    /// Talk about us that does not address us: a real need enters, the rest is kept beside.
    Taken hear(const IncomingPost& post);
    /// Names us nowhere: kept only to understand a thread that we are in.
    Taken overhear(const IncomingPost& post);
    bool continues_thread(const IncomingPost& post);
    /// `brought_in`: why a post that does not address us enters.
    PostId take_from_customer(const IncomingPost& post, const IdentityRecord& identity,
                              const std::string* brought_in = nullptr);
    /// Our own posts and the context of a thread belong to a conversation only where they answer
    /// into one; they never open one.
    void take_from_others(const IncomingPost& post, const IdentityRecord& identity);
    ConversationRecord* conversation_with(const std::string& remote_id);
    ConversationRecord* conversation_of_thread(const IncomingPost& post);
    /// The same customer's conversation that this post continues: by the post it answers, by its
    /// thread, or because it is the same matter by time. Otherwise a new one.
    ConversationRecord& conversation_for(const IncomingPost& post, const IdentityRecord& identity);
    static bool continues(const ConversationRecord& candidate, const IncomingPost& post);
    ConversationRecord& open(const IncomingPost& post, const IdentityRecord& identity);
    RoomId room_for(ConversationRecord& conversation, const IncomingPost& post);
    PostId store(const IncomingPost& post, const IdentityRecord& identity,
                 ConversationId conversation, RoomId room, Side side);
    /// A post that was stored as context moves into a conversation.
    PostId move_in(const std::string& remote_id, ConversationId conversation, RoomId room,
                   Side side);
    /// What the customer waits to have answered, with this post: before it is counted.
    void note_facts(ConversationRecord& conversation, const IncomingPost& post,
                    const IdentityRecord& identity);
    void note_post(ConversationRecord& conversation, const IncomingPost& post, PostId id,
                   RoomId room, Side side);
    Event event(EventKind kind, const ConversationRecord& conversation) const;
    void happen(ConversationRecord& conversation, Event event);

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

}  // namespace heed::app
