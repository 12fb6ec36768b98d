#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>

#include "jetstream/stand_in.hpp"
#include "net/websocket_client.hpp"
#include "net/websocket_url.hpp"

namespace heed::net {
namespace {

using channels::WebSocket;
using channels::WebSocketRequest;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::frame;
using test::StandIn;

constexpr Millis patience = seconds{20};

WebSocketRequest request_to(const std::string& url) {
    WebSocketRequest request;
    request.url = url;
    return request;
}

Result<std::unique_ptr<WebSocket>> open(const WebSocketRequest& request) {
    return BeastWebSocketClient().open(request, {});
}

/// Everything up to `count` messages.
std::vector<std::string> hear(WebSocket& socket, std::size_t count) {
    std::vector<std::string> all;
    std::vector<std::string> some;
    while (all.size() < count && socket.receive(some, patience, {}) && !some.empty())
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

TEST(WebSocketUrl, IsTakenApart) {
    struct {
        const char* url;
        bool secure;
        const char* host;
        const char* port;
        const char* authority;
        const char* target;
    } const cases[] = {
        {"wss://a.example/subscribe?x=1", true, "a.example", "443", "a.example", "/subscribe?x=1"},
        {"ws://127.0.0.1:8080", false, "127.0.0.1", "8080", "127.0.0.1:8080", "/"},
        {"ws://[::1]:80/a", false, "::1", "80", "[::1]:80", "/a"},
        {"wss://[::1]", true, "::1", "443", "[::1]", "/"},
        {"wss://a.example?x=1", true, "a.example", "443", "a.example", "/?x=1"},
        {"wss://a.example/x#y", true, "a.example", "443", "a.example", "/x"},
    };
    for (const auto& [url, secure, host, port, authority, target] : cases) {
        const auto parts = parse_websocket_url(url);
        ASSERT_TRUE(parts) << url;
        EXPECT_EQ(parts->secure, secure) << url;
        EXPECT_EQ(parts->host, host) << url;
        EXPECT_EQ(parts->port, port) << url;
        EXPECT_EQ(parts->authority, authority) << url;
        EXPECT_EQ(parts->target, target) << url;
    }
    for (const auto* url :
         {"", "a.example", "http://a.example", "ws://", "ws:///x", "ws://a:b", "ws://a:70000",
          "ws://a:1x", "ws://me:secret@a", "ws://a b", "ws://a\r\nHost: b", "ws://[::1", "ws://a:"})
        EXPECT_FALSE(parse_websocket_url(url)) << url;
}

TEST(WebSocketClient, HearsWhatIsSaid) {
    StandIn server;
    server.say(5, "first");
    server.say(6, std::string(70'000, 'x'));
    const auto socket = open(request_to(server.url() + "?cursor=1"));
    ASSERT_TRUE(socket) << socket.error().message;
    EXPECT_EQ(hear(**socket, 2), (std::vector<std::string>{"first", std::string(70'000, 'x')}));
    server.say(7, "third");
    EXPECT_EQ(hear(**socket, 1), std::vector<std::string>{"third"});
    EXPECT_EQ(server.targets(), std::vector<std::string>{"/subscribe?cursor=1"});
    std::vector<std::string> none{"old"};
    EXPECT_TRUE((*socket)->receive(none, milliseconds{10}, {}));
    EXPECT_TRUE(none.empty());
}

TEST(WebSocketClient, PutsPiecesTogetherAndAnswersPings) {
    StandIn server;
    StandIn::Manners manners;
    manners.in_pieces = true;
    server.set(manners);
    server.say(5, "first and foremost");
    server.say(6, "second");
    const auto socket = open(request_to(server.url() + "?cursor=1"));
    ASSERT_TRUE(socket) << socket.error().message;
    EXPECT_EQ(hear(**socket, 2), (std::vector<std::string>{"first and foremost", "second"}));
    constexpr int pong = 10;
    for (int i = 0; i < 200 && server.frames_received(pong) == 0; ++i) {
        std::vector<std::string> none;
        ASSERT_TRUE((*socket)->receive(none, milliseconds{20}, {}));
    }
    EXPECT_GT(server.frames_received(pong), 0);
}

TEST(WebSocketClient, LeavesOutWhatIsTooLarge) {
    StandIn server;
    server.say(5, "small");
    server.say(6, std::string(300'000, 'x'));
    server.say(7, std::string(1'000, 'y'));
    server.say(8, std::string(1'001, 'z'));
    server.say(9, "last");
    auto request = request_to(server.url() + "?cursor=1");
    request.message_bytes_max = 1'000;
    const auto socket = open(request);
    ASSERT_TRUE(socket) << socket.error().message;
    EXPECT_EQ(hear(**socket, 3),
              (std::vector<std::string>{"small", std::string(1'000, 'y'), "last"}));
    EXPECT_EQ((*socket)->oversized(), 2U);
}

TEST(WebSocketClient, HandsOverABoundedNumberAtATime) {
    StandIn server;
    constexpr std::size_t count = channels::websocket_messages_max * 2 + 10;
    for (std::size_t i = 0; i < count; ++i)
        server.say(static_cast<long long>(i + 1), std::to_string(i));
    const auto socket = open(request_to(server.url() + "?cursor=1"));
    ASSERT_TRUE(socket) << socket.error().message;
    std::vector<std::string> some;
    for (std::size_t heard = 0; heard < count;) {
        ASSERT_TRUE((*socket)->receive(some, patience, {}));
        ASSERT_FALSE(some.empty());
        ASSERT_LE(some.size(), channels::websocket_messages_max);
        for (const auto& message : some)
            ASSERT_EQ(message, std::to_string(heard++));
    }
}

TEST(WebSocketClient, SaysWhyItWasRefused) {
    struct {
        int status;
        const char* headers;
        ErrorCode code;
        int retry_after_s;
    } const cases[] = {
        {401, "", ErrorCode::unauthenticated, 0},
        {403, "", ErrorCode::forbidden, 0},
        {429, "Retry-After: 17\r\n", ErrorCode::rate_limited, 17},
        {429, "Retry-After: soon\r\n", ErrorCode::rate_limited, 0},
        {404, "", ErrorCode::invalid, 0},
        {200, "", ErrorCode::invalid, 0},
        {500, "", ErrorCode::unavailable, 0},
        {503, "Retry-After: 999999999\r\n", ErrorCode::unavailable, 24 * 3600},
    };
    StandIn server;
    for (const auto& [status, headers, code, retry_after_s] : cases) {
        StandIn::Manners manners;
        manners.refuse_with = status;
        manners.more_headers = headers;
        server.set(manners);
        const auto socket = open(request_to(server.url() + "?secret=1"));
        ASSERT_FALSE(socket) << status;
        EXPECT_EQ(socket.error().code, code) << status << socket.error().message;
        EXPECT_EQ(socket.error().retry_after_s, retry_after_s) << status;
        EXPECT_NE(socket.error().message.find("127.0.0.1"), std::string::npos);
        EXPECT_EQ(socket.error().message.find("secret"), std::string::npos);
    }
}

TEST(WebSocketClient, DoesNotWaitForEver) {
    StandIn server;
    StandIn::Manners manners;
    manners.mute = true;
    server.set(manners);
    auto request = request_to(server.url());
    request.connect_timeout = milliseconds{100};
    const auto socket = open(request);
    ASSERT_FALSE(socket);
    EXPECT_EQ(socket.error().code, ErrorCode::unavailable);

    request.connect_timeout = seconds{60};
    std::stop_source stop;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(milliseconds{50});
        stop.request_stop();
    });
    EXPECT_FALSE(BeastWebSocketClient().open(request, stop.get_token()));
}

TEST(WebSocketClient, NoticesThatNobodyIsThere) {
    std::string url;
    {
        const StandIn gone;
        url = gone.url();
    }
    const auto socket = open(request_to(url));
    ASSERT_FALSE(socket);
    EXPECT_EQ(socket.error().code, ErrorCode::unavailable);
    EXPECT_EQ(open(request_to("ftp://a.example")).error().code, ErrorCode::invalid);
    EXPECT_EQ(open(request_to("ws://nowhere.invalid/")).error().code, ErrorCode::unavailable);
}

TEST(WebSocketClient, NoticesABrokenLine) {
    StandIn server;
    server.say(5, "first");
    const auto socket = open(request_to(server.url() + "?cursor=1"));
    ASSERT_TRUE(socket) << socket.error().message;
    EXPECT_EQ(hear(**socket, 1).size(), 1U);
    server.cut();
    std::vector<std::string> none;
    const auto ended = (*socket)->receive(none, patience, {});
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, ErrorCode::unavailable);
    EXPECT_FALSE((*socket)->receive(none, patience, {})) << "it stays gone";
}

TEST(WebSocketClient, NoticesSilenceThatAnswersNoPing) {
    StandIn server;
    StandIn::Manners manners;
    server.set(manners);
    auto request = request_to(server.url());
    request.idle_timeout = milliseconds{200};
    const auto socket = open(request);
    ASSERT_TRUE(socket) << socket.error().message;
    std::vector<std::string> none;
    // The stand-in hears pings and says nothing.
    Status ended;
    for (int i = 0; i < 100 && ended; ++i)
        ended = (*socket)->receive(none, milliseconds{200}, {});
    EXPECT_FALSE(ended);
}

TEST(WebSocketClient, RepeatsWhyTheServerLeft) {
    StandIn server;
    StandIn::Manners manners;
    manners.before_each = frame(std::string("\x03\xF0") + "ConsumerTooSlow", 8);
    server.set(manners);
    server.say(5, "first");
    const auto socket = open(request_to(server.url() + "?cursor=1"));
    ASSERT_TRUE(socket) << socket.error().message;
    std::vector<std::string> none;
    const auto ended = (*socket)->receive(none, patience, {});
    ASSERT_FALSE(ended);
    EXPECT_NE(ended.error().message.find("1008: ConsumerTooSlow"), std::string::npos)
        << ended.error().message;
}

TEST(WebSocketClient, StopsWaitingWhenAsked) {
    StandIn server;
    const auto socket = open(request_to(server.url()));
    ASSERT_TRUE(socket) << socket.error().message;
    std::stop_source stop;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(milliseconds{50});
        stop.request_stop();
    });
    std::vector<std::string> none;
    EXPECT_TRUE((*socket)->receive(none, std::chrono::hours{1}, stop.get_token()));
}

TEST(WebSocketClient, BearsGarbageFrames) {
    for (const auto& garbage :
         {std::string("\xFF\xFF\xFF\xFF\xFF\xFF"), frame("x", 3), frame("\xFF\xFE", 1),
          frame("", 0), frame(std::string(200, 'x'), 9), std::string("HTTP/1.1 200 OK\r\n\r\n"),
          std::string("\x81\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10)}) {
        StandIn server;
        StandIn::Manners manners;
        manners.before_each = garbage;
        manners.cut_after = 1;
        server.set(manners);
        server.say(5, "first");
        auto request = request_to(server.url() + "?cursor=1");
        request.idle_timeout = milliseconds{200};
        const auto socket = open(request);
        ASSERT_TRUE(socket) << socket.error().message;
        std::vector<std::string> none;
        Status ended;
        for (int i = 0; i < 100 && ended; ++i)
            ended = (*socket)->receive(none, milliseconds{200}, {});
        EXPECT_FALSE(ended) << testing::PrintToString(garbage);
    }
}

/// A key and a certificate for "localhost" that it signed itself, in two files of a fresh folder.
class SelfSigned {
public:
    SelfSigned() : folder_(std::filesystem::temp_directory_path() / "heed-tls-XXXXXX") {
        std::string name = folder_.string();
        folder_ = ::mkdtemp(name.data());
        EVP_PKEY* key = EVP_RSA_gen(2048);
        X509* certificate = X509_new();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        auto* subject = X509_get_subject_name(certificate);
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
        X509_set_issuer_name(certificate, subject);
        auto* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
        X509_add_ext(certificate, names, -1);
        X509_EXTENSION_free(names);
        X509_sign(certificate, key, EVP_sha256());
        FILE* file = std::fopen(this->certificate().c_str(), "w");
        PEM_write_X509(file, certificate);
        std::fclose(file);
        file = std::fopen(this->key().c_str(), "w");
        PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    ~SelfSigned() { std::filesystem::remove_all(folder_); }
    [[nodiscard]] std::string certificate() const { return folder_ / "certificate.pem"; }
    [[nodiscard]] std::string key() const { return folder_ / "key.pem"; }

private:
    std::filesystem::path folder_;
};

TEST(WebSocketClient, TrustsOnlyWhomItMay) {
    const SelfSigned files;
    StandIn server(files.certificate(), files.key());
    server.say(5, "secret");
    const auto stranger = open(request_to(server.url("localhost") + "?cursor=1"));
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().code, ErrorCode::unavailable);
    EXPECT_NE(stranger.error().message.find("trusted"), std::string::npos);

    ::setenv("SSL_CERT_FILE", files.certificate().c_str(), 1);
    {
        const auto known = open(request_to(server.url("localhost") + "?cursor=1"));
        ASSERT_TRUE(known) << known.error().message;
        EXPECT_EQ(hear(**known, 1), std::vector<std::string>{"secret"});
    }
    const auto by_another_name = open(request_to(server.url("127.0.0.1") + "?cursor=1"));
    EXPECT_FALSE(by_another_name);
    ::unsetenv("SSL_CERT_FILE");
}

}  // namespace
}  // namespace heed::net
