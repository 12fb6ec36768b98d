#include "domain/priority/priority.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace heed {

namespace {

constexpr std::array<std::string_view, priority_factor_kinds> factor_names = {
    "anger",      "severity",  "fear",    "reach",          "earlier_tries",   "customer_value",
    "vulnerable", "influence", "request", "broken_promise", "no_answer_needed"};
constexpr std::array<std::string_view, 3> value_names = {"ordinary", "regular", "high"};

template <class Enum, std::size_t size>
std::optional<Enum> named(const std::array<std::string_view, size>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

/// Below this a tone is noise.
constexpr double tone_floor = 0.5;
constexpr long long reach_floor = 1'000;
constexpr int tries_full = 3;
constexpr int broken_full = 2;

/// From `tone_floor` on, evenly, 1 at 1.
double tone_share(double tone) {
    return std::clamp((tone - tone_floor) / (1 - tone_floor), 0.0, 1.0);
}

/// A third for every tenfold beyond a thousand followers: 1 at a million.
double reach_share(long long followers) {
    if (followers < reach_floor) return 0;
    return std::min(1.0, std::log10(static_cast<double>(followers) / reach_floor) / 3);
}

class Sum {
public:
    explicit Sum(const PriorityWeights& weights) : weights_(weights) {}

    void add(PriorityFactorKind kind, double share, double measure, std::string reason) {
        const auto minutes = static_cast<int>(std::lround(share * weights_.of(kind)));
        if (minutes == 0) return;
        total_ += minutes;
        priority_.factors.push_back({kind, minutes, measure, std::move(reason)});
    }

    Priority take() {
        priority_.capped = total_ > weights_.head_start_max;
        priority_.head_start =
            std::clamp(total_, -weights_.head_start_max, weights_.head_start_max);
        std::stable_sort(
            priority_.factors.begin(), priority_.factors.end(),
            [](const auto& a, const auto& b) { return std::abs(a.minutes) > std::abs(b.minutes); });
        return std::move(priority_);
    }

private:
    const PriorityWeights& weights_;
    Priority priority_;
    int total_ = 0;
};

void add_tone(Sum& sum, const Matter& matter) {
    sum.add(PriorityFactorKind::anger, tone_share(matter.anger), matter.anger,
            matter.anger >= 0.8 ? "Very angry." : "Sounds angry.");
    sum.add(PriorityFactorKind::fear, tone_share(matter.fear), matter.fear,
            "Sounds afraid; it may be about safety.");
}

void add_severity(Sum& sum, const Matter& matter) {
    if (matter.intent != Intent::complaint) return;
    constexpr std::array<std::string_view, severity_max + 1> words = {
        "", "Something is a nuisance.", "Something costs them time or money, or failed again.",
        "Something grave: money, safety, the law, or a person at risk."};
    const auto grade = std::clamp(matter.severity, 0, severity_max);
    // Each grade counts twice the one below it and a little more: 1/6, 1/2, 1.
    constexpr std::array<double, severity_max + 1> shares = {0, 1.0 / 6, 0.5, 1};
    sum.add(PriorityFactorKind::severity, shares[static_cast<std::size_t>(grade)], grade,
            std::string(words[static_cast<std::size_t>(grade)]));
}

void add_person(Sum& sum, const PriorityFacts& facts) {
    const auto tries = std::max(0, facts.earlier_tries);
    sum.add(PriorityFactorKind::earlier_tries,
            std::min(1.0, static_cast<double>(tries) / tries_full), tries,
            tries == 1 ? "Wrote once before without an answer."
                       : fmt::format("Wrote {} times before without an answer.", tries));
    const auto broken = std::max(0, facts.broken_promises);
    sum.add(PriorityFactorKind::broken_promise,
            std::min(1.0, static_cast<double>(broken) / broken_full), broken,
            broken == 1 ? "We broke a promise that we made to them."
                        : fmt::format("We broke {} promises that we made to them.", broken));
    const auto value = static_cast<int>(facts.marks.value);
    sum.add(PriorityFactorKind::customer_value, value / 2.0, value,
            facts.marks.value == CustomerValue::high ? "Marked as a customer of high value."
                                                     : "Marked as a regular customer.");
    sum.add(PriorityFactorKind::vulnerable, facts.marks.vulnerable ? 1 : 0, 1,
            "Marked as somebody to take special care of.");
}

void add_audience(Sum& sum, const PriorityFacts& facts) {
    sum.add(PriorityFactorKind::reach, reach_share(facts.followers),
            static_cast<double>(facts.followers),
            fmt::format("{} people follow this account.", facts.followers));
    sum.add(PriorityFactorKind::influence, facts.marks.influential ? 1 : 0, 1,
            "Marked as a voice that others listen to.");
}

void add_intent(Sum& sum, const Matter& matter) {
    if (!matter.judged) return;
    const bool asks = matter.intent == Intent::request || matter.intent == Intent::question;
    sum.add(PriorityFactorKind::request, asks ? 1 : 0, 1, "Asks for something.");
    // What we are not sure about is not put back: somebody has to look.
    const bool idle = !asks && matter.intent != Intent::complaint && !matter.needs_answer;
    sum.add(PriorityFactorKind::no_answer_needed, idle && !matter.unsure ? 1 : 0, 1,
            matter.intent == Intent::praise ? "Says something kind and asks nothing."
                                            : "Seems to ask nothing.");
}

}  // namespace

std::string_view name_of(PriorityFactorKind kind) {
    return factor_names[static_cast<std::size_t>(kind)];
}

std::optional<PriorityFactorKind> priority_factor_kind(std::string_view name) {
    return named<PriorityFactorKind>(factor_names, name);
}

std::string_view name_of(CustomerValue value) {
    return value_names[static_cast<std::size_t>(value)];
}

std::optional<CustomerValue> customer_value(std::string_view name) {
    return named<CustomerValue>(value_names, name);
}

Status check(const PriorityWeights& weights) {
    for (std::size_t i = 0; i < priority_factor_kinds; ++i) {
        const bool takes =
            static_cast<PriorityFactorKind>(i) == PriorityFactorKind::no_answer_needed;
        const int least = takes ? -priority_minutes_max : 0;
        const int most = takes ? 0 : priority_minutes_max;
        if (weights.minutes[i] < least || weights.minutes[i] > most) {
            return fail(ErrorCode::invalid,
                        fmt::format("must be from {} to {} minutes", least, most),
                        fmt::format("$.{}", factor_names[i]));
        }
    }
    if (weights.head_start_max < 0 || weights.head_start_max > priority_minutes_max) {
        return fail(ErrorCode::invalid,
                    fmt::format("must be from 0 to {} minutes", priority_minutes_max),
                    "$.head_start_max");
    }
    return {};
}

std::string to_text(const PriorityWeights& weights) {
    std::string text = fmt::format("head_start_max={}", weights.head_start_max);
    for (std::size_t i = 0; i < priority_factor_kinds; ++i)
        text += fmt::format(" {}={}", factor_names[i], weights.minutes[i]);
    return text;
}

PriorityWeights weights_from_text(std::string_view text) {
    PriorityWeights weights;
    while (!text.empty()) {
        const auto part = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        const auto equals = std::min(part.find('='), part.size());
        const auto name = part.substr(0, equals);
        const auto number = part.substr(std::min(equals + 1, part.size()));
        int value = 0;
        if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc{})
            continue;
        if (name == "head_start_max") weights.head_start_max = value;
        if (const auto kind = priority_factor_kind(name)) weights.set(*kind, value);
    }
    return check(weights) ? weights : PriorityWeights{};
}

Priority prioritise(const PriorityFacts& facts, const PriorityWeights& weights) {
    Sum sum(weights);
    add_tone(sum, facts.matter);
    add_severity(sum, facts.matter);
    add_person(sum, facts);
    add_audience(sum, facts);
    add_intent(sum, facts.matter);
    return sum.take();
}

}  // namespace heed
