#pragma once

#include <memory>

#include "channels/http.hpp"

namespace heed::net {

/// The HTTP client over libcurl: TLS is always verified, connections are kept and used again, as
/// many requests at once as there are callers. The proxy variables of the environment are honoured.
class CurlHttpClient final : public channels::HttpClient {
public:
    CurlHttpClient();
    ~CurlHttpClient() override;
    CurlHttpClient(const CurlHttpClient&) = delete;
    CurlHttpClient& operator=(const CurlHttpClient&) = delete;

    [[nodiscard]] Result<channels::HttpResponse> send(const channels::HttpRequest& request,
                                                      std::stop_token stop) override;

private:
    class Handle;
    class Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace heed::net
