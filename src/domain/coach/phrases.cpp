#include "domain/coach/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace heed::coach {

namespace {

constexpr std::size_t prefix_letters_min = 3;
constexpr std::size_t suffix_letters_min = 4;  ///< shorter ends are those of too many words

/// "a (b|c d|) e" becomes "a b e", "a c d e", "a  e"; parentheses may lie in each other.
class Speller {
public:
    explicit Speller(std::string_view pattern) : pattern_{pattern} {}

    Result<std::vector<std::string>> spell() {
        auto texts = sequence();
        if (texts && at_ < pattern_.size()) return wrong("a ')' without its '('");
        return texts;
    }

private:
    using Texts = std::vector<std::string>;

    static tl::unexpected<Error> wrong(std::string what) {
        return fail(ErrorCode::invalid, std::move(what));
    }

    Result<Texts> sequence() {
        Texts done{""};
        while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != ')') {
            if (pattern_[at_] != '(') {
                for (auto& text : done)
                    text += pattern_[at_];
                ++at_;
                continue;
            }
            const auto choices = group();
            if (!choices) return choices;
            if (done.size() * choices->size() > phrase_alternatives_max)
                return wrong(fmt::format("more than {} alternatives in one phrase",
                                         phrase_alternatives_max));
            Texts next;
            for (const auto& text : done)
                for (const auto& choice : *choices)
                    next.push_back(text + choice);
            done = std::move(next);
        }
        return done;
    }

    Result<Texts> group() {
        Texts all;
        do {
            ++at_;  // "(" or "|"
            auto one = sequence();
            if (!one) return one;
            all.insert(all.end(), one->begin(), one->end());
        } while (at_ < pattern_.size() && pattern_[at_] == '|');
        if (at_ == pattern_.size()) return wrong("a '(' without its ')'");
        ++at_;
        return all;
    }

    std::string_view pattern_;
    std::size_t at_ = 0;
};

std::string prefix_key(std::string_view word) {
    return std::string(word.substr(0, prefix_letters_min));
}

std::string suffix_key(std::string_view word) {
    return std::string(word.substr(word.size() - suffix_letters_min));
}

bool overlap(const Hit& left, const Hit& right) {
    return left.list == right.list && left.words.begin < right.words.end &&
           right.words.begin < left.words.end;
}

}  // namespace

Status PhraseSet::add(ListId list, std::string_view pattern, bool exception) {
    const auto flats = Speller(pattern).spell();
    if (!flats) return fail(flats.error());
    for (const auto& flat : *flats)
        if (const auto added = add_flat(list, flat, exception); !added) return added;
    return {};
}

std::uint32_t PhraseSet::id_of(std::string word) {
    const auto [found, is_new] =
        ids_.try_emplace(std::move(word), static_cast<std::uint32_t>(words_.size()));
    if (is_new) words_.push_back(found->first);
    return found->second;
}

/// Cut at blanks; each piece is cut further as any text is, so that "don't" fits "don't".
Status PhraseSet::add_flat(ListId list, std::string_view flat, bool exception) {
    const auto begin = elements_.size();
    for (std::size_t at = 0; at < flat.size();) {
        const auto end = std::min(flat.find(' ', at), flat.size());
        const auto piece = flat.substr(at, end - at);
        if (end > at && !add_piece(piece))
            return fail(ErrorCode::invalid,
                        fmt::format("'{}' holds no word that could be found: {}", piece, flat));
        at = end + 1;
    }
    const auto size = elements_.size() - begin;
    if (const auto trouble = trouble_with(begin); !trouble.empty())
        return fail(ErrorCode::invalid, fmt::format("{}: {}", trouble, flat));
    const auto place = static_cast<std::uint32_t>(phrases_.size());
    const auto& first = elements_[begin];
    if (first.what == What::number) {
        by_number_.push_back(place);
    } else if (first.what == What::prefix) {
        by_prefix_[prefix_key(words_[first.word])].push_back(place);
    } else if (first.what == What::suffix) {
        by_suffix_[suffix_key(words_[first.word])].push_back(place);
    } else {
        by_word_[first.word].push_back(place);
    }
    phrases_.push_back({static_cast<std::uint32_t>(list), exception,
                        static_cast<std::uint8_t>(size), static_cast<std::uint32_t>(begin)});
    return {};
}

/// False for what nothing in a text could ever fit, such as a dash alone.
bool PhraseSet::add_piece(std::string_view piece) {
    const auto before = elements_.size();
    if (piece == "...") {
        elements_.push_back({What::gap, phrase_gap_words_max});
    } else if (piece == "~") {
        elements_.push_back({What::gap, phrase_small_gap_words_max});
    } else if (piece == "_") {
        elements_.push_back({What::any, 0});
    } else if (piece == "#") {
        elements_.push_back({What::number, 0});
    } else {
        const bool prefix = piece.ends_with('*');
        if (prefix) piece.remove_suffix(1);
        const bool suffix = piece.starts_with('*');
        if (suffix) piece.remove_prefix(1);
        for (auto& word : words_of(piece).list)
            elements_.push_back({What::exact, id_of(std::move(word.folded))});
        if (prefix && elements_.size() > before) elements_.back().what = What::prefix;
        // One word that begins and ends anyhow would be looked for in every word.
        if (suffix && (prefix || elements_.size() != before + 1)) return false;
        if (suffix) elements_.back().what = What::suffix;
    }
    return elements_.size() > before;
}

/// What is wrong with the elements from there on; empty: nothing.
std::string PhraseSet::trouble_with(std::size_t begin) const {
    const auto size = elements_.size() - begin;
    if (size == 0 || size > phrase_elements_max)
        return fmt::format("a phrase has 1 to {} words", phrase_elements_max);
    const auto& first = elements_[begin];
    if (first.what == What::any || first.what == What::gap || elements_.back().what == What::gap)
        return "a phrase begins and ends with a word";
    if (first.what == What::prefix && words_[first.word].size() < prefix_letters_min)
        return fmt::format("at least {} letters stand before a '*'", prefix_letters_min);
    const auto end = elements_.begin() + static_cast<std::ptrdiff_t>(begin + size);
    if (std::any_of(end - static_cast<std::ptrdiff_t>(size), end, [this](const Element& element) {
            return element.what == What::suffix && words_[element.word].size() < suffix_letters_min;
        }))
        return fmt::format("at least {} letters stand behind a '*'", suffix_letters_min);
    return {};
}

bool PhraseSet::fits(Element element, const Seen& seen) const {
    switch (element.what) {
        case What::exact:
            return element.word == seen.id;
        case What::prefix:
            return seen.word->folded.starts_with(words_[element.word]);
        case What::suffix:
            return seen.word->folded.size() > words_[element.word].size() &&
                   seen.word->folded.ends_with(words_[element.word]);
        case What::number:
            return seen.word->kind == WordKind::number;
        case What::any:
        case What::gap:
            return true;
    }
    return false;
}

/// The word behind the match of the elements, or 0: a phrase stays within its sentence.
std::size_t PhraseSet::match(std::span<const Element> elements, const std::vector<Seen>& text,
                             std::size_t word, std::size_t sentence_end) const {
    for (std::size_t i = 0; i < elements.size(); ++i, ++word) {
        if (elements[i].what == What::gap) {
            for (std::size_t skipped = 0; skipped <= elements[i].word; ++skipped) {
                if (word + skipped >= sentence_end) return 0;
                if (const auto end =
                        match(elements.subspan(i + 1), text, word + skipped, sentence_end))
                    return end;
            }
            return 0;
        }
        if (word >= sentence_end || !fits(elements[i], text[word])) return 0;
    }
    return word;
}

void PhraseSet::try_phrases(const std::vector<std::uint32_t>& candidates,
                            const std::vector<Seen>& text, std::size_t word,
                            std::size_t sentence_end, Found& found) const {
    for (const auto place : candidates) {
        const auto& phrase = phrases_[place];
        // Looked up by its whole first word, or as a number: that one fits already.
        const auto first = elements_[phrase.begin].what;
        const std::size_t known = first == What::exact || first == What::number ? 1 : 0;
        const auto rest = std::span(elements_).subspan(phrase.begin + known, phrase.size - known);
        const auto end = match(rest, text, word + known, sentence_end);
        if (end > 0)
            (phrase.exception ? found.exceptions : found.hits)
                .push_back({phrase.list, {word, end}});
    }
}

std::vector<Hit> PhraseSet::find(const Words& words) const {
    std::vector<Seen> text;
    text.reserve(words.list.size());
    for (const auto& word : words.list) {
        const auto id = ids_.find(word.folded);
        text.push_back({&word, id == ids_.end() ? unknown : id->second});
    }
    Found found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto& word = *text[i].word;
        const auto end = words.sentences[word.sentence].end;
        if (word.kind == WordKind::number) try_phrases(by_number_, text, i, end, found);
        if (const auto by_word = by_word_.find(text[i].id); by_word != by_word_.end())
            try_phrases(by_word->second, text, i, end, found);
        if (word.folded.size() < prefix_letters_min) continue;
        if (const auto prefix = by_prefix_.find(prefix_key(word.folded));
            prefix != by_prefix_.end())
            try_phrases(prefix->second, text, i, end, found);
        if (by_suffix_.empty() || word.folded.size() < suffix_letters_min) continue;
        if (const auto suffix = by_suffix_.find(suffix_key(word.folded));
            suffix != by_suffix_.end())
            try_phrases(suffix->second, text, i, end, found);
    }
    std::erase_if(found.hits, [&found](const Hit& hit) {
        return std::any_of(found.exceptions.begin(), found.exceptions.end(),
                           [&hit](const Hit& exception) { return overlap(hit, exception); });
    });
    // What two phrases of a list find at one place counts once.
    const auto order = [](const Hit& left, const Hit& right) {
        return std::tie(left.words, left.list) < std::tie(right.words, right.list);
    };
    const auto same = [](const Hit& left, const Hit& right) {
        return left.list == right.list && left.words == right.words;
    };
    std::sort(found.hits.begin(), found.hits.end(), order);
    found.hits.erase(std::unique(found.hits.begin(), found.hits.end(), same), found.hits.end());
    return std::move(found.hits);
}

}  // namespace heed::coach
