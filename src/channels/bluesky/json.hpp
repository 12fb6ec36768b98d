#pragma once

#include <boost/json/fwd.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Reading the network's JSON without trusting it: what is missing or of another type reads as
/// empty, so that one odd post never breaks its neighbours.
namespace heed::channels::bluesky {

using Path = std::initializer_list<std::string_view>;

inline constexpr std::size_t json_depth_max = 64;

/// `unavailable` when it is not JSON: then it was no Bluesky server that answered.
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text);

[[nodiscard]] const boost::json::value* find(const boost::json::value& value, Path path);
[[nodiscard]] std::string read_text(const boost::json::value& value, Path path);
[[nodiscard]] long long read_number(const boost::json::value& value, Path path, long long fallback);
[[nodiscard]] bool read_flag(const boost::json::value& value, Path path);
/// An empty list when there is none.
[[nodiscard]] const boost::json::array& read_list(const boost::json::value& value, Path path);

}  // namespace heed::channels::bluesky
