#include "net/websocket_client.hpp"

#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "net/websocket_url.hpp"

namespace heed::net {

using channels::WebSocket;
using channels::WebSocketRequest;

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::size_t read_bytes = 64 * 1024;
/// A message may be left out, but one without an end is no message.
constexpr std::size_t discarded_bytes_max = 64 * 1024 * 1024;
constexpr int retry_after_s_max = 24 * 3600;
constexpr auto farewell_timeout = std::chrono::seconds{1};

using PlainStream = websocket::stream<beast::tcp_stream>;
using SecureStream = websocket::stream<beast::ssl_stream<beast::tcp_stream>>;

std::unique_ptr<SecureStream> make_stream(asio::io_context& io, asio::ssl::context& tls,
                                          SecureStream*) {
    return std::make_unique<SecureStream>(io, tls);
}
std::unique_ptr<PlainStream> make_stream(asio::io_context& io, asio::ssl::context&, PlainStream*) {
    return std::make_unique<PlainStream>(io);
}

ErrorCode code_of_status(unsigned status) {
    switch (status) {
        case 401:
            return ErrorCode::unauthenticated;
        case 403:
            return ErrorCode::forbidden;
        case 429:
            return ErrorCode::rate_limited;
        default:
            return status >= 500 ? ErrorCode::unavailable : ErrorCode::invalid;
    }
}

int retry_after_s(const websocket::response_type& response) {
    const auto text = response[http::field::retry_after];
    int seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    return read.ec == std::errc{} ? std::clamp(seconds, 0, retry_after_s_max) : 0;
}

/// One connection, driven by whoever waits for it: every wait runs the I/O until its callback has
/// come, the time is over or somebody asked to stop.
template <class Stream>
class Connection final : public WebSocket {
public:
    Connection(WebSocketRequest request, WebSocketUrl url)
        : request_(std::move(request)),
          url_(std::move(url)),
          tls_(asio::ssl::context::tls_client),
          resolver_(io_) {}

    ~Connection() override {
        // What comes to an end now has nobody left to tell; the other side sees a closed socket.
        messages_ = nullptr;
        error_code ignored;
        if (stream_) beast::get_lowest_layer(*stream_).socket().close(ignored);
        resolver_.cancel();
        io_.restart();
        io_.poll();
    }

    [[nodiscard]] Status open(const std::stop_token& stop);
    [[nodiscard]] Status receive(std::vector<std::string>& messages, Millis wait,
                                 const std::stop_token& stop) override;
    [[nodiscard]] std::size_t oversized() const override { return oversized_; }

private:
    enum class Step { at_work, done, failed };

    void resolve();
    void connect(const tcp::resolver::results_type& addresses);
    void secure();
    void shake_hands();
    void be_brief_at_the_end();
    void read_on();
    void take_piece();
    void finish(error_code error, std::string_view what);
    void run_until(steady_clock::time_point deadline, const std::stop_token& stop, Step& step);
    [[nodiscard]] Error explain() const;

    const WebSocketRequest request_;
    const WebSocketUrl url_;
    asio::io_context io_;
    asio::ssl::context tls_;
    tcp::resolver resolver_;
    std::unique_ptr<Stream> stream_;
    websocket::response_type response_;
    Step opening_ = Step::at_work;
    Step reading_ = Step::at_work;
    error_code error_;
    std::string_view doing_ = "reached";

    beast::flat_buffer buffer_;
    bool discarding_ = false;
    std::size_t discarded_ = 0;
    std::size_t oversized_ = 0;
    std::vector<std::string>* messages_ = nullptr;  ///< set while somebody receives
    std::size_t received_bytes_ = 0;
};

template <class Stream>
void Connection<Stream>::finish(error_code error, std::string_view what) {
    if (opening_ == Step::failed || reading_ == Step::failed) return;  // the first reason counts
    error_ = error;
    doing_ = what;
    (opening_ == Step::at_work ? opening_ : reading_) = Step::failed;
}

template <class Stream>
Error Connection<Stream>::explain() const {
    if (error_ == websocket::error::upgrade_declined) {
        const auto status = response_.result_int();
        return {code_of_status(status), fmt::format("{} answers {}", url_.host, status), "",
                retry_after_s(response_)};
    }
    if (error_ == websocket::error::closed && stream_) {
        const auto& reason = stream_->reason();
        const std::string_view said(reason.reason.data(), reason.reason.size());
        return {ErrorCode::unavailable,
                fmt::format("{} ended the connection ({}{}{})", url_.host,
                            static_cast<unsigned>(reason.code), said.empty() ? "" : ": ",
                            preview_of(clean_utf8(said), 100))};
    }
    if (error_ == websocket::error::bad_frame_payload)
        return {ErrorCode::invalid, fmt::format("{} sent what is no text", url_.host), "", 0};
    const bool no_websocket =
        error_.category() ==
        websocket::make_error_code(websocket::error::bad_http_version).category();
    return {no_websocket && opening_ == Step::failed ? ErrorCode::invalid : ErrorCode::unavailable,
            fmt::format("{} cannot be {}: {}", url_.host, doing_, error_.message())};
}

template <class Stream>
void Connection<Stream>::run_until(steady_clock::time_point deadline, const std::stop_token& stop,
                                   Step& step) {
    const std::stop_callback wake(stop, [this] { asio::post(io_, [] {}); });
    while (step == Step::at_work && !stop.stop_requested()) {
        io_.restart();
        if (io_.run_one_until(deadline) == 0) return;
    }
}

template <class Stream>
Status Connection<Stream>::open(const std::stop_token& stop) {
    if constexpr (std::is_same_v<Stream, SecureStream>) {
        error_code failed;  // then nobody is trusted
        tls_.set_default_verify_paths(failed);
        tls_.set_verify_mode(asio::ssl::verify_peer);
    }
    stream_ = make_stream(io_, tls_, static_cast<Stream*>(nullptr));
    resolve();
    run_until(steady_clock::now() + request_.connect_timeout, stop, opening_);
    if (opening_ == Step::failed) return fail(explain());
    if (opening_ == Step::at_work) {
        return fail(ErrorCode::unavailable, fmt::format("{} did not answer within {} ms", url_.host,
                                                        request_.connect_timeout.count()));
    }
    read_on();
    return {};
}

template <class Stream>
void Connection<Stream>::resolve() {
    resolver_.async_resolve(url_.host, url_.port, [this](error_code error, auto addresses) {
        if (error) return finish(error, "found");
        connect(addresses);
    });
}

template <class Stream>
void Connection<Stream>::connect(const tcp::resolver::results_type& addresses) {
    beast::get_lowest_layer(*stream_).async_connect(
        addresses, [this](error_code error, const tcp::endpoint&) {
            if (error) return finish(error, "reached");
            beast::get_lowest_layer(*stream_).socket().set_option(tcp::no_delay(true), error);
            secure();
        });
}

template <class Stream>
void Connection<Stream>::secure() {
    if constexpr (std::is_same_v<Stream, SecureStream>) {
        auto& layer = stream_->next_layer();
        SSL_set_tlsext_host_name(layer.native_handle(), url_.host.c_str());
        layer.set_verify_callback(asio::ssl::host_name_verification(url_.host));
        layer.async_handshake(asio::ssl::stream_base::client, [this](error_code error) {
            if (error) return finish(error, "trusted");
            shake_hands();
        });
    } else {
        shake_hands();
    }
}

template <class Stream>
void Connection<Stream>::shake_hands() {
    stream_->set_option(
        websocket::stream_base::timeout{request_.connect_timeout, request_.idle_timeout, true});
    stream_->set_option(websocket::stream_base::decorator([](websocket::request_type& head) {
        head.set(http::field::user_agent, "Heed/" HEED_VERSION);
    }));
    // Pieces of any size; we keep count ourselves, so that a message too large costs itself only.
    stream_->read_message_max(0);
    stream_->async_handshake(response_, url_.authority, url_.target, [this](error_code error) {
        if (error) return finish(error, "spoken to");
        opening_ = Step::done;
        be_brief_at_the_end();
    });
}

/// Once the other side takes its leave, or speaks nonsense, nothing is left to wait for.
template <class Stream>
void Connection<Stream>::be_brief_at_the_end() {
    stream_->set_option(
        websocket::stream_base::timeout{farewell_timeout, request_.idle_timeout, true});
    stream_->control_callback([this](websocket::frame_type kind, beast::string_view) {
        if (kind == websocket::frame_type::close)
            finish(websocket::make_error_code(websocket::error::closed), "heard any more");
    });
}

template <class Stream>
void Connection<Stream>::read_on() {
    stream_->async_read_some(buffer_, read_bytes, [this](error_code error, std::size_t) {
        if (error) return finish(error, "heard any more");
        take_piece();
    });
}

template <class Stream>
void Connection<Stream>::take_piece() {
    if (discarding_ || buffer_.size() > request_.message_bytes_max) {
        discarding_ = true;
        discarded_ += buffer_.size();
        buffer_.consume(buffer_.size());
        if (discarded_ > discarded_bytes_max)
            return finish(websocket::make_error_code(websocket::error::message_too_big),
                          "heard any more");
    }
    if (!stream_->is_message_done()) return read_on();
    if (discarding_) {
        ++oversized_;
        discarding_ = false;
        discarded_ = 0;
        return read_on();
    }
    if (messages_ == nullptr) return;
    received_bytes_ += buffer_.size();
    messages_->emplace_back(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    buffer_.consume(buffer_.size());
    reading_ = Step::done;
}

template <class Stream>
Status Connection<Stream>::receive(std::vector<std::string>& messages, Millis wait,
                                   const std::stop_token& stop) {
    messages.clear();
    messages_ = &messages;
    received_bytes_ = 0;
    const auto deadline = steady_clock::now() + wait;
    run_until(deadline, stop, reading_);
    // What is there already comes along, up to the bounds.
    while (reading_ == Step::done) {
        reading_ = Step::at_work;
        read_on();
        if (messages.size() >= channels::websocket_messages_max ||
            received_bytes_ >= channels::websocket_bytes_max)
            break;
        io_.restart();
        while (reading_ == Step::at_work && io_.poll_one() > 0) {
        }
    }
    // Messages that came before the end are worth having; the error comes again.
    if (reading_ == Step::failed && messages.empty()) return fail(explain());
    return {};
}

template <class Stream>
Result<std::unique_ptr<WebSocket>> open_as(const WebSocketRequest& request, WebSocketUrl url,
                                           const std::stop_token& stop) {
    auto connection = std::make_unique<Connection<Stream>>(request, std::move(url));
    if (auto opened = connection->open(stop); !opened) return fail(std::move(opened.error()));
    return connection;
}

}  // namespace

Result<std::unique_ptr<WebSocket>> BeastWebSocketClient::open(const WebSocketRequest& request,
                                                              const std::stop_token& stop) {
    auto url = parse_websocket_url(request.url);
    if (!url) return fail(std::move(url.error()));
    return url->secure ? open_as<SecureStream>(request, std::move(*url), stop)
                       : open_as<PlainStream>(request, std::move(*url), stop);
}

}  // namespace heed::net
