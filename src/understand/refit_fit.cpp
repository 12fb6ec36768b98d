#include "understand/refit_fit.hpp"

#include <algorithm>
#include <cmath>

#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

constexpr int steps = 250;
/// Rows of length one and a bias bend the loss by at most one: no step of this length overshoots.
constexpr float step_size = 1;
/// A bias is one number for all posts, and held less.
constexpr float pull_of_bias = 0.1F;
/// A label moves when people put it so often in the place of another.
constexpr std::size_t moves_from = 5;
constexpr float spread_min = 1e-8F;

void measure(FitTable& table, std::span<const RefitLesson> lessons) {
    const auto count = static_cast<float>(lessons.size());
    table.middle.assign(table.width, 0);
    table.spread.assign(table.width, 0);
    for (const auto& lesson : lessons)
        add_scaled(table.middle.data(), lesson.vector.data(), 1 / count, table.width);
    for (const auto& lesson : lessons) {
        for (std::size_t d = 0; d < table.width; ++d) {
            const float off = lesson.vector[d] - table.middle[d];
            table.spread[d] += off * off / count;
        }
    }
    for (auto& each : table.spread)
        each = std::sqrt(std::max(each, spread_min) * static_cast<float>(table.width));
}

std::size_t greatest_of(const std::vector<float>& p) {
    return static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
}

void set_moving(FitTable& table) {
    std::vector<std::size_t> put(table.labels);
    for (std::size_t i = 0; i < table.size(); ++i)
        put[table.right[i]] += table.said[i] && table.before[i] != table.right[i] ? 1 : 0;
    for (std::size_t k = 0; k < table.labels; ++k)
        if (put[k] >= moves_from) table.moving.push_back(k);
}

/// What should be said of each lesson, with what the head says by itself.
void set_wanted(FitTable& table) {
    std::vector<float> p(table.labels);
    for (std::size_t i = 0; i < table.size(); ++i) {
        answer(table, {}, i, p);
        table.before.push_back(greatest_of(p));
        const bool as_before = !table.said[i] && table.before[i] == table.right[i];
        for (std::size_t k = 0; k < table.labels; ++k)
            table.wanted.push_back(as_before ? p[k] : table.right[i] == k ? 1.0F : 0.0F);
    }
}

void add_slope(const FitTable& table, const std::vector<float>& p, std::size_t i, float weight,
               Fit& slope) {
    for (std::size_t m = 0; m < table.moving.size(); ++m) {
        const auto k = table.moving[m];
        const float off = weight * (p[k] - table.wanted[i * table.labels + k]);
        slope.bias[m] += off;
        add_scaled(slope.weights.data() + m * table.width, table.row(i), off, table.width);
    }
}

/// One step down the slope, with the way so far (Nesterov's).
void step(std::vector<float>& at, std::vector<float>& before, const std::vector<float>& slope,
          float pull, float onward) {
    for (std::size_t i = 0; i < at.size(); ++i) {
        const float next = at[i] - step_size * (slope[i] + pull * at[i]);
        at[i] = next + onward * (next - before[i]);
        before[i] = next;
    }
}

}  // namespace

FitTable make_fit_table(const Head& head, std::span<const RefitLesson> lessons) {
    FitTable table;
    table.width = lessons.front().vector.size();
    table.labels = head.labels.size();
    measure(table, lessons);
    for (const auto& lesson : lessons) {
        for (std::size_t d = 0; d < table.width; ++d)
            table.rows.push_back((lesson.vector[d] - table.middle[d]) / table.spread[d]);
        for (std::size_t k = 0; k < table.labels; ++k)
            table.scores.push_back(lesson.scores[k] / static_cast<float>(head.temperature[k]) +
                                   static_cast<float>(head.bias[k]));
        table.right.push_back(lesson.label);
        table.said.push_back(lesson.said);
    }
    set_wanted(table);
    set_moving(table);
    return table;
}

void answer(const FitTable& table, const Fit& fitted, std::size_t lesson, std::vector<float>& p) {
    const float* scores = table.scores.data() + lesson * table.labels;
    std::copy(scores, scores + table.labels, p.begin());
    for (std::size_t m = 0; m < fitted.bias.size(); ++m)
        p[table.moving[m]] +=
            fitted.bias[m] +
            dot(table.row(lesson), fitted.weights.data() + m * table.width, table.width);
    const float greatest = *std::max_element(p.begin(), p.end());
    float sum = 0;
    for (auto& each : p)
        sum += each = std::exp(each - greatest);
    for (auto& each : p)
        each /= sum;
}

Fit fit(const FitTable& table, FitWishes wishes, std::span<const std::size_t> lessons) {
    const Fit nothing{std::vector<float>(table.moving.size() * table.width),
                      std::vector<float>(table.moving.size())};
    auto at = nothing;
    auto before = nothing;
    const auto weight = [&](std::size_t i) { return table.said[i] ? 1.0F : wishes.emphasis; };
    float total = 0;
    for (const auto i : lessons)
        total += weight(i);
    std::vector<float> p(table.labels);
    for (int n = 0; n < steps && total > 0; ++n) {
        auto slope = nothing;
        for (const auto i : lessons) {
            answer(table, at, i, p);
            add_slope(table, p, i, weight(i) / total, slope);
        }
        const float onward = static_cast<float>(n) / static_cast<float>(n + 3);
        step(at.weights, before.weights, slope.weights, wishes.pull, onward);
        step(at.bias, before.bias, slope.bias, wishes.pull * pull_of_bias, onward);
    }
    return before;
}

HeadRefit unfolded(const Head& head, const FitTable& table, const Fit& fitted) {
    HeadRefit refit{1, std::vector<float>(table.labels * table.width),
                    std::vector<float>(table.labels)};
    for (std::size_t m = 0; m < table.moving.size(); ++m) {
        const auto k = table.moving[m];
        const auto temperature = static_cast<float>(head.temperature[k]);
        float bias = fitted.bias[m];
        for (std::size_t d = 0; d < table.width; ++d) {
            const float weight = fitted.weights[m * table.width + d] / table.spread[d];
            bias -= weight * table.middle[d];
            refit.weights[k * table.width + d] = weight * temperature;
        }
        refit.bias[k] = bias * temperature;
    }
    return refit;
}

}  // namespace heed::understand
