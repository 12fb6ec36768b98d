#pragma once

#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/board.hpp"
#include "support/chance.hpp"
#include "support/desk_client.hpp"

namespace heed::test {

/// Somebody who works at a desk that keeps dying: claims, notes, drafts and replies. What got no
/// answer is asked again with the same Idempotency-Key at the next desk, as a good client does.
class Agent {
public:
    /// Signs in at a desk; false when that could not be done.
    using Enter = std::function<bool(DeskClient&)>;

    /// `number` of `count` agents of a network: everybody has conversations of their own.
    struct Post {
        std::string network;
        int number = 0;
        int count = 1;
    };
    Agent(Board& board, Enter enter, Post post, std::uint64_t seed);
    ~Agent();
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    /// What came of the work; to be read when the agent has left.
    struct Report {
        std::vector<std::string> accepted;  ///< texts of replies that the desk took
        std::vector<std::string> refused;   ///< and of those it did not, with a reason
        std::vector<std::string> notes;
        std::vector<std::string> wrong;  ///< what must never happen
        int repeated = 0;                ///< requests asked again because nobody had answered
    };
    /// Waits for the agent to leave; the board must have been closed or finished.
    [[nodiscard]] const Report& report();

private:
    enum class Stage { claim, note, draft, look, reply };
    struct Task {
        Stage stage = Stage::claim;
        std::string conversation;
        std::string room;
        std::string text;
        bool asked = false;  ///< this stage, before
    };

    void work();
    bool work_at(DeskClient& desk);
    [[nodiscard]] std::optional<Task> choose(DeskClient& desk, bool& lost);
    [[nodiscard]] DeskClient::Answer ask(DeskClient& desk, const Task& task) const;
    void conclude(Task& task, const DeskClient::Answer& answer);
    void look_at(const Task& task, const DeskClient::Answer& answer);

    Board& board_;
    Enter enter_;
    Post post_;
    Chance chance_;
    std::optional<Task> task_;
    int tasks_ = 0;
    std::string user_;
    Report report_;
    std::thread thread_;
};

}  // namespace heed::test
