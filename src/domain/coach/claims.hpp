#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/coach/reading.hpp"

/// What a text says yes or no to, clause by clause: whether a thing may be, whether it costs,
/// whether it must be. Two clauses about the same thing that differ in this cannot both be true.
namespace heed::coach {

enum class Axis { can, cost, need };

struct Claim {
    Axis axis = Axis::can;
    int sign = 0;                    ///< +1 it may be, is free, must be; -1 the opposite
    std::vector<std::string> topic;  ///< what it is about
    WordRange words;                 ///< the clause
    std::size_t sentence = 0;
    bool conditional = false;  ///< "if", "until", "only": true of some cases, not of all
};

/// By place. Questions claim nothing.
[[nodiscard]] std::vector<Claim> claims_of(const Reading& reading, const Text& text);

/// The draft's claims, and what a bare "yes" or "no" says of the one question that was asked.
[[nodiscard]] std::vector<Claim> claims_of_draft(const Reading& reading);

struct Opposition {
    WordRange words;   ///< of the draft
    bool sure = true;  ///< nothing in it speaks of another thing
};

/// Where the draft says the opposite of what is known, and nowhere what is known. `others` is
/// everything that is known: what one fact forbids another may allow.
[[nodiscard]] std::optional<Opposition> opposition(const std::vector<Claim>& known,
                                                   const std::vector<Claim>& said,
                                                   const std::vector<Claim>& others);

/// The sign of the sentence on an axis; 0: none, or both.
[[nodiscard]] int sign_on(const std::vector<Claim>& claims, Axis axis, WordRange within);

}  // namespace heed::coach
