#include "cli/signals.hpp"

#include <unistd.h>
#include <csignal>
#include <ctime>

#ifdef HEED_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

namespace heed::cli {

namespace {

sigset_t stopping_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void watch(const std::stop_token& stop, const std::function<void()>& on_first) {
    const auto set = stopping_signals();
    constexpr timespec look_again{0, 100'000'000};
    bool asked = false;
    while (!stop.stop_requested()) {
        const int signal = sigtimedwait(&set, nullptr, &look_again);
        if (signal < 0) continue;
        if (asked) ::_exit(128 + signal);
        asked = true;
        on_first();
    }
}

}  // namespace

SignalWatch::SignalWatch(std::function<void()> on_first) {
    const auto set = stopping_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // A reader that goes away is an answer, not a death.
    std::signal(SIGPIPE, SIG_IGN);
    thread_ = std::jthread(
        [first = std::move(on_first)](const std::stop_token& stop) { watch(stop, first); });
}

SignalWatch::~SignalWatch() = default;

void notify_service([[maybe_unused]] const char* state) {
#ifdef HEED_SYSTEMD
    sd_notify(0, state);
#endif
}

}  // namespace heed::cli
