#include "understand/rants.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "domain/coach/rules.hpp"

// rants.txt, embedded by CMake.
extern "C" {
extern const char understand_rants[], understand_rants_end[];
}

namespace heed::understand {

namespace {

struct Lists {
    const coach::PhraseSet* phrases = nullptr;
    coach::ListId breaking = 0;
    coach::ListId trouble = 0;
    coach::ListId relief = 0;
};

const Lists& lists() {
    static const auto rules = [] {
        CoachRules::Content content;
        const std::string_view text(
            understand_rants, static_cast<std::size_t>(understand_rants_end - understand_rants));
        // A mistake in what we ship is a bug, and a test reads it all.
        if (const auto added = content.add(text); !added)
            throw std::logic_error("rants.txt: " + added.error().message);
        return content;
    }();
    static const Lists lists{rules.phrases_of(coach::any_language), rules.list("breaking"),
                             rules.list("trouble"), rules.list("relief")};
    return lists;
}

/// The model's words as phrases see words: cut at apostrophes, and all in one sentence.
struct Seen {
    coach::Words words;
    std::vector<std::size_t> from;  ///< which of the model's words each belongs to
};

bool begins_code_point(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

Seen see(std::span<const FastWord> words) {
    std::string text;
    std::vector<std::size_t> ends;  // in code points
    std::size_t at = 0;
    for (const auto& word : words) {
        text += word.text;
        text += ' ';
        at += 1 + static_cast<std::size_t>(
                      std::count_if(word.text.begin(), word.text.end(), begins_code_point));
        ends.push_back(at);
    }
    Seen seen{coach::words_of(text), {}};
    std::size_t of = 0;
    for (auto& word : seen.words.list) {
        word.sentence = 0;
        while (ends[of] <= word.span.start)
            ++of;
        seen.from.push_back(of);
    }
    if (!seen.words.list.empty())
        seen.words.sentences = {{0, seen.words.list.size(), {0, at}, false, false}};
    return seen;
}

/// The model's words that belong to a phrase of the list.
std::vector<std::size_t> words_in(const Seen& seen, const std::vector<coach::Hit>& hits,
                                  coach::ListId list) {
    std::vector<std::size_t> found;
    for (const auto& hit : hits) {
        if (hit.list != list) continue;
        for (auto word = hit.words.begin; word < hit.words.end; ++word)
            found.push_back(seen.from[word]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace

std::vector<std::size_t> breaking_words(std::span<const FastWord> words) {
    const auto seen = see(words);
    return words_in(seen, lists().phrases->find(seen.words), lists().breaking);
}

std::vector<std::size_t> unthanked_words(std::span<const FastWord> words) {
    const auto seen = see(words);
    const auto hits = lists().phrases->find(seen.words);
    const bool righted = std::any_of(
        hits.begin(), hits.end(), [](const coach::Hit& hit) { return hit.list == lists().relief; });
    return righted ? std::vector<std::size_t>() : words_in(seen, hits, lists().trouble);
}

}  // namespace heed::understand
