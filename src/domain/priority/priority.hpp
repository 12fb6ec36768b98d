#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/judgement/matter.hpp"

/// Who is answered first. One rule that a person can check: everybody waits from when they wrote,
/// and what makes a matter pressing counts as if they had written so many minutes earlier (their
/// head start). The list is in order of the moment that comes out, so that
///
///   * the order of two people never changes while both wait: it need not be computed again,
///   * a head start is bounded (`PriorityWeights::head_start_max`), so that nobody is overtaken by
///     somebody who wrote more than that later: waiting wins in the end, however small the account.
namespace heed {

/// What can give (or take) a head start.
enum class PriorityFactorKind {
    anger,
    severity,
    fear,             ///< afraid, or it is about safety
    reach,            ///< how many people follow the account
    earlier_tries,    ///< wrote before without an answer
    customer_value,   ///< as the team marked the customer
    vulnerable,       ///< as the team marked the customer
    influence,        ///< as the team marked the customer: press, officials, creators
    request,          ///< asks for something, though nothing went wrong
    broken_promise,   ///< we said what we would do, and did not
    no_answer_needed  ///< praise or talk that asks nothing: takes head start away
};
inline constexpr std::size_t priority_factor_kinds = 11;
[[nodiscard]] std::string_view name_of(PriorityFactorKind kind);
[[nodiscard]] std::optional<PriorityFactorKind> priority_factor_kind(std::string_view name);

/// How much a team thinks of a customer's business.
enum class CustomerValue { ordinary, regular, high };
[[nodiscard]] std::string_view name_of(CustomerValue value);
[[nodiscard]] std::optional<CustomerValue> customer_value(std::string_view name);

/// What a team knows of a customer that no post says.
struct CustomerMarks {
    CustomerValue value = CustomerValue::ordinary;
    bool vulnerable = false;
    bool influential = false;

    friend bool operator==(const CustomerMarks&, const CustomerMarks&) = default;
};

struct PriorityFacts {
    Matter matter;
    long long followers = -1;  ///< -1 when the network does not say
    int earlier_tries = 0;     ///< posts of before the last one, on any channel, not answered
    CustomerMarks marks;
    int broken_promises = 0;  ///< to this customer, not made good

    friend bool operator==(const PriorityFacts&, const PriorityFacts&) = default;
};

/// The most that each factor may count, in minutes of waiting. 0 switches a factor off. Those of
/// `reach` and `influence` are for the audience, the rest for the person.
struct PriorityWeights {
    std::array<int, priority_factor_kinds> minutes = {60, 120, 90, 30, 60,  30,
                                                      90, 30,  10, 90, -120};
    int head_start_max = 240;

    [[nodiscard]] int of(PriorityFactorKind kind) const {
        return minutes[static_cast<std::size_t>(kind)];
    }
    void set(PriorityFactorKind kind, int value) {
        minutes[static_cast<std::size_t>(kind)] = value;
    }

    friend bool operator==(const PriorityWeights&, const PriorityWeights&) = default;
};
inline constexpr int priority_minutes_max = 24 * 60;

/// `invalid` with the factor's name when a weight is out of bounds: all but `no_answer_needed` from
/// 0 to `priority_minutes_max`, that one from minus that to 0, the head start from 0.
[[nodiscard]] Status check(const PriorityWeights& weights);
/// "anger=60 severity=120 ...", as it is kept; what cannot be read stays as preset.
[[nodiscard]] std::string to_text(const PriorityWeights& weights);
[[nodiscard]] PriorityWeights weights_from_text(std::string_view text);

struct PriorityFactor {
    PriorityFactorKind kind = PriorityFactorKind::anger;
    int minutes = 0;     ///< never 0
    double measure = 0;  ///< what was measured: 0..1, a grade, a count
    std::string reason;  ///< a sentence for a person

    friend bool operator==(const PriorityFactor&, const PriorityFactor&) = default;
};

struct Priority {
    std::vector<PriorityFactor> factors;  ///< the most decisive first
    int head_start = 0;                   ///< minutes; the factors' sum within its bounds
    bool capped = false;                  ///< the sum was more than `head_start_max`
};

[[nodiscard]] Priority prioritise(const PriorityFacts& facts, const PriorityWeights& weights);

}  // namespace heed
