#include "api/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace heed::api::json {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t quoted_bytes_max = 60;

/// How many bytes the UTF-8 character at `at` takes, 0 where there is none.
std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(at);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length < 2) return length;
    if (at + length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return 0;
    }
    const auto second = byte(at + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

/// Bytes that may be copied as they are.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> table{};
    for (std::size_t i = 0x20; i < 0x80; ++i)
        table[i] = true;
    table['"'] = table['\\'] = table[0x7F] = false;
    return table;
}();

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    }
}

std::string cut(std::string_view text) {
    if (text.size() <= quoted_bytes_max) return std::string{text};
    auto end = quoted_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string{text.substr(0, end)} + "...";
}

std::string listed(std::span<const std::string_view> names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view kind_in_words(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return "null";
        case Node::Kind::boolean:
            return node.boolean ? "true" : "false";
        case Node::Kind::integer:
            return "an integer";
        case Node::Kind::number:
            return "a number";
        case Node::Kind::string:
            return "a string";
        case Node::Kind::array:
            return "an array";
        case Node::Kind::object:
            return "an object";
    }
    return "something else";
}

bool is_identifier(std::string_view key) {
    return !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto length = utf8_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

void append_string(std::string& out, std::string_view text) {
    out.reserve(out.size() + text.size() + 2);
    out += '"';
    std::size_t copied = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (plain_bytes[byte]) {
            ++at;
            continue;
        }
        const auto length = byte < 0x80 ? 1 : utf8_length(text, at);
        if (byte >= 0x80 && length > 0) {
            at += length;
            continue;
        }
        out += text.substr(copied, at - copied);
        if (byte < 0x80) {
            append_escaped(out, text[at]);
        } else {
            out += replacement;
        }
        copied = ++at;
    }
    out += text.substr(copied);
    out += '"';
}

void append_number(std::string& out, long long value) {
    fmt::format_to(std::back_inserter(out), "{}", value);
}

void append_number(std::string& out, unsigned long long value) {
    fmt::format_to(std::back_inserter(out), "{}", value);
}

void append_number(std::string& out, double value) {
    // JSON has no infinity; null at least cannot be mistaken for a number.
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

bool Reader::fail(std::string message) {
    message_ = std::move(message);
    return false;
}

bool Reader::wrong(const Node& found, std::string_view expected) {
    return fail(fmt::format("is {}; expected {}", kind_in_words(found), expected));
}

bool Reader::read_boolean(const Node& node, bool& out) {
    if (node.kind != Node::Kind::boolean) return wrong(node, "true or false");
    out = node.boolean;
    return true;
}

bool Reader::read_integer(const Node& node, std::int64_t min, std::int64_t max, std::int64_t& out) {
    if (node.kind != Node::Kind::integer) return wrong(node, "an integer");
    if (node.too_big || node.integer < min || node.integer > max) {
        return fail(fmt::format("does not fit; expected an integer from {} to {}", min, max));
    }
    out = node.integer;
    return true;
}

bool Reader::read_number(const Node& node, double& out) {
    if (node.kind != Node::Kind::integer && node.kind != Node::Kind::number) {
        return wrong(node, "a number");
    }
    out = node.number;
    return true;
}

bool Reader::read_string(const Node& node, std::string& out) {
    if (node.kind != Node::Kind::string) return wrong(node, "a string");
    // No database and no network of ours can hold one.
    if (node.text.find('\0') != std::string::npos) return fail("holds a NUL character");
    out = node.text;
    return true;
}

bool Reader::read_choice(const Node& node, std::span<const std::string_view> names,
                         std::size_t& index) {
    if (node.kind != Node::Kind::string) return wrong(node, "one of " + listed(names));
    const auto found = std::ranges::find(names, node.text);
    if (found == names.end()) {
        return fail(fmt::format("is \"{}\"; expected one of {}", cut(node.text), listed(names)));
    }
    index = static_cast<std::size_t>(found - names.begin());
    return true;
}

bool Reader::expect_array(const Node& node) {
    return node.kind == Node::Kind::array || wrong(node, "an array");
}

bool Reader::expect_object(const Node& node, std::span<const std::string_view> known) {
    if (node.kind != Node::Kind::object) return wrong(node, "an object");
    for (const auto& key : node.keys) {
        if (std::ranges::find(known, key) != known.end()) continue;
        fail(known.empty() ? "is not known; expected an empty object"
                           : "is not known; known are " + listed(known));
        return within(key);
    }
    return true;
}

bool Reader::missing(std::string_view expected) {
    return fail(fmt::format("is missing; expected {}", expected));
}

bool Reader::within(std::string_view key) {
    if (is_identifier(key)) {
        path_.insert(0, "." + cut(key));
    } else {
        std::string quoted;
        append_string(quoted, cut(key));
        path_.insert(0, "[" + quoted + "]");
    }
    return false;
}

bool Reader::within_item(std::size_t position) {
    path_.insert(0, fmt::format("[{}]", position));
    return false;
}

Error Reader::error() const {
    return Error{ErrorCode::invalid, message_, "$" + path_};
}

}  // namespace heed::api::json

namespace heed::api {

std::string Schemas::reference(std::string_view name) {
    return fmt::format(R"({{"$ref":"#/components/schemas/{}"}})", name);
}

std::string Schemas::nullable(std::string schema) {
    constexpr std::string_view type = R"({"type":")";
    if (!schema.starts_with(type)) return R"({"anyOf":[)" + schema + R"(,{"type":"null"}]})";
    const auto end = schema.find('"', type.size());
    const auto name = schema.substr(type.size(), end - type.size());
    return fmt::format(R"({{"type":["{}","null"]{})", name, schema.substr(end + 1));
}

std::pair<std::string, bool> Schemas::enter(std::string_view name, Use use) {
    std::string key{name};
    const auto found = components_.find(key);
    if (found != components_.end() && found->second.use != use) {
        key += use == Use::input ? "Input" : "Output";
    }
    const auto [_, fresh] = components_.try_emplace(key, Component{use, ""});
    return {key, fresh};
}

void Schemas::fill(const std::string& name, const std::vector<Member>& members, Use use) {
    std::string properties;
    std::string required;
    for (const auto& member : members) {
        if (!properties.empty()) properties += ',';
        properties += fmt::format(R"("{}":{})", member.name, member.schema);
        if (!member.required) continue;
        required += fmt::format(R"({}"{}")", required.empty() ? "" : ",", member.name);
    }
    auto& schema = components_.at(name).schema;
    schema = R"({"type":"object","properties":{)" + properties + "}";
    if (!required.empty()) schema += R"(,"required":[)" + required + "]";
    if (use == Use::input) schema += R"(,"additionalProperties":false)";
    schema += "}";
}

void Schemas::fill_enum(const std::string& name, std::span<const std::string_view> names) {
    auto& schema = components_[name].schema;
    if (!schema.empty()) return;
    schema = fmt::format(R"({{"type":"string","enum":["{}"]}})", fmt::join(names, R"(",")"));
}

std::string Schemas::components() const {
    std::string out;
    for (const auto& [name, component] : components_) {
        out += fmt::format(R"({}"{}":{})", out.empty() ? "" : ",", name, component.schema);
    }
    return "{" + out + "}";
}

}  // namespace heed::api
