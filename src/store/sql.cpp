#include "store/sql.hpp"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <map>
#include <stdexcept>

extern "C" {
extern const char heed_queries[];
extern const char heed_queries_end[];
extern const char heed_migrations_sqlite[];
extern const char heed_migrations_sqlite_end[];
extern const char heed_migrations_postgres[];
extern const char heed_migrations_postgres_end[];
}

namespace heed::store {

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

struct Library {
    Texts sqlite;
    Texts postgres;
};

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

bool starts(std::string_view line, std::string_view prefix, std::string_view& rest) {
    if (!line.starts_with(prefix)) return false;
    rest = line.substr(prefix.size());
    return true;
}

/// Reads queries/*.sql. "-- name: x" begins a query and "-- part: x" a text that several share,
/// which "-- include: x" puts in place further down; "-- sqlite:" and "-- postgres:" begin the text
/// of one engine; other comments are left out, because a ':' in them would read as a placeholder.
class LibraryReader {
public:
    void take(std::string_view line) {
        std::string_view rest;
        if (starts(line, "-- name: ", rest)) {
            begin(queries_, rest);
        } else if (starts(line, "-- part: ", rest)) {
            begin(parts_, rest);
        } else if (starts(line, "-- include: ", rest)) {
            append(part(parts_.sqlite, rest), part(parts_.postgres, rest));
        } else if (line == "-- sqlite:") {
            sqlite_ = true;
            postgres_ = false;
        } else if (line == "-- postgres:") {
            sqlite_ = false;
            postgres_ = true;
        } else if (!line.starts_with("--") && into_ != nullptr) {
            append(std::string(line) + '\n', std::string(line) + '\n');
        }
    }

    Library finish() { return std::move(queries_); }

private:
    void begin(Library& into, std::string_view name) {
        into_ = &into;
        name_ = name;
        sqlite_ = postgres_ = true;
        if (into.sqlite.contains(name_)) throw std::logic_error("two texts named " + name_);
    }

    static const std::string& part(const Texts& texts, std::string_view name) {
        const auto found = texts.find(name);
        if (found == texts.end()) throw std::logic_error("no part named " + std::string(name));
        return found->second;
    }

    void append(const std::string& sqlite, const std::string& postgres) {
        if (sqlite_) into_->sqlite[name_] += sqlite;
        if (postgres_) into_->postgres[name_] += postgres;
    }

    Library queries_;
    Library parts_;
    Library* into_ = nullptr;
    std::string name_;
    bool sqlite_ = true;
    bool postgres_ = true;
};

Library read_library(std::string_view text) {
    LibraryReader reader;
    while (!text.empty())
        reader.take(next_line(text));
    return reader.finish();
}

const Library& library() {
    static const Library loaded = read_library({heed_queries, heed_queries_end});
    return loaded;
}

void bind_all(soci::statement& statement, const std::initializer_list<Bind>& binds) {
    for (const auto& bind : binds) {
        std::visit([&](const auto& value) { statement.exchange(soci::use(value, bind.name)); },
                   bind.value);
    }
}

}  // namespace

const std::string& sql(Engine engine, std::string_view name) {
    const auto& texts = engine == Engine::sqlite ? library().sqlite : library().postgres;
    const auto found = texts.find(name);
    if (found == texts.end()) throw std::logic_error("no query named " + std::string(name));
    return found->second;
}

std::vector<std::string> query_names() {
    std::vector<std::string> names;
    for (const auto& [name, text] : library().sqlite)
        names.push_back(name);
    return names;
}

std::vector<Migration> migrations(Engine engine) {
    std::string_view text =
        engine == Engine::sqlite
            ? std::string_view{heed_migrations_sqlite, heed_migrations_sqlite_end}
            : std::string_view{heed_migrations_postgres, heed_migrations_postgres_end};
    std::vector<Migration> list;
    while (!text.empty()) {
        const auto line = next_line(text);
        std::string_view name;
        if (starts(line, "-- migration: ", name)) {
            list.push_back({std::stoi(std::string(name.substr(0, 4))), std::string(name), {}});
        } else if (!list.empty()) {
            list.back().text.append(line).push_back('\n');
        }
    }
    return list;
}

/// The statements that wait for their next run, by the names of their queries.
class Connection::Statements {
public:
    /// While it runs a statement is nobody else's, and one that threw is not kept: the next is new.
    [[nodiscard]] soci::statement take(Engine engine, soci::session& session,
                                       std::string_view name) {
        if (const auto known = waiting_.find(name); known != waiting_.end()) {
            auto statement = known->second;
            waiting_.erase(known);
            return statement;
        }
        soci::statement statement(session);
        statement.alloc();
        statement.prepare(sql(engine, name));
        return statement;
    }

    void keep(std::string_view name, soci::statement statement) {
        statement.bind_clean_up();  // what was bound belongs to the caller
        waiting_.insert_or_assign(std::string(name), std::move(statement));
    }

    void clear() { waiting_.clear(); }

private:
    std::map<std::string, soci::statement, std::less<>> waiting_;
};

Connection::Connection(Engine engine, soci::session& session)
    : engine_(engine), session_(session), prepared_(std::make_unique<Statements>()) {}

Connection::~Connection() = default;

void Connection::forget() {
    prepared_->clear();
}

void Connection::run(std::string_view name, std::initializer_list<Bind> binds) {
    auto statement = prepared_->take(engine_, session_, name);
    bind_all(statement, binds);
    statement.define_and_bind();
    statement.execute(true);
    prepared_->keep(name, std::move(statement));
}

void Connection::each_row(std::string_view name, std::initializer_list<Bind> binds,
                          std::span<Cell> row, const std::function<void()>& fn) {
    auto statement = prepared_->take(engine_, session_, name);
    for (auto& cell : row) {
        if (cell.is_text) {
            statement.exchange(soci::into(cell.text));
        } else {
            statement.exchange(soci::into(cell.number));
        }
    }
    bind_all(statement, binds);
    statement.define_and_bind();
    statement.execute(false);
    while (statement.fetch())
        fn();
    prepared_->keep(name, std::move(statement));
}

void Connection::script(const std::string& text) {
    if (engine_ == Engine::sqlite) {
        auto* backend = static_cast<soci::sqlite3_session_backend*>(session_.get_backend());
        char* message = nullptr;
        if (sqlite_api::sqlite3_exec(backend->conn_, text.c_str(), nullptr, nullptr, &message) !=
            0) {
            const std::string why = message != nullptr ? message : "unknown error";
            sqlite_api::sqlite3_free(message);
            throw soci::soci_error(why);
        }
        return;
    }
    auto* backend = static_cast<soci::postgresql_session_backend*>(session_.get_backend());
    PGresult* result = PQexec(backend->conn_, text.c_str());
    const auto status = PQresultStatus(result);
    const std::string why = PQresultErrorMessage(result);
    PQclear(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw soci::soci_error(why);
}

void append_json_text(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out.push_back('"');
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, from, at - from);
        from = at + 1;
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(static_cast<char>(c));
        } else {
            out.append("\\u00");
            out.push_back(hex[c >> 4]);
            out.push_back(hex[c & 15]);
        }
    }
    out.append(text, from, text.size() - from);
    out.push_back('"');
}

void Rows::append_text(std::string_view text) {
    append_json_text(text_, text);
}

std::string json_array(const std::vector<std::string>& values) {
    std::string text = "[";
    for (const auto& value : values) {
        if (text.size() > 1) text.push_back(',');
        append_json_text(text, value);
    }
    return text + ']';
}

std::string json_array(const std::vector<long long>& values) {
    std::string text = "[";
    for (const auto value : values) {
        if (text.size() > 1) text.push_back(',');
        text += std::to_string(value);
    }
    return text + ']';
}

}  // namespace heed::store
