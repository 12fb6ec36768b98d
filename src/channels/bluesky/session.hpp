#pragma once

#include <boost/json/fwd.hpp>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "channels/bluesky/bluesky.hpp"
#include "channels/bluesky/xrpc.hpp"

namespace heed::channels::bluesky {

/// A token is renewed this long before it ends.
inline constexpr Millis renewal_margin{60'000};
/// Logging in is limited to 30 times in five minutes and 300 a day, for the whole account: after a
/// refusal the next try waits this long, however often we are asked.
inline constexpr Millis login_pause{5 * 60'000};

/// Our account's session with its server: finds that out, logs in once, renews the token before it
/// ends and when the network says that it has, and speaks with it. Thread safe.
class Session {
public:
    Session(const BlueskySettings& settings, HttpClient& http, const Clock& clock);

    /// Logs in unless that was done; the account's DID.
    [[nodiscard]] Result<std::string> did(const std::stop_token& stop);

    /// Calls as our account. An answer that is not a success comes back as its explanation.
    [[nodiscard]] Result<boost::json::value> call(const XrpcCall& call,
                                                  const std::stop_token& stop);

private:
    struct Tokens {
        std::string access;
        std::string refresh;
        std::string did;
        Time renew_at{};
    };

    Result<Tokens> tokens(const std::stop_token& stop);
    Result<Tokens> renew(const std::string& stale_access, const std::stop_token& stop);
    Result<Tokens> refresh(const Tokens& old, const std::stop_token& stop);
    Result<Tokens> log_in(const std::stop_token& stop);
    Result<Tokens> take_session(const Result<boost::json::value>& answer);
    Result<boost::json::value> exchange(const XrpcCall& call, const std::string& bearer,
                                        const std::stop_token& stop);
    std::optional<Tokens> current();
    void restore(const std::string& session);
    void keep(const Tokens& tokens);
    std::string service();
    void use(std::string service);

    const BlueskySettings& settings_;
    HttpClient& http_;
    const Clock& clock_;

    std::mutex renewing_;  ///< held over the network: one thread logs in, the other waits for it
    std::optional<Error> refusal_;  ///< guarded by renewing_: why logging in failed
    Time next_login_{};             ///< guarded by renewing_
    std::mutex mutex_;
    std::string service_;           ///< guarded by mutex_: the account's own server
    std::optional<Tokens> tokens_;  ///< guarded by mutex_
};

}  // namespace heed::channels::bluesky
