#pragma once

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "net/http_client.hpp"

namespace heed::test {

/// Somebody's browser, as far as the API is concerned: keeps cookie and CSRF token.
class DeskClient {
public:
    explicit DeskClient(std::string url) : url_(std::move(url)) {}

    struct Answer {
        int status = 0;  ///< 0: none came, so that nobody knows whether it happened
        boost::json::value body;

        [[nodiscard]] bool good() const { return status >= 200 && status < 300; }
        [[nodiscard]] bool lost() const { return status == 0 || status >= 500; }
    };
    using Headers = std::vector<channels::HttpHeader>;

    Answer get(const std::string& path);
    Answer send(const std::string& method, const std::string& path, const boost::json::value& body,
                const Headers& headers = {});
    Answer post_lines(const std::string& path, std::string lines);

    /// Becomes whoever the demo signs in.
    bool enter_demo();
    /// Founds the desk as the owner who holds the link's token.
    Answer set_up(const std::string& token);
    /// The session of another client goes on here: the same person at a desk that was restarted.
    void continue_as(const DeskClient& other);

    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] const std::string& cookie() const { return cookie_; }

private:
    Answer exchange(channels::HttpRequest request);

    net::CurlHttpClient http_;
    std::string url_;
    std::string cookie_;
    std::string csrf_;
};

/// A member of an object somewhere below, "" when it is no text or not there.
[[nodiscard]] std::string text_at(const boost::json::value& value, std::string_view pointer);
[[nodiscard]] long long number_at(const boost::json::value& value, std::string_view pointer);
/// Empty when it is no array or not there.
[[nodiscard]] boost::json::array array_at(const boost::json::value& value,
                                          std::string_view pointer);

}  // namespace heed::test
