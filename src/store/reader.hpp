#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/outbox.hpp"
#include "app/store.hpp"

/// What the screens show, read on one consistent snapshot beside the writer.
namespace heed::store {

class Connection;

struct RowView {
    app::ConversationRecord record;
    Author customer;  ///< the identity that wrote
    std::string network;
    std::string owner_name;
};

enum class View { needs_reply, mine, unassigned, answered, resolved, all, search };

/// The place in a list behind which the next page begins.
struct Key {
    long long at = 0;
    long long id = 0;
};

struct ListQuery {
    View view = View::all;
    bool by_urgency = false;  ///< longest wait first; only where a wait is the list's point
    UserId user;              ///< for `mine`
    ChannelId channel;        ///< none: every channel
    std::string words;        ///< for `search`
    std::optional<Key> after;
    int limit = 50;
};

struct ViewCounts {
    struct Count {
        View view;
        long long count = 0;
        long long overdue = 0;
    };
    std::vector<Count> views;
    long long failed_replies = 0;
    long long channels_in_trouble = 0;
};

struct PostView {
    app::PostRecord post;
    app::IdentityRecord author;
    std::string agent_name;
};

struct ReplyView {
    app::ReplyRecord reply;
    std::string agent_name;
    std::string to;
    std::string decided_by_name = {};
};

struct NoteView {
    app::NoteRecord note;
    std::string author_name;
};

struct EarlierView {
    ConversationId id;
    std::string preview;
    Time opened_at;
    std::string state;
    std::string reason;
};

struct ChannelFigures {
    long long posts_today = 0;
    Time last_post_at;
    long long waiting_replies = 0;
    long long failed_replies = 0;
};

struct QualityFigures {
    struct Row {
        std::string name;
        long long judged = 0;
        long long corrected = 0;
        long long unsure = 0;
    };
    struct Example {
        PostId post;
        std::string text;
        std::string was;
        std::string is;
        Time at;
    };
    Row all;
    std::vector<Row> languages, intents, topics, layers;
    std::vector<Example> latest;
};

/// A post and what a person said it really is.
struct LearnedCorrection {
    PostId post;
    std::string text;
    Correction said;
    std::string was_intent;  ///< what the desk had thought of it first
    int was_severity = 0;
};

/// A judgement that nobody corrected, in a conversation that people brought to its end.
struct StoodJudgement {
    PostId post;
    std::string text;
    Intent intent = Intent::other;
    int severity = 0;
};

/// A page of what was heard, newest first.
struct HeardQuery {
    TermId term;                            ///< none: any
    std::optional<HeardDecision> decision;  ///< empty: any
    std::optional<Intent> intent;           ///< empty: any, also where nothing judged it
    std::optional<Key> after;
    int limit = 50;
};

struct HeardView {
    app::HeardRecord record;  ///< with its terms
    PostView post;
    std::optional<Judgement> judgement;
};

/// What was heard of one term within one span of time.
struct HeardVolume {
    TermId term;
    Time from;
    long long count = 0;
    long long negative = 0;
    long long inbox = 0;  ///< entered the inbox
};

struct PostToTry {
    PostId id;
    std::string text;
    std::string language;
    Time received_at;
};

struct QuietView {
    app::QuietRecord record;
    std::string added_by_name;
};

class Reader {
public:
    explicit Reader(Connection& db) : db_(db) {}

    /// For readers of one noun, such as AnswerReader.
    [[nodiscard]] Connection& connection() { return db_; }

    std::vector<RowView> list(const ListQuery& query);
    /// How many conversations the whole list holds, counted up to `most`.
    long long count(const ListQuery& query, int most);
    std::vector<RowView> rows(const std::vector<ConversationId>& ids);
    ViewCounts counts(UserId user, Time overdue_before);

    std::optional<app::ConversationRecord> conversation(ConversationId id);
    std::vector<app::RoomRecord> rooms(ConversationId id);
    /// The conversation's own posts, newest first, written before the key.
    std::vector<PostView> posts(ConversationId id, Key before, int limit);
    std::vector<PostView> context(ConversationId id);
    std::unordered_map<PostId, std::vector<app::PostVersionRecord>> versions(ConversationId id);
    std::vector<PostView> posts(const std::vector<PostId>& ids);  ///< in no order
    std::optional<app::PostRecord> post(PostId id);
    std::optional<app::PostRecord> post(ChannelId channel, const std::string& remote_id);
    std::unordered_map<PostId, Judgement> judgements(ConversationId id);
    PriorityWeights weights();
    std::vector<app::TopicRecord> topics();
    QualityFigures quality(Time since);
    std::vector<LearnedCorrection> learned(int limit);  ///< newest first
    std::vector<StoodJudgement> stood(int limit);       ///< newest first
    std::vector<NoteView> notes(ConversationId id);
    std::vector<ReplyView> open_replies(ConversationId id);
    std::optional<ReplyView> reply(ReplyId id);
    std::vector<ReplyView> replies(ReplyState state, ReplyId before, int limit);
    std::optional<app::DraftRecord> draft(ConversationId id, UserId user);
    std::optional<app::MediaRecord> media(MediaId id);       ///< with its bytes
    std::optional<app::MediaRecord> media_info(MediaId id);  ///< without

    std::optional<app::IdentityRecord> identity(IdentityId id);
    std::vector<app::IdentityRecord> identities(CustomerId id);
    std::optional<app::CustomerRecord> customer(CustomerId id);
    std::vector<EarlierView> conversations_of(CustomerId id, ConversationId without);
    long long count_posts(CustomerId id);

    std::vector<app::ChannelRecord> channels();
    std::optional<app::ChannelRecord> channel(ChannelId id);
    ChannelFigures figures(ChannelId id, Time today);

    std::vector<app::TermRecord> terms();  ///< those in use
    std::optional<app::TermRecord> term(TermId id);
    std::vector<HeardView> heard(const HeardQuery& query);
    std::optional<HeardView> heard(PostId post);
    /// Of all terms since then, in steps of `step`; what was folded or is not about us is left out.
    std::vector<HeardVolume> heard_volume(Time since, Millis step, int most);
    std::vector<std::pair<HeardDecision, long long>> heard_counts(Time since);
    /// Other people's posts, newest first, for trying a term.
    std::vector<PostToTry> posts_of_others(PostId before, int limit);
    std::vector<QuietView> quiet(QuietId before, int limit);

    std::vector<app::UserRecord> users();
    std::optional<app::UserRecord> user(UserId id);
    std::optional<app::UserRecord> user_by_login(const std::string& login);
    std::optional<app::SessionRecord> session(const std::string& token_hash);
    std::optional<app::TokenRecord> token(const std::string& secret_hash);
    std::vector<app::TokenRecord> tokens();
    std::optional<app::StatusLinkRecord> status_link(const std::string& token_hash);
    std::optional<std::string> setting(const std::string& name);
    std::vector<std::pair<BrandId, std::string>> brands();
    std::optional<app::IdempotencyRecord> idempotency(const std::string& caller,
                                                      const std::string& key);

    Events events_after(long long seq, int limit);
    Events events_of(ConversationId id, long long before, int limit);
    /// What happened to the guard and its switch, newest first.
    Events events_of_guard(int limit);
    long long last_event();

    std::vector<app::DueReply> due(ChannelId channel, Time now, int limit);
    std::optional<Time> next_due(ChannelId channel);
    std::vector<app::UnseenReply> unseen(ChannelId channel, int limit);
    std::vector<app::WatchedPost> watched(ChannelId channel, Time active_since, int limit);

    std::vector<ConversationId> conversation_ids(ConversationId after, int limit);
    std::vector<std::string> violations();  ///< see queries/check.sql; empty when all is well
    /// What the database itself finds broken: pages, indexes, references. May take a while.
    std::vector<std::string> damage();
    long long count_all_posts();

private:
    std::vector<HeardView> complete(std::vector<app::HeardRecord> records);

    Connection& db_;
};

}  // namespace heed::store
