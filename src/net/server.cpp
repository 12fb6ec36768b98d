#include "net/server.hpp"

#include <fmt/format.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <future>
#include <thread>

#include "base/log.hpp"
#include "net/connection.hpp"
#include "net/core.hpp"

namespace heed::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// When no file descriptor is left, accepting again at once would only burn time.
constexpr std::chrono::milliseconds accept_pause{100};

Result<std::pair<std::string, std::uint16_t>> split_address(const std::string& listen) {
    const auto colon = listen.rfind(':');
    const auto wrong =
        fail(ErrorCode::invalid, "\"" + listen +
                                     "\" is not an address to listen on; expected HOST:PORT "
                                     "such as 127.0.0.1:8080 or [::1]:8080");
    if (colon == std::string::npos) return wrong;
    std::uint16_t port = 0;
    const auto* end = listen.data() + listen.size();
    const auto [rest, problem] = std::from_chars(listen.data() + colon + 1, end, port);
    if (problem != std::errc{} || rest != end) return wrong;
    auto host = listen.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host.empty() || (!bracketed && host.find(':') != std::string::npos)) return wrong;
    return std::pair{host, port};
}

Result<tcp::endpoint> resolve(asio::io_context& io, const std::string& listen) {
    const auto parts = split_address(listen);
    if (!parts) return fail(parts.error());
    const auto& [host, port] = *parts;
    error_code ec;
    const auto address = asio::ip::make_address(host, ec);
    if (!ec) return tcp::endpoint{address, port};
    const auto found = tcp::resolver{io}.resolve(host, std::to_string(port), ec);
    if (ec || found.empty()) {
        return fail(ErrorCode::invalid, fmt::format("the host of \"{}\" is not known", listen));
    }
    return found.begin()->endpoint();
}

Error explain(const std::string& listen, error_code ec) {
    if (ec == asio::error::address_in_use) {
        return {ErrorCode::conflict, listen + " is in use by another program"};
    }
    if (ec == asio::error::access_denied) {
        return {ErrorCode::forbidden, "this user may not listen on " + listen};
    }
    return {ErrorCode::unavailable, "cannot listen on " + listen + ": " + ec.message()};
}

}  // namespace

class Server::Impl {
public:
    Impl(ServerOptions options, api::Handler handler)
        : core_{io_, std::move(options), std::move(handler)} {}

    ~Impl() { stop(); }

    Status open() {
        const auto endpoint = resolve(core_.io, core_.options.listen);
        if (!endpoint) return fail(endpoint.error());
        error_code ec;
        listen_on(*endpoint, ec);
        if (ec) return fail(explain(core_.options.listen, ec));
        endpoint_ = acceptor_.local_endpoint();
        core_.on_removed = [this] { on_removed(); };
        accept();
        thread_ = std::jthread{[this] { core_.io.run(); }};
        return {};
    }

    [[nodiscard]] tcp::endpoint endpoint() const { return endpoint_; }

    void stop() {
        const std::lock_guard lock{stop_mutex_};
        if (thread_.joinable()) {
            asio::post(core_.io, [this] { begin_stop(); });
            drained_.get_future().wait_for(core_.options.stop_timeout);
            asio::post(core_.io, [this] { end_stop(); });
            thread_.join();
        }
        core_.pool.stop();
    }

private:
    void listen_on(const tcp::endpoint& endpoint, error_code& ec) {
        acceptor_.open(endpoint.protocol(), ec);
        if (!ec) acceptor_.set_option(asio::socket_base::reuse_address{true}, ec);
        if (!ec && endpoint.address().is_v6()) {
            acceptor_.set_option(asio::ip::v6_only{!endpoint.address().is_unspecified()}, ec);
        }
        if (!ec) acceptor_.bind(endpoint, ec);
        if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
    }

    void accept() {
        accepting_ = acceptor_.is_open() && core_.peers.size() < core_.options.connections_max;
        if (!accepting_) return;
        acceptor_.async_accept([this](error_code ec, tcp::socket socket) {
            if (ec == asio::error::operation_aborted || core_.stopping) return;
            if (ec) return accept_later();
            serve_connection(core_, std::move(socket));
            accept();
        });
    }

    void accept_later() {
        log::warn("cannot accept a connection now");
        pause_.expires_after(accept_pause);
        pause_.async_wait([this](error_code ec) {
            if (!ec) accept();
        });
    }

    void on_removed() {
        if (core_.stopping) {
            finish_when_empty();
        } else if (!accepting_) {
            accept();
        }
    }

    void begin_stop() {
        core_.stopping = true;
        error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
        const auto peers = core_.peers;  // those that finish at once leave the set
        for (const auto& peer : peers)
            peer->finish();
        finish_when_empty();
    }

    void finish_when_empty() {
        if (!core_.peers.empty() || finished_) return;
        finished_ = true;
        drained_.set_value();
    }

    void end_stop() {
        const auto peers = core_.peers;
        for (const auto& peer : peers)
            peer->close();
        core_.io.stop();
    }

    asio::io_context io_{1};
    Core core_;
    /// A handler at work is nothing that the I/O thread would wait for by itself.
    asio::executor_work_guard<asio::io_context::executor_type> busy_{core_.io.get_executor()};
    tcp::acceptor acceptor_{core_.io};
    asio::steady_timer pause_{core_.io};
    tcp::endpoint endpoint_;
    bool accepting_ = false;
    bool finished_ = false;
    std::promise<void> drained_;
    std::mutex stop_mutex_;
    std::jthread thread_;
};

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, api::Handler handler) {
    auto impl = std::make_unique<Impl>(std::move(options), std::move(handler));
    if (auto opened = impl->open(); !opened) return fail(std::move(opened.error()));
    return std::unique_ptr<Server>{new Server{std::move(impl)}};
}

Server::Server(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return impl_->endpoint().port();
}

std::string Server::url() const {
    const auto end = impl_->endpoint();
    const auto address = end.address().to_string();
    return end.address().is_v6() ? fmt::format("http://[{}]:{}", address, end.port())
                                 : fmt::format("http://{}:{}", address, end.port());
}

void Server::stop() {
    impl_->stop();
}

}  // namespace heed::net
