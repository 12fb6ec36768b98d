#pragma once

#include <optional>
#include <vector>

#include "domain/coach/claims.hpp"
#include "domain/coach/quantities.hpp"

/// What a number in a sentence bounds, and whether two such numbers can both be true.
namespace heed::coach {

enum class Limit { none, up_to, above, from };

struct Bound {
    Limit limit = Limit::none;
    bool attached = false;  ///< the limit's word stands by this number, not elsewhere
};

/// "Until 7 days before" bounds the days that are left from below.
[[nodiscard]] Bound bound_of(const Reading& reading, const Text& text, const Sentence& part,
                             const Quantity& quantity);

/// Whether `value` lies where the bound holds.
[[nodiscard]] bool holds(Limit limit, double bound, double value);

/// "9 to 17", "Monday to Friday" among the quantities of one sentence, and the value lies inside.
[[nodiscard]] bool inside_range(const Reading& reading, const Text& text,
                                const std::vector<Quantity>& quantities, const Quantity& value);

/// A table of bounds ("25 % from 15 minutes, 50 % from 30"), and the draft begins only higher.
[[nodiscard]] bool begins_too_high(const Reading& reading, const Text& known,
                                   const Sentence& known_part, const std::vector<Quantity>& rules,
                                   const Sentence& said_part, const Quantity& value);

}  // namespace heed::coach
