#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/coach_types.hpp"
#include "api/judgement_types.hpp"
#include "api/person_types.hpp"
#include "api/playbook_types.hpp"
#include "api/promise_types.hpp"

/// What travels over the wire, defined once: the JSON reader and writer, the OpenAPI document and
/// the UI's types are all made from these structs. Ids are opaque strings, times RFC 3339 in UTC.
/// An optional member may be absent or null on input and is null on output.
namespace heed::api {

// --- people and sessions ---------------------------------------------------------------------

struct User {
    Text id, name, login;
    Role role = Role::agent;
    Text created_at;
    Maybe<Text> disabled_at, last_seen_at;
    bool invited = false;  ///< has not chosen a password yet
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, name, login, role, created_at, disabled_at, last_seen_at, invited))

struct Session {
    User user;
    Text csrf;   ///< to be sent as X-CSRF-Token with everything that changes something
    Text brand;  ///< whom the desk speaks for
    bool demo = false;
    Text version;
    int promise_minutes = 60;  ///< within this time a customer should be answered
    int undo_seconds = 10;     ///< how long a reply waits before it leaves
    long long last_event = 0;  ///< resume /api/v1/events from here
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (user, csrf, brand, demo, version, promise_minutes, undo_seconds, last_event))

struct Login {
    Text login, password;
};
BOOST_DESCRIBE_STRUCT(Login, (), (login, password))

/// Whether the desk still waits for its owner.
struct SetupState {
    bool needed = false;
};
BOOST_DESCRIBE_STRUCT(SetupState, (), (needed))

/// The first start: the one-time token is printed on the terminal.
struct Setup {
    Text token, brand, name, login, password;
};
BOOST_DESCRIBE_STRUCT(Setup, (), (token, brand, name, login, password))

struct NewUser {
    Text name, login;
    Role role = Role::agent;
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (name, login, role))

/// A link that lets a person choose a password once; shown once, valid for 72 hours.
struct Invitation {
    User user;
    Text link;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (user, link))

struct AcceptInvitation {
    Text token, password;
};
BOOST_DESCRIBE_STRUCT(AcceptInvitation, (), (token, password))

struct UserChange {
    Maybe<Text> name;
    Maybe<Role> role;
    Maybe<bool> disabled;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (name, role, disabled))

// --- customers -------------------------------------------------------------------------------

struct Identity {
    Text id, network, handle, name;
    Maybe<Text> profile_url;
    Maybe<Text> avatar;  ///< a path on this desk, never the network's address
    Maybe<long long> followers;
};
BOOST_DESCRIBE_STRUCT(Identity, (), (id, network, handle, name, profile_url, avatar, followers))

enum class State { open, resolved };
BOOST_DESCRIBE_ENUM(State, open, resolved)

struct EarlierConversation {
    Text id, preview, opened_at;
    State state = State::open;
    Maybe<Text> resolved_reason;
};
BOOST_DESCRIBE_STRUCT(EarlierConversation, (), (id, preview, opened_at, state, resolved_reason))

struct Customer {
    Text id, name, known_since;
    std::vector<Identity> identities;
    int post_count = 0, conversation_count = 0;
    std::vector<EarlierConversation> earlier;  ///< newest first, at most 20, without this one
    CustomerMarks marks;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, name, known_since, identities, post_count, conversation_count, earlier,
                       marks))

// --- conversations ---------------------------------------------------------------------------

enum class View { needs_reply, mine, unassigned, answered, resolved, all };
BOOST_DESCRIBE_ENUM(View, needs_reply, mine, unassigned, answered, resolved, all)

enum class Order { urgency, newest };
BOOST_DESCRIBE_ENUM(Order, urgency, newest)

enum class RoomName { public_, direct, mail, phone, private_page };
BOOST_DESCRIBE_ENUM(RoomName, public_, direct, mail, phone, private_page)  // "public" on the wire

enum class ReplyState { waiting, sending, sent, seen, failed, cancelled, held, returned };
BOOST_DESCRIBE_ENUM(ReplyState, waiting, sending, sent, seen, failed, cancelled, held, returned)

enum class WrittenBy { customer, us, other };
BOOST_DESCRIBE_ENUM(WrittenBy, customer, us, other)

/// One row of the inbox.
struct ConversationRow {
    Text id;
    long long version = 0;  ///< grows with every change; the newer row wins
    State state = State::open;
    Identity customer;  ///< the identity that wrote
    Text customer_id, channel_id, network;
    RoomName room = RoomName::public_;  ///< where the last post lies
    Text preview;                       ///< the last post's beginning, at most 200 characters
    WrittenBy preview_by = WrittenBy::customer;
    Maybe<Text> waiting_since;  ///< when the customer wrote what is not answered yet
    Maybe<Text> due_at;         ///< waiting_since plus the desk's promise
    Text opened_at, last_post_at;
    Maybe<Person> owner;
    int unanswered = 0;             ///< customer's posts since we last answered
    bool addressed = true;          ///< false: did not name us
    Maybe<ReplyState> reply_state;  ///< of our last reply, when it is not yet seen on the network
    Maybe<Text> resolved_reason;
    Maybe<Matter> matter;  ///< what waits, as far as it was judged
    int head_start = 0;    ///< minutes; the list's order is waiting_since less this
};
BOOST_DESCRIBE_STRUCT(ConversationRow, (),
                      (id, version, state, customer, customer_id, channel_id, network, room,
                       preview, preview_by, waiting_since, due_at, opened_at, last_post_at, owner,
                       unanswered, addressed, reply_state, resolved_reason, matter, head_start))

struct ConversationPage {
    std::vector<ConversationRow> items;
    Maybe<Text> next;  ///< cursor of the next page; also in the Link header
    long long total = 0;
    bool total_at_least = false;  ///< there are more than `total`: counting stopped there
};
BOOST_DESCRIBE_STRUCT(ConversationPage, (), (items, next, total, total_at_least))

/// Where a conversation would stand under other weights.
struct PriorityMove {
    ConversationRow row;
    int before = 0, after = 0;  ///< places in the list, from 1
    int head_start = 0;         ///< by the other weights
};
BOOST_DESCRIBE_STRUCT(PriorityMove, (), (row, before, after, head_start))

struct PriorityPreview {
    std::vector<PriorityMove> items;  ///< in the new order
    bool whole = false;               ///< false: only the first ones of who waits were looked at
};
BOOST_DESCRIBE_STRUCT(PriorityPreview, (), (items, whole))

struct ViewCount {
    View view = View::all;
    long long count = 0, overdue = 0;
};
BOOST_DESCRIBE_STRUCT(ViewCount, (), (view, count, overdue))

struct ViewCounts {
    std::vector<ViewCount> views;
    long long failed_replies = 0;
    long long channels_in_trouble = 0;
    long long held_replies = 0;       ///< wait for a second person
    long long promises_due = 0;       ///< the caller's, open and due within a day
    long long promises_broken = 0;    ///< the caller's, not made good
    long long playbooks_to_read = 0;  ///< their version in force is not confirmed by the caller
};
BOOST_DESCRIBE_STRUCT(ViewCounts, (),
                      (views, failed_replies, channels_in_trouble, held_replies, promises_due,
                       promises_broken, playbooks_to_read))

/// A picture in a post; `path` is on this desk.
struct Picture {
    Text path, alt;
    int width = 0, height = 0;
};
BOOST_DESCRIBE_STRUCT(Picture, (), (path, alt, width, height))

/// How long a reply may be in a room and what else fits.
struct RoomLimits {
    int length = 0;  ///< 0: none
    Text unit;       ///< "graphemes", "code_points" or "bytes"
    int bytes = 0;   ///< a second bound on UTF-8 bytes, 0: none
    int images = 0, image_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(RoomLimits, (), (length, unit, bytes, images, image_bytes))

struct Room {
    Text id;
    RoomName kind = RoomName::public_;
    Text channel_id, network;
    Text speaks_as;  ///< the handle of the account that will speak
    bool can_reply = true;
    Maybe<Text> cannot_reply_because;
    RoomLimits limits;
};
BOOST_DESCRIBE_STRUCT(Room, (),
                      (id, kind, channel_id, network, speaks_as, can_reply, cannot_reply_because,
                       limits))

struct PostVersion {
    Text text, replaced_at;
};
BOOST_DESCRIBE_STRUCT(PostVersion, (), (text, replaced_at))

/// What a second person said to a reply.
struct Approval {
    Decision decision = Decision::approve;
    Text note;
    Person by;
    Text at;
};
BOOST_DESCRIBE_STRUCT(Approval, (), (decision, note, by, at))

struct Post {
    Text id, room_id, remote_id;
    WrittenBy by = WrittenBy::customer;
    Identity author;
    Maybe<Person> agent;  ///< who of us wrote it, when it was written here
    Text text;            ///< as it stands now
    Text language;
    Maybe<Text> url;
    Maybe<Text> in_reply_to;  ///< post id, when we hold that post
    std::vector<Picture> pictures;
    Text written_at, received_at;
    Maybe<Text> edited_at, deleted_at;
    std::vector<PostVersion> earlier_versions;  ///< oldest first
    bool context = false;                       ///< shown to understand the thread
    Maybe<Judgement> judgement;                 ///< of customers' posts
    Maybe<Approval> approval;                   ///< of ours: who let it go
};
BOOST_DESCRIBE_STRUCT(Post, (),
                      (id, room_id, remote_id, by, author, agent, text, language, url, in_reply_to,
                       pictures, written_at, received_at, edited_at, deleted_at, earlier_versions,
                       context, judgement, approval))

struct Note {
    Text id, text, written_at;
    Person author;
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text, written_at, author))

/// A reply of ours on its way. Once it is sent it is a post as well (post_id).
struct Reply {
    Text id, conversation_id, room_id;
    ReplyState state = ReplyState::waiting;
    Person agent;
    Text text;
    Text in_reply_to;  ///< post id
    Text to;           ///< the handle it answers, frozen
    std::vector<Picture> pictures;
    Text created_at;
    Maybe<Text> leaves_at;  ///< until then it can be taken back
    int attempts = 0;
    Maybe<Text> error;  ///< why it failed or is late, for a person to read
    Maybe<Text> next_attempt_at, sent_at, seen_at, post_id;
    /// Why it waited, or waits, for a second person: "asked" (its writer wanted it), "all_wait"
    /// (all replies of these people do), "remark"; a sentence in replies of earlier versions.
    Maybe<Text> held_because;
    Maybe<Text> ask_note;         ///< the writer's word to the second person
    Maybe<Text> override_reason;  ///< why it was sent although it was blocked
    Maybe<Approval> approval;
};
BOOST_DESCRIBE_STRUCT(Reply, (),
                      (id, conversation_id, room_id, state, agent, text, in_reply_to, to, pictures,
                       created_at, leaves_at, attempts, error, next_attempt_at, sent_at, seen_at,
                       post_id, held_because, ask_note, override_reason, approval))

struct ReplyPage {
    std::vector<Reply> items;
    Maybe<Text> next;
};
BOOST_DESCRIBE_STRUCT(ReplyPage, (), (items, next))

/// What the browser found in a picture before it was uploaded.
enum class Screening { unscreened, clear, explicit_ };
BOOST_DESCRIBE_ENUM(Screening, unscreened, clear, explicit_)  // "explicit" on the wire

struct DraftMedia {
    Text id, path, mime, alt;
    int width = 0, height = 0;
    Maybe<Text> looked_at;  ///< the preview in full size
    Screening screening = Screening::unscreened;
};
BOOST_DESCRIBE_STRUCT(DraftMedia, (), (id, path, mime, alt, width, height, looked_at, screening))

/// A reply that waits for a second person, with what it answers.
struct HeldReply {
    Reply reply;
    ConversationRow row;
    std::vector<Post> posts;        ///< the last of its room, oldest first, at most 6
    std::vector<Advice> advice;     ///< as the coach reads it now
    Text why;                       ///< as the reply's held_because
    std::vector<Note> notes;        ///< the latest internal ones, oldest first, at most 3
    std::vector<DraftMedia> media;  ///< its pictures, as they were screened
    bool may_approve = false;       ///< the caller is somebody else, with the role for it
    bool needs_reason = false;      ///< it is blocked: who approves it overrides that, and says why
};
BOOST_DESCRIBE_STRUCT(HeldReply, (),
                      (reply, row, posts, advice, why, notes, media, may_approve, needs_reason))

struct ApprovalPage {
    std::vector<HeldReply> items;  ///< the longest waiting first
    Maybe<Text> next;
};
BOOST_DESCRIBE_STRUCT(ApprovalPage, (), (items, next))

/// Why a colleague gave a reply back.
struct DraftReturn {
    Person by;
    Text note, at;
};
BOOST_DESCRIBE_STRUCT(DraftReturn, (), (by, note, at))

struct Draft {
    Text room_id, text, in_reply_to;  ///< in_reply_to: post id
    std::vector<DraftMedia> media;
    Text updated_at;
    Maybe<DraftReturn> returned;
};
BOOST_DESCRIBE_STRUCT(Draft, (), (room_id, text, in_reply_to, media, updated_at, returned))

/// Somebody else who is here right now. Not an event: it is gone when the browser is.
struct Presence {
    Person person;
    bool replying = false;  ///< has written into the composer during the last minute
};
BOOST_DESCRIBE_STRUCT(Presence, (), (person, replying))

struct Conversation {
    ConversationRow row;
    std::vector<Room> rooms;
    std::vector<Post> posts;     ///< oldest first, at most 200; the rest by /posts?before=
    std::vector<Reply> replies;  ///< those that are not posts yet, and those that failed
    std::vector<Note> notes;     ///< oldest first
    Maybe<Text> posts_before;    ///< cursor to older posts
    Maybe<Draft> draft;          ///< the caller's own
    std::vector<Presence> others;
    Customer customer;
    Priority priority;                ///< why it stands where it stands
    std::vector<Playbook> playbooks;  ///< that fit the matter, the best first
    std::vector<Promise> promises;    ///< made in it, the first due first
    Maybe<Remedy> remedy;
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (row, rooms, posts, replies, notes, posts_before, draft, others, customer,
                       priority, playbooks, promises, remedy))

struct PostPage {
    std::vector<Post> items;  ///< oldest first
    Maybe<Text> before;
};
BOOST_DESCRIBE_STRUCT(PostPage, (), (items, before))

struct NewOwner {
    Text user_id;
};
BOOST_DESCRIBE_STRUCT(NewOwner, (), (user_id))

struct NewDraft {
    Text room_id, text;
    Maybe<Text> in_reply_to;
    Maybe<Texts> media_ids;
};
BOOST_DESCRIBE_STRUCT(NewDraft, (), (room_id, text, in_reply_to, media_ids))

enum class Then { keep_open, resolve };
BOOST_DESCRIBE_ENUM(Then, keep_open, resolve)

struct NewReply {
    Text room_id, text;
    Maybe<Text> in_reply_to;  ///< post id; absent: the customer's last post in that room
    Maybe<Texts> media_ids;
    Then then = Then::keep_open;
    Maybe<Text> override_reason;  ///< sends what is blocked all the same
    bool ask_approval = false;    ///< the writer wants a colleague to look first
    Maybe<Text> ask_note;         ///< a word to that colleague
    Words words = Words::en;      ///< the language of the remarks' sentences, when it is refused
};
BOOST_DESCRIBE_STRUCT(NewReply, (),
                      (room_id, text, in_reply_to, media_ids, then, override_reason, ask_approval,
                       ask_note, words))

/// Why a conversation that waits for us may be closed without an answer.
enum class ResolveReason {
    answered,
    no_answer_needed,
    spam,
    duplicate,
    answered_elsewhere,
    not_about_us
};
BOOST_DESCRIBE_ENUM(ResolveReason, answered, no_answer_needed, spam, duplicate, answered_elsewhere,
                    not_about_us)

struct Resolution {
    Maybe<ResolveReason> reason;  ///< required while the customer waits for an answer
};
BOOST_DESCRIBE_STRUCT(Resolution, (), (reason))

struct NewNote {
    Text text;
};
BOOST_DESCRIBE_STRUCT(NewNote, (), (text))

struct NewPresence {
    bool replying = false;
};
BOOST_DESCRIBE_STRUCT(NewPresence, (), (replying))

struct UploadedMedia {
    Text id, path, mime, alt;
    int width = 0, height = 0;
    long long bytes = 0;
    Maybe<Text> looked_at;
    Screening screening = Screening::unscreened;
};
BOOST_DESCRIBE_STRUCT(UploadedMedia, (),
                      (id, path, mime, alt, width, height, bytes, looked_at, screening))

/// What is left out stays. `looked`: the writer saw the preview in full size.
struct MediaChange {
    Maybe<Text> alt;
    Maybe<bool> looked;
    Maybe<Screening> screening;
    Maybe<Text> name;
};
BOOST_DESCRIBE_STRUCT(MediaChange, (), (alt, looked, screening, name))

// --- events ----------------------------------------------------------------------------------

/// One numbered fact. `row` is the conversation as it stands when the event is sent, so that a list
/// can be patched without asking again.
struct Event {
    long long seq = 0;
    Text at, kind;
    Maybe<Text> conversation_id, post_id, reply_id, channel_id;
    Maybe<Person> actor;   ///< absent: the desk itself or the network
    Maybe<Person> person;  ///< whom it concerns, e.g. the new owner
    Text detail;           ///< a reason or a state, in words
    Maybe<ConversationRow> row;
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (seq, at, kind, conversation_id, post_id, reply_id, channel_id, actor, person,
                       detail, row))

struct EventPage {
    std::vector<Event> items;
    Maybe<Text> next;
};
BOOST_DESCRIBE_STRUCT(EventPage, (), (items, next))

// --- channels --------------------------------------------------------------------------------

enum class ChannelState { connecting, listening, unreachable, refused, disconnected };
BOOST_DESCRIBE_ENUM(ChannelState, connecting, listening, unreachable, refused, disconnected)

struct Channel {
    Text id, network, name, handle;
    ChannelState state = ChannelState::connecting;
    Text state_reason;          ///< what is wrong and what to do, in words
    Maybe<Text> last_heard_at;  ///< the network answered
    Maybe<Text> last_post_at;
    long long posts_today = 0, waiting_replies = 0, failed_replies = 0;
    Text created_at;
    Maybe<Text> public_url;  ///< web_form: the page's address on this desk
};
BOOST_DESCRIBE_STRUCT(Channel, (),
                      (id, network, name, handle, state, state_reason, last_heard_at, last_post_at,
                       posts_today, waiting_replies, failed_replies, created_at, public_url))

struct ChannelList {
    std::vector<Channel> items;
};
BOOST_DESCRIBE_STRUCT(ChannelList, (), (items))

/// What a network asks for; `secret` fields are never given back.
struct NetworkField {
    Text name, label, help;
    bool secret = false, required = true;
    Text preset;
};
BOOST_DESCRIBE_STRUCT(NetworkField, (), (name, label, help, secret, required, preset))

struct Network {
    Text name, label, about;
    std::vector<NetworkField> fields;
};
BOOST_DESCRIBE_STRUCT(Network, (), (name, label, about, fields))

struct NetworkList {
    std::vector<Network> items;
};
BOOST_DESCRIBE_STRUCT(NetworkList, (), (items))

struct FieldValue {
    Text name, value;
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (name, value))

struct NewChannel {
    Text network;
    std::vector<FieldValue> fields;
};
BOOST_DESCRIBE_STRUCT(NewChannel, (), (network, fields))

struct ChannelCredentials {
    std::vector<FieldValue> fields;
};
BOOST_DESCRIBE_STRUCT(ChannelCredentials, (), (fields))

/// What became of posts handed to a replay channel.
struct Intake {
    long long received = 0, known = 0;
};
BOOST_DESCRIBE_STRUCT(Intake, (), (received, known))

struct UserList {
    std::vector<User> items;
};
BOOST_DESCRIBE_STRUCT(UserList, (), (items))

// --- programs --------------------------------------------------------------------------------

struct Token {
    Text id, name;
    Texts scopes;  ///< "read", "write", "intake", "admin"
    Text created_at;
    Maybe<Text> last_used_at;
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, name, scopes, created_at, last_used_at))

struct TokenList {
    std::vector<Token> items;
};
BOOST_DESCRIBE_STRUCT(TokenList, (), (items))

struct NewToken {
    Text name;
    Texts scopes;
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (name, scopes))

/// The secret is shown once.
struct CreatedToken {
    Token token;
    Text secret;
};
BOOST_DESCRIBE_STRUCT(CreatedToken, (), (token, secret))

/// RFC 9457.
struct Problem {
    Text type, title;
    int status = 0;
    Text detail;
    Maybe<Text> field;  ///< the offending input, a JSON path
    Maybe<int> retry_after;
    Maybe<std::vector<Advice>> advice;  ///< of a reply that the guard refused, with the verdict
    Maybe<Verdict> verdict;
};
BOOST_DESCRIBE_STRUCT(Problem, (),
                      (type, title, status, detail, field, retry_after, advice, verdict))

}  // namespace heed::api
