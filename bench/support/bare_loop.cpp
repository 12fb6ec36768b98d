#include "support/bare_loop.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "store/sql.hpp"

namespace heed::bench {

namespace {

class SqliteLoop final : public BareLoop {
public:
    explicit SqliteLoop(const std::string& file) {
        check(sqlite3_open(file.c_str(), &connection_));
        script(store::sql(store::Engine::sqlite, "schema.tune"));
    }
    ~SqliteLoop() override {
        for (const auto& [name, prepared] : prepared_)
            sqlite3_finalize(prepared.statement);
        sqlite3_close(connection_);
    }
    SqliteLoop(const SqliteLoop&) = delete;
    SqliteLoop& operator=(const SqliteLoop&) = delete;

    void run(const Recorded& transaction) override {
        script("BEGIN IMMEDIATE");
        for (const auto& step : transaction)
            run(step);
        script("COMMIT");
    }

    std::vector<std::pair<std::string, std::string>> pairs(const std::string& query) override {
        std::vector<std::pair<std::string, std::string>> list;
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(connection_, query.c_str(), -1, &statement, nullptr));
        const auto text = [&](int column) {
            return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        };
        while (sqlite3_step(statement) == SQLITE_ROW)
            list.emplace_back(text(0), text(1));
        sqlite3_finalize(statement);
        return list;
    }

private:
    struct Prepared {
        sqlite3_stmt* statement = nullptr;
        std::vector<int> places;
    };

    void check(int code) {
        if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(connection_));
    }

    void script(const std::string& text) {
        check(sqlite3_exec(connection_, text.c_str(), nullptr, nullptr, nullptr));
    }

    Prepared& prepared(const std::string& name) {
        auto& known = prepared_[name];
        if (known.statement != nullptr) return known;
        const auto& text = store::sql(store::Engine::sqlite, name);
        check(sqlite3_prepare_v3(connection_, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                                 &known.statement, nullptr));
        for (const auto& placeholder : placeholders(text)) {
            known.places.push_back(
                sqlite3_bind_parameter_index(known.statement, (':' + placeholder).c_str()));
        }
        return known;
    }

    void run(const Step& step) {
        const auto& [statement, places] = prepared(step.query);
        for (std::size_t i = 0; i < places.size(); ++i)
            bind(statement, places[i], step.values[i]);
        int code = sqlite3_step(statement);
        for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                sqlite3_column_blob(statement, column);
        }
        if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(connection_));
        sqlite3_reset(statement);
    }

    /// Numbers as numbers: an index over numbers is of no use for a text.
    void bind(sqlite3_stmt* statement, int place, const std::string& value) {
        const bool number = !value.empty() && value.size() < 20 &&
                            std::all_of(value.begin(), value.end(),
                                        [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
        check(number ? sqlite3_bind_int64(statement, place, std::stoll(value))
                     : sqlite3_bind_text(statement, place, value.data(),
                                         static_cast<int>(value.size()), SQLITE_STATIC));
    }

    sqlite3* connection_ = nullptr;
    std::unordered_map<std::string, Prepared> prepared_;
};

class PostgresLoop final : public BareLoop {
public:
    explicit PostgresLoop(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK) {
            throw std::runtime_error(PQerrorMessage(connection_));
        }
    }
    ~PostgresLoop() override { PQfinish(connection_); }
    PostgresLoop(const PostgresLoop&) = delete;
    PostgresLoop& operator=(const PostgresLoop&) = delete;

    void run(const Recorded& transaction) override {
        done(PQexec(connection_, "BEGIN"));
        for (const auto& step : transaction)
            run(step);
        done(PQexec(connection_, "COMMIT"));
    }

    std::vector<std::pair<std::string, std::string>> pairs(const std::string& query) override {
        PGresult* result = PQexec(connection_, query.c_str());
        std::vector<std::pair<std::string, std::string>> list;
        for (int row = 0; row < PQntuples(result); ++row)
            list.emplace_back(PQgetvalue(result, row, 0), PQgetvalue(result, row, 1));
        PQclear(result);
        return list;
    }

private:
    void done(PGresult* result) {
        const auto status = PQresultStatus(result);
        for (int row = 0; row < PQntuples(result); ++row) {
            for (int column = 0; column < PQnfields(result); ++column)
                (void)PQgetvalue(result, row, column);
        }
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            throw std::runtime_error(PQerrorMessage(connection_));
        }
    }

    /// The text with $1, $2 for its placeholders.
    static std::string numbered(const std::string& text) {
        const auto names = placeholders(text);
        std::string out;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const auto rest = std::string_view(text).substr(at + 1);
            const auto name = std::find_if(names.begin(), names.end(), [&](const auto& known) {
                return rest.starts_with(known) &&
                       (rest.size() == known.size() ||
                        std::isalnum(static_cast<unsigned char>(rest[known.size()])) == 0) &&
                       rest.substr(known.size(), 1) != "_";
            });
            const bool cast = at > 0 && text[at - 1] == ':';
            if (text[at] != ':' || cast || name == names.end()) {
                out.push_back(text[at]);
                continue;
            }
            out += '$' + std::to_string(name - names.begin() + 1);
            at += name->size();
        }
        return out;
    }

    /// How the recorded values, which are in SQLite's order of placeholders, are handed over.
    struct Prepared {
        std::vector<std::size_t> from;
    };

    const Prepared& prepared(const std::string& name) {
        const auto known = prepared_.find(name);
        if (known != prepared_.end()) return known->second;
        const auto& text = store::sql(store::Engine::postgres, name);
        done(PQprepare(connection_, name.c_str(), numbered(text).c_str(), 0, nullptr));
        Prepared fresh;
        const auto recorded = placeholders(store::sql(store::Engine::sqlite, name));
        for (const auto& placeholder : placeholders(text)) {
            const auto at = std::find(recorded.begin(), recorded.end(), placeholder);
            fresh.from.push_back(static_cast<std::size_t>(at - recorded.begin()));
        }
        return prepared_.emplace(name, std::move(fresh)).first->second;
    }

    void run(const Step& step) {
        std::vector<const char*> values;
        for (const auto from : prepared(step.query).from)
            values.push_back(step.values[from].c_str());
        done(PQexecPrepared(connection_, step.query.c_str(), static_cast<int>(values.size()),
                            values.data(), nullptr, nullptr, 0));
    }

    PGconn* connection_;
    std::unordered_map<std::string, Prepared> prepared_;
};

}  // namespace

std::unique_ptr<BareLoop> BareLoop::open(const std::string& target) {
    if (target.find("://") != std::string::npos) return std::make_unique<PostgresLoop>(target);
    return std::make_unique<SqliteLoop>(target);
}

}  // namespace heed::bench
