#include "app/receive_posts.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "support/desk_store.hpp"

namespace heed {
namespace {

using namespace app;
using test::FreshDatabase;

constexpr Time noon = from_millis(1'790'000'000'000);

/// A desk on one engine; every run of posts gets a channel of its own, so that runs do not meet.
class ReceivePosts : public ::testing::TestWithParam<std::string> {
protected:
    ReceivePosts() : fresh_(GetParam()) {
        auto opened = store::Database::open({fresh_.target()});
        EXPECT_TRUE(opened) << opened.error().message;
        database_ = std::move(*opened);
        write([&](Transaction& t) { t.save_brand(brand_, "Larkspur", noon); });
    }

    template <class Work>
    void write(Work work) {
        const auto done = database_->write([&](Transaction& t) -> Status {
            work(t);
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }

    ChannelRecord new_channel() {
        ChannelRecord channel;
        channel.id = ids_.next<ChannelId>(noon);
        channel.brand = brand_;
        // Identities belong to a network, so each run has its own.
        channel.network = "street" + std::to_string(++channels_);
        channel.name = "larkspur";
        channel.created_at = noon;
        write([&](Transaction& t) { t.save(channel); });
        return channel;
    }

    std::vector<Taken> receive(const ChannelRecord& channel, const std::vector<Incoming>& items) {
        std::vector<Taken> taken;
        write([&](Transaction& t) {
            taken = receive_posts(t, {noon + std::chrono::hours{1}, ids_}, channel, items);
        });
        return taken;
    }

    static IncomingPost post(const std::string& id, const std::string& author, Millis at = {}) {
        IncomingPost post;
        post.remote_id = id;
        post.author = {author, author, "", "", "", -1};
        post.written_at = noon + at;
        post.text = "text of " + id;
        return post;
    }

    std::optional<PostRecord> find(const ChannelRecord& channel, const std::string& id) {
        std::optional<PostRecord> found;
        write([&](Transaction& t) { found = t.post(channel.id, id); });
        return found;
    }

    std::optional<ConversationRecord> conversation_of(const ChannelRecord& channel,
                                                      const std::string& id) {
        std::optional<ConversationRecord> found;
        write([&](Transaction& t) {
            const auto post = t.post(channel.id, id);
            if (post && post->conversation) found = t.conversation(post->conversation);
        });
        return found;
    }

    /// Everything that matters of what was stored, without the ids that each run makes anew.
    std::vector<std::string> dump(const ChannelRecord& channel, const std::set<std::string>& ids) {
        std::vector<std::string> lines;
        std::map<ConversationId, std::string> names;
        write([&](Transaction& t) {
            for (const auto& id : ids) {
                const auto post = t.post(channel.id, id);
                if (!post) continue;
                auto line = id + "|" + post->text + "|" + std::string(name_of(post->side)) + "|" +
                            std::to_string(to_millis(post->edited_at)) + "|" +
                            std::to_string(to_millis(post->deleted_at));
                if (post->conversation) {
                    const auto& name = names.try_emplace(post->conversation, id).first->second;
                    const auto c = *t.conversation(post->conversation);
                    line += "|" + name + "|" + c.preview + "|" +
                            std::to_string(c.state.unanswered) + "|" +
                            std::to_string(to_millis(c.state.waiting_since.value_or(Time{}))) +
                            "|" + std::to_string(c.state.version);
                }
                lines.push_back(line);
            }
        });
        return lines;
    }

    void expect_whole() {
        const auto done = database_->read([&](store::Reader& r) -> Status {
            EXPECT_EQ(r.violations(), std::vector<std::string>{});
            for (const auto id : r.conversation_ids({}, 100'000)) {
                const auto record = *r.conversation(id);
                auto events = r.events_of(id, 0, 1000);
                Conversation folded;
                for (auto e = events.rbegin(); e != events.rend(); ++e)
                    apply(folded, *e);
                EXPECT_EQ(folded.version, record.state.version);
                EXPECT_EQ(folded.unanswered, record.state.unanswered);
                EXPECT_EQ(folded.waiting_since, record.state.waiting_since);
                EXPECT_EQ(folded.last_post_at, record.state.last_post_at);
                EXPECT_EQ(folded.state, record.state.state);
            }
            return {};
        });
        ASSERT_TRUE(done);
    }

    FreshDatabase fresh_;
    IdSource ids_{1};
    BrandId brand_ = ids_.next<BrandId>(noon);
    int channels_ = 0;
    std::unique_ptr<store::Database> database_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ReceivePosts, ::testing::ValuesIn(test::engines()),
                         [](const auto& engine) { return engine.param; });

/// Some customers, their threads, our own posts in them, edits and deletions.
class RandomStream {
public:
    explicit RandomStream(unsigned seed) : random_(seed) {
        for (int i = 0; i < 60; ++i)
            add();
    }
    std::size_t pick(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
    }
    /// The same items, some twice, in any order.
    std::vector<Incoming> shuffled() {
        auto other = items;
        for (std::size_t i = 0; i < items.size() / 3; ++i)
            other.push_back(items[pick(items.size())]);
        std::shuffle(other.begin(), other.end(), random_);
        return other;
    }
    std::vector<std::vector<Incoming>> split(const std::vector<Incoming>& all) {
        std::vector<std::vector<Incoming>> batches(1);
        for (const auto& item : all) {
            if (pick(5) == 0) batches.emplace_back();
            batches.back().push_back(item);
        }
        return batches;
    }

    std::vector<Incoming> items;
    std::set<std::string> ids;

private:
    void add() {
        const auto id = "p" + std::to_string(items.size());
        const auto kind = pick(10);
        if (kind == 8 && !known_.empty()) {
            items.emplace_back(IncomingEdit{
                known_[pick(known_.size())], "edited in " + id, {}, noon + Millis{items.size()}});
            return;
        }
        if (kind == 9 && !known_.empty()) {
            items.emplace_back(IncomingDeletion{known_[pick(known_.size())], noon});
            return;
        }
        IncomingPost post;
        post.remote_id = id;
        post.own = kind == 7;
        post.context = kind == 6;
        const auto author = post.own ? "us" : "c" + std::to_string(pick(4));
        post.author = {author, author, "", "", "", -1};
        post.text = "text of " + id;
        post.written_at = noon + Millis{1000 * static_cast<long long>(items.size())};
        if (!known_.empty() && pick(2) == 0) post.in_reply_to = known_[pick(known_.size())];
        items.emplace_back(post);
        known_.push_back(id);
        ids.insert(id);
    }

    std::mt19937 random_;
    std::vector<std::string> known_;
};

TEST_P(ReceivePosts, GivesTheSameHoweverTheStreamIsCut) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        RandomStream stream(seed);
        const auto whole = new_channel();
        receive(whole, stream.items);
        const auto cut = new_channel();
        for (const auto& batch : stream.split(stream.items))
            receive(cut, batch);
        const auto single = new_channel();
        for (const auto& item : stream.items)
            receive(single, {item});
        const auto expected = dump(whole, stream.ids);
        EXPECT_EQ(dump(cut, stream.ids), expected) << "seed " << seed;
        EXPECT_EQ(dump(single, stream.ids), expected) << "seed " << seed;
    }
    expect_whole();
}

TEST_P(ReceivePosts, LosesAndDoublesNothingInAnyOrder) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        SCOPED_TRACE(seed);
        RandomStream stream(seed);
        const auto channel = new_channel();
        std::set<std::string> gone;
        std::set<std::string> stored;
        for (const auto& batch : stream.split(stream.shuffled())) {
            const auto taken = receive(channel, batch);
            ASSERT_EQ(taken.size(), batch.size());
            for (std::size_t i = 0; i < batch.size(); ++i) {
                if (const auto* deletion = std::get_if<IncomingDeletion>(&batch[i])) {
                    gone.insert(deletion->remote_id);
                }
                const auto* post = std::get_if<IncomingPost>(&batch[i]);
                if (post == nullptr) continue;
                const bool first =
                    !stored.contains(post->remote_id) && !gone.contains(post->remote_id);
                // Stored once; only a post that was context before may come in a second time.
                if (gone.contains(post->remote_id)) {
                    EXPECT_EQ(taken[i], Taken::known);
                }
                if (!first) continue;
                EXPECT_EQ(taken[i], Taken::stored) << post->remote_id;
                stored.insert(post->remote_id);
            }
        }
        for (const auto& item : stream.items) {
            const auto* post = std::get_if<IncomingPost>(&item);
            if (post == nullptr) continue;
            const auto found = find(channel, post->remote_id);
            ASSERT_EQ(found.has_value(), stored.contains(post->remote_id)) << post->remote_id;
            if (!found) continue;
            EXPECT_EQ(found->text.empty(), gone.contains(post->remote_id));
            if (!post->own && !post->context) {
                EXPECT_TRUE(found->conversation) << post->remote_id;
            }
        }
    }
    expect_whole();
}

TEST_P(ReceivePosts, WhatWasContextBecomesAMatterWhenItComesByItself) {
    for (const bool same_batch : {true, false}) {
        SCOPED_TRACE(same_batch);
        const auto channel = new_channel();
        auto context = post("root", "carla");
        context.context = true;
        auto mention = post("mention", "dora", Millis{1000});
        mention.in_reply_to = mention.thread_root = "root";
        const auto itself = post("root", "carla");
        if (same_batch) {
            EXPECT_EQ(
                receive(channel, {context, mention, itself, itself}),
                (std::vector<Taken>{Taken::stored, Taken::stored, Taken::stored, Taken::known}));
        } else {
            receive(channel, {context, mention});
            EXPECT_FALSE(conversation_of(channel, "root"));
            EXPECT_EQ(receive(channel, {itself}), std::vector<Taken>{Taken::stored});
            EXPECT_EQ(receive(channel, {itself, context}),
                      (std::vector<Taken>{Taken::known, Taken::known}));
        }
        const auto of_carla = conversation_of(channel, "root");
        ASSERT_TRUE(of_carla);
        EXPECT_EQ(of_carla->state.unanswered, 1);
        EXPECT_NE(of_carla->state.id, conversation_of(channel, "mention")->state.id);
    }
    expect_whole();
}

TEST_P(ReceivePosts, ADeletedContextStaysDeleted) {
    const auto channel = new_channel();
    auto context = post("root", "carla");
    context.context = true;
    receive(channel, {context, IncomingDeletion{"root", noon}, post("root", "carla")});
    EXPECT_FALSE(conversation_of(channel, "root"));
    EXPECT_EQ(find(channel, "root")->text, "");
}

TEST_P(ReceivePosts, WhatWasErasedBeforeItCameNeverComes) {
    const auto channel = new_channel();
    receive(channel, {IncomingDeletion{"p", noon}});
    EXPECT_EQ(receive(channel, {post("p", "carla")}), std::vector<Taken>{Taken::known});
    EXPECT_FALSE(find(channel, "p"));
}

TEST_P(ReceivePosts, OurOwnPostEndsTheWaitOnlyOfWhatItCanAnswer) {
    const auto channel = new_channel();
    auto own = post("own", "us", Millis{2000});
    own.own = true;
    own.in_reply_to = "p1";
    auto later = post("p2", "carla", Millis{3000});
    later.in_reply_to = "p1";
    receive(channel, {post("p1", "carla", Millis{1000}), later, own});
    const auto waits = conversation_of(channel, "p1");
    ASSERT_TRUE(waits->state.waiting_since);
    EXPECT_GE(*waits->state.waiting_since, noon + Millis{2000});
    own.remote_id = "own2";
    own.written_at = noon + Millis{4000};
    receive(channel, {own});
    EXPECT_FALSE(conversation_of(channel, "p1")->state.waiting_since);
}

TEST_P(ReceivePosts, KeepsWhatAnAuthorSaidBefore) {
    const auto channel = new_channel();
    receive(channel, {post("p", "carla"), IncomingEdit{"p", "second", {}, noon},
                      IncomingEdit{"p", "second", {}, noon}, IncomingEdit{"p", "third", {}, noon},
                      IncomingEdit{"unknown", "x", {}, noon}});
    const auto stored = find(channel, "p");
    EXPECT_EQ(stored->text, "third");
    const auto done = database_->read([&](store::Reader& r) -> Status {
        const auto versions = r.versions(stored->conversation);
        EXPECT_EQ(versions.at(stored->id).size(), 2U);
        EXPECT_EQ(versions.at(stored->id).front().text, "text of p");
        return {};
    });
    ASSERT_TRUE(done);
    receive(channel, {IncomingDeletion{"p", noon}, IncomingEdit{"p", "back", {}, noon}});
    EXPECT_EQ(find(channel, "p")->text, "");
}

}  // namespace
}  // namespace heed
