#include "cli/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include "base/text.hpp"
#include "cli/nearest.hpp"

extern "C" char** environ;

namespace heed::cli {

namespace {

constexpr std::size_t shown_bytes_max = 60;

std::vector<std::string> known_keys() {
    std::vector<std::string> keys;
    for (const auto& setting : settings())
        keys.emplace_back(setting.key);
    return keys;
}

std::optional<long long> whole_number(std::string_view text) {
    long long number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, number);
    if (failed != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return number;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!trim(text).empty()) {
        const auto comma = text.find(',');
        parts.emplace_back(trim(text.substr(0, comma)));
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return parts;
}

bool is_address(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto port = whole_number(text.substr(colon + 1));
    return port && *port >= 0 && *port <= 65'535;
}

bool is_origin(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!text.starts_with(scheme)) continue;
        const auto rest = text.substr(scheme.size());
        return !rest.empty() && rest.find_first_of("/?# \t@") == std::string_view::npos;
    }
    return false;
}

bool is_database_url(std::string_view text) {
    return text.starts_with("postgres://") || text.starts_with("postgresql://");
}

bool text_fits(const Setting& setting, const std::string& text) {
    if (text.find('\0') != std::string::npos) return false;
    if (text.empty() && setting.preset.empty()) return true;
    switch (setting.kind) {
        case Kind::address:
            return is_address(text);
        case Kind::url:
            return is_origin(text);
        case Kind::database_url:
            return is_database_url(text);
        case Kind::choice:
            return std::find(setting.choices.begin(), setting.choices.end(), text) !=
                   setting.choices.end();
        default:
            return !text.empty();
    }
}

bool fits(const Setting& setting, const Value& value) {
    if (const auto* number = std::get_if<long long>(&value)) {
        return setting.kind == Kind::number && *number >= setting.least && *number <= setting.most;
    }
    if (std::holds_alternative<bool>(value)) return setting.kind == Kind::flag;
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        return setting.kind == Kind::list && list->size() <= list_entries_max &&
               std::none_of(list->begin(), list->end(), [](auto& entry) { return entry.empty(); });
    }
    const bool is_text =
        setting.kind != Kind::number && setting.kind != Kind::flag && setting.kind != Kind::list;
    return is_text && text_fits(setting, std::get<std::string>(value));
}

/// What was found, for a message. Never of a setting that may hold a password.
std::string shown(const Setting& setting, const Value& value) {
    if (setting.kind == Kind::database_url) return "what it is set to";
    if (const auto* number = std::get_if<long long>(&value)) return std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        return fmt::format("a list of {}", list->size());
    }
    const auto& text = std::get<std::string>(value);
    return fmt::format("\"{}\"", preview_of(clean_utf8(text), shown_bytes_max));
}

Value typed(const Setting& setting, const std::string& text) {
    if (setting.kind == Kind::number) {
        if (const auto number = whole_number(text)) return *number;
    }
    if (setting.kind == Kind::flag) {
        if (text == "true" || text == "1" || text == "yes" || text == "on") return true;
        if (text == "false" || text == "0" || text == "no" || text == "off") return false;
    }
    if (setting.kind == Kind::list) return split(text);
    return text;
}

/// Set by the build, the tests, or for every container of a Kubernetes cluster with a service
/// named "heed"; or read elsewhere.
bool is_no_setting(std::string_view name) {
    static constexpr std::string_view exact[] = {"HEED_TOKEN", "HEED_ROOT", "HEED_CACHE",
                                                 "HEED_LOGS",  "HEED_PORT", "HEED_VERBOSE"};
    static constexpr std::string_view families[] = {"HEED_TEST_", "HEED_REQUIRE_", "HEED_SERVICE_",
                                                    "HEED_PORT_"};
    return std::find(std::begin(exact), std::end(exact), name) != std::end(exact) ||
           std::any_of(std::begin(families), std::end(families),
                       [&](auto family) { return name.starts_with(family); });
}

}  // namespace

Config::Config() {
    for (const auto& setting : settings()) {
        entries_[std::string(setting.key)] = {typed(setting, std::string(setting.preset)),
                                              Source::preset};
    }
}

Status Config::set(Source source, const std::string& where, std::string_view key, Value value) {
    const auto* setting = find_setting(key);
    if (setting == nullptr) {
        return fail(ErrorCode::invalid, fmt::format("{}: there is no setting \"{}\"{}", where,
                                                    preview_of(clean_utf8(key), shown_bytes_max),
                                                    did_you_mean(key, known_keys())));
    }
    if (!fits(*setting, value)) {
        return fail(ErrorCode::invalid, fmt::format("{}: {} is {}, expected {}", where, key,
                                                    shown(*setting, value), setting->expected()));
    }
    if (auto alone = one_place(where, key, source); !alone) return alone;
    auto& entry = entries_.find(key)->second;
    if (source >= entry.source) entry = {std::move(value), source};
    return {};
}

Status Config::set_text(Source source, const std::string& where, std::string_view key,
                        const std::string& text) {
    const auto* setting = find_setting(key);
    return set(source, where, key, setting != nullptr ? typed(*setting, text) : Value{text});
}

/// `data` and `database` of the same source contradict each other.
Status Config::one_place(const std::string& where, std::string_view key, Source source) const {
    if (key != "data" && key != "database") return {};
    const auto& other = entries_.find(key == "data" ? "database" : "data")->second;
    if (other.source != source || std::get<std::string>(other.value).empty()) return {};
    return fail(ErrorCode::invalid,
                fmt::format("{}: data and database are both set, expected one of them", where));
}

template <class T>
const T& Config::get(std::string_view key) const {
    const auto found = entries_.find(key);
    if (found == entries_.end()) throw std::logic_error("no setting " + std::string(key));
    return std::get<T>(found->second.value);
}

const std::string& Config::text(std::string_view key) const {
    return get<std::string>(key);
}
long long Config::number(std::string_view key) const {
    return get<long long>(key);
}
bool Config::flag(std::string_view key) const {
    return get<bool>(key);
}
const std::vector<std::string>& Config::list(std::string_view key) const {
    return get<std::vector<std::string>>(key);
}
Source Config::source(std::string_view key) const {
    return entries_.at(std::string(key)).source;
}

const std::string& Config::data() const {
    const bool in_database = !text("database").empty() && source("database") > source("data");
    return text(in_database ? "database" : "data");
}

std::string Config::key_file() const {
    if (!text("key_file").empty()) return text("key_file");
    return is_database_url(data()) ? "" : data() + ".key";
}

DeskOptions Config::desk_options() const {
    DeskOptions options;
    options.listen = text("listen");
    options.data = data();
    options.key_file = key_file();
    options.public_url = text("public_url");
    options.trusted_proxies = list("trusted_proxies");
    options.ui_dir = text("ui_dir");
    options.models = text("models");
    options.bluesky_jetstream = list("bluesky_jetstream");
    options.workers = static_cast<int>(number("workers"));
    options.promise_minutes = static_cast<int>(number("promise_minutes"));
    options.undo_seconds = static_cast<int>(number("undo_seconds"));
    options.secure_cookies = flag("secure_cookies");
    options.access_log = flag("access_log");
    return options;
}

void Config::set_up_log() const {
    static const std::map<std::string_view, log::Level> levels{{"debug", log::Level::debug},
                                                               {"info", log::Level::info},
                                                               {"warn", log::Level::warn},
                                                               {"error", log::Level::error},
                                                               {"off", log::Level::off}};
    log::set_up(levels.at(text("log_level")),
                text("log_format") == "json" ? log::Format::json : log::Format::text);
}

Variables heed_variables() {
    Variables variables;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string_view entry = *at;
        const auto equals = entry.find('=');
        if (!entry.starts_with("HEED_") || equals == std::string_view::npos) continue;
        variables.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
    }
    return variables;
}

Status read_environment(Config& config, const Variables& variables) {
    std::vector<std::string> names;
    for (const auto& setting : settings())
        names.push_back(setting.environment());
    for (const auto& [name, text] : variables) {
        if (is_no_setting(name)) continue;
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            return fail(ErrorCode::invalid, fmt::format("environment: there is no setting {}{}",
                                                        name, did_you_mean(name, names)));
        }
        const auto& setting = settings()[static_cast<std::size_t>(found - names.begin())];
        auto done = config.set_text(Source::environment, name, setting.key, text);
        if (!done) return done;
    }
    return {};
}

Result<Config> load_config(const ConfigSources& sources) {
    Config config;
    std::string file = sources.file;
    std::error_code ignored;
    if (file.empty() && std::filesystem::exists("heed.toml", ignored)) file = "heed.toml";
    if (!file.empty()) {
        if (auto done = read_config_file(config, file); !done) return fail(done.error());
    }
    if (auto done = read_environment(config, sources.variables); !done) return fail(done.error());
    for (const auto& [key, text] : sources.flags) {
        const auto* setting = find_setting(key);
        const auto where = setting != nullptr ? setting->option() : key;
        auto done = config.set_text(Source::flag, where, key, text);
        if (!done) return fail(done.error());
    }
    return config;
}

}  // namespace heed::cli
