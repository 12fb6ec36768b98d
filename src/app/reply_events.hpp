#pragma once

#include <string_view>

#include "app/env.hpp"
#include "app/store.hpp"

/// What the use cases of a reply have in common: how it becomes part of the conversation's story.
namespace heed::app {

[[nodiscard]] Event reply_event(const Env& env, const ReplyRecord& reply, EventKind kind);

/// Applies and saves events of the reply's conversation together with its record.
[[nodiscard]] Status happen_to(Transaction& transaction, const ReplyRecord& reply, Events events);

/// A conversation that counted on a reply that did not get out is open again.
void reopen_if_resolved(Transaction& transaction, const Env& env, const ReplyRecord& reply,
                        std::string_view why);

}  // namespace heed::app
