#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace heed::channels {

inline constexpr std::size_t websocket_message_bytes_max = 1024 * 1024;
/// What one `receive` hands over at most. What does not fit waits in the kernel, and when that is
/// full at the sender: nobody buffers without bound.
inline constexpr std::size_t websocket_messages_max = 1000;
inline constexpr std::size_t websocket_bytes_max = 4 * 1024 * 1024;

struct WebSocketRequest {
    std::string url;  ///< ws or wss
    std::size_t message_bytes_max = websocket_message_bytes_max;
    Millis connect_timeout = std::chrono::seconds{15};  ///< until the first message may come
    /// After half of it without a word the other side is asked; after all of it, it is gone.
    Millis idle_timeout = std::chrono::seconds{30};
};

/// An open connection. One thread. Ends when it is destroyed, without waiting for the other side.
class WebSocket {
public:
    virtual ~WebSocket() = default;

    /// Puts what arrived into `messages`, which it empties first. Waits at most `wait` for
    /// something; nothing within it, or a stop, is no error. After an error the connection is
    /// gone: `unavailable`, the message says why; `invalid` when what came is no UTF-8.
    [[nodiscard]] virtual Status receive(std::vector<std::string>& messages, Millis wait,
                                         const std::stop_token& stop) = 0;

    /// How many messages above `message_bytes_max` were left out so far.
    [[nodiscard]] virtual std::size_t oversized() const = 0;
};

/// How connectors speak websocket; net/ has the implementation. Thread safe. Messages of errors
/// name the host, never the rest of the address. By code: `unavailable` nobody is there or
/// whoever is there cannot now, `unauthenticated`, `forbidden`, `rate_limited` (retry_after_s)
/// as the server says, `invalid` the address is none or no websocket is spoken there.
class WebSocketClient {
public:
    virtual ~WebSocketClient() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<WebSocket>> open(const WebSocketRequest& request,
                                                                  const std::stop_token& stop) = 0;
};

}  // namespace heed::channels
