#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/coach/coach.hpp"
#include "domain/guard/guard.hpp"
#include "domain/promise/promise.hpp"

/// What the store keeps of answering well. Time{} (1970) means "never" throughout.
namespace heed::app {

using StopId = Id<struct StopTag>;
using RemarkId = Id<struct RemarkTag>;
using PlaybookId = Id<struct PlaybookTag>;

/// Nothing leaves while one stands that was not resumed.
struct OutgoingStop {
    StopId id;
    Time stopped_at;
    UserId stopped_by;
    std::string reason;
    Time resumed_at;
    UserId resumed_by;
};

enum class RemarkOutcome {
    mended,     ///< was said of the draft, and gone when it was sent
    stood,      ///< the reply was sent with it
    blocked,    ///< it kept the reply from being sent
    overridden  ///< it blocked, and a person sent the reply all the same
};
[[nodiscard]] std::string_view name_of(RemarkOutcome outcome);
[[nodiscard]] RemarkOutcome remark_outcome(std::string_view name);

/// What the coach said of a draft that somebody wanted to send. No word of the draft is in it.
struct RemarkRecord {
    RemarkId id;
    Time at;
    UserId user;
    ConversationId conversation;
    ReplyId reply;  ///< none: it was blocked
    AdviceKind kind = AdviceKind::tone;
    std::string rule;
    Grade grade = Grade::hint;
    RemarkOutcome outcome = RemarkOutcome::stood;
    std::string reason;         ///< of an override
    std::optional<bool> right;  ///< whether the coach had been right, as people said afterwards
};

enum class RemedyDecision { granted, partly, refused };
[[nodiscard]] std::string_view name_of(RemedyDecision decision);
[[nodiscard]] std::optional<RemedyDecision> remedy_decision(std::string_view name);

/// What would put a matter right.
struct RemedyRecord {
    ConversationId conversation;
    Time asked_at;
    UserId asked_by;
    std::string wish;
    std::optional<RemedyDecision> decision;
    std::string reason;
    Time decided_at;
    UserId decided_by;
    Time followed_at;
    UserId followed_by;
    long long version = 0;
};

/// One version of the guidelines for a kind of matter.
struct PlaybookRecord {
    PlaybookId id;
    long long version = 1;
    bool retired = false;
    std::vector<std::string> topics;
    std::string title, goal, tone;
    std::vector<std::string> facts, authority, examples;
    Time at;
    UserId by;
};

}  // namespace heed::app
