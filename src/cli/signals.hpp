#pragma once

#include <functional>
#include <thread>

namespace heed::cli {

/// SIGINT and SIGTERM as a call on a thread of its own: the first asks to stop, the second ends
/// the process at once. To be made before any other thread, which would get the signals instead.
class SignalWatch {
public:
    explicit SignalWatch(std::function<void()> on_first);
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

private:
    std::jthread thread_;
};

/// Tells the service manager, where there is one, how it stands ("READY=1").
void notify_service(const char* state);

}  // namespace heed::cli
