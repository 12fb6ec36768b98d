#pragma once

#include <fmt/core.h>

#include <string_view>
#include <utility>

/// One line to stderr per fact. Thread safe. Never log a secret, a query string or a body: only
/// what the people who run the desk may read.
namespace heed::log {

enum class Level { debug, info, warn, error, off };
enum class Format { text, json };

/// Without it: text lines from `info` on.
void set_up(Level least, Format format);

[[nodiscard]] bool enabled(Level level);
/// Control characters are escaped, so that untrusted text cannot forge a line.
void write(Level level, std::string_view message);

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::debug))
        write(Level::debug, fmt::vformat(format, fmt::make_format_args(args...)));
}

template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::info))
        write(Level::info, fmt::vformat(format, fmt::make_format_args(args...)));
}

template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::warn))
        write(Level::warn, fmt::vformat(format, fmt::make_format_args(args...)));
}

template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::error))
        write(Level::error, fmt::vformat(format, fmt::make_format_args(args...)));
}

}  // namespace heed::log
