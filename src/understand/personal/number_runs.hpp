#pragma once

#include <string>
#include <utility>
#include <vector>

#include "understand/personal/seen_text.hpp"

namespace heed::understand::personal {

/// How many digits in a row are ever looked at together: the longest card has 19.
inline constexpr std::size_t run_digits_max = 24;

/// What lies between two groups of digits that may belong together.
enum class Joint {
    none,   ///< they don't
    blank,  ///< blanks alone
    dash,
    dot,
    slash,
    mixed,  ///< several of these, a parenthesis
};

/// Digits in a row, and how they hang on the digits before.
struct Group {
    Piece piece;
    Joint joint = Joint::none;   ///< with the group before
    bool letter_before = false;  ///< "ba2490": part of a word
    bool letter_behind = false;
    bool plus_before = false;  ///< "+49", "(+49"
};

/// Some groups that lie side by side: what a number with blanks in it looks like.
struct Window {
    std::size_t first = 0;  ///< the first group
    std::size_t count = 0;
    Piece piece;
    std::string digits;
    std::vector<std::size_t> sizes;  ///< of the groups
    std::vector<Joint> joints;       ///< between them: one less than sizes

    /// All groups hang together alike.
    [[nodiscard]] bool is_uniform() const;
    /// Groups of so many digits each.
    [[nodiscard]] bool has_shape(std::initializer_list<std::size_t> shape) const;
    [[nodiscard]] bool is_one_piece() const { return count == 1; }
    /// Digits one by one, or in pairs: how people hide a number, or dictate it.
    [[nodiscard]] bool is_spelled() const;
};

/// The digits of a text, in groups.
class NumberRuns {
public:
    explicit NumberRuns(const SeenText& seen);

    [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

    /// Calls `look(window)` for each window that begins at group `first`, the shortest first.
    template <class Look>
    void windows_from(std::size_t first, Look look) const {
        Window window;
        window.first = first;
        while (grow(window))
            look(std::as_const(window));
    }

    /// Whether the digits go on as they were: "4111 1111 1111 1111" is no card in a longer row of
    /// fours.
    [[nodiscard]] bool goes_on(const Window& window) const;
    /// A group of three digits or more stands right beside it.
    [[nodiscard]] bool is_in_row(const Window& window) const;
    /// A dash or a dot joins it to other digits.
    [[nodiscard]] bool is_tight_around(const Window& window) const;
    /// Neither end touches a letter.
    [[nodiscard]] bool stands_alone(const Window& window) const;

private:
    [[nodiscard]] bool grow(Window& window) const;

    const SeenText& seen_;
    std::vector<Group> groups_;
};

}  // namespace heed::understand::personal
