#include "support/desk_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace heed::test {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Millis stop_within = std::chrono::seconds{20};
constexpr Millis poll_step{10};

struct Started {
    pid_t process = -1;
    int stdout_pipe = -1;
};

Started start(const std::vector<std::string>& arguments, const std::string& log_file) {
    static const std::string program = std::string(HEED_BINARY_DIR) + "/heed";
    // All is made ready before the fork: behind it only what is safe beside other threads.
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const auto& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    const int log = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::array<int, 2> pipe_ends{};
    if (log < 0 || ::pipe2(pipe_ends.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no file or pipe for the program's words");
    const pid_t process = ::fork();
    if (process == 0) {
        // A test run that is cut off must leave no desk behind.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(pipe_ends[1], STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
        ::execv(words[0], words.data());
        ::_exit(127);
    }
    ::close(log);
    ::close(pipe_ends[1]);
    if (process < 0) throw std::runtime_error("the program cannot be started");
    return {process, pipe_ends[0]};
}

std::string between(const std::string& text, std::string_view begin, std::string_view ends) {
    const auto at = text.find(begin);
    if (at == std::string::npos) return {};
    const auto from = at + begin.size();
    const auto to = text.find_first_of(ends, from);
    return to == std::string::npos ? std::string{} : text.substr(from, to - from);
}

}  // namespace

DeskProcess::DeskProcess(const std::vector<std::string>& arguments, const std::string& log_file) {
    const auto started = start(arguments, log_file);
    process_ = started.process;
    stdout_ = started.stdout_pipe;
}

DeskProcess::~DeskProcess() {
    kill();
    ::close(stdout_);
}

bool DeskProcess::read_more(Millis most) {
    pollfd waiting{stdout_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
    std::array<char, 4096> chunk{};
    const auto got = ::read(stdout_, chunk.data(), chunk.size());
    if (got <= 0) return false;
    said_.append(chunk.data(), static_cast<std::size_t>(got));
    return true;
}

bool DeskProcess::wait_until_ready(Millis most) {
    const auto until = SteadyClock::now() + most;
    while (url_.empty()) {
        const auto left = std::chrono::ceil<Millis>(until - SteadyClock::now());
        if (left <= Millis{0} || !read_more(left)) return false;
        const auto address = between(said_, "http://", "\n");
        if (!address.empty()) url_ = "http://" + address;
    }
    return true;
}

std::string DeskProcess::setup_token() const {
    return between(said_, "/setup#token=", " \r\n");
}

/// Its status when it ends within the time; empty when it goes on living.
std::optional<int> DeskProcess::wait_for_end(Millis most) {
    const auto until = SteadyClock::now() + most;
    int status = 0;
    while (::waitpid(process_, &status, WNOHANG) == 0) {
        if (SteadyClock::now() > until) return std::nullopt;
        ::poll(nullptr, 0, static_cast<int>(poll_step.count()));
    }
    process_ = -1;
    return status;
}

bool DeskProcess::was_killed(Millis within) {
    if (process_ <= 0) return false;
    const auto status = wait_for_end(within);
    return status && WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL;
}

void DeskProcess::kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

int DeskProcess::stop() {
    if (process_ <= 0) return -1;
    ::kill(process_, SIGTERM);
    const auto status = wait_for_end(stop_within);
    return status && WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
}

int run_program(const std::vector<std::string>& arguments, std::string& printed) {
    const auto started = start(arguments, "/dev/null");
    std::array<char, 4096> chunk{};
    for (;;) {
        const auto got = ::read(started.stdout_pipe, chunk.data(), chunk.size());
        if (got <= 0) break;
        printed.append(chunk.data(), static_cast<std::size_t>(got));
    }
    ::close(started.stdout_pipe);
    int status = 0;
    ::waitpid(started.process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string faults_in(const std::string& data) {
    const bool is_file = data.find("://") == std::string::npos;
    std::string printed;
    const int status =
        run_program({"check", (is_file ? "--data=" : "--database=") + data}, printed);
    return status == 0 ? std::string{} : printed + "\nexit status " + std::to_string(status);
}

std::string tail_of(const std::string& log_file) {
    constexpr std::size_t shown_max = 4000;
    std::ifstream file{log_file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    return text.size() > shown_max ? text.substr(text.size() - shown_max) : text;
}

}  // namespace heed::test
