#pragma once

#include <memory>

#include "channels/channel.hpp"
#include "channels/street/world.hpp"

namespace heed::channels::street {

/// The channel of one account on the street. Several may share a world, as tests that kill a desk
/// and start another do.
class Street final : public Channel {
public:
    explicit Street(std::shared_ptr<World> world) : world_(std::move(world)) {}

    [[nodiscard]] Result<Account> connect() override { return world_->connect(); }
    [[nodiscard]] Result<Received> receive(const std::string& cursor, Millis wait,
                                           std::stop_token stop) override {
        return world_->receive(cursor, wait, std::move(stop));
    }
    [[nodiscard]] std::string delivery_key(ReplyId id, Time) const override {
        return "street:r/" + to_string(id);
    }
    [[nodiscard]] Result<app::Delivery> deliver(const app::Outgoing& outgoing) override {
        return world_->deliver(outgoing);
    }
    [[nodiscard]] Result<Presence> read_back(const std::string& remote_id) override {
        return world_->read_back(remote_id);
    }
    [[nodiscard]] Limits limits(RoomKind room) const override {
        const int length_max = room == RoomKind::direct ? direct_length_max : public_length_max;
        return {length_max, LengthUnit::code_points, 0, images_max, image_bytes_max};
    }

private:
    std::shared_ptr<World> world_;
};

[[nodiscard]] inline std::unique_ptr<Channel> make_street(std::shared_ptr<World> world) {
    return std::make_unique<Street>(std::move(world));
}

}  // namespace heed::channels::street
