#pragma once

#include <string>
#include <string_view>

namespace heed::understand {

struct Language {
    std::string tag = "und";  ///< BCP 47, without a region; "und" when it cannot be told
    bool certain = false;     ///< enough text, and no second language near it
};

/// The language of a post without its links and handles. Few words, or words that several languages
/// share, give "und": a wrong answer would send the post to the wrong person.
[[nodiscard]] Language language_of(std::string_view text);

}  // namespace heed::understand
