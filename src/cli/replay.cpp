#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "channels/replay/line_reader.hpp"
#include "channels/replay/recorded_post.hpp"
#include "cli/commands.hpp"
#include "cli/data.hpp"
#include "cli/progress.hpp"
#include "cli/replay_feed.hpp"
#include "cli/signals.hpp"

namespace heed::cli {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t token_bytes_max = 1024;

struct ReplayWishes {
    std::string file;
    std::string desk;
    std::string token_file;
    std::string speed = "max";
    std::string channel = "Recording";
};

/// How many times faster than recorded; empty for as fast as it is taken.
Result<std::optional<double>> speed_of(const std::string& text) {
    if (text == "max") return std::optional<double>{};
    double speed = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, speed);
    if (failed == std::errc{} && stop == end && speed >= 0.001 && speed <= 1e6) {
        return std::optional<double>{speed};
    }
    return fail(ErrorCode::invalid,
                fmt::format("--speed is \"{}\", expected \"max\" or a number from 0.001 to 1000000",
                            one_line(text)));
}

Result<std::string> token_of(const std::string& file) {
    std::string token;
    if (!file.empty()) {
        std::ifstream stream(file);
        if (!stream) return fail(ErrorCode::unavailable, fmt::format("{} cannot be read", file));
        token.resize(token_bytes_max);
        stream.read(token.data(), static_cast<std::streamsize>(token.size()));
        token.resize(static_cast<std::size_t>(stream.gcount()));
    } else if (const char* given = std::getenv("HEED_TOKEN")) {
        token = given;
    }
    token = trim(token);
    if (token.empty() || token.find_first_of(" \r\n\t") != std::string::npos) {
        return fail(ErrorCode::invalid,
                    "a token is needed: in the environment as HEED_TOKEN, or in a file named by "
                    "--token-file (heed token add makes one)");
    }
    return token;
}

long long size_of(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) return 0;
    return static_cast<long long>(std::filesystem::file_size(path, failed));
}

/// Waits until posts are due, as they were recorded.
class Pace {
public:
    explicit Pace(std::optional<double> speed) : speed_(speed) {}

    /// How long until it is due; zero or less: now.
    [[nodiscard]] steady_clock::duration until(Time written_at) {
        if (!speed_) return {};
        const auto now = steady_clock::now();
        if (!first_) {
            first_ = written_at;
            begun_ = now;
        }
        const std::chrono::duration<double, std::milli> after = written_at - *first_;
        return begun_ + std::chrono::duration_cast<steady_clock::duration>(after / *speed_) - now;
    }

private:
    std::optional<double> speed_;
    std::optional<Time> first_;
    steady_clock::time_point begun_;
};

/// One run over one recording.
class ReplayRun {
public:
    ReplayRun(ReplayTarget& target, std::optional<double> speed, long long bytes_all,
              std::stop_token stop)
        : feed_(target),
          pace_(speed),
          bytes_all_(bytes_all),
          stop_(std::move(stop)),
          begun_(steady_clock::now()),
          bar_([this] { return progress(); }) {}

    [[nodiscard]] int run(channels::LineReader& reader) {
        std::string line;
        while (!stop_.stop_requested() && reader.next(line)) {
            bytes_done_ = reader.place().offset;
            if (!take(line, reader.place().number - 1)) break;
        }
        feed_.finish();
        return conclude();
    }

private:
    [[nodiscard]] Progress progress() const {
        const auto count = feed_.count();
        return {count.fresh + count.known, bytes_done_, bytes_all_};
    }

    [[nodiscard]] bool take(const std::string& line, std::size_t number) {
        auto post = channels::parse_recorded_post(line, number);
        if (!post) {
            ++bad_;
            bar_.say("heed: " + one_line(post.error().message));
            return true;
        }
        if (!wait_until_due(post->written_at)) return false;
        return feed_.add(std::move(*post), without_mark(line), number);
    }

    /// As it is sent: between others there is no place for a byte order mark.
    [[nodiscard]] static std::string_view without_mark(std::string_view line) {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (line.starts_with(mark)) line.remove_prefix(mark.size());
        while (line.ends_with('\r'))
            line.remove_suffix(1);
        return line;
    }

    [[nodiscard]] bool wait_until_due(Time written_at) {
        const auto wait = pace_.until(written_at);
        if (wait <= steady_clock::duration::zero()) return true;
        feed_.flush();
        std::unique_lock lock(mutex_);
        return !never_.wait_for(lock, stop_, wait, [&] { return stop_.stop_requested(); });
    }

    [[nodiscard]] int conclude() {
        const auto count = feed_.count();
        const std::chrono::duration<double> took = steady_clock::now() - begun_;
        const auto taken = count.fresh + count.known;
        const auto rate = static_cast<double>(taken) / std::max(took.count(), 0.001);
        if (const auto error = feed_.error()) bar_.say("heed: " + one_line(error->message));
        const auto lost = count.lost > 0 ? fmt::format(", not taken {}", count.lost) : "";
        bar_.say(fmt::format("read {}, new {}, known {}, bad {}{}, {:.1f} s, {:.0f} posts/s",
                             taken + bad_ + count.lost, count.fresh, count.known, bad_, lost,
                             took.count(), rate));
        return bad_ > 0 || feed_.error() ? exit_failed : exit_ok;
    }

    ReplayFeed feed_;
    Pace pace_;
    const long long bytes_all_;
    const std::stop_token stop_;
    const steady_clock::time_point begun_;
    std::atomic<long long> bytes_done_ = 0;
    long long bad_ = 0;
    std::mutex mutex_;
    std::condition_variable_any never_;
    ProgressBar bar_;  // last: it asks for all of the above
};

Result<std::unique_ptr<ReplayTarget>> target_of(const Config& config, const ReplayWishes& wishes) {
    if (wishes.desk.empty()) return replay_into_data(config, wishes.channel);
    auto token = token_of(wishes.token_file);
    if (!token) return fail(token.error());
    return replay_into_desk(wishes.desk, *token, wishes.channel);
}

/// The standard input as a file that ends when somebody asks to stop: a plain read would wait for
/// a line that may never come.
class InterruptibleInput {
public:
    explicit InterruptibleInput(std::stop_token stop) {
        if (::pipe2(ends_, O_CLOEXEC) != 0) return;
        thread_ = std::jthread(
            [this, stop = std::move(stop)](const std::stop_token& end) { pump(stop, end); });
    }
    ~InterruptibleInput() { ::close(ends_[0]); }  // the pump's next write fails, and it ends
    InterruptibleInput(const InterruptibleInput&) = delete;
    InterruptibleInput& operator=(const InterruptibleInput&) = delete;
    [[nodiscard]] std::string path() const { return fmt::format("/dev/fd/{}", ends_[0]); }

private:
    void pump(const std::stop_token& stop, const std::stop_token& end) {
        std::array<char, 64 * 1024> buffer{};
        constexpr int look_again_ms = 100;
        while (!stop.stop_requested() && !end.stop_requested()) {
            pollfd input{STDIN_FILENO, POLLIN, 0};
            if (::poll(&input, 1, look_again_ms) == 0) continue;
            const auto size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
            if (size <= 0 || !write_all({buffer.data(), static_cast<std::size_t>(size)})) break;
        }
        ::close(ends_[1]);
    }

    [[nodiscard]] bool write_all(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto size = ::write(ends_[1], bytes.data(), bytes.size());
            if (size <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }

    int ends_[2] = {-1, -1};
    std::jthread thread_;
};

int replay_from(const std::string& path, const Config& config, const ReplayWishes& wishes,
                std::optional<double> speed, const std::stop_token& stop) {
    auto reader = channels::LineReader::open(path, {});
    if (!reader) return fail_with(reader.error());
    auto target = target_of(config, wishes);
    if (!target) return fail_with(target.error());
    ReplayRun run(**target, speed, size_of(path), stop);
    return run.run(*reader);
}

int replay(const Invocation& invocation, const ReplayWishes& wishes) {
    const bool has_data =
        invocation.flags.contains("data") || invocation.flags.contains("database");
    if (!wishes.desk.empty() && has_data) {
        return misused("--desk and --data are both given, expected one of them");
    }
    const auto speed = speed_of(wishes.speed);
    if (!speed) return misused(speed.error().message);
    std::error_code ignored;
    if (std::filesystem::is_directory(wishes.file, ignored)) {
        return fail_with({ErrorCode::invalid, wishes.file + " is a folder, not a file"});
    }
    const auto config = invocation.load();
    if (!config) return config_failed(config.error());
    std::stop_source stop;
    const SignalWatch signals([&stop] { stop.request_stop(); });
    if (wishes.file != "-") {
        return replay_from(wishes.file, *config, wishes, *speed, stop.get_token());
    }
    const InterruptibleInput input(stop.get_token());
    return replay_from(input.path(), *config, wishes, *speed, stop.get_token());
}

}  // namespace

void add_replay(Command app, Invocation& invocation) {
    auto command = app.add_subcommand("replay", "Feeds a recorded stream to a desk");
    command.footer(
        "Examples:\n  heed replay posts.jsonl --data heed.db\n"
        "  HEED_TOKEN=$(cat token) heed replay posts.jsonl --desk http://127.0.0.1:8080\n"
        "  zcat posts.jsonl.gz | heed replay - --data heed.db --speed 60\n\n"
        "One JSON object a line: id, time, author.id and text at least. A post that the desk\n"
        "knows changes nothing. Ends with 1 when a line was bad.");
    const auto w = std::make_shared<ReplayWishes>();
    command.add_option("file", w->file, "The recording; - for the standard input").required();
    command.add_option("--desk", w->desk, "A desk that runs, such as http://127.0.0.1:8080")
        .type_name("URL");
    command.add_option("--token-file", w->token_file, "Its token (otherwise HEED_TOKEN)")
        .type_name("FILE");
    command.add_option("--speed", w->speed, "How much faster than recorded, or max (default)");
    command.add_option("--channel", w->channel,
                       "The replay channel, by name or id (default Recording; made when absent)");
    add_settings(command, invocation, {"data", "database", "models"});
    on_run(command, invocation, [&invocation, w] { return replay(invocation, *w); });
}

}  // namespace heed::cli
