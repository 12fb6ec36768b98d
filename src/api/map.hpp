#pragma once

#include <string>
#include <unordered_map>

#include "api/services.hpp"
#include "api/types.hpp"

/// From what the store keeps to what travels.
namespace heed::api {

using Names = std::unordered_map<UserId, std::string>;

[[nodiscard]] std::string to_wire(Time time);
[[nodiscard]] Maybe<Text> to_wire_or_none(Time time);
[[nodiscard]] Identity to_wire(IdentityId id, const std::string& network, const Author& author);
[[nodiscard]] ConversationRow to_wire(const store::RowView& view, int promise_minutes);
[[nodiscard]] Post to_wire(const store::PostView& view,
                           const std::vector<app::PostVersionRecord>* versions);
/// What a second person said to it, if somebody did.
[[nodiscard]] Maybe<Approval> approval_of(const store::ReplyView& view);
[[nodiscard]] DraftMedia to_draft_media(const app::MediaRecord& media);
[[nodiscard]] Reply to_wire(const store::ReplyView& view);
[[nodiscard]] Note to_wire(const store::NoteView& view);
[[nodiscard]] Draft to_wire(store::Reader& reader, const app::DraftRecord& draft);
[[nodiscard]] User to_wire(const app::UserRecord& user);
[[nodiscard]] Event to_wire(const heed::Event& event, const Names& names);
[[nodiscard]] Judgement to_wire(const heed::Judgement& judgement);
[[nodiscard]] Matter to_wire(const heed::Matter& matter);
[[nodiscard]] Priority to_wire(const heed::Priority& priority);
[[nodiscard]] CustomerMarks to_wire(const heed::CustomerMarks& marks);
[[nodiscard]] heed::CustomerMarks from_wire(const CustomerMarks& marks);
[[nodiscard]] PriorityWeights to_wire(const heed::PriorityWeights& weights);
[[nodiscard]] heed::PriorityWeights from_wire(const PriorityWeights& weights);
[[nodiscard]] heed::Correction from_wire(const JudgementCorrection& correction);
[[nodiscard]] RoomName to_wire(RoomKind kind);
[[nodiscard]] Role to_wire(app::Role role);
[[nodiscard]] app::Role from_wire(Role role);
[[nodiscard]] Screening to_wire(app::Screening screening);
[[nodiscard]] app::Screening from_wire(Screening screening);

[[nodiscard]] std::string media_path(MediaId id);
/// `invalid` with field $.media_ids for what is no id.
[[nodiscard]] Result<std::vector<MediaId>> media_ids(const Maybe<Texts>& texts);

/// A customer with identities and earlier conversations, `without` the one that is shown.
[[nodiscard]] Customer customer_view(store::Reader& reader, CustomerId id, ConversationId without);

/// The actor's and due moment's helper: what one write with a result looks like in a handler.
template <class Value>
[[nodiscard]] Result<Value> write(Services& services,
                                  const std::function<Result<Value>(app::Transaction&)>& work) {
    Result<Value> answer = fail(ErrorCode::internal, "the write did not run");
    auto done = services.database.write([&](app::Transaction& transaction) -> Status {
        answer = work(transaction);
        if (!answer) return fail(answer.error());
        return {};
    });
    if (!done) return fail(std::move(done.error()));
    return answer;
}

/// The row of a conversation as it stands now.
[[nodiscard]] Result<ConversationRow> current_row(Services& services, ConversationId id);

}  // namespace heed::api
