#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

/// HTTP as plain values: handlers see these, only net/ sees the library that speaks it.
namespace heed::api {

/// Bounds of what the edge accepts.
inline constexpr std::size_t request_body_bytes_max = 16 * 1024 * 1024;
inline constexpr std::size_t request_header_bytes_max = 32 * 1024;
inline constexpr std::size_t request_target_bytes_max = 8 * 1024;

enum class Method { get, head, post, put, patch, delete_, options, other };

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::get;
    std::string path;   ///< percent-decoded, without the query; always begins with '/'
    std::string query;  ///< raw, without '?'
    Headers headers;    ///< names in lower case
    std::string body;
    std::string peer;     ///< address of the other end, without the port
    bool secure = false;  ///< came over TLS (directly or by a trusted proxy's word)

    /// The header's value, empty when absent. `name` in lower case.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    /// The first value of a query parameter, percent-decoded.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

/// Something that keeps sending after the headers: a server-sent event stream. net/ calls `pull`
/// on its own thread whenever `wake` (given to `start`) was called, and on a slow tick.
class Stream {
public:
    virtual ~Stream() = default;
    /// `wake` may be called from any thread, cheaply and often; net/ coalesces.
    virtual void start(std::function<void()> wake) = 0;
    /// What to send now; empty: nothing. Never blocks. A stream whose reader is slow is pulled
    /// only when the earlier chunk has left, so nothing piles up per connection.
    [[nodiscard]] virtual std::shared_ptr<const std::string> pull() = 0;
    /// True once the reader may not read on. Asked before each pull; net/ closes the connection.
    [[nodiscard]] virtual bool over() const { return false; }
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    /// Bytes that outlive the server (embedded assets): sent without a copy instead of `body`.
    std::string_view static_body;
    std::unique_ptr<Stream> stream;  ///< set for a live stream, then bodies are ignored
};

/// Runs on a worker thread; may block on the database. Exceptions become a 500 with an incident id.
using Handler = std::function<Response(const Request&)>;

}  // namespace heed::api
