#include "cli/demo.hpp"

#include <array>
#include <optional>
#include <utility>

#include "app/connect_channels.hpp"
#include "app/people.hpp"
#include "channels/networks.hpp"

namespace heed::cli {

namespace {

struct Colleague {
    std::string_view name;
    std::string_view login;
    app::Role role;
};

/// The names that the street's past is signed with.
constexpr std::array<Colleague, 3> colleagues{{
    {"Ben", "ben@larkspur.example", app::Role::lead},
    {"Aylin", "aylin@larkspur.example", app::Role::agent},
    {"Tomás", "tomas@larkspur.example", app::Role::agent},
}};

Status connect(app::Transaction& t, const app::Env& env, BrandId brand, std::string network,
               std::string name, std::string handle, const channels::Fields& settings) {
    app::ChannelRecord channel;
    channel.brand = brand;
    channel.network = std::move(network);
    channel.name = std::move(name);
    channel.handle = std::move(handle);
    channel.account_id = channel.network + ":" + channel.handle;
    channel.settings = channels::fields_to_json(settings);
    if (auto made = app::connect_channel(t, env, channel); !made) return fail(made.error());
    return {};
}

Status furnish(app::Transaction& t, const app::Env& env) {
    // Nobody signs in to the demo with a password: these accounts have none.
    const auto owner = app::found_desk(t, env, {"Larkspur", "Nora", "nora@larkspur.example", ""});
    if (!owner) return fail(owner.error());
    for (const auto& colleague : colleagues) {
        auto user = app::invite(t, env, std::string(colleague.name), std::string(colleague.login),
                                colleague.role, "");
        if (!user) return fail(user.error());
    }
    const auto brand = t.first_brand();
    if (auto done = connect(t, env, *brand, "street", "Larkspur", "larkspur", {}); !done) {
        return done;
    }
    return connect(t, env, *brand, "web_form", "Write to Larkspur", "larkspur",
                   {{"slug", "larkspur"},
                    {"title", "Write to Larkspur"},
                    {"intro", "A person reads every message, and answers by name."},
                    {"language", "en"}});
}

std::optional<channels::street::Fault> fault_of(std::string_view name) {
    using channels::street::Fault;
    constexpr std::array<std::pair<std::string_view, Fault>, 8> names{{
        {"unavailable", Fault::unavailable},
        {"rate_limited", Fault::rate_limited},
        {"unauthenticated", Fault::unauthenticated},
        {"invalid", Fault::invalid},
        {"not_found", Fault::not_found},
        {"forbidden", Fault::forbidden},
        {"accepted_unanswered", Fault::accepted_unanswered},
        {"kill_after_accept", Fault::kill_after_accept},
    }};
    for (const auto& [known, fault] : names) {
        if (known == name) return fault;
    }
    return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<channels::street::World>> open_street(const DeskOptions& options,
                                                             const Clock& clock) {
    channels::street::StreetSettings settings;
    settings.seed = options.seed;
    settings.speed = options.speed;
    settings.journal = options.street_journal;
    auto world = channels::street::World::open(settings, clock);
    if (!world) return world;
    for (const auto& name : options.street_faults) {
        const auto fault = fault_of(name);
        if (!fault) return fail(ErrorCode::invalid, "The street knows no fault \"" + name + "\".");
        (*world)->fail_next(*fault);
    }
    return world;
}

Status furnish_demo(store::Database& database, IdSource& ids, const Clock& clock) {
    return database.write([&](app::Transaction& t) -> Status {
        if (t.count_users() > 0) return {};
        return furnish(t, {clock.now(), ids});
    });
}

}  // namespace heed::cli
