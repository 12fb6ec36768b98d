#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace heed::cli {

/// What a desk is started with; cli/config.hpp reads it from the file, the environment and flags.
struct DeskOptions {
    std::string listen = "127.0.0.1:8080";
    std::string data = "heed.db";  ///< SQLite file or postgres://...
    std::string key_file;          ///< of the secrets; empty: beside the data file ("heed.db.key")
    std::string public_url;
    std::vector<std::string> trusted_proxies;
    std::string ui_dir;  ///< serves the user interface from disk, for its development
    std::string models;  ///< the folder of the models; empty: beside the program
    std::vector<std::string> bluesky_jetstream;  ///< websocket addresses; empty: not heard
    int workers = 64;
    int promise_minutes = 60;
    int undo_seconds = 10;
    bool secure_cookies = false;
    bool access_log = true;

    bool demo = false;  ///< throw-away data with the street alive; signs everybody in
    unsigned long long seed = 1;
    double speed = 1;
    bool alone = false;  ///< no colleague works beside whoever looks at the demo
    /// Where the street keeps its own record when the demo shall outlive its process (for tests).
    std::string street_journal;
    /// What goes wrong with its next deliveries, by the names of street::Fault (for tests).
    std::vector<std::string> street_faults;
};

/// The composition root: builds every part, wires them, and takes them down in order.
class Desk {
public:
    /// Serves when it returns. On a desk without an owner `setup_link` tells where to begin.
    [[nodiscard]] static Result<std::unique_ptr<Desk>> start(const DeskOptions& options);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    [[nodiscard]] std::string url() const;
    /// The one-time address for the owner's first visit; empty when there is an owner.
    [[nodiscard]] std::string setup_link() const;

    /// Stops listening, finishes requests, stops channels, closes the data.
    void stop();

private:
    struct Parts;
    explicit Desk(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// The OpenAPI document, without a desk.
[[nodiscard]] std::string openapi_document();

}  // namespace heed::cli
