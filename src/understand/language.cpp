#include "understand/language.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "base/unicode.hpp"

namespace heed::understand {

namespace {

constexpr std::size_t bytes_max = 4096;
constexpr int best_effort = 0x4000;  // CLD2's flag for text that it finds too short
constexpr int clear_percent = 70;

/// Small words that are frequent in one of these languages and rare or absent in the others.
struct SmallWords {
    std::string_view language;
    std::array<std::string_view, 24> words;
};

constexpr std::array<SmallWords, 7> small_words{{
    {"en", {"the",  "and",  "is",   "you",   "to",   "my",     "of",   "it",
            "this", "that", "for",  "your",  "with", "what",   "have", "are",
            "was",  "been", "it's", "don't", "i'm",  "please", "why",  "how"}},
    {"es", {"el",   "los",     "las",    "una",  "del",    "por",    "muy",  "pero",
            "está", "esta",    "con",    "mi",   "qué",    "porque", "y",    "es",
            "hola", "gracias", "mañana", "nada", "cuando", "hay",    "todo", "ya"}},
    {"fr", {"le",    "les",   "des",  "est",  "et",    "vous",    "je",   "pas",
            "une",   "mon",   "pour", "avec", "c'est", "j'ai",    "très", "mais",
            "merci", "votre", "nous", "dans", "sur",   "bonjour", "du",   "au"}},
    {"de", {"der",  "die",   "das",  "und",  "ist",   "nicht", "ich", "ein",
            "eine", "mit",   "auf",  "für",  "wie",   "warum", "wir", "ihr",
            "mein", "meine", "noch", "auch", "danke", "bitte", "zu",  "sie"}},
    {"it", {"il",    "gli",  "è",   "che",    "non",    "della",  "sono", "mi",
            "ho",    "più",  "per", "grazie", "perché", "questo", "una",  "di",
            "anche", "ciao", "mia", "vostro", "ma",     "del",    "nel",  "cosa"}},
    {"pt", {"o",   "os",   "não",   "uma", "você",     "meu",      "minha", "é",
            "com", "para", "muito", "mas", "obrigado", "obrigada", "está",  "que",
            "um",  "já",   "vocês", "dia", "ao",       "eu",       "isso",  "no"}},
    {"nl", {"het",  "een",  "niet", "ik",   "van", "jullie", "mijn",   "zijn",
            "dat",  "wat",  "maar", "met",  "ook", "hoe",    "waarom", "bedankt",
            "voor", "geen", "naar", "deze", "heb", "nog",    "wij",    "er"}},
}};

/// The words that speak for a language: no links, handles and hashtags, lower ASCII letters.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        auto word = text.substr(at, end - at);
        at = end + 1;
        const bool says_nothing = word.empty() || word.front() == '@' || word.front() == '#' ||
                                  word.find("://") != std::string_view::npos || word == "http";
        if (!says_nothing) words.push_back(lower_ascii(word));
    }
    return words;
}

std::string without_punctuation(const std::string& word) {
    constexpr std::string_view around = ".,;:!?\"()[]-*_";
    const auto first = word.find_first_not_of(around);
    if (first == std::string::npos) return {};
    return word.substr(first, word.find_last_not_of(around) - first + 1);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += word + " ";
    return text;
}

std::string tag_of(CLD2::Language language) {
    std::string tag = CLD2::LanguageCode(language);
    tag = tag.substr(0, tag.find('-'));
    if (tag == "iw") return "he";
    if (tag == "jw") return "jv";
    if (tag == "un" || tag == "xx" || tag.empty()) return "und";
    return tag;
}

Language detect(const std::string& text, int flags) {
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int bytes = 0;
    bool reliable = false;
    const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &no_hints,
                                   flags, languages.data(), percents.data(), scores.data(), nullptr,
                                   &bytes, &reliable);
    return {tag_of(languages[0]), reliable && percents[0] >= clear_percent};
}

struct Vote {
    std::string_view language = "und";
    int words = 0;
    bool clear = false;  ///< at least twice what the next one has
};

Vote vote(const std::vector<std::string>& words) {
    Vote best;
    int second = 0;
    for (const auto& [language, known] : small_words) {
        const auto count = static_cast<int>(
            std::count_if(words.begin(), words.end(), [&known = known](const std::string& word) {
                return std::find(known.begin(), known.end(), without_punctuation(word)) !=
                       known.end();
            }));
        if (count > best.words) {
            second = best.words;
            best = {language, count, false};
        } else {
            second = std::max(second, count);
        }
    }
    best.clear = best.words >= 2 * second && best.words > 0;
    return best;
}

/// Two opinions that agree, or several small words that nobody contradicts.
Language language_of_few(const std::vector<std::string>& words, const std::string& text) {
    const auto voted = vote(words);
    if (!voted.clear) return {};
    const auto guess = detect(text, best_effort);
    const bool agree = guess.tag == voted.language;
    if (agree || voted.words >= 3) return {std::string(voted.language), agree};
    return {};
}

}  // namespace

Language language_of(std::string_view text) {
    const std::string clean = clean_utf8(cut_utf8(text, bytes_max));
    const auto words = words_of(clean);
    const auto plain = joined(words);
    if (plain.empty()) return {};
    auto found = detect(plain, 0);
    if (found.certain && found.tag != "und") return found;
    return language_of_few(words, plain);
}

}  // namespace heed::understand
