#pragma once

#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "channels/http.hpp"

namespace heed::channels::bluesky {

/// A file of tests/channels/bluesky: what the real servers answered once.
inline std::string captured(const std::string& name) {
    std::ifstream file(std::string(HEED_SOURCE_DIR) + "/tests/channels/bluesky/" + name);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

inline HttpResponse answer(int status, std::string body, std::vector<HttpHeader> headers = {}) {
    HttpResponse response;
    response.status = status;
    response.headers = std::move(headers);
    response.body = std::move(body);
    return response;
}

/// A server that plays a script: for what the real ones cannot be brought to say. Answers by the
/// method's name; remembers what it was asked.
class ScriptedServer final : public HttpClient {
public:
    using Reply = std::function<Result<HttpResponse>(const HttpRequest&)>;

    ScriptedServer() { always("com.atproto.server.createSession", session("one")); }

    static HttpResponse session(const std::string& name) {
        return answer(200, R"({"accessJwt":"access-)" + name + R"(","refreshJwt":"refresh-)" +
                               name + R"(","did":"did:plc:brand","handle":"brand.test"})");
    }

    void always(const std::string& method, Result<HttpResponse> response) {
        replies_[method] = [response](const HttpRequest&) { return response; };
    }
    void at_url(const std::string& url, HttpResponse response) {
        pages_[url] = std::move(response);
    }
    void reply(const std::string& method, Reply reply) { replies_[method] = std::move(reply); }

    Result<HttpResponse> send(const HttpRequest& request, std::stop_token) override {
        const std::lock_guard lock(mutex_);
        requests.push_back(request);
        if (const auto page = pages_.find(request.url); page != pages_.end()) return page->second;
        const auto found = replies_.find(method_of(request));
        if (found == replies_.end()) return answer(200, "{}");
        return found->second(request);
    }

    [[nodiscard]] int calls(const std::string& method) const {
        int count = 0;
        for (const auto& request : requests)
            count += method_of(request) == method ? 1 : 0;
        return count;
    }

    std::vector<HttpRequest> requests;

private:
    static std::string method_of(const HttpRequest& request) {
        const auto begin = request.url.find("/xrpc/") + 6;
        return request.url.substr(begin, request.url.find('?') - begin);
    }

    std::mutex mutex_;
    std::map<std::string, Reply> replies_;
    std::map<std::string, HttpResponse> pages_;
};

}  // namespace heed::channels::bluesky
