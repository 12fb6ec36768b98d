#include <fmt/format.h>

#include <map>
#include <memory>

#include "api/router.hpp"

namespace heed::api {
namespace {

constexpr std::string_view document_pattern = "/api/v1/openapi.json";

/// "PUT /api/v1/conversations/{id}/owner" becomes "put_conversations_id_owner".
std::string operation_id(const Route& route) {
    std::string_view path = route.pattern;
    if (path.starts_with("/api/v1/")) path.remove_prefix(7);
    std::string out{method_name(route.method)};
    for (const char c : path) {
        const bool kept =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (kept || c == '/') out += kept ? c : '_';
        if (c == '.' || c == '-') out += '_';
    }
    for (auto& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::string in_quotes(std::string_view text) {
    std::string out;
    json::append_string(out, text);
    return out;
}

std::string access_in_words(const Route& route) {
    switch (route.access) {
        case Access::open:
            return "Nobody needs to be signed in.";
        case Access::viewer:
            return "For everybody on the team.";
        case Access::trainee:
            return "For trainees, agents, leads and owners.";
        case Access::agent:
            return "For agents, leads and owners.";
        case Access::lead:
            return "For leads and owners.";
        case Access::owner:
            return "For owners.";
    }
    return {};
}

std::string path_parameters(std::string_view pattern) {
    std::string out;
    for (auto open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1)) {
        const auto name = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
        out += fmt::format(
            R"({}{{"name":{},"in":"path","required":true,"schema":{{"type":"string"}}}})",
            out.empty() ? "" : ",", in_quotes(name));
    }
    return out;
}

std::string parameters(const Route& route) {
    auto out = path_parameters(route.pattern);
    for (const auto& parameter : route.parameters) {
        out +=
            fmt::format(R"({}{{"name":{},"in":"{}","description":{},"required":{},"schema":{}}})",
                        out.empty() ? "" : ",", in_quotes(parameter.name),
                        parameter.in == Parameter::In::query ? "query" : "header",
                        in_quotes(parameter.about), parameter.required, parameter.schema);
    }
    return out;
}

std::string request_body(const Route& route, Schemas& schemas) {
    if (route.input != nullptr) {
        return fmt::format(
            R"("requestBody":{{"required":true,"content":{{"application/json":{{"schema":{}}}}}}},)",
            route.input(schemas, Use::input));
    }
    const bool bytes = !route.accepts.empty() && route.accepts.front() != "application/json";
    if (!bytes) return {};
    std::string content;
    for (const auto& type : route.accepts) {
        content += fmt::format("{}{}:{{}}", content.empty() ? "" : ",", in_quotes(type));
    }
    return fmt::format(R"("requestBody":{{"required":true,"content":{{{}}}}},)", content);
}

std::string success(const Route& route, Schemas& schemas) {
    auto out = fmt::format(R"("{}":{{"description":{})", route.success,
                           in_quotes(reason_phrase(route.success)));
    if (!route.output_type.empty()) {
        const auto schema = route.output == nullptr
                                ? std::string{}
                                : R"("schema":)" + route.output(schemas, Use::output);
        out += fmt::format(R"(,"content":{{{}:{{{}}}}})", in_quotes(route.output_type), schema);
    }
    return out + "}";
}

std::string security(const Route& route) {
    if (route.access == Access::open) return "[]";
    if (route.method == Method::get) return R"([{"cookie":[]},{"bearer":[]}])";
    return R"([{"cookie":[],"csrf":[]},{"bearer":[]}])";
}

std::string operation(const Route& route, Schemas& schemas) {
    std::string out = "{";
    out += fmt::format(R"("operationId":{},"summary":{},"description":{},)",
                       in_quotes(operation_id(route)), in_quotes(route.summary),
                       in_quotes(access_in_words(route)));
    if (!route.tag.empty()) out += fmt::format(R"("tags":[{}],)", in_quotes(route.tag));
    out += fmt::format(R"("security":{},"parameters":[{}],)", security(route), parameters(route));
    out += request_body(route, schemas);
    out +=
        fmt::format(R"("responses":{{{},"default":{{"$ref":"#/components/responses/Problem"}}}})",
                    success(route, schemas));
    return out + "}";
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::string paths(const std::vector<Route>& routes, Schemas& schemas) {
    std::map<std::string, std::string> by_pattern;
    for (const auto& route : routes) {
        auto& operations = by_pattern[route.pattern];
        operations +=
            fmt::format("{}{}:{}", operations.empty() ? "" : ",",
                        in_quotes(lower(method_name(route.method))), operation(route, schemas));
    }
    std::string out;
    for (const auto& [pattern, operations] : by_pattern) {
        out += fmt::format("{}{}:{{{}}}", out.empty() ? "" : ",", in_quotes(pattern), operations);
    }
    return "{" + out + "}";
}

constexpr std::string_view security_schemes =
    R"({"cookie":{"type":"apiKey","in":"cookie","name":"heed_session"},)"
    R"("csrf":{"type":"apiKey","in":"header","name":"X-CSRF-Token"},)"
    R"("bearer":{"type":"http","scheme":"bearer"}})";

}  // namespace

std::string openapi(const std::vector<Route>& routes) {
    Schemas schemas;
    // What is sent comes first, so that it has the plain names.
    const auto problem = schemas.of<Problem>(Use::output);
    for (const auto& route : routes) {
        if (route.output != nullptr) static_cast<void>(route.output(schemas, Use::output));
    }
    const auto all_paths = paths(routes, schemas);
    return fmt::format(
        R"({{"openapi":"3.1.0","info":{{"title":"Heed","version":"{}",)"
        R"("license":{{"name":"Apache-2.0","identifier":"Apache-2.0"}}}},)"
        R"("servers":[{{"url":"/"}}],"paths":{},"components":{{"schemas":{},)"
        R"("responses":{{"Problem":{{"description":"What went wrong, and where.",)"
        R"("content":{{"application/problem+json":{{"schema":{}}}}}}}}},"securitySchemes":{}}}}})",
        HEED_VERSION, all_paths, schemas.components(), problem, security_schemes);
}

void add_openapi(std::vector<Route>& routes) {
    const auto document = std::make_shared<std::string>();
    routes.push_back(raw_route(Method::get, std::string{document_pattern}, Access::open,
                               "This document",
                               [document](Call&) { return json_response(*document); })
                         .tagged("desk")
                         .gives("application/json"));
    *document = openapi(routes);
}

}  // namespace heed::api
