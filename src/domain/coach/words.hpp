#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/judgement/judgement.hpp"

/// A text as the coach's rules see it: words in sentences.
namespace heed::coach {

enum class WordKind {
    word,
    number,   ///< begins with a digit: "24", "3.50"
    sign,     ///< a currency sign or '%'
    mention,  ///< "@somebody"; `folded` is without the '@'
    link,     ///< an address of the web
    emoji,
};

struct Word {
    std::string folded;  ///< lower case, without accents; "ß" is "ss"
    TextSpan span;       ///< in code points
    WordKind kind = WordKind::word;
    bool capital = false;  ///< begins with one
    bool shouted = false;  ///< at least two letters, all of them capitals
    bool tag = false;      ///< stood behind a '#'
    bool comma = false;    ///< a comma, colon or exclamation mark follows at once
    std::size_t sentence = 0;
};

struct Sentence {
    std::size_t begin = 0;  ///< of its words
    std::size_t end = 0;
    TextSpan span;  ///< in code points
    bool question = false;
    bool exclaimed = false;
};

/// Where a phrase stands, in words, half open.
struct WordRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend auto operator<=>(const WordRange&, const WordRange&) = default;
};

struct Words {
    std::vector<Word> list;
    std::vector<Sentence> sentences;
    std::size_t code_points = 0;

    [[nodiscard]] TextSpan span_of(WordRange range) const {
        return {list[range.begin].span.start, list[range.end - 1].span.end};
    }
};

/// Takes any bytes. Apostrophes and hyphens part words.
[[nodiscard]] Words words_of(std::string_view text);

/// One word as `words_of` folds it.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace heed::coach
