#include "app/check.hpp"

#include <fmt/format.h>

namespace heed::app {

namespace {

std::string shown(Time time) {
    return format_rfc3339(time);
}
std::string shown(const std::optional<Time>& time) {
    return time ? format_rfc3339(*time) : "never";
}
std::string shown(long long number) {
    return std::to_string(number);
}
std::string shown(const std::string& text) {
    return fmt::format("\"{}\"", text);
}
std::string shown(ConversationState state) {
    return state == ConversationState::open ? "open" : "resolved";
}
std::string shown(ReplyState state) {
    return std::string(name_of(state));
}
template <class Tag>
std::string shown(Id<Tag> id) {
    return id ? to_string(id) : "nobody";
}

}  // namespace

std::vector<std::string> compare(const Conversation& stored, const Conversation& folded) {
    std::vector<std::string> found;
    const auto look = [&](std::string_view field, const auto& is, const auto& should) {
        if (is == should) return;
        found.push_back(
            fmt::format("{} is {}, its events say {}", field, shown(is), shown(should)));
    };
    look("id", stored.id, folded.id);
    look("state", stored.state, folded.state);
    look("owner", stored.owner, folded.owner);
    look("opened_at", stored.opened_at, folded.opened_at);
    look("waiting_since", stored.waiting_since, folded.waiting_since);
    look("unanswered", stored.unanswered, folded.unanswered);
    look("later_waiting_since", stored.later_waiting_since, folded.later_waiting_since);
    look("later_unanswered", stored.later_unanswered, folded.later_unanswered);
    look("replies_pending", stored.replies_pending, folded.replies_pending);
    look("reply_state", stored.reply_state, folded.reply_state);
    look("last_post_at", stored.last_post_at, folded.last_post_at);
    look("resolved_reason", stored.resolved_reason, folded.resolved_reason);
    look("version", stored.version, folded.version);
    return found;
}

}  // namespace heed::app
