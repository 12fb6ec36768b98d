#include "net/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <random>

#include "api/percent.hpp"
#include "api/respond.hpp"
#include "base/log.hpp"
#include "net/request.hpp"
#include "net/stream_writer.hpp"

namespace heed::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using beast::error_code;

constexpr std::size_t read_bytes = 4096;
constexpr std::size_t buffer_bytes_max = api::request_header_bytes_max + 64 * 1024;
constexpr std::size_t piece_bytes = 256 * 1024;
/// After an early refusal this much more is read, so that the other end gets to see the answer.
constexpr std::size_t drained_bytes_max = 32 * 1024 * 1024;
constexpr std::chrono::seconds drain_timeout{2};

std::string address_of(const tcp::socket& socket) {
    error_code ec;
    const auto end = socket.remote_endpoint(ec);
    if (ec) return {};
    auto address = end.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    return address.to_string();
}

api::Method method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return api::Method::get;
        case http::verb::head:
            return api::Method::head;
        case http::verb::post:
            return api::Method::post;
        case http::verb::put:
            return api::Method::put;
        case http::verb::patch:
            return api::Method::patch;
        case http::verb::delete_:
            return api::Method::delete_;
        case http::verb::options:
            return api::Method::options;
        default:
            return api::Method::other;
    }
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

RawHead raw_head(const http::request<http::string_body>& head) {
    RawHead out{method_of(head.method()), head.version(), std::string{view(head.target())}, {}};
    for (const auto& field : head) {
        auto& name = out.headers.emplace_back(view(field.name_string()), view(field.value())).first;
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        });
    }
    return out;
}

std::string new_incident() {
    std::random_device random;
    return fmt::format("{:08x}", random());
}

std::optional<Refusal> refusal_of(error_code ec) {
    if (ec == http::error::header_limit || ec == http::error::buffer_overflow) {
        return Refusal{431, "The headers are too large."};
    }
    if (ec == http::error::body_limit) return Refusal{413, "The body is too large."};
    if (ec == http::error::bad_version) {
        return Refusal{505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
    }
    const bool malformed = ec.category() == make_error_code(http::error::bad_method).category() &&
                           ec != http::error::end_of_stream && ec != http::error::partial_message;
    if (malformed) return Refusal{400, "This is not a valid HTTP request: " + ec.message() + "."};
    return std::nullopt;
}

class Connection final : public Peer, public std::enable_shared_from_this<Connection> {
public:
    Connection(Core& core, tcp::socket socket)
        : core_{core}, peer_{address_of(socket)}, stream_{std::move(socket)} {}

    void start() {
        core_.add(shared_from_this());
        error_code ignored;
        stream_.socket().set_option(tcp::no_delay{true}, ignored);
        wait_for_request(core_.options.header_timeout);
    }

    void finish() override {
        if (idle_) close();
    }

    void close() override {
        if (closed_) return;
        closed_ = true;
        give_back_body_bytes();
        stream_.close();
        core_.remove(shared_from_this());
    }

private:
    auto then(void (Connection::*step)(error_code, std::size_t)) {
        return [self = shared_from_this(), step](error_code ec, std::size_t bytes) {
            if (!self->closed_) (self.get()->*step)(ec, bytes);
        };
    }

    // --- one request ---------------------------------------------------------------------------

    void next_request() {
        if (core_.stopping) return close();
        if (buffer_.size() > 0) return read_head();
        wait_for_request(core_.options.idle_timeout);
    }

    void wait_for_request(std::chrono::milliseconds timeout) {
        idle_ = true;
        stream_.expires_after(timeout);
        stream_.async_read_some(buffer_.prepare(read_bytes), then(&Connection::on_first_bytes));
    }

    void on_first_bytes(error_code ec, std::size_t bytes) {
        idle_ = false;
        if (ec) return close();
        buffer_.commit(bytes);
        read_head();
    }

    void read_head() {
        parser_.emplace();
        parser_->header_limit(api::request_header_bytes_max);
        parser_->body_limit(core_.options.body_bytes_max);
        stream_.expires_after(core_.options.header_timeout);
        http::async_read_header(stream_, buffer_, *parser_, then(&Connection::on_head));
    }

    void on_head(error_code ec, std::size_t) {
        started_ = std::chrono::steady_clock::now();
        request_ = {};
        keep_alive_ = false;
        if (ec) return refuse_or_close(ec);
        auto head = raw_head(parser_->get());
        if (const auto refusal = check_head(head)) return refuse(*refusal);
        const bool may_be_invited = head.version == 11;
        request_ = convert_head(std::move(head), peer_, core_.options);
        keep_alive_ = parser_->keep_alive();
        if (parser_->is_done()) return on_body({}, 0);
        if (!take_body_bytes()) {
            return refuse({503, "Too much is being received at the moment."});
        }
        if (may_be_invited && expects_continue(request_)) return invite_body();
        read_body();
    }

    /// Memory for bodies is promised before it is needed; a chunked one may become as large as any.
    bool take_body_bytes() {
        const auto length = parser_->content_length();
        const std::size_t wanted =
            length ? static_cast<std::size_t>(*length) : core_.options.body_bytes_max;
        if (core_.body_bytes + wanted > core_.options.body_bytes_total_max) return false;
        core_.body_bytes += wanted;
        body_bytes_ = wanted;
        return true;
    }

    void give_back_body_bytes() { core_.body_bytes -= std::exchange(body_bytes_, 0); }

    void invite_body() {
        static constexpr std::string_view invitation = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(stream_, asio::buffer(invitation.data(), invitation.size()),
                          then(&Connection::on_invited));
    }

    void on_invited(error_code ec, std::size_t) {
        if (ec) return close();
        read_body();
    }

    void read_body() {
        stream_.expires_after(core_.options.body_timeout);
        http::async_read(stream_, buffer_, *parser_, then(&Connection::on_body));
    }

    void on_body(error_code ec, std::size_t) {
        if (ec) return refuse_or_close(ec);
        request_.body = std::move(parser_->get().body());
        stream_.expires_never();
        if (core_.pool.submit([self = shared_from_this()] { self->handle(); })) return;
        auto response = api::problem_response(503, "The desk is too busy at the moment.");
        response.headers.emplace_back("Retry-After", "1");
        respond(std::move(response));
    }

    /// On a worker thread, the only one that touches the request until the answer is posted.
    void handle() {
        auto response = handle_guarded();
        asio::post(core_.io, [self = shared_from_this(), response = std::move(response)]() mutable {
            if (!self->closed_) self->respond(std::move(response));
        });
    }

    api::Response handle_guarded() {
        try {
            return core_.handler(request_);
        } catch (const std::exception& exception) {
            return incident(exception.what());
        } catch (...) {
            return incident("an exception of an unknown kind");
        }
    }

    api::Response incident(std::string_view what) {
        const auto id = new_incident();
        log::error("incident {}: {} {}: {}", id, api::method_name(request_.method), request_.path,
                   what);
        return api::problem_response(
            500, "Something went wrong here. The desk's log has more under incident " + id + ".");
    }

    // --- its answer ----------------------------------------------------------------------------

    void refuse_or_close(error_code ec) {
        const auto refusal = refusal_of(ec);
        if (!refusal) return close();
        refuse(*refusal);
    }

    void refuse(const Refusal& refusal) {
        keep_alive_ = false;
        auto response = api::problem_response(refusal.status, refusal.detail);
        if (refusal.status == 503) response.headers.emplace_back("Retry-After", "1");
        respond(std::move(response));
    }

    void respond(api::Response response) {
        give_back_body_bytes();
        request_.body = {};
        if (core_.stopping) keep_alive_ = false;
        api::add_security_headers(response);
        if (response.stream && request_.method != api::Method::head) {
            return become_stream(std::move(response));
        }
        log_access(response.status);
        response_ = std::move(response);
        body_left_ = response_.static_body.empty() ? std::string_view{response_.body}
                                                   : response_.static_body;
        head_ = make_head(response_, body_left_.size());
        if (!may_have_body()) body_left_ = {};
        write_piece();
    }

    void become_stream(api::Response response) {
        if (core_.stopping || core_.streams >= core_.options.streams_max) {
            return refuse({503, "Too many live streams are open."});
        }
        log_access(response.status);
        keep_alive_ = false;
        response.headers.emplace_back("Content-Type", "text/event-stream");
        response.headers.emplace_back("Cache-Control", "no-store");
        response.headers.emplace_back("X-Accel-Buffering", "no");
        auto head = make_head(response, std::nullopt);
        stream_.expires_never();
        serve_stream(core_, stream_.release_socket(), std::move(head), std::move(response.stream));
        close();
    }

    [[nodiscard]] bool may_have_body() const {
        return request_.method != api::Method::head && response_.status != 204 &&
               response_.status != 304;
    }

    std::string make_head(const api::Response& response, std::optional<std::size_t> length) const {
        std::string out =
            fmt::format("HTTP/1.1 {} {}\r\n", response.status, api::reason_phrase(response.status));
        for (const auto& [name, value] : response.headers) {
            // A line break would let whoever chose the value write headers of their own.
            if (value.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) continue;
            fmt::format_to(std::back_inserter(out), "{}: {}\r\n", name, value);
        }
        if (length && response.status != 204 && response.status != 304) {
            fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", *length);
        }
        out += keep_alive_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
        return out;
    }

    void write_piece() {
        const auto piece = body_left_.substr(0, piece_bytes);
        body_left_.remove_prefix(piece.size());
        const std::array<asio::const_buffer, 2> buffers = {
            asio::buffer(head_), asio::buffer(piece.data(), piece.size())};
        stream_.expires_after(core_.options.write_timeout);
        asio::async_write(stream_, buffers, then(&Connection::on_piece));
    }

    void on_piece(error_code ec, std::size_t) {
        if (ec) return close();
        head_.clear();
        if (!body_left_.empty()) return write_piece();
        response_ = {};
        if (keep_alive_) return next_request();
        drain();
    }

    void log_access(int status) const {
        if (!core_.options.access_log || request_.path.empty()) return;
        const auto taken = std::chrono::steady_clock::now() - started_;
        log::info("{} {} {} {} ms", api::method_name(request_.method),
                  api::path_for_log(request_.path), status,
                  std::chrono::duration_cast<std::chrono::milliseconds>(taken).count());
    }

    // --- the end -------------------------------------------------------------------------------

    /// Closing a socket with unread bytes resets it, which can take our answer with it.
    void drain() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        buffer_.clear();
        stream_.expires_after(drain_timeout);
        drain_more();
    }

    void drain_more() {
        stream_.async_read_some(buffer_.prepare(read_bytes), then(&Connection::on_drained));
    }

    void on_drained(error_code ec, std::size_t bytes) {
        drained_bytes_ += bytes;
        if (ec || drained_bytes_ > drained_bytes_max) return close();
        drain_more();
    }

    Core& core_;
    std::string peer_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_{buffer_bytes_max};
    std::optional<http::request_parser<http::string_body>> parser_;
    api::Request request_;
    api::Response response_;
    std::string head_;
    std::string_view body_left_;
    std::chrono::steady_clock::time_point started_{};
    std::size_t body_bytes_ = 0;
    std::size_t drained_bytes_ = 0;
    bool keep_alive_ = false;
    bool idle_ = false;
    bool closed_ = false;
};

}  // namespace

void serve_connection(Core& core, Socket&& socket) {
    std::make_shared<Connection>(core, std::move(socket))->start();
}

}  // namespace heed::net
