#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace heed {

/// A moment, UTC, in whole milliseconds. Nothing in domain/ or app/ asks for the current one: it is
/// an argument.
using Millis = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Millis>;

/// The clock as a value, so that tests and the street can bring their own.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Time now() const override;
};

[[nodiscard]] constexpr Time from_millis(long long millis) {
    return Time{Millis{millis}};
}
[[nodiscard]] constexpr long long to_millis(Time time) {
    return time.time_since_epoch().count();
}

/// "2026-11-21T09:30:00.000Z".
[[nodiscard]] std::string format_rfc3339(Time time);

/// Reads RFC 3339 with any offset and any number of fraction digits (cut to milliseconds), years 1
/// to 9999. Empty when the text is not such a time.
[[nodiscard]] std::optional<Time> parse_rfc3339(std::string_view text);

}  // namespace heed
