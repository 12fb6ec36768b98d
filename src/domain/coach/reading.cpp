#include "domain/coach/reading.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace heed::coach {

namespace {

constexpr std::size_t small_words_min = 2;

/// A list of phrases, the act that they stand for, and how certainly it must be heard to count as
/// one of them: less where it saves the writer a remark.
struct Meaning {
    std::string_view list;
    SpeechAct act;
    Heard enough;
};

constexpr Meaning meanings[] = {
    {"apology", SpeechAct::sorry, Heard::likely},
    {"feeling.ack", SpeechAct::empathy, Heard::likely},
    {"thanks", SpeechAct::thanks, Heard::likely},
    {"next_step", SpeechAct::next_step, Heard::likely},
    {"private_room", SpeechAct::invite_private, Heard::likely},
    {"remedy_ask", SpeechAct::asks_remedy, Heard::likely},
    {"ask_data", SpeechAct::ask_data, Heard::sure},
    {"commit", SpeechAct::promise, Heard::sure},
    {"promise.give", SpeechAct::gives, Heard::sure},
};

const Meaning* meaning_of(std::string_view list) {
    const auto* found = std::find_if(std::begin(meanings), std::end(meanings),
                                     [list](const Meaning& one) { return one.list == list; });
    return found == std::end(meanings) ? nullptr : found;
}

bool is_private(RoomKind room) {
    return room != RoomKind::public_;
}

/// The customer's posts behind our last answer; where there is none, the last that they wrote.
std::vector<std::size_t> open_posts(std::span<const ThreadPost> thread) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < thread.size(); ++i) {
        if (thread[i].from == Speaker::agent) open.clear();
        if (thread[i].from == Speaker::customer) open.push_back(i);
    }
    if (!open.empty()) return open;
    for (std::size_t i = thread.size(); i-- > 0;)
        if (thread[i].from == Speaker::customer) return {i};
    return {};
}

std::string customer_language(const Reading& reading) {
    for (auto i = reading.open.size(); i-- > 0;) {
        const auto& text = reading.posts[reading.open[i]];
        if (text.language != "und") return text.language;
    }
    for (auto i = reading.posts.size(); i-- > 0;)
        if (reading.thread[i].from == Speaker::customer && reading.posts[i].language != "und")
            return reading.posts[i].language;
    return "und";
}

}  // namespace

std::vector<WordRange> Reading::all(const Text& text, std::string_view list) const {
    const auto wanted = rules.list(list);
    std::vector<WordRange> ranges;
    for (const auto& hit : text.hits)
        if (hit.list == wanted) ranges.push_back(hit.words);
    return ranges;
}

bool Reading::has(const Text& text, std::string_view list) const {
    const auto wanted = rules.list(list);
    if (std::any_of(text.hits.begin(), text.hits.end(),
                    [wanted](const Hit& hit) { return hit.list == wanted; }))
        return true;
    const auto* meaning = &text == &draft ? meaning_of(list) : nullptr;
    return meaning != nullptr && hears(meaning->act, meaning->enough);
}

bool Reading::has_in(const Text& text, std::string_view list, const Sentence& part) const {
    const auto wanted = rules.list(list);
    if (std::any_of(text.hits.begin(), text.hits.end(), [&](const Hit& hit) {
            return hit.list == wanted && hit.words.begin >= part.begin && hit.words.end <= part.end;
        }))
        return true;
    const auto* meaning = &text == &draft ? meaning_of(list) : nullptr;
    return meaning != nullptr && heard(meaning->act, part) >= meaning->enough;
}

bool Reading::may(std::span<const SpeechAct> acts, const Sentence& part, Heard enough) const {
    for (const auto& sentence : facts.heard.acts)
        if (sentence.span.start == part.span.start)
            return std::any_of(acts.begin(), acts.end(), [&](SpeechAct act) {
                return sentence.heard[static_cast<std::size_t>(act)] >= enough;
            });
    return true;
}

Heard Reading::heard(SpeechAct act, const Sentence& part) const {
    if (!draft.known) return Heard::no;
    for (const auto& sentence : facts.heard.acts)
        if (sentence.span.start == part.span.start)
            return sentence.heard[static_cast<std::size_t>(act)];
    return Heard::no;
}

Heard Reading::sounds(SpeechAct act) const {
    if (!facts.heard.sounds || !draft.known) return Heard::no;
    return (*facts.heard.sounds)[static_cast<std::size_t>(act)];
}

std::optional<Heard> Reading::breaks(KnownKind kind, std::size_t place) const {
    if (!draft.known) return std::nullopt;
    if (kind == KnownKind::colleague) place += facts.thread.size() - thread.size();
    for (const auto& heard : facts.heard.known)
        if (heard.kind == kind && heard.place == place) return heard.breaks;
    return std::nullopt;
}

bool Reading::hears(SpeechAct act, Heard enough) const {
    return draft.known &&
           std::any_of(facts.heard.acts.begin(), facts.heard.acts.end(),
                       [&](const SentenceActs& sentence) {
                           return sentence.heard[static_cast<std::size_t>(act)] >= enough;
                       });
}

std::vector<TextSpan> Reading::spans(std::string_view list) const {
    std::vector<TextSpan> found;
    for (const auto range : all(draft, list))
        found.push_back(draft.words.span_of(range));
    return found;
}

bool Reading::said_in_public(std::string_view folded_word) const {
    for (std::size_t i = 0; i < posts.size(); ++i) {
        if (is_private(thread[i].room.value_or(RoomKind::public_))) continue;
        for (const auto& word : posts[i].words.list)
            if (same_stem(word.folded, folded_word)) return true;
    }
    return false;
}

bool Reading::agent_said(std::string_view list) const {
    for (std::size_t i = 0; i < posts.size(); ++i)
        if (thread[i].from == Speaker::agent && has(posts[i], list)) return true;
    return false;
}

bool Reading::is_part() const {
    constexpr std::size_t end_bytes = 24;  // a signature may follow
    std::string_view end = facts.draft;
    if (end.size() > end_bytes) end.remove_prefix(end.size() - end_bytes);
    if (end.find(">>") != std::string_view::npos) return true;
    for (auto slash = end.find('/'); slash != std::string_view::npos;
         slash = end.find('/', slash + 1))
        if (slash > 0 && slash + 1 < end.size() && end[slash - 1] >= '1' && end[slash - 1] <= '9' &&
            end[slash + 1] >= '2' && end[slash + 1] <= '9')
            return true;
    return false;
}

Text read_text(std::string_view text, std::string_view language, const CoachRules::Content& rules) {
    Text read;
    read.words = words_of(cut_utf8(text, post_bytes_max * 4));
    read.language = language.empty() || language == "und" ? guess_language(read.words, rules)
                                                          : std::string(language);
    if (const auto* phrases = rules.phrases_of(read.language)) {
        read.known = true;
        read.hits = phrases->find(read.words);
    }
    if (const auto* phrases = rules.phrases_of(any_language)) {
        const auto more = phrases->find(read.words);
        read.hits.insert(read.hits.end(), more.begin(), more.end());
    }
    return read;
}

Text read_known(const Reading& reading, std::string_view text) {
    auto read = read_text(text, "und", reading.rules);
    return read.language == "und" ? read_text(text, reading.draft.language, reading.rules) : read;
}

Reading read(const DraftFacts& facts, const CoachRules& rules) {
    Reading reading(facts, rules.content());
    reading.in_public = !is_private(facts.room);
    reading.thread = std::span(facts.thread);
    if (reading.thread.size() > thread_posts_max)
        reading.thread = reading.thread.last(thread_posts_max);
    for (const auto& post : reading.thread) {
        reading.posts.push_back(
            read_text(cut_utf8(post.text, post_bytes_max), post.language, reading.rules));
        reading.agent_posts += post.from == Speaker::agent ? 1 : 0;
    }
    reading.open = open_posts(reading.thread);
    reading.language = customer_language(reading);
    reading.draft = read_text(facts.draft, facts.draft_language, reading.rules);
    // Too few words to tell: most likely it is the customer's language.
    if (reading.draft.language == "und" && reading.language != "und") {
        reading.draft = read_text(facts.draft, reading.language, reading.rules);
    }
    if (reading.draft.language == "und") {
        const auto language = language_by_phrases(reading.draft.words, reading.rules);
        if (language != "und") reading.draft = read_text(facts.draft, language, reading.rules);
    }
    // Nor can a short post's language be told: it is read as the draft is.
    for (std::size_t i = 0; i < reading.posts.size(); ++i)
        if (reading.posts[i].language == "und" && reading.draft.known)
            reading.posts[i] = read_text(cut_utf8(reading.thread[i].text, post_bytes_max),
                                         reading.draft.language, reading.rules);
    reading.mood = mood_of(reading);
    return reading;
}

std::string guess_language(const Words& words, const CoachRules::Content& rules) {
    std::size_t best = small_words_min - 1;
    std::size_t second = 0;
    std::string guess = "und";
    const auto list = rules.list("small");
    for (const auto& [language, phrases] : rules.languages) {
        const auto hits = phrases.find(words);
        const auto count = static_cast<std::size_t>(std::count_if(
            hits.begin(), hits.end(), [list](const Hit& hit) { return hit.list == list; }));
        if (count > best) {
            second = best;
            best = count;
            guess = language;
        } else {
            second = std::max(second, count);
        }
    }
    return best > second ? guess : "und";
}

/// The last resort for a few words: whose phrases are most in it.
std::string language_by_phrases(const Words& words, const CoachRules::Content& rules) {
    std::size_t best = 0;
    std::size_t second = 0;
    std::string guess = "und";
    for (const auto& [language, phrases] : rules.languages) {
        if (language == any_language) continue;
        const auto count = phrases.find(words).size();
        if (count > best) {
            second = best;
            best = count;
            guess = language;
        } else {
            second = std::max(second, count);
        }
    }
    if (best > second || best == 0) return guess;
    const auto* english = rules.phrases_of("en");
    return english != nullptr && english->find(words).size() == best ? "en" : "und";
}

std::vector<std::string> content_words(const Reading& reading, const Text& text, WordRange range) {
    const auto small = reading.rules.list("small");
    std::vector<bool> skipped(text.words.list.size(), false);
    for (const auto& hit : text.hits)
        if (hit.list == small)
            std::fill(skipped.begin() + static_cast<std::ptrdiff_t>(hit.words.begin),
                      skipped.begin() + static_cast<std::ptrdiff_t>(hit.words.end), true);
    std::vector<std::string> kept;
    for (auto i = range.begin; i < range.end; ++i) {
        const auto& word = text.words.list[i];
        if (skipped[i] || word.kind != WordKind::word || word.folded.size() < 3) continue;
        kept.push_back(word.folded);
    }
    return kept;
}

bool same_stem(std::string_view left, std::string_view right) {
    if (left == right) return true;
    if (left.size() > right.size()) std::swap(left, right);
    if (left.size() < 4 || right.size() > left.size() + 5) return false;
    const auto shared = static_cast<std::size_t>(
        std::mismatch(left.begin(), left.end(), right.begin()).first - left.begin());
    return shared >= 4 && shared + 2 >= left.size();
}

std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> kept;
    std::string apart;  // camel case and underscores part words, digits end them
    bool small_before = false;
    for (const char letter : name) {
        const bool capital = letter >= 'A' && letter <= 'Z';
        if (capital && small_before) apart += ' ';
        const bool breaks =
            letter == '_' || letter == '.' || letter == '@' || (letter >= '0' && letter <= '9');
        apart += breaks ? ' ' : letter;
        small_before = !capital && !breaks;
    }
    for (const auto& word : words_of(apart).list)
        if (word.kind == WordKind::word && word.folded.size() > 1) kept.push_back(word.folded);
    return kept;
}

}  // namespace heed::coach
