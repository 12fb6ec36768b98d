#include "channels/networks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "channels/web_form/web_form.hpp"

namespace heed::channels {

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

const NetworkField* find_field(const Network& network, std::string_view name) {
    const auto found = std::find_if(network.fields.begin(), network.fields.end(),
                                    [&](const auto& field) { return field.name == name; });
    return found == network.fields.end() ? nullptr : &*found;
}

std::string known_names(const Network& network) {
    std::vector<std::string_view> names;
    for (const auto& field : network.fields)
        names.push_back(field.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

bool is_slug(std::string_view text) {
    return is_web_form_slug(text) && text.front() != '-' && text.back() != '-';
}

bool is_service(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!text.starts_with(scheme)) continue;
        const auto rest = text.substr(scheme.size());
        return !rest.empty() && rest.find_first_of("/?#@ ") == std::string_view::npos;
    }
    return false;
}

/// What is wrong with a value, in words that complete "expected ..."; empty when nothing is.
std::string_view expected(std::string_view field, std::string_view value) {
    if (field == "slug" && !is_slug(value))
        return "1 to 40 small letters, digits and hyphens, such as \"contact\"";
    if (field == "service" && !is_service(value))
        return "a server's address without a path, such as https://bsky.social";
    const auto inside = std::find_if(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
    });
    if (inside != value.end()) return "text without control characters";
    return {};
}

tl::unexpected<Error> wrong(std::size_t at, std::string_view member, std::string message) {
    return fail(ErrorCode::invalid, std::move(message), fmt::format("$.fields[{}].{}", at, member));
}

Result<Fields> take_fields(const Network& network, const Values& values) {
    Fields fields;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& [name, given] = values[i];
        if (find_field(network, name) == nullptr) {
            return wrong(i, "name",
                         fmt::format("is no field of {}, expected one of {}", network.name,
                                     known_names(network)));
        }
        if (fields.contains(name)) return wrong(i, "name", "is given twice, expected once");
        if (given.size() > field_bytes_max) {
            return wrong(
                i, "value",
                fmt::format("has {} bytes, expected at most {}", given.size(), field_bytes_max));
        }
        if (!is_valid_utf8(given)) return wrong(i, "value", "is not UTF-8");
        const std::string value(trim(given));
        if (value.empty()) continue;  // the same as not given
        if (const auto right = expected(name, value); !right.empty()) {
            return wrong(i, "value", fmt::format("expected {}", right));
        }
        fields[name] = value;
    }
    return fields;
}

/// Where an absent field would have stood: its own empty entry, or the list.
std::string path_of(const Values& values, std::string_view name) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].first == name) return fmt::format("$.fields[{}].value", i);
    }
    return "$.fields";
}

}  // namespace

std::span<const Network> networks() {
    static const std::vector<Network> table{
        {"bluesky",
         "Bluesky",
         "Hears who mentions, answers or quotes your account, and answers as it.",
         {{"service", "Server", "Where the account lives; most live on bsky.social.", false, true,
           "https://bsky.social"},
          {"identifier", "Handle", "Such as larkspur.bsky.social, without the @."},
          {"app_password", "App password",
           "Made in Bluesky under Settings, Privacy and security, App passwords. Never the "
           "account's own password.",
           true}}},
        {"web_form",
         "Contact form",
         "A page of this desk on which customers write to you without an account anywhere.",
         {{"slug", "Address", "The end of the page's address: small letters, digits and hyphens.",
           false, true, "contact"},
          {"title", "Title", "What stands above the form, such as your company's name."},
          {"intro", "Introduction", "A sentence or two before the fields.", false, false},
          {"language", "Language", "The page's language, such as en or de.", false, false, "en"},
          {"frame_ancestors", "Sites that may embed it",
           "Such as https://shop.example, separated by blanks. Empty: every site.", false, false},
          {"privacy_url", "Privacy notice", "The address of yours, shown below the form.", false,
           false}}},
        {"replay",
         "Recorded stream",
         "Takes posts that a program hands over; nobody there can be answered.",
         {{"name", "Name", "How the desk calls it.", false, true, "Recording"}}},
    };
    return table;
}

const Network* find_network(std::string_view name) {
    const auto all = networks();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Network& n) { return n.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Result<Fields> check_fields(std::string_view name, const Values& values) {
    const auto* network = find_network(name);
    if (network == nullptr) {
        std::vector<std::string_view> names;
        for (const auto& each : networks())
            names.push_back(each.name);
        return fail(ErrorCode::not_found,
                    fmt::format("is no network that can be connected, expected one of {}",
                                fmt::join(names, ", ")),
                    "$.network");
    }
    auto fields = take_fields(*network, values);
    if (!fields) return fields;
    for (const auto& field : network->fields) {
        const std::string key(field.name);
        if (fields->contains(key)) continue;
        if (!field.preset.empty()) {
            (*fields)[key] = field.preset;
        } else if (field.required) {
            return fail(ErrorCode::invalid, fmt::format("{} is missing", field.name),
                        path_of(values, field.name));
        }
    }
    return fields;
}

SortedFields sort_fields(const Network& network, const Fields& fields) {
    SortedFields sorted;
    for (const auto& [name, value] : fields) {
        const auto* field = find_field(network, name);
        (field != nullptr && field->secret ? sorted.secrets : sorted.settings)[name] = value;
    }
    return sorted;
}

app::ChannelRecord channel_of(const Network& network, const Fields& fields, const SecretKey& key) {
    const auto sorted = sort_fields(network, fields);
    app::ChannelRecord channel;
    channel.network = network.name;
    channel.settings = fields_to_json(sorted.settings);
    if (!sorted.secrets.empty()) channel.secrets = seal(key, fields_to_json(sorted.secrets));
    const auto value = [&](const std::string& name) {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string{} : found->second;
    };
    if (network.name == "bluesky") {
        channel.name = channel.handle = value("identifier");
    } else if (network.name == "web_form") {
        channel.name = value("title");
        channel.handle = value("slug");
    } else {
        channel.name = channel.handle = value("name");
    }
    // As the connectors call themselves, so that nobody is connected twice under two names.
    if (network.name != "bluesky") {
        channel.account_id = channel.network + ":" + channel.handle;
    }
    return channel;
}

std::string fields_to_json(const Fields& fields) {
    boost::json::object object;
    for (const auto& [name, value] : fields)
        object[name] = value;
    return boost::json::serialize(object);
}

Fields fields_from_json(std::string_view text) {
    Fields fields;
    boost::system::error_code failed;
    const auto value = boost::json::parse(text, failed);
    if (failed || !value.is_object()) return fields;
    for (const auto& [name, each] : value.get_object()) {
        if (each.is_string()) fields[std::string(name)] = std::string(each.get_string());
    }
    return fields;
}

}  // namespace heed::channels
