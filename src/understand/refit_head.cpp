#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "understand/refit.hpp"
#include "understand/vector_math.hpp"

namespace heed::understand {

namespace {

constexpr std::size_t parts = 5;
constexpr int steps = 250;
constexpr float step_size = 0.6F;
/// How strongly it is pulled towards what the head said before.
constexpr std::array pulls{0.003F, 0.01F, 0.03F, 0.1F, 1.0F};
constexpr double weight_of_stood = 0.5;
constexpr double better_by = 0.99;
constexpr double kept_min = 0.97;
constexpr std::size_t stood_that_tells = 20;
/// A change of the scale by one would count ten times a weight's.
constexpr float scale_reach = 0.2F;

/// Lessons as rows of numbers of about length one.
struct Table {
    std::size_t width = 0;
    std::size_t labels = 0;
    std::vector<float> middle;
    std::vector<float> spread;
    std::vector<float> rows;    ///< [lessons x width]
    std::vector<float> scores;  ///< [lessons x labels] over the temperature
    std::vector<float> bias;    ///< of the head
    std::vector<std::size_t> right;
    std::vector<bool> said;
    std::vector<std::size_t> part;

    [[nodiscard]] std::size_t size() const { return right.size(); }
    [[nodiscard]] const float* row(std::size_t i) const { return rows.data() + i * width; }
    [[nodiscard]] double weight(std::size_t i) const { return said[i] ? 1 : weight_of_stood; }
};

struct Learned {
    float scale = 0;             ///< beyond one, over `scale_reach`
    std::vector<float> weights;  ///< [labels x width]
    std::vector<float> bias;
};

std::size_t part_of(std::int64_t post) {
    const auto mixed = static_cast<std::uint64_t>(post) * 0x9E3779B97F4A7C15ULL;
    return (mixed >> 40U) % parts;
}

void measure(Table& table, std::span<const RefitLesson> lessons) {
    const auto count = static_cast<float>(lessons.size());
    table.middle.assign(table.width, 0);
    table.spread.assign(table.width, 0);
    for (const auto& lesson : lessons)
        for (std::size_t d = 0; d < table.width; ++d)
            table.middle[d] += lesson.vector[d] / count;
    for (const auto& lesson : lessons) {
        for (std::size_t d = 0; d < table.width; ++d) {
            const float off = lesson.vector[d] - table.middle[d];
            table.spread[d] += off * off / count;
        }
    }
    for (auto& each : table.spread)
        each = std::sqrt(std::max(each, 1e-8F) * static_cast<float>(table.width));
}

Table make_table(const Head& head, std::span<const RefitLesson> lessons) {
    Table table;
    table.width = lessons.front().vector.size();
    table.labels = head.labels.size();
    measure(table, lessons);
    for (const auto& lesson : lessons) {
        for (std::size_t d = 0; d < table.width; ++d)
            table.rows.push_back((lesson.vector[d] - table.middle[d]) / table.spread[d]);
        for (std::size_t k = 0; k < table.labels; ++k)
            table.scores.push_back(lesson.scores[k] / static_cast<float>(head.temperature[k]));
        table.right.push_back(lesson.label);
        table.said.push_back(lesson.said);
        table.part.push_back(part_of(lesson.post));
    }
    for (const double each : head.bias)
        table.bias.push_back(static_cast<float>(each));
    return table;
}

/// Certainties of one lesson.
void answer(const Table& table, const Learned& learned, std::size_t i, std::vector<float>& p) {
    float greatest = -1e30F;
    for (std::size_t k = 0; k < table.labels; ++k) {
        p[k] = table.scores[i * table.labels + k] * (1 + scale_reach * learned.scale) +
               table.bias[k] + learned.bias[k] +
               dot(table.row(i), learned.weights.data() + k * table.width, table.width);
        greatest = std::max(greatest, p[k]);
    }
    float sum = 0;
    for (auto& each : p)
        sum += each = std::exp(each - greatest);
    for (auto& each : p)
        each /= sum;
}

Learned nothing_learned(const Table& table) {
    return {0, std::vector<float>(table.labels * table.width), std::vector<float>(table.labels)};
}

void add_slope(const Table& table, const std::vector<float>& p, std::size_t i, float weight,
               Learned& slope) {
    for (std::size_t k = 0; k < table.labels; ++k) {
        const float off = weight * (p[k] - (table.right[i] == k ? 1.0F : 0.0F));
        slope.bias[k] += off;
        slope.scale += off * scale_reach * table.scores[i * table.labels + k];
        const float* row = table.row(i);
        float* into = slope.weights.data() + k * table.width;
        for (std::size_t d = 0; d < table.width; ++d)
            into[d] += off * row[d];
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

/// Learns from all parts but one; `parts` leaves none out.
Learned learn(const Table& table, float pull, std::size_t without) {
    auto at = nothing_learned(table);
    auto before = at;
    std::vector<float> p(table.labels);
    double total = 0;
    for (std::size_t i = 0; i < table.size(); ++i)
        total += table.part[i] == without ? 0 : table.weight(i);
    for (int n = 0; n < steps; ++n) {
        auto slope = nothing_learned(table);
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table.part[i] == without) continue;
            answer(table, at, i, p);
            add_slope(table, p, i, static_cast<float>(table.weight(i) / total), slope);
        }
        const float onward = static_cast<float>(n) / static_cast<float>(n + 3);
        step(at.weights, before.weights, slope.weights, pull, onward);
        step(at.bias, before.bias, slope.bias, pull / 10, onward);
        std::vector<float> scale{at.scale};
        std::vector<float> scale_before{before.scale};
        step(scale, scale_before, {slope.scale}, pull / 10, onward);
        at.scale = scale.front();
        before.scale = scale_before.front();
    }
    return before;
}

/// What is right and what was said, over the posts that people spoke about.
struct Tally {
    explicit Tally(std::size_t labels) : hit(labels), wanted(labels), given(labels) {}
    std::vector<double> hit;
    std::vector<double> wanted;
    std::vector<double> given;
    double loss = 0;        ///< of what people said
    double whole_loss = 0;  ///< of all, weighted
    std::size_t kept = 0;

    void add(const Table& table, std::size_t i, const std::vector<float>& p) {
        const auto best =
            static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
        const double lost = -std::log(std::max(p[table.right[i]], 1e-6F));
        whole_loss += lost * table.weight(i);
        if (!table.said[i]) {
            kept += best == table.right[i] ? 1 : 0;
            return;
        }
        loss += lost;
        ++wanted[table.right[i]];
        ++given[best];
        if (best == table.right[i]) ++hit[best];
    }
    [[nodiscard]] double macro_f1() const {
        double sum = 0;
        double labels = 0;
        for (std::size_t k = 0; k < hit.size(); ++k) {
            if (wanted[k] == 0) continue;
            sum += 2 * hit[k] / (wanted[k] + given[k]);
            ++labels;
        }
        return labels > 0 ? sum / labels : 0;
    }
};

Tally before_learning(const Table& table) {
    Tally tally(table.labels);
    std::vector<float> p(table.labels);
    const auto nothing = nothing_learned(table);
    for (std::size_t i = 0; i < table.size(); ++i) {
        answer(table, nothing, i, p);
        tally.add(table, i, p);
    }
    return tally;
}

/// Each part by what was learned from the others.
Tally held_out(const Table& table, float pull) {
    Tally tally(table.labels);
    std::vector<float> p(table.labels);
    for (std::size_t part = 0; part < parts; ++part) {
        const auto learned = learn(table, pull, part);
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (table.part[i] != part) continue;
            answer(table, learned, i, p);
            tally.add(table, i, p);
        }
    }
    return tally;
}

/// The pull under which the parts that were held out fare best, and how they fare.
std::pair<float, Tally> best_pull(const Table& table) {
    std::pair<float, Tally> best{pulls.front(), held_out(table, pulls.front())};
    for (const float pull : std::span(pulls).subspan(1)) {
        auto tally = held_out(table, pull);
        if (tally.whole_loss < best.second.whole_loss) best = {pull, std::move(tally)};
    }
    return best;
}

void compare(const Tally& before, const Tally& after, RefitFigures& figures) {
    const auto said = static_cast<double>(figures.said);
    figures.loss_before = before.loss / said;
    figures.loss_after = after.loss / said;
    figures.f1_before = before.macro_f1();
    figures.f1_after = after.macro_f1();
    const auto stood = static_cast<double>(figures.stood);
    figures.kept = figures.stood == 0 ? 1 : static_cast<double>(after.kept) / stood;
}

/// In the terms of the scores and vectors as they come.
HeadRefit unfolded(const Head& head, const Table& table, const Learned& learned) {
    HeadRefit refit;
    refit.scale = static_cast<double>(1 + scale_reach * learned.scale);
    for (std::size_t k = 0; k < table.labels; ++k) {
        const auto temperature = static_cast<float>(head.temperature[k]);
        float bias = learned.bias[k];
        for (std::size_t d = 0; d < table.width; ++d) {
            const float weight = learned.weights[k * table.width + d] / table.spread[d];
            bias -= weight * table.middle[d];
            refit.weights.push_back(weight * temperature);
        }
        refit.bias.push_back(bias * temperature);
    }
    return refit;
}

std::string refusal(const RefitFigures& figures) {
    if (figures.loss_after > figures.loss_before * better_by ||
        figures.f1_after < figures.f1_before)
        return "it does not judge posts better that it did not learn from";
    if (figures.stood >= stood_that_tells && figures.kept < kept_min)
        return fmt::format("it would judge {:.0f} % of the posts otherwise that nobody minded",
                           100 * (1 - figures.kept));
    return {};
}

void count(const Table& table, RefitFigures& figures) {
    std::vector<float> p(table.labels);
    const auto nothing = nothing_learned(table);
    for (std::size_t i = 0; i < table.size(); ++i) {
        answer(table, nothing, i, p);
        const auto best = std::max_element(p.begin(), p.end()) - p.begin();
        if (!table.said[i]) {
            ++figures.stood;
            continue;
        }
        ++figures.said;
        if (static_cast<std::size_t>(best) != table.right[i]) ++figures.mistakes;
    }
}

}  // namespace

RefitFigures refit_head(const Head& head, std::span<const RefitLesson> lessons,
                        HeadRefit& learned) {
    RefitFigures figures;
    Table table;
    if (!lessons.empty()) {
        table = make_table(head, lessons.first(std::min(lessons.size(), refit_lessons_max)));
        count(table, figures);
    }
    if (figures.mistakes < refit_mistakes_min) {
        figures.refused = fmt::format("{} posts were judged wrongly, {} are needed to learn from",
                                      figures.mistakes, refit_mistakes_min);
        return figures;
    }
    const auto [pull, after] = best_pull(table);
    compare(before_learning(table), after, figures);
    figures.refused = refusal(figures);
    learned = unfolded(head, table, learn(table, pull, parts));
    return figures;
}

}  // namespace heed::understand
