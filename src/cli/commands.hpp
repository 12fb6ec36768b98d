#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cli/command.hpp"
#include "cli/config.hpp"

namespace heed::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  ///< it failed, or a line was bad
inline constexpr int exit_usage = 2;   ///< wrong use

/// What the command line said, until the command runs.
struct Invocation {
    std::string config_file;
    std::map<std::string, std::string> flags;  ///< settings by key, as typed
    std::function<int()> command;

    [[nodiscard]] Result<Config> load() const;
};

/// Adds --config and one option for every named setting; all settings without names.
void add_settings(Command app, Invocation& invocation,
                  std::initializer_list<std::string_view> keys);
void add_all_settings(Command app, Invocation& invocation);

/// What `command` does once the whole line is read.
void on_run(Command command, Invocation& invocation, std::function<int()> action);

/// Loads the config, runs `action` and prints what went wrong.
[[nodiscard]] int run_on_data(const Invocation& invocation,
                              const std::function<Status(const Config&)>& action);

// One function a family of commands, each in a file of its own.
void add_serve(Command app, Invocation& invocation);
void add_demo(Command app, Invocation& invocation);
void add_replay(Command app, Invocation& invocation);
void add_understand(Command app, Invocation& invocation);
void add_listen(Command app, Invocation& invocation);
void add_coach(Command app, Invocation& invocation);
void add_train(Command app, Invocation& invocation);
void add_user(Command app, Invocation& invocation);
void add_channel(Command app, Invocation& invocation);
void add_token(Command app, Invocation& invocation);
void add_check(Command app, Invocation& invocation);
void add_backup(Command app, Invocation& invocation);
void add_config(Command app, Invocation& invocation);
void add_about(Command app, Invocation& invocation);

/// "heed: ..." on stderr in one line, whatever the message holds.
void print_error(std::string_view message);
/// Prints the error and gives the exit code that fits it.
[[nodiscard]] int fail_with(const Error& error);
/// The same for a configuration: what is set wrongly is wrong use.
[[nodiscard]] int config_failed(const Error& error);
[[nodiscard]] int misused(std::string_view message);

}  // namespace heed::cli
