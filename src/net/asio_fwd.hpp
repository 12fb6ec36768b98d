#pragma once

/// The names of Asio that headers of net/ need, without the library behind them.
namespace boost::asio {

class any_io_executor;
class io_context;
template <typename Protocol, typename Executor>
class basic_stream_socket;

namespace ip {
class tcp;
}

}  // namespace boost::asio

namespace heed::net {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::any_io_executor>;

}  // namespace heed::net
