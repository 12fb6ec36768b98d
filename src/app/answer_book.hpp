#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/answer_records.hpp"

/// A part of the port to what is kept (app/store.hpp): the guard, what the coach said, promises,
/// remedies and playbooks. Of one Transaction, and gone with it.
namespace heed::app {

class AnswerBook {
public:
    virtual ~AnswerBook() = default;

    // The guard and the big switch. A desk that never chose has the preset.
    virtual GuardPolicy guard() = 0;
    virtual void save(const GuardPolicy& policy) = 0;
    virtual std::optional<OutgoingStop> outgoing_stop() = 0;  ///< the one that stands
    virtual void save(const OutgoingStop& stop) = 0;
    /// Replies that waited for the switch leave at this time, and can be taken back until then.
    virtual void delay_waiting(Time until) = 0;

    // What the coach said.
    virtual void add(const RemarkRecord& record) = 0;
    virtual std::optional<RemarkRecord> remark(RemarkId id) = 0;
    virtual void mark_remark(RemarkId id, std::optional<bool> right) = 0;

    // Promises.
    virtual std::optional<Promise> promise(PromiseId id) = 0;
    virtual void save(const Promise& promise) = 0;
    /// Open ones whose day has passed, or whose reminder is due; the longest first.
    virtual std::vector<Promise> overdue(Time now, int limit) = 0;
    virtual std::vector<Promise> to_remind(Time now, int limit) = 0;
    /// Broken and not made good.
    virtual int count_broken(CustomerId customer) = 0;

    // What would put it right.
    virtual std::optional<RemedyRecord> remedy(ConversationId id) = 0;
    virtual void save(const RemedyRecord& record) = 0;

    // Playbooks.
    virtual std::optional<PlaybookRecord> playbook(PlaybookId id) = 0;
    virtual long long count_playbooks() = 0;
    /// As a new version.
    virtual void save(const PlaybookRecord& record) = 0;
    virtual void confirm(PlaybookId id, long long version, UserId user, Time at) = 0;

    // Pictures, by their bytes.
    virtual void note_shown(const std::string& hash, ConversationId conversation) = 0;
};

}  // namespace heed::app
