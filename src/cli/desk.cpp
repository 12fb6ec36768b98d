#include "cli/desk.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <random>

#include "api/assets.hpp"
#include "api/auth.hpp"
#include "api/contact_pages.hpp"
#include "api/live.hpp"
#include "api/presence.hpp"
#include "api/router.hpp"
#include "api/routes.hpp"
#include "api/token_use.hpp"
#include "app/coaching.hpp"
#include "app/intake.hpp"
#include "app/judgements.hpp"
#include "app/promises.hpp"
#include "app/refiner.hpp"
#include "base/log.hpp"
#include "channels/runner.hpp"
#include "cli/connectors.hpp"
#include "cli/demo.hpp"
#include "cli/demo_past.hpp"
#include "cli/demo_team.hpp"
#include "cli/firehose.hpp"
#include "cli/judging.hpp"
#include "cli/pictures.hpp"
#include "net/http_client.hpp"
#include "net/server.hpp"
#include "net/websocket_client.hpp"
#include "store/coaching_ports.hpp"
#include "store/listening_ports.hpp"

namespace heed::cli {

namespace {

std::uint32_t random_node() {
    std::random_device device;
    return device();
}

Result<SecretKey> key_for(const DeskOptions& options) {
    if (options.demo && options.key_file.empty()) return SecretKey{};
    if (!options.key_file.empty()) return load_or_create_key(options.key_file);
    return fail(ErrorCode::invalid,
                "With PostgreSQL the file of the secrets' key must be named: set key_file.");
}

/// The routes' way to the channels' threads.
class Control final : public api::ChannelControl {
public:
    Control(channels::Runner& runner, Connectors& connectors)
        : runner_(runner), connectors_(connectors) {}

    void refresh(ChannelId id) override { runner_.refresh(id); }
    void wake_outbox() override { runner_.wake_outbox(); }
    Result<channels::Account> probe(const std::string& network, const std::string& settings,
                                    const std::string& secrets) override {
        return connectors_.probe(network, settings, secrets);
    }
    std::string seal(const std::string& secrets) override { return connectors_.seal(secrets); }
    Result<std::string> open(const std::string& sealed) override {
        return connectors_.open(sealed);
    }
    channels::Limits limits(ChannelId id, const std::string&, RoomKind room) override {
        return runner_.limits(id, room);
    }

private:
    channels::Runner& runner_;
    Connectors& connectors_;
};

}  // namespace

/// In the order of building; taken down from the last to the first.
struct Desk::Parts {
    DeskOptions options;
    SystemClock clock;
    IdSource ids{random_node()};
    net::CurlHttpClient http;
    PictureCache pictures{http};
    api::LiveHub live;
    api::PresenceBoard presence;
    api::LoginGuard logins;
    // These two outlive the database, whose commits wake the one and tell the other what to forget.
    app::Refiner refiner{ids, clock};
    app::PromiseKeeper promises{ids, clock};
    std::unique_ptr<app::Judging> judging;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<app::Coaching> coaching;
    std::unique_ptr<app::Listening> listening;
    std::unique_ptr<app::IntakeQueue> intake;
    std::unique_ptr<api::TokenUse> token_use;
    std::unique_ptr<Connectors> connectors;
    std::unique_ptr<channels::Runner> runner;
    net::BeastWebSocketClient sockets;
    std::unique_ptr<channels::Firehose> firehose;
    std::unique_ptr<Control> control;
    std::unique_ptr<api::Services> services;
    std::unique_ptr<api::Assets> assets;
    std::unique_ptr<api::Router> router;
    std::unique_ptr<net::Server> server;
    std::shared_ptr<channels::street::World> street;
    std::unique_ptr<DemoTeam> team;
    std::string setup_token;

    Status open_data();
    Status open_listening();
    Status start_channels();
    Status serve();
    Status offer_setup();
    Status bring_team();
    Status look_again();
};

Status Desk::Parts::open_data() {
    store::Database::Options data;
    data.target = options.data;
    data.on_commit = [this](const Events& events) {
        live.publish(events);
        if (coaching) coaching->note(events);
        if (judging) app::forget_deleted(*judging, events);
        refiner.wake();
    };
    data.say = [](const std::string& what) { log::info("{}", what); };
    auto opened = store::Database::open(std::move(data));
    if (!opened) return fail(opened.error());
    database = std::move(*opened);
    live.start(*database, options.promise_minutes);
    auto coach = store::coaching_ports(*database);
    coach.ear = {[this](std::span<const DraftPart> parts) { return judging->hear(parts); },
                 [this](std::span<const KnownPart> parts) { return judging->hear_known(parts); }};
    coaching = std::make_unique<app::Coaching>(std::move(coach));
    auto models = open_judging(options.models, *database);
    if (!models) return fail(models.error());
    judging = std::move(*models);
    log::info("{}", judging->state().words);
    if (auto done = open_listening(); !done) return done;
    intake = std::make_unique<app::IntakeQueue>(*database, ids, clock, *judging, listening.get());
    token_use = std::make_unique<api::TokenUse>(*database);
    return {};
}

Status Desk::Parts::open_listening() {
    auto ports = store::listening_ports(*database);
    ports.tell = [this](long long posts) {
        live.announce("heard", fmt::format("{{\"count\":{}}}", posts));
    };
    ports.tell_stream = [this] { live.announce("stream", "{}"); };
    ports.complain = [](const std::string& what) { log::warn("{}", what); };
    listening = std::make_unique<app::Listening>(std::move(ports));
    return listening->refresh();
}

Status Desk::Parts::start_channels() {
    auto key = key_for(options);
    if (!key) return fail(key.error());
    connectors = std::make_unique<Connectors>(*key, http, clock);
    connectors->keep_sessions_in(*database);
    if (options.demo) {
        if (auto done = furnish_demo(*database, ids, clock); !done) return done;
        auto opened = open_street(options, clock);
        if (!opened) return fail(opened.error());
        street = std::move(*opened);
        if (auto heard = listening->refresh(); !heard) return heard;
        auto lived =
            live_the_past(*database, ids, *street, clock, options.seed, *listening, *judging);
        if (!lived) return lived;
        connectors->set_street(street);
    }
    channels::Workshop workshop{
        *database,
        *database,
        *intake,
        ids,
        clock,
        [this](const app::ChannelRecord& record) { return connectors->make(record); },
        [](const std::string& what) { log::warn("{}", what); }};
    runner = std::make_unique<channels::Runner>(std::move(workshop));
    control = std::make_unique<Control>(*runner, *connectors);
    return runner->start();
}

Status Desk::Parts::serve() {
    api::DeskSettings settings;
    settings.demo = options.demo;
    settings.version = HEED_VERSION;
    settings.promise_minutes = options.promise_minutes;
    settings.undo_seconds = options.undo_seconds;
    settings.public_url = options.public_url;
    settings.secure_cookies = options.secure_cookies;
    services = std::make_unique<api::Services>(api::Services{
        *database, *intake, *judging, *listening, ids, clock, *control, live, presence, logins,
        *token_use, [this](const std::string& url) { return pictures.fetch(url); }, settings,
        coaching.get()});
    assets = std::make_unique<api::Assets>(api::ui_files(), options.ui_dir);

    auto routes = api::all_routes(*services);
    api::add_contact_routes(routes, *services);
    api::add_openapi(routes);
    api::RouterOptions router_options;
    router_options.authenticate = api::Authenticator(*services);
    router_options.fallback = [this](const api::Request& request) {
        return assets->handle(request);
    };
    if (!options.public_url.empty()) router_options.origins.push_back(options.public_url);
    router = std::make_unique<api::Router>(std::move(routes), std::move(router_options));

    net::ServerOptions server_options;
    server_options.listen = options.listen;
    server_options.workers = static_cast<std::size_t>(options.workers);
    server_options.trusted_proxies = options.trusted_proxies;
    server_options.access_log = options.access_log;
    auto started = net::Server::start(
        std::move(server_options), [this](const auto& request) { return router->handle(request); });
    if (!started) return fail(started.error());
    server = std::move(*started);
    return {};
}

/// A desk without people waits for its owner: whoever holds the link on the terminal.
Status Desk::Parts::offer_setup() {
    return database->write([&](app::Transaction& t) -> Status {
        if (t.count_users() > 0) return {};
        setup_token = random_token();
        t.save_setting("setup_token_hash", hash_token(setup_token));
        return {};
    });
}

/// The demo's fictional colleagues, from when there is somebody to watch them.
Status Desk::Parts::bring_team() {
    if (!street || options.alone) return {};
    team = std::make_unique<DemoTeam>(DemoOffice{*database, ids, clock, *street, presence, live,
                                                 *coaching, [this] { runner->wake_outbox(); },
                                                 options.seed, options.speed,
                                                 std::chrono::seconds{options.undo_seconds}});
    team->start();
    return {};
}

/// What came in is judged in depth from now on; what nobody judged yet, first.
Status Desk::Parts::look_again() {
    refiner.start(*database, *judging);
    promises.start(*database);
    coaching->start();
    listening->start();
    firehose = open_firehose(options, sockets, http, clock, *listening, *intake, *database);
    firehose->start();
    return {};
}

Desk::Desk(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Desk::~Desk() {
    stop();
}

Result<std::unique_ptr<Desk>> Desk::start(const DeskOptions& options) {
    auto parts = std::make_unique<Parts>();
    parts->options = options;
    auto desk = std::unique_ptr<Desk>(new Desk(std::move(parts)));
    for (auto step : {&Parts::open_data, &Parts::start_channels, &Parts::offer_setup, &Parts::serve,
                      &Parts::bring_team, &Parts::look_again}) {
        if (auto done = (desk->parts_.get()->*step)(); !done) return fail(done.error());
    }
    return desk;
}

std::string Desk::url() const {
    return parts_->server->url();
}

std::string Desk::setup_link() const {
    if (parts_->setup_token.empty()) return {};
    const auto& base = parts_->options.public_url;
    return fmt::format("{}/setup#token={}", base.empty() ? url() : base, parts_->setup_token);
}

void Desk::stop() {
    if (parts_->team) parts_->team->stop();
    if (parts_->server) parts_->server->stop();
    if (parts_->firehose) parts_->firehose->stop();
    if (parts_->runner) parts_->runner->stop();
    parts_->refiner.stop();
    parts_->promises.stop();
    if (parts_->coaching) parts_->coaching->stop();
    if (parts_->listening) parts_->listening->stop();
    parts_->intake.reset();
    parts_->live.stop();
}

std::string openapi_document() {
    // Routes are described without being called, so nothing behind these references is used.
    struct NoControl final : api::ChannelControl {
        void refresh(ChannelId) override {}
        void wake_outbox() override {}
        Result<channels::Account> probe(const std::string&, const std::string&,
                                        const std::string&) override {
            return fail(ErrorCode::unavailable, "no desk");
        }
        std::string seal(const std::string&) override { return {}; }
        Result<std::string> open(const std::string&) override { return std::string{}; }
        channels::Limits limits(ChannelId, const std::string&, RoomKind) override { return {}; }
    };
    auto database = store::Database::open({":memory:"});
    if (!database) return {};
    const SystemClock clock;
    IdSource ids{0};
    app::NoJudging judging;
    app::Listening listening{store::listening_ports(**database)};
    app::IntakeQueue intake{**database, ids, clock, judging};
    NoControl control;
    api::LiveHub live;
    api::PresenceBoard presence;
    api::LoginGuard logins;
    api::TokenUse token_use{**database};
    api::Services services{**database, intake,   judging, listening, ids, clock, control,
                           live,       presence, logins,  token_use, {},  {}};
    auto routes = api::all_routes(services);
    api::add_openapi(routes);
    return api::openapi(routes);
}

}  // namespace heed::cli
