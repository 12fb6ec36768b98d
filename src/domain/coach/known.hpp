#pragma once

#include <cstddef>
#include <optional>

#include "domain/coach/reading.hpp"

/// What was heard of a draft beside one thing that is known.
namespace heed::coach {

/// The sentence of the draft that has most words in common with the known text; the whole draft
/// where none has any.
[[nodiscard]] TextSpan nearest_sentence(const Reading& reading, const Text& known);

/// Whether the last words of a text are who wrote it.
enum class Signed : bool { no, yes };

/// How many words of weight both have; the draft's without who signed it.
[[nodiscard]] std::size_t words_in_common(const Reading& reading, const Text& known,
                                          Signed is_signed);

/// Words say that the draft breaks what is known: whether that may be believed.
[[nodiscard]] bool may_break(const std::optional<Heard>& heard);

}  // namespace heed::coach
