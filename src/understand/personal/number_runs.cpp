#include "understand/personal/number_runs.hpp"

#include <algorithm>

namespace heed::understand::personal {

namespace {

constexpr std::size_t joint_bytes_max = 4;

Joint joint_of(std::string_view between) {
    if (between.empty() || between.size() > joint_bytes_max) return Joint::none;
    if (between.find_first_not_of(" -./()_*\t") != std::string_view::npos) return Joint::none;
    if (between.find_first_not_of(' ') == std::string_view::npos) return Joint::blank;
    const auto only = [&](char c) {
        return between.find_first_not_of(std::string{' ', c}) == std::string_view::npos;
    };
    // "12345. 678" are the end of a sentence and the beginning of the next.
    if (only('.')) return between == "." || between == " . " ? Joint::dot : Joint::none;
    if (only('-') || only('_')) return Joint::dash;
    if (only('/')) return Joint::slash;
    return Joint::mixed;
}

}  // namespace

bool Window::is_uniform() const {
    return std::all_of(joints.begin(), joints.end(), [&](Joint j) { return j == joints.front(); });
}

bool Window::has_shape(std::initializer_list<std::size_t> shape) const {
    return std::equal(sizes.begin(), sizes.end(), shape.begin(), shape.end());
}

bool Window::is_spelled() const {
    return count > 2 && std::all_of(sizes.begin(), sizes.end(), [](auto s) { return s <= 2; });
}

NumberRuns::NumberRuns(const SeenText& seen) : seen_(seen) {
    for (std::size_t i = 0; i < seen.size();) {
        if (!is_digit_byte(seen.at(i))) {
            ++i;
            continue;
        }
        Group group;
        group.piece = {i, i};
        while (is_digit_byte(seen.at(group.piece.end)))
            ++group.piece.end;
        i = group.piece.end;
        const char before = seen.before(group.piece.start);
        group.letter_before = is_letter_byte(before);
        group.letter_behind = is_letter_byte(seen.at(i));
        group.plus_before = before == '+';
        if (!groups_.empty() && !group.plus_before) {
            const auto last = groups_.back().piece.end;
            group.joint = joint_of(seen.of({last, group.piece.start}));
        }
        groups_.push_back(group);
    }
}

bool NumberRuns::grow(Window& window) const {
    const auto next = window.first + window.count;
    if (next >= groups_.size()) return false;
    const auto& group = groups_[next];
    if (window.digits.size() + group.piece.size() > run_digits_max) return false;
    if (window.count > 0 && group.joint == Joint::none) return false;
    if (window.count == 0) {
        window.piece = group.piece;
    } else {
        window.joints.push_back(group.joint);
    }
    window.piece.end = group.piece.end;
    window.digits += seen_.of(group.piece);
    window.sizes.push_back(group.piece.size());
    ++window.count;
    return true;
}

bool NumberRuns::goes_on(const Window& window) const {
    const auto next = window.first + window.count;
    const auto like_last = [&](const Group& group, std::size_t size, Joint joint) {
        return group.piece.size() == size && joint != Joint::none &&
               (window.joints.empty() ? joint != Joint::blank : joint == window.joints.back());
    };
    if (next < groups_.size() && like_last(groups_[next], window.sizes.back(), groups_[next].joint))
        return true;
    return window.first > 0 &&
           like_last(groups_[window.first - 1], window.sizes.front(), groups_[window.first].joint);
}

bool NumberRuns::is_in_row(const Window& window) const {
    constexpr std::size_t digits_min = 3;
    const auto next = window.first + window.count;
    if (groups_[window.first].joint != Joint::none &&
        groups_[window.first - 1].piece.size() >= digits_min)
        return true;
    return next < groups_.size() && groups_[next].joint != Joint::none &&
           groups_[next].piece.size() >= digits_min;
}

bool NumberRuns::is_tight_around(const Window& window) const {
    const auto tight = [](Joint j) { return j == Joint::dash || j == Joint::dot; };
    const auto next = window.first + window.count;
    return tight(groups_[window.first].joint) ||
           (next < groups_.size() && tight(groups_[next].joint));
}

bool NumberRuns::stands_alone(const Window& window) const {
    return !groups_[window.first].letter_before &&
           !groups_[window.first + window.count - 1].letter_behind;
}

}  // namespace heed::understand::personal
