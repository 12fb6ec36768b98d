#include "domain/coach/coach.hpp"

#include <algorithm>

#include "domain/coach/remarks.hpp"

namespace heed {

std::vector<Advice> advise(const DraftFacts& facts, const CoachRules& rules,
                           std::string_view words_language) {
    if (facts.draft.size() > draft_code_points_max * 4) {
        const DraftFacts nothing;
        const coach::Reading reading = coach::read(nothing, rules);
        coach::Remarks remarks(reading, words_language);
        remarks.add(Grade::stop, "network_length.far_too_long");
        return std::move(remarks).in_order();
    }
    const coach::Reading reading = coach::read(facts, rules);
    coach::Remarks remarks(reading, words_language);
    coach::look_at_safe(reading, remarks);
    coach::look_at_private_way(reading, remarks);
    coach::look_at_attachments(reading, remarks);
    coach::look_at_fit(reading, remarks);
    coach::look_at_tone(reading, remarks);
    coach::look_at_personal(reading, remarks);
    coach::look_at_canned(reading, remarks);
    coach::look_at_facts(reading, remarks);
    coach::look_at_promises(reading, remarks);
    coach::look_at_human(reading, remarks);
    coach::look_at_questions(reading, remarks);
    coach::look_at_useful(reading, remarks);
    return std::move(remarks).in_order();
}

bool asks_remedy(const DraftFacts& facts, const CoachRules& rules) {
    if (facts.draft.size() > draft_code_points_max * 4) return false;
    const coach::Reading reading = coach::read(facts, rules);
    const auto& draft = reading.draft;
    return std::any_of(draft.words.sentences.begin(), draft.words.sentences.end(),
                       [&](const coach::Sentence& part) {
                           return part.question &&
                                  (reading.has_in(draft, "remedy_question", part) ||
                                   reading.heard(SpeechAct::asks_remedy, part) == Heard::sure);
                       });
}

}  // namespace heed
