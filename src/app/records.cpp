#include "app/records.hpp"

namespace heed::app {

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

std::string_view name_of(Screening screening) {
    switch (screening) {
        case Screening::unscreened:
            return "unscreened";
        case Screening::clear:
            return "clear";
        case Screening::explicit_:
            return "explicit";
    }
    return "unscreened";
}

Screening screening(std::string_view name) {
    if (name == "explicit") return Screening::explicit_;
    return name == "clear" ? Screening::clear : Screening::unscreened;
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
