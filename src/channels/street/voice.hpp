#pragma once

#include <map>
#include <string>
#include <string_view>

#include "channels/street/person.hpp"

namespace heed::channels::street {

/// What the slots of a line stand for.
struct Slots {
    std::string order;
    std::string agent;   ///< whom the reply was signed by, empty when nobody signed
    std::string handle;  ///< whose post is passed on
    std::string quote;
    std::string name;  ///< whom it is about; empty: the speaker
};

/// Something a person is about to post, and what it should have been had no finger slipped.
struct Spoken {
    std::string text;
    std::string meant;  ///< equals `text` without a slip
};

/// Remembers what has been said, so that the street repeats itself as late as it can.
class Memory {
public:
    /// One of the lines that were said least often. Without an agent's name, lines that need one
    /// are passed over. Empty when there are no lines.
    [[nodiscard]] const std::string& choose(const Lines& lines, const Slots& slots, Random& random);

private:
    std::map<const std::string*, int> said_;
};

[[nodiscard]] std::string fill(std::string_view line, const Slots& slots, const Person& speaker);

/// The line as this person writes it: some write without capitals, some slip.
[[nodiscard]] Spoken speak(std::string_view line, const Slots& slots, const Person& speaker,
                           Random& random);

}  // namespace heed::channels::street
