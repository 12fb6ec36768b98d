#include "cli/firehose.hpp"

#include "base/log.hpp"
#include "store/reader.hpp"

namespace heed::cli {

std::unique_ptr<channels::Firehose> open_firehose(const DeskOptions& options,
                                                  channels::WebSocketClient& sockets,
                                                  channels::HttpClient& http, const Clock& clock,
                                                  app::Listening& listening,
                                                  app::IntakeQueue& intake,
                                                  store::Database& database) {
    channels::JetstreamSettings settings;
    settings.urls = options.bluesky_jetstream;
    channels::Firehose::Ports ports{sockets, http, clock, listening, intake, {}, {}, {}, {}};
    ports.channels = [&database] {
        return database.ask<std::vector<app::ChannelRecord>>(
            [](store::Reader& reader) -> Result<std::vector<app::ChannelRecord>> {
                return reader.channels();
            });
    };
    ports.cursor = [&database] {
        return database.ask<std::string>([](store::Reader& reader) -> Result<std::string> {
            return reader.setting(std::string(channels::firehose_cursor_setting)).value_or("");
        });
    };
    ports.knows = [&database](ChannelId channel, const std::string& remote_id) {
        const auto known = database.ask<bool>([&](store::Reader& reader) -> Result<bool> {
            return reader.post(channel, remote_id).has_value();
        });
        return known.value_or(false);
    };
    ports.say = [](const std::string& what) { log::info("{}", what); };
    return std::make_unique<channels::Firehose>(std::move(settings), std::move(ports));
}

}  // namespace heed::cli
