#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace heed::cli {

using std::chrono::steady_clock;

std::string progress_text(const Progress& progress, double seconds, bool bar) {
    constexpr int width = 20;
    const double rate = seconds > 0 ? static_cast<double>(progress.posts) / seconds : 0;
    auto text = fmt::format("{} posts, {:.0f}/s", progress.posts, rate);
    if (progress.bytes_all <= 0) return text;
    const double share = std::clamp(
        static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_all), 0.0,
        1.0);
    if (share > 0) text += fmt::format(", {:.0f} s left", seconds / share - seconds);
    if (!bar) return fmt::format("{:.0f} %, {}", share * 100, text);
    const auto full = static_cast<std::size_t>(share * width);
    return fmt::format("[{}{}] {}", std::string(full, '#'), std::string(width - full, '.'), text);
}

ProgressBar::ProgressBar(std::function<Progress()> ask)
    : ask_(std::move(ask)),
      terminal_(::isatty(STDERR_FILENO) == 1),
      begun_(steady_clock::now()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

ProgressBar::~ProgressBar() {
    thread_.request_stop();
    thread_.join();
    clear();
}

void ProgressBar::say(const std::string& line) {
    const std::lock_guard lock(mutex_);
    clear();
    fmt::print(stderr, "{}\n", line);
}

void ProgressBar::clear() {
    if (terminal_) fmt::print(stderr, "\r\033[K");
}

void ProgressBar::run(const std::stop_token& stop) {
    const auto gap = terminal_ ? std::chrono::milliseconds{200} : std::chrono::milliseconds{5000};
    std::unique_lock lock(mutex_);
    while (!tick_.wait_for(lock, stop, gap, [&] { return stop.stop_requested(); })) {
        const std::chrono::duration<double> took = steady_clock::now() - begun_;
        const auto text = progress_text(ask_(), took.count(), terminal_);
        clear();
        fmt::print(stderr, "{}{}", text, terminal_ ? "" : "\n");
        std::fflush(stderr);
    }
}

}  // namespace heed::cli
