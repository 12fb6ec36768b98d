#pragma once

#include "api/listening_types.hpp"
#include "api/map.hpp"
#include "app/listening.hpp"

/// Terms and what was heard, from what the store keeps to what travels and back.
namespace heed::api {

[[nodiscard]] Term to_wire(const app::TermRecord& record);
[[nodiscard]] HeardPost to_heard_post(const store::PostView& view);
[[nodiscard]] HeardItem to_wire(const store::HeardView& view);
[[nodiscard]] HeardStream to_wire(const app::StreamStatus& status, Time now);
[[nodiscard]] Quiet to_wire(const store::QuietView& view);
[[nodiscard]] std::vector<Span> to_wire(const std::vector<TextSpan>& spans);
[[nodiscard]] HeardDecision to_wire(heed::HeardDecision decision);
[[nodiscard]] TermPurpose to_wire(understand::TermPurpose purpose);
[[nodiscard]] understand::TermKind from_wire(TermKind kind);
[[nodiscard]] understand::TermPurpose from_wire(TermPurpose purpose);

}  // namespace heed::api
