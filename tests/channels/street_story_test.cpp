#include "channels/street_support.hpp"

namespace heed::channels::street {
namespace {

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

}  // namespace
}  // namespace heed::channels::street
