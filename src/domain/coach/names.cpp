#include <algorithm>
#include <array>

#include "domain/coach/coach.hpp"

namespace heed {

namespace {

constexpr std::array<std::string_view, advice_kinds> kind_names = {
    "canned",         "name",        "signature", "apology",  "feeling",       "tone",
    "length",         "question",    "next_step", "remedy",   "personal_data", "case_detail",
    "other_customer", "private_way", "promise",   "fact",     "contradiction", "network_length",
    "stranger",       "link",        "alt_text",  "language", "attachment"};

constexpr std::array<std::string_view, 3> grade_names = {"stop", "ask", "hint"};

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names,
                              std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name_of(AdviceKind kind) {
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(Grade grade) {
    return grade_names.at(static_cast<std::size_t>(grade));
}

std::optional<AdviceKind> advice_kind(std::string_view name) {
    return find_name<AdviceKind>(kind_names, name);
}

std::optional<Grade> grade(std::string_view name) {
    return find_name<Grade>(grade_names, name);
}

}  // namespace heed
