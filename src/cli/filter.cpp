#include "cli/filter.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>
#include <vector>

#include "cli/commands.hpp"
#include "cli/filter_input.hpp"
#include "cli/filter_line.hpp"
#include "cli/progress.hpp"
#include "cli/signals.hpp"

namespace heed::cli {

namespace {

using std::chrono::steady_clock;

/// One line's place in a batch: what was read of it, or why it could not be.
struct Slot {
    FilterLine line;
    std::optional<Error> error;
};

/// Lines that came together, answered together.
class Batch {
public:
    Batch(const Filter& filter, std::span<const InputLine> lines, std::vector<Slot>& slots)
        : filter_(filter), lines_(lines), slots_(slots) {
        if (slots_.size() < lines_.size()) slots_.resize(lines_.size());
    }

    /// Called on every thread of the batch, until no piece is left.
    void take_part(FilterReader& reader) {
        for (;;) {
            const auto begin = next_.fetch_add(filter_.piece_lines_max);
            if (begin >= lines_.size()) return;
            work_on(begin, std::min(begin + filter_.piece_lines_max, lines_.size()), reader);
        }
    }

private:
    void work_on(std::size_t begin, std::size_t end, FilterReader& reader) {
        std::vector<FilterLine*> good;
        for (std::size_t i = begin; i < end; ++i) {
            auto& slot = slots_[i];
            slot.error.reset();
            slot.line.number = lines_[i].number;
            const auto read = filter_.needs_text
                                  ? reader.read(lines_[i].text, lines_[i].number, slot.line)
                                  : reader.read_any(lines_[i].text, lines_[i].number, slot.line);
            if (!read) {
                slot.error = read.error();
            } else {
                good.push_back(&slot.line);
            }
        }
        if (!good.empty()) filter_.work(good);
        for (std::size_t i = begin; i < end; ++i)
            if (!slots_[i].error) slots_[i].error = slots_[i].line.trouble;
    }

    const Filter& filter_;
    std::span<const InputLine> lines_;
    std::vector<Slot>& slots_;
    std::atomic<std::size_t> next_ = 0;
};

class FilterRun {
public:
    FilterRun(const Filter& filter, FilterInput& input)
        : filter_(filter), input_(input), readers_(std::max<std::size_t>(filter.jobs, 1)) {
        // On a terminal that shows the output a bar would only be in its way.
        if (::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) != 1)
            bar_.emplace([this] { return Progress{read_, input_.bytes_done(), bytes_all_}; });
    }

    [[nodiscard]] int run() {
        std::span<const InputLine> lines;
        while (input_.next(lines)) {
            work_on(lines);
            if (!write(lines.size())) return conclude(true);
        }
        return conclude(false);
    }

private:
    void work_on(std::span<const InputLine> lines) {
        Batch batch(filter_, lines, slots_);
        const auto pieces = (lines.size() + filter_.piece_lines_max - 1) / filter_.piece_lines_max;
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(readers_.size(), pieces); ++i)
            helpers.emplace_back([&batch, this, i] { batch.take_part(readers_[i]); });
        batch.take_part(readers_[0]);
    }

    [[nodiscard]] bool write(std::size_t count) {
        out_.clear();
        for (std::size_t i = 0; i < count; ++i)
            put(slots_[i]);
        std::string_view left = out_;
        while (!left.empty()) {
            const auto size = ::write(STDOUT_FILENO, left.data(), left.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) return false;
            left.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }

    void put(const Slot& slot) {
        ++read_;
        if (slot.error) {
            ++bad_;
            out_ += error_line(slot.line.number, *slot.error);
        } else if (!slot.line.passes) {
            return;
        } else if (slot.line.value.empty()) {
            ++passed_;
            out_ += slot.line.object;
        } else {
            ++passed_;
            out_ += with_field(slot.line.object, filter_.field, slot.line.value);
        }
        out_ += '\n';
    }

    [[nodiscard]] int conclude(bool reader_left) {
        bar_.reset();
        const std::chrono::duration<double> took = steady_clock::now() - begun_;
        const auto remark = filter_.remark ? filter_.remark() : std::string();
        fmt::print(stderr, "read {}, passed {}, bad {}{}{}, {:.1f} s, {:.0f} posts/s\n",
                   read_.load(), passed_, bad_, remark.empty() ? "" : ", ", remark, took.count(),
                   static_cast<double>(read_) / std::max(took.count(), 0.001));
        if (reader_left) print_error("the output cannot be written");
        if (const auto& error = input_.error()) print_error(error->message);
        return bad_ > 0 || reader_left || input_.error() ? exit_failed : exit_ok;
    }

    const Filter& filter_;
    FilterInput& input_;
    std::vector<FilterReader> readers_;
    std::vector<Slot> slots_;
    std::string out_;
    std::atomic<long long> read_ = 0;
    long long passed_ = 0;
    long long bad_ = 0;
    const long long bytes_all_ = input_.bytes_all();
    const steady_clock::time_point begun_ = steady_clock::now();
    std::optional<ProgressBar> bar_;  // last: it asks for what stands above
};

}  // namespace

int run_filter(const Filter& filter) {
    FilterInput input;
    const SignalWatch signals([&input] { input.stop(); });
    return FilterRun(filter, input).run();
}

}  // namespace heed::cli
