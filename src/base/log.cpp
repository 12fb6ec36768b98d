#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <iterator>
#include <string>

namespace heed::log {
namespace {

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %-7l %v";
constexpr const char* json_pattern =
    R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%v"})";

std::atomic<bool> as_json = false;

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_logger_mt("heed");
        made->set_pattern(text_pattern, spdlog::pattern_time_type::utc);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum translate(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warn:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
        case Level::off:
            return spdlog::level::off;
    }
    return spdlog::level::off;
}

std::string escape(std::string_view message, bool json) {
    std::string out;
    out.reserve(message.size());
    for (const char c : message) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
        } else if (json && (c == '"' || c == '\\')) {
            out += '\\';
            out += c;
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

void set_up(Level least, Format format) {
    as_json = format == Format::json;
    logger().set_pattern(format == Format::json ? json_pattern : text_pattern,
                         spdlog::pattern_time_type::utc);
    logger().set_level(translate(least));
}

bool enabled(Level level) {
    return logger().should_log(translate(level));
}

void write(Level level, std::string_view message) {
    const auto line = escape(message, as_json);
    logger().log(translate(level), spdlog::string_view_t{line.data(), line.size()});
}

}  // namespace heed::log
