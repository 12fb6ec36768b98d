#pragma once

#include "app/answer_records.hpp"
#include "app/env.hpp"
#include "app/store.hpp"

/// What would put a matter right: asked, recorded, decided, followed.
namespace heed::app {

inline constexpr std::size_t remedy_bytes_max = 2'000;

/// What is left out stays.
struct RemedyChange {
    std::optional<bool> asked, followed;
    std::optional<std::string> wish, reason;
    std::optional<RemedyDecision> decision;
};

/// `invalid` for a refusal without its reason and for following what was not decided; `conflict`
/// with the field "If-Match" when it changed since `seen`.
[[nodiscard]] Result<RemedyRecord> change_remedy(Transaction& transaction, const Env& env,
                                                 ConversationId id, const RemedyChange& change,
                                                 std::optional<long long> seen);

/// That this reply asks for it, where nothing is recorded yet.
[[nodiscard]] Status note_remedy_asked(Transaction& transaction, const Env& env,
                                       const ReplyRecord& reply);

/// The reply never left: what was noted with it is gone, unless somebody has gone on from there.
void forget_remedy_asked(Transaction& transaction, const ReplyRecord& reply);

}  // namespace heed::app
