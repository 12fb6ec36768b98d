#pragma once

#include <memory>
#include <string>

#include "net/asio_fwd.hpp"
#include "net/core.hpp"

namespace heed::net {

/// Takes over the socket: sends `head`, then whatever the stream has until either end is gone.
void serve_stream(Core& core, Socket&& socket, std::string head,
                  std::unique_ptr<api::Stream> stream);

}  // namespace heed::net
