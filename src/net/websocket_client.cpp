#include "net/websocket_client.hpp"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket.hpp>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "net/transport.hpp"
#include "net/websocket_url.hpp"

namespace heed::net {

using channels::WebSocket;
using channels::WebSocketRequest;

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::size_t read_bytes = 64 * 1024;
/// A message may be left out, but one without an end is no message.
constexpr std::size_t discarded_bytes_max = 64 * 1024 * 1024;
constexpr int retry_after_s_max = 24 * 3600;
constexpr auto farewell_timeout = std::chrono::seconds{1};

/// A transport as Beast wants its streams. There is one kind of it and of what waits for it, so
/// that the protocol is compiled once, however the bytes travel.
class Wire {
public:
    using executor_type = asio::io_context::executor_type;

    Wire(asio::io_context& io, bool secure)
        : executor_(io.get_executor()), transport_(make_transport(io, secure)) {}

    [[nodiscard]] executor_type get_executor() const noexcept { return executor_; }
    [[nodiscard]] Transport& transport() const { return *transport_; }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        const auto into = first_of<asio::mutable_buffer>(buffers);
        transport_->read_some(into.data(), into.size(), shared(std::forward<Handler>(handler)));
    }
    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        const auto from = first_of<asio::const_buffer>(buffers);
        transport_->write_some(from.data(), from.size(), shared(std::forward<Handler>(handler)));
    }

    friend void beast_close_socket(Wire& wire) { wire.transport_->close(); }
    template <class Handler>
    friend void async_teardown(beast::role_type, Wire& wire, Handler&& handler) {
        wire.transport_->close();
        asio::post(wire.executor_,
                   [waits = std::forward<Handler>(handler)]() mutable { waits(error_code{}); });
    }

private:
    /// Some is enough: who has more to read or write comes again.
    template <class Buffer, class Buffers>
    static Buffer first_of(const Buffers& buffers) {
        for (auto at = asio::buffer_sequence_begin(buffers);
             at != asio::buffer_sequence_end(buffers); ++at) {
            if (const Buffer buffer(*at); buffer.size() > 0) return buffer;
        }
        return {};
    }
    /// What waits may only be moved, and a function wants to be copied.
    template <class Handler>
    static Transport::Done shared(Handler&& handler) {
        auto waits = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        return [waits](error_code error, std::size_t bytes) { (*waits)(error, bytes); };
    }

    executor_type executor_;
    std::unique_ptr<Transport> transport_;
};

/// Without compression: nobody asks for it, and it is most of the code.
using Stream = websocket::stream<Wire, false>;

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
class Connection final : public WebSocket {
public:
    Connection(WebSocketRequest request, WebSocketUrl url)
        : request_(std::move(request)), url_(std::move(url)), stream_(io_, url_.secure) {}

    ~Connection() override {
        // What comes to an end now has nobody left to tell; the other side sees a closed socket.
        messages_ = nullptr;
        transport().close();
        io_.restart();
        io_.poll();
    }

    [[nodiscard]] Status open(const std::stop_token& stop);
    [[nodiscard]] Status receive(std::vector<std::string>& messages, Millis wait,
                                 const std::stop_token& stop) override;
    [[nodiscard]] std::size_t oversized() const override { return oversized_; }

private:
    enum class Step { at_work, done, failed };

    [[nodiscard]] Transport& transport() { return stream_.next_layer().transport(); }
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
    Stream stream_;
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

void Connection::finish(error_code error, std::string_view what) {
    if (opening_ == Step::failed || reading_ == Step::failed) return;  // the first reason counts
    error_ = error;
    doing_ = what;
    (opening_ == Step::at_work ? opening_ : reading_) = Step::failed;
}

Error Connection::explain() const {
    if (error_ == websocket::error::upgrade_declined) {
        const auto status = response_.result_int();
        return {code_of_status(status), fmt::format("{} answers {}", url_.host, status), "",
                retry_after_s(response_)};
    }
    if (error_ == websocket::error::closed) {
        const auto& reason = stream_.reason();
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

void Connection::run_until(steady_clock::time_point deadline, const std::stop_token& stop,
                           Step& step) {
    const std::stop_callback wake(stop, [this] { asio::post(io_, [] {}); });
    while (step == Step::at_work && !stop.stop_requested()) {
        io_.restart();
        if (io_.run_one_until(deadline) == 0) return;
    }
}

Status Connection::open(const std::stop_token& stop) {
    transport().open(url_.host, url_.port, [this](error_code error, std::string_view doing) {
        if (error) return finish(error, doing);
        shake_hands();
    });
    run_until(steady_clock::now() + request_.connect_timeout, stop, opening_);
    if (opening_ == Step::failed) return fail(explain());
    if (opening_ == Step::at_work) {
        return fail(ErrorCode::unavailable, fmt::format("{} did not answer within {} ms", url_.host,
                                                        request_.connect_timeout.count()));
    }
    read_on();
    return {};
}

void Connection::shake_hands() {
    stream_.set_option(
        websocket::stream_base::timeout{request_.connect_timeout, request_.idle_timeout, true});
    stream_.set_option(websocket::stream_base::decorator([](websocket::request_type& head) {
        head.set(http::field::user_agent, "Heed/" HEED_VERSION);
    }));
    // Pieces of any size; we keep count ourselves, so that a message too large costs itself only.
    stream_.read_message_max(0);
    stream_.async_handshake(response_, url_.authority, url_.target, [this](error_code error) {
        if (error) return finish(error, "spoken to");
        opening_ = Step::done;
        be_brief_at_the_end();
    });
}

/// Once the other side takes its leave, or speaks nonsense, nothing is left to wait for.
void Connection::be_brief_at_the_end() {
    stream_.set_option(
        websocket::stream_base::timeout{farewell_timeout, request_.idle_timeout, true});
    stream_.control_callback([this](websocket::frame_type kind, beast::string_view) {
        if (kind == websocket::frame_type::close)
            finish(websocket::make_error_code(websocket::error::closed), "heard any more");
    });
}

void Connection::read_on() {
    stream_.async_read_some(buffer_, read_bytes, [this](error_code error, std::size_t) {
        if (error) return finish(error, "heard any more");
        take_piece();
    });
}

void Connection::take_piece() {
    if (discarding_ || buffer_.size() > request_.message_bytes_max) {
        discarding_ = true;
        discarded_ += buffer_.size();
        buffer_.consume(buffer_.size());
        if (discarded_ > discarded_bytes_max)
            return finish(websocket::make_error_code(websocket::error::message_too_big),
                          "heard any more");
    }
    if (!stream_.is_message_done()) return read_on();
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

Status Connection::receive(std::vector<std::string>& messages, Millis wait,
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

}  // namespace

Result<std::unique_ptr<WebSocket>> BeastWebSocketClient::open(const WebSocketRequest& request,
                                                              const std::stop_token& stop) {
    auto url = parse_websocket_url(request.url);
    if (!url) return fail(std::move(url.error()));
    auto connection = std::make_unique<Connection>(request, std::move(*url));
    if (auto opened = connection->open(stop); !opened) return fail(std::move(opened.error()));
    return connection;
}

}  // namespace heed::net
