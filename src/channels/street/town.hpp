#pragma once

#include <deque>
#include <map>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/incoming.hpp"
#include "channels/street/person.hpp"
#include "channels/street/reaction.hpp"
#include "channels/street/settings.hpp"
#include "channels/street/voice.hpp"

namespace heed::channels::street {

/// What the network keeps about one post, and the truth about it that no desk is told.
struct Entry {
    app::IncomingPost post;
    int story = -1;  ///< -1: belongs to no matter
    bool about_brand = false;
    bool deleted = false;
    Intent intent = Intent::other;
    int anger = 0;
    std::string matter;        ///< name in the corpus
    std::string delivery_key;  ///< of a reply that was delivered through the channel
    std::string key = {};      ///< of the line in the corpus that was said: open, more1, calm, ...
};

/// Something we said, as the network took it in. Together with the settings these are all that the
/// street depends on.
struct Reply {
    std::string delivery_key;
    Time at;
    RoomKind room = RoomKind::public_;
    std::string text;
    std::string language;
    std::string in_reply_to;
    std::string recipient;  ///< remote id; needed only where there is no post to answer
    std::vector<Media> media;
};

/// Where a matter stands.
enum class Stage {
    waiting,   ///< for an answer of ours
    reacting,  ///< has read it, will do something in a moment
    hoping,    ///< was told a next step and waits for it
    solved,    ///< is content, and has not said so in public
    thanked,
    left,  ///< has given up on us
};

/// One matter of one person.
struct Story {
    int id = 0;
    const Matter* matter = nullptr;
    std::size_t person = 0;
    Random random{0};
    Stage stage = Stage::waiting;
    int anger = 0;
    int worst_anger = 0;
    int follow_ups = 0;
    int generation = 0;  ///< what was planned for an older one is void
    int said = 0;        ///< numbers the person's posts, for their ids
    int replies = 0;     ///< ours
    bool has_answered = false;
    bool in_private = false;
    bool neglected = false;        ///< the past's desk overlooks it
    bool had_good_answer = false;  ///< the past's desk has given the one of the corpus
    Move next_move = Move::none;
    Time waiting_since;
    std::string root;         ///< remote id of the first public post
    std::string last_post;    ///< the person's, the one a follow-up answers
    std::string direct_root;  ///< first direct message
    Slots slots;
    std::vector<std::string> own_words;
    std::string last_agent_post;
};

/// The street itself: people, what happens to them, and what they make of our replies. A pure
/// function of settings, replies and the time it has been moved on to; no clock, no thread, no
/// file. How often it is moved on makes no difference.
class Town {
public:
    Town(StreetSettings settings, Time start);

    void advance(Time now);

    [[nodiscard]] Time now() const { return now_; }
    /// When something happens next.
    [[nodiscard]] Time next_event_at() const;

    /// Takes in a reply whose post exists and returns the remote id of ours.
    std::string accept(const Reply& reply);
    void start_incident(const Incident& incident, Time now);
    void remove(const std::string& remote_id, Time now);

    [[nodiscard]] const Entry* find(const std::string& remote_id) const;
    [[nodiscard]] const Person* find_person(const std::string& remote_id) const;
    /// Whether this person may be written to privately.
    [[nodiscard]] bool takes_messages(const std::string& person_id) const;
    [[nodiscard]] const std::deque<Entry>& entries() const { return entries_; }
    [[nodiscard]] const std::deque<Story>& stories() const { return stories_; }
    [[nodiscard]] const Author& account() const { return account_; }

    /// What the network showed, in the order in which it did, with the entry it is about.
    struct Shown {
        app::Incoming item;
        std::size_t entry = none;
        static constexpr std::size_t none = static_cast<std::size_t>(-1);
    };
    [[nodiscard]] const std::deque<Shown>& stream() const { return stream_; }

private:
    enum class Plan {
        arrive,     ///< somebody begins something
        open,       ///< a matter is posted
        follow_up,  ///< still no answer
        react,      ///< to our reply
        outcome,    ///< what was announced happens, or does not
        give_thanks,
        bystander,  ///< "same here"
        reshare,
        notice,  ///< somebody with many followers sees it
        edit,
        take_away,
        desk,   ///< the past's desk answers
        noise,  ///< talk of the past that concerns nobody
        wave,   ///< somebody is met by the incident
    };
    struct Event {
        Time at;
        std::uint64_t number = 0;  ///< ties are broken by the order of planning
        Plan plan = Plan::arrive;
        int story = -1;
        int generation = 0;
        std::size_t entry = 0;
        std::string text;
    };
    struct Later {
        bool operator()(const Event& a, const Event& b) const {
            return a.at != b.at ? a.at > b.at : a.number > b.number;
        }
    };
    struct Opening {
        const Matter* matter = nullptr;
        std::size_t line = 0;
    };

    // town.cpp: people, plans, the ledger
    std::string take_in(const Reply& reply);
    void settle_people();
    void plan(Time at, Plan plan, int story = -1, int generation = 0, std::size_t entry = 0,
              std::string text = {});
    void plan_for(const Story& story, Millis delay, Plan what);
    void run(const Event& event);
    [[nodiscard]] Millis paced(Millis usual) const;
    [[nodiscard]] Millis minutes(Story& story, double least, double most) const;
    std::size_t publish(app::IncomingPost post, int story, bool about_brand, Intent intent,
                        int anger, std::string matter);
    [[nodiscard]] app::IncomingPost draft_post(const Person& author, std::string text,
                                               std::uint64_t id_number) const;
    [[nodiscard]] std::size_t index_of(const std::string& remote_id) const;

    // town_past.cpp: what lies behind the start
    void plan_history();
    void desk_answers(Story& story);
    void plan_desk(Story& story);
    [[nodiscard]] std::string desk_line(Story& story, std::string& key);
    [[nodiscard]] bool may_be_overlooked(const Story& story) const;

    // town_life.cpp: who begins something
    void arrive();
    void plan_next_arrival();
    void chatter(std::string_view key);
    void swap_stamps();
    void bystander(Story& story);
    void reshare(Story& story);
    void notice(Story& story);
    [[nodiscard]] Opening next_opening();
    [[nodiscard]] std::size_t choose_person(std::string_view language, Random& random);
    [[nodiscard]] Story* recent_open_story(Random& random);
    Story& begin_story(const Matter& matter, std::size_t person);
    void open_story(Story& story, const std::string& line);
    /// The line with a word before or after it, so that nobody says what somebody else has said.
    [[nodiscard]] std::string in_own_words(const std::string& line, const std::string& language,
                                           Random& random);
    void wave(const Event& event);

    // town_story.cpp: how a matter goes on
    std::size_t say(Story& story, std::string_view key, RoomKind room);
    void wait_for_answer(Story& story);
    void follow_up(Story& story);
    void notice_reply(Story& story, const Reply& reply);
    void carry_out(Story& story);
    void outcome(Story& story);
    void give_thanks(Story& story);
    void plan_correction(std::size_t entry, const Spoken& spoken, Story& story);
    void change_text(const Event& event);
    void take_away(std::size_t entry, Time at);
    [[nodiscard]] bool in_past() const { return now_ < start_; }

    StreetSettings settings_;
    Time start_;
    Time now_;
    Author account_;
    std::uint64_t planned_ = 0;
    std::vector<Person> people_;
    std::unordered_map<std::string, std::size_t> person_by_id_;
    std::deque<Story> stories_;      ///< a deque: references must survive a new one
    std::vector<std::size_t> busy_;  ///< per person: stories that are not over
    std::deque<Entry> entries_;
    std::unordered_map<std::string, std::size_t> entry_by_id_;
    std::deque<Shown> stream_;
    std::priority_queue<Event, std::vector<Event>, Later> events_;
    std::vector<Opening> openings_;
    std::size_t opening_ = 0;
    std::uint64_t cycle_ = 0;
    std::deque<std::string> recent_replies_;
    Memory memory_;
    Random life_;
    std::uint64_t noise_ = 0;  ///< numbers posts that belong to no story
};

}  // namespace heed::channels::street
