#pragma once

#include <memory>

#include "channels/firehose.hpp"
#include "cli/desk.hpp"
#include "store/database.hpp"

namespace heed::cli {

/// Hears a whole network for the desk; not started yet. All that it is given must outlive it.
[[nodiscard]] std::unique_ptr<channels::Firehose> open_firehose(
    const DeskOptions& options, channels::WebSocketClient& sockets, channels::HttpClient& http,
    const Clock& clock, app::Listening& listening, app::IntakeQueue& intake,
    store::Database& database);

}  // namespace heed::cli
