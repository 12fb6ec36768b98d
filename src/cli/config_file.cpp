#include <fmt/format.h>

#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/config.hpp"

namespace heed::cli {

namespace {

std::string place(const std::string& name, const toml::source_region& source) {
    return fmt::format("{} line {}", name, source.begin.line);
}

std::string_view kind_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list that holds more than texts";
        case toml::node_type::floating_point:
            return "a number with a fraction";
        case toml::node_type::date:
        case toml::node_type::time:
        case toml::node_type::date_time:
            return "a date or time";
        default:
            return "of another type";
    }
}

std::optional<std::vector<std::string>> texts_of(const toml::array& array) {
    std::vector<std::string> texts;
    for (const auto& each : array) {
        const auto text = each.value_exact<std::string>();
        if (!text) return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

std::optional<Value> value_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto number = node.value_exact<std::int64_t>())
        return static_cast<long long>(*number);
    if (const auto flag = node.value_exact<bool>()) return *flag;
    if (const auto* array = node.as_array()) {
        if (auto texts = texts_of(*array)) return std::move(*texts);
    }
    return std::nullopt;
}

Status take(Config& config, const std::string& name, std::string_view key,
            const toml::key& typed_key, const toml::node& node) {
    const auto where = place(name, typed_key.source());
    if (auto value = value_of(node)) return config.set(Source::file, where, key, std::move(*value));
    const auto* setting = find_setting(key);
    // An unknown name matters more than what it holds.
    if (setting == nullptr) return config.set(Source::file, where, key, std::string{});
    return fail(ErrorCode::invalid, fmt::format("{}: {} is {}, expected {}", where, key,
                                                kind_of(node), setting->expected()));
}

}  // namespace

Status read_config_text(Config& config, std::string_view text, const std::string& name) {
    try {
        const auto table = toml::parse(text, name);
        for (const auto& [key, node] : table) {
            auto done = take(config, name, key.str(), key, node);
            if (!done) return done;
        }
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::invalid, fmt::format("{}: no TOML: {}", place(name, error.source()),
                                                    error.description()));
    }
    return {};
}

Status read_config_file(Config& config, const std::string& file) {
    std::error_code failed;
    if (std::filesystem::is_directory(file, failed)) {
        return fail(ErrorCode::unavailable, fmt::format("{} is a folder, not a file", file));
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail(ErrorCode::unavailable, fmt::format("{} cannot be read", file));
    std::string text(config_file_bytes_max + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > config_file_bytes_max) {
        return fail(ErrorCode::too_large,
                    fmt::format("{} has more than {} bytes", file, config_file_bytes_max));
    }
    return read_config_text(config, text, file);
}

}  // namespace heed::cli
