#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed::channels::bluesky {

inline constexpr std::size_t facets_max = 50;
inline constexpr std::size_t tag_graphemes_max = 64;

enum class FacetKind { mention, link, tag };

/// A piece of a post's text that the network should make live. The offsets count UTF-8 bytes.
struct Facet {
    FacetKind kind = FacetKind::link;
    std::size_t byte_start = 0;
    std::size_t byte_end = 0;
    std::string value;  ///< the handle without @, the address, the tag without #

    friend bool operator==(const Facet&, const Facet&) = default;
};

/// Finds @handles, http(s) addresses and #tags, in the order of the text.
[[nodiscard]] std::vector<Facet> find_facets(std::string_view text);

}  // namespace heed::channels::bluesky
