#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/env.hpp"
#include "app/store.hpp"

/// Replies until they leave (app/deliveries.hpp says what happens then). What people send comes
/// through `send_reply` (app/approvals.hpp), where the guard stands.
namespace heed::app {

inline constexpr std::size_t reply_text_bytes_max = 20'000;
inline constexpr std::size_t reply_media_max = 10;

struct NewReply {
    ConversationId conversation;
    RoomId room;
    PostId in_reply_to;  ///< none: the customer's last post in the room
    std::string text;
    std::vector<MediaId> media;
    bool then_resolve = false;
    /// The version that the writer saw. When the thread changed since (a post came, was edited or
    /// taken back, a colleague answered) the reply is refused with `conflict`, field "If-Match".
    std::optional<long long> seen_version;
    std::string held_because = {};  ///< not empty: it waits for a second person
    std::string override_reason = {};
    std::string ask_note = {};  ///< the writer's word to the second person
};

/// Puts a reply into the outbox without asking anybody; it leaves after the undo window. The writer
/// becomes the owner, the writer's draft goes. Errors: not_found, invalid (empty, too long, room of
/// another conversation), conflict (the thread changed; the customer's post is gone).
[[nodiscard]] Result<ReplyRecord> queue_reply(Transaction& transaction, const Env& env,
                                              const NewReply& input, Millis undo_window);

/// Takes back a reply that has not left, or one that failed; its text is the writer's draft again.
/// `conflict` when it has left or may have left.
[[nodiscard]] Result<DraftRecord> take_back(Transaction& transaction, const Env& env, ReplyId id);

/// A reply's text as its writer's draft; what was begun meanwhile stays below it. Not saved.
[[nodiscard]] DraftRecord as_draft(Transaction& transaction, const Env& env,
                                   const ReplyRecord& reply);

/// Sends a failed reply once more, at once.
[[nodiscard]] Result<ReplyRecord> retry(Transaction& transaction, const Env& env, ReplyId id);

}  // namespace heed::app
