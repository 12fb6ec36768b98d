#include "channels/street_support.hpp"

#include <algorithm>
#include <set>

#include "channels/replay/repair.hpp"
#include "channels/street/pictures.hpp"

namespace heed::channels::street {
namespace {

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

TEST(Street, HasAFewWhomManyRead) {
    ManualClock clock;
    const auto world = open({}, clock);
    clock.pass(hours{2});
    std::map<std::string, long long> followers;
    for (const auto& post : posts_of(hear_all(*world))) {
        if (!post.own) followers[post.author.remote_id] = post.author.followers;
    }
    std::vector<long long> sorted;
    for (const auto& [id, count] : followers)
        sorted.push_back(count);
    std::sort(sorted.begin(), sorted.end());
    EXPECT_LT(sorted[sorted.size() / 2], 200);
    EXPECT_GT(sorted[sorted.size() - 3], 9'000);
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
