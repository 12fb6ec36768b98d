#pragma once

namespace heed {

/// From now on the calling thread gets the processor when hardly anybody else wants it. For work
/// that must be done, and that nobody waits for.
void give_way();

}  // namespace heed
