#include "api/assets.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include "api/respond.hpp"

namespace heed::api {
namespace {

constexpr std::string_view start_page = "/index.html";

struct Type {
    std::string_view ending, type;
};

constexpr std::array types = {
    Type{".html", "text/html; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".mjs", "text/javascript; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".map", "application/json"},
    Type{".webmanifest", "application/manifest+json"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".jpg", "image/jpeg"},
    Type{".webp", "image/webp"},
    Type{".gif", "image/gif"},
    Type{".ico", "image/x-icon"},
    Type{".woff2", "font/woff2"},
    Type{".wasm", "application/wasm"},
};

constexpr std::string_view not_built_page =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Heed</title>"
    "<h1>The user interface is not in this program</h1>"
    "<p>The desk is running and its API answers, but the user interface was not built when the "
    "program was. <code>./run --build-only</code> builds both; during development "
    "<code>npm run build</code> in <code>ui/</code> and another build of the program do.</p>";

std::string_view type_of(std::string_view path) {
    for (const auto& [ending, type] : types) {
        if (path.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Calls `visit` with each element of a comma-separated header until it returns true.
template <class Visit>
bool any_element(std::string_view list, Visit visit) {
    while (!list.empty()) {
        const auto element = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), element.size() + 1));
        if (visit(trimmed(element))) return true;
    }
    return false;
}

bool takes_gzip(const Request& request) {
    return any_element(request.header("accept-encoding"), [](std::string_view element) {
        const auto semicolon = element.find(';');
        if (trimmed(element.substr(0, semicolon)) != "gzip") return false;
        if (semicolon == std::string_view::npos) return true;
        const auto weight = trimmed(element.substr(semicolon + 1));
        return weight.find_first_of("123456789") != std::string_view::npos;
    });
}

bool has_already(const Request& request, std::string_view tag) {
    return any_element(request.header("if-none-match"), [&](std::string_view element) {
        if (element.starts_with("W/")) element.remove_prefix(2);
        return element == tag || element == "*";
    });
}

bool navigates(const Request& request) {
    return !request.path.starts_with("/assets/") &&
           request.header("accept").find("text/html") != std::string_view::npos;
}

/// Names under /assets/ hold a hash of what is in them, so nothing else will ever be there.
std::string_view caching_of(std::string_view path) {
    return path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

Response not_there() {
    return problem_response(404, "There is nothing at this address.");
}

Response not_built() {
    Response response;
    response.status = 404;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Cache-Control", "no-store"}};
    response.static_body = not_built_page;
    return response;
}

Response serve(const Request& request, const Asset& file) {
    Response response;
    const bool packed = !file.gzip.empty() && takes_gzip(request);
    const auto tag = '"' + std::string{file.hash} + (packed ? "-gz\"" : "\"");
    response.headers = {{"ETag", tag}, {"Cache-Control", std::string{caching_of(file.path)}}};
    if (!file.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
    if (has_already(request, tag)) {
        response.status = 304;
        return response;
    }
    response.headers.emplace_back("Content-Type", type_of(file.path));
    if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.static_body = packed ? file.gzip : file.bytes;
    return response;
}

}  // namespace

Assets::Assets(std::span<const Asset> files, std::filesystem::path folder)
    : folder_{std::move(folder)} {
    for (const auto& file : files)
        files_.emplace(file.path, &file);
}

Response Assets::handle(const Request& request) const {
    if (request.method != Method::get && request.method != Method::head) {
        auto response = problem_response(405, "This address does not take that method.");
        set_header(response, "Allow", "GET, HEAD");
        return response;
    }
    return folder_.empty() ? embedded(request) : from_disk(request);
}

Response Assets::embedded(const Request& request) const {
    if (files_.empty()) return navigates(request) ? not_built() : not_there();
    auto found = files_.find(request.path);
    if (found == files_.end() && (request.path == "/" || navigates(request))) {
        found = files_.find(start_page);
    }
    return found == files_.end() ? not_there() : serve(request, *found->second);
}

Response Assets::from_disk(const Request& request) const {
    auto path = request.path;
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(folder_ / path.substr(1), ignored)) {
        if (path != "/" && !navigates(request)) return not_there();
        path = start_page;
    }
    std::ifstream file{folder_ / path.substr(1), std::ios::binary};
    if (!file) return not_built();
    Response response;
    response.headers = {{"Content-Type", std::string{type_of(path)}},
                        {"Cache-Control", "no-store"}};
    response.body.assign(std::istreambuf_iterator<char>{file}, {});
    return response;
}

}  // namespace heed::api
