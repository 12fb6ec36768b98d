#include "store/migrate.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/time.hpp"

namespace heed::store {

namespace {

using Integer = long long;

Integer ask(Connection& db, std::string_view query) {
    Integer answer = 0;
    db.each<Integer>(query, {}, [&](Integer value) { answer = value; });
    return answer;
}

std::string filled(std::string text, std::string_view mark, std::string_view value) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
        text.replace(at, mark.size(), value);
        at += value.size();
    }
    return text;
}

std::string escaped(std::string_view file) {
    return filled(std::string(file), "'", "''");
}

/// A copy of the whole desk as it is before its schema changes: beside the file, or as a schema of
/// its own in the same PostgreSQL database.
Result<std::string> back_up(Connection& db, const std::string& file, Integer version) {
    if (db.engine() == Engine::sqlite) {
        const auto target = fmt::format("{}.before-{:04}", file, version + 1);
        std::error_code ignored;
        std::filesystem::remove(target, ignored);  // a copy of a migration that failed half-way
        db.script(filled(sql(db.engine(), "schema.backup_file"), "<target>", escaped(target)));
        return target;
    }
    const auto target =
        fmt::format("heed_before_{:04}_{}", version + 1, to_millis(SystemClock{}.now()));
    std::vector<std::string> tables;
    db.each<std::string>("schema.tables", {}, [&](std::string& name) { tables.push_back(name); });
    db.script(filled(sql(db.engine(), "schema.backup_schema"), "<target>", target));
    for (const auto& table : tables) {
        const auto text = filled(sql(db.engine(), "schema.backup_table"), "<target>", target);
        db.script(filled(text, "<table>", table));
    }
    return target;
}

void apply(Connection& db, const Migration& migration) {
    db.script(sql(db.engine(), "schema.begin"));
    try {
        db.script(migration.text);
        db.run("schema.migrated", {{"number", migration.number},
                                   {"name", migration.name},
                                   {"at", to_millis(SystemClock{}.now())}});
        db.script(sql(db.engine(), "schema.commit"));
    } catch (...) {
        db.script(sql(db.engine(), "schema.rollback"));
        throw;
    }
}

}  // namespace

Status migrate(Connection& db, const std::string& file, const std::vector<Migration>& known,
               const std::function<void(const std::string&)>& say) {
    if (ask(db, "schema.exists") == 0) db.script(sql(db.engine(), "schema.create"));
    const auto version = ask(db, "schema.version");
    const auto newest = known.empty() ? 0 : known.back().number;
    if (version > newest) {
        return fail(ErrorCode::conflict,
                    fmt::format("The data was written by a newer Heed (schema {}; this program "
                                "knows {}). Start the newer program, or restore a backup.",
                                version, newest));
    }
    if (version > 0 && version < newest) {
        const auto copy = back_up(db, file, version);
        if (!copy) return fail(copy.error());
        if (say) say(fmt::format("backed up schema {} to {}", version, *copy));
    }
    for (const auto& migration : known) {
        if (migration.number > version) apply(db, migration);
    }
    return {};
}

}  // namespace heed::store
