#include "domain/role.hpp"

namespace heed {

std::string_view name_of(Role role) {
    switch (role) {
        case Role::owner:
            return "owner";
        case Role::lead:
            return "lead";
        case Role::agent:
            return "agent";
        case Role::trainee:
            return "trainee";
        case Role::viewer:
            return "viewer";
    }
    return "viewer";
}

std::optional<Role> role(std::string_view name) {
    for (const auto candidate :
         {Role::owner, Role::lead, Role::agent, Role::trainee, Role::viewer}) {
        if (name_of(candidate) == name) return candidate;
    }
    return std::nullopt;
}

bool at_least(Role a, Role b) {
    return static_cast<int>(a) <= static_cast<int>(b);
}

}  // namespace heed
