#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.hpp"
#include "cli/data.hpp"
#include "cli/whole_file.hpp"
#include "store/sqlite_file.hpp"

namespace heed::cli {

namespace {

namespace fs = std::filesystem;

struct BackupWishes {
    std::string file;
    bool force = false;
};

bool is_postgres(const Config& config) {
    return config.data().find("://") != std::string::npos;
}

int use_pg_dump(std::string_view tool) {
    return misused(
        fmt::format("the desk's data is in PostgreSQL, whose own tool is the right one: {}", tool));
}

/// Removes what a step that failed has left.
class Scratch {
public:
    explicit Scratch(std::string file) : file_(std::move(file)) { remove(); }
    ~Scratch() { remove(); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const std::string& file() const { return file_; }

private:
    void remove() const {
        std::error_code ignored;
        for (const auto* tail : {"", "-wal", "-shm", "-journal"})
            fs::remove(file_ + tail, ignored);
    }
    std::string file_;
};

int back_up(const Config& config, const BackupWishes& wishes) {
    if (is_postgres(config)) return use_pg_dump("pg_dump --format=custom --file=FILE URL");
    std::error_code ignored;
    if (fs::exists(wishes.file, ignored) && !wishes.force) {
        return fail_with(
            {ErrorCode::conflict, fmt::format("{} exists; --force replaces it", wishes.file)});
    }
    if (const auto schema = store::schema_of(config.data()); !schema) {
        return fail_with(schema.error());
    }
    const Scratch scratch(wishes.file + ".part");
    auto done = store::copy_data(config.data(), scratch.file());
    if (done) done = put_in_place(scratch.file(), wishes.file);
    if (!done) return fail_with(done.error());
    fmt::print(
        "Backed up {} to {}. Keep a copy of {} as well: it opens the credentials of "
        "channels.\n",
        config.data(), wishes.file, config.key_file());
    return exit_ok;
}

Result<bool> is_empty_desk(const Config& config) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    return (*data)->database().ask<bool>([](store::Reader& reader) -> Result<bool> {
        return reader.last_event() == 0 && reader.users().empty() && reader.brands().empty();
    });
}

/// Moves what is there out of the way; with --force also a desk that is in use by people.
Status make_room(const Config& config, bool force) {
    const auto& target = config.data();
    std::error_code ignored;
    if (!fs::exists(target, ignored)) return {};
    const bool is_heed = store::schema_of(target).has_value();
    if (!force) {
        const auto empty = is_heed ? is_empty_desk(config) : Result<bool>{false};
        if (!empty) return fail(empty.error());
        if (!*empty) {
            return fail(ErrorCode::conflict,
                        fmt::format("{} is not empty; --force moves it to {}.before-restore",
                                    target, target));
        }
    }
    if (is_heed) {
        if (auto done = store::close_data(target); !done) return done;
    }
    std::error_code failed;
    fs::rename(target, target + ".before-restore", failed);
    if (!failed) return {};
    return fail(ErrorCode::unavailable,
                fmt::format("cannot move {}: {}", target, failed.message()));
}

/// A copy that was opened once: an older schema is migrated, a newer one refused.
Status prepare(const std::string& from, const std::string& copy) {
    if (auto done = store::copy_data(from, copy); !done) return done;
    store::Database::Options options;
    options.target = copy;
    options.readers = 1;
    auto opened = store::Database::open(std::move(options));
    if (!opened) return fail(opened.error());
    auto damage = (*opened)->ask<std::vector<std::string>>(
        [](store::Reader& reader) -> Result<std::vector<std::string>> { return reader.damage(); });
    if (!damage) return fail(damage.error());
    if (!damage->empty()) {
        return fail(ErrorCode::invalid, fmt::format("{} is damaged: {}", from, damage->front()));
    }
    opened->reset();
    return store::close_data(copy);
}

int restore(const Config& config, const BackupWishes& wishes) {
    if (is_postgres(config)) return use_pg_dump("pg_restore --dbname=URL FILE");
    if (const auto schema = store::schema_of(wishes.file); !schema) {
        return fail_with(schema.error());
    }
    const Scratch scratch(config.data() + ".restoring");
    auto done = prepare(wishes.file, scratch.file());
    if (done) done = make_room(config, wishes.force);
    if (done) done = put_in_place(scratch.file(), config.data());
    if (!done) return fail_with(done.error());
    fmt::print("Restored {} from {}.\n", config.data(), wishes.file);
    return exit_ok;
}

void add_one(Command app, Invocation& invocation, const std::string& name, const std::string& help,
             const std::string& footer, const std::string& force_help,
             int (*action)(const Config&, const BackupWishes&)) {
    const auto wishes = std::make_shared<BackupWishes>();
    auto command = app.add_subcommand(name, help);
    command.footer(footer);
    command.add_option("file", wishes->file, "The backup").required().type_name("FILE");
    command.add_flag("--force", wishes->force, force_help);
    add_settings(command, invocation, {"data", "database", "key_file"});
    on_run(command, invocation, [&invocation, wishes, action] {
        const auto config = invocation.load();
        return config ? action(*config, *wishes) : config_failed(config.error());
    });
}

}  // namespace

void add_backup(Command app, Invocation& invocation) {
    add_one(app, invocation, "backup", "Copies all data into one file, also while the desk runs",
            "Examples:\n  heed backup /backup/heed-monday.db\n"
            "  heed backup --force --data /var/lib/heed/heed.db /backup/heed.db",
            "Replaces an older backup", back_up);
    add_one(app, invocation, "restore", "Puts a backup in the place of the desk's data",
            "Examples:\n  heed restore /backup/heed-monday.db\n"
            "  heed restore --force --data /var/lib/heed/heed.db /backup/heed.db\n\n"
            "Stop the desk first.",
            "Also when the desk holds data, which is moved aside", restore);
}

}  // namespace heed::cli
