#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "net/core.hpp"

namespace heed::net {

/// Takes over the socket: sends `head`, then whatever the stream has until either end is gone.
void serve_stream(Core& core, boost::asio::ip::tcp::socket socket, std::string head,
                  std::unique_ptr<api::Stream> stream);

}  // namespace heed::net
