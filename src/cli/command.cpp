#include "cli/command.hpp"

#include <CLI/CLI.hpp>

namespace heed::cli {

Argument& Argument::required(bool is) {
    option_->required(is);
    return *this;
}

Argument& Argument::type_name(const char* name) {
    option_->type_name(name);
    return *this;
}

Argument& Argument::group(const char* name) {
    option_->group(name);
    return *this;
}

Argument& Argument::delimiter(char between) {
    option_->delimiter(between);
    return *this;
}

Argument& Argument::excludes(const Argument& other) {
    option_->excludes(other.option_);
    return *this;
}

Argument& Argument::between(int min, int max) {
    option_->check(CLI::Range(min, max));
    return *this;
}

Argument& Argument::between(std::size_t min, std::size_t max) {
    option_->check(CLI::Range(min, max));
    return *this;
}

Argument& Argument::between(double min, double max) {
    option_->check(CLI::Range(min, max));
    return *this;
}

Command Command::add_subcommand(const std::string& name, const std::string& about) {
    return Command(*app_->add_subcommand(name, about));
}

void Command::require_subcommand() {
    app_->require_subcommand(1);
}

void Command::footer(const std::string& text) {
    app_->footer(text);
}

Argument Command::add_option(const std::string& name, std::string& into, const std::string& help) {
    return Argument(app_->add_option(name, into, help));
}

Argument Command::add_option(const std::string& name, std::vector<std::string>& into,
                             const std::string& help) {
    return Argument(app_->add_option(name, into, help));
}

Argument Command::add_option(const std::string& name, std::uint64_t& into,
                             const std::string& help) {
    return Argument(app_->add_option(name, into, help));
}

Argument Command::add_option(const std::string& name, double& into, const std::string& help) {
    return Argument(app_->add_option(name, into, help));
}

Argument Command::add_option(const std::string& name, std::function<void(const std::string&)> take,
                             const std::string& help) {
    return Argument(app_->add_option_function<std::string>(name, take, help));
}

Argument Command::add_flag(const std::string& name, bool& into, const std::string& help) {
    return Argument(app_->add_flag(name, into, help));
}

Argument Command::add_flag(const std::string& name, std::function<void(bool)> take,
                           const std::string& help) {
    return Argument(app_->add_flag_function(
        name, [take = std::move(take)](std::int64_t count) { take(count > 0); }, help));
}

void Command::callback(std::function<void()> chosen) {
    app_->callback(std::move(chosen));
}

}  // namespace heed::cli
