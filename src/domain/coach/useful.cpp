#include <algorithm>

#include "domain/coach/remarks.hpp"

/// What happens next, when, and what would put it right.
namespace heed::coach {

namespace {

bool has_link(const Reading& reading) {
    return std::any_of(reading.draft.words.list.begin(), reading.draft.words.list.end(),
                       [](const Word& word) { return word.kind == WordKind::link; });
}

bool asks_back(const Reading& reading) {
    const auto& parts = reading.draft.words.sentences;
    return std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.question; });
}

bool says_when(const Reading& reading) {
    return reading.has(reading.draft, "time");
}

/// "Seven weeks is a long time" is none.
bool names_a_time(const Reading& reading) {
    const auto& draft = reading.draft;
    return std::any_of(
        draft.words.sentences.begin(), draft.words.sentences.end(), [&](const Sentence& part) {
            return reading.has_in(draft, "time", part) && !reading.has_in(draft, "apology", part) &&
                   !reading.has_in(draft, "feeling.ack", part);
        });
}

bool says_next(const Reading& reading) {
    const auto& draft = reading.draft;
    return !reading.facts.attachments.empty() || reading.has(draft, "next_step") ||
           reading.has(draft, "commit") || reading.has(draft, "private_room") ||
           reading.has(draft, "urgent_help") || has_link(reading) || asks_back(reading) ||
           names_a_time(reading);
}

void look_at_next_step(const Reading& reading, Remarks& remarks) {
    const auto& mood = reading.mood;
    if (!reading.draft.known || mood.praise > 0 || reading.is_part()) return;
    if (mood.complaint == 0 && mood.request == 0) return;
    if (!says_next(reading)) {
        const bool sure = mood.complaint == 2 && mood.complaint_plain > 0;
        remarks.add(sure ? Grade::ask : Grade::hint, "next_step.missing");
        return;
    }
    const auto vague = reading.spans("vague_step");
    if (!vague.empty() && !says_when(reading) && !asks_back(reading))
        remarks.add(mood.complaint > 0 ? Grade::ask : Grade::hint, "next_step.vague", vague);
}

/// "I don't want a voucher", and the draft sends one.
void look_at_unwanted(const Reading& reading, Remarks& remarks) {
    for (const auto place : reading.open) {
        const auto& post = reading.posts[place];
        for (const auto range : reading.all(post, "does_not_want")) {
            const auto end = std::min(range.end + 2, post.words.list.size());
            for (const auto& unwanted : content_words(reading, post, {range.end, end}))
                for (std::size_t i = 0; i < reading.draft.words.list.size(); ++i) {
                    const auto& word = reading.draft.words.list[i];
                    const auto& part = reading.draft.words.sentences[word.sentence];
                    if (!same_stem(unwanted, word.folded) ||
                        reading.has_in(reading.draft, "negation", part))
                        continue;
                    remarks.add(Grade::ask, "remedy.unwanted", {word.span});
                    return;
                }
        }
    }
}

void look_at_remedy(const Reading& reading, Remarks& remarks) {
    look_at_unwanted(reading, remarks);
    const auto& mood = reading.mood;
    if (remarks.has(AdviceKind::remedy) || reading.facts.remedy_asked || !reading.draft.known)
        return;
    // Where nothing is given, nothing is asked and the matter does not go on elsewhere either.
    const bool empty_handed =
        !reading.has(reading.draft, "promise.give") && !reading.has(reading.draft, "ask_data") &&
        !reading.has(reading.draft, "private_room") && !asks_back(reading) && !has_link(reading);
    if (mood.complaint_plain == 0 || !empty_handed || reading.is_part() ||
        reading.has(reading.draft, "remedy_ask") || reading.agent_said("remedy_ask"))
        return;
    if (reading.has(reading.draft, "urgent_help")) return;
    remarks.add(Grade::hint, "remedy.ask");
}

}  // namespace

void look_at_useful(const Reading& reading, Remarks& remarks) {
    look_at_next_step(reading, remarks);
    look_at_remedy(reading, remarks);
}

}  // namespace heed::coach
