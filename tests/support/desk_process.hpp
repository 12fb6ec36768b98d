#pragma once

#include <sys/types.h>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace heed::test {

/// The program itself, started as an operator would; killed when this goes out of scope.
class DeskProcess {
public:
    /// `log_file` takes what it says on its standard error, behind what earlier ones said.
    DeskProcess(const std::vector<std::string>& arguments, const std::string& log_file);
    ~DeskProcess();
    DeskProcess(const DeskProcess&) = delete;
    DeskProcess& operator=(const DeskProcess&) = delete;

    /// Waits until it serves. False when it died before, or took longer.
    [[nodiscard]] bool wait_until_ready(Millis most);
    [[nodiscard]] const std::string& url() const { return url_; }
    /// Of the link on its terminal; empty when the desk has an owner.
    [[nodiscard]] std::string setup_token() const;

    /// Whether it has died by SIGKILL without our doing, or does so within the time.
    [[nodiscard]] bool was_killed(Millis within);
    void kill();  ///< at once and without a word, as power cuts and the kernel do
    /// Asks it to end, as an operator does, and gives its exit status; -1 when it does not.
    [[nodiscard]] int stop();

private:
    [[nodiscard]] bool read_more(Millis most);
    [[nodiscard]] std::optional<int> wait_for_end(Millis most);

    pid_t process_ = -1;
    int stdout_ = -1;
    std::string said_;
    std::string url_;
};

/// Runs the program to its end and gives its exit status; what it printed goes to `printed`.
[[nodiscard]] int run_program(const std::vector<std::string>& arguments, std::string& printed);

/// What `heed check` finds wrong with data that lies in a file or a PostgreSQL database; empty when
/// it finds it clean.
[[nodiscard]] std::string faults_in(const std::string& data);

/// The end of a log, for the message of a test that failed.
[[nodiscard]] std::string tail_of(const std::string& log_file);

}  // namespace heed::test
