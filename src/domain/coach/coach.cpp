#include "domain/coach/coach.hpp"

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

}  // namespace heed
