#pragma once

#include <string>
#include <vector>

#include "domain/conversation/conversation.hpp"

namespace heed::app {

/// In which fields a stored conversation differs from what its events say, in words; empty when
/// they agree.
[[nodiscard]] std::vector<std::string> compare(const Conversation& stored,
                                               const Conversation& folded);

}  // namespace heed::app
