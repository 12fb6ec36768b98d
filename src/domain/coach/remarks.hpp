#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/coach/reading.hpp"

namespace heed::coach {

/// A word in braces of a sentence, and what stands there.
using Filling = std::pair<std::string_view, std::string>;

/// Collects remarks and puts them into words.
class Remarks {
public:
    Remarks(const Reading& reading, std::string_view words_language)
        : reading_{reading}, words_language_{words_language} {}

    /// The remark's kind is its rule's beginning: "tone.insult" is of kind `tone`. {words} is
    /// filled with the first span's.
    Advice& add(Grade grade, std::string_view rule, std::vector<TextSpan> spans = {},
                std::initializer_list<Filling> fillings = {});
    Advice& add(AdviceKind kind, Grade grade, std::string_view rule, std::vector<TextSpan> spans,
                std::initializer_list<Filling> fillings);

    /// Gravest first, one for each rule and place, bounded.
    [[nodiscard]] std::vector<Advice> in_order() &&;
    [[nodiscard]] bool has(AdviceKind kind) const;
    /// Makes the remarks of that kind that touch the span at least as grave; false: there is none.
    [[nodiscard]] bool raise(AdviceKind kind, TextSpan span, Grade to);

private:
    const Reading& reading_;
    std::string words_language_;
    std::vector<Advice> list_;
};

/// The name as the network shows it, or the handle of who shows none.
[[nodiscard]] std::string customer_called(const Reading& reading);

// One function a family.
void look_at_personal(const Reading& reading, Remarks& remarks);
void look_at_canned(const Reading& reading, Remarks& remarks);
void look_at_human(const Reading& reading, Remarks& remarks);
void look_at_tone(const Reading& reading, Remarks& remarks);
void look_at_useful(const Reading& reading, Remarks& remarks);
void look_at_questions(const Reading& reading, Remarks& remarks);
void look_at_safe(const Reading& reading, Remarks& remarks);
void look_at_other_customers(const Reading& reading, Remarks& remarks);
void look_at_private_way(const Reading& reading, Remarks& remarks);
void look_at_promises(const Reading& reading, Remarks& remarks);
void look_at_facts(const Reading& reading, Remarks& remarks);
void look_at_fit(const Reading& reading, Remarks& remarks);
void look_at_attachments(const Reading& reading, Remarks& remarks);

}  // namespace heed::coach
