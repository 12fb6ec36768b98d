#include <gtest/gtest.h>

#include "app/heard_posts.hpp"
#include "app/receive_posts.hpp"
#include "app/replies.hpp"
#include "app/terms.hpp"
#include "support/desk_store.hpp"

namespace heed {
namespace {

using namespace app;

constexpr Time noon = from_millis(1'790'000'000'000);

/// What becomes of talk about us, from its coming to what people do with it, the same on each
/// engine. One desk with a term of its own, one of a competitor and a crisis tag.
class ListeningContract : public ::testing::TestWithParam<std::string> {
protected:
    ListeningContract() : fresh_(GetParam()) {
        auto opened = store::Database::open({fresh_.target()});
        EXPECT_TRUE(opened) << opened.error().message;
        database_ = std::move(*opened);
        channel_.id = ids_.next<ChannelId>(noon);
        channel_.brand = ids_.next<BrandId>(noon);
        channel_.network = "street";
        channel_.name = "larkspur";
        channel_.created_at = noon;
        ana_.id = ids_.next<UserId>(noon);
        ana_.name = "Ana";
        ana_.login = "ana@example.org";
        ana_.created_at = noon;
        write([&](Transaction& t) {
            t.save_brand(channel_.brand, "Larkspur", noon);
            t.save(channel_);
            t.save(ana_);
            brand_ = add(t, {"Larkspur"});
            rival_ = add(t, {"Bramble",
                             understand::TermKind::word,
                             {},
                             {},
                             understand::TermPurpose::competitor});
        });
    }

    TermRecord add(Transaction& t, understand::Term term) {
        const auto added = add_term(t, env(), std::move(term));
        EXPECT_TRUE(added) << added.error().message;
        return added.value_or(TermRecord{});
    }

    template <class Work>
    void write(Work work) {
        const auto done = database_->write([&](Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    Env env(Millis later = {}) { return {noon + std::chrono::days{30} + later, ids_, ana_.id}; }

    HeardTerm found(const TermRecord& term) {
        return {term.id, term.term.text, term.term.purpose, {{0, 8}}};
    }

    /// A complaint of a stranger that names us.
    IncomingPost heard(const std::string& id, const std::string& author, Millis at = {}) {
        IncomingPost post;
        post.remote_id = id;
        post.author = {author, author, author, "", "", 10};
        post.written_at = noon + at;
        post.text = "Larkspur lost what " + id + " was waiting for";
        post.addressed = false;
        post.terms = {found(brand_)};
        Judgement judgement;
        judgement.intent = Intent::complaint;
        judgement.intent_confidence = 0.9;
        judgement.sentiment = Sentiment::negative;
        judgement.severity = 2;
        judgement.needs_answer = true;
        judgement.layer = "fast";
        post.judgement = judgement;
        return post;
    }
    IncomingPost talk(const std::string& id, const std::string& author, Millis at = {}) {
        auto post = heard(id, author, at);
        post.judgement->intent = Intent::other;
        post.judgement->sentiment = Sentiment::neutral;
        post.judgement->needs_answer = false;
        return post;
    }

    std::vector<Taken> receive(const std::vector<IncomingPost>& posts) {
        std::vector<Taken> taken;
        write([&](Transaction& t) {
            taken = receive_posts(t, env(), channel_, {posts.begin(), posts.end()});
        });
        return taken;
    }

    PostRecord find(const std::string& id) {
        PostRecord found;
        write([&](Transaction& t) { found = t.post(channel_.id, id).value_or(PostRecord{}); });
        return found;
    }
    std::optional<HeardRecord> decision(const std::string& id) {
        std::optional<HeardRecord> found;
        const auto post = find(id);
        write([&](Transaction& t) { found = t.heard(post.id); });
        return found;
    }
    std::string decided(const std::string& id) {
        const auto record = decision(id);
        return record ? std::string(name_of(record->decision)) : "not heard";
    }

    template <class Value, class Work>
    Value read(Work work) {
        Value value;
        const auto done = database_->read([&](store::Reader& reader) -> Status {
            value = work(reader);
            return {};
        });
        EXPECT_TRUE(done) << done.error().message;
        return value;
    }
    std::vector<std::string> page(const store::HeardQuery& query) {
        return read<std::vector<std::string>>([&](store::Reader& reader) {
            std::vector<std::string> ids;
            for (const auto& view : reader.heard(query))
                ids.push_back(view.post.post.remote_id);
            return ids;
        });
    }

    void expect_whole() {
        EXPECT_EQ(read<std::vector<std::string>>([](store::Reader& r) { return r.violations(); }),
                  std::vector<std::string>{});
    }

    test::FreshDatabase fresh_;
    IdSource ids_{1};
    std::unique_ptr<store::Database> database_;
    ChannelRecord channel_;
    UserRecord ana_;
    TermRecord brand_;
    TermRecord rival_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ListeningContract, ::testing::ValuesIn(test::engines()),
                         [](const auto& engine) { return engine.param; });

using Names = std::vector<std::string>;

TEST_P(ListeningContract, ARealNeedEntersAndTheRestIsKeptBeside) {
    auto rival = heard("rival", "dora");
    rival.terms = {found(rival_)};
    auto nothing = heard("nothing", "ed");
    nothing.terms.emplace();
    EXPECT_EQ(receive({heard("need", "carla"), talk("talk", "bob"), rival, nothing}),
              (std::vector{Taken::stored, Taken::heard, Taken::heard, Taken::ignored}));
    EXPECT_EQ(decided("need"), "inbox");
    EXPECT_EQ(decided("talk"), "listening");
    EXPECT_EQ(decision("rival")->reason, "It names only a competitor (Bramble).");
    EXPECT_FALSE(find("nothing").id);
    EXPECT_FALSE(find("talk").conversation);
    const auto opened = find("need").conversation;
    write([&](Transaction& t) {
        const auto conversation = t.conversation(opened);
        ASSERT_TRUE(conversation);
        EXPECT_FALSE(conversation->addressed);
        EXPECT_TRUE(conversation->state.waiting_since);
        const auto events = t.events_since(conversation->state.id, 0);
        ASSERT_EQ(events.size(), 3U);
        EXPECT_EQ(events[1].kind, EventKind::brought_in);
        EXPECT_EQ(events[1].detail,
                  "A complaint of severity 2 about Larkspur that needs an answer.");
    });
    expect_whole();
}

TEST_P(ListeningContract, ADeskThatListensForNothingTakesEverybody) {
    auto post = talk("talk", "bob");
    post.terms.reset();
    EXPECT_EQ(receive({post}), std::vector{Taken::stored});
    EXPECT_TRUE(find("talk").conversation);
    EXPECT_EQ(decided("talk"), "not heard");
}

TEST_P(ListeningContract, WhatIsHeardAgainChangesNothing) {
    receive({heard("need", "carla"), talk("talk", "bob")});
    EXPECT_EQ(receive({heard("need", "carla"), talk("talk", "bob")}),
              (std::vector{Taken::known, Taken::known}));
    EXPECT_EQ(page({}).size(), 2U);
}

TEST_P(ListeningContract, WhoTurnsToUsAfterAllIsAnsweredLikeAnybody) {
    receive({talk("talk", "bob")});
    auto addressed = talk("talk", "bob");
    addressed.addressed = true;
    addressed.terms.reset();
    EXPECT_EQ(receive({addressed}), std::vector{Taken::stored});
    EXPECT_TRUE(find("talk").conversation);
    expect_whole();
}

TEST_P(ListeningContract, AnAnswerInAThreadOfOursGoesOnWhateverItNames) {
    receive({heard("need", "carla")});
    auto more = talk("more", "carla", std::chrono::minutes{5});
    more.terms.emplace();
    more.in_reply_to = "need";
    more.thread_root = "need";
    EXPECT_EQ(receive({more}), std::vector{Taken::stored});
    EXPECT_EQ(find("more").conversation, find("need").conversation);
    // A stranger's word in the same thread helps to understand it, and is nobody's matter.
    auto other = more;
    other.remote_id = "other";
    other.author.remote_id = "zed";
    EXPECT_EQ(receive({other}), std::vector{Taken::stored});
    EXPECT_FALSE(find("other").conversation);
    EXPECT_EQ(find("other").side, Side::other);
    EXPECT_EQ(decided("other"), "not heard");
    EXPECT_EQ(receive({other}), std::vector{Taken::known});
}

TEST_P(ListeningContract, AFloodIsFoldedWithinABatchAndAcross) {
    std::vector<IncomingPost> posts;
    for (int i = 0; i < 4; ++i)
        posts.push_back(talk("a" + std::to_string(i), "bob", std::chrono::minutes{i}));
    receive(posts);
    posts.clear();
    for (int i = 4; i < 8; ++i)
        posts.push_back(talk("a" + std::to_string(i), "bob", std::chrono::minutes{i}));
    posts.push_back(talk("later", "bob", std::chrono::minutes{80}));
    posts.push_back(talk("carlas", "carla", std::chrono::minutes{7}));
    receive(posts);
    EXPECT_EQ(decided("a4"), "listening");
    EXPECT_EQ(decided("a5"), "folded");
    EXPECT_EQ(decided("a7"), "folded");
    EXPECT_EQ(decided("later"), "listening");
    EXPECT_EQ(decided("carlas"), "listening");
}

TEST_P(ListeningContract, TheQuietAreNotApproachedButAnswered) {
    write([&](Transaction& t) {
        EXPECT_TRUE(add_quiet(t, env(), {{}, "street", "@Bob", "asked us to stop"}));
        EXPECT_FALSE(add_quiet(t, env(), {{}, "", "x", ""}));
        EXPECT_EQ(add_quiet(t, env(), {{}, "street", " ", ""}).error().field, "$.handle");
    });
    receive({heard("need", "bob"), heard("other", "carla")});
    EXPECT_EQ(decision("need")->reason, "The author is on the quiet list: asked us to stop");
    EXPECT_EQ(decided("need"), "quiet");
    EXPECT_EQ(decided("other"), "inbox");
    write([&](Transaction& t) {
        EXPECT_EQ(bring_in(t, env(), t.post(channel_.id, "need")->id).error().code,
                  ErrorCode::conflict);
    });
    auto addressed = heard("to us", "bob");
    addressed.addressed = true;
    addressed.terms.reset();
    receive({addressed});
    EXPECT_TRUE(find("to us").conversation);
    // By the account as well, and the same account twice is one entry.
    write([&](Transaction& t) {
        const auto carla = t.post(channel_.id, "other")->identity;
        const auto first = add_quiet(t, env(), {carla, "", "", "a"});
        const auto again = add_quiet(t, env(), {carla, "", "", "b"});
        ASSERT_TRUE(first && again);
        EXPECT_EQ(first->id, again->id);
        EXPECT_EQ(t.quiet(first->id)->reason, "b");
        EXPECT_TRUE(remove_quiet(t, env(), first->id));
        EXPECT_EQ(remove_quiet(t, env(), first->id).error().code, ErrorCode::not_found);
    });
    receive({heard("again", "carla", std::chrono::minutes{1})});
    EXPECT_EQ(decided("again"), "inbox");
}

TEST_P(ListeningContract, OnePersonIsApproachedOnce) {
    receive({heard("need", "carla")});
    write([&](Transaction& t) {
        const auto post = *t.post(channel_.id, "need");
        const NewReply reply{post.conversation, post.room, post.id, "We are looking", {}, false,
                             std::nullopt};
        const auto queued = queue_reply(t, env(), reply, Millis{0});
        ASSERT_TRUE(queued) << queued.error().message;
    });
    receive({heard("another", "carla", std::chrono::days{8})});
    EXPECT_EQ(decided("another"), "listening");
    EXPECT_NE(decision("another")->reason.find("unasked"), std::string::npos);
    EXPECT_FALSE(find("another").conversation);
}

TEST_P(ListeningContract, APersonBringsAPostIn) {
    receive({talk("talk", "bob"), heard("need", "carla")});
    write([&](Transaction& t) {
        const auto id = t.post(channel_.id, "talk")->id;
        const auto brought = bring_in(t, env(), id);
        ASSERT_TRUE(brought) << brought.error().message;
        const auto conversation = t.conversation(*brought);
        ASSERT_TRUE(conversation);
        EXPECT_FALSE(conversation->addressed);
        EXPECT_EQ(conversation->state.unanswered, 1);
        EXPECT_EQ(conversation->preview, t.post(id)->text);
        const auto events = t.events_since(*brought, 0);
        EXPECT_EQ(events[1].kind, EventKind::brought_in);
        EXPECT_EQ(events[1].actor, ana_.id);
        EXPECT_EQ(bring_in(t, env(), id).error().code, ErrorCode::conflict);
        EXPECT_EQ(bring_in(t, env(), PostId{7}).error().code, ErrorCode::not_found);
    });
    EXPECT_EQ(decided("talk"), "inbox");
    expect_whole();
}

TEST_P(ListeningContract, NotAboutUsTeaches) {
    receive({heard("need", "carla")});
    write([&](Transaction& t) {
        const auto post = *t.post(channel_.id, "need");
        const auto done = not_about_us(t, env(), post.id);
        ASSERT_TRUE(done) << done.error().message;
        const auto conversation = t.conversation(post.conversation);
        EXPECT_EQ(conversation->state.state, ConversationState::resolved);
        EXPECT_EQ(conversation->state.resolved_reason, "not_about_us");
        EXPECT_EQ(not_about_us(t, env(), PostId{7}).error().code, ErrorCode::not_found);
    });
    EXPECT_EQ(decided("need"), "not_about_us");
    auto copy = heard("copy", "dora", std::chrono::minutes{9});
    copy.text = "LARKSPUR lost what need was waiting for!! https://x.example/2";
    auto other = heard("other", "dora", std::chrono::minutes{10});
    receive({copy, other});
    EXPECT_EQ(decided("copy"), "not_about_us");
    EXPECT_EQ(decided("other"), "inbox");
}

TEST_P(ListeningContract, AnAuthorWhoWasNeverAboutUsStaysOut) {
    receive({talk("a", "bob"), talk("b", "bob", std::chrono::hours{-3}),
             talk("c", "bob", std::chrono::hours{-6})});
    write([&](Transaction& t) {
        for (const auto* id : {"a", "b", "c"})
            EXPECT_TRUE(not_about_us(t, env(), t.post(channel_.id, id)->id));
    });
    receive({heard("d", "bob", std::chrono::minutes{20})});
    EXPECT_EQ(decided("d"), "not_about_us");
    // Bringing one back in takes the lesson back.
    write([&](Transaction& t) { EXPECT_TRUE(bring_in(t, env(), t.post(channel_.id, "a")->id)); });
    receive({heard("e", "bob", std::chrono::minutes{30})});
    EXPECT_EQ(decided("e"), "inbox");
}

TEST_P(ListeningContract, PagesAreNewestFirstByTermDecisionAndIntent) {
    auto rival = talk("rival", "dora", std::chrono::minutes{3});
    rival.terms = {found(rival_)};
    receive({heard("need", "carla", std::chrono::minutes{1}),
             talk("talk", "bob", std::chrono::minutes{2}), rival});
    EXPECT_EQ(page({}), (Names{"rival", "talk", "need"}));
    store::HeardQuery query;
    query.limit = 2;
    EXPECT_EQ(page(query), (Names{"rival", "talk"}));
    const auto talk_post = find("talk");
    query.after = store::Key{to_millis(talk_post.written_at), talk_post.id.value};
    EXPECT_EQ(page(query), Names{"need"});
    query = {};
    query.term = brand_.id;
    EXPECT_EQ(page(query), (Names{"talk", "need"}));
    query.decision = HeardDecision::inbox;
    EXPECT_EQ(page(query), Names{"need"});
    query.term = {};
    EXPECT_EQ(page(query), Names{"need"});
    query = {};
    query.intent = Intent::other;
    EXPECT_EQ(page(query), (Names{"rival", "talk"}));
    query.decision = HeardDecision::inbox;
    EXPECT_EQ(page(query), Names{});

    const auto view = read<std::optional<store::HeardView>>(
        [&](store::Reader& reader) { return reader.heard(talk_post.id); });
    ASSERT_TRUE(view);
    ASSERT_EQ(view->record.terms.size(), 1U);
    EXPECT_EQ(view->record.terms[0].text, "Larkspur");
    EXPECT_EQ(view->record.terms[0].spans.size(), 1U);
    EXPECT_EQ(view->record.terms[0].spans[0].end, 8U);
    EXPECT_EQ(view->judgement->intent, Intent::other);
    EXPECT_EQ(view->post.author.author.handle, "bob");
}

TEST_P(ListeningContract, VolumeCountsEachTermInItsMood) {
    auto both = talk("both", "dora", std::chrono::minutes{65});
    both.terms = {found(brand_), found(rival_)};
    receive({heard("need", "carla", std::chrono::minutes{1}),
             talk("talk", "bob", std::chrono::minutes{2}), both});
    std::vector<IncomingPost> flood;
    for (int i = 0; i < 8; ++i)
        flood.push_back(talk("f" + std::to_string(i), "fred", std::chrono::minutes{3}));
    receive(flood);
    const auto hour = std::chrono::hours{1};
    const auto volumes = read<std::vector<store::HeardVolume>>(
        [&](store::Reader& reader) { return reader.heard_volume(noon - hour, hour, 100); });
    long long ours = 0;
    long long negative = 0;
    long long entered = 0;
    long long theirs = 0;
    for (const auto& volume : volumes) {
        EXPECT_EQ(volume.from.time_since_epoch() % hour, Millis{0});
        (volume.term == brand_.id ? ours : theirs) += volume.count;
        negative += volume.negative;
        entered += volume.inbox;
    }
    EXPECT_EQ(ours, 3 + flood_posts_max);  // the rest of the flood is folded
    EXPECT_EQ(theirs, 1);
    EXPECT_EQ(negative, 1);
    EXPECT_EQ(entered, 1);
}

TEST_P(ListeningContract, TermsAreCheckedKeptAndTaken) {
    write([&](Transaction& t) {
        EXPECT_EQ(t.terms().size(), 2U);
        const auto version = t.setting(std::string(terms_version_setting));
        EXPECT_EQ(add_term(t, env(), {"larkspur"}).error().code, ErrorCode::conflict);
        EXPECT_EQ(add_term(t, env(), {" "}).error().field, "$.text");
        understand::Term term{"  Lark box ",
                              understand::TermKind::product,
                              {" ornithology ", ""},
                              {"en", "de"},
                              understand::TermPurpose::product};
        const auto added = add(t, term);
        EXPECT_NE(t.setting(std::string(terms_version_setting)), version);
        const auto kept = t.term(added.id)->term;
        EXPECT_EQ(kept.text, "Lark box");
        EXPECT_EQ(kept.kind, understand::TermKind::product);
        EXPECT_EQ(kept.exclusions, Names{"ornithology"});
        EXPECT_EQ(kept.languages, (Names{"en", "de"}));
        EXPECT_EQ(kept.purpose, understand::TermPurpose::product);

        TermChange change;
        change.exclusions = Names{};
        change.purpose = understand::TermPurpose::crisis;
        const auto changed = change_term(t, env(), added.id, change);
        ASSERT_TRUE(changed);
        EXPECT_EQ(t.term(added.id)->term.exclusions, Names{});
        EXPECT_EQ(t.term(added.id)->term.text, "Lark box");
        change.text = "Larkspur";
        change.kind = understand::TermKind::word;
        EXPECT_EQ(change_term(t, env(), added.id, change).error().code, ErrorCode::conflict);

        EXPECT_TRUE(remove_term(t, env(), added.id));
        EXPECT_EQ(t.terms().size(), 2U);
        EXPECT_EQ(remove_term(t, env(), added.id).error().code, ErrorCode::not_found);
        EXPECT_EQ(change_term(t, env(), added.id, {}).error().code, ErrorCode::not_found);
    });
}

TEST_P(ListeningContract, AnEditForgetsWhereTheTermsStood) {
    receive({talk("talk", "bob")});
    write([&](Transaction& t) {
        (void)receive_posts(t, env(), channel_,
                            {IncomingEdit{"talk", "now something else", {}, noon + Millis{9}}});
    });
    const auto id = find("talk").id;
    const auto view = read<std::optional<store::HeardView>>(
        [&](store::Reader& reader) { return reader.heard(id); });
    ASSERT_TRUE(view);
    EXPECT_EQ(view->record.terms.at(0).spans.size(), 0U);
    write([&](Transaction& t) {
        (void)receive_posts(t, env(), channel_, {IncomingDeletion{"talk", noon + Millis{10}}});
    });
    EXPECT_EQ(page({}), Names{});
}

}  // namespace
}  // namespace heed
