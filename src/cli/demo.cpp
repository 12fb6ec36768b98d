#include "cli/demo.hpp"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "app/connect_channels.hpp"
#include "app/people.hpp"
#include "app/terms.hpp"
#include "channels/networks.hpp"
#include "cli/demo_cast.hpp"
#include "cli/demo_playbooks.hpp"

namespace heed::cli {

namespace {

/// How long the fictional desk has existed: longer than the history of the street.
constexpr Millis desk_age = std::chrono::days{24};

Status connect(app::Transaction& t, const app::Env& env, BrandId brand, std::string network,
               std::string name, std::string handle, std::string account,
               const channels::Fields& settings) {
    app::ChannelRecord channel;
    channel.brand = brand;
    channel.network = std::move(network);
    channel.name = std::move(name);
    channel.handle = std::move(handle);
    channel.account_id = std::move(account);
    channel.settings = channels::fields_to_json(settings);
    if (auto made = app::connect_channel(t, env, channel); !made) return fail(made.error());
    return {};
}

/// Larkspur is a flower, too: the gardens of the street are told from the company by the company
/// they keep.
Status listen(app::Transaction& t, const app::Env& env) {
    using understand::TermKind;
    using understand::TermPurpose;
    const std::vector<std::string> gardens{"garden", "delphinium", "border", "jardin", "Garten"};
    for (auto term : std::vector<understand::Term>{
             {"Larkspur", TermKind::word, gardens, {}, TermPurpose::brand},
             {"Lark Spur", TermKind::phrase, gardens, {}, TermPurpose::brand},
             {"Larkspur Parcel", TermKind::product, {}, {}, TermPurpose::product},
             {"Larkspur app", TermKind::product, {}, {}, TermPurpose::product},
             {"#larkspurfail", TermKind::hashtag, {}, {}, TermPurpose::crisis},
             {"Bramble Parcels", TermKind::phrase, {}, {}, TermPurpose::competitor},
         }) {
        if (auto added = app::add_term(t, env, std::move(term)); !added) return fail(added.error());
    }
    return {};
}

Status furnish(app::Transaction& t, const app::Env& env) {
    // Nobody signs in to the demo with a password: these accounts have none.
    const auto& nora = cast_members.front();
    const auto owner =
        app::found_desk(t, env, {"Larkspur", std::string(nora.name), std::string(nora.login), ""});
    if (!owner) return fail(owner.error());
    const app::Env by_nora{env.now, env.ids, owner->id};
    for (std::size_t i = 1; i < cast_members.size(); ++i) {
        const auto& member = cast_members[i];
        auto user = app::invite(t, by_nora, std::string(member.name), std::string(member.login),
                                member.role, "");
        if (!user) return fail(user.error());
    }
    const auto brand = t.first_brand();
    if (auto listens = listen(t, by_nora); !listens) return listens;
    if (const auto cast = Cast::find(t)) {
        if (auto written = write_playbooks(t, by_nora, *cast); !written) return written;
    }
    auto done =
        connect(t, by_nora, *brand, "street", "Larkspur", "larkspur", "street:u/larkspur", {});
    if (!done) return done;
    return connect(t, by_nora, *brand, "web_form", "Write to Larkspur", "larkspur",
                   "web_form:larkspur",
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

channels::street::StreetSettings street_settings(const DeskOptions& options) {
    channels::street::StreetSettings settings;
    settings.seed = options.seed;
    settings.speed = options.speed;
    settings.journal = options.street_journal;
    // A first view that a team of four could have left behind, and a pace that they can keep.
    settings.history_conversations = 100;
    settings.recent_conversations = 20;
    settings.overlooks_within = std::chrono::hours{4};
    settings.posts_per_hour = 120;
    // The terms sort it (see `listen` above).
    settings.hearing = channels::street::Hearing::whole_street;
    return settings;
}

Result<std::shared_ptr<channels::street::World>> open_street(const DeskOptions& options,
                                                             const Clock& clock) {
    auto world = channels::street::World::open(street_settings(options), clock);
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
        return furnish(t, {clock.now() - desk_age, ids});
    });
}

}  // namespace heed::cli
