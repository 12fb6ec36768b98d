#include "support/agent.hpp"

#include <fmt/format.h>

#include <functional>

namespace heed::test {

namespace json = boost::json;

namespace {

constexpr int rows_shown = 60;
constexpr Millis look_again{20};

/// No answer, or one of a desk that no longer or not yet knows us: try again at the next.
bool unanswered(const DeskClient::Answer& answer) {
    return answer.lost() || answer.status == 401 || answer.status == 403;
}

}  // namespace

Agent::Agent(Board& board, Enter enter, Post post, std::uint64_t seed)
    : board_(board),
      enter_(std::move(enter)),
      post_(std::move(post)),
      chance_(seed),
      thread_([this] { work(); }) {}

Agent::~Agent() {
    if (!thread_.joinable()) return;
    board_.close();
    thread_.join();
}

const Agent::Report& Agent::report() {
    if (thread_.joinable()) thread_.join();
    if (task_) report_.wrong.push_back("unfinished: " + task_->text);
    return report_;
}

void Agent::work() {
    while (const auto url = board_.wait_for_desk()) {
        DeskClient desk(*url);
        if (!enter_(desk)) {
            std::this_thread::sleep_for(look_again);
            continue;
        }
        user_ = text_at(desk.get("/api/v1/session").body, "/user/id");
        if (user_.empty() || !work_at(desk)) continue;
        board_.leave();
        return;
    }
}

/// True when everything is finished, false when the desk is gone.
bool Agent::work_at(DeskClient& desk) {
    for (;;) {
        if (!task_) {
            if (board_.finishing()) return true;
            bool lost = false;
            task_ = choose(desk, lost);
            if (lost) return false;
            if (!task_) std::this_thread::sleep_for(look_again);
            continue;
        }
        if (task_->asked) ++report_.repeated;
        task_->asked = true;
        const auto answer = ask(desk, *task_);
        if (unanswered(answer)) return false;
        board_.count_answer();
        conclude(*task_, answer);
    }
}

std::optional<Agent::Task> Agent::choose(DeskClient& desk, bool& lost) {
    const auto page = desk.get(
        fmt::format("/api/v1/conversations?view=needs_reply&order=newest&limit={}", rows_shown));
    lost = unanswered(page);
    std::vector<std::string> mine;
    for (const auto& row : array_at(page.body, "/items")) {
        const auto id = text_at(row, "/id");
        const auto whose = std::hash<std::string>{}(id) % static_cast<std::size_t>(post_.count);
        const bool own = whose == static_cast<std::size_t>(post_.number);
        if (own && text_at(row, "/network") == post_.network) mine.push_back(id);
    }
    if (mine.empty()) return std::nullopt;
    Task task;
    task.conversation = chance_.pick(mine);
    const auto shown = desk.get("/api/v1/conversations/" + task.conversation);
    lost = unanswered(shown);
    const auto rooms = array_at(shown.body, "/rooms");
    if (rooms.empty()) return std::nullopt;
    task.room = text_at(chance_.pick(rooms), "/id");
    task.text =
        fmt::format("{}: Sorry! I look for your parcel and write again today. ^Nora [{}-{}]",
                    text_at(shown.body, "/customer/name"), post_.number, ++tasks_);
    return task;
}

DeskClient::Answer Agent::ask(DeskClient& desk, const Task& task) const {
    const auto path = "/api/v1/conversations/" + task.conversation;
    const DeskClient::Headers once{
        {"idempotency-key",
         fmt::format("{}-{}", task.text, task.stage == Stage::note ? "note" : "reply")}};
    const json::object words{{"room_id", task.room}, {"text", task.text}};
    switch (task.stage) {
        case Stage::claim:
            return desk.send("PUT", path + "/owner", json::object{{"user_id", user_}});
        case Stage::note:
            return desk.send("POST", path + "/notes", json::object{{"text", task.text}}, once);
        case Stage::draft:
            return desk.send("PUT", path + "/draft", words);
        case Stage::look:
            return desk.get(path);
        case Stage::reply:
            break;
    }
    return desk.send("POST", path + "/replies", words, once);
}

void Agent::conclude(Task& task, const DeskClient::Answer& answer) {
    task.asked = false;
    switch (task.stage) {
        case Stage::claim:
            task.stage = chance_.one_in(4) ? Stage::note : Stage::draft;
            return;
        case Stage::note:
            if (answer.good()) report_.notes.push_back(task.text);
            task.stage = Stage::draft;
            return;
        case Stage::draft:
            task.stage = answer.good() ? Stage::look : Stage::reply;
            return;
        case Stage::look:
            look_at(task, answer);
            task.stage = Stage::reply;
            return;
        case Stage::reply:
            (answer.good() ? report_.accepted : report_.refused).push_back(task.text);
            task_.reset();
    }
}

/// What the desk said it had saved must be there, also when it died since.
void Agent::look_at(const Task& task, const DeskClient::Answer& answer) {
    if (text_at(answer.body, "/draft/text") != task.text)
        report_.wrong.push_back("the saved draft is gone: " + task.text);
}

}  // namespace heed::test
