#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/desk.hpp"

namespace heed::cli {

namespace {

struct ConfigWishes {
    bool toml = false;
    bool check = false;
};

int print_config(const Invocation& invocation, const ConfigWishes& wishes) {
    if (!wishes.check) {
        fmt::print("{}", wishes.toml ? config_toml() : config_markdown());
        return exit_ok;
    }
    const auto config = invocation.load();
    if (!config) return fail_with(config.error());
    fmt::print("The configuration is fine.\n");
    return exit_ok;
}

}  // namespace

void add_config(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("config", "Documents every setting, or checks them");
    command.footer(
        "Examples:\n  heed config\n  heed config --toml > heed.toml\n"
        "  heed config --check --config heed.toml");
    const auto wishes = std::make_shared<ConfigWishes>();
    auto toml = command.add_flag("--toml", wishes->toml, "Prints a heed.toml with every setting");
    command.add_flag("--check", wishes->check, "Says whether file and environment are right")
        .excludes(toml);
    add_settings(command, invocation, {});
    on_run(command, invocation,
           [&invocation, wishes] { return print_config(invocation, *wishes); });
}

void add_about(Command app, Invocation& invocation) {
    on_run(app.add_subcommand("version", "Prints the version"), invocation, [] {
        fmt::print("heed {}\n", HEED_VERSION);
        return exit_ok;
    });
    on_run(app.add_subcommand("openapi", "Prints the OpenAPI document of the API"), invocation, [] {
        fmt::print("{}\n", openapi_document());
        return exit_ok;
    });
}

}  // namespace heed::cli
