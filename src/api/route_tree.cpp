#include "api/route_tree.hpp"

#include <algorithm>
#include <stdexcept>

namespace heed::api {
namespace {

/// Cuts "/segment" off the front.
std::string_view next_segment(std::string_view& rest) {
    rest.remove_prefix(1);
    const auto segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    return segment;
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

void RouteTree::add(Method method, std::string_view pattern, std::size_t route) {
    if (!pattern.starts_with('/') ||
        std::ranges::count(pattern, '{') > static_cast<long>(path_arguments_max)) {
        throw std::logic_error{"not a route pattern: " + std::string{pattern}};
    }
    std::size_t node = 0;
    for (auto rest = pattern; !rest.empty();)
        node = child(node, next_segment(rest));
    for (const auto& [known, _] : nodes_[node].routes) {
        if (known == method) throw std::logic_error{"two routes for " + std::string{pattern}};
    }
    nodes_[node].routes.emplace_back(method, route);
}

std::size_t RouteTree::child(std::size_t node, std::string_view segment) {
    const auto fresh = nodes_.size();
    if (!is_parameter(segment)) {
        if (const auto known = literal_child(node, segment)) return known;
        nodes_[node].literals.emplace_back(segment, fresh);
    } else {
        const std::string name{segment.substr(1, segment.size() - 2)};
        if (nodes_[node].parameter != 0) {
            if (nodes_[node].parameter_name == name) return nodes_[node].parameter;
            throw std::logic_error{"one place in a path has two names: " + name};
        }
        nodes_[node].parameter = fresh;
        nodes_[node].parameter_name = name;
    }
    nodes_.emplace_back();
    return fresh;
}

std::size_t RouteTree::literal_child(std::size_t node, std::string_view segment) const {
    const auto& literals = nodes_[node].literals;
    const auto found = std::ranges::find(
        literals, segment, [](const auto& literal) { return std::string_view{literal.first}; });
    return found == literals.end() ? 0 : found->second;
}

std::optional<RouteTree::Match> RouteTree::find(std::string_view path) const {
    Match match{nullptr, {}};
    if (!path.starts_with('/') || !descend(0, path, 0, match)) return std::nullopt;
    return match;
}

bool RouteTree::descend(std::size_t node, std::string_view rest, std::size_t arguments,
                        Match& match) const {
    const auto& here = nodes_[node];
    if (rest.empty()) {
        match.routes = &here.routes;
        return !here.routes.empty();
    }
    const auto segment = next_segment(rest);
    if (const auto literal = literal_child(node, segment)) {
        if (descend(literal, rest, arguments, match)) return true;
    }
    if (here.parameter == 0 || segment.empty() || arguments == path_arguments_max) return false;
    match.arguments[arguments] = {here.parameter_name, segment};
    return descend(here.parameter, rest, arguments + 1, match);
}

}  // namespace heed::api
