#pragma once

#include <memory>

#include "net/asio_fwd.hpp"
#include "net/core.hpp"

namespace heed::net {

/// Serves the requests of one connection, one after the other.
void serve_connection(Core& core, Socket&& socket);

}  // namespace heed::net
