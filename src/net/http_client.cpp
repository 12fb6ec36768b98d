#include "net/http_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "net/public_address.hpp"

namespace heed::net {

using channels::HttpHeader;
using channels::HttpRequest;
using channels::HttpResponse;

namespace {

constexpr std::size_t idle_handles_max = 8;
constexpr long connections_per_handle_max = 4;
constexpr long connect_timeout_ms = 10'000;
constexpr int poll_ms = 1'000;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

void start_curl_once() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

/// The host of an http(s) address, empty when it is none. Only this part ever shows in a message.
std::string host_of(const std::string& address) {
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return {};
    char* part = nullptr;
    if (curl_url_get(url.get(), CURLUPART_SCHEME, &part, 0) != CURLUE_OK) return {};
    const std::string scheme(part);
    curl_free(part);
    if (scheme != "http" && scheme != "https") return {};
    if (curl_url_get(url.get(), CURLUPART_HOST, &part, 0) != CURLUE_OK) return {};
    std::string host(part);
    curl_free(part);
    return host;
}

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool is_sayable(const HttpRequest& request) {
    return is_one_line(request.method) && is_one_line(request.url) &&
           std::all_of(request.headers.begin(), request.headers.end(),
                       [](const HttpHeader& header) {
                           return is_one_line(header.name) && is_one_line(header.value);
                       });
}

HeaderList header_list(const HttpRequest& request) {
    curl_slist* list = curl_slist_append(nullptr, "Expect:");  // no waiting for a "100 Continue"
    for (const auto& header : request.headers)
        list = curl_slist_append(list, fmt::format("{}: {}", header.name, header.value).c_str());
    return HeaderList(list);
}

/// What is being received, for curl's callbacks.
struct Incoming {
    HttpResponse response;
    std::size_t body_bytes_max = 0;
    std::size_t header_bytes = 0;
    bool too_large = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* target) {
    auto& incoming = *static_cast<Incoming*>(target);
    if (incoming.response.body.size() + size > incoming.body_bytes_max) {
        incoming.too_large = true;
        return 0;
    }
    incoming.response.body.append(data, size);
    return size;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() &&
           std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* target) {
    auto& incoming = *static_cast<Incoming*>(target);
    const std::string_view line(data, size);
    if (line.starts_with("HTTP/")) incoming.response.headers.clear();  // of a redirect before it
    incoming.header_bytes += size;
    if (incoming.header_bytes > channels::http_headers_bytes_max) {
        incoming.too_large = true;
        return 0;
    }
    const auto colon = line.find(':');
    if (colon != std::string_view::npos)
        incoming.response.headers.push_back(
            {lower_case(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
    return size;
}

curl_socket_t open_public_socket(void*, curlsocktype, curl_sockaddr* address) {
    if (!is_public_address(address->addr)) return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

/// One conversation partner of curl's: an easy handle driven through a multi handle of its own, so
/// that a stop request can wake it at once. Used by one thread at a time.
class CurlHttpClient::Handle {
public:
    Handle() : easy_(curl_easy_init()), multi_(curl_multi_init()) {
        if (easy_ == nullptr || multi_ == nullptr) throw std::bad_alloc();
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections_per_handle_max);
    }
    ~Handle() {
        curl_easy_cleanup(easy_);
        curl_multi_cleanup(multi_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    Result<HttpResponse> send(const HttpRequest& request, const std::string& host,
                              const std::stop_token& stop) {
        Incoming incoming;
        incoming.body_bytes_max = request.body_bytes_max;
        const HeaderList headers = header_list(request);
        prepare(request, headers.get(), incoming);
        const CURLcode code = perform(stop);
        if (stop.stop_requested() && code != CURLE_OK)
            return fail(ErrorCode::unavailable, fmt::format("stopped while talking to {}", host));
        if (incoming.too_large)
            return fail(ErrorCode::too_large, fmt::format("the answer of {} is too long", host));
        if (code != CURLE_OK)
            return fail(ErrorCode::unavailable,
                        fmt::format("cannot reach {}: {}", host, curl_easy_strerror(code)));
        long status = 0;
        curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
        incoming.response.status = static_cast<int>(status);
        return std::move(incoming.response);
    }

private:
    void prepare(const HttpRequest& request, curl_slist* headers, Incoming& incoming) {
        curl_easy_reset(easy_);
        curl_easy_setopt(easy_, CURLOPT_URL, request.url.c_str());
        curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy_, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, request.redirects_max > 0 ? 1L : 0L);
        curl_easy_setopt(easy_, CURLOPT_MAXREDIRS, static_cast<long>(request.redirects_max));
        curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
        curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
        curl_easy_setopt(easy_, CURLOPT_USERAGENT, "Heed/" HEED_VERSION);
        curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "");
        curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &incoming);
        curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(easy_, CURLOPT_HEADERDATA, &incoming);
        if (request.public_only) {
            // Asked for the address itself, after every name was looked up.
            curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, open_public_socket);
            curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
            curl_easy_setopt(easy_, CURLOPT_PROXY, "");
        }
        prepare_method(request);
    }

    void prepare_method(const HttpRequest& request) {
        if (request.method == "HEAD") {
            curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
            return;
        }
        if (request.method != "GET" || !request.body.empty()) {
            curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE,
                             static_cast<curl_off_t>(request.body.size()));
            curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request.body.data());
        }
        curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }

    CURLcode perform(const std::stop_token& stop) {
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_); });
        curl_multi_add_handle(multi_, easy_);
        CURLcode code = CURLE_ABORTED_BY_CALLBACK;
        int running = 1;
        while (running > 0 && !stop.stop_requested()) {
            if (curl_multi_perform(multi_, &running) != CURLM_OK) break;
            if (running > 0) curl_multi_poll(multi_, nullptr, 0, poll_ms, nullptr);
        }
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &left))
            if (message->msg == CURLMSG_DONE) code = message->data.result;
        curl_multi_remove_handle(multi_, easy_);
        return code;
    }

    CURL* easy_;
    CURLM* multi_;
};

/// Handles that nobody uses now, with their open connections.
class CurlHttpClient::Pool {
public:
    std::unique_ptr<Handle> take() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) return std::make_unique<Handle>();
        auto handle = std::move(idle_.back());
        idle_.pop_back();
        return handle;
    }

    void give_back(std::unique_ptr<Handle> handle) {
        const std::lock_guard lock(mutex_);
        if (idle_.size() < idle_handles_max) idle_.push_back(std::move(handle));
    }

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<Handle>> idle_;
};

CurlHttpClient::CurlHttpClient() {
    start_curl_once();
    pool_ = std::make_unique<Pool>();
}

CurlHttpClient::~CurlHttpClient() = default;

Result<HttpResponse> CurlHttpClient::send(const HttpRequest& request, std::stop_token stop) {
    const std::string host = host_of(request.url);
    if (host.empty()) return fail(ErrorCode::invalid, "not an http or https address");
    if (!is_sayable(request)) return fail(ErrorCode::invalid, "a header holds a line break");
    auto handle = pool_->take();
    auto answer = handle->send(request, host, stop);
    pool_->give_back(std::move(handle));
    return answer;
}

}  // namespace heed::net
