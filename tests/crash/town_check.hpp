#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "channels/street/world.hpp"
#include "store/database.hpp"

namespace heed::test {

/// The street as it really is at one moment, told from a copy of its journal.
class TownTruth {
public:
    TownTruth(const std::string& journal, const std::string& copy,
              channels::street::StreetSettings settings, Time at);

    /// How many of our replies hold these words.
    [[nodiscard]] int said(const std::string& text) const;
    [[nodiscard]] std::size_t replies() const { return replies_; }
    [[nodiscard]] std::size_t posts_to_hear() const { return to_hear_.size(); }

    /// Where the desk's posts of the street differ from what a listener had to hear.
    [[nodiscard]] std::vector<std::string> differences(const store::Database& desk) const;

private:
    Time at_;
    std::vector<channels::street::Entry> to_hear_;
    std::map<std::string, int> said_;
    std::size_t replies_ = 0;
};

/// Remote ids that the desk holds more than once.
[[nodiscard]] std::vector<std::string> doubled_posts(const store::Database& desk);

}  // namespace heed::test
