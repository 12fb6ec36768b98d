#pragma once

#include <string>
#include <string_view>

#include "base/id.hpp"

namespace heed::channels::bluesky {

/// The record key under which a reply stands on Bluesky: a TID (53 bits of microseconds, 10 bits
/// of writer) made from nothing but the reply itself, so that every attempt arrives at the same
/// one. The digits below the millisecond and the writer come from the reply's id, which keeps two
/// replies of one millisecond apart.
[[nodiscard]] std::string make_tid(ReplyId id, Time created_at);

[[nodiscard]] bool is_tid(std::string_view text);

}  // namespace heed::channels::bluesky
