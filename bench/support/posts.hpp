#pragma once

#include <string>
#include <vector>

namespace heed::bench {

struct Posts {
    std::vector<std::string> lines;  ///< recorded posts, without the line's end
    /// For every `marked_each`th post, a word that no other post holds.
    static constexpr std::size_t marked_each = 50;
    [[nodiscard]] static std::string mark(std::size_t post);
};

/// Posts of some 120 characters from a few thousand words of very different frequency. A few
/// authors write much, many write once; every seventh post answers an earlier one of its author.
/// The same numbers give the same posts.
[[nodiscard]] Posts make_posts(std::size_t count, std::size_t authors, unsigned seed = 1);

}  // namespace heed::bench
