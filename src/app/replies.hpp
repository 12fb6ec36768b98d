#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/env.hpp"
#include "app/outgoing.hpp"
#include "app/store.hpp"

namespace heed::app {

inline constexpr std::size_t reply_text_bytes_max = 20'000;
inline constexpr std::size_t reply_media_max = 10;
/// A reply that the network could not take is tried again after 2, 4, 8 ... seconds, at most every
/// five minutes, and given up after about sixteen hours.
inline constexpr int reply_attempts_max = 200;
inline constexpr Millis reply_backoff_max = std::chrono::minutes{5};
/// While an attempt runs nobody else starts one.
inline constexpr Millis reply_attempt_lease = std::chrono::minutes{2};

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
};

/// Puts a reply into the outbox; it leaves after the undo window. The writer becomes the owner, the
/// writer's draft goes. Errors: not_found, invalid (empty, too long, room of another conversation),
/// conflict (the thread changed; the customer's post is gone).
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

/// The start of an attempt: what to say, to whom. Stores the key before anything leaves.
/// `conflict` when it is not due any more, or when everything outgoing is stopped.
[[nodiscard]] Result<Outgoing> begin_delivery(Transaction& transaction, const Env& env, ReplyId id,
                                              const std::string& delivery_key);
/// The network took it: the reply is a post now and the customer waits no longer.
[[nodiscard]] Status record_delivery(Transaction& transaction, const Env& env, ReplyId id,
                                     const Delivery& delivery);
/// The network did not. What may pass is tried again, what will not is failed, and a conversation
/// that was closed with it is opened again.
[[nodiscard]] Status record_failure(Transaction& transaction, const Env& env, ReplyId id,
                                    const Error& error);
/// Read back from the network: it is there for the world, or it is gone.
[[nodiscard]] Status record_presence(Transaction& transaction, const Env& env, ReplyId id,
                                     bool visible);

/// How long after attempt number `attempts` (1, 2, ...) the next may start.
[[nodiscard]] Millis backoff_after(int attempts);

}  // namespace heed::app
