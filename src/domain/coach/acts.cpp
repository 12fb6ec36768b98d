#include "domain/coach/acts.hpp"

#include <algorithm>

#include "domain/coach/words.hpp"

namespace heed {

namespace {

constexpr std::array<std::string_view, speech_acts> names{
    "insult",       "blame",          "dismiss",     "threaten",     "blame_others", "sell",
    "hollow_sorry", "sorry",          "empathy",     "thanks",       "promise",      "gives",
    "next_step",    "invite_private", "ask_data",    "ask_secret",   "case_detail",  "other_person",
    "asks_remedy",  "refuses",        "boilerplate", "private_talk", "hostile",      "passes_over",
    "hurts",        "cold",           "deaf",        "let_down",     "upset",        "glad"};

/// "Hi Ana" and "Milly" do nothing.
constexpr std::size_t sentence_words_min = 2;
/// "Really?" asks nothing.
constexpr std::size_t question_words_min = 3;

/// Up to where the next one begins: the marks at its end say much of how it is meant.
TextSpan whole(const coach::Words& words, std::size_t place) {
    const bool last = place + 1 == words.sentences.size();
    return {words.sentences[place].span.start,
            last ? words.code_points : words.sentences[place + 1].span.start};
}

}  // namespace

std::string_view name_of(SpeechAct act) {
    return names[static_cast<std::size_t>(act)];
}

std::optional<SpeechAct> speech_act(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<SpeechAct>(found - names.begin());
}

std::vector<TextSpan> act_sentences(std::string_view draft) {
    const auto words = coach::words_of(draft);
    std::vector<TextSpan> spans;
    for (std::size_t i = 0; i < words.sentences.size(); ++i) {
        if (words.sentences[i].end - words.sentences[i].begin < sentence_words_min) continue;
        spans.push_back(whole(words, i));
        if (spans.size() == act_sentences_max) break;
    }
    return spans;
}

std::vector<TextSpan> asking_sentences(std::string_view post) {
    const auto words = coach::words_of(post);
    std::vector<TextSpan> spans;
    for (std::size_t i = 0; i < words.sentences.size(); ++i) {
        const auto& part = words.sentences[i];
        if (!part.question || part.end - part.begin < question_words_min) continue;
        spans.push_back(whole(words, i));
        if (spans.size() == asked_questions_max) break;
    }
    return spans;
}

}  // namespace heed
