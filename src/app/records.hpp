#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/conversation/conversation.hpp"
#include "domain/judgement/correction.hpp"
#include "domain/priority/priority.hpp"
#include "domain/role.hpp"
#include "domain/words.hpp"

/// What the store keeps, as use cases see it. Time{} (1970) means "never" throughout.
namespace heed::app {

using heed::name_of;
using heed::Role;
using heed::role;

struct UserRecord {
    UserId id;
    std::string name;
    std::string login;
    Role role = Role::agent;
    std::string password_hash;    ///< empty: has not chosen one yet
    std::string invitation_hash;  ///< of the one-time link that is out, or empty
    Time invitation_expires_at;
    Time created_at;
    Time disabled_at;
    Time last_seen_at;
};

struct SessionRecord {
    std::string token_hash;
    UserId user;
    std::string csrf;
    Time created_at;
    Time expires_at;
};

struct TokenRecord {
    TokenId id;
    UserId user;
    std::string name;
    std::string scopes;  ///< separated by blanks
    std::string secret_hash;
    Time created_at;
    Time last_used_at;
};

enum class ChannelState { connecting, listening, unreachable, refused, disconnected };
[[nodiscard]] std::string_view name_of(ChannelState state);
[[nodiscard]] ChannelState channel_state(std::string_view name);

struct ChannelRecord {
    ChannelId id;
    BrandId brand;
    std::string network;
    std::string name;
    std::string handle;
    std::string account_id;
    std::string settings;  ///< JSON object
    std::string secrets;   ///< sealed
    std::string cursor;
    ChannelState state = ChannelState::connecting;
    std::string state_reason;
    Time last_heard_at;
    Time created_at;
    Time disconnected_at;
};

struct CustomerRecord {
    CustomerId id;
    std::string name;
    Time created_at;
    CustomerMarks marks = {};
};

struct IdentityRecord {
    IdentityId id;
    CustomerId customer;
    std::string network;
    Author author;
    Time updated_at;
};

/// Whether all that is kept of an account is the same in both.
[[nodiscard]] bool same_profile(const Author& a, const Author& b);

struct ConversationRecord {
    Conversation state;
    BrandId brand;
    CustomerId customer;
    IdentityId identity;
    ChannelId channel;
    PostId last_post;
    std::string preview;
    Side preview_by = Side::customer;
    RoomKind last_room = RoomKind::public_;
    bool addressed = true;
    PriorityFacts facts;  ///< of what the customer waits to have answered
    int head_start = 0;   ///< minutes, by the weights of when it was saved

    /// Where it stands in the list of those who wait; 1970 when nobody does.
    [[nodiscard]] Time urgency() const {
        if (!state.waiting_since) return Time{};
        return *state.waiting_since - std::chrono::minutes{head_start};
    }
};

struct RoomRecord {
    RoomId id;
    ConversationId conversation;
    ChannelId channel;
    RoomKind kind = RoomKind::public_;
    Time opened_at;
};

struct PostRecord {
    PostId id;
    ChannelId channel;
    std::string remote_id;
    ConversationId conversation;  ///< none: kept only as the context of a thread
    RoomId room;
    IdentityId identity;
    UserId user;
    Side side = Side::customer;
    std::string text;
    std::string language;
    std::string in_reply_to;  ///< remote ids
    std::string thread_root;
    std::string url;
    std::vector<Media> media;
    std::string raw;
    Time written_at;
    Time received_at;
    Time edited_at;
    Time deleted_at;
};

struct PostVersionRecord {
    PostId post;
    int number = 0;
    std::string text;
    std::vector<Media> media;
    Time replaced_at;
};

struct NoteRecord {
    NoteId id;
    ConversationId conversation;
    UserId user;
    std::string text;
    Time written_at;
};

struct DraftRecord {
    ConversationId conversation;
    UserId user;
    RoomId room;
    PostId in_reply_to;
    std::string text;
    std::vector<MediaId> media;
    Time updated_at;
    UserId returned_by = {};  ///< a colleague gave it back as a reply
    std::string returned_note = {};
    Time returned_at = {};
};

/// What the browser found in a picture before it was uploaded.
enum class Screening { unscreened, clear, explicit_ };
[[nodiscard]] std::string_view name_of(Screening screening);
[[nodiscard]] Screening screening(std::string_view name);

struct MediaRecord {
    MediaId id;
    UserId user;
    std::string mime;
    std::string bytes;
    int width = 0;
    int height = 0;
    std::string alt;
    Time created_at;
    Time looked_at;  ///< the writer saw it in full size
    Screening screening = Screening::unscreened;
    std::string hash = {};  ///< of the bytes, so that one picture in two matters is noticed
    std::string name = {};  ///< of the writer's file: the coach reads it, and nobody outside does
};

struct ReplyRecord {
    ReplyId id;
    ConversationId conversation;
    RoomId room;
    ChannelId channel;
    UserId user;
    IdentityId recipient;  ///< frozen when it was written
    PostId in_reply_to;
    std::string text;
    std::vector<MediaId> media;
    ReplyState state = ReplyState::waiting;
    std::string delivery_key;
    std::string remote_id;
    PostId post;
    Time created_at;
    Time leaves_at;
    int attempts = 0;
    Time next_attempt_at;
    std::string error;
    Time sent_at;
    Time seen_at;
    std::string held_because;   ///< held_asked and its like: why it waits for a second person
    bool then_resolve = false;  ///< of a held one: closes the conversation when it is approved
    std::string override_reason;
    UserId decided_by;  ///< the second person
    Time decided_at;
    std::string decision_note;
    std::string ask_note;  ///< the writer's word to the second person
};

struct StatusLinkRecord {
    std::string token_hash;
    ChannelId channel;
    IdentityId identity;
    ConversationId conversation;
    Time created_at;
};

struct JudgementRecord {
    PostId post;
    Judgement judgement;
    Time judged_at;
};

/// A post that the first model judged and the better one has not seen.
struct PostToRefine {
    PostId post;
    ConversationId conversation;
    std::string text;
    Judgement judgement;  ///< as it stands
};

/// What a person said a post really is, and what the desk had thought.
struct CorrectionRecord {
    CorrectionId id;
    PostId post;
    UserId user;
    Time at;
    Correction said;
    Judgement was;
};

struct TopicRecord {
    std::string id;
    std::string label;
    std::string words;  ///< one term a line; a post that holds one has the topic
    int position = 0;
    Time retired_at;
};

struct IdempotencyRecord {
    std::string caller;
    std::string key;
    std::string request_hash;
    int status = 0;
    std::string body;
    Time at;
};

}  // namespace heed::app
