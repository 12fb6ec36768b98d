#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/route.hpp"

namespace heed::api {

/// Finds the routes of a path segment by segment, without allocating.
class RouteTree {
public:
    struct Match {
        const std::vector<std::pair<Method, std::size_t>>* routes;  ///< by method, never empty
        Call::Arguments arguments;
    };

    /// A pattern that was added with the same method before, or that is malformed, is a bug and
    /// throws std::logic_error.
    void add(Method method, std::string_view pattern, std::size_t route);

    [[nodiscard]] std::optional<Match> find(std::string_view path) const;

private:
    struct Node {
        std::vector<std::pair<std::string, std::size_t>> literals;
        std::size_t parameter = 0;  ///< a node; 0, the root, stands for none
        std::string parameter_name;
        std::vector<std::pair<Method, std::size_t>> routes;
    };

    [[nodiscard]] std::size_t child(std::size_t node, std::string_view segment);
    [[nodiscard]] std::size_t literal_child(std::size_t node, std::string_view segment) const;
    [[nodiscard]] bool descend(std::size_t node, std::string_view rest, std::size_t arguments,
                               Match& match) const;

    std::vector<Node> nodes_ = std::vector<Node>(1);
};

}  // namespace heed::api
