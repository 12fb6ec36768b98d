#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "net/core.hpp"

namespace heed::net {

/// Serves the requests of one connection, one after the other.
void serve_connection(Core& core, boost::asio::ip::tcp::socket socket);

}  // namespace heed::net
