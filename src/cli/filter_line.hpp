#pragma once

#include <memory>

#include "base/result.hpp"
#include "cli/filter.hpp"

namespace heed::cli {

/// Reads lines; keeps what the JSON parser needs between them. One a thread.
class FilterReader {
public:
    FilterReader();
    ~FilterReader();
    FilterReader(const FilterReader&) = delete;
    FilterReader& operator=(const FilterReader&) = delete;

    /// Fills `into` from one line without its line end. A refusal names line and field.
    [[nodiscard]] Status read(std::string_view line, std::size_t number, FilterLine& into);
    /// The same of any JSON object: only `object` is filled.
    [[nodiscard]] Status read_any(std::string_view line, std::size_t number, FilterLine& into);

private:
    struct Parsed;
    [[nodiscard]] Status parse(std::string_view line, std::size_t number, FilterLine& into,
                               Parsed& parsed);

    struct Parser;
    std::unique_ptr<Parser> parser_;
};

/// What stands in the output for a line that could not be read.
[[nodiscard]] std::string error_line(std::size_t number, const Error& error);

}  // namespace heed::cli
