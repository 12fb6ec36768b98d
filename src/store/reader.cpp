#include "store/reader.hpp"

#include <limits>

#include "base/text.hpp"
#include "store/judgements.hpp"
#include "store/media_json.hpp"
#include "store/post_views.hpp"

namespace heed::store {

using namespace app;

namespace {

constexpr Key beginning{0, 0};
constexpr Key end{std::numeric_limits<long long>::max(), std::numeric_limits<long long>::max()};

template <class Record, class Read>
std::vector<Record> all(Read read) {
    std::vector<Record> list;
    read([&](Record record) { list.push_back(std::move(record)); });
    return list;
}

template <class Fn>
void read_rows(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, Integer, Integer, Integer, Integer, Integer, String, String, Integer, Integer,
            Integer, Integer, Integer, Integer, String, Integer, Integer, String, String, String,
            Integer, Integer, String, Integer, String, String, String, String, String, String,
            Integer, String>(
        query, binds,
        [&](Integer id, Integer brand, Integer customer, Integer identity, Integer channel,
            Integer owner, String& state, String& reason, Integer opened_at, Integer waiting_since,
            Integer unanswered, Integer later_since, Integer later, Integer pending,
            String& reply_state_name, Integer last_post_at, Integer last_post, String& preview,
            String& preview_by, String& last_room, Integer addressed, Integer version,
            String& facts, Integer head_start, String& network, String& remote_id, String& handle,
            String& name, String& avatar, String& profile, Integer followers, String& owner_name) {
            fn(RowView{
                make_conversation(id, brand, customer, identity, channel, owner, state, reason,
                                  opened_at, waiting_since, unanswered, later_since, later, pending,
                                  reply_state_name, last_post_at, last_post, preview, preview_by,
                                  last_room, addressed, version, facts, head_start),
                {remote_id, handle, name, avatar, profile, followers},
                network,
                owner_name});
        });
}

template <class Fn>
void read_reply_views(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                      Fn fn) {
    read_replies<String, String, String>(
        db, query, binds, [&](ReplyRecord reply, String& agent, String& to, String& decided_by) {
            fn(ReplyView{std::move(reply), agent, to, decided_by});
        });
}

/// The words of a search as the engine's query: each a prefix, all of them required. Whatever else
/// the person typed separates words, so nothing typed is ever read as an operator.
std::string search_words(Engine engine, std::string_view typed) {
    constexpr std::size_t words_max = 12;
    std::string query;
    std::string word;
    std::size_t words = 0;
    const auto finish = [&] {
        if (word.empty() || words == words_max) return word.clear();
        if (words++ > 0) query += engine == Engine::sqlite ? " AND " : " & ";
        query += engine == Engine::sqlite ? '"' + word + "\" *" : '\'' + word + "':*";
        word.clear();
    };
    for (const char c : lower_ascii(clean_utf8(cut_utf8(typed, 500)))) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (letter) {
            word.push_back(c);
        } else {
            finish();
        }
    }
    finish();
    return query;
}

std::string_view name_of(View view) {
    switch (view) {
        case View::needs_reply:
            return "conversations.needs_reply";
        case View::mine:
            return "conversations.mine";
        case View::unassigned:
            return "conversations.unassigned";
        case View::answered:
            return "conversations.answered";
        case View::resolved:
            return "conversations.resolved";
        case View::all:
            return "conversations.all";
        case View::search:
            return "conversations.search";
    }
    return "conversations.all";
}

std::string list_name(const ListQuery& query) {
    const std::string name(name_of(query.view));
    if (query.view != View::needs_reply && query.view != View::unassigned) return name;
    return name + (query.by_urgency ? ".urgency" : ".newest");
}

/// What somebody is looked up by whose very name or handle was typed.
std::string exact_name(std::string_view typed) {
    std::string exact = lower_ascii(trim(clean_utf8(typed)));
    if (exact.starts_with('@')) exact.erase(0, 1);
    return exact;
}

}  // namespace

std::vector<RowView> Reader::list(const ListQuery& query) {
    const auto name = list_name(query);
    const Key after = query.after.value_or(name.ends_with(".urgency") ? beginning : end);
    const Bind key{"key", after.at};
    const Bind id{"id", after.id};
    const Bind channel{"channel", query.channel.value};
    const Bind most{"most", query.limit};
    std::vector<RowView> rows;
    const auto add = [&](RowView row) { rows.push_back(std::move(row)); };
    if (query.view == View::search) {
        const auto words = search_words(db_.engine(), query.words);
        if (words.empty()) return rows;
        const auto exact = exact_name(query.words);
        read_rows(db_, name, {key, id, channel, {"words", words}, {"exact", exact}, most}, add);
    } else if (query.view == View::mine) {
        read_rows(db_, name, {{"user", query.user.value}, key, id, channel, most}, add);
    } else {
        read_rows(db_, name, {key, id, channel, most}, add);
    }
    return rows;
}

long long Reader::count(const ListQuery& query, int most) {
    const auto name = std::string(name_of(query.view)) + ".count";
    const Bind channel{"channel", query.channel.value};
    const Bind up_to{"most", most};
    Integer counted = 0;
    const auto note = [&](Integer count) { counted = count; };
    if (query.view == View::search) {
        const auto words = search_words(db_.engine(), query.words);
        if (words.empty()) return 0;
        const auto exact = exact_name(query.words);
        db_.each<Integer>(name, {channel, {"words", words}, {"exact", exact}, up_to}, note);
    } else if (query.view == View::mine) {
        db_.each<Integer>(name, {{"user", query.user.value}, channel, up_to}, note);
    } else {
        db_.each<Integer>(name, {channel, up_to}, note);
    }
    return counted;
}

std::vector<RowView> Reader::rows(const std::vector<ConversationId>& ids) {
    std::vector<Integer> values;
    for (const auto id : ids)
        values.push_back(id.value);
    return all<RowView>([&](auto fn) {
        read_rows(db_, "conversations.rows", {{"ids", json_array(values)}}, fn);
    });
}

ViewCounts Reader::counts(UserId user, Time overdue_before) {
    ViewCounts counts;
    db_.each<Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer,
             Integer, Integer>(
        "conversations.counts", {{"user", user.value}, {"overdue", to_millis(overdue_before)}},
        [&](Integer needs, Integer needs_late, Integer mine, Integer mine_late, Integer free,
            Integer free_late, Integer answered, Integer resolved, Integer total, Integer failed,
            Integer trouble) {
            counts.views = {{View::needs_reply, needs, needs_late}, {View::mine, mine, mine_late},
                            {View::unassigned, free, free_late},    {View::answered, answered, 0},
                            {View::resolved, resolved, 0},          {View::all, total, 0}};
            counts.failed_replies = failed;
            counts.channels_in_trouble = trouble;
        });
    return counts;
}

std::optional<ConversationRecord> Reader::conversation(ConversationId id) {
    return one<ConversationRecord>([&](auto fn) {
        read_conversations(db_, "conversations.find", {{"id", id.value}}, fn);
    });
}

std::vector<RoomRecord> Reader::rooms(ConversationId id) {
    return all<RoomRecord>([&](auto fn) {
        read_rooms(db_, "rooms.of_conversation", {{"conversation", id.value}}, fn);
    });
}

std::vector<PostView> Reader::posts(ConversationId id, Key before, int limit) {
    return all<PostView>([&](auto fn) {
        read_post_views(
            db_, "posts.of_conversation",
            {{"conversation", id.value}, {"key", before.at}, {"id", before.id}, {"most", limit}},
            fn);
    });
}

std::vector<PostView> Reader::context(ConversationId id) {
    return all<PostView>([&](auto fn) {
        read_post_views(db_, "posts.context", {{"conversation", id.value}}, fn);
    });
}

std::unordered_map<PostId, std::vector<PostVersionRecord>> Reader::versions(ConversationId id) {
    std::unordered_map<PostId, std::vector<PostVersionRecord>> versions;
    db_.each<Integer, String, Integer>("post_versions.of_conversation",
                                       {{"conversation", id.value}},
                                       [&](Integer post, String& text, Integer replaced_at) {
                                           auto& list = versions[PostId{post}];
                                           list.push_back({PostId{post},
                                                           static_cast<int>(list.size()) + 1,
                                                           text,
                                                           {},
                                                           from_millis(replaced_at)});
                                       });
    return versions;
}

std::optional<PostRecord> Reader::post(PostId id) {
    return one<PostRecord>([&](auto fn) { read_posts(db_, "posts.find", {{"id", id.value}}, fn); });
}

std::optional<PostRecord> Reader::post(ChannelId channel, const std::string& remote_id) {
    return one<PostRecord>([&](auto fn) {
        read_posts(db_, "posts.find_remote", {{"channel", channel.value}, {"remote_id", remote_id}},
                   fn);
    });
}

std::vector<NoteView> Reader::notes(ConversationId id) {
    std::vector<NoteView> list;
    db_.each<Integer, Integer, String, String, Integer>(
        "notes.of_conversation", {{"conversation", id.value}},
        [&](Integer note, Integer user, String& name, String& text, Integer written_at) {
            list.push_back({{NoteId{note}, id, UserId{user}, text, from_millis(written_at)}, name});
        });
    return list;
}

std::vector<ReplyView> Reader::open_replies(ConversationId id) {
    return all<ReplyView>([&](auto fn) {
        read_reply_views(db_, "replies.open_of_conversation", {{"conversation", id.value}}, fn);
    });
}

std::optional<ReplyView> Reader::reply(ReplyId id) {
    return one<ReplyView>([&](auto fn) {
        read_reply_views(db_, "replies.find_view", {{"id", id.value}}, fn);
    });
}

std::vector<ReplyView> Reader::replies(ReplyState state, ReplyId before, int limit) {
    const auto from = before ? before.value : end.id;
    return all<ReplyView>([&](auto fn) {
        read_reply_views(db_, "replies.by_state",
                         {{"state", name_of(state)}, {"before", from}, {"most", limit}}, fn);
    });
}

std::optional<DraftRecord> Reader::draft(ConversationId id, UserId user) {
    return find_draft(db_, id, user);
}

std::optional<MediaRecord> Reader::media(MediaId id) {
    return find_media(db_, "media.find", id);
}

std::optional<MediaRecord> Reader::media_info(MediaId id) {
    return find_media(db_, "media.about", id);
}

std::optional<IdentityRecord> Reader::identity(IdentityId id) {
    return one<IdentityRecord>([&](auto fn) {
        read_identities(db_, "identities.find", {{"id", id.value}}, fn);
    });
}

std::vector<IdentityRecord> Reader::identities(CustomerId id) {
    return all<IdentityRecord>([&](auto fn) {
        read_identities(db_, "identities.of_customer", {{"customer", id.value}}, fn);
    });
}

std::optional<CustomerRecord> Reader::customer(CustomerId id) {
    return find_customer(db_, id);
}

std::vector<EarlierView> Reader::conversations_of(CustomerId id, ConversationId without) {
    std::vector<EarlierView> list;
    db_.each<Integer, String, Integer, String, String>(
        "conversations.of_customer", {{"customer", id.value}, {"without", without.value}},
        [&](Integer conversation, String& preview, Integer opened_at, String& state,
            String& reason) {
            list.push_back(
                {ConversationId{conversation}, preview, from_millis(opened_at), state, reason});
        });
    return list;
}

long long Reader::count_posts(CustomerId id) {
    Integer count = 0;
    db_.each<Integer>("posts.count_of_customer", {{"customer", id.value}},
                      [&](Integer n) { count = n; });
    return count;
}

std::vector<ChannelRecord> Reader::channels() {
    return all<ChannelRecord>([&](auto fn) { read_channels(db_, "channels.list", {}, fn); });
}

std::optional<ChannelRecord> Reader::channel(ChannelId id) {
    return one<ChannelRecord>([&](auto fn) {
        read_channels(db_, "channels.find", {{"id", id.value}}, fn);
    });
}

ChannelFigures Reader::figures(ChannelId id, Time today) {
    ChannelFigures figures;
    db_.each<Integer, Integer, Integer, Integer>(
        "channels.figures", {{"id", id.value}, {"today", to_millis(today)}},
        [&](Integer posts, Integer last, Integer waiting, Integer failed) {
            figures = {posts, from_millis(last), waiting, failed};
        });
    return figures;
}

std::vector<UserRecord> Reader::users() {
    return all<UserRecord>([&](auto fn) { read_users(db_, "users.list", {}, fn); });
}

std::optional<UserRecord> Reader::user(UserId id) {
    return one<UserRecord>([&](auto fn) { read_users(db_, "users.find", {{"id", id.value}}, fn); });
}

std::optional<UserRecord> Reader::user_by_login(const std::string& login) {
    return one<UserRecord>([&](auto fn) {
        read_users(db_, "users.find_login", {{"login", login}}, fn);
    });
}

std::optional<SessionRecord> Reader::session(const std::string& token_hash) {
    std::optional<SessionRecord> found;
    db_.each<String, Integer, String, Integer, Integer>(
        "sessions.find", {{"hash", token_hash}},
        [&](String& hash, Integer user, String& csrf, Integer created_at, Integer expires_at) {
            found = SessionRecord{hash, UserId{user}, csrf, from_millis(created_at),
                                  from_millis(expires_at)};
        });
    return found;
}

namespace {

template <class Fn>
void read_tokens(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, Integer, String, String, String, Integer, Integer>(
        query, binds,
        [&](Integer id, Integer user, String& name, String& scopes, String& hash,
            Integer created_at, Integer used_at) {
            fn(TokenRecord{TokenId{id}, UserId{user}, name, scopes, hash, from_millis(created_at),
                           from_millis(used_at)});
        });
}

}  // namespace

std::optional<TokenRecord> Reader::token(const std::string& secret_hash) {
    return one<TokenRecord>([&](auto fn) {
        read_tokens(db_, "tokens.find", {{"hash", secret_hash}}, fn);
    });
}

std::vector<TokenRecord> Reader::tokens() {
    return all<TokenRecord>([&](auto fn) { read_tokens(db_, "tokens.list", {}, fn); });
}

std::optional<StatusLinkRecord> Reader::status_link(const std::string& token_hash) {
    std::optional<StatusLinkRecord> found;
    db_.each<String, Integer, Integer, Integer, Integer>(
        "status_links.find", {{"hash", token_hash}},
        [&](String& hash, Integer channel, Integer identity, Integer conversation,
            Integer created_at) {
            found = StatusLinkRecord{hash, ChannelId{channel}, IdentityId{identity},
                                     ConversationId{conversation}, from_millis(created_at)};
        });
    return found;
}

std::optional<std::string> Reader::setting(const std::string& name) {
    std::optional<std::string> found;
    db_.each<String>("settings.find", {{"name", name}}, [&](String& value) { found = value; });
    return found;
}

std::vector<std::pair<BrandId, std::string>> Reader::brands() {
    std::vector<std::pair<BrandId, std::string>> list;
    db_.each<Integer, String>(
        "brands.list", {}, [&](Integer id, String& name) { list.emplace_back(BrandId{id}, name); });
    return list;
}

std::optional<IdempotencyRecord> Reader::idempotency(const std::string& caller,
                                                     const std::string& key) {
    std::optional<IdempotencyRecord> found;
    db_.each<String, String, String, Integer, String, Integer>(
        "idempotency.find", {{"caller", caller}, {"key", key}},
        [&](String& who, String& what, String& hash, Integer status, String& body, Integer at) {
            found = {who, what, hash, static_cast<int>(status), body, from_millis(at)};
        });
    return found;
}

Events Reader::events_after(long long seq, int limit) {
    return all<Event>([&](auto fn) {
        read_events(db_, "events.after", {{"after", seq}, {"most", limit}}, fn);
    });
}

Events Reader::events_of(ConversationId id, long long before, int limit) {
    return all<Event>([&](auto fn) {
        read_events(
            db_, "events.of_conversation",
            {{"conversation", id.value}, {"before", before > 0 ? before : end.id}, {"most", limit}},
            fn);
    });
}

Events Reader::events_of_guard(int limit) {
    return all<Event>([&](auto fn) { read_events(db_, "events.of_guard", {{"most", limit}}, fn); });
}

long long Reader::last_event() {
    Integer last = 0;
    db_.each<Integer>("events.last", {}, [&](Integer seq) { last = seq; });
    return last;
}

std::vector<DueReply> Reader::due(ChannelId channel, Time now, int limit) {
    std::vector<DueReply> list;
    db_.each<Integer, Integer>(
        "replies.due", {{"channel", channel.value}, {"now", to_millis(now)}, {"most", limit}},
        [&](Integer id, Integer created_at) {
            list.push_back({ReplyId{id}, from_millis(created_at)});
        });
    return list;
}

std::optional<Time> Reader::next_due(ChannelId channel) {
    std::optional<Time> next;
    db_.each<Integer, Integer>("replies.next_due", {{"channel", channel.value}},
                               [&](Integer at, Integer count) {
                                   if (count > 0) next = from_millis(at);
                               });
    return next;
}

std::vector<UnseenReply> Reader::unseen(ChannelId channel, int limit) {
    std::vector<UnseenReply> list;
    db_.each<Integer, String, Integer>(
        "replies.unseen", {{"channel", channel.value}, {"most", limit}},
        [&](Integer id, String& remote_id, Integer sent_at) {
            list.push_back({ReplyId{id}, remote_id, from_millis(sent_at)});
        });
    return list;
}

std::vector<WatchedPost> Reader::watched(ChannelId channel, Time active_since, int limit) {
    std::vector<WatchedPost> list;
    db_.each<String, String>(
        "posts.watched",
        {{"channel", channel.value}, {"since", to_millis(active_since)}, {"most", limit}},
        [&](String& remote_id, String& text) {
            list.push_back({remote_id, text});
        });
    return list;
}

std::vector<ConversationId> Reader::conversation_ids(ConversationId after, int limit) {
    std::vector<ConversationId> list;
    db_.each<Integer>("conversations.ids_after", {{"after", after.value}, {"most", limit}},
                      [&](Integer id) { list.push_back(ConversationId{id}); });
    return list;
}

std::vector<std::string> Reader::violations() {
    std::vector<std::string> found;
    for (const auto& name : query_names()) {
        if (!name.starts_with("check.")) continue;
        db_.each<Integer>(name, {}, [&](Integer id) {
            found.push_back(name.substr(6) + ": " + std::to_string(id));
        });
    }
    return found;
}

}  // namespace heed::store
