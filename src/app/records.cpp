#include "app/records.hpp"

namespace heed::app {

std::string_view name_of(Role role) {
    switch (role) {
        case Role::owner:
            return "owner";
        case Role::lead:
            return "lead";
        case Role::agent:
            return "agent";
        case Role::viewer:
            return "viewer";
    }
    return "viewer";
}

std::optional<Role> role(std::string_view name) {
    for (const auto candidate : {Role::owner, Role::lead, Role::agent, Role::viewer}) {
        if (name_of(candidate) == name) return candidate;
    }
    return std::nullopt;
}

std::string_view name_of(ChannelState state) {
    switch (state) {
        case ChannelState::connecting:
            return "connecting";
        case ChannelState::listening:
            return "listening";
        case ChannelState::unreachable:
            return "unreachable";
        case ChannelState::refused:
            return "refused";
        case ChannelState::disconnected:
            return "disconnected";
    }
    return "connecting";
}

ChannelState channel_state(std::string_view name) {
    for (const auto state : {ChannelState::listening, ChannelState::unreachable,
                             ChannelState::refused, ChannelState::disconnected}) {
        if (name_of(state) == name) return state;
    }
    return ChannelState::connecting;
}

bool same_profile(const Author& a, const Author& b) {
    return a.handle == b.handle && a.name == b.name && a.avatar_url == b.avatar_url &&
           a.profile_url == b.profile_url && a.followers == b.followers;
}

}  // namespace heed::app
