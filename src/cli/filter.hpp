#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace heed::cli {

/// One line of a filter's input: one JSON object with a text (docs/command-line.md, "Filters").
struct FilterLine {
    std::size_t number = 0;   ///< counted from 1
    std::string_view object;  ///< the JSON as it came, without white space around it
    std::string text;
    std::string language;   ///< as the line says; empty when it does not
    std::string author_id;  ///< likewise
    std::string handle;     ///< the author's, likewise

    // What becomes of it, said by the filter's work.
    std::string value;                  ///< the JSON to add; empty: it is passed on unchanged
    bool passes = true;                 ///< false: it is left out
    std::optional<Error> trouble = {};  ///< the line is bad after all
};

/// A program that reads lines and says something of each.
struct Filter {
    std::string_view field;  ///< the one that it adds; an earlier one of that name is replaced
    std::size_t jobs = 1;    ///< threads that work on one batch
    std::size_t piece_lines_max = 64;  ///< how many lines `work` is given at most
    bool needs_text = true;            ///< false: `work` reads the fields by itself
    /// Called on several threads at once, each with lines of its own. Never with a bad line.
    std::function<void(std::span<FilterLine*>)> work;
    /// More for the summary, such as "unsure 12". May be empty.
    std::function<std::string()> remark;
};

inline constexpr std::size_t filter_line_bytes_max = 1024 * 1024;

/// Runs it over the standard input, to the standard output: keeps the order, answers a bad line
/// with an error object, writes as soon as the input pauses, ends with a summary on stderr.
[[nodiscard]] int run_filter(const Filter& filter);

/// The object with one more field; one that it has already is replaced, the others keep their form.
/// `object` must be valid JSON.
[[nodiscard]] std::string with_field(std::string_view object, std::string_view name,
                                     std::string_view value);

/// A JSON string. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string quoted_json(std::string_view text);

}  // namespace heed::cli
