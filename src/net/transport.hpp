#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/asio_fwd.hpp"

/// A way to another machine, plain or through TLS, behind one small interface: what speaks over it
/// is compiled once, and knows neither. Belongs to the thread that runs its context.
namespace heed::net {

class Transport {
public:
    using Done = std::function<void(const boost::system::error_code& error, std::size_t bytes)>;
    /// With an error, `doing` completes "the host cannot be ...".
    using Opened =
        std::function<void(const boost::system::error_code& error, std::string_view doing)>;

    virtual ~Transport() = default;
    /// Finds the host, reaches it and, with TLS, makes sure that it is the one.
    virtual void open(const std::string& host, const std::string& port, Opened opened) = 0;
    virtual void read_some(void* into, std::size_t bytes, Done done) = 0;
    virtual void write_some(const void* from, std::size_t bytes, Done done) = 0;
    /// At once; what waits ends with an error.
    virtual void close() = 0;
};

[[nodiscard]] std::unique_ptr<Transport> make_transport(boost::asio::io_context& io, bool secure);

}  // namespace heed::net
