#include "cli/filter_input.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "cli/filter.hpp"

namespace heed::cli {

namespace {

constexpr std::size_t enough_bytes = 256 * 1024;
constexpr std::size_t buffer_bytes = filter_line_bytes_max + 2 * enough_bytes;
constexpr int no_wait_ms = 0;
constexpr int for_ever_ms = -1;

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

FilterInput::FilterInput() : stop_event_(::eventfd(0, EFD_CLOEXEC)), buffer_(buffer_bytes, '\0') {}

FilterInput::~FilterInput() {
    ::close(stop_event_);
}

void FilterInput::stop() const {
    const std::uint64_t one = 1;
    (void)!::write(stop_event_, &one, sizeof one);
}

long long FilterInput::bytes_all() {
    struct stat info {};
    return ::fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode) ? info.st_size : 0;
}

bool FilterInput::next(std::span<const InputLine>& lines) {
    lines_.clear();
    while (lines_.empty() && !(ended_ && begin_ == end_)) {
        fill();
        cut_lines();
    }
    lines = lines_;
    return !lines_.empty();
}

/// Whether there is something to read; also at the end of the input.
bool FilterInput::wait(int patience_ms) const {
    std::array<pollfd, 2> files{pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{stop_event_, POLLIN, 0}};
    while (::poll(files.data(), files.size(), patience_ms) < 0) {
        if (errno != EINTR) return true;
    }
    return files[0].revents != 0 && files[1].revents == 0;
}

/// Reads at least once, then as long as there is more without waiting.
void FilterInput::fill() {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (!ended_ && !wait(for_ever_ms)) {
        ended_ = true;
        end_ = 0;  // half a line
    }
    do {
        read_some();
    } while (!ended_ && end_ < enough_bytes && wait(no_wait_ms));
}

void FilterInput::read_some() {
    if (ended_) return;
    const auto size = ::read(STDIN_FILENO, buffer_.data() + end_, buffer_.size() - end_);
    if (size < 0 && errno == EINTR) return;
    if (size < 0)
        error_ = Error{ErrorCode::unavailable,
                       fmt::format("the input cannot be read: {}", std::strerror(errno))};
    if (size <= 0) {
        ended_ = true;
        return;
    }
    end_ += static_cast<std::size_t>(size);
    bytes_done_ += size;
}

void FilterInput::cut_lines() {
    while (begin_ < end_) {
        const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
        const auto line_end = rest.find('\n');
        if (line_end != std::string_view::npos) {
            add_line(rest.substr(0, line_end));
            begin_ += line_end + 1;
        } else if (rest.size() > filter_line_bytes_max) {
            // So much of it is kept that the reader refuses it by its length.
            add_line(rest.substr(0, filter_line_bytes_max + 1));
            skipping_ = true;
            begin_ = end_;
        } else if (ended_) {
            add_line(rest);
            begin_ = end_;
        } else {
            return;
        }
    }
}

void FilterInput::add_line(std::string_view text) {
    if (skipping_) {  // what was left of a line already refused
        skipping_ = false;
        return;
    }
    ++line_number_;
    if (!is_blank(text)) lines_.push_back({line_number_, text});
}

}  // namespace heed::cli
