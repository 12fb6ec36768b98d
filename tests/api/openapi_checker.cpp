#include "api/openapi_checker.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "api/respond.hpp"
#include "base/text.hpp"

namespace heed::test {

using api::json::Node;

namespace {

std::vector<std::string_view> segments(std::string_view path) {
    std::vector<std::string_view> list;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto part = path.substr(0, path.find('/'));
        list.push_back(part);
        path.remove_prefix(part.size());
    }
    return list;
}

bool matches(std::string_view pattern, std::string_view path) {
    return std::ranges::equal(segments(pattern), segments(path), [](auto wanted, auto given) {
        return wanted == given || (wanted.starts_with('{') && !given.empty());
    });
}

bool is_of_type(const Node& value, std::string_view type) {
    switch (value.kind) {
        case Node::Kind::null:
            return type == "null";
        case Node::Kind::boolean:
            return type == "boolean";
        case Node::Kind::integer:
            return type == "integer" || type == "number";
        case Node::Kind::number:
            return type == "number";
        case Node::Kind::string:
            return type == "string";
        case Node::Kind::array:
            return type == "array";
        case Node::Kind::object:
            return type == "object";
    }
    return false;
}

bool is_one_of_types(const Node& value, const Node& type) {
    if (type.kind == Node::Kind::string) return is_of_type(value, type.text);
    return std::ranges::any_of(type.items,
                               [&](const Node& each) { return is_of_type(value, each.text); });
}

std::string content_type(const api::Response& response) {
    for (const auto& [name, value] : response.headers) {
        if (lower_ascii(name) == "content-type") return value;
    }
    return {};
}

}  // namespace

OpenApiChecker::OpenApiChecker(std::string_view document) {
    auto parsed = api::json::parse(document);
    if (!parsed) throw std::runtime_error("the OpenAPI document: " + parsed.error().message);
    document_ = std::move(*parsed);
}

const Node* OpenApiChecker::operation(api::Method method, const std::string& path) const {
    const auto* paths = document_.find("paths");
    const auto name = lower_ascii(api::method_name(method));
    for (std::size_t i = 0; i < paths->keys.size(); ++i) {
        if (!matches(paths->keys[i], path)) continue;
        if (const auto* found = paths->items[i].find(name)) return found;
    }
    return nullptr;
}

const Node& OpenApiChecker::resolve(const Node& node) const {
    const auto* reference = node.find("$ref");
    if (reference == nullptr) return node;
    const Node* at = &document_;
    for (const auto part : segments(std::string_view(reference->text).substr(1))) {
        at = at->find(part);
        if (at == nullptr) throw std::runtime_error("a dangling " + reference->text);
    }
    return *at;
}

std::string OpenApiChecker::check(api::Method method, const std::string& path,
                                  const api::Response& response) const {
    const auto* described = operation(method, path);
    if (described == nullptr) return path + " is not described";
    const auto& responses = *described->find("responses");
    const auto* answer = responses.find(std::to_string(response.status));
    const bool problem = answer == nullptr;
    if (problem && response.status < 400) {
        return "status " + std::to_string(response.status) + " is not described";
    }
    if (problem) answer = responses.find("default");
    const auto* content = resolve(*answer).find("content");
    if (content == nullptr) return response.body.empty() ? "" : "a body where none is described";
    const auto type = content_type(response);
    const auto* media = content->find(type);
    if (media == nullptr && type.starts_with("image/")) media = content->find("image/*");
    if (media == nullptr && response.stream) return "";
    if (media == nullptr) return "the type " + type + " is not described";
    const auto* schema = media->find("schema");
    if (schema == nullptr) return "";
    const auto value = api::json::parse(response.body);
    if (!value) return "the body is no JSON: " + value.error().message;
    return fits(*schema, *value, "$");
}

std::string OpenApiChecker::fits(const Node& reference, const Node& value,
                                 const std::string& where) const {
    const Node& schema = resolve(reference);
    if (const auto* any = schema.find("anyOf")) {
        std::string why;
        for (const auto& each : any->items) {
            why = fits(each, value, where);
            if (why.empty()) return "";
        }
        return why;
    }
    if (const auto* type = schema.find("type"); type && !is_one_of_types(value, *type)) {
        return where + " has the wrong type";
    }
    if (const auto* names = schema.find("enum")) {
        const bool known = std::ranges::any_of(
            names->items, [&](const Node& name) { return name.text == value.text; });
        if (!known) return where + " is the unknown " + value.text;
    }
    if (value.kind == Node::Kind::object) return fits_object(schema, value, where);
    if (value.kind != Node::Kind::array) return "";
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        auto why =
            fits(*schema.find("items"), value.items[i], where + "[" + std::to_string(i) + "]");
        if (!why.empty()) return why;
    }
    return "";
}

std::string OpenApiChecker::fits_object(const Node& schema, const Node& value,
                                        const std::string& where) const {
    const auto* properties = schema.find("properties");
    if (properties == nullptr) return "";
    if (const auto* required = schema.find("required")) {
        for (const auto& name : required->items) {
            if (value.find(name.text) == nullptr) return where + "." + name.text + " is missing";
        }
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i) {
        const auto* property = properties->find(value.keys[i]);
        if (property == nullptr) return where + "." + value.keys[i] + " is not described";
        auto why = fits(*property, value.items[i], where + "." + value.keys[i]);
        if (!why.empty()) return why;
    }
    return "";
}

}  // namespace heed::test
