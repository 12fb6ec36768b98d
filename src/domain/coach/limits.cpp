#include "domain/coach/limits.hpp"

#include <algorithm>
#include <string_view>

namespace heed::coach {

namespace {

/// How far before its number the word of a limit may stand: "up to a total of 30 kg".
constexpr std::size_t words_between_max = 3;

std::optional<std::size_t> words_before(const Reading& reading, const Text& text,
                                        std::string_view list, const Sentence& part,
                                        const Quantity& quantity) {
    std::optional<std::size_t> nearest;
    for (const auto range : reading.all(text, list)) {
        if (range.begin < part.begin || range.end > quantity.words.begin) continue;
        const auto between = quantity.words.begin - range.end;
        const auto& words = text.words.list;
        const bool cut = std::any_of(
            words.begin() + static_cast<std::ptrdiff_t>(range.end),
            words.begin() + static_cast<std::ptrdiff_t>(quantity.words.begin),
            [](const Word& word) {
                return word.comma || word.kind == WordKind::number || word.kind == WordKind::sign;
            });
        if (between > words_between_max || cut || words[range.end - 1].comma) continue;
        nearest = std::min(nearest.value_or(between), between);
    }
    return nearest;
}

bool behind(const Reading& reading, const Text& text, std::string_view list,
            const Quantity& quantity, std::size_t between_max) {
    const auto ranges = reading.all(text, list);
    return std::any_of(ranges.begin(), ranges.end(), [&](WordRange range) {
        return range.begin >= quantity.words.end &&
               range.begin - quantity.words.end <= between_max &&
               text.words.list[range.begin].sentence == quantity.sentence;
    });
}

Limit limit_in(const Reading& reading, const Text& text, const Sentence& part) {
    if (reading.has_in(text, "limit.above", part)) return Limit::above;
    if (reading.has_in(text, "limit.up_to", part)) return Limit::up_to;
    if (reading.has_in(text, "limit.from", part)) return Limit::from;
    return Limit::none;
}

}  // namespace

Bound bound_of(const Reading& reading, const Text& text, const Sentence& part,
               const Quantity& quantity) {
    const bool lead = quantity.dimension == Dimension::duration &&
                      behind(reading, text, "before_event", quantity, 0);
    if (behind(reading, text, "limit.after_up", quantity, 0)) return {Limit::from, true};
    if (behind(reading, text, "limit.after_down", quantity, 0)) return {Limit::up_to, true};
    if (lead && words_before(reading, text, "limit.until", part, quantity))
        return {Limit::from, true};
    Bound bound;
    std::size_t nearest = words_between_max + 1;
    for (const auto& [list, limit] : {std::pair{std::string_view("limit.above"), Limit::above},
                                      std::pair{std::string_view("limit.up_to"), Limit::up_to},
                                      std::pair{std::string_view("limit.from"), Limit::from}}) {
        const auto between = words_before(reading, text, list, part, quantity);
        if (!between || *between >= nearest) continue;
        nearest = *between;
        bound = {limit, true};
    }
    if (bound.attached) return bound;
    return {limit_in(reading, text, part), false};
}

bool holds(Limit limit, double bound, double value) {
    switch (limit) {
        case Limit::up_to:
            return value <= bound;
        case Limit::above:
            return value > bound;
        case Limit::from:
            return value >= bound;
        case Limit::none:
            break;
    }
    return value == bound;
}

bool inside_range(const Reading& reading, const Text& text, const std::vector<Quantity>& quantities,
                  const Quantity& value) {
    const auto joints = reading.all(text, "range_joint");
    for (std::size_t i = 0; i + 1 < quantities.size(); ++i) {
        const auto& low = quantities[i];
        const auto& high = quantities[i + 1];
        if (low.dimension != high.dimension || !comparable(low, value)) continue;
        const auto between = high.words.begin - std::min(high.words.begin, low.words.end);
        // A hyphen leaves no word between the two.
        const bool joined =
            between == 0 ||
            (between == 1 && std::any_of(joints.begin(), joints.end(), [&low](WordRange joint) {
                 return joint.begin == low.words.end;
             }));
        if (joined && low.value <= value.value && value.value <= high.value) return true;
    }
    return false;
}

bool begins_too_high(const Reading& reading, const Text& known, const Sentence& known_part,
                     const std::vector<Quantity>& rules, const Sentence& said_part,
                     const Quantity& value) {
    const auto said = bound_of(reading, reading.draft, said_part, value);
    const bool starts = said.attached && (said.limit == Limit::from || said.limit == Limit::above);
    if (!starts || !reading.has_in(reading.draft, "only", said_part)) return false;
    std::size_t steps = 0;
    bool lower = false;
    for (const auto& rule : rules) {
        if (!comparable(rule, value)) continue;
        const auto bound = bound_of(reading, known, known_part, rule);
        if (!bound.attached || (bound.limit != Limit::from && bound.limit != Limit::above))
            return false;
        ++steps;
        lower = lower || rule.value < value.value;
    }
    return steps > 1 && lower;
}

}  // namespace heed::coach
