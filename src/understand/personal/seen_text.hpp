#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "domain/personal_data.hpp"

namespace heed::understand::personal {

/// A part of a SeenText, in its bytes, half open.
struct Piece {
    std::size_t start = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end - start; }
};

/// Something found, before it is known what it overlaps.
struct Finding {
    PersonalDataKind kind = PersonalDataKind::mail;
    Piece piece;
    Certainty certainty = Certainty::certain;
    std::string_view form = {};
};
using Findings = std::vector<Finding>;

/// A word is a run of letters and digits; "o'connell" is one.
struct Word {
    Piece piece;
    bool is_capital = false;  ///< begins with a capital in the source
};

/// A text as somebody reads it who is not fooled: invisible characters are gone, digits of any
/// script or width are ASCII digits, letters are small and without accents, all blanks and dashes
/// are alike. One byte a character, so that everything else can look at plain bytes; a letter with
/// no ASCII form is `foreign_letter`, any other such character is `foreign`.
class SeenText {
public:
    static constexpr char foreign_letter = '\x7f';
    static constexpr char foreign = '\x01';

    explicit SeenText(std::string_view source);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view of(Piece piece) const {
        return std::string_view(text_).substr(piece.start, piece.size());
    }
    [[nodiscard]] std::size_t size() const { return text_.size(); }
    /// '\0' outside, so that looking one to the left or right needs no care.
    [[nodiscard]] char at(std::size_t place) const {
        return place < text_.size() ? text_[place] : '\0';
    }
    [[nodiscard]] char before(std::size_t place) const { return place > 0 ? at(place - 1) : '\0'; }
    [[nodiscard]] bool is_capital(std::size_t place) const {
        return place < capitals_.size() && capitals_[place] != 0;
    }
    /// In code points of the source.
    [[nodiscard]] TextSpan source_of(Piece piece) const;

    [[nodiscard]] const std::vector<Word>& words() const { return words_; }
    [[nodiscard]] std::string_view word(std::size_t index) const { return of(words_[index].piece); }
    /// The first word that begins at or behind `place`; words().size() when none does.
    [[nodiscard]] std::size_t word_at(std::size_t place) const;

private:
    void add(char32_t code_point, std::uint32_t place);
    void add_byte(char byte, std::uint32_t place, bool capital);
    void find_words();

    std::string text_;
    std::vector<std::uint32_t> origins_;
    std::vector<char> capitals_;
    std::vector<Word> words_;
};

[[nodiscard]] constexpr bool is_digit_byte(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter_byte(char c) {
    return (c >= 'a' && c <= 'z') || c == SeenText::foreign_letter;
}
[[nodiscard]] constexpr bool is_alnum_byte(char c) {
    return is_digit_byte(c) || is_letter_byte(c);
}

/// Words that tell what stands beside them, in the form of SeenText.
class WordSet {
public:
    /// Words apart by blanks; "geburts*" stands for all that begin so.
    explicit WordSet(std::string_view words);
    [[nodiscard]] bool contains(std::string_view word) const;

private:
    std::unordered_set<std::string_view> whole_;
    std::vector<std::string_view> beginnings_;
};

/// Whether one of the `count_max` words before `place` is in the set, in the same sentence.
[[nodiscard]] bool is_named_before(const SeenText& seen, std::size_t place, const WordSet& names,
                                   std::size_t count_max);
/// The same for the words from `place` on.
[[nodiscard]] bool is_named_behind(const SeenText& seen, std::size_t place, const WordSet& names,
                                   std::size_t count_max);

}  // namespace heed::understand::personal
