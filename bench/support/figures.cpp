#include "support/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace heed::bench {

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::lround(share * last))];
}

double median(std::vector<double> values) {
    return quantile(std::move(values), 0.5);
}

std::string figure(double value) {
    if (value < 10) return fmt::format("{:.2f}", value);
    if (value < 100) return fmt::format("{:.1f}", value);
    auto text = fmt::format("{:.0f}", value);
    for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

void print_row(const std::vector<std::string>& cells) {
    fmt::print("| {} |\n", fmt::join(cells, " | "));
    std::fflush(stdout);
}

void print_head(const std::vector<std::string>& cells) {
    print_row(cells);
    std::vector<std::string> rule(cells.size(), "---:");
    rule.front() = "---";
    print_row(rule);
}

}  // namespace heed::bench
