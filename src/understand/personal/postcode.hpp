#pragma once

#include <optional>

#include "understand/personal/seen_text.hpp"

namespace heed::understand::personal {

/// A postcode, with the town where that is written behind it.
struct Postcode {
    Piece piece;
    std::string_view country;  ///< empty: one of several with the same form
    /// So fine that it names a few houses by itself (GB, IE).
    bool is_fine = false;
};

/// The postcode that begins with this word.
[[nodiscard]] std::optional<Postcode> postcode_at(const SeenText& seen, std::size_t word);

}  // namespace heed::understand::personal
