#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace soci {
class session;
}

/// Only store/*.cpp includes this: named queries, and rows as plain values. What SOCI makes of them
/// is compiled once, in sql.cpp.
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

/// One column of a row: a number or a text.
struct Cell {
    bool is_text;
    long long number = 0;
    std::string text = {};

    template <class Column>
    [[nodiscard]] Column& as() {
        static_assert(std::is_same_v<Column, long long> || std::is_same_v<Column, std::string>);
        if constexpr (std::is_same_v<Column, std::string>) {
            return text;
        } else {
            return number;
        }
    }
};

/// A session and the statements that were prepared on it. A query is prepared when it first runs
/// and kept for the next time: for a small batch that costs more than running it. At most one of
/// every named query is kept.
class Connection {
public:
    Connection(Engine engine, soci::session& session);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] Engine engine() const { return engine_; }
    [[nodiscard]] soci::session& session() { return session_; }

    /// Runs a query and calls `fn` with each row's columns (long long or std::string, in order).
    template <class... Columns, class Fn>
    void each(std::string_view name, std::initializer_list<Bind> binds, Fn fn) {
        std::array<Cell, sizeof...(Columns)> row{Cell{std::is_same_v<Columns, std::string>}...};
        const auto call = [&]<std::size_t... i>(std::index_sequence<i...>) {
            fn(row[i].template as<Columns>()...);
        };
        each_row(name, binds, row, [&] { call(std::index_sequence_for<Columns...>{}); });
    }

    /// Runs a query that returns nothing.
    void run(std::string_view name, std::initializer_list<Bind> binds);

    /// Runs statements as they stand, many at once, without parameters.
    void script(const std::string& text);

    /// Gives up what was prepared; before the session is closed.
    void forget();

private:
    class Statements;

    /// Fills `row` with one row after the other and calls `fn` after each.
    void each_row(std::string_view name, std::initializer_list<Bind> binds, std::span<Cell> row,
                  const std::function<void()>& fn);

    Engine engine_;
    soci::session& session_;
    std::unique_ptr<Statements> prepared_;
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
