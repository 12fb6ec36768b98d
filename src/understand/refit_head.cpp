#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

#include "understand/corrections.hpp"
#include "understand/refit.hpp"
#include "understand/refit_fit.hpp"

namespace heed::understand {

namespace {

constexpr std::size_t parts = 5;
constexpr std::array pulls{0.00003F, 0.0003F, 0.003F, 0.03F};
constexpr std::array emphases{1.0F, 2.0F, 4.0F, 8.0F};
constexpr double better_by = 0.99;
constexpr double kept_min = 0.97;
constexpr double followed_min = 0.1;
/// More is asked where strengths are chosen than where the chosen one is judged: what was just
/// enough there would be too little in every second case.
constexpr std::array kept_aims{0.98, 0.99};

/// How much more readily people are followed afterwards.
constexpr std::array shifts{-0.8F, -0.4F, -0.2F, -0.1F, 0.0F, 0.1F, 0.2F, 0.4F, 0.8F};

struct Strength {
    FitWishes wishes;
    float shift = 0;
};

/// All that are fitted.
std::vector<FitWishes> all_wishes() {
    std::vector<FitWishes> all;
    for (const float emphasis : emphases)
        for (const float pull : pulls)
            all.push_back({pull, emphasis});
    return all;
}

/// All that are tried: each of `all_wishes`, with each shift.
Strength strength(std::size_t number) {
    static const auto fits = all_wishes();
    return {fits[number / shifts.size()], shifts[number % shifts.size()]};
}

std::size_t strength_count() {
    return emphases.size() * pulls.size() * shifts.size();
}

Fit shifted(Fit fitted, float shift) {
    for (auto& each : fitted.bias)
        each += shift;
    return fitted;
}

/// What was said of posts that were held out.
struct Tally {
    explicit Tally(std::size_t labels) : hit(labels), wanted(labels), given(labels) {}
    std::vector<double> hit;
    std::vector<double> wanted;
    std::vector<double> given;
    double loss = 0;
    std::size_t right = 0;     ///< judged as people said,
    std::size_t followed = 0;  ///< and not so before
    std::size_t stood = 0;
    std::size_t kept = 0;

    void add(const FitTable& table, std::size_t i, const std::vector<float>& p) {
        const auto wished = table.right[i];
        const auto best =
            static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
        if (!table.said[i]) {
            // Of what an earlier refit said the head knows nothing: there is nothing to keep.
            if (table.before[i] != wished) return;
            ++stood;
            kept += best == wished ? 1 : 0;
            return;
        }
        loss -= std::log(std::max(static_cast<double>(p[wished]), 1e-6));
        ++wanted[wished];
        ++given[best];
        if (best != wished) return;
        ++hit[best];
        ++right;
        followed += table.before[i] != wished ? 1 : 0;
    }

    void add(const Tally& other) {
        for (std::size_t k = 0; k < hit.size(); ++k) {
            hit[k] += other.hit[k];
            wanted[k] += other.wanted[k];
            given[k] += other.given[k];
        }
        loss += other.loss;
        right += other.right;
        followed += other.followed;
        stood += other.stood;
        kept += other.kept;
    }

    [[nodiscard]] double kept_share() const {
        return stood == 0 ? 1 : static_cast<double>(kept) / static_cast<double>(stood);
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

/// The first lesson of nearly the same words as each, which may be itself.
std::vector<std::size_t> first_alike(std::span<const RefitLesson> lessons) {
    std::vector<std::size_t> leaders;
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        const auto& words = lessons[i].words;
        const auto found = std::find_if(leaders.begin(), leaders.end(), [&](std::size_t leader) {
            const auto& theirs = lessons[leader].words;
            return words.shared_at_most(theirs) >= Corrections::shared_words_min &&
                   words.shared(theirs) >= Corrections::shared_words_min;
        });
        first.push_back(found == leaders.end() ? i : *found);
        if (found == leaders.end()) leaders.push_back(i);
    }
    return first;
}

std::size_t part_of(std::int64_t post) {
    const auto mixed = static_cast<std::uint64_t>(post) * 0x9E3779B97F4A7C15ULL;
    return (mixed >> 40U) % parts;
}

/// Of posts about which people spoke, how many are like one about which they said otherwise.
std::size_t count_contradicted(std::span<const RefitLesson> lessons,
                               const std::vector<std::size_t>& first) {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> label(lessons.size(), none);
    std::vector<bool> torn(lessons.size(), false);
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        if (!lessons[i].said) continue;
        auto& known = label[first[i]];
        if (known != none && known != lessons[i].label) torn[first[i]] = true;
        known = lessons[i].label;
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < lessons.size(); ++i)
        count += lessons[i].said && torn[first[i]] ? 1 : 0;
    return count;
}

/// Tries strengths on parts that were held out.
class Trial {
public:
    Trial(const FitTable& table, std::span<const RefitLesson> lessons,
          const std::vector<std::size_t>& first)
        : table_(table) {
        for (std::size_t i = 0; i < lessons.size(); ++i)
            by_part_[part_of(lessons[first[i]].post)].push_back(i);
        all_.resize(lessons.size());
        std::iota(all_.begin(), all_.end(), std::size_t{0});
    }

    /// Tries all strengths on two parts that are left out, each by the other.
    void try_all() {
        without_.fill(std::vector<Tally>(strength_count(), Tally(table_.labels)));
        for (std::size_t s = 0; s < strength_count(); s += shifts.size()) {
            for (std::size_t one = 0; one < parts; ++one) {
                for (std::size_t other = one + 1; other < parts; ++other) {
                    const auto fitted = fit(table_, strength(s).wishes, all_but(one, other));
                    for (std::size_t i = 0; i < shifts.size(); ++i) {
                        const auto tried = shifted(fitted, shifts[i]);
                        without_[one][s + i].add(look(tried, by_part_[other]));
                        without_[other][s + i].add(look(tried, by_part_[one]));
                    }
                }
            }
        }
    }

    /// Chooses for each part by the others, and looks how that part fares; and what all choose.
    [[nodiscard]] std::pair<Tally, Strength> choose(double kept_aim) const {
        Tally outer(table_.labels);
        std::vector<Tally> together(strength_count(), Tally(table_.labels));
        for (std::size_t part = 0; part < parts; ++part) {
            const auto chosen = strength(best(without_[part], kept_aim));
            outer.add(look(learn(chosen, all_but(part, part)), by_part_[part]));
            for (std::size_t s = 0; s < strength_count(); ++s)
                together[s].add(without_[part][s]);
        }
        return {std::move(outer), strength(best(together, kept_aim))};
    }

    [[nodiscard]] Tally before() const { return look({}, all_); }
    [[nodiscard]] Fit learn(const Strength& strength) const { return learn(strength, all_); }

private:
    [[nodiscard]] Fit learn(const Strength& strength, std::span<const std::size_t> lessons) const {
        return shifted(fit(table_, strength.wishes, lessons), strength.shift);
    }

    [[nodiscard]] std::vector<std::size_t> all_but(std::size_t one, std::size_t other) const {
        std::vector<std::size_t> some;
        for (std::size_t part = 0; part < parts; ++part) {
            if (part != one && part != other)
                some.insert(some.end(), by_part_[part].begin(), by_part_[part].end());
        }
        return some;
    }

    [[nodiscard]] Tally look(const Fit& fitted, std::span<const std::size_t> lessons) const {
        Tally tally(table_.labels);
        std::vector<float> p(table_.labels);
        for (const auto i : lessons) {
            answer(table_, fitted, i, p);
            tally.add(table_, i, p);
        }
        return tally;
    }

    /// What follows people best among those that keep enough; where none does, what keeps most.
    static std::size_t best(const std::vector<Tally>& tallies, double kept_aim) {
        const auto better = [kept_aim](const Tally& one, const Tally& other) {
            const double one_keeps = std::min(one.kept_share(), kept_aim);
            const double other_keeps = std::min(other.kept_share(), kept_aim);
            if (one_keeps != other_keeps) return one_keeps > other_keeps;
            if (one.right != other.right) return one.right > other.right;
            return one.loss < other.loss;
        };
        return static_cast<std::size_t>(std::min_element(tallies.begin(), tallies.end(), better) -
                                        tallies.begin());
    }

    const FitTable& table_;
    std::array<std::vector<std::size_t>, parts> by_part_;
    std::vector<std::size_t> all_;
    std::array<std::vector<Tally>, parts> without_;  ///< by part left out, then by strength
};

/// Wilson's interval of a share, 95 %.
std::pair<double, double> interval(std::size_t hits, std::size_t of) {
    constexpr double z = 1.96;
    const auto n = static_cast<double>(of);
    const double share = static_cast<double>(hits) / n;
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double reach =
        z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {middle - reach, middle + reach};
}

void compare(const Tally& before, const Tally& after, RefitFigures& figures) {
    const auto said = static_cast<double>(figures.said);
    figures.tried = true;
    figures.loss_before = before.loss / said;
    figures.loss_after = after.loss / said;
    figures.f1_before = before.macro_f1();
    figures.f1_after = after.macro_f1();
    figures.followed = after.followed;
    figures.kept = after.kept;
    std::tie(figures.kept_least, figures.kept_most) = interval(after.kept, after.stood);
}

std::string refusal(const RefitFigures& figures) {
    const double kept = static_cast<double>(figures.kept) / static_cast<double>(figures.stood);
    if (figures.loss_after > figures.loss_before * better_by ||
        figures.f1_after < figures.f1_before)
        return "it does not judge posts better that it did not learn from";
    const auto enough = followed_min * static_cast<double>(figures.mistakes);
    if (static_cast<double>(figures.followed) < enough)
        return fmt::format(
            "of posts that it did not learn from it would judge only {} as people said",
            figures.followed);
    if (kept < kept_min)
        return fmt::format(
            "it would judge {:.1f} % of the posts otherwise that nobody minded, {:.0f} % may be",
            100 * (1 - kept), 100 * (1 - kept_min));
    return {};
}

std::string too_few(const RefitFigures& figures) {
    if (figures.mistakes < refit_mistakes_min)
        return fmt::format("{} posts were judged wrongly, {} are needed to learn from",
                           figures.mistakes, refit_mistakes_min);
    if (figures.stood < refit_stood_min)
        return fmt::format(
            "{} judgements stood in matters that were brought to their end, {} are needed to tell "
            "what learning would spoil",
            figures.stood, refit_stood_min);
    return {};
}

void count(const FitTable& table, RefitFigures& figures) {
    for (std::size_t i = 0; i < table.size(); ++i) {
        const bool repeats = table.before[i] == table.right[i];
        if (table.said[i]) {
            ++figures.said;
            if (!repeats) ++figures.mistakes;
        } else if (repeats) {
            ++figures.stood;
        }
    }
}

}  // namespace

RefitFigures refit_head(const Head& head, std::span<const RefitLesson> lessons,
                        HeadRefit& learned) {
    RefitFigures figures;
    lessons = lessons.first(std::min(lessons.size(), refit_lessons_max));
    FitTable table;
    if (!lessons.empty()) table = make_fit_table(head, lessons);
    count(table, figures);
    figures.refused = too_few(figures);
    if (!figures.refused.empty()) return figures;
    const auto first = first_alike(lessons);
    figures.contradicted = count_contradicted(lessons, first);
    Trial trial(table, lessons, first);
    trial.try_all();
    for (const double kept_aim : kept_aims) {
        const auto [after, chosen] = trial.choose(kept_aim);
        compare(trial.before(), after, figures);
        figures.refused = refusal(figures);
        learned = unfolded(head, table, trial.learn(chosen));
        if (figures.refused.empty()) break;
    }
    return figures;
}

}  // namespace heed::understand
