#include "understand/phrase_list.hpp"

#include <algorithm>

#include "understand/fold.hpp"

namespace heed::understand {

namespace {

constexpr std::size_t gap_words_max = 2;

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(by, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

bool fits(std::string_view wanted, std::string_view word) {
    if (wanted.ends_with('*')) return word.starts_with(wanted.substr(0, wanted.size() - 1));
    return word == wanted;
}

}  // namespace

std::vector<std::string> folded_words(std::span<const FastWord> words) {
    std::vector<std::string> folded;
    folded.reserve(words.size());
    for (const auto& word : words)
        folded.push_back(fold_text(word.text, Accents::strip));
    return folded;
}

PhraseList::PhraseList(std::string_view phrases) {
    for (const auto phrase : split(phrases, '|'))
        phrases_.at(static_cast<unsigned char>(phrase.at(0))).push_back(split(phrase, ' '));
}

/// Behind the last word of the phrase when it begins at `at`; 0: it does not.
std::size_t PhraseList::end_of(const Phrase& phrase, std::span<const std::string> words,
                               std::size_t at) {
    std::size_t gap = 0;
    for (const auto part : phrase) {
        if (part == "~") {
            gap = gap_words_max;
            continue;
        }
        while (at < words.size() && gap > 0 && !fits(part, words[at])) {
            ++at;
            --gap;
        }
        if (at == words.size() || !fits(part, words[at])) return 0;
        ++at;
        gap = 0;
    }
    return at;
}

std::vector<std::size_t> PhraseList::find(std::span<const std::string> words) const {
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < words.size();) {
        std::size_t end = 0;
        const auto first = words[at].empty() ? '\0' : words[at].front();
        for (const auto& phrase : phrases_[static_cast<unsigned char>(first)])
            end = std::max(end, end_of(phrase, words, at));
        if (end == 0) ++at;
        for (; at < end; ++at)
            found.push_back(at);
    }
    return found;
}

}  // namespace heed::understand
