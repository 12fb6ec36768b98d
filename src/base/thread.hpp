#pragma once

namespace heed {

/// From now on the calling thread gets a tenth of what others get who want the processor. For work
/// that must be done, and that nobody waits for.
void give_way();

}  // namespace heed
