#pragma once

#include "channels/bluesky/session.hpp"

namespace heed::channels::bluesky {

/// Whether the record is there, whatever the network shows of it: a post that is hidden from us or
/// not yet shown exists, a deleted one does not, nor does one of an account that is gone.
[[nodiscard]] Result<bool> record_exists(Session& session, const std::string& uri,
                                         const std::stop_token& stop);

}  // namespace heed::channels::bluesky
