#include "store/transaction.hpp"

#include "store/answer_book.hpp"
#include "store/columns.hpp"
#include "store/media_json.hpp"

namespace heed::store {

using namespace app;

SqlTransaction::SqlTransaction(Connection& db)
    : db_(db), answers_(std::make_unique<SqlAnswerBook>(db)) {}

SqlTransaction::~SqlTransaction() = default;

AnswerBook& SqlTransaction::answers() {
    return *answers_;
}

std::optional<ConversationRecord> SqlTransaction::conversation(ConversationId id) {
    return one<ConversationRecord>([&](auto fn) {
        read_conversations(db_, "conversations.find", {{"id", id.value}}, fn);
    });
}

std::optional<RoomRecord> SqlTransaction::room(RoomId id) {
    return one<RoomRecord>([&](auto fn) { read_rooms(db_, "rooms.find", {{"id", id.value}}, fn); });
}

std::optional<PostRecord> SqlTransaction::post(PostId id) {
    return one<PostRecord>([&](auto fn) { read_posts(db_, "posts.find", {{"id", id.value}}, fn); });
}

std::optional<PostRecord> SqlTransaction::post(ChannelId channel, const std::string& remote_id) {
    return one<PostRecord>([&](auto fn) {
        read_posts(db_, "posts.find_remote", {{"channel", channel.value}, {"remote_id", remote_id}},
                   fn);
    });
}

std::optional<PostRecord> SqlTransaction::last_customer_post(RoomId room) {
    return one<PostRecord>([&](auto fn) {
        read_posts(db_, "posts.last_of_customer", {{"room", room.value}}, fn);
    });
}

std::optional<PostRecord> SqlTransaction::last_post(ConversationId conversation) {
    return one<PostRecord>([&](auto fn) {
        read_posts(db_, "posts.last", {{"conversation", conversation.value}}, fn);
    });
}

void SqlTransaction::change_post(const PostRecord& record) {
    db_.run("posts.change", {{"id", record.id.value},
                             {"text", record.text},
                             {"media", media_to_json(record.media)},
                             {"raw", record.raw},
                             {"edited_at", to_millis(record.edited_at)},
                             {"deleted_at", to_millis(record.deleted_at)},
                             {"conversation", record.conversation.value},
                             {"room", record.room.value},
                             {"user", record.user.value},
                             {"side", name_of(record.side)}});
}

int SqlTransaction::count_versions(PostId post) {
    Integer count = 0;
    db_.each<Integer>("post_versions.count", {{"post", post.value}}, [&](Integer n) { count = n; });
    return static_cast<int>(count);
}

void SqlTransaction::add(const PostVersionRecord& record) {
    db_.run("post_versions.add", {{"post", record.post.value},
                                  {"number", record.number},
                                  {"text", record.text},
                                  {"media", media_to_json(record.media)},
                                  {"replaced_at", to_millis(record.replaced_at)}});
}

void SqlTransaction::erase_versions(PostId post) {
    db_.run("post_versions.erase", {{"post", post.value}});
}

void SqlTransaction::add(const NoteRecord& record) {
    db_.run("notes.add", {{"id", record.id.value},
                          {"conversation", record.conversation.value},
                          {"user", record.user.value},
                          {"text", record.text},
                          {"written_at", to_millis(record.written_at)}});
}

std::optional<IdentityRecord> SqlTransaction::identity(IdentityId id) {
    return one<IdentityRecord>([&](auto fn) {
        read_identities(db_, "identities.find", {{"id", id.value}}, fn);
    });
}

std::optional<DraftRecord> SqlTransaction::draft(ConversationId conversation, UserId user) {
    return find_draft(db_, conversation, user);
}

void SqlTransaction::save(const DraftRecord& record) {
    db_.run("drafts.save", {{"conversation", record.conversation.value},
                            {"user", record.user.value},
                            {"room", record.room.value},
                            {"in_reply_to", record.in_reply_to.value},
                            {"text", record.text},
                            {"media_ids", ids_to_text(record.media)},
                            {"updated_at", to_millis(record.updated_at)},
                            {"returned_by", record.returned_by.value},
                            {"returned_note", record.returned_note},
                            {"returned_at", to_millis(record.returned_at)}});
}

void SqlTransaction::erase_draft(ConversationId conversation, UserId user) {
    db_.run("drafts.erase", {{"conversation", conversation.value}, {"user", user.value}});
}

std::optional<ReplyRecord> SqlTransaction::reply(ReplyId id) {
    return one<ReplyRecord>([&](auto fn) {
        read_replies(db_, "replies.find", {{"id", id.value}}, fn);
    });
}

std::optional<Time> SqlTransaction::wait_answered_only_by(const ReplyRecord& reply) {
    std::optional<Time> since;
    db_.each<Integer>("replies.wait_answered_only_by",
                      {{"conversation", reply.conversation.value}, {"reply", reply.id.value}},
                      [&](Integer at) {
                          if (at != 0) since = from_millis(at);
                      });
    return since;
}

void SqlTransaction::save(const ReplyRecord& record) {
    db_.run("replies.save", {{"id", record.id.value},
                             {"conversation", record.conversation.value},
                             {"room", record.room.value},
                             {"channel", record.channel.value},
                             {"user", record.user.value},
                             {"identity", record.recipient.value},
                             {"in_reply_to", record.in_reply_to.value},
                             {"text", record.text},
                             {"media_ids", ids_to_text(record.media)},
                             {"state", name_of(record.state)},
                             {"delivery_key", record.delivery_key},
                             {"remote_id", record.remote_id},
                             {"post", record.post.value},
                             {"created_at", to_millis(record.created_at)},
                             {"leaves_at", to_millis(record.leaves_at)},
                             {"attempts", record.attempts},
                             {"next_attempt_at", to_millis(record.next_attempt_at)},
                             {"error", record.error},
                             {"sent_at", to_millis(record.sent_at)},
                             {"seen_at", to_millis(record.seen_at)},
                             {"held_because", record.held_because},
                             {"then_resolve", static_cast<int>(record.then_resolve)},
                             {"override_reason", record.override_reason},
                             {"decided_by", record.decided_by.value},
                             {"decided_at", to_millis(record.decided_at)},
                             {"decision_note", record.decision_note},
                             {"ask_note", record.ask_note}});
}

std::optional<MediaRecord> SqlTransaction::media(MediaId id) {
    return find_media(db_, "media.find", id);
}

void SqlTransaction::save(const MediaRecord& record) {
    db_.run("media.save", {{"id", record.id.value},
                           {"user", record.user.value},
                           {"mime", record.mime},
                           {"bytes", to_base64(record.bytes)},
                           {"size", static_cast<Integer>(record.bytes.size())},
                           {"width", record.width},
                           {"height", record.height},
                           {"alt", record.alt},
                           {"created_at", to_millis(record.created_at)},
                           {"looked_at", to_millis(record.looked_at)},
                           {"screening", name_of(record.screening)},
                           {"hash", record.hash},
                           {"name", record.name}});
}

std::optional<ChannelRecord> SqlTransaction::channel(ChannelId id) {
    return one<ChannelRecord>([&](auto fn) {
        read_channels(db_, "channels.find", {{"id", id.value}}, fn);
    });
}

std::vector<ChannelRecord> SqlTransaction::channels() {
    std::vector<ChannelRecord> list;
    read_channels(db_, "channels.list", {},
                  [&](ChannelRecord record) { list.push_back(std::move(record)); });
    return list;
}

void SqlTransaction::save(const ChannelRecord& record) {
    db_.run("channels.save", {{"id", record.id.value},
                              {"brand", record.brand.value},
                              {"network", record.network},
                              {"name", record.name},
                              {"handle", record.handle},
                              {"account_id", record.account_id},
                              {"settings", record.settings},
                              {"secrets", record.secrets},
                              {"cursor", record.cursor},
                              {"state", name_of(record.state)},
                              {"state_reason", record.state_reason},
                              {"last_heard_at", to_millis(record.last_heard_at)},
                              {"created_at", to_millis(record.created_at)},
                              {"disconnected_at", to_millis(record.disconnected_at)}});
}

void SqlTransaction::move_cursor(ChannelId id, const std::string& cursor, Time heard_at) {
    db_.run("channels.move_cursor",
            {{"id", id.value}, {"cursor", cursor}, {"heard_at", to_millis(heard_at)}});
}

std::optional<UserRecord> SqlTransaction::user(UserId id) {
    return one<UserRecord>([&](auto fn) { read_users(db_, "users.find", {{"id", id.value}}, fn); });
}

std::optional<UserRecord> SqlTransaction::user_by_login(const std::string& login) {
    return one<UserRecord>([&](auto fn) {
        read_users(db_, "users.find_login", {{"login", login}}, fn);
    });
}

std::optional<UserRecord> SqlTransaction::user_by_invitation(const std::string& hash) {
    return one<UserRecord>([&](auto fn) {
        read_users(db_, "users.find_invitation", {{"hash", hash}}, fn);
    });
}

long long SqlTransaction::count_users() {
    Integer count = 0;
    db_.each<Integer>("users.count", {}, [&](Integer n) { count = n; });
    return count;
}

long long SqlTransaction::count_owners() {
    Integer count = 0;
    db_.each<Integer>("users.count_owners", {}, [&](Integer n) { count = n; });
    return count;
}

void SqlTransaction::save(const UserRecord& record) {
    db_.run("users.save", {{"id", record.id.value},
                           {"name", record.name},
                           {"login", record.login},
                           {"role", name_of(record.role)},
                           {"password_hash", record.password_hash},
                           {"invitation_hash", record.invitation_hash},
                           {"invitation_expires_at", to_millis(record.invitation_expires_at)},
                           {"created_at", to_millis(record.created_at)},
                           {"disabled_at", to_millis(record.disabled_at)},
                           {"last_seen_at", to_millis(record.last_seen_at)}});
}

void SqlTransaction::add(const SessionRecord& record) {
    db_.run("sessions.add", {{"hash", record.token_hash},
                             {"user", record.user.value},
                             {"csrf", record.csrf},
                             {"created_at", to_millis(record.created_at)},
                             {"expires_at", to_millis(record.expires_at)}});
}

void SqlTransaction::end_session(const std::string& token_hash) {
    db_.run("sessions.end", {{"hash", token_hash}});
}

void SqlTransaction::end_sessions(UserId user) {
    db_.run("sessions.end_of_user", {{"user", user.value}});
}

void SqlTransaction::erase_expired(Time now) {
    constexpr auto idempotency_kept_for = std::chrono::hours{48};
    db_.run("sessions.erase_expired", {{"now", to_millis(now)}});
    db_.run("idempotency.erase_expired", {{"before", to_millis(now - idempotency_kept_for)}});
}

void SqlTransaction::add(const TokenRecord& record) {
    db_.run("tokens.add", {{"id", record.id.value},
                           {"user", record.user.value},
                           {"name", record.name},
                           {"scopes", record.scopes},
                           {"secret_hash", record.secret_hash},
                           {"created_at", to_millis(record.created_at)},
                           {"last_used_at", to_millis(record.last_used_at)}});
}

void SqlTransaction::erase_token(TokenId id) {
    db_.run("tokens.erase", {{"id", id.value}});
}

void SqlTransaction::note_token_used(TokenId id, Time at) {
    db_.run("tokens.note_used", {{"id", id.value}, {"at", to_millis(at)}});
}

std::optional<std::string> SqlTransaction::setting(const std::string& name) {
    std::optional<std::string> found;
    db_.each<String>("settings.find", {{"name", name}}, [&](String& value) { found = value; });
    return found;
}

void SqlTransaction::save_setting(const std::string& name, const std::string& value) {
    db_.run("settings.save", {{"name", name}, {"value", value}});
}

std::optional<BrandId> SqlTransaction::first_brand() {
    std::optional<BrandId> first;
    db_.each<Integer, String>("brands.list", {}, [&](Integer id, String&) {
        if (!first) first = BrandId{id};
    });
    return first;
}

void SqlTransaction::save_brand(BrandId id, const std::string& name, Time at) {
    db_.run("brands.save", {{"id", id.value}, {"name", name}, {"created_at", to_millis(at)}});
}

std::optional<IdempotencyRecord> SqlTransaction::idempotency(const std::string& caller,
                                                             const std::string& key) {
    std::optional<IdempotencyRecord> found;
    db_.each<String, String, String, Integer, String, Integer>(
        "idempotency.find", {{"caller", caller}, {"key", key}},
        [&](String& who, String& what, String& hash, Integer status, String& body, Integer at) {
            found = {who, what, hash, static_cast<int>(status), body, from_millis(at)};
        });
    return found;
}

void SqlTransaction::add(const IdempotencyRecord& record) {
    db_.run("idempotency.add", {{"caller", record.caller},
                                {"key", record.key},
                                {"request_hash", record.request_hash},
                                {"status", record.status},
                                {"body", record.body},
                                {"at", to_millis(record.at)}});
}

void SqlTransaction::add(const StatusLinkRecord& record) {
    db_.run("status_links.add", {{"hash", record.token_hash},
                                 {"channel", record.channel.value},
                                 {"identity", record.identity.value},
                                 {"conversation", record.conversation.value},
                                 {"created_at", to_millis(record.created_at)}});
}

}  // namespace heed::store
