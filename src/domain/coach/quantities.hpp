#pragma once

#include <optional>
#include <vector>

#include "domain/coach/reading.hpp"

namespace heed::coach {

enum class Dimension {
    duration,
    money,
    weight,
    distance,
    data,
    percent,
    clock,
    weekday,
    pieces,
    version
};

/// "24 hours", "50 EUR", "two pieces", "Monday", "17:00".
struct Quantity {
    Dimension dimension = Dimension::pieces;
    double value = 0;  ///< hours, the currency's unit, kg, cm, GB, %, hours of the day, day 1 to 7
    std::string unit;  ///< of money the currency, of pieces what is counted, of a
                       ///< version its name; otherwise empty
    WordRange words;
    std::size_t sentence = 0;
    bool vague = false;  ///< "a week", "half an hour": perhaps no more than a way of speaking
};

/// By place.
[[nodiscard]] std::vector<Quantity> quantities_of(const Reading& reading, const Text& text);

/// Whether the two can be compared at all.
[[nodiscard]] bool comparable(const Quantity& left, const Quantity& right);
[[nodiscard]] bool equal(const Quantity& left, const Quantity& right);

/// "1,234.50", "1.234,50", "3,5"; of "17:30" 17.5.
[[nodiscard]] std::optional<double> number_of(std::string_view text);

}  // namespace heed::coach
