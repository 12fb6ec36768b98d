#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace heed::channels {

inline constexpr int http_timeout_ms = 30'000;
inline constexpr std::size_t http_body_bytes_max = 8 * 1024 * 1024;
inline constexpr std::size_t http_headers_bytes_max = 64 * 1024;

struct HttpHeader {
    std::string name;
    std::string value;
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;  ///< http or https; nothing else is spoken
    std::vector<HttpHeader> headers;
    std::string body;
    int timeout_ms = http_timeout_ms;                  ///< for the whole exchange
    std::size_t body_bytes_max = http_body_bytes_max;  ///< of the answer, after unpacking
    int redirects_max = 0;                             ///< a redirect is an answer like others
    /// For an address that a stranger chose: it leads to no machine of our own network.
    bool public_only = false;
};

struct HttpResponse {
    int status = 0;
    std::vector<HttpHeader> headers;  ///< names in lower case, in the order of arrival
    std::string body;

    /// The first header of that (lower case) name, empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const {
        for (const auto& header : headers)
            if (header.name == name) return header.value;
        return {};
    }
};

/// How connectors speak HTTP; net/ has the implementation. Thread safe. Any status is an answer,
/// not an error. Errors: `unavailable` nothing that could be understood came back (or `stop` was
/// requested; then the request may or may not have arrived), `too_large` the answer exceeded
/// `body_bytes_max`, `invalid` the request cannot be made. Messages name the host, never the rest
/// of the address or a header, which may hold secrets.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest& request,
                                                    std::stop_token stop) = 0;
};

}  // namespace heed::channels
