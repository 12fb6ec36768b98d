#include "base/thread.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace heed {

void give_way() {
    // On Linux a thread has a priority of its own, under its own number. Where that is refused the
    // work is done at the common one.
    constexpr int last = 19;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), last);
}

}  // namespace heed
