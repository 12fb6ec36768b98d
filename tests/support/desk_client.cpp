#include "support/desk_client.hpp"

namespace heed::test {

namespace json = boost::json;

namespace {

constexpr int answer_timeout_ms = 15'000;

const json::value* find(const json::value& value, std::string_view pointer) {
    json::error_code missing;
    return value.find_pointer({pointer.data(), pointer.size()}, missing);
}

}  // namespace

std::string text_at(const json::value& value, std::string_view pointer) {
    const auto* found = find(value, pointer);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

long long number_at(const json::value& value, std::string_view pointer) {
    const auto* found = find(value, pointer);
    return found != nullptr && found->is_number() ? found->to_number<long long>() : -1;
}

json::array array_at(const json::value& value, std::string_view pointer) {
    const auto* found = find(value, pointer);
    return found != nullptr && found->is_array() ? found->as_array() : json::array{};
}

DeskClient::Answer DeskClient::exchange(channels::HttpRequest request) {
    request.timeout_ms = answer_timeout_ms;
    if (!cookie_.empty()) request.headers.push_back({"cookie", cookie_});
    if (!csrf_.empty()) request.headers.push_back({"x-csrf-token", csrf_});
    const auto response = http_.send(request, {});
    if (!response) return {};
    if (const auto set = response->header("set-cookie"); !set.empty()) {
        cookie_ = set.substr(0, set.find(';'));
    }
    Answer answer;
    answer.status = response->status;
    json::error_code broken;
    answer.body = json::parse(response->body, broken);
    return answer;
}

DeskClient::Answer DeskClient::get(const std::string& path) {
    channels::HttpRequest request;
    request.url = url_ + path;
    return exchange(std::move(request));
}

DeskClient::Answer DeskClient::send(const std::string& method, const std::string& path,
                                    const json::value& body, const Headers& headers) {
    channels::HttpRequest request;
    request.method = method;
    request.url = url_ + path;
    request.headers = headers;
    if (!body.is_null()) {
        request.headers.push_back({"content-type", "application/json"});
        request.body = json::serialize(body);
    }
    return exchange(std::move(request));
}

DeskClient::Answer DeskClient::post_lines(const std::string& path, std::string lines) {
    channels::HttpRequest request;
    request.method = "POST";
    request.url = url_ + path;
    request.headers.push_back({"content-type", "application/x-ndjson"});
    request.body = std::move(lines);
    return exchange(std::move(request));
}

bool DeskClient::enter_demo() {
    const auto session = get("/api/v1/session");
    csrf_ = text_at(session.body, "/csrf");
    return session.good();
}

DeskClient::Answer DeskClient::set_up(const std::string& token) {
    auto founded = send("POST", "/api/v1/setup",
                        json::object{{"token", token},
                                     {"brand", "Larkspur"},
                                     {"name", "Nora"},
                                     {"login", "nora@larkspur.example"},
                                     {"password", "a long enough sentence 4 me"}});
    csrf_ = text_at(founded.body, "/csrf");
    return founded;
}

void DeskClient::continue_as(const DeskClient& other) {
    cookie_ = other.cookie_;
    csrf_ = other.csrf_;
}

}  // namespace heed::test
