#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/intake.hpp"
#include "app/judging.hpp"
#include "app/listening.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "channels/channel.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

namespace heed::app {
class Coaching;
}

namespace heed::api {

class LiveHub;
class PresenceBoard;
class LoginGuard;
class TokenUse;

/// What the desk's owner chose; read once at the start.
struct DeskSettings {
    bool demo = false;  ///< signs in whoever comes, on loopback only
    std::string version;
    int promise_minutes = 60;
    int undo_seconds = 10;
    /// How the world reaches this desk ("https://care.example.org"), for links that are handed
    /// out. Empty: as the request came in.
    std::string public_url;
    bool secure_cookies = false;
};

/// The port to the threads that listen and deliver (channels/runner.hpp).
class ChannelControl {
public:
    virtual ~ChannelControl() = default;
    /// Starts, restarts with new credentials, or stops what the stored channel says.
    virtual void refresh(ChannelId id) = 0;
    /// A reply was put into the outbox.
    virtual void wake_outbox() = 0;
    /// Proves credentials without keeping them: who we would be.
    [[nodiscard]] virtual Result<channels::Account> probe(const std::string& network,
                                                          const std::string& settings,
                                                          const std::string& secrets) = 0;
    /// Secrets as they may be stored.
    [[nodiscard]] virtual std::string seal(const std::string& secrets) = 0;
    /// And back.
    [[nodiscard]] virtual Result<std::string> open(const std::string& sealed) = 0;
    [[nodiscard]] virtual channels::Limits limits(ChannelId id, const std::string& network,
                                                  RoomKind room) = 0;
};

/// Fetches pictures of a network for our browsers, through a bounded cache.
using PictureFetcher =
    std::function<Result<std::pair<std::string, std::string>>(const std::string& url)>;

/// Everything a handler may use. Lives as long as the server.
struct Services {
    store::Database& database;
    app::IntakeQueue& intake;
    app::Judging& judging;
    app::Listening& listening;
    IdSource& ids;
    const Clock& clock;
    ChannelControl& channels;
    LiveHub& live;
    PresenceBoard& presence;
    LoginGuard& logins;
    TokenUse& token_use;
    PictureFetcher picture;  ///< gives {mime, bytes}
    DeskSettings settings;
    app::Coaching* coaching = nullptr;  ///< reads drafts
};

}  // namespace heed::api
