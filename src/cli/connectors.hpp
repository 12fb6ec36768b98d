#pragma once

#include <memory>
#include <string>

#include "app/store.hpp"
#include "base/secret.hpp"
#include "channels/channel.hpp"
#include "channels/http.hpp"
#include "channels/street/world.hpp"

namespace heed::cli {

/// Makes connectors from what the store keeps, and knows what none of them should: the key.
class Connectors {
public:
    Connectors(SecretKey key, channels::HttpClient& http, const Clock& clock)
        : key_(std::move(key)), http_(http), clock_(clock) {}

    /// Where a session with a network is kept, so that the next start need not log in.
    void keep_sessions_in(app::Store& store) { store_ = &store; }

    /// The demo's own network.
    void set_street(std::shared_ptr<channels::street::World> world) { street_ = std::move(world); }

    [[nodiscard]] Result<std::unique_ptr<channels::Channel>> make(
        const app::ChannelRecord& record) const;
    /// Asks the network who these credentials are; nothing is kept.
    [[nodiscard]] Result<channels::Account> probe(const std::string& network,
                                                  const std::string& settings,
                                                  const std::string& secrets) const;
    [[nodiscard]] std::string seal(const std::string& secrets) const {
        return heed::seal(key_, secrets);
    }
    [[nodiscard]] Result<std::string> open(const std::string& sealed) const {
        return heed::open(key_, sealed);
    }

private:
    /// Without an id nothing is kept.
    [[nodiscard]] Result<std::unique_ptr<channels::Channel>> make(ChannelId id,
                                                                  const std::string& network,
                                                                  const std::string& settings,
                                                                  const std::string& secrets) const;
    void keep_session(ChannelId id, const std::string& app_password,
                      const std::string& session) const;

    SecretKey key_;
    channels::HttpClient& http_;
    const Clock& clock_;
    app::Store* store_ = nullptr;
    std::shared_ptr<channels::street::World> street_;
};

}  // namespace heed::cli
