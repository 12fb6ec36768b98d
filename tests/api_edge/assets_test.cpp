#include "api/assets.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace heed::api {

/// tests/api_edge/page, embedded as ui/dist is.
std::span<const Asset> test_page();

namespace {

std::string on_disk(const std::string& path) {
    std::ifstream file{std::string{HEED_SOURCE_DIR} + "/tests/api_edge/page" + path};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

Request get(std::string path, Headers headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

const std::pair<std::string, std::string> as_browser{"accept", "text/html,*/*;q=0.8"};

TEST(Assets, serves_what_was_on_disk_when_it_was_built) {
    const Assets assets{test_page()};
    for (const std::string path : {"/index.html", "/assets/app-1a2b3c.js", "/favicon.svg"}) {
        const auto answer = assets.handle(get(path));
        EXPECT_EQ(answer.status, 200) << path;
        EXPECT_EQ(answer.static_body, on_disk(path)) << path;
        EXPECT_EQ(header_of(answer, "Content-Encoding"), "") << path;
    }
}

TEST(Assets, caches_forever_only_what_has_its_hash_in_its_name) {
    const Assets assets{test_page()};
    EXPECT_NE(
        header_of(assets.handle(get("/assets/app-1a2b3c.js")), "Cache-Control").find("immutable"),
        std::string::npos);
    EXPECT_EQ(header_of(assets.handle(get("/")), "Cache-Control"), "no-cache");
    EXPECT_EQ(header_of(assets.handle(get("/favicon.svg")), "Content-Type"), "image/svg+xml");
}

TEST(Assets, compresses_for_those_who_can_read_it) {
    struct Case {
        std::string encodings;
        bool packed;
    };
    const std::vector<Case> cases = {{"gzip", true},      {"br, gzip;q=0.5", true},
                                     {"gzip;q=0", false}, {"gzip; q=0.0", false},
                                     {"x-gzip", false},   {"", false}};
    const Assets assets{test_page()};
    for (const auto& [encodings, packed] : cases) {
        const auto answer =
            assets.handle(get("/assets/app-1a2b3c.js", {{"accept-encoding", encodings}}));
        EXPECT_EQ(header_of(answer, "Content-Encoding"), packed ? "gzip" : "") << encodings;
        EXPECT_EQ(header_of(answer, "Vary"), "Accept-Encoding");
        EXPECT_EQ(answer.static_body.starts_with("\x1f\x8b"), packed) << encodings;
    }
    const auto small = assets.handle(get("/favicon.svg", {{"accept-encoding", "gzip"}}));
    EXPECT_EQ(header_of(small, "Content-Encoding"), "");
}

TEST(Assets, sends_nothing_twice) {
    const Assets assets{test_page()};
    const std::string path = "/assets/app-1a2b3c.js";
    const auto tag = header_of(assets.handle(get(path)), "ETag");
    const auto packed_tag =
        header_of(assets.handle(get(path, {{"accept-encoding", "gzip"}})), "ETag");
    EXPECT_NE(tag, packed_tag);
    struct Case {
        std::string known;
        int status;
    };
    const std::vector<Case> cases = {{tag, 304}, {"\"other\", " + tag, 304}, {"W/" + tag, 304},
                                     {"*", 304}, {packed_tag, 200},          {"\"other\"", 200},
                                     {"", 200}};
    for (const auto& [known, status] : cases) {
        const auto answer = assets.handle(get(path, {{"if-none-match", known}}));
        EXPECT_EQ(answer.status, status) << known;
        EXPECT_EQ(answer.static_body.empty(), status == 304) << known;
    }
}

TEST(Assets, shows_the_page_at_addresses_of_its_own) {
    const Assets assets{test_page()};
    EXPECT_EQ(assets.handle(get("/")).static_body, on_disk("/index.html"));
    EXPECT_EQ(assets.handle(get("/conversations/42", {as_browser})).static_body,
              on_disk("/index.html"));
    EXPECT_EQ(assets.handle(get("/conversations/42")).status, 404);
    EXPECT_EQ(assets.handle(get("/assets/app-old.js", {as_browser})).status, 404);
}

TEST(Assets, takes_nothing_but_get_and_head) {
    auto request = get("/");
    request.method = Method::head;
    EXPECT_EQ(Assets{test_page()}.handle(request).status, 200);
    request.method = Method::post;
    EXPECT_EQ(Assets{test_page()}.handle(request).status, 405);
}

TEST(Assets, says_so_when_there_is_no_page) {
    const Assets assets{std::span<const Asset>{}};
    const auto answer = assets.handle(get("/", {as_browser}));
    EXPECT_EQ(answer.status, 404);
    EXPECT_NE(answer.static_body.find("./run --build-only"), std::string_view::npos);
    EXPECT_EQ(assets.handle(get("/assets/a.js")).status, 404);
}

TEST(Assets, reads_from_disk_during_development) {
    const Assets assets{test_page(), std::string{HEED_SOURCE_DIR} + "/tests/api_edge/page"};
    const auto answer = assets.handle(get("/assets/app-1a2b3c.js"));
    EXPECT_EQ(answer.body, on_disk("/assets/app-1a2b3c.js"));
    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
    EXPECT_EQ(assets.handle(get("/")).body, on_disk("/index.html"));
    EXPECT_EQ(assets.handle(get("/conversations/42", {as_browser})).body, on_disk("/index.html"));
    EXPECT_EQ(assets.handle(get("/none.js")).status, 404);
    EXPECT_EQ(assets.handle(get("/assets", {})).status, 404);
    EXPECT_EQ(Assets(test_page(), "/nowhere").handle(get("/", {as_browser})).status, 404);
}

}  // namespace
}  // namespace heed::api
