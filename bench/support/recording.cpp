#include "support/recording.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_map>

#include "store/sql.hpp"

namespace heed::bench {

namespace {

struct Log {
    std::unordered_map<std::string, std::string> names;  ///< by the query's text
    Recorded open;
    std::vector<Recorded> committed;
};

Log& the_log() {
    static Log log;
    return log;
}

bool word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::size_t word_end(std::string_view text, std::size_t from) {
    while (from < text.size() && word(text[from]))
        ++from;
    return from;
}

/// Calls `fn(begin, end)` for each placeholder, its ':' included. No text in our queries holds one.
template <class Fn>
void each_placeholder(std::string_view query, Fn fn) {
    for (std::size_t at = 0; at < query.size(); ++at) {
        if (query[at] != ':') continue;
        const auto end = word_end(query, at + 1);
        const bool cast = at > 0 && query[at - 1] == ':';
        if (end > at + 1 && !cast) fn(at, end);
        at = end - 1;
    }
}

/// The literal that stands at `at`: a number, or a quoted text, unquoted.
std::string literal(std::string_view text, std::size_t& at) {
    std::string value;
    if (text[at] != '\'') {
        const auto from = at;
        while (at < text.size() && (word(text[at]) || text[at] == '-'))
            ++at;
        return std::string(text.substr(from, at - from));
    }
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\'' && (at + 1 == text.size() || text[at + 1] != '\'')) break;
        if (text[at] == '\'') ++at;
        value.push_back(text[at]);
    }
    ++at;
    return value;
}

/// What stands in the expanded text where the query has its placeholders.
std::vector<std::string> values_of(std::string_view query, std::string_view expanded) {
    const auto names = placeholders(std::string(query));
    std::vector<std::string> values(names.size());
    std::size_t in_query = 0;
    std::size_t at = 0;
    each_placeholder(query, [&](std::size_t begin, std::size_t end) {
        at += begin - in_query;
        in_query = end;
        const std::string name(query.substr(begin + 1, end - begin - 1));
        const auto index = std::find(names.begin(), names.end(), name) - names.begin();
        values[static_cast<std::size_t>(index)] = literal(expanded, at);
    });
    return values;
}

int note(unsigned, void*, void* statement, void* text) {
    auto& log = the_log();
    const std::string_view what = static_cast<const char*>(text);
    if (what.starts_with("--")) return 0;  // inside a trigger
    if (what.starts_with("BEGIN") || what.starts_with("ROLLBACK")) {
        log.open.clear();
    } else if (what.starts_with("COMMIT")) {
        log.committed.push_back(std::move(log.open));
        log.open.clear();
    } else if (const auto name = log.names.find(std::string(what)); name != log.names.end()) {
        char* expanded = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
        log.open.push_back({name->second, values_of(what, expanded)});
        sqlite3_free(expanded);
    }
    return 0;
}

int watch(sqlite3* connection, const char**, const void*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, &note, nullptr);
}

}  // namespace

Recorder::Recorder() {
    auto& log = the_log();
    log = {};
    for (const auto& name : store::query_names()) {
        if (!name.starts_with("schema.")) log.names[store::sql(store::Engine::sqlite, name)] = name;
    }
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch));
}

Recorder::~Recorder() {
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch));
}

std::vector<Recorded> Recorder::take() {
    return std::exchange(the_log().committed, {});
}

std::vector<std::string> placeholders(const std::string& query) {
    std::vector<std::string> names;
    each_placeholder(query, [&](std::size_t begin, std::size_t end) {
        auto name = query.substr(begin + 1, end - begin - 1);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    });
    return names;
}

}  // namespace heed::bench
