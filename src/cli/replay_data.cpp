#include <algorithm>

#include "app/connect_channels.hpp"
#include "channels/networks.hpp"
#include "cli/data.hpp"
#include "cli/judging.hpp"
#include "cli/replay_target.hpp"
#include "store/listening_ports.hpp"

namespace heed::cli {

namespace {

class DataTarget final : public ReplayTarget {
public:
    DataTarget(std::unique_ptr<Data> data, ChannelId channel, std::unique_ptr<app::Judging> judging)
        : data_(std::move(data)),
          channel_(channel),
          judging_(std::move(judging)),
          listening_(store::listening_ports(data_->database())),
          intake_(data_->database(), data_->ids(), data_->clock(), *judging_, &listening_) {}

    /// The desk's own terms and models decide here as they would there; the desk looks again, in
    /// depth, at what entered its inbox when it runs next.
    [[nodiscard]] Status prepare() { return listening_.refresh(); }

    [[nodiscard]] std::size_t lanes() const override { return 1; }
    [[nodiscard]] Result<app::IntakeCount> take(ReplayBatch& batch, std::stop_token) override {
        return intake_.receive(channel_, std::move(batch.items));
    }

private:
    std::unique_ptr<Data> data_;
    ChannelId channel_;
    std::unique_ptr<app::Judging> judging_;
    app::Listening listening_;
    app::IntakeQueue intake_;
};

Result<ChannelId> find_or_add(Data& data, const std::string& name) {
    const auto* network = channels::find_network("replay");
    const auto fields = channels::check_fields("replay", {{"name", name}});
    if (!fields) return fail(ErrorCode::invalid, "the channel's name " + fields.error().message);
    const auto brand = data.brand(std::string(default_brand));
    if (!brand) return fail(brand.error());
    auto wanted = channels::channel_of(*network, *fields, SecretKey{});
    wanted.brand = *brand;
    return data.write<ChannelId>([&](app::Transaction& transaction) -> Result<ChannelId> {
        for (const auto& known : transaction.channels()) {
            const bool fits = known.network == "replay" && known.name == wanted.name &&
                              known.disconnected_at == Time{};
            if (fits) return known.id;
        }
        const auto added = app::connect_channel(transaction, data.env(), wanted);
        if (!added) return fail(added.error());
        return added->id;
    });
}

}  // namespace

Result<std::unique_ptr<ReplayTarget>> replay_into_data(const Config& config,
                                                       const std::string& channel) {
    auto data = Data::open(config, IfAbsent::create);
    if (!data) return fail(data.error());
    const auto id = find_or_add(**data, channel);
    if (!id) return fail(id.error());
    auto judging = open_judging(config.text("models"), (*data)->database());
    if (!judging) return fail(judging.error());
    auto target = std::make_unique<DataTarget>(std::move(*data), *id, std::move(*judging));
    if (auto ready = target->prepare(); !ready) return fail(ready.error());
    return target;
}

}  // namespace heed::cli
