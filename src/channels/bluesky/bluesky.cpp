#include "channels/bluesky/bluesky.hpp"

#include <boost/json.hpp>
#include <utility>

#include "channels/bluesky/json.hpp"
#include "channels/bluesky/listener.hpp"
#include "channels/bluesky/post_view.hpp"
#include "channels/bluesky/publisher.hpp"
#include "channels/bluesky/tid.hpp"
#include "channels/bluesky/watcher.hpp"

namespace heed::channels {

namespace {

using namespace bluesky;

class Bluesky final : public Channel {
public:
    Bluesky(BlueskySettings settings, HttpClient& http, const Clock& clock)
        : settings_(std::move(settings)),
          session_(settings_, http, clock),
          listener_(settings_, session_, delivered_, clock),
          publisher_(session_, delivered_),
          watcher_(session_, clock) {}

    Result<Account> connect() override {
        const auto did = session_.did({});
        if (!did) return fail(did.error());
        const XrpcCall call{XrpcKind::query, "app.bsky.actor.getProfile", {{"actor", *did}}};
        const auto answer = session_.call(call, {});
        if (!answer) return fail(answer.error());
        auto account = read_author(*answer);
        if (!account) return fail(ErrorCode::unavailable, "the server gave no profile");
        return *std::move(account);
    }

    Result<Received> receive(const std::string& cursor, Millis wait,
                             std::stop_token stop) override {
        return listener_.receive(cursor, wait, stop);
    }

    Result<std::vector<app::Incoming>> recheck(std::span<const Watched> posts,
                                               std::stop_token stop) override {
        return watcher_.recheck(posts, stop);
    }

    std::string delivery_key(ReplyId id, Time created_at) const override {
        return make_tid(id, created_at);
    }

    Result<app::Delivery> deliver(const app::Outgoing& outgoing) override {
        return publisher_.deliver(outgoing);
    }

    Result<Presence> read_back(const std::string& remote_id) override {
        return publisher_.read_back(remote_id);
    }

    Limits limits(RoomKind room) const override {
        if (room != RoomKind::public_) return {};
        return {text_graphemes_max, LengthUnit::graphemes, text_bytes_max, images_max,
                image_bytes_max};
    }

private:
    const BlueskySettings settings_;
    Session session_;
    Delivered delivered_;
    Listener listener_;
    Publisher publisher_;
    Watcher watcher_;
};

}  // namespace

std::unique_ptr<Channel> make_bluesky(BlueskySettings settings, HttpClient& http,
                                      const Clock& clock) {
    return std::make_unique<Bluesky>(std::move(settings), http, clock);
}

}  // namespace heed::channels
