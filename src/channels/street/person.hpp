#pragma once

#include <string>

#include "channels/street/corpus.hpp"
#include "channels/street/random.hpp"
#include "domain/words.hpp"

namespace heed::channels::street {

/// Somebody who lives on the street.
struct Person {
    Author author;
    std::string language;
    std::string given;
    std::string family;
    std::string mail;
    std::string phone;
    double patience = 1;      ///< how long before the next follow-up, 1 is usual
    double gratitude = 0.8;   ///< chance of a thank-you in public
    double bluntness = 0;     ///< 0 to 1: how angry to begin with
    bool lower_case = false;  ///< writes without capitals
    double sloppiness = 0;    ///< chance of a slip of the finger per post
    bool hides_language = false;
    bool takes_messages = true;  ///< may be written to privately without having written first
};

/// The person with this number, always the same for a seed.
[[nodiscard]] Person make_person(const Tongue& tongue, std::uint64_t seed, std::uint64_t number);

/// Thirteen characters that name something for good, from any number.
[[nodiscard]] std::string opaque_id(std::uint64_t number);

}  // namespace heed::channels::street
