#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/answer_records.hpp"
#include "app/coaching.hpp"
#include "store/reader.hpp"

/// What the screens show of answering well, on a Reader's snapshot.
namespace heed::store {

struct PromiseView {
    Promise promise;
    std::string owner_name, made_by_name, closed_by_name;
    std::string customer;  ///< the handle
};

/// broken: their day passed, and nobody has made them good; closed: neither those nor open.
enum class PromiseGroup { broken, open, closed };

struct PromiseQuery {
    std::optional<PromiseState> state;
    std::optional<PromiseGroup> group;  ///< `closed` gives the last closed first
    UserId owner;                       ///< none: anybody's
    std::string topic;                  ///< empty: any
    std::optional<Key> after;
    int limit = 50;
};

struct PromiseSum {
    UserId owner;      ///< of a sum by owner
    std::string name;  ///< the owner's, or the topic
    long long open = 0, kept = 0, broken = 0, made_good = 0;
};

struct PlaybookView {
    app::PlaybookRecord record;
    std::string by_name;
    long long confirmed_version = 0;  ///< the newest that the asker has read; 0: none
    long long readers_missing = 0;
};

struct UnreadView {
    app::PlaybookId playbook;
    std::string title;
    long long version = 0;
    UserId user;
    std::string user_name;
};

/// Who said to have read which version, and when.
struct ConfirmationView {
    long long version = 0;
    UserId user;
    std::string user_name;
    Time at;
};

struct RemarkCount {
    AdviceKind kind = AdviceKind::tone;
    std::string rule;
    Grade grade = Grade::hint;
    long long said = 0, mended = 0, overridden = 0, right = 0, wrong = 0;
};

struct RemarkView {
    app::RemarkRecord record;
    std::string user_name, customer;
};

struct AnswerCounts {
    long long held = 0, promises_due = 0, promises_broken = 0, playbooks_to_read = 0;
};

class AnswerReader {
public:
    explicit AnswerReader(Reader& reader) : db_(reader.connection()) {}

    GuardPolicy guard();
    std::optional<app::OutgoingStop> outgoing_stop();
    long long count_outgoing();  ///< replies on their way
    AnswerCounts counts(UserId user, Time soon);
    /// Replies that wait for a second person, the longest first.
    std::vector<ReplyView> held(ReplyId after, int limit);
    /// Replies that a second person let go and that are posts by now, the newest first.
    std::vector<ReplyView> approved_posts(ConversationId id, int limit);

    std::vector<PromiseView> promises(ConversationId id);
    std::vector<PromiseView> promises(const PromiseQuery& query);
    std::optional<PromiseView> promise(PromiseId id);
    std::vector<PromiseSum> promises_by_owner(Time since);
    std::vector<PromiseSum> promises_by_topic(Time since);

    std::optional<app::RemedyRecord> remedy(ConversationId id);

    /// `confirmed_version` is that of `user`.
    std::vector<PlaybookView> playbooks(UserId user);
    /// Those for a matter's topics, in their order; without one, those for every matter.
    std::vector<PlaybookView> fitting(UserId user, const std::vector<std::string>& topics);
    std::optional<PlaybookView> playbook(app::PlaybookId id, UserId user);
    std::vector<PlaybookView> playbook_versions(app::PlaybookId id);
    std::vector<UnreadView> unread();
    /// Of every version of one playbook, the newest first.
    std::vector<ConfirmationView> confirmations(app::PlaybookId id);
    /// People who answer customers and have not confirmed the version in force; none when it is
    /// retired.
    std::vector<std::pair<UserId, std::string>> missing_readers(app::PlaybookId id);
    /// How many conversations had each topic since then, the most frequent first.
    std::vector<std::pair<std::string, long long>> matters(Time since);

    std::vector<RemarkCount> remark_counts(Time since);
    long long count_drafts(Time since);
    std::vector<RemarkView> overridden(Time since);
    std::optional<RemarkView> remark(app::RemarkId id);

    bool shown_elsewhere(const std::string& hash, ConversationId without);
    std::vector<app::SaidReply> said_after(ReplyId after, int limit);
    std::vector<app::SaidReply> said(const std::vector<ReplyId>& ids);
    ReplyId oldest_of_newest(long long count);
    std::vector<ReplyId> replies_of_posts(const std::vector<PostId>& ids);
    /// Names and handles of people of other matters: those that `writer` holds open, and the
    /// latest of the desk.
    std::vector<std::string> own_customers(UserId writer, CustomerId without, int limit);
    std::vector<std::string> other_customers(CustomerId without, int limit);
    /// What this customer and we said to each other anywhere, and what was noted; newest first.
    std::vector<app::Told> told(CustomerId customer, int limit);
    std::vector<app::Told> noted(CustomerId customer, int limit);
    std::vector<std::string> colleagues();

private:
    Connection& db_;
};

}  // namespace heed::store
