#pragma once

#include "app/judging.hpp"
#include "app/listening.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "channels/street/world.hpp"
#include "store/database.hpp"

namespace heed::cli {

/// Takes in what lies behind the start of the street, in the order and at the times in which it
/// happened, with what the team did about it meanwhile. Everything goes through the same use cases
/// as at any other time, `listening` and `judging` included. Nothing happens in a desk that has
/// heard the street before.
[[nodiscard]] Status live_the_past(store::Database& database, IdSource& ids,
                                   channels::street::World& world, const Clock& clock,
                                   std::uint64_t seed, const app::Listening& listening,
                                   const app::Judging& judging);

}  // namespace heed::cli
