#include <gtest/gtest.h>

#include "app/conversations.hpp"
#include "app/deliveries.hpp"
#include "app/receive_posts.hpp"
#include "app/replies.hpp"
#include "support/desk_store.hpp"

namespace heed {
namespace {

using namespace app;
using test::FreshDatabase;

constexpr Time noon = from_millis(1'790'000'000'000);

/// Every promise of the store and of the use cases on it, the same on each engine.
class StoreContract : public ::testing::TestWithParam<std::string> {
protected:
    StoreContract() : fresh_(GetParam()) { open(); }

    void open() {
        database_.reset();
        store::Database::Options options;
        options.target = fresh_.target();
        options.on_commit = [this](const Events& events) {
            committed_.insert(committed_.end(), events.begin(), events.end());
        };
        auto opened = store::Database::open(options);
        ASSERT_TRUE(opened) << opened.error().message;
        database_ = std::move(*opened);
    }

    template <class Work>
    void write(Work work) {
        const auto done = database_->write([&](Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    template <class Work>
    void read(Work work) {
        const auto done = database_->read([&](store::Reader& r) -> Status {
            work(r);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    Env env(Millis later = Millis{0}, UserId actor = {}) { return {noon + later, ids_, actor}; }

    /// A desk with one channel and one agent.
    void furnish() {
        channel_.id = ids_.next<ChannelId>(noon);
        channel_.brand = ids_.next<BrandId>(noon);
        channel_.network = "street";
        channel_.name = "Larkspur";
        channel_.handle = "larkspur";
        channel_.account_id = "us";
        channel_.created_at = noon;
        agent_.id = ids_.next<UserId>(noon);
        agent_.name = "Ana";
        agent_.login = "ana@example.org";
        agent_.created_at = noon;
        write([&](Transaction& t) {
            t.save_brand(channel_.brand, "Larkspur", noon);
            t.save(channel_);
            t.save(agent_);
        });
    }

    static IncomingPost post(std::string id, std::string author, std::string text,
                             Millis after = Millis{0}) {
        IncomingPost post;
        post.remote_id = std::move(id);
        post.author = {author, author, "Name of " + author, "", "", 10};
        post.written_at = noon + after;
        post.text = std::move(text);
        return post;
    }

    std::vector<Taken> receive(std::vector<Incoming> items, Millis later = Millis{0}) {
        // Nobody hears a post before it was written.
        for (const auto& item : items) {
            const auto* post = std::get_if<IncomingPost>(&item);
            if (post != nullptr) later = std::max(later, Millis{post->written_at - noon});
        }
        std::vector<Taken> taken;
        write([&](Transaction& t) { taken = receive_posts(t, env(later), channel_, items); });
        return taken;
    }

    ConversationRecord only_conversation() {
        std::vector<store::RowView> rows;
        read([&](store::Reader& r) { rows = r.list({}); });
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() ? ConversationRecord{} : rows.front().record;
    }

    RoomId only_room(ConversationId id) {
        std::vector<RoomRecord> rooms;
        read([&](store::Reader& r) { rooms = r.rooms(id); });
        EXPECT_EQ(rooms.size(), 1U);
        return rooms.empty() ? RoomId{} : rooms.front().id;
    }

    Result<ReplyRecord> reply(ConversationId id, const std::string& text, Millis at,
                              std::optional<long long> version = std::nullopt) {
        Result<ReplyRecord> reply = fail(ErrorCode::internal, "not run");
        NewReply input;
        input.conversation = id;
        input.room = only_room(id);
        input.text = text;
        input.seen_version = version;
        const auto done = database_->write([&](Transaction& t) -> Status {
            reply = queue_reply(t, env(at, agent_.id), input, Millis{10'000});
            if (!reply) return fail(reply.error());
            return {};
        });
        EXPECT_EQ(done.has_value(), reply.has_value());
        return reply;
    }

    void deliver(ReplyId id, const std::string& remote_id, Millis at) {
        write([&](Transaction& t) {
            const auto outgoing = begin_delivery(t, env(at), id, "key");
            ASSERT_TRUE(outgoing) << outgoing.error().message;
            EXPECT_EQ(outgoing->delivery_key, "key");
        });
        write([&](Transaction& t) {
            ASSERT_TRUE(record_delivery(t, env(at), id, {remote_id, "", false}));
        });
    }

    /// The rule behind `heed check`: the stored state is what the events make.
    void expect_state_follows_from_events() {
        read([&](store::Reader& r) {
            EXPECT_EQ(r.violations(), std::vector<std::string>{});
            for (const auto id : r.conversation_ids({}, 1000)) {
                const auto record = *r.conversation(id);
                Conversation folded;
                auto events = r.events_of(id, 0, 1000);
                for (auto e = events.rbegin(); e != events.rend(); ++e)
                    apply(folded, *e);
                EXPECT_EQ(folded.version, record.state.version);
                EXPECT_EQ(folded.state, record.state.state);
                EXPECT_EQ(folded.owner, record.state.owner);
                EXPECT_EQ(folded.waiting_since, record.state.waiting_since);
                EXPECT_EQ(folded.unanswered, record.state.unanswered);
                EXPECT_EQ(folded.replies_pending, record.state.replies_pending);
                EXPECT_EQ(folded.reply_state, record.state.reply_state);
                EXPECT_EQ(folded.last_post_at, record.state.last_post_at);
                EXPECT_EQ(folded.resolved_reason, record.state.resolved_reason);
            }
        });
    }

    FreshDatabase fresh_;
    IdSource ids_{1};
    std::unique_ptr<store::Database> database_;
    Events committed_;
    ChannelRecord channel_;
    UserRecord agent_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoreContract, ::testing::ValuesIn(test::engines()),
                         [](const auto& engine) { return engine.param; });

TEST_P(StoreContract, EveryQueryFitsTheSchema) {
    EXPECT_EQ(database_->prepare_all(), "");
}

TEST_P(StoreContract, OpensWhatItWrote) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    open();
    EXPECT_EQ(only_conversation().preview, "Hello?");
}

TEST_P(StoreContract, APostOpensAConversationAndStartsTheWait) {
    furnish();
    EXPECT_EQ(receive({post("1", "dora", "Where is  my\nparcel?", Millis{-5000})}),
              std::vector{Taken::stored});
    const auto conversation = only_conversation();
    EXPECT_EQ(conversation.state.waiting_since, noon - Millis{5000});
    EXPECT_EQ(conversation.state.unanswered, 1);
    EXPECT_EQ(conversation.preview, "Where is my parcel?");
    ASSERT_EQ(committed_.size(), 2U);
    EXPECT_EQ(committed_[0].kind, EventKind::conversation_opened);
    EXPECT_EQ(committed_[1].kind, EventKind::post_received);
    EXPECT_EQ(committed_[1].seq, 2);
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AKnownPostChangesNothing) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    EXPECT_EQ(receive({post("1", "dora", "Hello?"), post("2", "dora", "Anyone?", Millis{10}),
                       post("2", "dora", "Anyone?", Millis{10})}),
              (std::vector{Taken::known, Taken::stored, Taken::known}));
    EXPECT_EQ(only_conversation().state.unanswered, 2);
    expect_state_follows_from_events();
}

TEST_P(StoreContract, ThreadsAndPeopleAreToldApart) {
    furnish();
    auto answer = post("2", "eve", "Same here!", Millis{10});
    answer.in_reply_to = answer.thread_root = "1";
    auto more = post("3", "dora", "It is still broken", Millis{20});
    more.in_reply_to = "2";
    more.thread_root = "1";
    receive({post("1", "dora", "Your app is broken"), answer, more});
    std::vector<store::RowView> rows;
    read([&](store::Reader& r) { rows = r.list({}); });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].customer.handle, "dora");
    EXPECT_EQ(rows[0].record.state.unanswered, 2);
    EXPECT_EQ(rows[1].customer.handle, "eve");
    read([&](store::Reader& r) {
        const auto context = r.context(rows[0].record.state.id);
        ASSERT_EQ(context.size(), 1U);
        EXPECT_EQ(context[0].post.text, "Same here!");
    });
    expect_state_follows_from_events();
}

TEST_P(StoreContract, OwnPostsEndTheWaitAndContextOpensNothing) {
    furnish();
    auto context = post("0", "stranger", "Look at this company");
    context.context = true;
    auto mention = post("1", "dora", "@larkspur agreed", Millis{10});
    mention.in_reply_to = mention.thread_root = "0";
    auto own = post("2", "us", "Hello Dora, Ana here", Millis{20});
    own.own = true;
    own.in_reply_to = "1";
    own.thread_root = "0";
    receive({context, mention, own});
    const auto conversation = only_conversation();
    EXPECT_EQ(conversation.state.waiting_since, std::nullopt);
    EXPECT_EQ(conversation.preview_by, Side::us);
    expect_state_follows_from_events();
}

TEST_P(StoreContract, ContextThatAsksForItselfLaterOpensAConversation) {
    furnish();
    auto context = post("0", "eve", "My parcel is lost too, @larkspur");
    context.context = true;
    auto mention = post("1", "dora", "@larkspur look at this", Millis{10});
    mention.in_reply_to = mention.thread_root = "0";
    auto itself = context;
    itself.context = false;
    receive({context, mention});
    receive({itself});
    receive({itself});
    std::vector<store::RowView> rows;
    read([&](store::Reader& r) { rows = r.list({}); });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].customer.handle, "eve");
    EXPECT_EQ(rows[1].record.state.unanswered, 1);
    EXPECT_EQ(rows[1].record.state.waiting_since, noon);
    context.remote_id = itself.remote_id = "7";
    context.author.remote_id = itself.author.remote_id = "frida";
    receive({context, itself, itself});  // all in one step
    read([&](store::Reader& r) { EXPECT_EQ(r.list({}).size(), 3U); });
    expect_state_follows_from_events();
}

TEST_P(StoreContract, EditsAreKeptAndDeletionsErase) {
    furnish();
    receive({post("1", "dora", "You are criminals")});
    receive({IncomingEdit{"1", "I am unhappy", {}, noon + Millis{100}}}, Millis{100});
    auto conversation = only_conversation();
    EXPECT_EQ(conversation.preview, "I am unhappy");
    read([&](store::Reader& r) {
        const auto versions = r.versions(conversation.state.id);
        ASSERT_EQ(versions.size(), 1U);
        EXPECT_EQ(versions.begin()->second.front().text, "You are criminals");
    });
    receive({IncomingDeletion{"1", noon + Millis{200}}}, Millis{200});
    conversation = only_conversation();
    EXPECT_EQ(conversation.preview, "");
    EXPECT_EQ(conversation.state.waiting_since, std::nullopt);
    EXPECT_EQ(receive({post("1", "dora", "You are criminals")}), std::vector{Taken::known});
    read([&](store::Reader& r) {
        EXPECT_TRUE(r.versions(conversation.state.id).empty());
        store::ListQuery search;
        search.view = store::View::search;
        search.words = "criminals";
        EXPECT_TRUE(r.list(search).empty());
    });
    expect_state_follows_from_events();
}

TEST_P(StoreContract, ADeletionEndsOnlyTheWaitThatItsOwnPostBegan) {
    furnish();
    receive({post("1", "carla", "Hello?", Millis{1000})});
    const auto id = only_conversation().state.id;
    const auto answer = reply(id, "Hello Carla", Millis{2000});
    ASSERT_TRUE(answer);
    deliver(answer->id, "a1", Millis{13'000});
    receive({post("0", "carla", "Written before, heard late", Millis{500})}, Millis{14'000});
    receive({IncomingDeletion{"1", noon + Millis{15'000}}}, Millis{15'000});
    EXPECT_EQ(only_conversation().state.waiting_since, noon + Millis{500});
    expect_state_follows_from_events();
    receive({IncomingDeletion{"0", noon + Millis{16'000}}}, Millis{16'000});
    EXPECT_EQ(only_conversation().state.waiting_since, std::nullopt);
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AListIsCountedUpToABound) {
    furnish();
    for (const auto* author : {"a", "b", "c"})
        receive({post(author, author, "Hello")});
    store::ListQuery query;
    query.limit = 1;
    read([&](store::Reader& r) {
        EXPECT_EQ(r.count(query, 10), 3);
        EXPECT_EQ(r.count(query, 2), 2);
        query.channel = ChannelId{77};
        EXPECT_EQ(r.count(query, 10), 0);
    });
}

TEST_P(StoreContract, ADeletionThatComesFirstKeepsThePostAway) {
    furnish();
    receive({IncomingDeletion{"9", noon}});
    EXPECT_EQ(receive({post("9", "dora", "gone")}), std::vector{Taken::known});
    EXPECT_EQ(receive({IncomingEdit{"8", "never seen", {}, noon}}), std::vector{Taken::ignored});
}

TEST_P(StoreContract, AnEditOfAnUnseenPostIsTakenAsItReadsNow) {
    furnish();
    IncomingEdit edit{"8", "now I name you", {}, noon};
    edit.whole = post("8", "dora", "now I name you");
    EXPECT_EQ(receive({edit}), std::vector{Taken::stored});
    EXPECT_EQ(receive({post("8", "dora", "I name nobody")}), std::vector{Taken::known});
    EXPECT_EQ(receive({edit}), std::vector{Taken::known});
    EXPECT_EQ(receive({IncomingDeletion{"7", noon}}), std::vector{Taken::stored});
    edit.remote_id = "7";
    edit.whole->remote_id = "7";
    EXPECT_EQ(receive({edit}), std::vector{Taken::known}) << "it was taken back before";
    read([&](store::Reader& r) {
        const auto kept = r.post(channel_.id, "8");
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept->text, "now I name you");
    });
}

TEST_P(StoreContract, AReplyEndsTheWaitWhenItHasArrived) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto id = only_conversation().state.id;
    const auto queued = reply(id, "Hello Dora, Ana here.", Millis{1000});
    ASSERT_TRUE(queued);
    EXPECT_TRUE(only_conversation().state.waiting_since);  // not answered before it is said
    EXPECT_FALSE(needs_reply(only_conversation().state));
    receive({post("2", "dora", "Hurry!", Millis{2000})}, Millis{2000});
    deliver(queued->id, "r1", Millis{20'000});
    const auto conversation = only_conversation();
    EXPECT_EQ(conversation.state.owner, agent_.id);
    EXPECT_EQ(conversation.state.waiting_since, noon + Millis{2000});
    EXPECT_EQ(conversation.state.unanswered, 1);
    write([&](Transaction& t) {
        EXPECT_TRUE(record_presence(t, env(Millis{21'000}), queued->id, true));
        EXPECT_EQ(t.reply(queued->id)->state, ReplyState::seen);
    });
    auto echo = post("r1", "us", "Hello Dora, Ana here.", Millis{20'000});
    echo.own = true;
    echo.in_reply_to = "1";
    EXPECT_EQ(receive({echo}), std::vector{Taken::known});
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AReplyThatNobodyCanSeeStartsTheWaitAgain) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto queued = reply(only_conversation().state.id, "Hello Dora.", Millis{0});
    deliver(queued->id, "r1", Millis{20'000});
    EXPECT_FALSE(only_conversation().state.waiting_since);
    write([&](Transaction& t) {
        EXPECT_TRUE(record_presence(t, env(Millis{200'000}), queued->id, false));
    });
    const auto conversation = only_conversation();
    EXPECT_TRUE(needs_reply(conversation.state));
    EXPECT_EQ(conversation.state.reply_state, ReplyState::failed);
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AnEchoThatComesFirstIsTheReply) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto queued = reply(only_conversation().state.id, "Hello Dora.", Millis{0});
    auto echo = post("r1", "us", "Hello Dora.", Millis{20'000});
    echo.own = true;
    echo.in_reply_to = echo.thread_root = "1";
    receive({echo});
    deliver(queued->id, "r1", Millis{20'000});
    read([&](store::Reader& r) {
        const auto posts = r.posts(only_conversation().state.id, {1LL << 62, 1LL << 62}, 10);
        ASSERT_EQ(posts.size(), 2U);
        EXPECT_EQ(posts[0].agent_name, "Ana");
    });
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AReplyCanBeTakenBackUntilItLeaves) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto queued = reply(only_conversation().state.id, "Oops", Millis{0});
    write([&](Transaction& t) {
        const auto draft = take_back(t, env(Millis{5000}, agent_.id), queued->id);
        ASSERT_TRUE(draft);
        EXPECT_EQ(draft->text, "Oops");
    });
    EXPECT_TRUE(needs_reply(only_conversation().state));
    const auto again = reply(only_conversation().state.id, "Better", Millis{6000});
    deliver(again->id, "r1", Millis{20'000});
    write([&](Transaction& t) {
        EXPECT_EQ(take_back(t, env(Millis{21'000}, agent_.id), again->id).error().code,
                  ErrorCode::conflict);
    });
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AReplyThatFailsOpensWhatWasClosedWithIt) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto id = only_conversation().state.id;
    NewReply input;
    input.conversation = id;
    input.room = only_room(id);
    input.text = "Done.";
    input.then_resolve = true;
    ReplyId reply_id;
    write([&](Transaction& t) {
        const auto queued = app::queue_reply(t, env(Millis{0}, agent_.id), input, Millis{0});
        ASSERT_TRUE(queued) << queued.error().message;
        reply_id = queued->id;
    });
    EXPECT_EQ(only_conversation().state.state, ConversationState::resolved);
    write([&](Transaction& t) {
        ASSERT_TRUE(begin_delivery(t, env(), reply_id, "key"));
        ASSERT_TRUE(
            record_failure(t, env(), reply_id, Error{ErrorCode::unavailable, "no network", "", 0}));
        EXPECT_EQ(t.reply(reply_id)->state, ReplyState::waiting);
        ASSERT_TRUE(begin_delivery(t, env(Millis{600'000}), reply_id, "another key"));
        EXPECT_EQ(t.reply(reply_id)->delivery_key, "key");
        ASSERT_TRUE(
            record_failure(t, env(), reply_id, Error{ErrorCode::forbidden, "blocked", "", 0}));
    });
    const auto conversation = only_conversation();
    EXPECT_EQ(conversation.state.state, ConversationState::open);
    EXPECT_EQ(conversation.state.reply_state, ReplyState::failed);
    EXPECT_TRUE(needs_reply(conversation.state));
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AWriterIsToldWhenTheThreadChanged) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto seen = only_conversation();
    write([&](Transaction& t) {
        // What the writer does does not change the thread.
        ASSERT_TRUE(set_owner(t, env(Millis{0}, agent_.id), seen.state.id, agent_.id, false));
    });
    receive({post("2", "dora", "Never mind", Millis{100})});
    const auto refused = reply(seen.state.id, "Hi", Millis{200}, seen.state.version);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_EQ(refused.error().field, "If-Match");
    EXPECT_TRUE(reply(seen.state.id, "Hi", Millis{300}, only_conversation().state.version));
    expect_state_follows_from_events();
}

TEST_P(StoreContract, NothingIsClosedUnansweredWithoutAReason) {
    furnish();
    receive({post("1", "dora", "Hello?")});
    const auto id = only_conversation().state.id;
    write([&](Transaction& t) {
        const auto refused = resolve_conversation(t, env(), id, std::nullopt);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().field, "$.reason");
        EXPECT_TRUE(resolve_conversation(t, env(), id, ResolveReason::spam));
    });
    EXPECT_EQ(only_conversation().state.resolved_reason, "spam");
    auto again = post("2", "dora", "I am not spam", Millis{100});
    again.in_reply_to = again.thread_root = "1";
    receive({again});
    EXPECT_EQ(only_conversation().state.state, ConversationState::open);
    EXPECT_EQ(only_conversation().state.waiting_since, noon + Millis{100});
    expect_state_follows_from_events();
}

TEST_P(StoreContract, AnErrorUndoesEverything) {
    furnish();
    const auto done = database_->write([&](Transaction& t) -> Status {
        EXPECT_EQ(receive_posts(t, env(), channel_, {post("1", "dora", "Hello?")}).size(), 1U);
        return fail(ErrorCode::invalid, "no");
    });
    EXPECT_EQ(done.error().message, "no");
    EXPECT_TRUE(committed_.empty());
    read([&](store::Reader& r) { EXPECT_EQ(r.last_event(), 0); });
}

TEST_P(StoreContract, SearchFindsWordsAndPeopleAndTakesNothingForAnOperator) {
    furnish();
    receive({post("1", "dora", "The zip of my jacket broke"), post("2", "eve", "Größe passt nicht"),
             post("3", "Zoë", "\"quotes\" AND (brackets)*")});
    const auto found = [&](const std::string& words) {
        std::size_t count = 0;
        read([&](store::Reader& r) {
            store::ListQuery query;
            query.view = store::View::search;
            query.words = words;
            count = r.list(query).size();
        });
        return count;
    };
    EXPECT_EQ(found("jack"), 1U);
    EXPECT_EQ(found("zip broke"), 1U);
    EXPECT_EQ(found("zip passt"), 0U);
    EXPECT_EQ(found("größe"), 1U);
    EXPECT_EQ(found("@dora"), 1U);
    for (const auto* typed : {"\"", "AND", "(((", "a' OR 1=1 --", "NEAR(", "*",
                              "'; DROP TABLE posts", "\xff\xfe", "col:x", "& | !", "\\"}) {
        found(typed);  // any answer, no error
    }
    EXPECT_EQ(found("quotes brackets"), 1U);
}

TEST_P(StoreContract, HostileTextIsKeptAsText) {
    furnish();
    const std::string nasty = std::string("a\0b", 3) + "\xff\xfe'; DROP TABLE posts; -- {\"x\":[" +
                              "\x01\x1f\u202E <script>alert(1)</script> \\u0000 :name $1";
    receive({post("'\"\\", "ev'il", nasty)});
    read([&](store::Reader& r) {
        const auto stored = r.post(channel_.id, "'\"\\");
        ASSERT_TRUE(stored);
        EXPECT_EQ(stored->text,
                  "a\uFFFDb\uFFFD\uFFFD'; DROP TABLE posts; -- {\"x\":[\x01\x1f\u202E "
                  "<script>alert(1)</script> \\u0000 :name $1");
    });
}

TEST_P(StoreContract, ListsPageWithoutGapsOrRepeats) {
    furnish();
    std::vector<Incoming> items;
    for (int i = 0; i < 120; ++i) {
        items.push_back(post("p" + std::to_string(i), "c" + std::to_string(i), "Hello",
                             Millis{i % 7}));  // many share a moment
    }
    receive(items);
    for (const bool by_urgency : {true, false}) {
        std::vector<long long> seen;
        store::ListQuery query;
        query.view = store::View::needs_reply;
        query.by_urgency = by_urgency;
        query.limit = 50;
        for (;;) {
            std::vector<store::RowView> rows;
            read([&](store::Reader& r) { rows = r.list(query); });
            for (const auto& row : rows)
                seen.push_back(row.record.state.id.value);
            if (rows.size() < 50) break;
            const auto& last = rows.back().record.state;
            query.after = store::Key{
                to_millis(by_urgency ? *last.waiting_since : last.last_post_at), last.id.value};
        }
        EXPECT_EQ(seen.size(), 120U);
        std::sort(seen.begin(), seen.end());
        EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
    }
    read([&](store::Reader& r) {
        const auto counts = r.counts(agent_.id, noon + Millis{3});
        EXPECT_EQ(counts.views[0].count, 120);
        EXPECT_EQ(counts.views[0].overdue, 52);  // 18 + 17 + 17 of the first three moments
    });
}

TEST(Schema, BothEnginesHoldTheSameTablesAndColumns) {
    if (test::engines().size() < 2) GTEST_SKIP() << "no PostgreSQL given";
    std::vector<std::vector<std::string>> columns;
    for (const auto& engine : test::engines()) {
        const FreshDatabase fresh(engine);
        auto database = store::Database::open({fresh.target()});
        ASSERT_TRUE(database) << database.error().message;
        columns.push_back((*database)->columns());
    }
    EXPECT_EQ(columns[0], columns[1]);
    EXPECT_GT(columns[0].size(), 100U);
}

}  // namespace
}  // namespace heed
