#pragma once

#include "api/map.hpp"
#include "app/coaching.hpp"
#include "store/answer_reader.hpp"

/// From what the store keeps of answering well to what travels.
namespace heed::api {

[[nodiscard]] std::vector<Advice> to_wire(const std::vector<heed::Advice>& advice,
                                          const std::vector<heed::Twin>& twins, Time now);
/// What the promises among them are about, in the draft's words.
void name_promises(std::vector<Advice>& advice, std::string_view draft);
[[nodiscard]] Promise to_wire(const store::PromiseView& view);
[[nodiscard]] Remedy to_wire(const app::RemedyRecord& record, const Names& names);
[[nodiscard]] Playbook to_wire(const store::PlaybookView& view);
[[nodiscard]] Guard to_wire(const GuardPolicy& policy, long long version);
[[nodiscard]] Result<GuardPolicy> from_wire(const Guard& guard);
[[nodiscard]] Names names_of(store::Reader& reader);

/// A draft with what the coach needs of its room.
[[nodiscard]] Result<app::DraftToRead> draft_to_read(Services& services, UserId writer,
                                                     const app::DraftToRead& draft);
/// Nothing to say where no coach is.
[[nodiscard]] Result<app::DraftReading> read_draft(Services& services,
                                                   const app::DraftToRead& draft);
/// What would become of it if it were sent now by somebody of this role.
[[nodiscard]] Verdict verdict_on(store::Reader& reader, Role role, ChannelId channel,
                                 const std::vector<heed::Advice>& advice, Words words);

}  // namespace heed::api
