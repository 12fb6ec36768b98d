#include "api/respond.hpp"

#include <algorithm>
#include <array>

#include "api/json.hpp"

namespace heed::api {
namespace {

struct Header {
    std::string_view name, value;
};

constexpr std::array security_headers = {
    Header{"Content-Security-Policy",
           "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
           "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
    Header{"X-Content-Type-Options", "nosniff"},
    Header{"Referrer-Policy", "no-referrer"},
    Header{"Cross-Origin-Opener-Policy", "same-origin"},
    Header{"Cross-Origin-Resource-Policy", "same-origin"},
    Header{"Permissions-Policy",
           "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"},
};

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::string_view reason_phrase(int status) {
    switch (status) {
        case 100:
            return "Continue";
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Unknown";
    }
}

std::string_view method_name(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::delete_:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
        case Method::other:
            return "OTHER";
    }
    return "OTHER";
}

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid:
            return 422;
        case ErrorCode::unauthenticated:
            return 401;
        case ErrorCode::forbidden:
            return 403;
        case ErrorCode::not_found:
            return 404;
        case ErrorCode::conflict:
            return 409;
        case ErrorCode::too_large:
            return 413;
        case ErrorCode::rate_limited:
            return 429;
        case ErrorCode::unavailable:
            return 503;
        case ErrorCode::internal:
            return 500;
    }
    return 500;
}

Response json_response(std::string body, int status) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    response.body = std::move(body);
    return response;
}

Response problem_response(const Problem& problem) {
    auto response = json_response(to_json(problem), problem.status);
    response.headers[0].second = "application/problem+json";
    if (problem.retry_after) {
        response.headers.emplace_back("Retry-After", std::to_string(*problem.retry_after));
    }
    return response;
}

Response problem_response(int status, std::string detail) {
    return problem_response(Problem{"about:blank", std::string{reason_phrase(status)}, status,
                                    std::move(detail), std::nullopt, std::nullopt, std::nullopt,
                                    std::nullopt});
}

Problem problem_of(const Error& error, int status) {
    if (status == 0) status = status_of(error.code);
    Problem problem;
    problem.type = "about:blank";
    problem.title = reason_phrase(status);
    problem.status = status;
    problem.detail = error.message;
    if (!error.field.empty()) problem.field = error.field;
    if (error.retry_after_s > 0) problem.retry_after = error.retry_after_s;
    // Who is told to come back later must be told when.
    if (!problem.retry_after && (status == 429 || status == 503)) problem.retry_after = 1;
    return problem;
}

Response error_response(const Error& error, int status) {
    return problem_response(problem_of(error, status));
}

void set_header(Response& response, std::string_view name, std::string value) {
    if (!same_name(name, "Set-Cookie")) {
        std::erase_if(response.headers,
                      [&](const auto& header) { return same_name(header.first, name); });
    }
    response.headers.emplace_back(name, std::move(value));
}

void add_security_headers(Response& response) {
    for (const auto& wanted : security_headers) {
        const auto is_it = [&](const auto& header) { return same_name(header.first, wanted.name); };
        if (std::ranges::none_of(response.headers, is_it)) {
            response.headers.emplace_back(wanted.name, wanted.value);
        }
    }
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^
                                            static_cast<unsigned char>(b[i]));
    }
    return difference == 0;
}

}  // namespace heed::api
