#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "api/http.hpp"
#include "net/server.hpp"

namespace heed::net {

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// Why a request is refused before it reaches a handler.
struct Refusal {
    int status;
    std::string detail;
};

/// Everything about the head that the parser lets pass and we do not.
[[nodiscard]] std::optional<Refusal> check_head(const BeastRequest& head);

[[nodiscard]] bool expects_continue(const BeastRequest& head);

/// The head as handlers see it. Call it after check_head.
[[nodiscard]] api::Request convert_head(const BeastRequest& head, const std::string& peer,
                                        const ServerOptions& options);

}  // namespace heed::net
