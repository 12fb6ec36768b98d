#include "understand/reasons.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heed::understand {

namespace {

/// Less than this is noise: a certainty of 50 % becoming 49 %.
constexpr double least_loss = 0.04;
/// What counts, seen from the word that counts most.
constexpr double share_of_greatest = 0.25;
constexpr std::size_t words_max = 6;

double log_odds(double certainty) {
    constexpr double almost = 1e-9;
    const double bounded = std::clamp(certainty, almost, 1 - almost);
    return std::log(bounded / (1 - bounded));
}

}  // namespace

double certainty_lost(double with, double without) {
    return log_odds(with) - log_odds(without);
}

std::vector<std::size_t> greatest(std::span<const double> values, std::size_t count) {
    std::vector<std::size_t> places(values.size());
    std::iota(places.begin(), places.end(), 0U);
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    places.resize(std::min(places.size(), count));
    return places;
}

std::vector<std::size_t> deciding_words(std::span<const double> lost) {
    auto chosen = greatest(lost, words_max);
    if (chosen.empty()) return {};
    const double least = std::max(least_loss, lost[chosen.front()] * share_of_greatest);
    std::erase_if(chosen, [&](std::size_t word) { return lost[word] < least; });
    return chosen;
}

std::vector<TextSpan> spans_of(std::span<const FastWord> words, std::vector<std::size_t> chosen) {
    std::sort(chosen.begin(), chosen.end());
    std::vector<TextSpan> spans;
    std::size_t last = words.size();
    for (const auto word : chosen) {
        const bool joins = !spans.empty() && last + 1 == word;
        if (joins) {
            spans.back().end = std::max(spans.back().end, words[word].origin.end);
        } else {
            spans.push_back(words[word].origin);
        }
        last = word;
    }
    if (spans.size() > because_max) spans.resize(because_max);
    return spans;
}

ModelText without(const ModelText& text, const FastWord& word) {
    ModelText rest;
    rest.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(rest), [&](const ModelChar& each) {
        return each.start < word.origin.start || each.end > word.origin.end;
    });
    return rest;
}

}  // namespace heed::understand
