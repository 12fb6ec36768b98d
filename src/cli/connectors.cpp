#include "cli/connectors.hpp"

#include "base/log.hpp"
#include "channels/bluesky/bluesky.hpp"
#include "channels/networks.hpp"
#include "channels/street/street.hpp"
#include "channels/web_form/web_form.hpp"

namespace heed::cli {

namespace {

/// A recording that was handed over by the API: nothing to listen to, nobody to answer.
class Shelf final : public channels::Channel {
public:
    explicit Shelf(std::string name) : name_(std::move(name)) {}

    Result<channels::Account> connect() override {
        channels::Account account;
        account.remote_id = "replay:" + name_;
        account.handle = name_;
        account.name = name_;
        return account;
    }
    Result<channels::Received> receive(const std::string& cursor, Millis wait,
                                       std::stop_token stop) override {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, wait, [] { return false; });
        return channels::Received{{}, cursor, false, 0};
    }
    std::string delivery_key(ReplyId id, Time) const override { return to_string(id); }
    Result<app::Delivery> deliver(const app::Outgoing&) override {
        return fail(ErrorCode::invalid, "These posts are a recording; nobody would read a reply.");
    }
    Result<channels::Presence> read_back(const std::string&) override {
        return channels::Presence::gone;
    }
    channels::Limits limits(RoomKind) const override { return {}; }

private:
    std::string name_;
};

std::string value_of(const channels::Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
}

}  // namespace

Result<std::unique_ptr<channels::Channel>> Connectors::make(
    const app::ChannelRecord& record) const {
    std::string secrets;
    if (!record.secrets.empty()) {
        auto opened = heed::open(key_, record.secrets);
        if (!opened) {
            return fail(ErrorCode::unauthenticated,
                        "The stored credentials cannot be opened with this desk's key. Put the "
                        "right key back, or enter the credentials again.");
        }
        secrets = std::move(*opened);
    }
    return make(record.id, record.network, record.settings, secrets);
}

/// Beside the password that it was made with, sealed like it. A session of credentials that were
/// replaced meanwhile is let go.
void Connectors::keep_session(ChannelId id, const std::string& app_password,
                              const std::string& session) const {
    const auto done = store_->write([&](app::Transaction& t) -> Status {
        auto channel = t.channel(id);
        if (!channel || channel->secrets.empty()) return {};
        const auto opened = heed::open(key_, channel->secrets);
        if (!opened) return fail(opened.error());
        auto secrets = channels::fields_from_json(*opened);
        if (value_of(secrets, "app_password") != app_password) return {};
        secrets["session"] = session;
        channel->secrets = seal(channels::fields_to_json(secrets));
        t.save(*channel);
        return {};
    });
    if (!done) log::warn("a session is not kept for the next start: {}", done.error().message);
}

Result<std::unique_ptr<channels::Channel>> Connectors::make(ChannelId id,
                                                            const std::string& network,
                                                            const std::string& settings,
                                                            const std::string& secrets) const {
    const auto fields = channels::fields_from_json(settings);
    const auto hidden = channels::fields_from_json(secrets);
    if (network == "bluesky") {
        channels::BlueskySettings bluesky;
        bluesky.service = value_of(fields, "service");
        bluesky.identifier = value_of(fields, "identifier");
        bluesky.app_password = value_of(hidden, "app_password");
        bluesky.session = value_of(hidden, "session");
        if (id && store_ != nullptr) {
            bluesky.keep_session = [this, id,
                                    password = bluesky.app_password](const std::string& session) {
                keep_session(id, password, session);
            };
        }
        // On loopback nobody's limits are at stake, and tests want to see things happen.
        if (bluesky.service.starts_with("http://127.0.0.1") ||
            bluesky.service.starts_with("http://localhost")) {
            bluesky.poll_interval_ms = 300;
            bluesky.own_posts_interval_ms = 2'000;
        }
        return channels::make_bluesky(std::move(bluesky), http_, clock_);
    }
    if (network == "web_form") {
        auto form = channels::parse_web_form_settings(settings);
        if (!form) return fail(form.error());
        return channels::make_web_form(std::move(*form));
    }
    if (network == "replay") return std::make_unique<Shelf>(value_of(fields, "name"));
    if (network == "street" && street_) return channels::street::make_street(street_);
    return fail(ErrorCode::invalid, "There is no connector for the network \"" + network + "\".",
                "$.network");
}

Result<channels::Account> Connectors::probe(const std::string& network, const std::string& settings,
                                            const std::string& secrets) const {
    auto channel = make(ChannelId{}, network, settings, secrets);
    if (!channel) return fail(channel.error());
    return (*channel)->connect();
}

}  // namespace heed::cli
