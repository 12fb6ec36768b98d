#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace heed::bench {

/// The value below which `share` (0 to 1) of the values lie; 0 for none.
[[nodiscard]] double quantile(std::vector<double> values, double share);
[[nodiscard]] double median(std::vector<double> values);

/// "12,345" for large numbers, "12.3" and "0.123" for small ones.
[[nodiscard]] std::string figure(double value);

/// A row of a Markdown table.
void print_row(const std::vector<std::string>& cells);
/// The head of a Markdown table; the first column is text, the others are numbers.
void print_head(const std::vector<std::string>& cells);

}  // namespace heed::bench
