#include <arpa/inet.h>
#include <netinet/in.h>

#include <atomic>

#include "api/test_desk.hpp"
#include "cli/pictures.hpp"
#include "net/http_client.hpp"
#include "net/public_address.hpp"
#include "net/server.hpp"

namespace heed {
namespace {

using namespace test;
using namespace std::string_literals;
using api::Method;

std::string png(unsigned width, unsigned height) {
    const auto big = [](unsigned n) {
        return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16),
                           static_cast<char>(n >> 8), static_cast<char>(n)};
    };
    return "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s + big(width) + big(height) + "\x08\x06\0\0\0crc!"s;
}

std::string webp(const std::string& chunk, std::string rest) {
    rest.resize(10);
    return "RIFF\x16\0\0\0WEBP"s + chunk + "\x0A\0\0\0"s + rest;
}

const std::string gif = "GIF89a\x10\0\x20\0\0\0\0;"s;
const std::string jpeg = "\xFF\xD8\xFF\xC0\0\x11\x08\0\x20\0\x10\x03\0\0\0\0\0\0\0\0\0"s;

class MediaRoutes : public ApiTest {
protected:
    Said upload(const std::string& bytes, const std::string& type = "image/png") {
        return desk.ask({Method::post, "/api/v1/media", "ana", bytes, {{"content-type", type}}});
    }
};
ON_SQLITE(MediaRoutes);

TEST_P(MediaRoutes, TakePicturesForWhatTheirBytesAre) {
    struct Case {
        std::string name, bytes, mime;
        int width, height;
    };
    for (const auto& each : std::vector<Case>{
             {"png", png(16, 32), "image/png", 16, 32},
             {"gif", gif, "image/gif", 16, 32},
             {"jpeg", jpeg, "image/jpeg", 16, 32},
             {"webp VP8X", webp("VP8X", "\0\0\0\0\x0F\0\0\x1F\0\0"s), "image/webp", 16, 32},
             {"webp VP8", webp("VP8 ", "\0\0\0\x9D\x01\x2A\x10\0\x20\0"s), "image/webp", 16, 32},
             {"webp VP8L", webp("VP8L", "\x2F\x0F\xC0\x07\0"s), "image/webp", 16, 32}}) {
        SCOPED_TRACE(each.name);
        const auto said = upload(each.bytes);
        ASSERT_EQ(said.status(), 201) << said.response.body;
        EXPECT_EQ(said.text("mime"), each.mime);
        EXPECT_EQ(said.number("width"), each.width);
        EXPECT_EQ(said.number("height"), each.height);
        const auto shown = desk.get(said.text("path"), "vic");
        EXPECT_EQ(shown.response.body, each.bytes);
        EXPECT_EQ(shown.header("Content-Type"), each.mime);
        EXPECT_EQ(shown.header("Content-Security-Policy"), "default-src 'none'; sandbox");
    }
}

TEST_P(MediaRoutes, KeepNothingThatACameraWroteBesideAPicture) {
    const auto comment =
        "\xFF\xFE\0\x0F"
        "at home alone"s;
    const auto shown = desk.get(upload("\xFF\xD8"s + comment + jpeg.substr(2)).text("path"), "vic");
    EXPECT_EQ(shown.response.body, jpeg);
}

TEST_P(MediaRoutes, RefuseWhatIsNoPicture) {
    struct Case {
        std::string name, bytes;
        int status = 422;
        std::string type = "image/png";
    };
    for (const auto& each : std::vector<Case>{
             {"text", "hello"},
             {"nothing", ""},
             {"a page that says it is a picture", "<html><script>alert(1)</script>"},
             {"svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
             {"svg by its name", "<svg/>", 415, "image/svg+xml"},
             {"any type", png(1, 1), 415, "application/octet-stream"},
             {"a beginning only", "\x89PNG\r\n\x1a\n"},
             {"a jpeg without a frame", "\xFF\xD8\xFF\xE0\0\x02"s + std::string(20, '\xFF')},
             {"a jpeg whose segment ends before it begins", "\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0\0"s},
             {"no width", png(0, 10)},
             {"a bomb", png(60'000, 60'000)},
             {"a negative width", png(0xFFFFFFFFU, 10)},
             {"too many bytes", png(10, 10) + std::string(8 * 1024 * 1024, 'x'), 413}}) {
        SCOPED_TRACE(each.name);
        const auto said = upload(each.bytes, each.type);
        EXPECT_EQ(said.status(), each.status) << said.response.body;
    }
}

TEST_P(MediaRoutes, AreDescribed) {
    const auto id = upload(png(1, 1)).text("id");
    const auto path = "/api/v1/media/" + id;
    EXPECT_EQ(desk.put(path, R"({"alt":"A broken lid"})").text("alt"), "A broken lid");
    EXPECT_EQ(desk.put(path, R"({"alt":")" + std::string(4001, 'x') + "\"}").text("field"),
              "$.alt");
    EXPECT_EQ(desk.put("/api/v1/media/0000000000001", R"({"alt":"x"})").status(), 404);
    EXPECT_EQ(desk.get(path).response.body, png(1, 1)) << "the picture itself stays";
}

/// Answers as the network's server would, and counts who asks.
class CountingHttp final : public channels::HttpClient {
public:
    Result<channels::HttpResponse> send(const channels::HttpRequest& request,
                                        std::stop_token) override {
        asked.push_back(request.url);
        public_only = request.public_only;
        return answer;
    }
    std::vector<std::string> asked;
    bool public_only = false;
    channels::HttpResponse answer{200, {}, png(2, 2)};
};

class PictureProxy : public ApiTest {
protected:
    PictureProxy() {
        desk.picture = [this](const std::string& url) { return cache.fetch(url); };
    }
    std::string avatar_path(const std::string& url) {
        auto post = TestDesk::from("u" + std::to_string(++count_), "a" + url, "x");
        post.author.avatar_url = url;
        post.media.push_back({url, "", "", 1, 1});
        desk.hear({post});
        const auto list = desk.get("/api/v1/conversations?order=newest");
        post_ = desk.get("/api/v1/conversations/" + list.text("items.0.id"))
                    .text("posts.0.pictures.0.path");
        return list.text("items.0.customer.avatar");
    }
    CountingHttp http;
    cli::PictureCache cache{http};
    std::string post_;

private:
    int count_ = 0;
};
ON_SQLITE(PictureProxy);

TEST_P(PictureProxy, ShowsPicturesOfTheWeb) {
    const auto path = avatar_path("https://cdn.example.org/a.png");
    const auto shown = desk.get(path, "vic");
    EXPECT_EQ(shown.status(), 200);
    EXPECT_EQ(shown.header("Content-Type"), "image/png");
    EXPECT_EQ(shown.header("Content-Security-Policy"), "default-src 'none'; sandbox");
    EXPECT_TRUE(http.public_only);
    EXPECT_EQ(desk.get(post_).status(), 200);
    EXPECT_EQ(http.asked.size(), 1U) << "the second time it is kept";
    EXPECT_EQ(desk.get(post_.substr(0, post_.size() - 1) + "1").status(), 404);
    EXPECT_EQ(desk.get(post_.substr(0, post_.size() - 1) + "x").status(), 404);
}

TEST_P(PictureProxy, AsksNothingButTheWeb) {
    for (const auto* url :
         {"http://169.254.169.254/latest/meta-data", "http://example.org/a.png",
          "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "javascript:alert(1)",
          "data:image/png;base64,x", "HTTPS://example.org/a.png", "ftp://example.org",
          "//example.org/a.png", "media:x"}) {
        const auto path = avatar_path(url);
        EXPECT_EQ(desk.get(path).status(), 404) << url;
    }
    EXPECT_EQ(http.asked, std::vector<std::string>{});
}

TEST_P(PictureProxy, ShowsNothingThatIsNoPicture) {
    struct Case {
        std::string name;
        int status;
        std::string body;
    };
    int number = 0;
    for (const auto& each : std::vector<Case>{{"a page", 200, "<html></html>"},
                                              {"an error with a picture", 404, png(2, 2)},
                                              {"a redirect", 302, ""},
                                              {"an svg", 200, "<svg onload=alert(1)>"}}) {
        http.answer.status = each.status;
        http.answer.body = each.body;
        const auto path = avatar_path("https://example.org/" + std::to_string(++number));
        EXPECT_EQ(desk.get(path).status(), 404) << each.name;
    }
}

TEST(PictureCache, APlainOriginIsThatOriginOnly) {
    CountingHttp http;
    cli::PictureCache cache(http);
    cache.allow_plain("http://127.0.0.1:2583");
    EXPECT_TRUE(cache.fetch("http://127.0.0.1:2583/a.png"));
    for (const auto* url : {"http://127.0.0.1:25830/a.png", "http://127.0.0.1:2583@evil.example/",
                            "http://127.0.0.1:2583.evil.example/", "http://127.0.0.1/a.png"}) {
        EXPECT_FALSE(cache.fetch(url)) << url;
    }
    EXPECT_EQ(http.asked.size(), 1U);
}

TEST(PictureCache, ForgetsTheOldestWhenFull) {
    CountingHttp http;
    http.answer.body = png(2, 2) + std::string(4 * 1024 * 1024 - 100, 'x');
    cli::PictureCache cache(http);
    for (int i = 0; i < 6; ++i)
        ASSERT_TRUE(cache.fetch("https://example.org/" + std::to_string(i)));
    ASSERT_TRUE(cache.fetch("https://example.org/5"));
    EXPECT_EQ(http.asked.size(), 6U);
    ASSERT_TRUE(cache.fetch("https://example.org/0"));
    EXPECT_EQ(http.asked.size(), 7U);
}

TEST(PublicAddress, IsNoneOfOurOwnNetworks) {
    const auto is_public = [](const std::string& text) {
        sockaddr_in v4{};
        sockaddr_in6 v6{};
        v4.sin_family = AF_INET;
        v6.sin6_family = AF_INET6;
        if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
            return net::is_public_address(reinterpret_cast<const sockaddr&>(v4));
        }
        EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
        return net::is_public_address(reinterpret_cast<const sockaddr&>(v6));
    };
    for (const auto* address : {"8.8.8.8", "172.15.0.1", "172.32.0.1", "169.253.0.1", "100.128.0.1",
                                "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
        EXPECT_TRUE(is_public(address)) << address;
    }
    for (const auto* address : {"127.0.0.1",
                                "10.1.2.3",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.168.1.1",
                                "169.254.169.254",
                                "100.64.0.1",
                                "0.0.0.0",
                                "224.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "fe80::1",
                                "fd00::1",
                                "ff02::1",
                                "::ffff:127.0.0.1",
                                "::ffff:10.0.0.1",
                                "64:ff9b::a9fe:a9fe",
                                "2002:7f00:1::",
                                "2001:db8::1",
                                "2001::1",
                                "::127.0.0.1"}) {
        EXPECT_FALSE(is_public(address)) << address;
    }
}

/// The real client on a real socket: it never knocks on this machine's doors.
TEST(PublicAddress, IsAskedForBeforeConnecting) {
    std::atomic<int> asked = 0;
    net::ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.workers = 1;
    options.access_log = false;
    auto server = net::Server::start(options, [&](const api::Request&) {
        ++asked;
        return api::Response{};
    });
    ASSERT_TRUE(server);
    net::CurlHttpClient client;
    channels::HttpRequest request;
    for (const auto* host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0"}) {
        request.url = std::string("http://") + host + ":" + std::to_string((*server)->port()) + "/";
        request.public_only = true;
        const auto answer = client.send(request, {});
        EXPECT_FALSE(answer) << host;
    }
    EXPECT_EQ(asked, 0);
    request.url = (*server)->url();
    request.public_only = false;
    EXPECT_TRUE(client.send(request, {}));
    request.public_only = true;
    EXPECT_FALSE(client.send(request, {})) << "over a connection that was open already";
    EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace heed
