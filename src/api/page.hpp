#pragma once

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "api/route.hpp"
#include "store/reader.hpp"

/// Cursors of lists: opaque to callers, "<moment>.<id>" to us.
namespace heed::api {

inline constexpr int page_limit_max = 200;
inline constexpr int page_limit_default = 50;

[[nodiscard]] inline std::string to_cursor(store::Key key) {
    return fmt::format("{}.{}", key.at, format_id(key.id));
}

[[nodiscard]] inline Result<std::optional<store::Key>> cursor_of(const Call& call,
                                                                 std::string_view name) {
    const auto text = call.request.parameter(name);
    if (!text) return std::optional<store::Key>{};
    store::Key key;
    const auto dot = text->find('.');
    const auto* end = text->data() + std::min(dot, text->size());
    const auto [read_to, error] = std::from_chars(text->data(), end, key.at);
    const auto id =
        dot == std::string::npos ? std::nullopt : parse_id(std::string_view(*text).substr(dot + 1));
    if (error != std::errc{} || read_to != end || !id) {
        return fail(ErrorCode::invalid, "is no cursor that this desk gave out", std::string(name));
    }
    key.id = *id;
    return std::optional<store::Key>{key};
}

/// RFC 8288: the same request with another cursor.
inline void link_next(Call& call, std::string_view cursor) {
    std::string query;
    std::string_view rest = call.request.query;
    while (!rest.empty()) {
        const auto part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        if (part.starts_with("cursor=")) continue;
        query.append(part).push_back('&');
    }
    call.headers.emplace_back(
        "Link", fmt::format("<{}?{}cursor={}>; rel=\"next\"", call.request.path, query, cursor));
}

}  // namespace heed::api
