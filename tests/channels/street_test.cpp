#include "channels/street/street.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <thread>

#include "channels/replay/recorded_post.hpp"
#include "channels/replay/repair.hpp"
#include "channels/street/pictures.hpp"

namespace heed::channels::street {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class ManualClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_; }
    void pass(Millis duration) { now_ += duration; }

private:
    Time now_ = from_millis(1'795'000'000'000);
};

std::shared_ptr<World> open(const StreetSettings& settings, const Clock& clock) {
    auto world = World::open(settings, clock);
    EXPECT_TRUE(world) << world.error().message;
    return *world;
}

/// A street on which nothing begins by itself after the start.
StreetSettings quiet(std::uint64_t seed = 1) {
    StreetSettings settings;
    settings.seed = seed;
    settings.posts_per_hour = 0;
    return settings;
}

std::vector<app::Incoming> hear_all(World& world, std::string cursor = "") {
    std::vector<app::Incoming> heard;
    for (;;) {
        auto received = world.receive(cursor, Millis{0}, {});
        EXPECT_TRUE(received);
        for (auto& item : received->items)
            heard.push_back(std::move(item));
        cursor = received->cursor;
        if (!received->more) return heard;
    }
}

std::vector<app::IncomingPost> posts_of(const std::vector<app::Incoming>& items) {
    std::vector<app::IncomingPost> posts;
    for (const auto& item : items) {
        if (const auto* post = std::get_if<app::IncomingPost>(&item)) posts.push_back(*post);
    }
    return posts;
}

/// Everything that can be seen of what was heard, in order.
std::vector<std::string> digest(const std::vector<app::Incoming>& items) {
    std::vector<std::string> lines;
    for (const auto& item : items) {
        if (const auto* post = std::get_if<app::IncomingPost>(&item)) {
            lines.push_back(write_recorded_post(*post));
        } else if (const auto* edit = std::get_if<app::IncomingEdit>(&item)) {
            lines.push_back("edit " + edit->remote_id + " " + edit->text);
        } else if (const auto* gone = std::get_if<app::IncomingDeletion>(&item)) {
            lines.push_back("gone " + gone->remote_id + " " + format_rfc3339(gone->deleted_at));
        } else {
            const auto& author = std::get<app::IncomingProfile>(item).author;
            lines.push_back("who " + author.handle + " " + std::to_string(author.followers));
        }
    }
    return lines;
}

app::Outgoing reply_to(const app::IncomingPost& post, const std::string& text,
                       const std::string& key) {
    app::Outgoing outgoing;
    outgoing.delivery_key = key;
    outgoing.room = post.room;
    outgoing.text = text;
    outgoing.in_reply_to = post.remote_id;
    outgoing.thread_root = post.thread_root.empty() ? post.remote_id : post.thread_root;
    outgoing.recipient = post.author;
    return outgoing;
}

Story story_of(World& world, int id) {
    return world.stories().at(static_cast<std::size_t>(id));
}

std::vector<Entry> entries_of(World& world, int story) {
    std::vector<Entry> mine;
    for (const Entry& entry : world.posts()) {
        if (entry.story == story) mine.push_back(entry);
    }
    return mine;
}

/// The last thing that the person of a story wrote.
app::IncomingPost last_word(World& world, int story) {
    const auto all = entries_of(world, story);
    const auto& author = all.front().post.author.remote_id;
    app::IncomingPost last;
    for (const Entry& entry : all) {
        if (entry.post.author.remote_id == author) last = entry.post;
    }
    return last;
}

/// A fresh complaint in English that can be solved in public, and has waited for nobody yet.
class StoryTest : public testing::Test {
protected:
    void SetUp() override {
        StreetSettings settings;
        settings.seed = 11;
        settings.history_conversations = 0;
        settings.posts_per_hour = 600;
        world_ = open(settings, clock_);
        for (int i = 0; i < 600 && story_ < 0; ++i) {
            clock_.pass(seconds{10});
            for (const Story& story : world_->stories()) {
                const bool fresh = story.stage == Stage::waiting && story.follow_ups == 0;
                if (fresh && story.matter->intent == Intent::complaint &&
                    !story.matter->sensitive && story.matter->language == "en" &&
                    story.matter->lines.contains("more3"))
                    story_ = story.id;
            }
        }
        ASSERT_GE(story_, 0);
        given_ = person_given(last_word(*world_, story_).author);
    }

    static std::string person_given(const Author& author) {
        return author.name.empty() ? author.handle : author.name.substr(0, author.name.find(' '));
    }

    std::string say(const std::string& text) {
        const auto said = world_->deliver(
            reply_to(last_word(*world_, story_), text, "key" + std::to_string(++keys_)));
        EXPECT_TRUE(said) << said.error().message;
        return said ? said->remote_id : "";
    }
    void pass(minutes duration) {
        for (int i = 0; i < duration.count() * 4; ++i) {
            clock_.pass(seconds{15});
            (void)world_->read_back("");  // looks at the street, so that it lives on
        }
    }
    [[nodiscard]] std::string good_answer() const {
        return "Hi " + given_ +
               ", I'm sorry. I've put a new one aside for you and it is on its way tomorrow. – "
               "Nora";
    }

    ManualClock clock_;
    std::shared_ptr<World> world_;
    int story_ = -1;
    std::string given_;
    int keys_ = 0;
};

TEST_F(StoryTest, GetsAngrierWhenIgnoredAndLeaves) {
    const int before = story_of(*world_, story_).anger;
    const auto posts_before = entries_of(*world_, story_).size();
    pass(minutes{60});
    const Story ignored = story_of(*world_, story_);
    EXPECT_GT(ignored.anger, before);
    EXPECT_GT(entries_of(*world_, story_).size(), posts_before);
    pass(minutes{240});
    const Story gone = story_of(*world_, story_);
    EXPECT_EQ(gone.stage, Stage::left);
    EXPECT_EQ(gone.anger, 3);
    EXPECT_EQ(gone.follow_ups, 3);
}

TEST_F(StoryTest, CalmsDownWhenHelpedWellAndThanksInPublic) {
    int thanked = 0;
    for (int round = 0; round < 4 && thanked == 0; ++round) {  // what was promised may fail to come
        say(good_answer());
        pass(minutes{12});
        thanked += story_of(*world_, story_).stage == Stage::thanked;
        if (story_of(*world_, story_).stage == Stage::solved) {
            say("Hi " + given_ + ", is everything in order now? – Nora");
            pass(minutes{4});
            thanked += story_of(*world_, story_).stage == Stage::thanked;
        }
    }
    EXPECT_EQ(thanked, 1);
    EXPECT_EQ(story_of(*world_, story_).anger, 0);
    const app::IncomingPost last = last_word(*world_, story_);
    EXPECT_EQ(last.room, RoomKind::public_);
    EXPECT_TRUE(last.addressed);
    const auto said = entries_of(*world_, story_).size();
    pass(minutes{120});
    EXPECT_EQ(story_of(*world_, story_).stage, Stage::thanked);
    EXPECT_LE(entries_of(*world_, story_).size(), said + 3) << "only bystanders may still talk";
}

TEST_F(StoryTest, IsNotCalmedByAStockPhrase) {
    pass(minutes{25});
    const int before = story_of(*world_, story_).anger;
    say("Dear customer, we apologise for any inconvenience. Your feedback is important to us.");
    pass(minutes{3});
    const Story after = story_of(*world_, story_);
    EXPECT_GE(after.anger, before);
    EXPECT_EQ(after.stage, Stage::waiting);
    EXPECT_EQ(after.next_move, Move::sceptical);
}

TEST_F(StoryTest, NoticesWhatWasSaidToOthersBefore) {
    say(good_answer());
    pass(minutes{4});
    int other = -1;
    for (const Story& story : world_->stories()) {
        const bool fits = story.stage == Stage::waiting && story.matter->language == "en" &&
                          story.matter->intent == Intent::complaint && story.id != story_;
        if (fits) other = story.id;
    }
    ASSERT_GE(other, 0);
    std::string copied = good_answer();
    copied.replace(3, given_.size(), person_given(last_word(*world_, other).author));
    ASSERT_TRUE(world_->deliver(reply_to(last_word(*world_, other), copied, "other")));
    EXPECT_EQ(story_of(*world_, other).next_move, Move::sceptical);
}

TEST_F(StoryTest, AnswersAQuestion) {
    say("Hi " + given_ + ", sorry! Where exactly was that, and what did it say on the card?");
    const auto before = entries_of(*world_, story_).size();
    pass(minutes{3});
    EXPECT_TRUE(story_of(*world_, story_).has_answered);
    EXPECT_GT(entries_of(*world_, story_).size(), before);
}

TEST_F(StoryTest, ComesIntoTheDirectRoomWhenInvited) {
    say("Hi " + given_ + ", sorry! Could you send me a direct message with your number? – Ben");
    pass(minutes{3});
    const app::IncomingPost message = last_word(*world_, story_);
    EXPECT_EQ(message.room, RoomKind::direct);
    EXPECT_TRUE(message.addressed);
    const Story story = story_of(*world_, story_);
    EXPECT_TRUE(story.in_private);
    EXPECT_EQ(story.slots.agent, "Ben");
    const auto said = world_->deliver(reply_to(
        message, "Thank you! The money goes back today and you have it by Thursday. – Ben", "dm"));
    ASSERT_TRUE(said);
    EXPECT_EQ(story_of(*world_, story_).next_move, Move::calm);
}

TEST_F(StoryTest, IsEnragedByAnInsult) {
    const int before = story_of(*world_, story_).anger;
    say("Calm down, that is not our problem.");
    pass(minutes{3});
    EXPECT_GT(story_of(*world_, story_).anger, before);
}

TEST(Reading, NoticesWhatIsInAReply) {
    const Reader reader{
        "Mia", "Sommer", "mia_s", {"my parcel is wet and the books are ruined"}, {}};
    struct Case {
        std::string reply;
        bool names, sorry, asks, goes_private, step, specific, canned;
        std::string agent;
    };
    const std::vector<Case> table = {
        {"Hi Mia, sorry about the books. A new set goes out today. – Nora", true, true, false,
         false, true, true, false, "Nora"},
        {"Hello! Which day was it?", false, false, true, false, false, false, false, ""},
        {"Könnten Sie uns eine Direktnachricht schicken? ^Ben", false, false, true, true, false,
         false, false, "Ben"},
        {"Dear customer, we apologise for any inconvenience.", false, true, false, false, false,
         false, true, ""},
        {"@mia_s désolée, envoyez-moi un message privé. - Aylin", true, true, false, true, false,
         false, false, "Aylin"},
        {"申し訳ありません。本日発送します。", false, true, false, false, true, false, false, ""},
        {"متى حدث ذلك؟ نعتذر", false, true, true, false, false, false, false, ""},
        {"", false, false, false, false, false, false, false, ""},
    };
    for (const Case& each : table) {
        const Impression seen = read_reply(each.reply, reader);
        EXPECT_EQ(seen.names_me, each.names) << each.reply;
        EXPECT_EQ(seen.apologises, each.sorry) << each.reply;
        EXPECT_EQ(seen.asks, each.asks) << each.reply;
        EXPECT_EQ(seen.goes_private, each.goes_private) << each.reply;
        EXPECT_EQ(seen.next_step, each.step) << each.reply;
        EXPECT_EQ(seen.specific, each.specific) << each.reply;
        EXPECT_EQ(seen.canned, each.canned) << each.reply;
        EXPECT_EQ(seen.agent, each.agent) << each.reply;
    }
}

TEST(Street, IsTheSameForTheSameSeedAndAnotherForAnother) {
    std::vector<std::vector<std::string>> worlds;
    for (const std::uint64_t seed : {7U, 7U, 8U}) {
        ManualClock clock;
        StreetSettings settings;
        settings.seed = seed;
        const auto world = open(settings, clock);
        clock.pass(hours{2});
        worlds.push_back(digest(hear_all(*world)));
    }
    EXPECT_EQ(worlds[0], worlds[1]);
    EXPECT_NE(worlds[0], worlds[2]);
}

TEST(Street, DoesNotDependOnHowOftenItIsLookedAt) {
    ManualClock often;
    ManualClock once;
    const auto watched = open({}, often);
    const auto alone = open({}, once);
    for (int i = 0; i < 600; ++i) {
        often.pass(seconds{6});
        (void)watched->receive("", Millis{0}, {});
    }
    once.pass(hours{1});
    EXPECT_EQ(digest(hear_all(*watched)), digest(hear_all(*alone)));
}

TEST(Street, BeginsWithAFullAndPlausibleInbox) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        ManualClock clock;
        const auto world = open(quiet(seed), clock);
        const auto posts = posts_of(hear_all(*world));
        std::map<Stage, int> stages;
        for (const Story& story : world->stories())
            ++stages[story.stage];
        EXPECT_EQ(world->stories().size(), 100U);
        EXPECT_GE(stages[Stage::waiting], 15);
        EXPECT_GE(stages[Stage::thanked], 15);
        EXPECT_GE(stages[Stage::hoping] + stages[Stage::solved], 8);
        EXPECT_GE(stages[Stage::left], 1);

        std::set<std::string> ids;
        int own = 0;
        int direct = 0;
        int unaddressed = 0;
        int pictures = 0;
        Time last = clock.now() - hours{37};
        for (const auto& post : posts) {
            EXPECT_TRUE(ids.insert(post.remote_id).second) << post.remote_id;
            EXPECT_LE(post.written_at, clock.now());
            EXPECT_GE(post.written_at, last) << "the past comes in its order";
            last = post.written_at;
            EXPECT_FALSE(post.text.empty());
            EXPECT_EQ(post.text.find('{'), std::string::npos) << post.text;
            EXPECT_FALSE(first_invalid_utf8(post.text)) << post.text;
            EXPECT_TRUE(post.in_reply_to.empty() || ids.contains(post.in_reply_to)) << post.text;
            EXPECT_TRUE(post.thread_root.empty() || ids.contains(post.thread_root)) << post.text;
            own += post.own;
            direct += post.room == RoomKind::direct;
            unaddressed += !post.addressed;
            pictures += !post.media.empty();
        }
        EXPECT_GE(own, 60);
        EXPECT_GE(direct, 10);
        EXPECT_GE(unaddressed, 5);
        EXPECT_GE(pictures, 3);
    }
}

TEST(Street, SpeaksTenLanguagesAndAllTrades) {
    ManualClock clock;
    const auto world = open({}, clock);
    clock.pass(hours{1});
    std::set<std::string> languages;
    for (const auto& post : posts_of(hear_all(*world)))
        languages.insert(post.language);
    for (const std::string language : {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ar"})
        EXPECT_TRUE(languages.contains(language)) << language;

    const auto& matters = Corpus::shipped().matters();
    EXPECT_GE(matters.size(), 60U);
    std::set<std::string> trades;
    for (const Matter& matter : matters) {
        trades.insert(matter.trade);
        EXPECT_FALSE(lines_of(matter.lines, "open").empty()) << matter.name;
        for (const std::string key : {"answer", "thanks", "dm", "agent_answer", "agent_invite"})
            EXPECT_FALSE(Corpus::shipped().lines(matter, key).empty()) << matter.name << " " << key;
    }
    EXPECT_EQ(trades,
              (std::set<std::string>{"app", "food", "mobile", "parcel", "shop", "transport"}));
}

TEST(Street, HandsOverOnlyWhatTheChannelListensFor) {
    std::vector<std::size_t> counts;
    for (const Hearing hearing :
         {Hearing::addressed, Hearing::about_brand, Hearing::whole_street}) {
        ManualClock clock;
        StreetSettings settings;
        settings.hearing = hearing;
        const auto world = open(settings, clock);
        clock.pass(hours{1});
        const auto posts = posts_of(hear_all(*world));
        counts.push_back(posts.size());
        if (hearing != Hearing::addressed) continue;
        for (const auto& post : posts)
            EXPECT_TRUE(post.addressed || post.own) << post.text;
    }
    EXPECT_LT(counts[0], counts[1]);
    EXPECT_LT(counts[1], counts[2]);
}

TEST(Street, EditsDeletesAndIsNoticed) {
    ManualClock clock;
    const auto world = open({}, clock);
    clock.pass(hours{6});
    std::map<std::size_t, int> kinds;
    for (const auto& item : hear_all(*world))
        ++kinds[item.index()];
    for (std::size_t kind = 0; kind < 4; ++kind)
        EXPECT_GT(kinds[kind], 0) << kind;
}

TEST(Street, LivesFasterWithSpeed) {
    std::vector<std::size_t> counts;
    for (const double speed : {1.0, 4.0}) {
        ManualClock clock;
        StreetSettings settings;
        settings.speed = speed;
        settings.history_conversations = 0;
        const auto world = open(settings, clock);
        clock.pass(hours{1});
        counts.push_back(posts_of(hear_all(*world)).size());
        for (const auto& post : posts_of(hear_all(*world)))
            EXPECT_LE(post.written_at, clock.now());
    }
    EXPECT_GT(counts[1], 3 * counts[0]);
    EXPECT_GT(counts[0], 250U);
}

TEST(Street, HardlyRepeatsItselfWithinThreeHours) {
    ManualClock clock;
    const auto world = open({}, clock);
    clock.pass(hours{3});
    std::map<std::string, int> times;
    int openings = 0;
    std::set<int> opened;
    for (const Entry& entry : world->posts()) {
        if (entry.story < 0 || entry.post.own || !opened.insert(entry.story).second) continue;
        ++openings;
        ++times[entry.post.text];
    }
    EXPECT_GT(openings, 450);
    int repeated = 0;
    for (const auto& [text, count] : times)
        repeated += count - 1;
    EXPECT_LT(repeated, openings / 20);
}

TEST(Street, HasAnIncidentWithManyVoices) {
    ManualClock clock;
    const auto world = open(quiet(), clock);
    Incident incident;
    incident.people = 40;
    ASSERT_TRUE(world->start_incident(incident));
    clock.pass(minutes{21});
    std::set<std::string> people;
    std::set<std::string> languages;
    for (const Entry& entry : world->posts()) {
        if (!entry.matter.starts_with("app_") || entry.post.written_at < world->start()) continue;
        people.insert(entry.post.author.remote_id);
        languages.insert(entry.post.language);
    }
    EXPECT_GE(people.size(), 30U);
    EXPECT_GE(languages.size(), 4U);
}

TEST(Street, ServesAnyCursorAgain) {
    ManualClock clock;
    const auto world = open({}, clock);
    const auto first = world->receive("", Millis{0}, {});
    ASSERT_TRUE(first);
    clock.pass(minutes{30});
    const auto after = digest(hear_all(*world, first->cursor));
    clock.pass(minutes{30});
    const auto again = digest(hear_all(*world, first->cursor));
    ASSERT_GE(again.size(), after.size());
    EXPECT_TRUE(std::equal(after.begin(), after.end(), again.begin()));
    for (const std::string cursor : {"x", "-1", "1x", "99999999"})
        EXPECT_EQ(world->receive(cursor, Millis{0}, {}).error().code, ErrorCode::invalid) << cursor;
}

class DeliveryTest : public testing::Test {
protected:
    void SetUp() override {
        world_ = open(quiet(), clock_);
        for (const Entry& entry : world_->posts()) {
            const bool ours = entry.post.own || entry.post.room != RoomKind::public_;
            if (!ours && entry.story >= 0 && !entry.deleted) post_ = entry.post;
        }
    }
    [[nodiscard]] long count(const std::string& key) {
        const auto all = world_->posts();
        return std::count_if(all.begin(), all.end(),
                             [&](const Entry& entry) { return entry.delivery_key == key; });
    }

    ManualClock clock_;
    std::shared_ptr<World> world_;
    app::IncomingPost post_;
};

TEST_F(DeliveryTest, HappensOncePerKeyWhateverFails) {
    const auto outgoing = reply_to(post_, "Hello, we are on it. – Nora", "once");
    for (const Fault fault :
         {Fault::unavailable, Fault::rate_limited, Fault::accepted_unanswered}) {
        world_->fail_next(fault);
        const auto failed = world_->deliver(outgoing);
        ASSERT_FALSE(failed);
        EXPECT_EQ(failed.error().code,
                  fault == Fault::rate_limited ? ErrorCode::rate_limited : ErrorCode::unavailable);
        EXPECT_EQ(failed.error().retry_after_s > 0, fault == Fault::rate_limited);
    }
    EXPECT_EQ(count("once"), 1);
    const auto found = world_->deliver(outgoing);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->was_already_there);
    EXPECT_EQ(count("once"), 1);
    EXPECT_EQ(world_->read_back(found->remote_id), Presence::visible);
    ASSERT_TRUE(world_->remove(found->remote_id));
    EXPECT_EQ(world_->read_back(found->remote_id), Presence::gone);
}

TEST_F(DeliveryTest, RefusesWhatANetworkWouldRefuse) {
    struct Case {
        std::string name;
        std::function<void(app::Outgoing&)> change;
        ErrorCode code;
    };
    const std::vector<Case> table = {
        {"no words", [](auto& o) { o.text.clear(); }, ErrorCode::invalid},
        {"too long", [](auto& o) { o.text = std::string(public_length_max + 1, 'x'); },
         ErrorCode::invalid},
        {"no key", [](auto& o) { o.delivery_key.clear(); }, ErrorCode::invalid},
        {"unknown post", [](auto& o) { o.in_reply_to = "street:p/none"; }, ErrorCode::not_found},
        {"answers nothing", [](auto& o) { o.in_reply_to.clear(); }, ErrorCode::not_found},
        {"unknown person",
         [](auto& o) {
             o.room = RoomKind::direct;
             o.recipient.remote_id = "x";
         },
         ErrorCode::not_found},
        {"five pictures", [](auto& o) { o.images.resize(5); }, ErrorCode::invalid},
    };
    for (const auto& [name, change, code] : table) {
        auto outgoing = reply_to(post_, "Hello", name);
        change(outgoing);
        const auto said = world_->deliver(outgoing);
        ASSERT_FALSE(said) << name;
        EXPECT_EQ(said.error().code, code) << name;
    }
    ASSERT_TRUE(world_->remove(post_.remote_id));
    EXPECT_EQ(world_->deliver(reply_to(post_, "Hello", "gone")).error().code, ErrorCode::not_found);
}

TEST_F(DeliveryTest, CountsCharactersAndNotBytes) {
    std::string text;
    for (int i = 0; i < public_length_max; ++i)
        text += "ü";
    EXPECT_TRUE(world_->deliver(reply_to(post_, text, "umlauts")));
}

TEST_F(DeliveryTest, WritesToStrangersOnlyWhereTheyAllowIt) {
    std::map<bool, int> answers;
    std::set<std::string> asked;
    for (const Entry& entry : world_->posts()) {
        if (entry.post.own || entry.story < 0 || !asked.insert(entry.post.author.remote_id).second)
            continue;
        auto outgoing = reply_to(entry.post, "Hello, may I help?", "dm" + entry.post.remote_id);
        outgoing.room = RoomKind::direct;
        outgoing.in_reply_to.clear();
        const auto said = world_->deliver(outgoing);
        ++answers[said.has_value()];
        if (said) continue;
        EXPECT_EQ(said.error().code, ErrorCode::forbidden);
    }
    EXPECT_GT(answers[true], 0);
    EXPECT_GT(answers[false], 0);
}

TEST_F(DeliveryTest, EchoesOnlyWhenAsked) {
    for (const bool echo : {false, true}) {
        StreetSettings settings = quiet();
        settings.echo_own = echo;
        ManualClock clock;
        const auto world = open(settings, clock);
        const auto start = world->receive("", Millis{0}, {})->cursor;
        const auto said = world->deliver(reply_to(post_, "Hello there", "echo"));
        ASSERT_TRUE(said);
        const auto heard = posts_of(hear_all(*world, start));
        EXPECT_EQ(std::count_if(heard.begin(), heard.end(),
                                [&](const auto& p) { return p.remote_id == said->remote_id; }),
                  echo ? 1 : 0);
    }
}

TEST_F(DeliveryTest, IsRefusedWhileTheNetworkIsDown) {
    world_->set_up(false);
    EXPECT_EQ(world_->connect().error().code, ErrorCode::unavailable);
    EXPECT_EQ(world_->receive("", Millis{0}, {}).error().code, ErrorCode::unavailable);
    EXPECT_EQ(world_->deliver(reply_to(post_, "x", "down")).error().code, ErrorCode::unavailable);
    EXPECT_EQ(world_->read_back("x").error().code, ErrorCode::unavailable);
    world_->set_up(true);
    EXPECT_EQ(count("down"), 0);
    EXPECT_EQ(world_->connect()->handle, "larkspur");
    world_->fail_next_receive(Fault::unauthenticated);
    EXPECT_EQ(world_->receive("", Millis{0}, {}).error().code, ErrorCode::unauthenticated);
    EXPECT_TRUE(world_->receive("", Millis{0}, {}));
}

TEST_F(DeliveryTest, LosesNothingWhenItRepeatsItselfInAnyOrder) {
    const auto plain = digest(hear_all(*world_));
    Misbehaviour how;
    how.duplicates = true;
    how.disorder = true;
    how.batch_max = 20;
    world_->misbehave(how);
    const auto messy = digest(hear_all(*world_));
    EXPECT_GT(messy.size(), plain.size());
    EXPECT_EQ(std::set<std::string>(messy.begin(), messy.end()),
              std::set<std::string>(plain.begin(), plain.end()));
    EXPECT_FALSE(std::equal(plain.begin(), plain.end(), messy.begin()));
}

TEST_F(DeliveryTest, WakesAListenerAndLetsItGo) {
    StreetSettings settings = quiet();
    settings.echo_own = true;
    const auto world = open(settings, clock_);
    const auto street = make_street(world);
    std::string cursor = street->receive("", Millis{0}, {})->cursor;
    constexpr std::size_t replies = 20;
    std::vector<std::string> heard;
    std::jthread listener{[&] {
        while (heard.size() < replies) {
            const auto received = street->receive(cursor, hours{1}, {});
            cursor = received->cursor;
            for (const auto& post : posts_of(received->items))
                heard.push_back(post.remote_id);
        }
    }};
    std::vector<std::string> said;
    for (std::size_t i = 0; i < replies; ++i) {
        const ReplyId id{static_cast<std::int64_t>(i) + 1};
        const auto key = street->delivery_key(id, clock_.now());
        said.push_back(street->deliver(reply_to(post_, "Hello " + key, key))->remote_id);
    }
    listener.join();
    EXPECT_EQ(heard, said);

    std::jthread idle{[&](const std::stop_token& stop) {
        const auto nothing = street->receive(cursor, hours{1}, stop);
        EXPECT_TRUE(nothing->items.empty());
        EXPECT_EQ(nothing->cursor, cursor);
    }};
    idle.request_stop();
    idle.join();
}

class JournalTest : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove(path_); }
    [[nodiscard]] StreetSettings settings() const {
        StreetSettings made;
        made.journal = path_;
        return made;
    }
    [[nodiscard]] static app::IncomingPost any_post(World& world) {
        app::IncomingPost found;
        for (const Entry& entry : world.posts()) {
            if (!entry.post.own && entry.story >= 0 && !entry.deleted) found = entry.post;
        }
        return found;
    }

    std::string path_ = testing::TempDir() + "heed_street_" + std::to_string(::getpid()) + ".jsonl";
    ManualClock clock_;
};

TEST_F(JournalTest, KeepsTheWorldThroughARestart) {
    std::vector<std::string> before;
    app::Outgoing outgoing;
    {
        const auto world = open(settings(), clock_);
        for (int i = 0; i < 12; ++i) {
            clock_.pass(minutes{3});
            outgoing =
                reply_to(any_post(*world), "Hi, sorry \"so\" much,\nI'll write today. – Nora",
                         "k" + std::to_string(i));
            outgoing.room = RoomKind::public_;
            ASSERT_TRUE(world->deliver(outgoing));
        }
        ASSERT_TRUE(world->start_incident({}));
        ASSERT_TRUE(world->remove(any_post(*world).remote_id));
        clock_.pass(minutes{5});
        before = digest(hear_all(*world));
    }
    const auto world = open(settings(), clock_);
    EXPECT_EQ(digest(hear_all(*world)), before);
    const auto again = world->deliver(outgoing);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->was_already_there);
}

TEST_F(JournalTest, ForgetsALineThatWasNeverFinished) {
    {
        const auto world = open(settings(), clock_);
        ASSERT_TRUE(world->deliver(reply_to(any_post(*world), "Hello", "whole")));
    }
    const auto size = std::filesystem::file_size(path_);
    { std::ofstream{path_, std::ios::app} << R"({"reply":"torn","at_ms":17)"; }
    const auto world = open(settings(), clock_);
    EXPECT_EQ(std::filesystem::file_size(path_), size);
    const auto all = world->posts();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                            [](const Entry& entry) { return entry.delivery_key == "whole"; }));
}

TEST_F(JournalTest, RefusesAnotherStreetAndADamagedFile) {
    { (void)open(settings(), clock_); }
    StreetSettings other = settings();
    other.seed = 99;
    EXPECT_EQ(World::open(other, clock_).error().code, ErrorCode::conflict);
    { std::ofstream{path_, std::ios::app} << "nonsense\n"; }
    EXPECT_EQ(World::open(settings(), clock_).error().code, ErrorCode::internal);
    StreetSettings nowhere = settings();
    nowhere.journal = "/nonexistent/street.jsonl";
    EXPECT_EQ(World::open(nowhere, clock_).error().code, ErrorCode::unavailable);
}

using JournalDeathTest = JournalTest;

TEST_F(JournalDeathTest, KnowsAReplyAfterTheProcessWasKilled) {
    const auto post = any_post(*open(settings(), clock_));
    auto outgoing = reply_to(post, "Hello, we are on it. – Nora", "killed");
    EXPECT_EXIT(
        {
            const auto world = open(settings(), clock_);
            world->fail_next(Fault::kill_after_accept);
            (void)world->deliver(outgoing);
        },
        testing::KilledBySignal(SIGKILL), "");
    const auto world = open(settings(), clock_);
    const auto again = world->deliver(outgoing);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->was_already_there);
    const auto all = world->posts();
    EXPECT_EQ(std::count_if(all.begin(), all.end(),
                            [](const Entry& e) { return e.delivery_key == "killed"; }),
              1);
}

TEST(Pictures, ExistForEveryMatterThatShowsOne) {
    for (const Matter& matter : Corpus::shipped().matters()) {
        if (matter.picture.empty()) continue;
        const auto picture = find_picture("street:picture/" + matter.picture);
        ASSERT_TRUE(picture) << matter.picture;
        EXPECT_TRUE(picture->bytes.starts_with("<svg ") && picture->bytes.ends_with("</svg>"));
        EXPECT_FALSE(matter.picture_alt.empty());
    }
    EXPECT_FALSE(find_picture("street:picture/none"));
    EXPECT_FALSE(find_picture("https://example.org/wet-box"));
}

TEST(CorpusReading, NamesTheLineThatItDoesNotUnderstand) {
    for (const std::string_view text :
         {"open: x\n", "[language en]\nnonsense\n", "[language en]\n[matter a b]\n",
          "[language en]\n[matter a b c 1]\n",
          "[language en]\n[matter a b praise 1]\npicture: x\n"})
        EXPECT_FALSE(Corpus::parse({text})) << text;
    EXPECT_EQ(Corpus::parse({"# note\n\n[language en]\nbad\n"}).error().message,
              "line 4: \"bad\" is not understood");
}

}  // namespace
}  // namespace heed::channels::street
