#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "api/live.hpp"
#include "api/presence.hpp"
#include "app/approvals.hpp"
#include "app/coaching.hpp"
#include "app/env.hpp"
#include "base/id.hpp"
#include "channels/street/world.hpp"
#include "cli/demo_cast.hpp"
#include "cli/demo_words.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

namespace heed::cli {

/// What the colleagues work with; all of it must outlive them.
struct DemoOffice {
    store::Database& database;
    IdSource& ids;
    const Clock& clock;
    channels::street::World& world;
    api::PresenceBoard& presence;
    api::LiveHub& live;
    app::Coaching& coaching;
    std::function<void()> wake_outbox;
    std::uint64_t seed = 1;
    double speed = 1;
    Millis undo_window = std::chrono::seconds{10};
};

/// The owner's fictional colleagues, at work while somebody watches the demo. They read, take,
/// answer and close conversations through the use cases, as their browsers would: the coach reads
/// what they write, and what the guard does not let go waits for a second person. They leave alone
/// what belongs to anybody else, what anybody else looks at or has begun to answer, and about as
/// much of the rest as one more person can answer; when too much is left lying, they help.
class DemoTeam {
public:
    // How many may wait before they hold back, or help with everything.
    static constexpr int waiting_few = 14;
    static constexpr int waiting_many = 26;
    static constexpr int overdue_many = 6;
    static constexpr int rows_max = 150;  ///< that one look at a list takes in
    static constexpr int held_max = 20;   ///< replies that one look at the second looks takes in

    explicit DemoTeam(DemoOffice office);
    ~DemoTeam();
    DemoTeam(const DemoTeam&) = delete;
    DemoTeam& operator=(const DemoTeam&) = delete;

    /// Begins to work, on a thread of its own.
    void start();
    void stop();

    /// Does what is due and says when the next thing is.
    [[nodiscard]] Time step();

private:
    /// One conversation that waits, with the truth about what was written last.
    struct Candidate {
        app::ConversationRecord record;
        app::PostRecord post;
        channels::street::Truth truth;
        RoomKind room = RoomKind::public_;
        std::optional<ResolveReason> needs_nothing;
    };
    struct Task {
        Candidate of;
        bool confirms = false;  ///< asks whether what was settled is
        bool writing = false;
        long long seen_version = 0;
        std::string text;
    };
    struct Colleague {
        std::size_t member = 0;
        UserId id;
        channels::street::Random random{0};
        Time due;
        std::optional<Task> task;
    };

    void work(std::stop_token stop);
    bool meet();
    void go_on(Colleague& colleague, Time now);
    void look_for_work(Colleague& colleague, Time now);
    void read(Colleague& colleague, Time now);
    void put_away(Colleague& colleague, Time now);
    void begin_writing(Colleague& colleague, Time now);
    void send(Colleague& colleague, Time now);
    void rest(Colleague& colleague, Time now);
    [[nodiscard]] Status hand_in(const Colleague& colleague, app::NewReply reply, Time now);
    [[nodiscard]] Result<std::vector<Advice>> advice_on(const app::NewReply& reply, UserId writer,
                                                        ReplyId itself = {});
    [[nodiscard]] bool look_over(const Colleague& colleague, Time now);

    [[nodiscard]] std::optional<Task> choose(Colleague& colleague, Time now);
    [[nodiscard]] std::optional<Task> choose_quiet(Colleague& colleague, Time now);
    [[nodiscard]] std::vector<Candidate> waiting(Time now);
    [[nodiscard]] std::optional<Candidate> look_at(store::Reader& reader,
                                                   const store::RowView& row) const;
    [[nodiscard]] bool turn_to_public(Candidate& candidate);
    [[nodiscard]] bool is_left_alone(const Candidate& candidate, Time now);
    [[nodiscard]] bool is_the_owners_share(const Candidate& candidate) const;
    [[nodiscard]] double appeal(const Colleague& colleague, const Candidate& candidate,
                                Time now) const;
    [[nodiscard]] bool anybody_drafts(ConversationId id);
    [[nodiscard]] bool is_taken(ConversationId id) const;

    void be_seen(const Colleague& colleague, bool replying, Time now);
    [[nodiscard]] Millis paced(Colleague& colleague, double least_seconds, double most_seconds);
    [[nodiscard]] app::Env env(const Colleague& colleague, Time now);

    DemoOffice office_;
    std::optional<Cast> cast_;
    DemoWords words_;
    std::array<Colleague, cast_members.size() - 1> colleagues_;
    std::vector<UserId> outsiders_;  ///< everybody who is a real person, as far as we know
    int waiting_now_ = 0;
    int overdue_now_ = 0;
    std::set<int> confirmed_;  ///< stories that were asked about

    std::mutex mutex_;
    std::condition_variable_any stopping_;
    std::jthread thread_;
};

}  // namespace heed::cli
