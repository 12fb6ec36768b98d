#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/incoming.hpp"

/// The bounds of incoming.hpp, applied: whatever a network sends can be stored and shown.
namespace heed::app {

/// Valid UTF-8 of at most so many bytes, cut at a character.
[[nodiscard]] std::string clean(std::string_view text, std::size_t bytes_max);

/// Networks let their users say when a post was written. Nobody writes in the future, and the
/// beginning of time means "never" here: either would hide the post from those who look for the
/// longest wait.
[[nodiscard]] Time plausible(Time written_at, Time now);

[[nodiscard]] Author bounded(Author author);
[[nodiscard]] std::vector<Media> bounded(std::vector<Media> list);
[[nodiscard]] IncomingPost bounded(IncomingPost post, Time now);

}  // namespace heed::app
