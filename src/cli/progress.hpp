#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace heed::cli {

/// Where a long piece of work stands.
struct Progress {
    long long posts = 0;
    long long bytes_done = 0;
    long long bytes_all = 0;  ///< 0: nobody knows how long it is
};

/// Shows on stderr how far it is: a bar that moves on a terminal, a plain line every 5 s elsewhere.
/// Lines of others go through `say`, so that they do not land inside the bar.
class ProgressBar {
public:
    explicit ProgressBar(std::function<Progress()> ask);
    /// Takes the bar away.
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void say(const std::string& line);

private:
    void run(const std::stop_token& stop);
    void clear();

    std::function<Progress()> ask_;
    const bool terminal_;
    const std::chrono::steady_clock::time_point begun_;
    std::mutex mutex_;
    std::condition_variable_any tick_;
    std::jthread thread_;
};

/// "[#####...............] 1,200 posts, 400/s, 12 s left".
[[nodiscard]] std::string progress_text(const Progress& progress, double seconds, bool bar);

}  // namespace heed::cli
