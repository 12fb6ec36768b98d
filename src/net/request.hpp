#pragma once

#include <optional>
#include <string>

#include "api/http.hpp"
#include "net/server.hpp"

namespace heed::net {

/// A request's head as it was written.
struct RawHead {
    api::Method method = api::Method::other;
    unsigned version = 11;  ///< 10 or 11
    std::string target;
    api::Headers headers;  ///< names in lower case
};

/// Why a request is refused before it reaches a handler.
struct Refusal {
    int status;
    std::string detail;
};

/// Everything about the head that the parser lets pass and we do not.
[[nodiscard]] std::optional<Refusal> check_head(const RawHead& head);

[[nodiscard]] bool expects_continue(const api::Request& request);

/// The head as handlers see it. Call it after check_head.
[[nodiscard]] api::Request convert_head(RawHead head, const std::string& peer,
                                        const ServerOptions& options);

}  // namespace heed::net
