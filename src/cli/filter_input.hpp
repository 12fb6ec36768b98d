#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace heed::cli {

struct InputLine {
    std::size_t number = 0;
    std::string_view text;  ///< without its line end
};

/// The standard input in batches of lines: whatever is there, at most a few hundred kilobytes. A
/// slow writer's single line comes at once, a file comes in bulk.
class FilterInput {
public:
    FilterInput();
    ~FilterInput();
    FilterInput(const FilterInput&) = delete;
    FilterInput& operator=(const FilterInput&) = delete;

    /// Waits for lines; blank ones are left out. They hold until the next call. False at the end.
    [[nodiscard]] bool next(std::span<const InputLine>& lines);
    /// Ends the input early, from any thread.
    void stop() const;

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] long long bytes_done() const { return bytes_done_; }
    /// Of a file; 0 of anything else.
    [[nodiscard]] static long long bytes_all();

private:
    [[nodiscard]] bool wait(int patience_ms) const;
    void fill();
    void read_some();
    void cut_lines();
    void add_line(std::string_view text);

    int stop_event_ = -1;
    std::string buffer_;
    std::size_t begin_ = 0;  ///< of the first line that is not yet given out
    std::size_t end_ = 0;    ///< of what is read
    std::size_t line_number_ = 0;
    bool skipping_ = false;  ///< the rest of a line that is too long
    bool ended_ = false;
    std::atomic<long long> bytes_done_ = 0;
    std::optional<Error> error_;
    std::vector<InputLine> lines_;
};

}  // namespace heed::cli
