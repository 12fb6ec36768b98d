#pragma once

#include <memory>

#include "app/answer_book.hpp"
#include "app/store.hpp"
#include "store/sql.hpp"

namespace heed::store {

/// One write transaction over one connection; begun and ended by Database.
class SqlTransaction final : public app::Transaction {
public:
    explicit SqlTransaction(Connection& db);
    ~SqlTransaction() override;

    /// What was appended, numbered, for the live stream.
    [[nodiscard]] const Events& appended() const { return appended_; }

    app::IntakeFacts load_intake(ChannelId channel, std::string_view network,
                                 const app::IntakeKeys& keys) override;
    void save_intake(const app::IntakeChanges& changes) override;
    void bury(ChannelId channel, const std::string& remote_id, Time at) override;

    void append(Events events) override;
    Events events_since(ConversationId id, long long version) override;

    std::optional<app::ConversationRecord> conversation(ConversationId id) override;
    void save(const app::ConversationRecord& record) override;
    std::optional<app::RoomRecord> room(RoomId id) override;
    void add(const app::RoomRecord& record) override;
    std::optional<app::PostRecord> post(PostId id) override;
    std::optional<app::PostRecord> post(ChannelId channel, const std::string& remote_id) override;
    std::optional<app::PostRecord> last_customer_post(RoomId room) override;
    std::optional<app::PostRecord> last_post(ConversationId conversation) override;
    void add(const app::PostRecord& record) override;
    void change_post(const app::PostRecord& record) override;
    int count_versions(PostId post) override;
    void add(const app::PostVersionRecord& record) override;
    void erase_versions(PostId post) override;
    void add(const app::NoteRecord& record) override;
    std::optional<app::IdentityRecord> identity(IdentityId id) override;

    std::optional<app::JudgementRecord> judgement(PostId post) override;
    void save(const std::vector<app::JudgementRecord>& records) override;
    void erase_judgement(PostId post) override;
    std::vector<app::PostToRefine> posts_to_refine(int limit) override;
    std::vector<app::PostToRefine> posts_not_judged(int limit) override;
    std::vector<Judgement> judgements_since(ConversationId id, Time since) override;
    int count_waiting_elsewhere(CustomerId customer, ConversationId without) override;
    void add(const app::CorrectionRecord& record) override;
    std::optional<app::CustomerRecord> customer(CustomerId id) override;
    void save_marks(CustomerId id, const CustomerMarks& marks) override;
    std::vector<ConversationId> waiting_conversations(ConversationId after, int limit) override;
    std::vector<ConversationId> waiting_conversations(CustomerId customer) override;
    std::vector<app::TopicRecord> topics() override;
    void save(const app::TopicRecord& record) override;

    std::vector<app::TermRecord> terms() override;
    std::optional<app::TermRecord> term(TermId id) override;
    void save(const app::TermRecord& record) override;
    app::ListeningKnown load_listening(std::string_view network,
                                       const app::ListeningKeys& keys) override;
    std::optional<app::HeardRecord> heard(PostId post) override;
    void save(const std::vector<app::HeardRecord>& records) override;
    void forget_spans(PostId post) override;
    void add_unrelated(PostId post, IdentityId identity, const std::string& form) override;
    void erase_unrelated(PostId post) override;
    std::optional<app::QuietRecord> quiet(QuietId id) override;
    std::optional<app::QuietRecord> quiet(const std::string& network,
                                          const std::string& remote_id) override;
    void save(const app::QuietRecord& record) override;
    void erase_quiet(QuietId id) override;

    std::optional<app::DraftRecord> draft(ConversationId conversation, UserId user) override;
    void save(const app::DraftRecord& record) override;
    void erase_draft(ConversationId conversation, UserId user) override;
    std::optional<app::ReplyRecord> reply(ReplyId id) override;
    std::optional<Time> wait_answered_only_by(const app::ReplyRecord& reply) override;
    void save(const app::ReplyRecord& record) override;
    std::optional<app::MediaRecord> media(MediaId id) override;
    void save(const app::MediaRecord& record) override;

    app::AnswerBook& answers() override;

    std::optional<app::ChannelRecord> channel(ChannelId id) override;
    std::vector<app::ChannelRecord> channels() override;
    void save(const app::ChannelRecord& record) override;
    void move_cursor(ChannelId id, const std::string& cursor, Time heard_at) override;

    std::optional<app::UserRecord> user(UserId id) override;
    std::optional<app::UserRecord> user_by_login(const std::string& login) override;
    std::optional<app::UserRecord> user_by_invitation(const std::string& hash) override;
    long long count_users() override;
    long long count_owners() override;
    void save(const app::UserRecord& record) override;
    void add(const app::SessionRecord& record) override;
    void end_session(const std::string& token_hash) override;
    void end_sessions(UserId user) override;
    void erase_expired(Time now) override;
    void add(const app::TokenRecord& record) override;
    void erase_token(TokenId id) override;
    void note_token_used(TokenId id, Time at) override;

    std::optional<std::string> setting(const std::string& name) override;
    void save_setting(const std::string& name, const std::string& value) override;
    std::optional<BrandId> first_brand() override;
    void save_brand(BrandId id, const std::string& name, Time at) override;
    std::optional<app::IdempotencyRecord> idempotency(const std::string& caller,
                                                      const std::string& key) override;
    void add(const app::IdempotencyRecord& record) override;
    void add(const app::StatusLinkRecord& record) override;

private:
    void load_conversations(app::IntakeFacts& facts, BrandId brand);
    void save_posts(const std::vector<app::PostRecord>& posts);
    void save_conversations(const std::vector<app::ConversationRecord>& records);

    Connection& db_;
    std::unique_ptr<app::AnswerBook> answers_;
    Events appended_;
    bool numbered_ = false;
    long long last_seq_ = 0;
};

}  // namespace heed::store
