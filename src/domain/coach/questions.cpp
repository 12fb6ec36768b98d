#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "domain/coach/quantities.hpp"
#include "domain/coach/remarks.hpp"

/// Whether the draft touches each question that was asked.
namespace heed::coach {

namespace {

constexpr std::size_t question_words_min = 3;

enum class Asks { when, how_much, where, why, how, yes_no, other };

struct Question {
    std::size_t post = 0;  ///< its place in the thread that is read
    const Text* text = nullptr;
    Sentence part;
    Asks asks = Asks::other;
    std::vector<std::string> words;
    bool unmarked = false;  ///< has no question mark
    std::size_t sentence_start = 0;
};

Asks what_it_asks(const Reading& reading, const Text& text, const Sentence& part) {
    const auto has = [&](std::string_view list) { return reading.has_in(text, list, part); };
    if (has("asks.when")) return Asks::when;
    if (has("asks.how_much")) return Asks::how_much;
    if (has("asks.where")) return Asks::where;
    if (has("asks.why")) return Asks::why;
    if (has("asks.how")) return Asks::how;
    if (has("asks.yes_no")) return Asks::yes_no;
    return Asks::other;
}

/// "Seriously?" A single such word in a longer question asks all the same.
bool is_rhetorical(const Reading& reading, const Text& text, const Sentence& part) {
    constexpr std::size_t short_question_max = 4;
    const auto hits = reading.all(text, "rhetorical");
    return std::any_of(hits.begin(), hits.end(), [&part](WordRange hit) {
        return hit.begin >= part.begin && hit.end <= part.end &&
               (hit.end - hit.begin > 1 || part.end - part.begin <= short_question_max);
    });
}

constexpr std::array<std::string_view, 6> asking_lists = {
    "asks.when", "asks.how_much", "asks.where", "asks.why", "asks.how", "asks.yes_no"};

/// "Do you have such bases, and are they cooked separately?" asks twice.
std::vector<Sentence> parts_of(const Reading& reading, const Text& text, const Sentence& part) {
    std::vector<Sentence> parts;
    auto rest = part;
    for (auto place = part.begin + question_words_min; place < part.end; ++place) {
        const auto& before = text.words.list[place - 1];
        const bool joined = before.comma || (place >= 2 && text.words.list[place - 2].comma);
        if (!joined || place < rest.begin + question_words_min) continue;
        const bool asks =
            std::any_of(asking_lists.begin(), asking_lists.end(), [&](std::string_view list) {
                const auto hits = reading.all(text, list);
                return std::any_of(hits.begin(), hits.end(),
                                   [place](WordRange hit) { return hit.begin == place; });
            });
        if (!asks) continue;
        auto first = rest;
        first.end = place;
        parts.push_back(first);
        rest.begin = place;
    }
    parts.push_back(rest);
    return parts;
}

/// Without its mark a question is known by its first word.
bool begins_like_question(const Reading& reading, const Text& text, const Sentence& part) {
    return std::any_of(asking_lists.begin(), asking_lists.end(), [&](std::string_view list) {
        const auto hits = reading.all(text, list);
        return std::any_of(hits.begin(), hits.end(), [&part](WordRange hit) {
            return hit.begin >= part.begin && hit.begin <= part.begin + 1 &&
                   hit.end - hit.begin > 1 && hit.end <= part.end;
        });
    });
}

std::vector<Question> questions_of(const Reading& reading) {
    std::vector<Question> questions;
    for (const auto place : reading.open) {
        const auto& text = reading.posts[place];
        const bool asks = std::any_of(text.words.sentences.begin(), text.words.sentences.end(),
                                      [](const Sentence& part) { return part.question; });
        for (const auto& whole : text.words.sentences) {
            const bool unmarked =
                asks && !whole.question && begins_like_question(reading, text, whole);
            if ((!whole.question && !unmarked) || is_rhetorical(reading, text, whole)) continue;
            for (const auto& part : parts_of(reading, text, whole)) {
                if (part.end - part.begin < question_words_min) continue;
                questions.push_back({place, &text, part, what_it_asks(reading, text, part),
                                     content_words(reading, text, {part.begin, part.end}), unmarked,
                                     whole.span.start});
            }
        }
    }
    return questions;
}

bool shares_words(const Question& question, const std::vector<std::string>& said) {
    return std::any_of(question.words.begin(), question.words.end(), [&said](const auto& word) {
        return std::any_of(said.begin(), said.end(),
                           [&word](const auto& own) { return same_stem(word, own); });
    });
}

/// Whether the draft holds what an answer to such a question looks like.
bool answers_by_form(const Reading& reading, Asks asks) {
    const auto& draft = reading.draft;
    const auto quantities = quantities_of(reading, draft);
    const auto any = [&quantities](auto... dimensions) {
        return std::any_of(quantities.begin(), quantities.end(), [&](const Quantity& quantity) {
            return ((quantity.dimension == dimensions) || ...);
        });
    };
    const bool number = std::any_of(draft.words.list.begin(), draft.words.list.end(),
                                    [](const Word& word) { return word.kind == WordKind::number; });
    switch (asks) {
        case Asks::when:
            return number || reading.has(draft, "time") ||
                   any(Dimension::clock, Dimension::weekday, Dimension::duration);
        case Asks::how_much:
            return number || reading.has(draft, "free");
        case Asks::where:
            return reading.has(draft, "place") || number;
        case Asks::why:
            return reading.has(draft, "reason");
        case Asks::how:
            return reading.has(draft, "how_to") || reading.has(draft, "next_step");
        case Asks::yes_no:
            return reading.has(draft, "yes_no");
        case Asks::other:
            return false;
    }
    return false;
}

/// What was heard of it; nothing where nobody listened.
std::optional<Heard> passed_over(const Reading& reading, const Question& question) {
    const auto skipped = reading.facts.thread.size() - reading.thread.size();
    for (const auto& asked : reading.facts.heard.asked)
        if (asked.post == question.post + skipped && asked.span.start == question.sentence_start)
            return asked.passed_over;
    return std::nullopt;
}

/// "I'm finding out", a private room, a link: the whole matter goes on elsewhere.
bool defers(const Reading& reading, const Remarks& remarks) {
    if (remarks.has(AdviceKind::canned)) return false;  // a phrase is no answer
    const auto& list = reading.draft.words.list;
    return reading.has(reading.draft, "deferral") || reading.has(reading.draft, "private_room") ||
           std::any_of(list.begin(), list.end(),
                       [](const Word& word) { return word.kind == WordKind::link; });
}

/// The playbook knows the answer to this one of several questions, and the draft has not a word of
/// either.
bool passes_over(const Reading& reading, const Question& question,
                 const std::vector<Question>& questions, const std::vector<std::string>& said) {
    const auto among = [](const std::string& word, const std::vector<std::string>& others) {
        return std::any_of(others.begin(), others.end(), [&word](const std::string& other) {
            // "Cane" and "cani": short words change their last letter.
            const bool short_ones = word.size() == 4 && other.size() == 4;
            return same_stem(word, other) ||
                   (short_ones && word.substr(0, 3) == other.substr(0, 3));
        });
    };
    auto own = question.words;
    for (const auto& other : questions)
        if (&other != &question)
            std::erase_if(own, [&](const auto& word) { return among(word, other.words); });
    const auto touches = [&](const std::vector<std::string>& words) {
        return std::any_of(words.begin(), words.end(),
                           [&](const auto& word) { return among(word, said); });
    };
    if (own.empty() || touches(own)) return false;
    for (std::size_t i = 0; i < std::min(reading.facts.playbook.facts.size(), listed_max); ++i) {
        const auto fact =
            read_text(reading.facts.playbook.facts[i], reading.draft.language, reading.rules);
        auto words = content_words(reading, fact, {0, fact.words.list.size()});
        if (std::none_of(own.begin(), own.end(),
                         [&](const auto& word) { return among(word, words); }))
            continue;
        // What the other questions speak of as well is no answer to this one.
        for (const auto& other : questions)
            if (&other != &question)
                std::erase_if(words, [&](const auto& word) { return among(word, other.words); });
        if (!touches(words)) return true;
    }
    return false;
}

}  // namespace

void look_at_questions(const Reading& reading, Remarks& remarks) {
    if (!reading.draft.known || reading.is_part() || reading.language != reading.draft.language ||
        defers(reading, remarks))
        return;
    const auto questions = questions_of(reading);
    const auto said = content_words(reading, reading.draft, {0, reading.draft.words.list.size()});
    std::size_t answered = 0;
    const Question* open = nullptr;
    // One yes answers one question; whoever asked two wants to hear of both.
    auto answers = reading.all(reading.draft, "yes_no").size();
    for (const auto& question : questions) {
        const bool yes_or_no = question.asks == Asks::yes_no || question.asks == Asks::other;
        const bool form = yes_or_no ? answers > 0 : answers_by_form(reading, question.asks);
        const bool strict = question.asks == Asks::when || question.asks == Asks::how_much;
        const bool shared = shares_words(question, said);
        bool touched = strict ? form : form || shared;
        if (yes_or_no && !shared && answers > 0) --answers;
        // Two that agree: what is touched by no word may be answered in others.
        touched = touched || passed_over(reading, question).value_or(Heard::sure) < Heard::likely;
        if (touched) {
            ++answered;
        } else if (open == nullptr && !question.unmarked) {
            open = &question;
        }
    }
    bool known = false;
    for (const auto& question : questions)
        if (questions.size() > 1 && !known && passes_over(reading, question, questions, said)) {
            open = &question;
            known = true;
        }
    if (open == nullptr) return;
    const auto heard = passed_over(reading, *open);
    const bool sure =
        heard ? *heard == Heard::sure : open->asks == Asks::when || open->asks == Asks::how_much;
    const auto& words = open->text->words;
    std::string asked;
    for (auto i = open->part.begin; i < std::min(open->part.end, open->part.begin + 12); ++i)
        asked += (asked.empty() ? "" : " ") + words.list[i].folded;
    remarks.add(known || (sure && answered == 0) ? Grade::ask : Grade::hint, "question.open", {},
                {{"question", asked}});
}

}  // namespace heed::coach
