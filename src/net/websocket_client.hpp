#pragma once

#include "channels/websocket.hpp"

namespace heed::net {

/// The websocket client over Beast: TLS is always verified. It needs no thread of its own: whoever
/// opens and receives does the work meanwhile.
class BeastWebSocketClient final : public channels::WebSocketClient {
public:
    [[nodiscard]] Result<std::unique_ptr<channels::WebSocket>> open(
        const channels::WebSocketRequest& request, const std::stop_token& stop) override;
};

}  // namespace heed::net
