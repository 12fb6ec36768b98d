#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/listening_records.hpp"
#include "app/records.hpp"
#include "base/result.hpp"

/// The port to what is kept. A use case runs in one Transaction: load, decide, save. Whatever the
/// database itself throws (a lost connection, a full disk) ends the transaction and comes back from
/// Store::write as `unavailable`; nothing was saved then.
namespace heed::app {

class AnswerBook;

/// What intake must know about a batch before it can decide.
struct IntakeFacts {
    struct KnownPost {
        PostId id;
        ConversationId conversation;
        RoomId room;
        IdentityId identity;
        Side side = Side::customer;
        Time written_at;
        std::string thread_root;
        bool deleted = false;
    };
    std::unordered_map<std::string, KnownPost> posts;            ///< by remote id
    std::unordered_set<std::string> tombstones;                  ///< remote ids
    std::unordered_map<std::string, IdentityRecord> identities;  ///< by the author's remote id
    std::unordered_map<CustomerId, CustomerMarks> marks;         ///< of those that wrote before
    PriorityWeights weights;
    /// Conversations of the posts above and the latest one of every customer above, with rooms.
    std::unordered_map<ConversationId, ConversationRecord> conversations;
    std::unordered_map<ConversationId, std::vector<RoomRecord>> rooms;
};

struct IntakeKeys {
    std::vector<std::string> posts;    ///< remote ids of posts, parents and thread roots
    std::vector<std::string> authors;  ///< remote ids
};

/// Everything a batch changes, saved in this order.
struct IntakeChanges {
    std::vector<CustomerRecord> customers;
    std::vector<IdentityRecord> identities;  ///< new or changed
    std::vector<ConversationRecord> conversations;
    std::vector<RoomRecord> rooms;
    std::vector<PostRecord> posts;
    std::vector<JudgementRecord> judgements;
    std::vector<HeardRecord> heard;
    Events events;
};

class Transaction {
public:
    virtual ~Transaction() = default;

    // Intake: many rows a statement.
    virtual IntakeFacts load_intake(ChannelId channel, std::string_view network,
                                    const IntakeKeys& keys) = 0;
    virtual void save_intake(const IntakeChanges& changes) = 0;
    virtual void bury(ChannelId channel, const std::string& remote_id, Time at) = 0;

    // Events get their numbers here and reach the live stream when the transaction is committed.
    virtual void append(Events events) = 0;
    /// What happened to a conversation since it had this version, oldest first.
    virtual Events events_since(ConversationId id, long long version) = 0;

    // Conversations and what lies in them.
    virtual std::optional<ConversationRecord> conversation(ConversationId id) = 0;
    virtual void save(const ConversationRecord& record) = 0;
    virtual std::optional<RoomRecord> room(RoomId id) = 0;
    virtual void add(const RoomRecord& record) = 0;
    virtual std::optional<PostRecord> post(PostId id) = 0;
    virtual std::optional<PostRecord> post(ChannelId channel, const std::string& remote_id) = 0;
    /// The newest post of the customer in the room that is not deleted.
    virtual std::optional<PostRecord> last_customer_post(RoomId room) = 0;
    /// The newest post of the conversation that is not deleted.
    virtual std::optional<PostRecord> last_post(ConversationId conversation) = 0;
    virtual void add(const PostRecord& record) = 0;
    /// Everything but its identity and its times of writing and receiving.
    virtual void change_post(const PostRecord& record) = 0;
    virtual int count_versions(PostId post) = 0;
    virtual void add(const PostVersionRecord& record) = 0;
    virtual void erase_versions(PostId post) = 0;
    virtual void add(const NoteRecord& record) = 0;
    virtual std::optional<IdentityRecord> identity(IdentityId id) = 0;

    // Judgements and what follows from them.
    virtual std::optional<JudgementRecord> judgement(PostId post) = 0;
    virtual void save(const std::vector<JudgementRecord>& records) = 0;
    virtual void erase_judgement(PostId post) = 0;
    /// Posts of conversations that only the fast layer has judged, newest first.
    virtual std::vector<PostToRefine> posts_to_refine(int limit) = 0;
    /// Posts that somebody waits to have answered and nothing has judged: from before this desk had
    /// models.
    virtual std::vector<PostToRefine> posts_not_judged(int limit) = 0;
    /// Of the customer's posts in the conversation written since then that are not deleted, oldest
    /// first, at most 100.
    virtual std::vector<Judgement> judgements_since(ConversationId id, Time since) = 0;
    /// How many posts of the customer wait in other conversations.
    virtual int count_waiting_elsewhere(CustomerId customer, ConversationId without) = 0;
    virtual void add(const CorrectionRecord& record) = 0;
    virtual std::optional<CustomerRecord> customer(CustomerId id) = 0;
    virtual void save_marks(CustomerId id, const CustomerMarks& marks) = 0;
    /// Open conversations in which somebody waits, in order of their ids.
    virtual std::vector<ConversationId> waiting_conversations(ConversationId after, int limit) = 0;
    /// Those of one customer.
    virtual std::vector<ConversationId> waiting_conversations(CustomerId customer) = 0;
    virtual std::vector<TopicRecord> topics() = 0;
    virtual void save(const TopicRecord& record) = 0;

    // Listening.
    virtual std::vector<TermRecord> terms() = 0;  ///< those in use
    virtual std::optional<TermRecord> term(TermId id) = 0;
    virtual void save(const TermRecord& record) = 0;
    virtual ListeningKnown load_listening(std::string_view network, const ListeningKeys& keys) = 0;
    virtual std::optional<HeardRecord> heard(PostId post) = 0;
    /// The terms of a record that is known already stay as they are.
    virtual void save(const std::vector<HeardRecord>& records) = 0;
    /// The post's words changed: where the terms stood is not where they stand.
    virtual void forget_spans(PostId post) = 0;
    /// What people said is not about us, and what they took back.
    virtual void add_unrelated(PostId post, IdentityId identity, const std::string& form) = 0;
    virtual void erase_unrelated(PostId post) = 0;
    virtual std::optional<QuietRecord> quiet(QuietId id) = 0;
    virtual std::optional<QuietRecord> quiet(const std::string& network,
                                             const std::string& remote_id) = 0;
    virtual void save(const QuietRecord& record) = 0;
    virtual void erase_quiet(QuietId id) = 0;

    // Drafts and the outbox.
    virtual std::optional<DraftRecord> draft(ConversationId conversation, UserId user) = 0;
    virtual void save(const DraftRecord& record) = 0;
    virtual void erase_draft(ConversationId conversation, UserId user) = 0;
    virtual std::optional<ReplyRecord> reply(ReplyId id) = 0;
    /// Since when the customer waited for what this reply was to answer; empty when nobody did, or
    /// when a reply that was written after it is still on its way and answers that as well.
    virtual std::optional<Time> wait_answered_only_by(const ReplyRecord& reply) = 0;
    virtual void save(const ReplyRecord& record) = 0;
    virtual std::optional<MediaRecord> media(MediaId id) = 0;
    virtual void save(const MediaRecord& record) = 0;

    /// The guard, promises, remedies, playbooks and what the coach said: app/answer_book.hpp.
    virtual AnswerBook& answers() = 0;

    // Channels.
    virtual std::optional<ChannelRecord> channel(ChannelId id) = 0;
    virtual std::vector<ChannelRecord> channels() = 0;
    virtual void save(const ChannelRecord& record) = 0;
    virtual void move_cursor(ChannelId id, const std::string& cursor, Time heard_at) = 0;

    // People.
    virtual std::optional<UserRecord> user(UserId id) = 0;
    virtual std::optional<UserRecord> user_by_login(const std::string& login) = 0;
    virtual std::optional<UserRecord> user_by_invitation(const std::string& hash) = 0;
    virtual long long count_users() = 0;
    virtual long long count_owners() = 0;  ///< active ones
    virtual void save(const UserRecord& record) = 0;
    virtual void add(const SessionRecord& record) = 0;
    virtual void end_session(const std::string& token_hash) = 0;
    virtual void end_sessions(UserId user) = 0;
    virtual void erase_expired(Time now) = 0;  ///< sessions, idempotency keys
    virtual void add(const TokenRecord& record) = 0;
    virtual void erase_token(TokenId id) = 0;
    virtual void note_token_used(TokenId id, Time at) = 0;

    // The rest.
    virtual std::optional<std::string> setting(const std::string& name) = 0;
    virtual void save_setting(const std::string& name, const std::string& value) = 0;
    virtual std::optional<BrandId> first_brand() = 0;
    virtual void save_brand(BrandId id, const std::string& name, Time at) = 0;
    virtual std::optional<IdempotencyRecord> idempotency(const std::string& caller,
                                                         const std::string& key) = 0;
    virtual void add(const IdempotencyRecord& record) = 0;
    virtual void add(const StatusLinkRecord& record) = 0;
};

class Store {
public:
    virtual ~Store() = default;

    /// Runs `work` in one transaction, one at a time, in order of arrival. An error that `work`
    /// returns undoes everything and is handed on.
    [[nodiscard]] virtual Status write(const std::function<Status(Transaction&)>& work) = 0;
};

}  // namespace heed::app
