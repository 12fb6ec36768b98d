#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>

#include "cli/commands.hpp"
#include "cli/desk.hpp"
#include "cli/signals.hpp"

namespace heed::cli {

namespace {

void announce(const Desk& desk, double seconds) {
    fmt::print("Heed {} is ready after {:.1f} s: {}\n", HEED_VERSION, seconds, desk.url());
    if (!desk.setup_link().empty()) {
        fmt::print(
            "\n    This desk has no owner yet. Open this address to become its owner; it works "
            "once:\n\n        {}\n\n",
            desk.setup_link());
    }
    std::fflush(stdout);
}

std::string third_thing_to_try(const Desk& desk) {
#if __has_include("api/contact_pages.hpp")
    return fmt::format("Ask for help yourself, as a customer would: {}/contact/larkspur",
                       desk.url());
#else
    static_cast<void>(desk);
    return "Press ? for the keys, and Ctrl+K for everything.";
#endif
}

void announce_demo(const Desk& desk) {
    fmt::print(
        "\nThe demo is open: {}\n\n"
        "You are Nora, the owner of Larkspur, which sends parcels, runs a shop, phones, cafés and\n"
        "buses. Ben, Aylin and Tomás work beside you. All of them, and the town, are made up.\n\n"
        "  1. Open the conversation on top and answer it (r). See what the customer makes of it.\n"
        "  2. Leave an angry one alone for a while and watch who joins in.\n"
        "  3. {}\n\n"
        "Ctrl+C ends it.\n\n",
        desk.url(), third_thing_to_try(desk));
    std::fflush(stdout);
}

int run_desk(const DeskOptions& options) {
    const auto begun = std::chrono::steady_clock::now();
    std::promise<void> asked;
    const SignalWatch signals([&asked] { asked.set_value(); });
    auto desk = Desk::start(options);
    if (!desk) return fail_with(desk.error());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    announce(**desk, took.count());
    if (options.demo) announce_demo(**desk);
    notify_service("READY=1");
    asked.get_future().wait();
    notify_service("STOPPING=1");
    (*desk)->stop();
    return exit_ok;
}

int serve(const Invocation& invocation) {
    const auto config = invocation.load();
    if (!config) return config_failed(config.error());
    const auto options = config->desk_options();
    if (options.key_file.empty()) {
        return misused(
            "PostgreSQL needs key_file as well: the file with the key that seals the "
            "credentials of channels (--key-file FILE; it is made when it is absent)");
    }
    return run_desk(options);
}

/// A folder for as long as the demo runs.
class DemoFolder {
public:
    DemoFolder() {
        auto name = (std::filesystem::temp_directory_path() / "heed-demo-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) path_ = name;
    }
    ~DemoFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    DemoFolder(const DemoFolder&) = delete;
    DemoFolder& operator=(const DemoFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct DemoWishes {
    std::uint64_t seed = 1;
    double speed = 1;
    std::string journal;
    bool alone = false;
    std::vector<std::string> faults;
};

int demo(const Invocation& invocation, const DemoWishes& wishes) {
    // Whatever file or environment say of the real data is none of the demo's business.
    auto config = load_config({invocation.config_file, {}, invocation.flags});
    if (!config) return config_failed(config.error());
    config->set_up_log();
    auto options = config->desk_options();
    options.demo = true;
    options.seed = wishes.seed;
    options.speed = wishes.speed;
    options.street_journal = wishes.journal;
    options.alone = wishes.alone;
    options.street_faults = wishes.faults;
    const bool kept =
        config->source("data") == Source::flag || config->source("database") == Source::flag;
    if (kept) return run_desk(options);
    const DemoFolder folder;
    if (folder.path().empty()) {
        return fail_with({ErrorCode::unavailable, "no folder for the demo's data can be made"});
    }
    options.data = folder.path() / "demo.db";
    options.key_file = folder.path() / "demo.db.key";
    return run_desk(options);
}

}  // namespace

void add_serve(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("serve", "Runs the desk");
    command.footer(
        "Examples:\n  heed serve\n  heed serve --listen 127.0.0.1:9000 --data "
        "/var/lib/heed/heed.db\n"
        "  heed serve --config /etc/heed/heed.toml\n\n"
        "Ctrl+C or SIGTERM ends it when the requests at work are answered; twice, at once.");
    add_all_settings(command, invocation);
    on_run(command, invocation, [&invocation] { return serve(invocation); });
}

void add_demo(Command app, Invocation& invocation) {
    auto command =
        app.add_subcommand("demo", "Runs a desk on throw-away data with a little town alive");
    command.footer(
        "Examples:\n  heed demo\n  heed demo --listen 127.0.0.1:9000 --seed 7 --speed 10\n\n"
        "The data goes when the demo ends, unless --data names a file. Whoever opens it on this\n"
        "machine is signed in.");
    const auto wishes = std::make_shared<DemoWishes>();
    command.add_option("--seed", wishes->seed, "Which town; the same seed tells the same stories")
        .type_name("N");
    command.add_option("--speed", wishes->speed, "How fast its time goes (default 1)")
        .type_name("X")
        .between(0.01, 100'000.0);
    command.add_flag("--alone", wishes->alone, "No colleagues answer beside you");
    command.add_option("--street-journal", wishes->journal, "Where the town keeps its record")
        .type_name("FILE")
        .group("");
    command.add_option("--street-faults", wishes->faults, "What goes wrong with deliveries")
        .delimiter(',')
        .group("");
    add_settings(command, invocation,
                 {"listen", "data", "database", "key_file", "ui_dir", "models", "workers",
                  "promise_minutes", "undo_seconds", "access_log", "log_level", "log_format"});
    on_run(command, invocation, [&invocation, wishes] { return demo(invocation, *wishes); });
}

}  // namespace heed::cli
