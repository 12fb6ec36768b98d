#pragma once

#include <array>
#include <boost/describe.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"

/// JSON for the structs and enums that Boost.Describe describes.
///
/// Reading is strict, because a typing error that is ignored is found by a customer: unknown and
/// duplicate keys, wrong types and numbers that do not fit are errors that say where, what was
/// found and what would be right. A key may be absent when its member is optional, or is a number,
/// a bool or an enum (then the member keeps its default); strings, arrays and objects are required.
/// A single trailing underscore of a C++ name ("public_") does not travel.
namespace heed::api {

namespace json {

inline constexpr std::size_t depth_max = 32;
/// A value takes about a hundred bytes once parsed, so the number of them is bounded, not only the
/// bytes they come in.
inline constexpr std::size_t nodes_max = 200'000;

/// A parsed value. Objects keep the order of their keys: `keys[i]` names `items[i]`.
struct Node {
    enum class Kind { null, boolean, integer, number, string, array, object };
    Kind kind = Kind::null;
    bool boolean = false;
    bool too_big = false;      ///< an integer that 64 bits with a sign cannot hold
    std::int64_t integer = 0;  ///< set for integers, and for numbers like 2.0
    double number = 0;         ///< set for both kinds of numbers
    std::string text;
    std::vector<std::string> keys;
    std::vector<Node> items;

    /// The member of that name, null where there is none.
    [[nodiscard]] const Node* find(std::string_view key) const;
};

[[nodiscard]] Result<Node> parse(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

void append_string(std::string& out, std::string_view text);
void append_number(std::string& out, long long value);
void append_number(std::string& out, unsigned long long value);
void append_number(std::string& out, double value);

// --- what Describe knows -----------------------------------------------------------------------

template <class T>
concept Struct = boost::describe::has_describe_members<T>::value;
template <class T>
concept Enum = boost::describe::has_describe_enumerators<T>::value;

template <class T>
struct OptionalOf : std::false_type {};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {};
template <class T>
struct VectorOf : std::false_type {};
template <class T>
struct VectorOf<std::vector<T>> : std::true_type {};
template <class T>
concept Optional = OptionalOf<T>::value;
template <class T>
concept Vector = VectorOf<T>::value;
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool>;

[[nodiscard]] constexpr std::string_view wire_name(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Calls `visit(descriptor)` for every member in order while it returns true.
template <class T, class Visit>
constexpr bool each_member(Visit&& visit) {
    return [&]<template <class...> class List, class... D>(List<D...>) {
        return (visit(D{}) && ...);
    }(Members<T>{});
}

template <Struct T>
inline constexpr auto member_names = []<template <class...> class List, class... D>(List<D...>) {
    return std::array<std::string_view, sizeof...(D)>{wire_name(D::name)...};
}(Members<T>{});

template <Enum T>
inline constexpr auto enum_names = []<template <class...> class List, class... D>(List<D...>) {
    return std::array<std::string_view, sizeof...(D)>{wire_name(D::name)...};
}(boost::describe::describe_enumerators<T>{});

template <Enum T>
inline constexpr auto enum_values = []<template <class...> class List, class... D>(List<D...>) {
    return std::array<T, sizeof...(D)>{D::value...};
}(boost::describe::describe_enumerators<T>{});

/// The type's own name, without its namespaces.
template <class T>
[[nodiscard]] constexpr std::string_view type_name() {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    name = name.substr(0, name.find_first_of(";]"));
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

template <class T>
inline constexpr bool required_on_input = std::same_as<T, std::string> || Vector<T> || Struct<T>;

/// Remembers what went wrong first; the path is put together on the way out of the recursion, so
/// good input pays nothing for it.
class Reader {
public:
    [[nodiscard]] bool read_boolean(const Node& node, bool& out);
    [[nodiscard]] bool read_integer(const Node& node, std::int64_t min, std::int64_t max,
                                    std::int64_t& out);
    [[nodiscard]] bool read_number(const Node& node, double& out);
    [[nodiscard]] bool read_string(const Node& node, std::string& out);
    [[nodiscard]] bool read_choice(const Node& node, std::span<const std::string_view> names,
                                   std::size_t& index);
    [[nodiscard]] bool expect_array(const Node& node);
    /// Also refuses keys that are not in `known`.
    [[nodiscard]] bool expect_object(const Node& node, std::span<const std::string_view> known);
    [[nodiscard]] bool missing(std::string_view expected);

    bool within(std::string_view key);       ///< always false: "this failed inside of `key`"
    bool within_item(std::size_t position);  ///< always false

    [[nodiscard]] Error error() const;

private:
    bool fail(std::string message);
    bool wrong(const Node& found, std::string_view expected);

    std::string message_;
    std::string path_;
};

template <class T>
[[nodiscard]] constexpr std::string_view expected_kind() {
    if constexpr (Vector<T>) return "an array";
    if constexpr (Struct<T>) return "an object";
    return "a string";
}

template <class T>
[[nodiscard]] bool read(Reader& reader, const Node& node, T& out);

template <class T>
[[nodiscard]] bool read_items(Reader& reader, const Node& node, std::vector<T>& out) {
    if (!reader.expect_array(node)) return false;
    out.resize(node.items.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!read(reader, node.items[i], out[i])) return reader.within_item(i);
    }
    return true;
}

template <Struct T>
[[nodiscard]] bool read_members(Reader& reader, const Node& node, T& out) {
    if (!reader.expect_object(node, member_names<T>)) return false;
    return each_member<T>([&](auto member) {
        constexpr auto name = wire_name(decltype(member)::name);
        auto& target = out.*decltype(member)::pointer;
        using Target = std::remove_reference_t<decltype(target)>;
        const Node* found = node.find(name);
        if (found != nullptr) return read(reader, *found, target) || reader.within(name);
        if constexpr (required_on_input<Target>) {
            return reader.missing(expected_kind<Target>()) || reader.within(name);
        }
        return true;
    });
}

template <class T>
bool read(Reader& reader, const Node& node, T& out) {
    if constexpr (std::same_as<T, std::string>) {
        return reader.read_string(node, out);
    } else if constexpr (std::same_as<T, bool>) {
        return reader.read_boolean(node, out);
    } else if constexpr (Integer<T>) {
        constexpr auto most = std::in_range<std::int64_t>(std::numeric_limits<T>::max())
                                  ? static_cast<std::int64_t>(std::numeric_limits<T>::max())
                                  : std::numeric_limits<std::int64_t>::max();
        std::int64_t value = 0;
        if (!reader.read_integer(node, std::numeric_limits<T>::min(), most, value)) return false;
        out = static_cast<T>(value);
        return true;
    } else if constexpr (std::floating_point<T>) {
        double value = 0;
        if (!reader.read_number(node, value)) return false;
        out = static_cast<T>(value);
        return true;
    } else if constexpr (Optional<T>) {
        if (node.kind == Node::Kind::null) return true;
        return read(reader, node, out.emplace());
    } else if constexpr (Vector<T>) {
        return read_items(reader, node, out);
    } else if constexpr (Enum<T>) {
        std::size_t index = 0;
        if (!reader.read_choice(node, enum_names<T>, index)) return false;
        out = enum_values<T>[index];
        return true;
    } else {
        return read_members(reader, node, out);
    }
}

}  // namespace json

/// The enumerator's name on the wire; empty for a value that is none of them.
template <json::Enum T>
[[nodiscard]] std::string_view name_of(T value) {
    for (std::size_t i = 0; i < json::enum_values<T>.size(); ++i) {
        if (json::enum_values<T>[i] == value) return json::enum_names<T>[i];
    }
    return {};
}

template <json::Enum T>
[[nodiscard]] std::optional<T> enum_from_name(std::string_view name) {
    for (std::size_t i = 0; i < json::enum_names<T>.size(); ++i) {
        if (json::enum_names<T>[i] == name) return json::enum_values<T>[i];
    }
    return std::nullopt;
}

template <class T>
void append_json(std::string& out, const T& value) {
    if constexpr (std::convertible_to<const T&, std::string_view>) {
        json::append_string(out, value);
    } else if constexpr (std::same_as<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::signed_integral<T>) {
        json::append_number(out, static_cast<long long>(value));
    } else if constexpr (std::unsigned_integral<T>) {
        json::append_number(out, static_cast<unsigned long long>(value));
    } else if constexpr (std::floating_point<T>) {
        json::append_number(out, static_cast<double>(value));
    } else if constexpr (json::Optional<T>) {
        if (value) {
            append_json(out, *value);
        } else {
            out += "null";
        }
    } else if constexpr (json::Vector<T>) {
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i > 0) out += ',';
            append_json(out, value[i]);
        }
        out += ']';
    } else if constexpr (json::Enum<T>) {
        json::append_string(out, name_of(value));
    } else {
        char separator = '{';
        json::each_member<T>([&](auto member) {
            out += separator;
            separator = ',';
            out += '"';
            out += json::wire_name(decltype(member)::name);
            out += "\":";
            append_json(out, value.*decltype(member)::pointer);
            return true;
        });
        if (separator == '{') out += '{';
        out += '}';
    }
}

template <class T>
[[nodiscard]] std::string to_json(const T& value) {
    std::string out;
    append_json(out, value);
    return out;
}

template <class T>
[[nodiscard]] Result<T> from_node(const json::Node& node) {
    T value{};
    json::Reader reader;
    if (!json::read(reader, node, value)) return fail(reader.error());
    return value;
}

/// The caller bounds the size of `text`. A malformed text gives field "line 3, column 7", a wrong
/// value a path like "$.items[2].name".
template <class T>
[[nodiscard]] Result<T> from_json(std::string_view text) {
    auto parsed = json::parse(text);
    if (!parsed) return fail(std::move(parsed.error()));
    return from_node<T>(*parsed);
}

// --- JSON Schema 2020-12 -------------------------------------------------------------------------

/// Whom a schema speaks to: what we send always has every member, what we take need not.
enum class Use { input, output };

/// Collects the schemas of structs and enums under their names. A struct that is both sent and
/// taken gets a second one, because its required members differ.
class Schemas {
public:
    /// A schema that stands for T: a reference for structs and enums.
    template <class T>
    [[nodiscard]] std::string of(Use use);

    /// All that were referred to, as one JSON object by name.
    [[nodiscard]] std::string components() const;

private:
    struct Member {
        std::string_view name;
        std::string schema;
        bool required;
    };

    template <json::Struct T>
    [[nodiscard]] std::string of_struct(Use use);
    /// The component's name, and whether it has yet to be filled in.
    [[nodiscard]] std::pair<std::string, bool> enter(std::string_view name, Use use);
    void fill(const std::string& name, const std::vector<Member>& members, Use use);
    void fill_enum(const std::string& name, std::span<const std::string_view> names);
    [[nodiscard]] static std::string reference(std::string_view name);
    [[nodiscard]] static std::string nullable(std::string schema);

    struct Component {
        Use use;
        std::string schema;
    };
    std::map<std::string, Component> components_;
};

template <class T>
std::string Schemas::of(Use use) {
    if constexpr (std::same_as<T, std::string>) {
        return R"({"type":"string"})";
    } else if constexpr (std::same_as<T, bool>) {
        return R"({"type":"boolean"})";
    } else if constexpr (json::Integer<T>) {
        return sizeof(T) > 4 ? R"({"type":"integer","format":"int64"})"
                             : R"({"type":"integer","format":"int32"})";
    } else if constexpr (std::floating_point<T>) {
        return R"({"type":"number"})";
    } else if constexpr (json::Optional<T>) {
        return nullable(of<typename T::value_type>(use));
    } else if constexpr (json::Vector<T>) {
        return R"({"type":"array","items":)" + of<typename T::value_type>(use) + "}";
    } else if constexpr (json::Enum<T>) {
        const std::string name{json::type_name<T>()};
        fill_enum(name, json::enum_names<T>);
        return reference(name);
    } else {
        return of_struct<T>(use);
    }
}

template <json::Struct T>
std::string Schemas::of_struct(Use use) {
    const auto [name, fresh] = enter(json::type_name<T>(), use);
    if (!fresh) return reference(name);
    std::vector<Member> members;
    json::each_member<T>([&](auto member) {
        using Target = std::remove_cvref_t<decltype(std::declval<T&>().*decltype(member)::pointer)>;
        members.push_back({json::wire_name(decltype(member)::name), of<Target>(use),
                           use == Use::output || json::required_on_input<Target>});
        return true;
    });
    fill(name, members, use);
    return reference(name);
}

}  // namespace heed::api
