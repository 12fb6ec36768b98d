#include "net/transport.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <optional>

namespace heed::net {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
// A context's own executor, and not any: it is the only one here, and compiles in less time.
using Executor = asio::io_context::executor_type;
using TcpSocket = asio::basic_stream_socket<tcp, Executor>;
using Resolver = asio::ip::basic_resolver<tcp, Executor>;

class Plain : public Transport {
public:
    explicit Plain(asio::io_context& io) : socket_(io), resolver_(io) {}

    void open(const std::string& host, const std::string& port, Opened opened) override {
        resolver_.async_resolve(
            host, port,
            [this, opened = std::move(opened)](error_code error, const Resolver::results_type& at) {
                if (error) return opened(error, "found");
                connect(at, opened);
            });
    }
    void read_some(void* into, std::size_t bytes, Done done) override {
        socket_.async_read_some(asio::buffer(into, bytes), std::move(done));
    }
    void write_some(const void* from, std::size_t bytes, Done done) override {
        socket_.async_write_some(asio::buffer(from, bytes), std::move(done));
    }
    void close() override {
        resolver_.cancel();
        error_code ignored;
        socket_.close(ignored);
    }

protected:
    virtual void connected(const Opened& opened) { opened({}, {}); }

    TcpSocket socket_;

private:
    void connect(const Resolver::results_type& addresses, Opened opened) {
        asio::async_connect(
            socket_, addresses,
            [this, opened = std::move(opened)](error_code error, const tcp::endpoint&) {
                if (error) return opened(error, "reached");
                socket_.set_option(tcp::no_delay(true), error);
                connected(opened);
            });
    }

    Resolver resolver_;
};

class Secure final : public Plain {
public:
    explicit Secure(asio::io_context& io) : Plain(io), context_(asio::ssl::context::tls_client) {
        error_code failed;  // then nobody is trusted
        context_.set_default_verify_paths(failed);
        context_.set_verify_mode(asio::ssl::verify_peer);
    }

    void open(const std::string& host, const std::string& port, Opened opened) override {
        stream_.emplace(socket_, context_);
        SSL_set_tlsext_host_name(stream_->native_handle(), host.c_str());
        stream_->set_verify_callback(asio::ssl::host_name_verification(host));
        Plain::open(host, port, std::move(opened));
    }
    void read_some(void* into, std::size_t bytes, Done done) override {
        stream_->async_read_some(asio::buffer(into, bytes), std::move(done));
    }
    void write_some(const void* from, std::size_t bytes, Done done) override {
        stream_->async_write_some(asio::buffer(from, bytes), std::move(done));
    }

private:
    void connected(const Opened& opened) override {
        stream_->async_handshake(asio::ssl::stream_base::client,
                                 [opened](error_code error) { opened(error, "trusted"); });
    }

    asio::ssl::context context_;
    std::optional<asio::ssl::stream<TcpSocket&>> stream_;
};

}  // namespace

std::unique_ptr<Transport> make_transport(asio::io_context& io, bool secure) {
    if (secure) return std::make_unique<Secure>(io);
    return std::make_unique<Plain>(io);
}

}  // namespace heed::net
