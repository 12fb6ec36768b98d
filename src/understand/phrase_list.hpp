#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understand/model_text.hpp"

namespace heed::understand {

/// Words as phrases are compared with: without case and accents.
[[nodiscard]] std::vector<std::string> folded_words(std::span<const FastWord> words);

/// Phrases apart by "|", each words in order: "word*" is any word that begins so, "~" at most two
/// words between. At each word only the phrases that begin with its first byte are tried.
class PhraseList {
public:
    /// The text must outlive this.
    explicit PhraseList(std::string_view phrases);

    /// The words that belong to one of the phrases, by place.
    [[nodiscard]] std::vector<std::size_t> find(std::span<const std::string> words) const;

private:
    using Phrase = std::vector<std::string_view>;
    static std::size_t end_of(const Phrase& phrase, std::span<const std::string> words,
                              std::size_t at);

    std::array<std::vector<Phrase>, 256> phrases_;  ///< by the first byte of their first word
};

}  // namespace heed::understand
