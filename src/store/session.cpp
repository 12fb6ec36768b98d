#include "store/session.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace heed::store {

namespace {

/// A postgres:// address as the keywords that the driver takes. Throws soci_error with what libpq
/// says is wrong with it.
std::string keywords_of(const std::string& url) {
    char* message = nullptr;
    PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
    if (options == nullptr) {
        const std::string why = message != nullptr ? message : "not a database address";
        PQfreemem(message);
        throw soci::soci_error(why);
    }
    std::string text;
    for (const auto* option = options; option->keyword != nullptr; ++option) {
        if (option->val == nullptr) continue;
        text += fmt::format("{}{}='", text.empty() ? "" : " ", option->keyword);
        for (const char* c = option->val; *c != '\0'; ++c) {
            if (*c == '\'' || *c == '\\') text.push_back('\\');
            text.push_back(*c);
        }
        text.push_back('\'');
    }
    PQconninfoFree(options);
    return text;
}

/// The target in the driver's own notation; a file name may stand in quotes, but hold none.
std::string connect_string(Engine engine, const std::string& target) {
    if (engine == Engine::postgres) return keywords_of(target);
    return fmt::format("db=\"{}\" timeout=10", target);
}

}  // namespace

Engine engine_of(std::string_view target) {
    const bool postgres = target.starts_with("postgres://") || target.starts_with("postgresql://");
    return postgres ? Engine::postgres : Engine::sqlite;
}

void open_session(soci::session& session, Engine engine, const std::string& target) {
    if (engine == Engine::sqlite) {
        session.open(soci::sqlite3, connect_string(engine, target));
    } else {
        session.open(soci::postgresql, connect_string(engine, target));
    }
    Connection(engine, session).script(sql(engine, "schema.tune"));
}

}  // namespace heed::store
