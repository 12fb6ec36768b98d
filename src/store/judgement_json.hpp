#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/judgement/judgement.hpp"
#include "domain/priority/priority.hpp"

/// Opinions as columns: small JSON texts, and shares of one as thousandths. What cannot be read is
/// left out.
namespace heed::store {

[[nodiscard]] long long to_thousandths(double share);
[[nodiscard]] double from_thousandths(long long thousandths);

/// An array of [start, end].
[[nodiscard]] std::string spans_to_json(const std::vector<TextSpan>& spans);
[[nodiscard]] std::vector<TextSpan> spans_from_json(std::string_view text);

/// An array of [topic, thousandths].
[[nodiscard]] std::string opinions_to_json(const std::vector<TopicOpinion>& topics);
[[nodiscard]] std::vector<TopicOpinion> opinions_from_json(std::string_view text);

/// An array of texts.
[[nodiscard]] std::vector<std::string> texts_from_json(std::string_view text);

/// Why a conversation stands where it stands; empty when nothing is known.
[[nodiscard]] std::string facts_to_json(const PriorityFacts& facts);
[[nodiscard]] PriorityFacts facts_from_json(std::string_view text);

}  // namespace heed::store
