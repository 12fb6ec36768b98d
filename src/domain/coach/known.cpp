#include "domain/coach/known.hpp"

#include <algorithm>
#include <string>
#include <vector>

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

namespace {

/// The last words of a reply are a name more often than not: "-Becky", "^MS".
std::vector<std::string> unsigned_words(const Reading& reading, const Text& text) {
    constexpr std::size_t signature_words = 2;
    const auto size = text.words.list.size();
    return content_words(reading, text, {0, size - std::min(size, signature_words)});
}

}  // namespace

std::size_t words_in_common(const Reading& reading, const Text& known, Signed is_signed) {
    const auto said = unsigned_words(reading, reading.draft);
    auto words = is_signed == Signed::yes
                     ? unsigned_words(reading, known)
                     : content_words(reading, known, {0, known.words.list.size()});
    // "Your parcel left, the parcel is with the carrier": one word in common.
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    const auto names = name_words(reading.facts.customer.name);
    std::erase_if(words, [&names](const std::string& word) {
        return std::find(names.begin(), names.end(), word) != names.end();
    });
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&said](const std::string& word) {
            return std::any_of(said.begin(), said.end(),
                               [&word](const auto& other) { return same_stem(word, other); });
        }));
}

bool is_spoken_of(const Reading& reading, const Text& known, std::size_t shared, Heard heard) {
    return shared > 0 || (known.language != reading.draft.language && heard == Heard::sure);
}

bool may_break(const std::optional<Heard>& heard) {
    return !heard || *heard != Heard::no;
}

}  // namespace heed::coach
