#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "domain/coach/words.hpp"

/// The patterns of the coach's rules (docs/coach.md, "The words of a rule").
namespace heed::coach {

using ListId = std::size_t;

/// One phrase of one list, found in a text.
struct Hit {
    ListId list = 0;
    WordRange words;
};

inline constexpr std::size_t phrase_alternatives_max = 20000;
inline constexpr std::size_t phrase_elements_max = 16;
inline constexpr std::uint32_t phrase_gap_words_max = 4;        ///< "..."
inline constexpr std::uint32_t phrase_small_gap_words_max = 2;  ///< "~"

/// All phrases of one language, looked for at once: one look into a table for each word of the
/// text, and few phrases tried behind it. Immutable once filled.
class PhraseSet {
public:
    /// `pattern` without the '!' that makes it an exception of its list.
    [[nodiscard]] Status add(ListId list, std::string_view pattern, bool exception);

    /// By place; what an exception of the same list touches is left out.
    [[nodiscard]] std::vector<Hit> find(const Words& text) const;

private:
    enum class What : std::uint8_t { exact, prefix, suffix, number, any, gap };

    struct Element {
        What what = What::exact;
        std::uint32_t word = 0;  ///< of words; how many words a `gap` may be long
    };

    struct Phrase {
        std::uint32_t list = 0;
        bool exception = false;
        std::uint8_t size = 0;    ///< of its elements,
        std::uint32_t begin = 0;  ///< which begin here
    };

    /// A word of the text, by its number.
    struct Seen {
        const Word* word = nullptr;
        std::uint32_t id = 0;
    };

    struct Found {
        std::vector<Hit> hits;
        std::vector<Hit> exceptions;
    };

    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    [[nodiscard]] Status add_flat(ListId list, std::string_view flat, bool exception);
    [[nodiscard]] bool add_piece(std::string_view piece);
    [[nodiscard]] std::string trouble_with(std::size_t begin) const;
    [[nodiscard]] std::uint32_t id_of(std::string word);

    [[nodiscard]] bool fits(Element element, const Seen& seen) const;
    [[nodiscard]] std::size_t match(std::span<const Element> elements,
                                    const std::vector<Seen>& text, std::size_t word,
                                    std::size_t sentence_end) const;
    void try_phrases(const std::vector<std::uint32_t>& candidates, const std::vector<Seen>& text,
                     std::size_t word, std::size_t sentence_end, Found& found) const;

    std::vector<std::string> words_;
    std::unordered_map<std::string, std::uint32_t> ids_;  ///< of the words
    std::vector<Element> elements_;                       ///< of all phrases, one behind the other
    std::vector<Phrase> phrases_;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_word_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_prefix_;  ///< first letters
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_suffix_;  ///< last letters
    std::vector<std::uint32_t> by_number_;
};

}  // namespace heed::coach
