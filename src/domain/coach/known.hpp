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

/// Whether the draft is about what is known at all: "I look into it now" is not, and is heard
/// against any fact and any limit now and then. Across languages no words are shared, and only who
/// is sure is believed. `shared` as `words_in_common` counts.
[[nodiscard]] bool is_spoken_of(const Reading& reading, const Text& known, std::size_t shared,
                                Heard heard);

/// Words say that the draft breaks what is known: whether that may be believed.
[[nodiscard]] bool may_break(const std::optional<Heard>& heard);

}  // namespace heed::coach
