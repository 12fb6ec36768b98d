#include <fmt/format.h>

#include <algorithm>

#include "app/connect_channels.hpp"
#include "channels/networks.hpp"
#include "cli/commands.hpp"
#include "cli/data.hpp"

namespace heed::cli {

namespace {

using channels::Fields;
using channels::Network;

constexpr std::string_view noticed = "A desk that runs notices when it starts again.";

struct ChannelWishes {
    std::string id;
    std::vector<std::string> changes;
    std::map<std::string, std::string> fields;
    std::string brand{default_brand};
};

Result<SecretKey> key_of(const Config& config) {
    const auto file = config.key_file();
    if (file.empty()) {
        return fail(ErrorCode::invalid,
                    "PostgreSQL needs key_file as well: the file with the key that seals "
                    "credentials (--key-file FILE)");
    }
    return load_or_create_key(file);
}

Status ask_secrets(const Network& network, Fields& fields) {
    for (const auto& field : network.fields) {
        if (!field.secret) continue;
        auto typed = read_secret(std::string(field.label));
        if (!typed) return fail(typed.error());
        fields[std::string(field.name)] = *typed;
    }
    return {};
}

Result<Fields> checked(const Network& network, const Fields& fields) {
    auto right = channels::check_fields(network.name, {fields.begin(), fields.end()});
    if (right) return right;
    // The path counts entries; a person typed names.
    auto error = right.error();
    std::size_t at = 0;
    for (const auto& [name, value] : fields) {
        if (error.field == fmt::format("$.fields[{}].value", at++)) error.field = name + ":";
    }
    if (error.field.starts_with("$")) error.field.clear();
    return fail(error);
}

Status list(const Config& config) {
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    return (*data)->database().read([](store::Reader& reader) -> Status {
        for (const auto& channel : reader.channels()) {
            fmt::print("{}\t{}\t{}\t{}\t{}\n", to_string(channel.id), channel.network,
                       name_of(channel.state), one_line(channel.name),
                       one_line(channel.state_reason));
        }
        return {};
    });
}

Status add(const Config& config, const Network& network, const ChannelWishes& wishes) {
    Fields fields{wishes.fields.begin(), wishes.fields.end()};
    if (auto done = ask_secrets(network, fields); !done) return done;
    auto right = checked(network, fields);
    if (!right) return fail(right.error());
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    const auto key = key_of(config);
    if (!key) return fail(key.error());
    const auto brand = (*data)->brand(wishes.brand);
    if (!brand) return fail(brand.error());
    auto channel = channels::channel_of(network, *right, *key);
    channel.brand = *brand;
    const auto stored = (*data)->write<app::ChannelRecord>([&](app::Transaction& transaction) {
        return app::connect_channel(transaction, (*data)->env(), channel);
    });
    if (!stored) return fail(stored.error());
    fmt::print("Added {} as {}. {}\n", one_line(stored->name), to_string(stored->id), noticed);
    return {};
}

Result<ChannelId> channel_id(const std::string& text) {
    if (const auto id = parse_id(text)) return ChannelId{*id};
    return fail(ErrorCode::not_found, "there is no such channel (heed channel list)");
}

Status disconnect(const Config& config, const ChannelWishes& wishes) {
    const auto id = channel_id(wishes.id);
    if (!id) return fail(id.error());
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    auto done = (*data)->database().write([&](app::Transaction& transaction) {
        return app::disconnect_channel(transaction, (*data)->env(), *id);
    });
    if (done) fmt::print("Disconnected; its posts stay. {}\n", noticed);
    return done;
}

/// What is stored, with what was asked for on top, and fresh secrets.
Result<Fields> changed_fields(const app::ChannelRecord& channel, const Network& network,
                              const std::vector<std::string>& changes) {
    auto fields = channels::fields_from_json(channel.settings);
    for (const auto& change : changes) {
        const auto equals = change.find('=');
        if (equals == std::string::npos) {
            return fail(ErrorCode::invalid, "--set expects NAME=VALUE, such as title=Larkspur");
        }
        const auto name = change.substr(0, equals);
        const auto& known = network.fields;
        const auto field = std::find_if(known.begin(), known.end(),
                                        [&](const auto& each) { return each.name == name; });
        if (field != known.end() && field->secret) {
            return fail(ErrorCode::invalid,
                        fmt::format("{} is a secret: it is asked for, or read from the standard "
                                    "input",
                                    name));
        }
        fields[name] = change.substr(equals + 1);
    }
    if (auto done = ask_secrets(network, fields); !done) return fail(done.error());
    return checked(network, fields);
}

Status change_credentials(const Config& config, const ChannelWishes& wishes) {
    const auto id = channel_id(wishes.id);
    if (!id) return fail(id.error());
    auto data = Data::open(config, IfAbsent::refuse);
    if (!data) return fail(data.error());
    const auto channel = (*data)->database().ask<app::ChannelRecord>(
        [&](store::Reader& reader) -> Result<app::ChannelRecord> {
            if (auto found = reader.channel(*id)) return *found;
            return fail(ErrorCode::not_found, "there is no such channel (heed channel list)");
        });
    if (!channel) return fail(channel.error());
    const auto* network = channels::find_network(channel->network);
    if (network == nullptr) {
        return fail(ErrorCode::invalid,
                    fmt::format("a channel of {} has no credentials", channel->network));
    }
    const auto fields = changed_fields(*channel, *network, wishes.changes);
    if (!fields) return fail(fields.error());
    const auto key = key_of(config);
    if (!key) return fail(key.error());
    const auto fresh = channels::channel_of(*network, *fields, *key);
    const auto stored = (*data)->write<app::ChannelRecord>([&](app::Transaction& transaction) {
        return app::change_credentials(transaction, (*data)->env(), *id, fresh.account_id,
                                       fresh.settings, fresh.secrets);
    });
    if (!stored) return fail(stored.error());
    fmt::print("Changed {}. {}\n", one_line(stored->name), noticed);
    return {};
}

using Wishes = std::shared_ptr<ChannelWishes>;
using Action = std::function<Status(const Config&)>;

void finish(Command command, Invocation& invocation, Action action) {
    add_settings(command, invocation, {"data", "database", "key_file"});
    on_run(command, invocation,
           [&invocation, action = std::move(action)] { return run_on_data(invocation, action); });
}

std::string option_of(std::string_view field) {
    std::string option = "--" + std::string(field);
    std::replace(option.begin(), option.end(), '_', '-');
    return option;
}

void add_network(Command group, Invocation& invocation, const Wishes& wishes,
                 const Network& network) {
    auto command = group.add_subcommand(std::string(network.name), std::string(network.about));
    for (const auto& field : network.fields) {
        if (field.secret) continue;  // others can see a command line
        const std::string name(field.name);
        auto help = std::string(field.help);
        if (!field.preset.empty()) help += fmt::format(" (default {})", field.preset);
        command
            .add_option(
                option_of(field.name),
                [wishes, name](const std::string& text) { wishes->fields[name] = text; }, help)
            .required(field.required && field.preset.empty());
    }
    command.add_option("--brand", wishes->brand, "Whom the desk speaks for, when it is a new one");
    finish(command, invocation,
           [wishes, &network](const Config& config) { return add(config, network, *wishes); });
}

}  // namespace

void add_channel(Command app, Invocation& invocation) {
    auto group = app.add_subcommand("channel", "Connected accounts and contact forms");
    group.require_subcommand();
    group.footer(
        "Examples:\n  heed channel add bluesky --identifier larkspur.bsky.social < app-password\n"
        "  heed channel add web_form --slug contact --title Larkspur\n  heed channel list\n"
        "  heed channel credentials 3f0q4m2k7x9aa\n  heed channel disconnect 3f0q4m2k7x9aa\n\n"
        "Secrets are asked for without echo, or read from the standard input.");
    const auto w = std::make_shared<ChannelWishes>();
    finish(group.add_subcommand("list", "Lists id, network, state, name and what is wrong"),
           invocation, [](const Config& config) { return list(config); });
    auto added = group.add_subcommand("add", "Connects an account, a form or a stream");
    added.require_subcommand();
    for (const auto& network : channels::networks())
        add_network(added, invocation, w, network);
    auto gone = group.add_subcommand("disconnect", "Stops listening for good; its posts stay");
    gone.add_option("id", w->id, "As heed channel list prints it").required();
    finish(gone, invocation, [w](const Config& config) { return disconnect(config, *w); });
    auto renewed = group.add_subcommand("credentials", "Changes secrets and settings");
    renewed.add_option("id", w->id, "As heed channel list prints it").required();
    renewed.add_option("--set", w->changes, "NAME=VALUE of what else changes");
    finish(renewed, invocation,
           [w](const Config& config) { return change_credentials(config, *w); });
}

}  // namespace heed::cli
