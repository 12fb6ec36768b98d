#pragma once

#include <soci/soci.h>

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// Only store/*.cpp includes this: named queries, and rows as plain values.
namespace heed::store {

enum class Engine { sqlite, postgres };

/// The text of a query of queries/*.sql for one engine. A name that does not exist is a bug and
/// throws std::logic_error.
[[nodiscard]] const std::string& sql(Engine engine, std::string_view name);

/// Every query's name, in order; for the test that prepares each on both engines.
[[nodiscard]] std::vector<std::string> query_names();

struct Migration {
    int number = 0;
    std::string name;
    std::string text;
};
[[nodiscard]] std::vector<Migration> migrations(Engine engine);

/// One value for one placeholder.
struct Bind {
    const char* name;
    std::variant<long long, std::string> value;

    Bind(const char* placeholder, long long number) : name(placeholder), value(number) {}
    Bind(const char* placeholder, std::string_view text)
        : name(placeholder), value(std::string(text)) {}
};

/// A session and the statements that were prepared on it. A query is prepared when it first runs
/// and kept for the next time: for a small batch that costs more than running it. At most one of
/// every named query is kept.
class Connection {
public:
    Connection(Engine engine, soci::session& session) : engine_(engine), session_(session) {}

    [[nodiscard]] Engine engine() const { return engine_; }
    [[nodiscard]] soci::session& session() { return session_; }

    /// Runs a query and calls `fn` with each row's columns (long long or std::string, in order).
    template <class... Columns, class Fn>
    void each(std::string_view name, std::initializer_list<Bind> binds, Fn fn) {
        std::tuple<Columns...> row;
        auto statement = take(name);
        std::apply([&](auto&... column) { (statement.exchange(soci::into(column)), ...); }, row);
        bind(statement, binds);
        statement.define_and_bind();
        statement.execute(false);
        while (statement.fetch())
            std::apply(fn, row);
        keep(name, std::move(statement));
    }

    /// Runs a query that returns nothing.
    void run(std::string_view name, std::initializer_list<Bind> binds);

    /// Runs statements as they stand, many at once, without parameters.
    void script(const std::string& text);

    /// Gives up what was prepared; before the session is closed.
    void forget() { prepared_.clear(); }

private:
    /// While it runs a statement is nobody else's, and one that threw is not kept: the next is new.
    [[nodiscard]] soci::statement take(std::string_view name);
    void keep(std::string_view name, soci::statement statement);
    static void bind(soci::statement& statement, std::initializer_list<Bind>& binds);

    Engine engine_;
    soci::session& session_;
    std::map<std::string, soci::statement, std::less<>> prepared_;
};

/// Rows for the queries that take many at once: a JSON array of arrays.
class Rows {
public:
    template <class... Values>
    void add(const Values&... values) {
        text_ += empty_ ? "[[" : ",[";
        empty_ = false;
        bool first = true;
        ((text_ += first ? "" : ",", first = false, append(values)), ...);
        text_ += ']';
    }
    [[nodiscard]] bool empty() const { return empty_; }
    [[nodiscard]] std::string take() { return std::move(text_ += ']'); }

private:
    template <class Value>
    void append(const Value& value) {
        if constexpr (std::is_integral_v<Value>) {
            text_ += std::to_string(value);
        } else {
            append_text(std::string_view(value));
        }
    }
    void append_text(std::string_view text);

    std::string text_;
    bool empty_ = true;
};

/// A JSON array of texts or of numbers, for the `keys` and `ids` of a query.
[[nodiscard]] std::string json_array(const std::vector<std::string>& values);
[[nodiscard]] std::string json_array(const std::vector<long long>& values);
void append_json_text(std::string& out, std::string_view text);

}  // namespace heed::store
