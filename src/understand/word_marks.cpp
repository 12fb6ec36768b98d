#include "understand/word_marks.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

namespace heed::understand {

namespace {

/// Of its letters the first says little: "a" and "I" weigh nothing. A sign or a character of
/// Chinese is a word of its own.
float weight_of(std::string_view word) {
    const auto letters = std::count_if(word.begin(), word.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    });
    if (letters > 1) return static_cast<float>(letters - 1);
    return word.size() > 1 ? 1.0F : 0.0F;
}

std::uint64_t bit_of(std::uint64_t word) {
    return std::uint64_t{1} << (word >> 58U);
}

}  // namespace

WordMarks::WordMarks(std::span<const FastWord> words) {
    for (const auto& word : words) {
        const float weight = weight_of(word.text);
        if (weight == 0 || word.text == "@user" || word.text == "http") continue;
        marks_.push_back({std::hash<std::string_view>{}(word.text), weight});
    }
    std::sort(marks_.begin(), marks_.end(),
              [](const Mark& one, const Mark& other) { return one.word < other.word; });
    marks_.erase(
        std::unique(marks_.begin(), marks_.end(),
                    [](const Mark& one, const Mark& other) { return one.word == other.word; }),
        marks_.end());
    for (const auto& mark : marks_) {
        bits_ |= bit_of(mark.word);
        weight_ += mark.weight;
    }
}

double WordMarks::as_share(float weight, const WordMarks& other) const {
    if (weight_ == 0 || other.weight_ == 0) return weight_ == other.weight_ ? 1 : 0;
    return static_cast<double>(weight) / std::sqrt(static_cast<double>(weight_ * other.weight_));
}

double WordMarks::shared_at_most(const WordMarks& other) const {
    float weight = 0;
    for (const auto& mark : marks_)
        weight += (other.bits_ & bit_of(mark.word)) != 0 ? mark.weight : 0;
    return as_share(weight, other);
}

double WordMarks::shared(const WordMarks& other) const {
    float weight = 0;
    auto theirs = other.marks_.begin();
    for (const auto& mark : marks_) {
        while (theirs != other.marks_.end() && theirs->word < mark.word)
            ++theirs;
        if (theirs != other.marks_.end() && theirs->word == mark.word) weight += mark.weight;
    }
    return as_share(weight, other);
}

}  // namespace heed::understand
