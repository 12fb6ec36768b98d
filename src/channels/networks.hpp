#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/records.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

/// What can be connected, and what connecting it asks for. A stored channel keeps two JSON objects
/// of field and value: `settings`, and `secrets`, which is sealed as a whole.
namespace heed::channels {

inline constexpr std::size_t field_bytes_max = 2000;

struct NetworkField {
    std::string_view name;
    std::string_view label;
    std::string_view help;
    bool secret = false;  ///< never given back
    bool required = true;
    std::string_view preset = {};
};

struct Network {
    std::string_view name;
    std::string_view label;
    std::string_view about;
    std::vector<NetworkField> fields;
};

[[nodiscard]] std::span<const Network> networks();
[[nodiscard]] const Network* find_network(std::string_view name);

using Fields = std::map<std::string, std::string>;

/// What somebody filled in: known fields, trimmed, presets put in, required ones there. Errors
/// name the offending entry ("$.fields[1].value") and what would be right; `not_found` for an
/// unknown network ("$.network").
[[nodiscard]] Result<Fields> check_fields(
    std::string_view network, const std::vector<std::pair<std::string, std::string>>& values);

/// Apart, as they are stored.
struct SortedFields {
    Fields settings;
    Fields secrets;
};
[[nodiscard]] SortedFields sort_fields(const Network& network, const Fields& fields);

/// The channel as it is stored, without id and brand. `secrets` stays empty where the network has
/// none; `account_id` where only the network can tell.
[[nodiscard]] app::ChannelRecord channel_of(const Network& network, const Fields& fields,
                                            const SecretKey& key);

[[nodiscard]] std::string fields_to_json(const Fields& fields);
/// What is no JSON object of texts gives no fields; an empty text is an empty object.
[[nodiscard]] Fields fields_from_json(std::string_view text);

}  // namespace heed::channels
