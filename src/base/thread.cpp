#include "base/thread.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace heed {

void give_way() {
    // On Linux a thread has a priority of its own, under its own number. Where that is refused the
    // work is done at the common one.
    constexpr int low = 10;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), low);
}

}  // namespace heed
