#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>

#include "api/json.hpp"
#include "base/secret.hpp"
#include "cli/data.hpp"
#include "cli/replay_target.hpp"
#include "net/http_client.hpp"

namespace heed::cli {

namespace {

using api::json::Node;
using channels::HttpRequest;
using channels::HttpResponse;

constexpr int pause_ms_first = 250;
constexpr int pause_ms_max = 20'000;

std::string text_of(const Node& node, std::string_view key) {
    const auto* found = node.find(key);
    return found != nullptr && found->kind == Node::Kind::string ? found->text : std::string{};
}

long long number_of(const Node& node, std::string_view key) {
    const auto* found = node.find(key);
    return found != nullptr && found->kind == Node::Kind::integer ? found->integer : -1;
}

bool is_worth_another_try(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

/// False when it was asked to stop.
bool pause(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    return !never.wait_for(lock, stop, time, [&] { return stop.stop_requested(); });
}

/// What the desk says is wrong, in its own words where it has any.
Error refusal(const HttpResponse& response, std::string_view what) {
    std::string why = fmt::format("the desk answers {}", response.status);
    if (const auto problem = api::json::parse(response.body)) {
        const auto detail = text_of(*problem, "detail");
        const auto title = text_of(*problem, "title");
        if (!detail.empty() || !title.empty()) {
            why += ": " + one_line(detail.empty() ? title : detail);
        }
    }
    if (response.status == 401) why += " (is the token right?)";
    if (response.status == 403) why += fmt::format(" (the token may not {})", what);
    return {ErrorCode::unavailable, why};
}

/// Speaks to one desk, patiently.
class DeskClient {
public:
    DeskClient(std::string url, std::string token)
        : url_(std::move(url)), token_(std::move(token)) {}

    [[nodiscard]] Result<Node> ask(const std::string& method, const std::string& path,
                                   const std::string& body, const std::string& type,
                                   std::string_view what, const std::stop_token& stop) {
        auto request = make_request(method, path, body, type);
        int wait_ms = pause_ms_first;
        for (int attempt = 1;; ++attempt) {
            const auto response = http_.send(request, stop);
            const bool again = response ? is_worth_another_try(response->status)
                                        : response.error().code == ErrorCode::unavailable;
            if (!again && !response) return fail(response.error());
            if (!again) return read(*response, what);
            if (attempt == tries_max || !pause(wait(response, wait_ms), stop)) {
                return response ? fail(refusal(*response, what)) : fail(response.error());
            }
            wait_ms = std::min(wait_ms * 2, pause_ms_max);
        }
    }

private:
    [[nodiscard]] HttpRequest make_request(const std::string& method, const std::string& path,
                                           const std::string& body, const std::string& type) const {
        HttpRequest request;
        request.method = method;
        request.url = url_ + "/api/v1" + path;
        request.headers = {{"Authorization", "Bearer " + token_}, {"Accept", "application/json"}};
        if (method == "POST") {
            request.headers.push_back({"Content-Type", type});
            request.headers.push_back({"Idempotency-Key", random_token()});
        }
        request.body = body;
        request.timeout_ms = 120'000;
        return request;
    }

    /// What the desk asks for, or a little more than the last time; never all lanes at once.
    [[nodiscard]] static std::chrono::milliseconds wait(const Result<HttpResponse>& response,
                                                        int wait_ms) {
        thread_local std::minstd_rand random{std::random_device{}()};
        const int jitter_ms = std::uniform_int_distribution{0, wait_ms / 2}(random);
        int asked_s = 0;
        if (response) asked_s = std::atoi(std::string(response->header("retry-after")).c_str());
        asked_s = std::clamp(asked_s, 0, 60);
        return std::chrono::milliseconds{std::max(asked_s * 1000, wait_ms) + jitter_ms};
    }

    [[nodiscard]] static Result<Node> read(const HttpResponse& response, std::string_view what) {
        if (response.status < 200 || response.status > 299) return fail(refusal(response, what));
        auto node = api::json::parse(response.body);
        if (node) return node;
        return fail(ErrorCode::unavailable, "what answers there is no desk of Heed's");
    }

    std::string url_;
    std::string token_;
    net::CurlHttpClient http_;
};

class DeskTarget final : public ReplayTarget {
public:
    DeskTarget(std::unique_ptr<DeskClient> client, std::string channel)
        : client_(std::move(client)), path_("/channels/" + channel + "/posts") {}

    [[nodiscard]] std::size_t lanes() const override { return lanes_max; }

    [[nodiscard]] Result<app::IntakeCount> take(ReplayBatch& batch, std::stop_token stop) override {
        const auto answer = client_->ask("POST", path_, batch.lines, "application/jsonl",
                                         "hand over posts: it needs the scope intake", stop);
        if (!answer) return fail(answer.error());
        const app::IntakeCount count{number_of(*answer, "received"), number_of(*answer, "known")};
        if (count.received < 0 || count.known < 0 ||
            count.received + count.known != static_cast<long long>(batch.items.size())) {
            return fail(ErrorCode::internal,
                        fmt::format("the desk counts {} new and {} known of {} posts",
                                    count.received, count.known, batch.items.size()));
        }
        return count;
    }

private:
    std::unique_ptr<DeskClient> client_;
    std::string path_;
};

Result<std::string> find_channel(DeskClient& client, const std::string& name) {
    const auto list = client.ask("GET", "/channels", "", "", "read: it needs the scope read", {});
    if (!list) return fail(list.error());
    const auto* items = list->find("items");
    if (items == nullptr) return std::string{};
    for (const auto& item : items->items) {
        const bool fits = text_of(item, "network") == "replay" && text_of(item, "name") == name &&
                          text_of(item, "state") != "disconnected";
        if (fits) return text_of(item, "id");
    }
    return std::string{};
}

Result<std::string> add_channel(DeskClient& client, const std::string& name) {
    std::string body = R"({"network":"replay","fields":[{"name":"name","value":)";
    api::json::append_string(body, name);
    body += "}]}";
    const auto added = client.ask("POST", "/channels", body, "application/json",
                                  "add a channel: it needs the scope admin", {});
    if (!added) return fail(added.error());
    return text_of(*added, "id");
}

}  // namespace

Result<std::unique_ptr<ReplayTarget>> replay_into_desk(const std::string& url,
                                                       const std::string& token,
                                                       const std::string& channel) {
    auto base = url;
    while (base.ends_with('/'))
        base.pop_back();
    auto client = std::make_unique<DeskClient>(base, token);
    if (parse_id(channel)) return std::make_unique<DeskTarget>(std::move(client), channel);
    auto id = find_channel(*client, channel);
    if (id && id->empty()) id = add_channel(*client, channel);
    if (!id) return fail(id.error());
    if (!parse_id(*id)) return fail(ErrorCode::unavailable, "the desk gave the channel no id");
    return std::make_unique<DeskTarget>(std::move(client), *id);
}

}  // namespace heed::cli
