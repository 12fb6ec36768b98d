#include "domain/coach/known.hpp"

#include <algorithm>

namespace heed::coach {

TextSpan nearest_sentence(const Reading& reading, const Text& known) {
    const auto& draft = reading.draft;
    const auto words = content_words(reading, known, {0, known.words.list.size()});
    TextSpan nearest{0, draft.words.code_points};
    std::ptrdiff_t most = 0;
    for (const auto& part : draft.words.sentences) {
        const auto said = content_words(reading, draft, {part.begin, part.end});
        const auto shared = std::count_if(said.begin(), said.end(), [&words](const auto& word) {
            return std::any_of(words.begin(), words.end(),
                               [&word](const auto& other) { return same_stem(word, other); });
        });
        if (shared <= most) continue;
        most = shared;
        nearest = part.span;
    }
    return nearest;
}

bool may_break(const std::optional<Heard>& heard) {
    return !heard || *heard != Heard::no;
}

}  // namespace heed::coach
