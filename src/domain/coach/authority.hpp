#pragma once

#include <vector>

#include "domain/coach/quantities.hpp"

/// What the playbook lets an agent give, beside what a draft gives.
namespace heed::coach {

struct Promise {
    Sentence part;
    bool gives = false;  ///< money or its like
    bool sure = false;   ///< "guaranteed"
    bool all = false;    ///< "in full", "whatever it costs"
    std::vector<Quantity> quantities;
};

/// What the lines of the playbook allow.
struct Authority {
    std::vector<Text> lines;
    std::vector<std::vector<Quantity>> quantities;
    std::vector<Text> facts;  ///< what is so for everybody, and no gift
};

[[nodiscard]] Authority authority_of(const Reading& reading);

/// Whether somebody else has to say yes first.
[[nodiscard]] bool needs_approval(const Reading& reading, const Text& line);

/// Whether the line speaks of what the promise gives.
[[nodiscard]] bool covers(const Reading& reading, const Text& line, const Promise& promise);

/// The amount that goes beyond every limit of its kind; null when none does.
[[nodiscard]] const Quantity* beyond(const Reading& reading, const Authority& authority,
                                     const Promise& promise);

/// A share is bounded, and an amount is named: what share it is, the customer's own sum tells.
[[nodiscard]] const Quantity* beyond_share(const Reading& reading, const Authority& authority,
                                           const Promise& promise);

/// Everything, where there is a limit or where somebody else decides.
[[nodiscard]] bool gives_too_much(const Reading& reading, const Authority& authority,
                                  const Promise& promise);

/// A gift without an amount, which no line and no fact speaks of, where there are bounds and
/// somebody else decides on the rest.
[[nodiscard]] bool is_unnamed_gift(const Reading& reading, const Authority& authority,
                                   const Promise& promise);

/// What the playbook's facts give themselves needs nobody's yes: "drying is paid up to 800 EUR".
[[nodiscard]] bool is_given_by_facts(const Reading& reading, const Authority& authority,
                                     const Promise& promise);
/// "Never name a repair time", and the draft swears to one.
[[nodiscard]] bool swears_forbidden(const Reading& reading, const Authority& authority,
                                    const Promise& promise);

}  // namespace heed::coach
