// Phone numbers in words, as people dictate them: "oh seven nine double one, one two three ...".
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "understand/personal/detectors.hpp"
#include "understand/personal/phone_context.hpp"
#include "understand/personal/phone_plans.hpp"

namespace heed::understand::personal {

namespace {

constexpr std::size_t spoken_min = 4;  ///< words that are digits; the rest may be written
constexpr std::size_t gap_bytes_max = 3;
constexpr std::size_t digits_min = 9;
constexpr std::size_t digits_max = 13;
constexpr std::size_t words_before = 6;

/// In the languages of the coach: 0 to 9, and how often the digit behind counts.
constexpr std::array<std::string_view, 10> digit_words{"zero oh o nought null cero nul",
                                                       "one eins un une uno um uma een",
                                                       "two zwei zwo deux dos due dois duas twee",
                                                       "three drei trois tres tre drie",
                                                       "four vier quatre cuatro quattro quatro",
                                                       "five funf fuenf cinq cinco cinque vijf",
                                                       "six sechs seis sei meia zes",
                                                       "seven sieben sept siete sette sete zeven",
                                                       "eight acht huit ocho otto oito",
                                                       "nine neun neuf nueve nove negen"};
constexpr std::string_view doubles = "double doppelt doble doppio duplo dubbel";
constexpr std::string_view triples = "triple treble dreifach triplo";
constexpr char twice = 'd';
constexpr char thrice = 't';

using Meanings = std::unordered_map<std::string_view, char>;

void add_all(Meanings& meanings, std::string_view words, char meaning) {
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find(' ', at), words.size());
        meanings.emplace(words.substr(at, end - at), meaning);
        at = end + 1;
    }
}

/// A digit, `twice`, `thrice`, or '\0' for any other word.
char meaning_of(std::string_view word) {
    static const Meanings meanings = [] {
        Meanings made;
        for (std::size_t digit = 0; digit < digit_words.size(); ++digit)
            add_all(made, digit_words[digit], static_cast<char>('0' + digit));
        add_all(made, doubles, twice);
        add_all(made, triples, thrice);
        return made;
    }();
    const auto found = meanings.find(word);
    return found == meanings.end() ? '\0' : found->second;
}

bool is_written(std::string_view word) {
    return std::all_of(word.begin(), word.end(), is_digit_byte);
}

/// Digits in a row, most of them as words.
struct Spoken {
    std::string digits;
    std::size_t words = 0;   ///< of them as words
    std::size_t behind = 0;  ///< the word behind the last
};

bool is_near(const SeenText& seen, std::size_t word) {
    const Piece gap{seen.words()[word - 1].piece.end, seen.words()[word].piece.start};
    return gap.size() <= gap_bytes_max &&
           seen.of(gap).find_first_of("!?;\n") == std::string_view::npos;
}

Spoken spoken_from(const SeenText& seen, std::size_t first) {
    Spoken run;
    std::size_t times = 1;
    auto i = first;
    for (; i < seen.words().size() && run.digits.size() <= digits_max; ++i) {
        if (i > first && !is_near(seen, i)) break;
        const auto meaning = meaning_of(seen.word(i));
        if (meaning == twice || meaning == thrice) {
            if (times > 1) break;
            times = meaning == twice ? 2 : 3;
            continue;
        }
        if (is_digit_byte(meaning)) {
            run.digits.append(times, meaning);
            ++run.words;
        } else if (times == 1 && is_written(seen.word(i))) {
            run.digits += seen.word(i);
        } else {
            break;
        }
        times = 1;
        run.behind = i + 1;
    }
    return run;
}

/// A digit in a word, or some digits with a word for one behind: where a spoken number may begin.
bool may_begin(const SeenText& seen, std::size_t word) {
    if (meaning_of(seen.word(word)) != '\0') return true;
    return is_written(seen.word(word)) && word + 1 < seen.words().size() &&
           meaning_of(seen.word(word + 1)) != '\0';
}

/// "one two three four": somebody counts.
bool is_counting(std::string_view digits) {
    return std::adjacent_find(digits.begin(), digits.end(),
                              [](char a, char b) { return b - a != 1; }) == digits.end();
}

/// The country whose number it is; spoken numbers are told by their zero or by the words before.
std::optional<std::string_view> country_of(const Sight& sight, std::string_view digits,
                                           bool named) {
    for (const auto& plan : phone_plans()) {
        if (!sight.cares_for(plan.country)) continue;
        if (plan.trunk.empty() && !named) continue;
        if (!digits.starts_with(plan.trunk)) continue;
        const auto national = digits.substr(plan.trunk.size());
        if (!is_national_number(plan, national)) continue;
        if (begins_with_one_of(national, plan.service)) continue;
        return plan.country;
    }
    return std::nullopt;
}

}  // namespace

void find_spoken_phones(const Sight& sight, Findings& findings) {
    const auto& seen = sight.seen;
    for (std::size_t i = 0; i < seen.words().size(); ++i) {
        if (!may_begin(seen, i)) continue;
        const auto run = spoken_from(seen, i);
        if (run.words < spoken_min) continue;
        const auto place = seen.words()[i].piece.start;
        i = run.behind - 1;
        if (run.digits.size() < digits_min || run.digits.size() > digits_max) continue;
        if (is_counting(run.digits) || is_offices(seen, place)) continue;
        const bool named = is_named_before(seen, place, phone_words(), words_before);
        const auto country = country_of(sight, run.digits, named);
        if (!country) continue;
        findings.push_back({PersonalDataKind::phone,
                            {place, seen.words()[run.behind - 1].piece.end},
                            named ? Certainty::certain : Certainty::likely,
                            *country});
    }
}

}  // namespace heed::understand::personal
