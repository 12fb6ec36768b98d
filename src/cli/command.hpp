#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

/// What commands need of CLI11, which costs three seconds wherever it is included: it is compiled
/// in command.cpp and command_line.cpp, and nowhere else.
namespace heed::cli {

/// Something that may be typed behind a command.
class Argument {
public:
    explicit Argument(CLI::Option* option) : option_{option} {}

    Argument& required(bool is = true);
    /// What stands for the value in the help, such as "FILE".
    Argument& type_name(const char* name);
    /// The help's heading; "" hides it from there.
    Argument& group(const char* name);
    /// Several values may stand in one word, with this between them.
    Argument& delimiter(char between);
    Argument& excludes(const Argument& other);
    /// Refuses other numbers; both bounds are allowed.
    Argument& between(int min, int max);
    Argument& between(std::size_t min, std::size_t max);
    Argument& between(double min, double max);

private:
    CLI::Option* option_;
};

/// A command or a group of commands. A handle: copies mean the same command, which the command line
/// that it was added to must outlive.
class Command {
public:
    explicit Command(CLI::App& app) : app_{&app} {}

    [[nodiscard]] Command add_subcommand(const std::string& name, const std::string& about);
    /// One of the commands in this group has to follow.
    void require_subcommand();
    /// Stands below the help.
    void footer(const std::string& text);

    // `into` is written when the line is read, and must live until then. A name without dashes is
    // known by its place.
    Argument add_option(const std::string& name, std::string& into, const std::string& help);
    Argument add_option(const std::string& name, std::vector<std::string>& into,
                        const std::string& help);
    Argument add_option(const std::string& name, std::uint64_t& into, const std::string& help);
    Argument add_option(const std::string& name, double& into, const std::string& help);
    Argument add_option(const std::string& name, std::function<void(const std::string&)> take,
                        const std::string& help);
    Argument add_flag(const std::string& name, bool& into, const std::string& help);
    /// `take` hears whether the flag was set; with "--x,!--no-x" it can also be unset.
    Argument add_flag(const std::string& name, std::function<void(bool)> take,
                      const std::string& help);

    /// Called when this command was typed.
    void callback(std::function<void()> chosen);

private:
    CLI::App* app_;
};

}  // namespace heed::cli
