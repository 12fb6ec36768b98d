#include "api/map.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/connect_channels.hpp"
#include "channels/networks.hpp"
#include "channels/replay/recorded_post.hpp"

namespace heed::api {

namespace {

constexpr std::size_t recorded_posts_bytes_max = 8 * 1024 * 1024;

ChannelState to_wire(app::ChannelState state) {
    return enum_from_name<ChannelState>(app::name_of(state)).value_or(ChannelState::connecting);
}

Channel to_wire(Services& services, store::Reader& reader, const app::ChannelRecord& record) {
    const auto now = services.clock.now();
    const auto today = std::chrono::floor<std::chrono::days>(now);
    const auto figures = reader.figures(record.id, today);
    Channel channel;
    channel.id = to_string(record.id);
    channel.network = record.network;
    channel.name = record.name;
    channel.handle = record.handle;
    channel.state = to_wire(record.state);
    channel.state_reason = record.state_reason;
    channel.last_heard_at = to_wire_or_none(record.last_heard_at);
    channel.last_post_at = to_wire_or_none(figures.last_post_at);
    channel.posts_today = figures.posts_today;
    channel.waiting_replies = figures.waiting_replies;
    channel.failed_replies = figures.failed_replies;
    channel.created_at = api::to_wire(record.created_at);
    if (record.network == "web_form") {
        const auto fields = channels::fields_from_json(record.settings);
        const auto slug = fields.find("slug");
        if (slug != fields.end()) {
            channel.public_url = services.settings.public_url + "/contact/" + slug->second;
        }
    }
    return channel;
}

Result<Channel> one(Services& services, ChannelId id) {
    return services.database.ask<Channel>([&](store::Reader& reader) -> Result<Channel> {
        const auto record = reader.channel(id);
        if (!record) return fail(ErrorCode::not_found, "There is no such channel.");
        return to_wire(services, reader, *record);
    });
}

Result<ChannelList> list(Services& services) {
    return services.database.ask<ChannelList>([&](store::Reader& reader) -> Result<ChannelList> {
        ChannelList list;
        for (const auto& record : reader.channels()) {
            list.items.push_back(to_wire(services, reader, record));
        }
        return list;
    });
}

NetworkList networks() {
    NetworkList list;
    for (const auto& network : channels::networks()) {
        Network wire{Text(network.name), Text(network.label), Text(network.about), {}};
        for (const auto& field : network.fields) {
            wire.fields.push_back({Text(field.name), Text(field.label), Text(field.help),
                                   field.secret, field.required, Text(field.preset)});
        }
        list.items.push_back(std::move(wire));
    }
    return list;
}

struct Checked {
    std::string settings;
    std::string secrets;  ///< not sealed yet
    channels::Account account;
};

/// What was filled in, proven with the network.
Result<Checked> check(Services& services, const std::string& network,
                      const std::vector<FieldValue>& values) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& value : values)
        pairs.emplace_back(value.name, value.value);
    const auto fields = channels::check_fields(network, pairs);
    if (!fields) return fail(fields.error());
    const auto sorted = channels::sort_fields(*channels::find_network(network), *fields);
    Checked checked{
        channels::fields_to_json(sorted.settings), channels::fields_to_json(sorted.secrets), {}};
    auto account = services.channels.probe(network, checked.settings, checked.secrets);
    if (!account) {
        auto error = account.error();
        // The caller is signed in; it is the network that refuses.
        if (error.code == ErrorCode::unauthenticated) error.code = ErrorCode::invalid;
        return fail(error);
    }
    checked.account = std::move(*account);
    return checked;
}

Result<Channel> connect(Services& services, Call& call, const NewChannel& input) {
    auto checked = check(services, input.network, input.fields);
    if (!checked) return fail(checked.error());
    app::ChannelRecord record;
    record.network = input.network;
    record.account_id = checked->account.remote_id;
    record.handle = checked->account.handle;
    record.name = checked->account.name.empty() ? checked->account.handle : checked->account.name;
    record.settings = checked->settings;
    record.secrets = services.channels.seal(checked->secrets);
    const auto made =
        write_once<Made>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Made> {
            const auto brand = t.first_brand();
            if (!brand) return fail(ErrorCode::conflict, "The desk has no brand yet.");
            record.brand = *brand;
            const auto connected = app::connect_channel(
                t, {services.clock.now(), services.ids, call.caller.user}, record);
            if (!connected) return fail(connected.error());
            return Made{to_string(connected->id)};
        });
    if (!made) return fail(made.error());
    const ChannelId id{parse_id(made->id).value_or(0)};
    services.channels.refresh(id);
    return one(services, id);
}

Result<Channel> change_credentials(Services& services, Call& call,
                                   const ChannelCredentials& input) {
    const auto id = call.id<ChannelId>("id");
    if (!id) return fail(id.error());
    std::optional<app::ChannelRecord> known;
    const auto read = services.database.read([&](store::Reader& reader) -> Status {
        known = reader.channel(*id);
        return {};
    });
    if (!read) return fail(read.error());
    if (!known) return fail(ErrorCode::not_found, "There is no such channel.");
    auto checked = check(services, known->network, input.fields);
    if (!checked) return fail(checked.error());
    if (!known->account_id.empty() && checked->account.remote_id != known->account_id) {
        return fail(ErrorCode::invalid,
                    "These are the credentials of another account (" + checked->account.handle +
                        "). Connect it as a channel of its own.",
                    "$.fields");
    }
    const auto changed =
        write<app::ChannelRecord>(services, [&](app::Transaction& t) -> Result<app::ChannelRecord> {
            return app::change_credentials(t,
                                           {services.clock.now(), services.ids, call.caller.user},
                                           *id, checked->account.remote_id, checked->settings,
                                           services.channels.seal(checked->secrets));
        });
    if (!changed) return fail(changed.error());
    services.channels.refresh(*id);
    return one(services, *id);
}

Status disconnect(Services& services, Call& call) {
    const auto id = call.id<ChannelId>("id");
    if (!id) return fail(id.error());
    auto done = services.database.write([&](app::Transaction& t) {
        return app::disconnect_channel(t, {services.clock.now(), services.ids, call.caller.user},
                                       *id);
    });
    if (done) services.channels.refresh(*id);
    return done;
}

/// One JSON object a line; all lines are taken or none is.
Result<std::vector<app::Incoming>> recorded_posts(std::string_view body) {
    std::vector<app::Incoming> items;
    for (std::size_t number = 1; !body.empty(); ++number) {
        const auto line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(line.size() + 1, body.size()));
        if (line.empty() || line == "\r") continue;
        if (items.size() == app::incoming_batch_max) {
            return fail(ErrorCode::too_large, "A request may hold 1000 posts at most.");
        }
        auto post = channels::parse_recorded_post(line, number);
        if (!post) return fail(post.error());
        items.emplace_back(std::move(*post));
    }
    return items;
}

Result<Intake> take_in(Services& services, Call& call) {
    const auto id = call.id<ChannelId>("id");
    if (!id) return fail(id.error());
    const auto channel = services.database.ask<app::ChannelRecord>(
        [&](store::Reader& reader) -> Result<app::ChannelRecord> {
            const auto record = reader.channel(*id);
            if (!record) return fail(ErrorCode::not_found, "There is no such channel.");
            if (record->network != "replay") {
                return fail(ErrorCode::conflict, "Only a replay channel takes recorded posts.");
            }
            return *record;
        });
    if (!channel) return fail(channel.error());
    auto items = recorded_posts(call.request.body);
    if (!items) return fail(items.error());
    const auto count = services.intake.receive(*id, std::move(*items));
    if (!count) return fail(count.error());
    return Intake{count->received, count->known};
}

}  // namespace

void add_channel_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Route route) { routes.push_back(std::move(route).tagged("channels")); };
    add(route<None, ChannelList>(Method::get, "/api/v1/channels", Access::viewer, "List channels",
                                 [&](Call&) { return list(services); }));
    add(route<None, NetworkList>(Method::get, "/api/v1/networks", Access::viewer,
                                 "What can be connected, and what it asks for",
                                 [&](Call&) -> Result<NetworkList> { return networks(); }));
    add(route<NewChannel, Channel>(
            Method::post, "/api/v1/channels", Access::owner, "Connect an account",
            [&](Call& c, const NewChannel& in) { return connect(services, c, in); })
            .with(once_parameter(Once::if_asked))
            .created());
    add(route<ChannelCredentials, Channel>(Method::put, "/api/v1/channels/{id}/credentials",
                                           Access::owner, "New credentials for the same account",
                                           [&](Call& c, const ChannelCredentials& in) {
                                               return change_credentials(services, c, in);
                                           }));
    add(route<None, None>(Method::delete_, "/api/v1/channels/{id}", Access::owner,
                          "Disconnect; what was received stays",
                          [&](Call& c) { return disconnect(services, c); }));
    add(route<None, Intake>(Method::post, "/api/v1/channels/{id}/posts", Access::lead,
                            "Hand recorded posts to a replay channel, one JSON object a line",
                            [&](Call& c) { return take_in(services, c); })
            .needs(Scope::intake)
            .takes({"application/x-ndjson", "application/jsonl", "text/plain"},
                   recorded_posts_bytes_max));
}

}  // namespace heed::api
