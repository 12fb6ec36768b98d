#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/data.hpp"
#include "cli/nearest.hpp"

namespace heed::cli {

namespace {

void add_setting(Command app, Invocation& invocation, const Setting& setting) {
    const std::string key(setting.key);
    // The whole of it stands in `heed config`; here its first sentence will do.
    const std::string help(setting.help.substr(0, setting.help.find(". ")));
    const std::string option(setting.option());
    if (setting.kind == Kind::flag) {
        app.add_flag(
               fmt::format("{},!--no-{}", option, option.substr(2)),
               [&invocation, key](bool set) { invocation.flags[key] = set ? "true" : "false"; },
               help)
            .group("Settings");
        return;
    }
    app.add_option(
           option, [&invocation, key](const std::string& text) { invocation.flags[key] = text; },
           help)
        .type_name(setting.kind == Kind::number ? "N" : "TEXT")
        .group("Settings");
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

/// The command that somebody did not quite type, or nothing.
std::optional<std::string> unknown_command(const CLI::App& app, int count,
                                           const char* const* words) {
    const CLI::App* at = &app;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word.starts_with('-')) return std::nullopt;
        const auto names = command_names(*at);
        if (names.empty()) return std::nullopt;
        if (std::find(names.begin(), names.end(), word) == names.end()) {
            return fmt::format("there is no command \"{}\"{} (heed{} --help lists them)",
                               cut_utf8(word, 60), did_you_mean(word, names),
                               at == &app ? "" : " " + at->get_name());
        }
        at = at->get_subcommand(std::string(word));
    }
    return std::nullopt;
}

int parse_failed(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        return app.exit(error);  // --help and --version print themselves
    }
    return misused(error.what());
}

int run_command(CLI::App& app, Invocation& invocation, int count, const char* const* words) {
    if (const auto unknown = unknown_command(app, count, words)) return misused(*unknown);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return parse_failed(app, error);
    }
    return invocation.command ? invocation.command() : exit_usage;
}

}  // namespace

Result<Config> Invocation::load() const {
    auto config = load_config({config_file, heed_variables(), flags});
    if (config) config->set_up_log();
    return config;
}

void add_settings(Command app, Invocation& invocation,
                  std::initializer_list<std::string_view> keys) {
    app.add_option("--config", invocation.config_file,
                   "Reads settings from this file (otherwise heed.toml, when there is one)")
        .type_name("FILE")
        .group("Settings");
    for (const auto key : keys)
        add_setting(app, invocation, *find_setting(key));
}

void add_all_settings(Command app, Invocation& invocation) {
    add_settings(app, invocation, {});
    for (const auto& setting : settings())
        add_setting(app, invocation, setting);
}

void on_run(Command command, Invocation& invocation, std::function<int()> action) {
    command.callback([&invocation, action = std::move(action)] { invocation.command = action; });
}

int run_on_data(const Invocation& invocation, const std::function<Status(const Config&)>& action) {
    const auto config = invocation.load();
    if (!config) return config_failed(config.error());
    const auto done = action(*config);
    return done ? exit_ok : fail_with(done.error());
}

void print_error(std::string_view message) {
    fmt::print(stderr, "heed: {}\n", one_line(message));
}

int fail_with(const Error& error) {
    std::string_view field = error.field;
    if (field.starts_with("$.")) field.remove_prefix(2);
    print_error(field.empty() ? error.message : fmt::format("{} {}", field, error.message));
    return exit_failed;
}

int config_failed(const Error& error) {
    const int code = fail_with(error);
    return error.code == ErrorCode::invalid ? exit_usage : code;
}

int misused(std::string_view message) {
    print_error(message);
    return exit_usage;
}

int run(int count, const char* const* words) {
    try {
        CLI::App app{"Heed, the desk that answers customers where they speak.", "heed"};
        app.require_subcommand(1);
        app.get_formatter()->column_width(36);
        Invocation invocation;
        for (const auto add :
             {add_serve, add_demo, add_replay, add_understand, add_listen, add_coach, add_train,
              add_user, add_channel, add_token, add_check, add_backup, add_config, add_about}) {
            add(Command(app), invocation);
        }
        return run_command(app, invocation, count, words);
    } catch (const std::exception& error) {
        print_error(fmt::format("this is a bug in Heed: {}", error.what()));
        return exit_failed;
    }
}

}  // namespace heed::cli
