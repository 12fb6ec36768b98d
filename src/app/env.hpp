#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

namespace heed::app {

/// What a use case may know of the world beside its input: when it is, who asks, and where new ids
/// come from.
struct Env {
    Time now;
    IdSource& ids;
    UserId actor = {};  ///< none: the desk itself or the network
};

}  // namespace heed::app
