#pragma once

#include <optional>
#include <string>

#include "app/env.hpp"
#include "app/store.hpp"

namespace heed::app {

inline constexpr std::size_t note_text_bytes_max = 10'000;
inline constexpr std::size_t draft_text_bytes_max = 20'000;

/// Applies events to the record and saves both.
void save_with(Transaction& transaction, ConversationRecord& record, Events events);

/// Makes `to` the owner: the actor's own claim, or a hand-over to a colleague. With `seen_version`
/// given, a claim of what a colleague took meanwhile is refused with `conflict`; without it, too.
/// `take_over` claims it all the same.
[[nodiscard]] Result<ConversationRecord> set_owner(Transaction& transaction, const Env& env,
                                                   ConversationId id, UserId to, bool take_over);
[[nodiscard]] Result<ConversationRecord> release_owner(Transaction& transaction, const Env& env,
                                                       ConversationId id);
[[nodiscard]] Result<ConversationRecord> resolve_conversation(Transaction& transaction,
                                                              const Env& env, ConversationId id,
                                                              std::optional<ResolveReason> reason);
[[nodiscard]] Result<ConversationRecord> reopen_conversation(Transaction& transaction,
                                                             const Env& env, ConversationId id);
[[nodiscard]] Result<NoteRecord> add_note(Transaction& transaction, const Env& env,
                                          ConversationId id, const std::string& text);

/// Keeps the actor's draft; one per person and conversation.
[[nodiscard]] Result<DraftRecord> save_draft(Transaction& transaction, const Env& env,
                                             DraftRecord draft);

}  // namespace heed::app
