#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "channels/http.hpp"

namespace heed::channels::bluesky {

inline constexpr int retry_after_s_max = 24 * 3600;
inline constexpr std::size_t error_message_bytes_max = 300;

using Query = std::vector<std::pair<std::string, std::string>>;

enum class XrpcKind {
    query,      ///< only reads: GET
    procedure,  ///< changes something: POST
};

/// One call of a method of the AT protocol.
struct XrpcCall {
    XrpcKind kind = XrpcKind::query;
    std::string method;  ///< "app.bsky.feed.getPosts"
    Query query = {};
    std::string body = {};  ///< of a procedure, sent as it is
    std::string content_type = {};
};

[[nodiscard]] HttpRequest make_request(const std::string& service, const XrpcCall& call,
                                       const std::string& bearer);

/// What an answer that is not 200 means to us. The network's own name for it (such as
/// "InvalidSwap") comes as the error's `field`.
[[nodiscard]] Error explain_refusal(const HttpResponse& response, Time now);

}  // namespace heed::channels::bluesky
