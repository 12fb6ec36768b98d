#pragma once

#include <charconv>
#include <optional>

#include "api/route.hpp"

namespace heed::api {

/// "\"17\"" is version 17; nothing at all means that the caller does not mind.
[[nodiscard]] inline Result<std::optional<long long>> if_match(const Call& call) {
    auto tag = call.request.header("if-match");
    if (tag.empty() || tag == "*") return std::optional<long long>{};
    if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"') {
        tag = tag.substr(1, tag.size() - 2);
    }
    long long version = 0;
    const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (error != std::errc{} || end != tag.data() + tag.size()) {
        return fail(ErrorCode::invalid, "is no ETag of this desk, expected \"17\"", "If-Match");
    }
    return std::optional<long long>{version};
}

/// A conflict of versions is 412; anything else stays what it is.
template <class Out>
[[nodiscard]] Result<Out> or_precondition(Call& call, Result<Out> result) {
    if (result || result.error().field != "If-Match") return result;
    if (result.error().code != ErrorCode::conflict) return result;
    return call.precondition_failed(result.error().message);
}

inline void tell_version(Call& call, long long version) {
    call.headers.emplace_back("ETag", '"' + std::to_string(version) + '"');
}

}  // namespace heed::api
