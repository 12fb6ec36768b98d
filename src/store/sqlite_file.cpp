#include "store/sqlite_file.hpp"

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <fstream>

#include "store/sql.hpp"

namespace heed::store {

namespace {

/// SQLite makes a file that it does not find, and takes an empty one for a database.
Status is_sqlite(const std::string& file) {
    constexpr std::string_view mark = "SQLite format 3";
    std::error_code failed;
    if (!std::filesystem::exists(file, failed)) {
        return fail(ErrorCode::not_found, fmt::format("There is no file {}", file));
    }
    std::string head(mark.size(), '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (!stream || head != mark || file.find('"') != std::string::npos) {
        return fail(ErrorCode::invalid, fmt::format("{} holds no data of Heed's", file));
    }
    return {};
}

void open_session(soci::session& session, const std::string& file, int timeout_s) {
    session.open(soci::sqlite3, fmt::format("db=\"{}\" timeout={}", file, timeout_s));
}

long long ask_number(Connection& db, std::string_view query) {
    long long answer = 0;
    db.each<long long>(query, {}, [&](long long value) { answer = value; });
    return answer;
}

std::string quoted(std::string text) {
    for (auto at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 2))
        text.insert(at, 1, '\'');
    return text;
}

}  // namespace

Result<long long> schema_of(const std::string& file) {
    if (auto fine = is_sqlite(file); !fine) return fail(fine.error());
    try {
        soci::session session;
        open_session(session, file, 10);
        Connection db(Engine::sqlite, session);
        if (ask_number(db, "schema.exists") > 0) return ask_number(db, "schema.version");
    } catch (const soci::soci_error& error) {
        return fail(ErrorCode::invalid, fmt::format("{} cannot be read: {}", file, error.what()));
    }
    return fail(ErrorCode::invalid, fmt::format("{} holds no data of Heed's", file));
}

Status copy_data(const std::string& from, const std::string& to) {
    if (auto fine = is_sqlite(from); !fine) return fine;
    try {
        soci::session session;
        open_session(session, from, 10);
        Connection db(Engine::sqlite, session);
        constexpr std::string_view mark = "<target>";
        auto text = sql(Engine::sqlite, "schema.backup_file");
        text.replace(text.find(mark), mark.size(), quoted(to));
        db.script(text);
    } catch (const soci::soci_error& error) {
        return fail(ErrorCode::unavailable,
                    fmt::format("Cannot copy {} to {}: {}", from, to, error.what()));
    }
    return {};
}

Status close_data(const std::string& file) {
    if (auto fine = is_sqlite(file); !fine) return fine;
    try {
        soci::session session;
        open_session(session, file, 1);
        Connection db(Engine::sqlite, session);
        std::string mode;
        db.each<std::string>("schema.leave_log", {}, [&](std::string& value) { mode = value; });
        if (mode == "delete") return {};
    } catch (const soci::soci_error&) {
        // "database is locked": the same answer.
    }
    return fail(ErrorCode::conflict, fmt::format("{} is in use: stop the desk first", file));
}

}  // namespace heed::store
