#include "domain/event.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heed {

namespace {

constexpr std::array<std::pair<EventKind, std::string_view>, 55> names{{
    {EventKind::conversation_opened, "conversation_opened"},
    {EventKind::post_received, "post_received"},
    {EventKind::post_edited, "post_edited"},
    {EventKind::post_deleted, "post_deleted"},
    {EventKind::room_opened, "room_opened"},
    {EventKind::claimed, "claimed"},
    {EventKind::released, "released"},
    {EventKind::assigned, "assigned"},
    {EventKind::note_added, "note_added"},
    {EventKind::reply_queued, "reply_queued"},
    {EventKind::reply_cancelled, "reply_cancelled"},
    {EventKind::reply_sending, "reply_sending"},
    {EventKind::reply_sent, "reply_sent"},
    {EventKind::reply_seen, "reply_seen"},
    {EventKind::reply_failed, "reply_failed"},
    {EventKind::reply_vanished, "reply_vanished"},
    {EventKind::reply_retried, "reply_retried"},
    {EventKind::resolved, "resolved"},
    {EventKind::reopened, "reopened"},
    {EventKind::profile_changed, "profile_changed"},
    {EventKind::channel_connected, "channel_connected"},
    {EventKind::channel_state_changed, "channel_state_changed"},
    {EventKind::channel_disconnected, "channel_disconnected"},
    {EventKind::user_added, "user_added"},
    {EventKind::user_changed, "user_changed"},
    {EventKind::post_judged, "post_judged"},
    {EventKind::judgement_corrected, "judgement_corrected"},
    {EventKind::customer_marked, "customer_marked"},
    {EventKind::weights_changed, "weights_changed"},
    {EventKind::topics_changed, "topics_changed"},
    {EventKind::term_added, "term_added"},
    {EventKind::term_changed, "term_changed"},
    {EventKind::term_removed, "term_removed"},
    {EventKind::brought_in, "brought_in"},
    {EventKind::quiet_added, "quiet_added"},
    {EventKind::quiet_removed, "quiet_removed"},
    {EventKind::reply_held, "reply_held"},
    {EventKind::reply_approved, "reply_approved"},
    {EventKind::reply_returned, "reply_returned"},
    {EventKind::advice_overridden, "advice_overridden"},
    {EventKind::guard_changed, "guard_changed"},
    {EventKind::outgoing_stopped, "outgoing_stopped"},
    {EventKind::outgoing_resumed, "outgoing_resumed"},
    {EventKind::promise_made, "promise_made"},
    {EventKind::promise_changed, "promise_changed"},
    {EventKind::promise_due, "promise_due"},
    {EventKind::promise_kept, "promise_kept"},
    {EventKind::promise_broken, "promise_broken"},
    {EventKind::promise_released, "promise_released"},
    {EventKind::remedy_asked, "remedy_asked"},
    {EventKind::remedy_decided, "remedy_decided"},
    {EventKind::remedy_followed, "remedy_followed"},
    {EventKind::playbook_saved, "playbook_saved"},
    {EventKind::playbook_confirmed, "playbook_confirmed"},
    {EventKind::remark_marked, "remark_marked"},
}};

}  // namespace

std::string_view name_of(EventKind kind) {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [&](const auto& row) { return row.first == kind; });
    return found == names.end() ? std::string_view{} : found->second;
}

std::optional<EventKind> event_kind(std::string_view name) {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [&](const auto& row) { return row.second == name; });
    if (found == names.end()) return std::nullopt;
    return found->first;
}

}  // namespace heed
