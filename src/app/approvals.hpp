#pragma once

#include "app/replies.hpp"
#include "domain/coach/coach.hpp"
#include "domain/guard/guard.hpp"

/// Between a draft and the outbox: what the guard makes of the coach's remarks, and the second
/// person.
namespace heed::app {

inline constexpr std::size_t reason_bytes_max = 2'000;

/// Why a reply is held, as it is kept: its writer asked, these people's replies all wait, or a
/// remark wants it. Replies of earlier versions hold an English sentence instead.
inline constexpr std::string_view held_asked = "asked";
inline constexpr std::string_view held_all_wait = "all_wait";
inline constexpr std::string_view held_remark = "remark";

/// A reply to send, as the coach has just read it.
struct ReadReply {
    NewReply reply;
    std::vector<Advice> advice;
    std::vector<Advice> mended;   ///< said of earlier drafts, and gone
    std::string override_reason;  ///< sends what is blocked all the same
    bool ask_approval = false;    ///< the writer wants a colleague to look first
    bool asks_remedy = false;     ///< asks the customer what would put it right
    std::string ask_note;         ///< a word to that colleague; kept when it is held
};

/// The guard's word on a reply of this person in this channel.
[[nodiscard]] GuardVerdict verdict_on(Transaction& transaction, UserId writer, ChannelId channel,
                                      const std::vector<Advice>& advice);

/// Queues the reply, or holds it for a second person. `conflict` with the field "$.text" when it is
/// blocked and not overridden; `forbidden` with "$.override_reason" for who may not override it.
[[nodiscard]] Result<ReplyRecord> send_reply(Transaction& transaction, const Env& env,
                                             const ReadReply& input, Millis undo_window);

/// What the coach said of a reply that was blocked; in a transaction of its own, because the other
/// one is undone.
void note_blocked(Transaction& transaction, const Env& env, ConversationId conversation,
                  const std::vector<Advice>& advice);

enum class Decision { approve, return_ };

/// A second person's word on a held reply. Approved it leaves after the undo window; returned it is
/// the writer's draft again, with the note. `forbidden` to the writer, to trainees, and to who may
/// not override what is blocked; `invalid` with "$.note" where a note is needed.
[[nodiscard]] Result<ReplyRecord> decide(Transaction& transaction, const Env& env, ReplyId id,
                                         Decision decision, const std::string& note,
                                         const std::vector<Advice>& advice, Millis undo_window);

}  // namespace heed::app
